// A plan, goals and a budget -> runs in rounds, a look after each, and the end: decided, or the budget is spent.
// Everything hangs on the worlds alone: workers and the order in which they answer leave no trace.

import type { Moments } from '../../analysis/confidence-sequence.ts';
import { correctSelection } from '../../analysis/correct-selection.ts';
import type { Interval } from '../../analysis/interval.ts';
import {
  type PlannedComparison,
  type StoppingStanding,
  type StoppingStatus,
  startStopping,
  takeLook,
} from '../../analysis/stopping-rule.ts';
import type { Plan } from '../plan-batch.ts';
import type { BatchProgress } from '../run-batch.ts';
import { bestLooking, type DifferenceOf, ocbaWorlds } from './allocate.ts';
import { lookInterval } from './look-interval.ts';
import { nextLook } from './look-schedule.ts';
import { createPairedSums, type PairedSums } from './paired-sums.ts';
import type { PartAnswer, RoundPart } from './round-part.ts';
import { goalStandings, type SettledGoals } from './settle-goals.ts';

export type Allocation = 'equal' | 'ocba';

export interface SequentialPlan {
  /** Its worlds are the most that any arm can come to; its blocks are not used. */
  readonly plan: Plan;
  readonly settled: SettledGoals;
  /** Worlds of every arm at each look, ascending; the last is the end. With `ocba` the first is where equal shares end. */
  readonly looks: readonly number[];
  readonly allocate: Allocation;
  /** Runs of all arms together. */
  readonly budget: number;
}

/** One look at one comparison. */
export interface LookedAt {
  /** Worlds in which both sides have a value. */
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
  readonly interval: Interval | null;
  readonly status: StoppingStatus;
}

export interface Look {
  /** Worlds run so far, by arm. */
  readonly worlds: readonly number[];
  /** Runs of all arms so far. */
  readonly runs: number;
  /** By comparison of the stopping plan. */
  readonly comparisons: readonly LookedAt[];
  /** By settled goal. */
  readonly goals: readonly StoppingStatus[];
}

/** The arm that looks best by one goal at the end. */
export interface Choice {
  /** Place of the settled goal. */
  readonly goal: number;
  readonly arm: number;
  /** See `correctSelection`. */
  readonly probability: number | null;
}

export interface SequentialResult {
  readonly sequential: SequentialPlan;
  readonly standing: StoppingStanding;
  readonly status: StoppingStatus;
  /** By settled goal. */
  readonly goals: readonly StoppingStatus[];
  readonly looks: readonly Look[];
  /** Worlds by arm. */
  readonly worlds: readonly number[];
  readonly runs: number;
  /** Failed runs by arm. */
  readonly failed: readonly number[];
  readonly choices: readonly Choice[];
  /** By comparison of the stopping plan, all worlds that both arms have. */
  readonly differences: readonly Moments[];
  /** Of the arm's own worlds. `outcome` is a place among `settled.outcomes`. */
  readonly armMoments: (outcome: number, arm: number) => Moments;
  readonly engine: string;
  readonly refusals: readonly string[];
}

export type SequentialEnd =
  | { readonly kind: 'done'; readonly result: SequentialResult }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

/** Runs parts in any order and hands over each answer. False when it was told to stop. */
export type RunParts = (
  parts: readonly RoundPart[],
  take: (part: RoundPart, answer: PartAnswer) => void,
) => Promise<boolean>;

/** Outcome values that are kept at once while a round runs: 32 mebibytes. */
const MOST_VALUES = 2 ** 22;
/** Runs in one part: enough to be worth handing over, few enough for all workers to have some. */
const PART_RUNS = 1024;

