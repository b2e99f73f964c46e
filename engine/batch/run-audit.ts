// A plan and the numbers under audit -> for each number the recommended policy's lead at values all over its range, more of them where it flips.
// Everything is run over the same futures, so that two values of a number differ by the number and by nothing else.

import { nextValues } from '../analysis/flip-search.ts';
import { CONFIDENCE } from '../analysis/interval.ts';
import { type Lead, leadOf } from '../analysis/lead.ts';
import { rankArms } from '../analysis/ranking.ts';
import { type AuditNumber, heldAt } from '../model/audit-numbers.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import { type BatchResult, sampleOf } from './batch-result.ts';
import { chooseEngine } from './choose-engine.ts';
import { type Held, MOST_VALUES, type Plan, planBatch } from './plan-batch.ts';
import type { Question } from './question.ts';
import type { BatchOptions, BatchProgress } from './run-batch.ts';
import { runPoints } from './run-points.ts';
import { createRunningTotal } from './running-total.ts';

export interface AuditPlan {
  readonly plan: Plan;
  readonly numbers: readonly AuditNumber[];
  /** Values of each number that are looked at first, both ends included; at least 2. */
  readonly points: number;
  /** Of one comparison of two policies at one value. With it, all that is said about one number holds with 95 %. */
  readonly confidence: number;
}

export interface CurvePoint extends Lead {
  readonly value: number;
  /** Share of the runs that failed there. */
  readonly failed: number;
}

/** The lead over the range of one number; the points in increasing order of value. */
export interface AuditCurve {
  readonly number: AuditNumber;
  readonly points: readonly CurvePoint[];
}

export interface AuditResult {
  /** Best in the mean with nothing moved, and its lead there; null when no run gave a value. */
  readonly recommended: (Lead & { readonly policy: string }) | null;
  readonly curves: readonly AuditCurve[];
  readonly engine: string;
  readonly refusals: readonly string[];
  readonly runs: number;
  readonly failed: number;
}

export type AuditEnd =
  | { readonly kind: 'done'; readonly result: AuditResult }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** A number with a few possible values is looked at in each of them, up to this many. */
const MOST_POSSIBLE = 32;
/** Searching ends after so many steps, whatever is left: each makes a stretch four times shorter. */
const MOST_STEPS = 8;

/** `model`: made by `auditModel`; only its outcome `outcome` is measured. Two policies or more. */
export function planAudit(
  question: Question,
  model: Model,
  outcome: number,
  numbers: readonly AuditNumber[],
  points: number,
): { readonly plan: AuditPlan | null; readonly problems: readonly Problem[] } {
  const policies = new Set(question.policies).size;
  const runs = policies * question.worlds * question.replications * points * numbers.length;
  const engine = chooseEngine(question.engine, runs);
  const measured = { ...model, outcomes: [model.outcomes[outcome]!] };
  const { plan, problems } = planBatch({ ...question, engine }, [measured]);
  if (plan === null) return { plan, problems };
  const confidence = 1 - (1 - CONFIDENCE) / ((policies - 1) * points);
  return { plan: { plan, numbers, points, confidence }, problems };
}

/** How many runs the first look takes; searching for flips adds to them. */
export function firstRuns({ plan, numbers, points }: AuditPlan): number {
  const values = numbers.reduce((sum, number) => sum + firstValues(number, points).length, 0);
  return (1 + values) * plan.runs;
}

/** Throws as `runBatch` does. */
export async function runAudit(audit: AuditPlan, options: BatchOptions = {}): Promise<AuditEnd> {
  const work = createWork(audit, options);
  const [still, first] = await lookAt(
    audit,
    work,
    audit.numbers.map((number) => firstValues(number, audit.points)),
    [[]],
  );
  const base = still?.[0];
  if (base === undefined || first === null) return { kind: 'interrupted', progress: work.progress() };
  const recommended = recommendedOf(audit, base);
  const curves = recommended === null ? [] : await searchedCurves(audit, work, recommended, base, first);
  const { done, failed } = work.progress();
  if (curves === null) return { kind: 'interrupted', progress: work.progress() };
  const { engine, refusals } = base;
  return { kind: 'done', result: { recommended, curves, engine, refusals, runs: done, failed } };
}

/** Looks again and again where a lead is lost, until it is known well enough; null when interrupted. */
async function searchedCurves(
  audit: AuditPlan,
  work: Work,
  { policy, ...lead }: NonNullable<AuditResult['recommended']>,
  base: BatchResult,
  first: Looked,
): Promise<readonly AuditCurve[] | null> {
  const start = audit.numbers.map((number): AuditCurve => {
    const isKnown = number.kind === 'fact' && number.base > number.low && number.base < number.high;
    return { number, points: isKnown ? [{ value: number.base, ...lead, failed: failedShare(base) }] : [] };
  });
  let curves = withPoints(audit, start, policy, first);
  for (let step = 0; step < MOST_STEPS; step++) {
    const wanted = curves.map(laterValues);
    if (wanted.every((values) => values.length === 0)) break;
    const [, looked] = await lookAt(audit, work, wanted);
    if (looked === null) return null;
    curves = withPoints(audit, curves, policy, looked);
  }
  return curves;
}

