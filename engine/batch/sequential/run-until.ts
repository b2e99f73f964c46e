// A stored batch and goals -> its blocks are run in order, with a look after each, until all is decided or no block is left.
// Looks read the blocks from the disk: a batch that was killed and started again comes to the same stop at the same block.

import { SEQUENCE_SETTING } from '../../analysis/confidence-sequence.ts';
import {
  type PlannedComparison,
  type StoppingMethod,
  type StoppingStanding,
  type StoppingStatus,
  startStopping,
  takeLook,
} from '../../analysis/stopping-rule.ts';
import type { Problem } from '../../problem.ts';
import type { Plan } from '../plan-batch.ts';
import type { Question } from '../question.ts';
import { type BatchOptions, type BatchProgress, defaultWorkers } from '../run-batch.ts';
import { dropBlock, dropBlocksFrom, finishedBlock, type OpenedBatch, sweepUnfinished } from '../store/batch-folder.ts';
import type { BlockRecord } from '../store/block-record.ts';
import { isAlive, overBlocks, refuseStrange, type StoredBlock, storedBlocks } from '../store/run-stored.ts';
import { openBlockValues } from './block-values.ts';
import { goalsText, goalText, type Sought } from './goal.ts';
import { lookInterval } from './look-interval.ts';
import { FIRST_LOOK, LEAST_STEP } from './look-schedule.ts';
import { createPairedSums, type PairedSums } from './paired-sums.ts';
import { MOST_BUDGET, soughtProblems } from './plan-sequential.ts';
import { goalStandings, type SettledGoals, settleGoals } from './settle-goals.ts';
import { readStopped, STOPPED_FORMAT, type Stopped, writeStopped } from './stopped-file.ts';

/** Everything that is fixed before the first block. */
export interface UntilPlan {
  readonly sought: Sought;
  readonly settled: SettledGoals;
  /** Blocks after which to look, counted from 0, ascending; the last is the last block. */
  readonly lookAfter: readonly number[];
}

export type UntilEnd =
  | { readonly kind: 'done'; readonly stopped: Stopped }
  | { readonly kind: 'interrupted'; readonly progress: BatchProgress };

const SPENT_LOOKS = 10;
/** Blocks for each process before the next look: starting one costs about as much as a small block, and blocks beyond the stop are for nothing. */
const AHEAD = 2;

/** Or the reasons why this batch cannot stop by itself. */
export function planUntil(
  sought: Sought,
  plan: Plan,
): { readonly until: UntilPlan | null; readonly problems: readonly Problem[] } {
  const { goals, ranked, method, confidence, looks: asked } = sought;
  const question = { ...plan.question, policies: ranked };
  const like = {
    question,
    goals,
    method,
    confidence,
    looks: asked,
    budget: Math.min(plan.runs, MOST_BUDGET),
    allocate: 'equal' as const,
  };
  const problems = [...soughtProblems(like, plan.models), ...unplanned(sought, plan), ...tooSmall(sought, plan)];
  if (problems.length > 0) return { until: null, problems };
  const lookAfter = asked === null ? looksOf(plan, method) : blocksOf(plan, asked);
  const looks = lookAfter.map((block) => worldsUpTo(plan, block));
  const rule: StoppingMethod =
    method === 'spending' ? { kind: 'spending', looks } : { kind: 'sequence', ...SEQUENCE_SETTING };
  return { until: { sought, settled: settleGoals(goals, ranked, plan, rule, confidence), lookAfter }, problems: [] };
}

function unplanned({ goals, ranked }: Sought, plan: Plan): Problem[] {
  const planned = new Set(plan.question.policies);
  const named = goals.flatMap((goal) => (goal.kind === 'diff' ? [goal.policy, goal.baseline] : ranked));
  return [...new Set(named)]
    .filter((policy) => !planned.has(policy))
    .map((policy) =>
      problem('not-planned', `--until speaks of "${policy}", and this batch does not run it: add it to --policies`),
    );
}

