// What a batch keeps of its runs turn by turn: which stocks and machines, in which bins. Names that a person gave become places; plain data.

import type { Term } from '../../expression/term.ts';
import { everyTerm } from '../../expression/term.ts';
import { printJsKernel } from '../../kernel/js-kernel.ts';
import type { Scenario } from '../../language/scenario.ts';
import type { Model, Stock } from '../../model/model.ts';
import { elementOf } from '../../model/slot-name.ts';
import type { Problem } from '../../problem.ts';
import type { Plan } from '../plan-batch.ts';
import { unknownName } from '../unknown-name.ts';

/** What is kept of each turn: counts in bins over all runs of an arm, or every run by itself. */
export type SeriesKind = 'sketch' | 'full';

/** `sketch`: counts in fixed bins, which add up over blocks. `full`: a row for every run and turn. Machines are all of the scenario. */
export interface SeriesPlan {
  readonly kind: SeriesKind;
  readonly quantities: readonly SeriesQuantity[];
  readonly machines: readonly SeriesMachine[];
}

/** A stock, or the mean of a stock's members. */
export interface SeriesQuantity {
  /** `fear[latvia]` for one member, `fear` for the stock or the mean of its members. */
  readonly name: string;
  /** In the files of a full series. */
  readonly column: string;
  /** Members that the mean is taken of; one for a stock by itself. */
  readonly slots: readonly string[];
  /** Declared range; null where there is no end. */
  readonly low: number | null;
  readonly high: number | null;
  /** Equal parts of the range, or one for each whole number; 0 in a full series. */
  readonly bins: number;
  /** A bin is one whole number. */
  readonly whole: boolean;
}

export interface SeriesMachine {
  /** By member, as `ladder[narva]`. */
  readonly name: string;
  readonly element: string;
  readonly column: string;
  /** Innermost states, those of every variant. */
  readonly states: readonly string[];
}

/** Bins of a range that is not of a few whole numbers. */
const BINS = 200;
/** Elements that are kept unless told. */
const FEW = 8;
/** Columns of a full series before the quantities. */
export const SERIES_RUN_COLUMNS = ['variant', 'policy', 'doctrine', 'world', 'replication', 'turn'] as const;

/** `stocks`: elements or members, or `all`. */
export function planSeries(
  kind: SeriesKind,
  stocks: readonly string[],
  { models, arms }: Pick<Plan, 'models' | 'arms'>,
): { readonly series: SeriesPlan | null; readonly problems: readonly Problem[] } {
  const model = models[0]!;
  const known = everyStockName(model);
  const names = stocks.length === 1 && stocks[0] === 'all' ? known : [...new Set(stocks)];
  const problems = [
    ...names.flatMap((name) => unknownName('stock', name, known) ?? []),
    ...models.flatMap(
      (one, index) =>
        kernelProblem(
          one,
          arms.filter((arm) => arm.model === index),
        ) ?? [],
    ),
  ];
  if (problems.length > 0) return { series: null, problems };
  const columnFor = columnsBeside(SERIES_RUN_COLUMNS);
  const quantities = names.map((name): SeriesQuantity => {
    const slots = slotsOf(model, name);
    return { name, column: columnFor(name), slots: slots.map((slot) => slot.name), ...binsOf(kind, slots) };
  });
  const endless = kind === 'sketch' ? quantities.filter(({ low, high }) => low === null || high === null) : [];
  if (endless.length > 0) return { series: null, problems: endless.map(endlessProblem) };
  const machines = machinesOf(models).map((machine) => ({ ...machine, column: columnFor(machine.name) }));
  return { series: { kind, quantities, machines }, problems: [] };
}

/** Throws a RangeError with the reason where a series does not follow from its names and the models: somebody changed it. */
export function checkSeries(series: SeriesPlan, plan: Pick<Plan, 'models' | 'arms'>): void {
  const again = planSeries(
    series.kind,
    series.quantities.map(({ name }) => name),
    plan,
  );
  if (again.series === null) throw new RangeError(again.problems.map(({ message }) => message).join('; '));
  if (JSON.stringify(again.series) !== JSON.stringify(series))
    throw new RangeError('its series does not follow from its question');
}