export async function runSequential(
  sequential: SequentialPlan,
  runParts: RunParts,
  onProgress: (progress: BatchProgress) => void = () => {},
): Promise<SequentialEnd> {
  const { plan, settled, budget } = sequential;
  const { stopping } = settled;
  const { replications } = plan.question;
  const sums = createPairedSums(plan.arms.length, settled.outcomes.length, replications, pairsOf(sequential));
  const failed = new Array<number>(plan.arms.length).fill(0);
  const made: { engine: string; refusals: readonly string[] } = { engine: '', refusals: [] };
  const looks: Look[] = [];
  let standing = startStopping(stopping);
  let goals: readonly StoppingStatus[] = [];
  let done = 0;
  const progress = (): BatchProgress => ({ done, total: budget, failed: failed.reduce((sum, runs) => sum + runs, 0) });
  for (;;) {
    const targets = nextTargets(sequential, sums, looks.length);
    for (const chunk of chunksOf(sequential, sums, targets)) {
      const round = createRound(sequential, chunk);
      const finished = await runParts(round.parts, (part, answer) => {
        round.place(part, answer);
        Object.assign(made, { engine: answer.engine, refusals: answer.refusals });
        answer.failed.forEach((runs, i) => {
          failed[part.arm ?? i]! += runs;
        });
        done += part.count * answer.failed.length;
        onProgress(progress());
      });
      if (!finished) return { kind: 'interrupted', progress: progress() };
      for (const { arm, values } of round.columns()) sums.add(arm, values);
      sums.fold();
    }
    const worlds = plan.arms.map(({ index }) => sums.worldsOf(index));
    const last = isLast(sequential, worlds, looks.length + 1);
    standing = takeLook(stopping, standing, momentsIn(sequential, sums), last);
    goals = goalStandings(settled, standing);
    looks.push({ worlds, runs: done, comparisons: lookedAt(sequential, sums, standing), goals });
    if (standing.status !== 'going on' || goals.every((goal) => goal === 'decided')) break;
  }
  const status = goals.every((goal) => goal === 'decided') ? 'decided' : standing.status;
  const differences = stopping.comparisons.map(momentsIn(sequential, sums));
  const last = looks.at(-1)!;
  return {
    kind: 'done',
    result: {
      sequential,
      standing,
      status,
      goals,
      looks,
      worlds: last.worlds,
      runs: last.runs,
      failed,
      choices: choicesOf(sequential, sums),
      differences,
      armMoments: (outcome, arm) => sums.arm(outcome, arm),
      ...made,
    },
  };
}

function pairsOf({ settled, plan }: SequentialPlan) {
  return settled.stopping.comparisons.map((comparison) => pairOf({ settled, plan }, comparison));
}

function pairOf(
  { settled, plan }: Pick<SequentialPlan, 'settled' | 'plan'>,
  { outcome, arm, baseline }: PlannedComparison,
) {
  const place = plan.models[0]!.outcomes.findIndex(({ name }) => name === outcome);
  return { outcome: settled.outcomes.indexOf(place), arm: Number(arm), baseline: Number(baseline) };
}

function momentsIn(sequential: SequentialPlan, sums: PairedSums): (comparison: PlannedComparison) => Moments {
  return (comparison) => sums.pair(pairOf(sequential, comparison));
}

function lookedAt(sequential: SequentialPlan, sums: PairedSums, standing: StoppingStanding): readonly LookedAt[] {
  return standing.comparisons.map((comparison) => {
    const moments = momentsIn(sequential, sums)(comparison);
    const { n, mean, variance } = moments;
    const interval = lookInterval(sequential.settled.stopping, standing.looks - 1, moments);
    return { n, mean, variance, interval, status: comparison.status };
  });
}

/** Worlds that each arm shall have at the next look. */
function nextTargets(sequential: SequentialPlan, sums: PairedSums, looked: number): readonly number[] {
  const { plan, settled, looks, allocate, budget } = sequential;
  if (allocate === 'equal' || looked === 0) return plan.arms.map(() => looks[looked]!);
  const { arms, better, goal } = settled.goals[0]!;
  const done = arms.reduce((sum, arm) => sum + sums.worldsOf(arm), 0);
  const mean = Math.floor(done / arms.length);
  const left = Math.floor(budget / plan.question.replications) - done;
  const add = Math.min(arms.length * (nextLook(mean) - mean), left);
  const added = ocbaWorlds(
    arms,
    sums.worldsOf,
    add,
    better as 'lower' | 'higher',
    goal.kind === 'diff' ? 0 : goal.indifference,
    differencesBy(sequential, sums, 0),
  );
  return arms.map((arm, i) => sums.worldsOf(arm) + added[i]!);
}

