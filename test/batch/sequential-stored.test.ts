// A stored batch that stops by itself: interrupted, damaged and started again, with any number of workers, it stops at the same block with the same words.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planBatch } from '../../engine/batch/plan-batch.ts';
import type { Question } from '../../engine/batch/question.ts';
import { runBatch } from '../../engine/batch/run-batch.ts';
import type { Goal, Sought } from '../../engine/batch/sequential/goal.ts';
import { isTrueStop, planUntil, runUntil, untilBlockFutures } from '../../engine/batch/sequential/run-until.ts';
import { countedBlocks, readStopped } from '../../engine/batch/sequential/stopped-file.ts';
import { rowsFile } from '../../engine/batch/store/batch-folder.ts';
import { openStored } from '../../engine/batch/store/stored-result.ts';
import { type SmallBatch, scratchFolder, smallBatch } from './store/small-batch.ts';

const RAIDS = `
greyzone: 1
id: raids
version: 1.0.0
title: Raids
question: Does a guard pay?
clock: { start: 2014-11, turn: month, turns: 1 }
phases: [only]
seats: { home: Home }
uncertainties: { danger: { uniform: [0.2, 0.6], source: judgement, why: made up } }
levers: { guard: { seat: home, levels: { none: 1, full: 0.5 }, source: judgement, why: made up } }
stocks: { harm: { start: 0, range: [0, 1], why: made up } }
incidents: { raid: { phase: only, chance: danger * guard, effects: { harm: +1 } } }
options: { guarding: { without: { guard: none }, with: { guard: full } } }
outcomes: { harmed: { is: final(harm), better: lower } }
`;

const file = join(scratchFolder(), 'raids.yaml');
writeFileSync(file, RAIDS);

const DIFF: Goal = { kind: 'diff', outcome: 'harmed', policy: 'without', baseline: 'with', halfWidth: 0.055 };
const sought = (goal: Goal, changes: Partial<Sought> = {}): Sought => ({
  goals: [goal],
  ranked: ['without', 'with'],
  method: 'sequence',
  confidence: 0.95,
  looks: null,
  ...changes,
});

/** Blocks of 201 futures end in the midst of a world. */
const batch = (design: 'mc' | 'lhs' = 'mc', worlds = 1000) =>
  smallBatch(file, { design, worlds, replications: 2, seed: 'until', policies: ['without', 'with'] }, 201);

const untilOf = ({ plan }: SmallBatch, what: Sought) => planUntil(what, plan).until!;
const textOf = ({ opened }: SmallBatch): string => readFileSync(join(opened.folder, 'stopped.json'), 'utf8');

/** Runs the batch in a process of its own and kills it outright after its first block. */
function killedAtBlock(folder: string, what: Sought): Promise<void> {
  const script = fileURLToPath(new URL('./sequential-child.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, JSON.stringify(what)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) =>
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error('it ended before it was killed')),
    ),
  );
}