function tooSmall({ looks }: Sought, { question, blocks, arms }: Plan): Problem[] {
  if (looks !== null && looks.at(-1) !== question.worlds)
    return [
      problem(
        'bad-looks',
        `--looks ends at ${looks.at(-1)} worlds, and the batch has ${question.worlds}: the last look ends it`,
      ),
    ];
  if (question.worlds < FIRST_LOOK)
    return [
      problem(
        'too-few-worlds',
        `${question.worlds} worlds: before ${FIRST_LOOK} worlds nothing is said, and here these are ${FIRST_LOOK * question.replications * arms.length} runs`,
      ),
    ];
  if (blocks.length < 2)
    return [
      problem('one-block', 'looks come after each block, and this batch is one block: take a smaller --block-runs'),
    ];
  return [];
}

/** Complete worlds in all blocks up to this one. */
function worldsUpTo({ blocks, question }: Plan, block: number): number {
  const { first, count } = blocks[block]!;
  return Math.floor((first + count) / question.replications);
}

function looksOf(plan: Plan, method: Sought['method']): readonly number[] {
  const all = plan.blocks.map((_, block) => block).filter((block) => worldsUpTo(plan, block) >= FIRST_LOOK);
  // A block may end in the midst of a world: a look must see more worlds than the one before.
  const looks = all.filter((block, i) => i === 0 || worldsUpTo(plan, block) > worldsUpTo(plan, all[i - 1]!));
  if (method === 'sequence') return looks;
  const every = looks.length / SPENT_LOOKS;
  const chosen = Array.from({ length: SPENT_LOOKS }, (_, i) => looks[Math.ceil(every * (i + 1)) - 1]!);
  return [...new Set(chosen)];
}

/** After the blocks that hold the last of so many worlds. */
function blocksOf(plan: Plan, looks: readonly number[]): readonly number[] {
  const blocks = plan.blocks.map((_, block) => block);
  return [...new Set(looks.map((worlds) => blocks.find((block) => worldsUpTo(plan, block) >= worlds)!))];
}

/** Looks that a batch is laid out for, unless it is told otherwise. */
const USUAL_BLOCKS = 32;

/** Futures in a block of a batch that stops by itself: whole worlds, few enough to look often, at most `most` futures if a world has no more. */
export function untilBlockFutures(
  looks: readonly number[] | null,
  { worlds, replications }: Question,
  most: number,
): number {
  const common = looks === null || looks.length < 2 ? Math.ceil(worlds / USUAL_BLOCKS) : looks.reduce(divisorOf);
  return replications * Math.max(1, Math.min(Math.max(LEAST_STEP, common), Math.floor(most / replications)));
}

function divisorOf(one: number, other: number): number {
  return other === 0 ? one : divisorOf(other, one % other);
}

/**
 * Blocks that are whole are left as they are. Those beyond the stop are taken away when it is written down: what lies there then is what a batch
 * that nobody disturbed leaves. Throws a FolderFault when the disk fails.
 */
export async function runUntil(
  opened: OpenedBatch,
  plan: Plan,
  until: UntilPlan,
  options: BatchOptions,
): Promise<UntilEnd> {
  refuseStrange(opened);
  sweepUnfinished(opened, isAlive);
  const before = readStopped(opened);
  if (before !== null && isSame(before, until)) return mendStopped(opened, plan, before, options);
  const blockOf = (ahead: readonly StoredBlock[]) =>
    wholeBlock(opened, ahead.slice(0, AHEAD * (options.workers ?? defaultWorkers())), options);
  const end = await seekStop(opened, plan, until, blockOf, options.onProgress);
  if (end.kind === 'done') {
    writeStopped(opened, end.stopped);
    dropBlocksFrom(opened.folder, end.stopped.blocks);
  }
  return end;
}

/** Whether the blocks that are there come to the stop that is written down. False also when one of them is missing. Throws a FolderFault when one cannot be read. */
export async function isTrueStop(opened: OpenedBatch, plan: Plan, until: UntilPlan): Promise<boolean> {
  const there = (ahead: readonly StoredBlock[]) => Promise.resolve(finishedBlock(opened, ahead[0]!.block, false));
  const end = await seekStop(opened, plan, until, there, undefined);
  return end.kind === 'done' && JSON.stringify(end.stopped) === JSON.stringify(readStopped(opened));
}

