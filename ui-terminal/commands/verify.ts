// `greyzone verify`: every file against its record, and some blocks (or all) run again and compared, number for number and byte for byte.

import { countedBlocks, environmentHere, isTrueStop, type Verification, verifyStored } from '../../engine/index.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import { counted, missingText, openBatch, telling, type WorkOptions } from '../stored-batch.ts';
import { planStop } from '../stored-goals.ts';
import type { Terminal } from '../terminal.ts';

export interface VerifyOptions extends WorkOptions {
  readonly sample?: number;
  readonly all?: true;
}

const USUAL_SAMPLE = 3;

export async function verify(folder: string, options: VerifyOptions, terminal: Terminal): Promise<void> {
  const { opened, plan } = await openBatch(folder);
  const { manifest } = opened;
  const sample = options.all ? null : (options.sample ?? USUAL_SAMPLE);
  const { found } = await telling(() =>
    runInterruptibly<{ readonly kind: 'done'; readonly found: Verification }>(
      plan.runs,
      options,
      terminal,
      async (batch) => {
        const found = await verifyStored(opened, plan, sample, batch);
        const progress = { done: 0, total: plan.runs, failed: 0 };
        return found === null ? { kind: 'interrupted', progress } : { kind: 'done', found };
      },
      () => `interrupted; nothing in ${folder} was changed`,
    ),
  );
  const { until } = manifest;
  const blocks = countedBlocks(opened);
  const stop =
    until === undefined || found.broken.length > 0
      ? null
      : await telling(() => isTrueStop(opened, plan, planStop(plan, until)));
  const others = await otherThan(manifest);
  const whole = blocks - found.broken.length;
  const lines = [
    `${whole} of ${blocks} blocks are there, with the bytes that their records name`,
    `${counted(found.again.length, 'block')} run again: ${sameText(found.again.length, found.otherNumbers, 'numbers')}, ${sameText(found.again.length - found.otherNumbers.length, found.otherBytes, 'bytes')}`,
    ...(stop === null
      ? []
      : [`looked at again, they ${stop ? 'come to the stop' : 'do not come to the stop'} that stopped.json names`]),
    ...(others.length === 0
      ? []
      : [
          `planned with ${others.join(', ')}: the same bytes are promised only by what wrote them${manifest.program === programVersion() ? '' : ', and the same numbers by the same version of greyzone'}`,
        ]),
  ];
  terminal.out(`${lines.join('\n')}\n`);
  if (found.broken.length > 0) throw new Stop(EXIT.failed, missingText(found.broken, blocks));
  if (stop === false)
    throw new Stop(
      EXIT.failed,
      `${folder}: stopped.json is not what these blocks come to; take it away and run the batch again`,
    );
  if (found.otherNumbers.length > 0)
    throw new Stop(EXIT.failed, `blocks with other numbers: ${found.otherNumbers.join(', ')}`);
  if (found.otherBytes.length > 0 && others.length === 0)
    throw new Stop(EXIT.failed, `blocks with the same numbers in other bytes: ${found.otherBytes.join(', ')}`);
}

function sameText(of: number, other: readonly number[], what: string): string {
  return other.length === 0 ? `the same ${what}` : `other ${what} in ${other.length} of ${of}`;
}

/** What wrote the batch, where it is not what runs now. */
async function otherThan({
  program,
  environment,
}: {
  readonly program: string;
  readonly environment: Awaited<ReturnType<typeof environmentHere>>;
}): Promise<readonly string[]> {
  const here = await environmentHere();
  return [
    ...(program === programVersion() ? [] : [`greyzone ${program}`]),
    ...(environment.duckdb === here.duckdb ? [] : [`DuckDB ${environment.duckdb}`]),
    ...(environment.node === here.node ? [] : [`Node ${environment.node}`]),
    ...(environment.platform === here.platform ? [] : [environment.platform]),
  ];
}