/** What was run for one value of one number; `at` is its place among the numbers. */
type Looked = readonly { readonly at: number; readonly value: number; readonly result: BatchResult }[];

/** Runs `still` as it is, and every number at its values; null for both when interrupted. */
async function lookAt(
  audit: AuditPlan,
  work: Work,
  wanted: readonly (readonly number[])[],
  still: readonly [][] = [],
): Promise<readonly [readonly BatchResult[] | null, Looked | null]> {
  const places = wanted.flatMap((values, at) => values.map((value) => ({ at, value })));
  const results = await work.run([...still, ...places.map(({ at, value }) => heldAt(audit.numbers[at]!, value))]);
  if (results === null) return [null, null];
  const looked = places.map((place, i) => ({ ...place, result: results[still.length + i]! }));
  return [results.slice(0, still.length), looked];
}

/** A fact's declared value may be among those looked at: each value stands once. */
function withPoints(
  audit: AuditPlan,
  curves: readonly AuditCurve[],
  policy: string,
  looked: Looked,
): readonly AuditCurve[] {
  return curves.map(({ number, points }, at) => {
    const found = looked
      .filter((one) => one.at === at)
      .map(({ value, result }) => pointOf(audit, result, policy, value));
    const known = points.filter(({ value }) => found.every((point) => point.value !== value));
    return { number, points: [...known, ...found].sort((a, b) => a.value - b.value) };
  });
}

/** Between possible values there is nothing to look for. */
function laterValues({ number, points }: AuditCurve): number[] {
  return number.possible === null ? nextValues(points) : [];
}

function firstValues({ low, high, possible }: AuditNumber, points: number): readonly number[] {
  if (possible !== null && possible.length <= MOST_POSSIBLE) return possible;
  const evenly = (i: number): number => (i === points - 1 ? high : low + ((high - low) * i) / (points - 1));
  const values = Array.from({ length: points }, (_, i) => evenly(i));
  if (possible === null) return values;
  return values.map((value) => possible.findLast((candidate) => candidate <= value) ?? low);
}

function pointOf(audit: AuditPlan, result: BatchResult, policy: string, value: number): CurvePoint {
  return { value, ...leadIn(audit, result, policy), failed: failedShare(result) };
}

function failedShare({ failed, plan }: BatchResult): number {
  return failed.length / plan.runs;
}

function recommendedOf(audit: AuditPlan, base: BatchResult): AuditResult['recommended'] {
  const { kind, better } = outcomeOf(audit);
  const { best } = rankArms(armsOf(base), kind, better);
  return best === null ? null : { policy: best, ...leadIn(audit, base, best) };
}

function leadIn(audit: AuditPlan, result: BatchResult, policy: string): Lead {
  const { kind, better } = outcomeOf(audit);
  return leadOf(armsOf(result), policy, kind, better, audit.confidence);
}

function outcomeOf({ plan }: AuditPlan): { readonly kind: 'mean' | 'share'; readonly better: 'lower' | 'higher' } {
  const { kind, better } = plan.models[0]!.outcomes[0]!;
  if (better === 'neither') throw new RangeError('an audit needs an outcome with a better direction');
  return { kind, better };
}

function armsOf(result: BatchResult) {
  return result.plan.arms.map((arm) => ({ name: arm.names.policy, sample: sampleOf(result, arm.index, 0) }));
}

interface Work {
  /** One result for each list of values by slot; null when interrupted. */
  run(points: readonly (readonly { readonly name: string; readonly value: number }[])[]): Promise<BatchResult[] | null>;
  progress(): BatchProgress;
}

/** Runs points, never more at once than fit, with the facts that nobody moves at their declared values. */
function createWork(audit: AuditPlan, { onProgress, ...options }: BatchOptions): Work {
  const { plan, numbers } = audit;
  const indexOf = new Map(plan.models[0]!.parameters.map(({ name }, index) => [name, index]));
  const hold = (list: readonly { readonly name: string; readonly value: number | null }[]): Held[] =>
    list.flatMap(({ name, value }) => (value === null ? [] : [{ parameter: indexOf.get(name)!, value }]));
  const declared = hold(numbers.flatMap(({ slots }) => slots));
  const atOnce = Math.max(1, Math.floor(MOST_VALUES / 8 / (plan.arms.length * plan.futures)));
  const total = createRunningTotal(firstRuns(audit), onProgress);
  return {
    progress: total.progress,
    async run(points) {
      const results: BatchResult[] = [];
      const known = total.progress();
      const runs = Math.max(known.total, known.done + points.length * plan.runs);
      for (let first = 0; first < points.length; first += atOnce) {
        const part = points.slice(first, first + atOnce).map((list) => [...declared, ...hold(list)]);
        const end = await runPoints(plan, part, { ...options, onProgress: total.nextPart(runs) });
        if (end.kind === 'interrupted') return null;
        results.push(...end.results);
      }
      return results;
    },
  };
}
