// `greyzone slurm`: the scripts with which Slurm runs a planned batch, written into its folder, and submitted if asked.

import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { arrayScript, mergeScript, type SlurmWishes } from '../slurm-scripts.ts';
import { openBatch, quoted, refuseOtherVersion, refuseParts } from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export interface SlurmOptions extends SlurmWishes {
  readonly submit?: true;
}

export async function slurm(folder: string, options: SlurmOptions, terminal: Terminal): Promise<void> {
  const { submit, ...asked } = options;
  for (const [name, value] of Object.entries({ partition: asked.partition, time: asked.time }))
    if (value !== undefined && !/^[\w:.,-]+$/.test(value))
      throw badInput(`--${name} ${value}: expected what sbatch takes`);
  const { opened } = await openBatch(folder);
  refuseOtherVersion(opened);
  refuseParts(opened, asked.array);
  const { blocks, scenario } = opened.manifest;
  const wishes = { ...asked, array: Math.min(asked.array, blocks) };
  if (wishes.array < asked.array) terminal.err(`greyzone: the batch has ${blocks} blocks, so that many shards do\n`);
  const place = {
    node: process.execPath,
    program: realpathSync(process.argv[1] ?? ''),
    folder: realpathSync(resolve(folder)),
    id: scenario.id,
  };
  const [run, merge] = [join(place.folder, 'run.sbatch'), join(place.folder, 'merge.sbatch')];
  try {
    mkdirSync(join(place.folder, 'slurm'), { recursive: true });
    writeFileSync(run, arrayScript(place, wishes), { mode: 0o755 });
    writeFileSync(merge, mergeScript(place, wishes), { mode: 0o755 });
  } catch (error) {
    throw new Stop(EXIT.failed, `cannot write the scripts: ${(error as Error).message}`);
  }
  if (submit) {
    const array = sbatch([run]);
    const after = sbatch([`--dependency=afterok:${array}`, '--kill-on-invalid-dep=yes', merge]);
    terminal.out(
      `submitted: job ${array} (${wishes.array} shards), then job ${after} (merge)\nlogs in ${quoted(join(folder, 'slurm'))}\n`,
    );
    return;
  }
  terminal.out(
    `${[run, merge].join('\n')}\n\nTo submit:\n  job=$(sbatch --parsable ${quoted(run)})\n  sbatch --dependency=afterok:$job --kill-on-invalid-dep=yes ${quoted(merge)}\n`,
  );
}

/** The number of the job. */
function sbatch(args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync('sbatch', ['--parsable', ...args], { encoding: 'utf8' });
  if (error !== undefined)
    throw badInput('there is no sbatch here: submit on a machine of the cluster, or leave out --submit');
  const job = /^(\d+)/.exec(stdout)?.[1];
  if (status !== 0 || job === undefined)
    throw new Stop(EXIT.failed, `sbatch: ${stderr.trim() || `ended with code ${status}`}`);
  return job;
}