function isLast({ allocate, looks, budget, plan }: SequentialPlan, worlds: readonly number[], looked: number): boolean {
  if (allocate === 'equal') return looked >= looks.length;
  return worlds.reduce((sum, count) => sum + count, 0) >= Math.floor(budget / plan.question.replications);
}

function differencesBy(sequential: SequentialPlan, sums: PairedSums, goal: number): DifferenceOf {
  const { stopping } = sequential.settled;
  const own = stopping.comparisons.filter((comparison) => comparison.goal === goal);
  return (one, other) => {
    const forward = own.find(({ arm, baseline }) => arm === String(one) && baseline === String(other));
    if (forward !== undefined) return momentsIn(sequential, sums)(forward);
    const backward = own.find(({ arm, baseline }) => arm === String(other) && baseline === String(one))!;
    const moments = momentsIn(sequential, sums)(backward);
    return { ...moments, mean: -moments.mean, skew: -moments.skew };
  };
}

function choicesOf(sequential: SequentialPlan, sums: PairedSums): readonly Choice[] {
  return sequential.settled.goals.flatMap(({ goal, arms, better }, place) => {
    if (goal.kind === 'diff' || better === 'neither') return [];
    const differenceOf = differencesBy(sequential, sums, place);
    const best = bestLooking(arms, better, differenceOf);
    const others = arms.filter((arm) => arm !== best).map((arm) => differenceOf(arm, best));
    return [{ goal: place, arm: best, probability: correctSelection(others) }];
  });
}

/** From where to where each arm runs, in worlds. */
interface Stretch {
  readonly arm: number;
  readonly from: number;
  readonly to: number;
}

/** A round in pieces that fit into memory. Where they end hangs on the plan alone. */
function* chunksOf(
  { plan, settled }: SequentialPlan,
  sums: PairedSums,
  targets: readonly number[],
): Generator<readonly Stretch[]> {
  const perWorld = plan.arms.length * plan.question.replications * settled.outcomes.length;
  const most = Math.max(1, Math.floor(MOST_VALUES / perWorld));
  for (;;) {
    const stretches = plan.arms.flatMap(({ index: arm }) => {
      const from = sums.worldsOf(arm);
      const to = Math.min(targets[arm]!, from + most);
      return to > from ? [{ arm, from, to }] : [];
    });
    if (stretches.length === 0) return;
    yield stretches;
  }
}

interface Round {
  readonly parts: readonly RoundPart[];
  place(part: RoundPart, answer: PartAnswer): void;
  /** The runs of each arm, outcome by outcome, in the order of the worlds. */
  columns(): readonly { readonly arm: number; readonly values: readonly Float64Array[] }[];
}

function createRound({ plan, settled }: SequentialPlan, stretches: readonly Stretch[]): Round {
  const { replications } = plan.question;
  const outcomes = settled.outcomes.length;
  const [one] = stretches;
  const isEven =
    stretches.length === plan.arms.length && stretches.every(({ from, to }) => from === one!.from && to === one!.to);
  const columns = new Map(
    stretches.map(({ arm, from, to }) => [
      arm,
      {
        first: from * replications,
        values: Array.from({ length: outcomes }, () => new Float64Array((to - from) * replications)),
      },
    ]),
  );
  const parts = isEven
    ? partsOf(null, one!, replications, Math.max(1, Math.floor(PART_RUNS / plan.arms.length)))
    : stretches.flatMap((stretch) => partsOf(stretch.arm, stretch, replications, PART_RUNS));
  return {
    parts,
    place({ arm, first, count }, { values }) {
      const arms = arm === null ? plan.arms.map(({ index }) => index) : [arm];
      arms.forEach((number, i) => {
        const own = columns.get(number)!;
        own.values.forEach((column, outcome) => {
          const from = (outcome * arms.length + i) * count;
          column.set(values.subarray(from, from + count), first - own.first);
        });
      });
    },
    columns: () => [...columns].map(([arm, { values }]) => ({ arm, values })),
  };
}

function partsOf(arm: number | null, { from, to }: Stretch, replications: number, size: number): RoundPart[] {
  const [start, end] = [from * replications, to * replications];
  return Array.from({ length: Math.ceil((end - start) / size) }, (_, i) => ({
    arm,
    first: start + i * size,
    count: Math.min(size, end - start - i * size),
  }));
}