/** Blocks that were damaged since it stopped are run again; none is run beyond the stop. */
async function mendStopped(
  opened: OpenedBatch,
  plan: Plan,
  stopped: Stopped,
  options: BatchOptions,
): Promise<UntilEnd> {
  dropBlocksFrom(opened.folder, stopped.blocks);
  const todo = storedBlocks(plan)
    .slice(0, stopped.blocks)
    .filter(({ block }) => finishedBlock(opened, block, true) === null);
  for (const { block } of todo) dropBlock(opened.folder, block);
  let done = stopped.runs - todo.reduce((sum, { count }) => sum + count * plan.arms.length, 0);
  let failed = 0;
  const progress = (): BatchProgress => ({ done, total: stopped.runs, failed });
  const finished = await overBlocks(opened, todo, true, options, (record) => {
    done += record.rows;
    failed += record.failed.runs;
    options.onProgress?.(progress());
  });
  return finished ? { kind: 'done', stopped } : { kind: 'interrupted', progress: progress() };
}

/** `blockOf` hands over the record of the first of the blocks, or null when there will be none. */
async function seekStop(
  opened: OpenedBatch,
  plan: Plan,
  until: UntilPlan,
  blockOf: (ahead: readonly StoredBlock[]) => Promise<BlockRecord | null>,
  onProgress: BatchOptions['onProgress'],
): Promise<UntilEnd> {
  const { settled, lookAfter } = until;
  const { stopping } = settled;
  const outcomes = settled.outcomes.map((place) => plan.models[0]!.outcomes[place]!.name);
  const blocks = storedBlocks(plan);
  const sums = createPairedSums(plan.arms.length, outcomes.length, plan.question.replications, pairsOf(plan, settled));
  const feed = feedOf(plan, outcomes.length, sums);
  const momentsOf = (comparison: PlannedComparison) => sums.pair(pairOf(plan, settled, comparison));
  const values = await openBlockValues(opened);
  const looks: Stopped['looks'][number][] = [];
  let standing = startStopping(stopping);
  let progress: BatchProgress = { done: 0, total: plan.runs, failed: 0 };
  try {
    for (const { block, first, count } of blocks) {
      const found = await blockOf(blocks.slice(block));
      if (found === null) return { kind: 'interrupted', progress };
      progress = { ...progress, done: progress.done + found.rows, failed: progress.failed + found.failed.runs };
      onProgress?.(progress);
      const columns: Float64Array[] = [];
      for (const outcome of outcomes) columns.push(await values.read(block, outcome, found.rows));
      feed({ first, count }, columns);
      if (!lookAfter.includes(block)) continue;
      sums.fold();
      standing = takeLook(stopping, standing, momentsOf, block === lookAfter.at(-1));
      const goals = goalStandings(settled, standing);
      const decided = goals.filter((goal) => goal === 'decided').length;
      looks.push({ blocks: block + 1, worlds: sums.worldsOf(0), decided });
      if (decided < goals.length && standing.status === 'going on') continue;
      const stopped = stoppedOf(opened, plan, until, { standing, goals, looks, runs: progress.done, sums });
      return { kind: 'done', stopped };
    }
  } finally {
    values.close();
  }
  throw new Error('the last block ends every plan');
}

function isSame(stopped: Stopped, { sought, settled }: UntilPlan): boolean {
  return (
    JSON.stringify(stopped.planned) === JSON.stringify(plannedOf(sought, settled)) &&
    stopped.until === goalsText(sought.goals) &&
    stopped.method === sought.method &&
    stopped.confidence === sought.confidence &&
    stopped.ranked.join() === sought.ranked.join()
  );
}

/** Of a sequence that looks after each block there may be very many, and they say nothing new. */
function plannedOf({ looks }: Sought, { stopping }: SettledGoals): readonly number[] | null {
  if (stopping.method.kind === 'spending') return stopping.method.looks;
  return looks;
}

