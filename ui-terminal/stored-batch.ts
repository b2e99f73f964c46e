// What the commands of stored batches share: a folder is opened or made, faults of it become clear ends, and what it holds is told.

import {
  batchCommand,
  claimBatchFolder,
  closeStored,
  countedBlocks,
  FolderFault,
  type MergedBatch,
  manifestDifferences,
  manifestOf,
  type OpenedBatch,
  openBatchFolder,
  openScenario,
  type Plan,
  planOf,
  planSeries,
  planStored,
  readStopped,
  runStored,
  runUntil,
  type Scenario,
  type SeriesKind,
  type SeriesPlan,
  type Sought,
  type Stopped,
  usualStocks,
  WorkerFault,
} from '../engine/index.ts';
import { askOf, type CompareOptions } from './commands/compare.ts';
import { badInput, EXIT, Stop } from './exit-code.ts';
import { loadScenario, refusal } from './load-scenario.ts';
import { programVersion } from './program-version.ts';
import { runInterruptibly } from './run-interruptibly.ts';
import { stoppedRows } from './stopped-text.ts';
import { blockFuturesOf, ownBaseline, planStop, type StoredGoalOptions, stopAsked } from './stored-goals.ts';
import type { Terminal } from './terminal.ts';

/** How a batch is asked for; all but the folder as `compare` is asked. */
export interface PlanOptions extends Omit<CompareOptions, 'outcomes' | 'json' | 'csv' | 'output'>, StoredGoalOptions {
  readonly out: string;
  readonly blockRuns?: number;
  readonly series?: SeriesKind;
  /** Elements or members, or `all`. */
  readonly stocks?: readonly string[];
}

export interface WorkOptions {
  readonly workers?: number;
  readonly quiet?: true;
}

export interface StoredBatch {
  readonly opened: OpenedBatch;
  readonly plan: Plan;
}

/** The batch of this folder, made if need be. */
export function plannedBatch(idOrPath: string, options: PlanOptions): Promise<StoredBatch> {
  return telling(async () => {
    const scenario = loadScenario(idOrPath);
    const asked = askOf(scenario, ownBaseline(scenario, options));
    const { models, baseline } = asked;
    const { question, until } = stopAsked(scenario, asked, options);
    const { blockRuns = null } = options;
    const blockFutures = blockFuturesOf({ question, models }, until, blockRuns);
    const { plan, problems } = planStored(question, models, blockFutures);
    if (plan === null) throw refusal(problems);
    if (until !== undefined) planStop(plan, until);
    const series = seriesAsked(scenario, plan, options);
    const { texts } = openScenario(idOrPath);
    if (texts?.hash !== models[0]!.hash) throw badInput(`${idOrPath} was changed while it was read: try again`);
    const manifest = await manifestOf(plan, texts, {
      program: programVersion(),
      ...(until === undefined ? {} : { until }),
      baseline,
      reproduce: batchCommand(idOrPath, question, baseline, models[0]!, blockRuns, until, series),
      ...(series === undefined ? {} : { series }),
    });
    const opened = claimBatchFolder(options.out, manifest, (there) => manifestDifferences(there, manifest));
    return { opened, plan };
  });
}

/** What is kept turn by turn, if anything. */
function seriesAsked(scenario: Scenario, plan: Plan, { series: kind, stocks }: PlanOptions): SeriesPlan | undefined {
  if (kind === undefined) {
    if (stocks !== undefined) throw badInput('--stocks says what --series keeps: add --series sketch or --series full');
    return undefined;
  }
  const { series, problems } = planSeries(kind, stocks ?? usualStocks(scenario), plan);
  if (series === null) throw refusal(problems);
  return series;
}

/** The batch that lies in this folder. */
export function openBatch(folder: string): Promise<StoredBatch> {
  return telling(async () => {
    const opened = openBatchFolder(folder);
    return { opened, plan: planOf(opened.manifest) };
  });
}

/** Blocks are added by the version that planned them only: another one may count otherwise. */
export function refuseOtherVersion({ manifest, folder }: OpenedBatch): void {
  const version = programVersion();
  if (manifest.program !== version)
    throw badInput(
      `${folder} was planned by greyzone ${manifest.program} and this is ${version}: finish it with that version, or begin anew in another folder`,
    );
}

/** Faults of folders, disks and workers -> ends with a code and one line. */
export async function telling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FolderFault)
      throw new Stop(error.kind === 'folder' ? EXIT.badInput : EXIT.failed, error.message);
    if (error instanceof WorkerFault) throw new Stop(EXIT.failed, error.message);
    throw error;
  }
}

/** Runs what is missing of a shard. `again` is the command that goes on. */
export async function runMissing(
  { opened, plan }: StoredBatch,
  shard: { readonly index: number; readonly of: number },
  options: WorkOptions,
  again: string,
  terminal: Terminal,
): Promise<{ readonly ran: number; readonly found: number }> {
  let there: number | null = null;
  return telling(() =>
    runInterruptibly<{ readonly kind: 'done'; readonly ran: number; readonly found: number }>(
      plan.runs,
      options,
      terminal,
      ({ onProgress, ...batch }) =>
        runStored(opened, plan, shard, {
          ...batch,
          onProgress: ({ done, total, failed }) => {
            there ??= done;
            if (there < total) onProgress?.({ done: done - there, total: total - there, failed });
          },
        }).catch(goOnAfter),
      ({ done, total }) =>
        `interrupted: ${done} of ${total} runs are in ${opened.folder}, all whole. To go on:\n  ${again}`,
    ),
  );
}

