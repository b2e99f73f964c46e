// One position, through one pair of eyes -> the odds of incidents and of ways between states, told: formula, condition, and all that they read.

import type { Chance, NodeId } from '../model/model.ts';
import type { FormulaTexts } from '../reference/explain.ts';
import type { Position } from '../reference/position.ts';
import { type Eyes, nodeOf } from './eyes.ts';
import { formulaReads, formulaTexts, type Viewpoint } from './formula-reads.ts';
import type { Ground } from './ground.ts';
import type { ExplainedEvent, ExplainedWay } from './told-event.ts';

type Told = Pick<ExplainedWay, 'clear' | 'formula' | 'when' | 'reads'>;

/** Everything by its index in the model. */
export interface Teller {
  readonly head: (kind: 'incident' | 'machine', index: number) => Pick<ExplainedEvent, 'kind' | 'name' | 'label'>;
  readonly incident: (index: number) => Told;
  readonly transition: (machine: number, state: number, transition: number) => Told;
}

/** Formulas told on `position`, with numbers only of what the eyes see. */
export function createTeller(ground: Ground, eyes: Eyes, position: Position): Teller {
  const from: Viewpoint = { ground, eyes, position };
  return {
    head: (kind, index) => headOf(ground, kind, index),
    incident: (index) => tellIncident(from, index),
    transition: (machine, state, transition) => tellTransition(from, machine, state, transition),
  };
}

function headOf({ scenario, model }: Ground, kind: 'incident' | 'machine', index: number): ReturnType<Teller['head']> {
  const { name, element, member } = kind === 'incident' ? model.incidents[index]! : model.machines[index]!;
  const declared = kind === 'incident' ? scenario.incidents.get(element) : scenario.machines.get(element);
  const label = declared?.label ?? name;
  return { kind, name, label: member === null ? label : `${label}, ${scenario.labels.get(member) ?? member}` };
}

function tellIncident(from: Viewpoint, index: number): Told {
  const { scenario, model } = from.ground;
  const { element, chance, rate, when } = model.incidents[index]!;
  const declared = scenario.incidents.get(element);
  const odds = rate ?? nodeOf(chance);
  const terms = [declared?.rate ?? null, declared?.chance ?? null, declared?.when ?? null];
  return {
    clear: isClear(from, odds),
    formula: rate === null ? chanceTexts(from, chance) : formulaTexts(from, rate),
    when: when === null ? null : formulaTexts(from, when),
    reads: formulaReads(from, [odds, when], terms),
  };
}

function tellTransition(from: Viewpoint, machine: number, state: number, transition: number): Told {
  const { scenario, model } = from.ground;
  const { element, states } = model.machines[machine]!;
  const { chance, when } = states[state]!.transitions[transition]!;
  const declared = scenario.machines.get(element);
  const body = declared?.variants.get(model.variant) ?? declared?.body;
  const written = body?.states.find(({ name }) => name === states[state]!.name)?.transitions[transition];
  const terms = [written?.chance ?? null, written?.when ?? null, written?.after ?? null];
  return {
    clear: isClear(from, nodeOf(chance)),
    formula: chanceTexts(from, chance),
    when: when === null ? null : formulaTexts(from, when),
    reads: formulaReads(from, [nodeOf(chance), when], terms),
  };
}

function isClear({ eyes }: Viewpoint, node: NodeId | null): boolean {
  return node === null || eyes.sees(node);
}

/** A chance that is given by its log odds is told as the logistic of them; null is certain. */
function chanceTexts(from: Viewpoint, chance: Chance | null): FormulaTexts | null {
  if (chance === null) return null;
  if (chance.kind === 'probability') return formulaTexts(from, chance.p);
  const { names, numbers } = formulaTexts(from, chance.x);
  return { names: `logistic(${names})`, numbers: `logistic(${numbers})` };
}