describe('a stored batch that stops', () => {
  test('comes to the same stop, whatever happened on the way', { timeout: 60_000 }, async () => {
    const whole = await batch();
    const until = untilOf(whole, sought(DIFF));
    const end = await runUntil(whole.opened, whole.plan, until, { workers: 2 });
    if (end.kind !== 'done') throw new Error('interrupted');
    const { stopped } = end;
    expect([stopped.status, stopped.comparisons[0]!.verdict]).toEqual(['decided', 'known']);
    expect(stopped.blocks).toBeGreaterThan(2);
    expect(stopped.blocks).toBeLessThan(whole.plan.blocks.length);
    expect(stopped.runs).toBe(2 * 201 * stopped.blocks);
    expect(stopped.worlds).toBe(Math.floor((201 * stopped.blocks) / 2));
    const { low, high } = stopped.comparisons[0]!.interval!;
    expect(low < 0.2 && 0.2 < high && (high - low) / 2 <= 0.055).toBe(true);
    expect(countedBlocks(whole.opened)).toBe(stopped.blocks);
    expect(await isTrueStop(whole.opened, whole.plan, until)).toBe(true);
    expect(readdirSync(join(whole.opened.folder, 'blocks'))).toHaveLength(2 * stopped.blocks);

    // Read back, it is the batch of so many worlds; the run of a world that the last block cut is left out.
    expect((201 * stopped.blocks) % 2).toBe(1);
    const short = planBatch({ ...whole.plan.question, worlds: stopped.worlds }, whole.plan.models).plan!;
    const plain = await runBatch(short, { workers: 1 });
    if (plain.kind !== 'done') throw new Error('interrupted');
    const stored = await openStored(whole.opened.folder);
    expect(stored.plan.runs).toBe(short.runs);
    expect(await stored.column('harmed')).toEqual(plain.result.columns[0]);
    stored.close();

    const broken = await batch();
    await killedAtBlock(broken.opened.folder, sought(DIFF));
    expect(readStopped(broken.opened)).toBeNull();
    expect(countedBlocks(broken.opened)).toBe(broken.plan.blocks.length);
    rmSync(rowsFile(broken.opened.folder, 0));
    truncateSync(rowsFile(broken.opened.folder, 1), 10);
    writeFileSync(join(broken.opened.folder, 'stopped.json'), textOf(whole).slice(0, 200));
    await runUntil(broken.opened, broken.plan, until, { workers: 1 });
    expect(textOf(broken)).toBe(textOf(whole));

    // Once more finds what is there and runs nothing.
    let told = 0;
    await runUntil(whole.opened, whole.plan, until, { onProgress: () => told++ });
    expect(told).toBe(0);
  });

  test('ends undecided with its last block', { timeout: 60_000 }, async () => {
    const small = await batch('mc', 200);
    const until = untilOf(small, sought({ ...DIFF, halfWidth: 0.001 }, { method: 'spending' }));
    const end = await runUntil(small.opened, small.plan, until, { workers: 1 });
    expect(end).toMatchObject({
      kind: 'done',
      stopped: { status: 'undecided', blocks: small.plan.blocks.length, worlds: 200 },
    });
  });

  test('looks where it is told to, with the block that holds the world', { timeout: 60_000 }, async () => {
    const some = await batch('mc', 400);
    const until = untilOf(some, sought(DIFF, { method: 'spending', looks: [150, 250, 400] }));
    expect(until.lookAfter).toEqual([1, 2, 3]);
    expect(until.settled.stopping.method).toMatchObject({ looks: [201, 301, 400] });
    expect(planUntil(sought(DIFF, { looks: [150, 250] }), some.plan).problems[0]!.message).toContain(
      'ends at 250 worlds, and the batch has 400',
    );
  });

  test('has blocks of whole worlds that looks fall on', () => {
    const { question } = { question: { worlds: 1000, replications: 3 } as Question };
    expect(untilBlockFutures(null, question, 65_536)).toBe(3 * 32);
    expect(untilBlockFutures([200, 400, 1000], question, 65_536)).toBe(3 * 200);
    expect(untilBlockFutures([200, 400, 1000], question, 100)).toBe(3 * 33);
    expect(untilBlockFutures(null, question, 2)).toBe(3);
  });

  test('is refused where it cannot be', async () => {
    const why = async (what: Sought, of: Promise<SmallBatch>): Promise<string> =>
      planUntil(what, (await of).plan)
        .problems.map(({ message }) => message)
        .join('\n');
    expect(await why(sought(DIFF), batch('lhs'))).toContain('Latin hypercube');
    expect(await why(sought(DIFF), batch('mc', 100))).toContain('before 128 worlds nothing is said');
    expect(await why(sought({ ...DIFF, policy: 'half' }), batch())).toContain('this batch does not run it');
    expect(
      await why(sought({ kind: 'best', outcome: 'harmed', indifference: 0 }, { ranked: ['with'] }), batch()),
    ).toContain('at least two policies');
  });
});
