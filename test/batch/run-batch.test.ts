// A batch gives the same bits for any number of workers and any size of block; failures are data; an abort keeps nothing.

import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type BatchResult, createResultStore, sampleOf } from '../../engine/batch/batch-result.ts';
import { createBlockRunner, createEngines, runnerSetup } from '../../engine/batch/block-runner.ts';
import { digest } from '../../engine/batch/digest.ts';
import { type Plan, planBatch } from '../../engine/batch/plan-batch.ts';
import type { Question } from '../../engine/batch/question.ts';
import { type BatchProgress, runBatch } from '../../engine/batch/run-batch.ts';
import { WorkerFault } from '../../engine/batch/worker-pool.ts';
import type { Model } from '../../engine/model/model.ts';
import { tinyModel } from './tiny-model.ts';

const question: Question = {
  variants: ['base'],
  policies: ['none', 'some'],
  doctrines: ['cautious', 'bold'],
  seed: 'demo',
  design: 'sobol',
  worlds: 7,
  replications: 3,
  settings: [],
  engine: 'auto',
};

function plan(changes: Partial<Question> = {}, models: readonly Model[] = [tinyModel()], blockRuns?: number): Plan {
  const { plan, problems } = planBatch({ ...question, ...changes }, models, blockRuns);
  expect(problems).toEqual([]);
  return plan!;
}

async function run(batch: Plan, workers = 1): Promise<BatchResult> {
  const end = await runBatch(batch, { workers });
  if (end.kind !== 'done') throw new Error('interrupted');
  return end.result;
}

describe('the plan', () => {
  test('lists every arm and every future once, before anything runs', () => {
    const batch = plan();
    expect(batch.arms.map(({ names }) => `${names.policy}/${names.doctrine}`)).toEqual([
      'none/cautious',
      'none/bold',
      'some/cautious',
      'some/bold',
    ]);
    expect(batch.runs).toBe(4 * 7 * 3);
    for (const size of [1, 5, 24, 1000]) {
      const futures = plan({}, undefined, size).blocks.flatMap(({ first, count }) =>
        Array.from({ length: count }, (_, i) => first + i),
      );
      expect(futures).toEqual(Array.from({ length: 21 }, (_, i) => i));
    }
  });

  test.each([
    [{ policies: ['somme'] }, 'unknown policy "somme"', 'did you mean "some"?'],
    [{ doctrines: ['brave_new'] }, 'unknown doctrine "brave_new"', 'known: cautious, bold'],
    [{ worlds: 0 }, 'worlds: expected a whole number from 1 to', undefined],
    [{ worlds: 1e12 }, 'worlds: expected a whole number from 1 to', undefined],
    [{ replications: 1.5 }, 'replications: expected', undefined],
    [{ worlds: 2 ** 31 }, 'more numbers than fit', undefined],
    [{ policies: [] }, 'nothing to run', undefined],
  ] as const)('says why it cannot be made: %o', (changes, message, note) => {
    const { plan, problems } = planBatch({ ...question, ...changes }, [tinyModel()]);
    expect(plan).toBeNull();
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.notes[0]).toBe(note);
  });

  test('refuses more free uncertainties than a Sobol design has dimensions', () => {
    const model = tinyModel();
    const many = Array.from({ length: 2000 }, (_, i) => ({ ...model.parameters[0]!, name: `u${i}` }));
    const { problems } = planBatch(question, [{ ...model, parameters: many }]);
    expect(problems[0]?.message).toContain('take lhs or mc');
  });
});