/** The record of the first of these blocks; if it is not there, it is run, and those after it at the same time. Null when the signal stopped the work. */
async function wholeBlock(opened: OpenedBatch, ahead: readonly StoredBlock[], options: BatchOptions) {
  const [wanted] = ahead;
  const there = finishedBlock(opened, wanted!.block, true);
  if (there !== null) return there;
  const todo = ahead.filter(({ block }) => finishedBlock(opened, block, true) === null);
  // Rows that were damaged since must not pass for whole while they wait.
  for (const { block } of todo) dropBlock(opened.folder, block);
  const finished = await overBlocks(opened, todo, true, options, () => {});
  return finished ? finishedBlock(opened, wanted!.block, false) : null;
}

/** A block may begin and end in the midst of a world: what is left over waits for the next. */
function feedOf(plan: Plan, outcomes: number, sums: PairedSums) {
  const { replications } = plan.question;
  const left = plan.arms.map(() => Array.from({ length: outcomes }, () => new Float64Array(0)));
  return (
    { first, count }: { readonly first: number; readonly count: number },
    columns: readonly Float64Array[],
  ): void => {
    const end = Math.floor((first + count) / replications) * replications;
    for (const { index: arm } of plan.arms) {
      const joined = columns.map((column, outcome) => {
        const rest = left[arm]![outcome]!;
        const values = new Float64Array(rest.length + count);
        values.set(rest);
        values.set(column.subarray(arm * count, (arm + 1) * count), rest.length);
        return values;
      });
      const whole = Math.max(0, joined[0]!.length - Math.max(0, first + count - end));
      sums.add(
        arm,
        joined.map((values) => values.subarray(0, whole)),
      );
      left[arm] = joined.map((values) => values.slice(whole));
    }
  };
}

function pairOf(plan: Plan, { outcomes }: SettledGoals, { outcome, arm, baseline }: PlannedComparison) {
  const place = plan.models[0]!.outcomes.findIndex(({ name }) => name === outcome);
  return { outcome: outcomes.indexOf(place), arm: Number(arm), baseline: Number(baseline) };
}

function pairsOf(plan: Plan, settled: SettledGoals) {
  return settled.stopping.comparisons.map((comparison) => pairOf(plan, settled, comparison));
}

interface Seen {
  readonly standing: StoppingStanding;
  readonly goals: readonly StoppingStatus[];
  readonly looks: Stopped['looks'];
  readonly runs: number;
  readonly sums: PairedSums;
}

function stoppedOf(
  { manifestHash }: OpenedBatch,
  plan: Plan,
  { sought, settled }: UntilPlan,
  { standing, goals, looks, runs, sums }: Seen,
): Stopped {
  const { blocks, worlds } = looks.at(-1)!;
  const { stopping } = settled;
  return {
    format: STOPPED_FORMAT,
    manifest: manifestHash,
    until: goalsText(sought.goals),
    ranked: sought.ranked,
    method: sought.method,
    confidence: sought.confidence,
    comparisonConfidence: stopping.comparisonConfidence,
    planned: plannedOf(sought, settled),
    blocks,
    worlds,
    runs,
    status: goals.every((goal) => goal === 'decided') ? 'decided' : standing.status,
    goals: settled.goals.map(({ goal, variant, doctrine }, place) => ({
      goal: goalText(goal),
      variant,
      doctrine,
      status: goals[place]!,
    })),
    comparisons: standing.comparisons.map((comparison) => {
      const { variant, doctrine, policy } = plan.arms[Number(comparison.arm)]!.names;
      const moments = sums.pair(pairOf(plan, settled, comparison));
      return {
        goal: comparison.goal,
        outcome: comparison.outcome,
        variant,
        doctrine,
        policy,
        baseline: plan.arms[Number(comparison.baseline)]!.names.policy,
        verdict: comparison.verdict,
        estimate: moments.n > 0 ? moments.mean : null,
        interval: lookInterval(stopping, looks.length - 1, moments),
        worlds: moments.n,
        decidedAt: comparison.decidedAt,
      };
    }),
    looks,
  };
}

function problem(code: string, message: string): Problem {
  return { severity: 'error', code, path: '', message, place: null, notes: [] };
}