/** All stocks where they are few; else those that outcomes name themselves, or the first ones. */
export function usualStocks({ stocks, outcomes }: Scenario): readonly string[] {
  const all = [...stocks.keys()];
  if (all.length <= FEW) return all;
  const named = new Set([...outcomes.values()].flatMap(({ is }) => stocksIn(is)));
  const found = all.filter((name) => named.has(name));
  return (found.length > 0 ? found : all).slice(0, FEW);
}

function stocksIn(term: Term): readonly string[] {
  return [...everyTerm(term)].flatMap((one) => (one.op === 'read' && one.what === 'stock' ? [one.name] : []));
}

/** Stocks by name; of those with members the mean first, then each. */
export function everyStockName({ stocks }: Model): readonly string[] {
  const names = stocks.flatMap(({ name }) => [elementOf(name), name]);
  return [...new Set(names)];
}

function slotsOf({ stocks }: Model, name: string): readonly Stock[] {
  return stocks.filter((stock) => stock.name === name || elementOf(stock.name) === name);
}

function binsOf(kind: SeriesKind, slots: readonly Stock[]): Pick<SeriesQuantity, 'low' | 'high' | 'bins' | 'whole'> {
  const low = Math.min(...slots.map((slot) => slot.low));
  const high = Math.max(...slots.map((slot) => slot.high));
  const whole = slots.length === 1 && slots[0]!.integer && Number.isInteger(low) && high - low < BINS;
  const bins = whole ? Math.floor(high) - low + 1 : low === high ? 1 : BINS;
  const end = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { low: end(low), high: end(high), bins: kind === 'full' ? 0 : bins, whole: kind === 'sketch' && whole };
}

/** The bin of a value, from 0. A value on an edge counts in the bin above it, the highest in the last. */
export function binOf({ low, high, bins, whole }: SeriesQuantity, value: number): number {
  if (whole) return value - low!;
  const bin = Math.floor(((value - low!) / (high! - low!)) * bins);
  return bin >= 0 ? Math.min(bin, bins - 1) : 0;
}

/** Lower and upper edge; of a whole number both are the number. */
export function edgesOf({ low, high, bins, whole }: SeriesQuantity, bin: number): readonly [number, number] {
  if (whole) return [low! + bin, low! + bin];
  const width = (high! - low!) / bins;
  return [low! + bin * width, low! + (bin + 1) * width];
}

/** Innermost states of the machines of any variant, in the order of the models. */
function machinesOf(models: readonly Model[]): readonly Omit<SeriesMachine, 'column'>[] {
  const machines = new Map<string, { readonly element: string; readonly states: Set<string> }>();
  for (const model of models)
    for (const { name, element, states } of model.machines) {
      const own = machines.get(name) ?? { element, states: new Set<string>() };
      machines.set(name, own);
      for (const state of states) if (state.initial < 0) own.states.add(state.name);
    }
  return [...machines].map(([name, { element, states }]) => ({ name, element, states: [...states] }));
}

/** A name that is taken (capitals do not tell) gets an underscore behind it. */
function columnsBeside(names: readonly string[]): (name: string) => string {
  const taken = new Set<string>(names);
  return (name) => {
    let column = name;
    while (taken.has(column.toLowerCase())) column += '_';
    taken.add(column.toLowerCase());
    return column;
  };
}

function kernelProblem(model: Model, arms: Plan['arms']): Problem | null {
  const text = printJsKernel(model, arms);
  if (typeof text === 'string') return null;
  return problem(
    'series-unsupported',
    `a series is made by kernel-js, which cannot run this model (${text.unsupported}): leave --series out`,
  );
}

function endlessProblem({ name }: SeriesQuantity): Problem {
  return problem(
    'series-without-range',
    `stock "${name}" has no ends, and bins need a range: give it one in the scenario, name other --stocks, or take --series full`,
  );
}

function problem(code: string, message: string): Problem {
  return { severity: 'error', code, path: '', message, place: null, notes: [] };
}
