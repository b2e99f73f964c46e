// `greyzone export`: all rows of a stored batch in one file, CSV or Parquet, whole or not at all.

import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { countedBlocks, exportStored, mergeStored } from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import { byteText, missingText, openBatch, telling } from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export interface ExportOptions {
  /** `-` is stdout. */
  readonly csv?: string;
  readonly parquet?: string;
  /** What was kept turn by turn, instead of the rows. */
  readonly series?: true;
}

export async function exportBatch(
  folder: string,
  { csv, parquet, series }: ExportOptions,
  terminal: Terminal,
): Promise<void> {
  const file = csv ?? parquet;
  if (file === undefined) throw badInput('expected --csv FILE or --parquet FILE');
  if (parquet === '-') throw badInput('--parquet -: Parquet goes to a file; CSV can go to stdout');
  if (file !== '-') checkPlace(file);
  const { opened, plan } = await openBatch(folder);
  const what = await telling(async () => {
    const merge = mergeStored(opened, false);
    if (merge.kind === 'missing') throw badInput(`${missingText(merge.missing, countedBlocks(opened))} in ${folder}`);
    await runInterruptibly(
      plan.runs,
      { quiet: true },
      terminal,
      async ({ signal }) => {
        const done = await exportStored(opened, {
          format: csv === undefined ? 'parquet' : 'csv',
          series: series === true,
          file: file === '-' ? null : file,
          write: (bytes) => void process.stdout.write(bytes),
          ...(signal === undefined ? {} : { signal }),
        });
        const progress = { done: 0, total: plan.runs, failed: 0 };
        return done ? { kind: 'done' as const } : { kind: 'interrupted' as const, progress };
      },
      () => `interrupted; ${file === '-' ? 'not all rows were printed' : `${file} was not written`}`,
    );
    return series ? 'what was kept turn by turn' : `${merge.merged.runs} rows`;
  });
  if (file !== '-') terminal.out(`${file}: ${what}, ${byteText(statSync(file).size)}\n`);
}

function checkPlace(file: string): void {
  const target = statSync(file, { throwIfNoEntry: false });
  if (target?.isDirectory()) throw badInput(`${file} is a folder: name a file`);
  if (!statSync(dirname(resolve(file)), { throwIfNoEntry: false })?.isDirectory())
    throw new Stop(EXIT.badInput, `there is no folder ${dirname(file)}`);
}
