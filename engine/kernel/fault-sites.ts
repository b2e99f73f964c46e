// Model -> every place where a run can fail, numbered. A fault code is a place's number plus 1; 0 is "no fault".

import type { Model } from '../model/model.ts';
import type { FailureReason } from '../vocabulary.ts';
import type { FaultSite } from './program.ts';

export interface FaultCodes {
  readonly sites: readonly FaultSite[];
  readonly starts: readonly number[];
  readonly costs: readonly number[];
  readonly incidents: readonly number[];
  readonly states: readonly (readonly number[])[];
  /** Stocks at the commit of the injects, and of each phase. */
  readonly injectStocks: readonly number[];
  readonly phaseStocks: readonly (readonly number[])[];
  readonly outcomes: readonly number[];
}

export function numberFaults(model: Model): FaultCodes {
  const sites: FaultSite[] = [];
  const site = (reason: FailureReason, phase: number, element: string): number =>
    sites.push({ reason, phase, element });
  const stocks = (reason: FailureReason, phase: number) => model.stocks.map(({ name }) => site(reason, phase, name));
  return {
    sites,
    starts: stocks('start not finite', -1),
    costs: model.levers.map(({ name }) => site('cost not finite', -1, name)),
    incidents: model.incidents.map(({ rate, phase, name }) =>
      site(rate === null ? 'chance out of range' : 'rate out of range', phase, name),
    ),
    states: model.machines.map(({ name, phase, states }) =>
      states.map((state) => site('chance out of range', phase, `${name}.${state.name}`)),
    ),
    injectStocks: stocks('stock not finite', -1),
    phaseStocks: model.phases.map((_, phase) => stocks('stock not finite', phase)),
    outcomes: model.outcomes.map(({ name }) => site('outcome not finite', -1, name)),
  };
}
