// What the commands of stored batches share: a folder is opened or made, faults of it become clear ends, and what it holds is told.

import {
  batchCommand,
  claimBatchFolder,
  closeStored,
  FolderFault,
  type MergedBatch,
  manifestDifferences,
  manifestOf,
  type OpenedBatch,
  openBatchFolder,
  openScenario,
  type Plan,
  planOf,
  planStored,
  runStored,
  WorkerFault,
} from '../engine/index.ts';
import { askOf, type CompareOptions } from './commands/compare.ts';
import { badInput, EXIT, Stop } from './exit-code.ts';
import { loadScenario, refusal } from './load-scenario.ts';
import { programVersion } from './program-version.ts';
import { runInterruptibly } from './run-interruptibly.ts';
import type { Terminal } from './terminal.ts';

/** How a batch is asked for; all but the folder as `compare` is asked. */
export interface PlanOptions extends Omit<CompareOptions, 'outcomes' | 'json' | 'csv' | 'output'> {
  readonly out: string;
  readonly blockRuns?: number;
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
    const { question, models, baseline } = askOf(scenario, options);
    const { blockRuns = null } = options;
    const arms = new Set(question.policies).size * new Set(question.doctrines).size * models.length;
    const blockFutures = blockRuns === null ? undefined : Math.max(1, Math.floor(blockRuns / arms));
    const { plan, problems } = planStored(question, models, blockFutures);
    if (plan === null) throw refusal(problems);
    const { texts } = openScenario(idOrPath);
    if (texts?.hash !== models[0]!.hash) throw badInput(`${idOrPath} was changed while it was read: try again`);
    const manifest = await manifestOf(plan, texts, {
      program: programVersion(),
      baseline,
      reproduce: batchCommand(idOrPath, question, baseline, models[0]!, blockRuns),
    });
    const opened = claimBatchFolder(options.out, manifest, (there) => manifestDifferences(there, manifest));
    return { opened, plan };
  });
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
      `${missingText(merge.missing, opened.manifest.blocks)} in ${opened.folder}. To run them:\n  greyzone shard ${quoted(opened.folder)} --index 0 --of 1`,
    );
  });
}

export function missingText(missing: readonly number[], of: number): string {
  const some = missing.slice(0, 8).join(', ');
  return `${missing.length} of ${of} blocks are missing or damaged (${some}${missing.length > 8 ? ', ...' : ''})`;
}

/** What was run, where it lies and what to do with it. */
export function batchText({ folder, manifest }: OpenedBatch, merged: MergedBatch): string {
  const { question, arms, scenario } = manifest;
  const reasons = Object.entries(merged.failed.reasons).map(([reason, runs]) => `${runs} ${reason}`);
  const rows: readonly (readonly [string, string])[] = [
    ['scenario', `${scenario.id} ${scenario.version}`],
    [
      'runs',
      `${merged.runs}: ${counted(arms.length, 'arm')} x ${counted(question.worlds, 'world')} x ${counted(question.replications, 'replication')}`,
    ],
    ['failed', merged.failed.runs === 0 ? 'none' : `${merged.failed.runs} (${reasons.join(', ')})`],
    ['engine', [...merged.engines, ...merged.refusals].join('; ')],
    ['digest', merged.digest],
    ['folder', `${folder}: ${counted(merged.blocks, 'block')}, ${byteText(merged.bytes)}`],
    ['again', `${manifest.reproduce} --out ${quoted(folder)}`],
  ];
  return `${rows.map(([name, text]) => `${name.padEnd(9)} ${text}`).join('\n')}\n`;
}

export function nextText(folder: string): string {
  const name = quoted(folder);
  return [
    '',
    'Next:',
    `  greyzone verify ${name}`,
    `  greyzone query ${name} "SELECT policy, count(*) AS runs FROM runs GROUP BY policy ORDER BY policy"`,
    `  greyzone export ${name} --csv runs.csv`,
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