/** Looks come in the order of the blocks, so one process decides what is run. */
export function refuseParts({ folder, manifest }: OpenedBatch, parts: number): void {
  if (manifest.until === undefined || parts === 1) return;
  throw badInput(
    `${folder} stops by itself: it looks after one block after the other, and only then knows whether to run the next, so it is not shared out. ` +
      'One shard with many workers does it: --of 1 for "greyzone shard", --array 1 --cpus N for "greyzone slurm"',
  );
}

/** Runs a batch up to its stop. `again` is the command that goes on. */
export async function runToStop(
  { opened, plan }: StoredBatch,
  until: Sought,
  options: WorkOptions,
  again: string,
  terminal: Terminal,
): Promise<Stopped> {
  const { stopped } = await telling(() =>
    runInterruptibly<{ readonly kind: 'done'; readonly stopped: Stopped }>(
      plan.runs,
      options,
      terminal,
      (batch) => runUntil(opened, plan, planStop(plan, until), batch).catch(goOnAfter),
      ({ done }) => `interrupted: ${done} runs are looked at, and whole in ${opened.folder}. To go on:\n  ${again}`,
    ),
  );
  return stopped;
}

/** What was stored is not lost with a disk that is full or a worker that died. */
function goOnAfter(error: unknown): never {
  const kept = 'finished blocks are kept, and the same command goes on';
  if (error instanceof FolderFault && error.kind === 'disk') throw new FolderFault(`${error.message}; ${kept}`, 'disk');
  if (error instanceof WorkerFault) throw new FolderFault(`${error.message}; ${kept}`, 'disk');
  throw error;
}

/** Reads every byte of the batch and writes its result; stops when blocks are missing. */
export function mergeBatch(opened: OpenedBatch): Promise<MergedBatch> {
  return telling(async () => {
    const merge = closeStored(opened, true);
    if (merge.kind === 'whole') return merge.merged;
    throw new Stop(
      EXIT.failed,
      `${missingText(merge.missing, countedBlocks(opened))} in ${opened.folder}. To run them:\n  greyzone shard ${quoted(opened.folder)} --index 0 --of 1`,
    );
  });
}

export function missingText(missing: readonly number[], of: number): string {
  const some = missing.slice(0, 8).join(', ');
  return `${missing.length} of ${of} blocks are missing or damaged (${some}${missing.length > 8 ? ', ...' : ''})`;
}

/** What was run, where it lies and what to do with it. */
export function batchText(opened: OpenedBatch, merged: MergedBatch): string {
  const { folder, manifest } = opened;
  const { question, arms, scenario } = manifest;
  const stopped = readStopped(opened);
  const reasons = Object.entries(merged.failed.reasons).map(([reason, runs]) => `${runs} ${reason}`);
  const rows: readonly (readonly [string, string])[] = [
    ['scenario', `${scenario.id} ${scenario.version}`],
    [
      'runs',
      `${merged.runs}: ${counted(arms.length, 'arm')} x ${counted(stopped?.worlds ?? question.worlds, 'world')} x ${counted(question.replications, 'replication')}`,
    ],
    ['failed', merged.failed.runs === 0 ? 'none' : `${merged.failed.runs} (${reasons.join(', ')})`],
    ...(stopped === null ? [] : stoppedRows(stopped, question.worlds)),
    ['engine', [...merged.engines, ...merged.refusals].join('; ')],
    ['digest', merged.digest],
    ...(manifest.series === undefined || merged.series === undefined
      ? []
      : [
          [
            'series',
            `${seriesText(manifest.series)}: ${merged.series.rows} rows, ${byteText(merged.series.bytes)}`,
          ] as const,
        ]),
    ['folder', `${folder}: ${counted(merged.blocks, 'block')}, ${byteText(merged.bytes)}`],
    ['again', `${manifest.reproduce} --out ${quoted(folder)}`],
  ];
  return `${rows.map(([name, text]) => `${name.padEnd(9)} ${text}`).join('\n')}\n`;
}

/** What is kept turn by turn. */
export function seriesText({ kind, quantities, machines }: SeriesPlan): string {
  return `${kind}, ${counted(quantities.length, 'stock')} and ${counted(machines.length, 'machine')} turn by turn`;
}

export function nextText(folder: string): string {
  const name = quoted(folder);
  return [
    '',
    'Next:',
    `  greyzone verify ${name}`,
    `  greyzone query ${name} "SELECT policy, count(*) AS runs FROM runs GROUP BY policy ORDER BY policy"`,
    `  greyzone export ${name} --csv runs.csv`,
    `  greyzone report ${name} -o report.html`,
    '',
  ].join('\n');
}

export function failWhenAllFailed({ failed, runs }: MergedBatch): void {
  if (failed.runs === runs) throw new Stop(EXIT.failed, 'every run failed');
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, as disks are sold. */
export function byteText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[power]}`;
}

/** Safe to paste into a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