describe('the result', () => {
  test('is the same for any workers and any blocks, twice', async () => {
    const results = [
      await run(plan(), 1),
      await run(plan(), 2),
      await run(plan({}, undefined, 1), 3),
      await run(plan({}, undefined, 1000), 1),
    ];
    const first = results[0]!;
    for (const other of results) {
      expect(other.digest).toBe(first.digest);
      expect(other.columns).toEqual(first.columns);
    }
    expect(first.engine).toBe('kernel-js');
    const law = await run(plan({ engine: 'reference' }), 2);
    expect(law.engine).toBe('reference');
    expect(law.digest).toBe(first.digest);
  });

  test('changes with the seed, and not when more worlds are added', async () => {
    const small = await run(plan());
    const other = await run(plan({ seed: 'other' }));
    const large = await run(plan({ worlds: 9 }));
    expect(other.digest).not.toBe(small.digest);
    expect(sampleOf(large, 2, 0).values.subarray(0, 21)).toEqual(sampleOf(small, 2, 0).values);
  });

  test('gives every arm its own column, whatever else runs beside it', async () => {
    const all = await run(plan());
    const alone = await run(plan({ policies: ['some'], doctrines: ['bold'] }));
    for (let outcome = 0; outcome < 3; outcome++)
      expect(sampleOf(alone, 0, outcome).values).toEqual(sampleOf(all, 3, outcome).values);
    expect(sampleOf(all, 0, 2).values).not.toEqual(sampleOf(all, 2, 2).values);
    expect(sampleOf(all, 0, 0).values).toEqual(sampleOf(all, 2, 0).values);
    expect(() => sampleOf(all, 4, 0)).toThrow(RangeError);
  });

  test('holds the arms of every variant', async () => {
    const certain = tinyModel({ kind: 'uniform', low: 0.9, high: 1 }, 'hot');
    const both = await run(plan({ variants: ['base', 'hot'] }, [tinyModel(), certain]));
    const hot = await run(plan({ variants: ['hot'] }, [certain]));
    expect(both.plan.arms).toHaveLength(8);
    expect(sampleOf(both, 5, 1).values).toEqual(sampleOf(hot, 1, 1).values);
  });

  test('counts a failed run, says where, and lets the others stand', async () => {
    const result = await run(plan({}, [tinyModel({ kind: 'uniform', low: 0.5, high: 1.5 })]), 2);
    expect(result.failed.length).toBeGreaterThan(0);
    expect(result.failed.length).toBeLessThan(4 * 21);
    for (const { arm, world, replication, reason, element } of result.failed) {
      expect(reason).toBe('chance out of range');
      expect(element).toBe('alarm.quiet');
      expect(sampleOf(result, arm, 0).values[world * 3 + replication]).toBeNaN();
    }
    const order = result.failed.map(({ arm, world, replication }) => (arm * 7 + world) * 3 + replication);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

describe('the digest', () => {
  test('is SHA-256 over future, arm, outcome as little-endian doubles with one NaN', () => {
    const columns = [Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6, Number.NaN, 8)];
    const odd = new Float64Array(new BigUint64Array([0xfff8000000000001n]).buffer)[0]!;
    expect(digest([columns[0]!, Float64Array.of(5, 6, odd, 8)], 2, 2)).toBe(digest(columns, 2, 2));
    expect(digest(columns, 2, 2)).toBe(byHand([1, 5, 3, Number.NaN, 2, 6, 4, 8]));
    expect(digest(columns, 1, 4)).not.toBe(digest(columns, 2, 2));
  });

  test('does not depend on how many futures are hashed at once', () => {
    const column = Float64Array.from({ length: 10_000 }, (_, i) => Math.sqrt(i));
    expect(digest([column], 1, 10_000)).toBe(byHand([...column]));
  });
});

describe('running', () => {
  test('reports progress in whole blocks up to the end', async () => {
    const seen: BatchProgress[] = [];
    await runBatch(plan({}, undefined, 8), { workers: 2, onProgress: (progress) => seen.push(progress) });
    const steps = seen.map(({ done }, i) => done - (seen[i - 1]?.done ?? 0));
    expect(steps.toSorted()).toEqual([4, ...Array(10).fill(8)]);
    expect(seen.at(-1)).toEqual({ done: 84, total: 84, failed: 0 });
  });

  test('takes its time from outside', async () => {
    const times = [1000, 3500];
    const end = await runBatch(plan({ worlds: 1 }), { workers: 1, now: () => times.shift()! });
    expect(end.kind === 'done' && end.result.timing).toEqual({ seconds: 2.5, workers: 1 });
  });

  test('stops when asked, before and in the middle', async () => {
    expect(await runBatch(plan(), { workers: 1, signal: AbortSignal.abort() })).toMatchObject({ kind: 'interrupted' });
    const controller = new AbortController();
    const end = await runBatch(plan({ worlds: 2000 }, undefined, 24), {
      workers: 2,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(end.kind).toBe('interrupted');
    expect(end.kind === 'interrupted' && end.progress.done).toBeLessThan(2000);
  });

  test('a fault of the engine is an error that says where, not a result', async () => {
    const broken = { ...tinyModel(), reducers: [{ reduction: 'final', of: 999 }] } as unknown as Model;
    await expect(runBatch(plan({}, [broken]), { workers: 2 })).rejects.toThrow(WorkerFault);
  });

  test.each(['reference', 'kernel-js', 'kernel-wasm'] as const)(
    'does not hang on the order of the blocks: %s',
    async (engine) => {
      const batch = plan({ engine }, undefined, 8);
      const setup = runnerSetup(batch);
      const runBlock = createBlockRunner(setup, await createEngines(setup));
      const digestIn = (blocks: Plan['blocks']) => {
        const store = createResultStore(batch);
        for (const block of blocks) store.place(block, runBlock(block));
        return store.finish({ seconds: 1, workers: 1 }).digest;
      };
      const [first, second, ...others] = batch.blocks;
      expect(digestIn([...others.toReversed(), second!, first!])).toBe(
        (await run(plan({ engine: 'reference' }))).digest,
      );
      expect(digestIn(batch.blocks)).toBe((await run(plan({ engine: 'reference' }))).digest);
    },
  );

  test('a block alone gives what the batch gives', async () => {
    const batch = plan();
    const whole = await run(batch);
    const setup = runnerSetup(batch);
    const { values } = createBlockRunner(setup, await createEngines(setup))({ first: 4, count: 2 });
    const arms = batch.arms.length;
    for (let arm = 0; arm < arms; arm++)
      expect([...values.subarray(arm * 2, arm * 2 + 2)]).toEqual([...sampleOf(whole, arm, 0).values.subarray(4, 6)]);
  });
});

/** The same, written the plain way. */
function byHand(numbers: readonly number[]): string {
  const bytes = Buffer.alloc(8 * numbers.length);
  numbers.forEach((number, i) => {
    if (Number.isNaN(number)) bytes.write('000000000000f87f', 8 * i, 'hex');
    else bytes.writeDoubleLE(number, 8 * i);
  });
  return createHash('sha256').update(bytes).digest('hex');
}
