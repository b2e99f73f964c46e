// A planned batch and how it is to be shared out -> the scripts that Slurm runs. Pure texts.

import { quoted } from './stored-batch.ts';

export interface SlurmWishes {
  /** Shards, which is tasks of the array. */
  readonly array: number;
  readonly cpus: number;
  readonly partition?: string;
  /** As Slurm writes it: minutes, or hours:minutes:seconds, or days-hours. */
  readonly time?: string;
}

export interface SlurmPlace {
  /** All from the root. */
  readonly node: string;
  readonly program: string;
  readonly folder: string;
  readonly id: string;
}

/** How often a shard that was killed begins again by itself. */
const MOST_RESTARTS = 20;

/** Runs one shard. A shard that is killed, or that its time limit stops, queues up again and goes on where it was. */
export function arrayScript(place: SlurmPlace, { array, cpus, ...wishes }: SlurmWishes): string {
  return `#!/bin/bash
#SBATCH --job-name=greyzone-${place.id}
#SBATCH --array=0-${array - 1}
#SBATCH --cpus-per-task=${cpus}
#SBATCH --requeue
#SBATCH --signal=B:USR1@60
#SBATCH --output=/dev/null
${wishLines(wishes)}# One shard of a batch of greyzone. What it says goes to the folder "slurm" of the batch. Safe to run again at any time: blocks that are there stay.
${names(place)}
exec >> "$folder/slurm/shard-$SLURM_ARRAY_TASK_ID.log" 2>&1

child=
late=
trap 'late=yes; kill -TERM $child' USR1
trap 'kill -TERM $child' TERM
"$node" "$program" shard "$folder" --index "$SLURM_ARRAY_TASK_ID" --of ${array} --workers "\${SLURM_CPUS_PER_TASK:-1}" --quiet &
child=$!
wait $child
code=$?
while [ $code -gt 128 ] && kill -0 $child 2> /dev/null; do
  wait $child
  code=$?
done

# Killed from outside (137), or the time was up: once more. Whoever cancels the job is obeyed.
if [ $code -eq 137 ] || [ -n "$late" ]; then
  if [ "\${SLURM_RESTART_COUNT:-0}" -lt ${MOST_RESTARTS} ]; then
    scontrol requeue "\${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && sleep 60
  fi
fi
exit $code
`;
}

/** Run when every shard has ended well. */
export function mergeScript(place: SlurmPlace, { partition }: Pick<SlurmWishes, 'partition'>): string {
  return `#!/bin/bash
#SBATCH --job-name=greyzone-${place.id}-merge
#SBATCH --requeue
#SBATCH --output=/dev/null
${wishLines(partition === undefined ? {} : { partition })}# Reads all blocks of a batch of greyzone, refuses gaps and writes result.json.
${names(place)}
"$node" "$program" merge "$folder" >> "$folder/slurm/merge.log" 2>&1
`;
}

function wishLines(wishes: Pick<SlurmWishes, 'partition' | 'time'>): string {
  return Object.entries(wishes)
    .map(([name, value]) => `#SBATCH --${name}=${value}\n`)
    .join('');
}

function names({ node, program, folder }: SlurmPlace): string {
  return `node=${quoted(node)}\nprogram=${quoted(program)}\nfolder=${quoted(folder)}`;
}
