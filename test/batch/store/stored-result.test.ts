// What is read back from a stored batch is what the same batch holds in memory, in every bit.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleOf } from '../../../engine/batch/batch-result.ts';
import { planBatch } from '../../../engine/batch/plan-batch.ts';
import { runBatch } from '../../../engine/batch/run-batch.ts';
import { closeStored, runStored } from '../../../engine/batch/store/run-stored.ts';
import { openStored } from '../../../engine/batch/store/stored-result.ts';
import { createWorlds } from '../../../engine/model/worlds.ts';
import { type SmallBatch, scratchFolder, smallBatch } from './small-batch.ts';

async function stored({ opened, plan }: SmallBatch) {
  expect(await runStored(opened, plan, { index: 0, of: 1 }, { workers: 2 })).toMatchObject({ kind: 'done' });
  const merge = closeStored(opened, true);
  expect(merge.kind).toBe('whole');
  return openStored(opened.folder);
}

/** A stored zero has no sign. */
function bits(values: Float64Array): BigUint64Array {
  return new BigUint64Array(values.map((value) => (Number.isNaN(value) ? Number.NaN : value + 0)).buffer);
}

describe('a stored batch read back', () => {
  it('has the columns of the batch in memory, over two variants, blocks that are cut within a world and missing values', async () => {
    const variants = ['base', 'product'];
    const batch = await smallBatch('test/fixtures/every-word.yaml', { variants, worlds: 9, replications: 3 }, 7);
    const reading = await stored(batch);
    const { plan } = planBatch(batch.plan.question, batch.plan.models);
    const end = await runBatch(plan!, { workers: 1 });
    if (end.kind !== 'done') throw new Error('interrupted');
    let missing = 0;
    for (const [index, { name }] of plan!.models[0]!.outcomes.entries()) {
      const column = await reading.column(name);
      expect(bits(column), name).toEqual(bits(end.result.columns[index]!));
      missing += column.filter((value) => Number.isNaN(value)).length;
    }
    expect(missing).toBeGreaterThan(0);
    const samples = await reading.samples(plan!.models[0]!.outcomes[0]!.name);
    expect(samples.map(({ values }) => bits(values))).toEqual(
      plan!.arms.map(({ index }) => bits(sampleOf(end.result, index, 0).values)),
    );
    for (const model of plan!.models) {
      const { seed, design, worlds } = plan!.question;
      const drawn = createWorlds(model, { seed, design, worlds });
      for (const place of [0, model.parameters.length - 1]) {
        const values = await reading.uncertainty(model.parameters[place]!.name, model.variant);
        expect([...values]).toEqual(Array.from({ length: worlds }, (_, world) => drawn(world)[place]! + 0));
      }
    }
    reading.close();
  });

  it('lies in a folder with any name, and tells a name that it does not know', async () => {
    const folder = join(scratchFolder(), "seed=3 [1]*? 'x'");
    const reading = await stored(await smallBatch('gamblers-ruin', { worlds: 8 }, 5, folder));
    expect(await reading.column(reading.plan.models[0]!.outcomes[0]!.name)).toHaveLength(reading.plan.runs);
    await expect(reading.column('nonsense')).rejects.toThrow('no outcome nonsense in this batch');
    await expect(reading.uncertainty('nonsense', 'base')).rejects.toThrow('no uncertainty nonsense in this batch');
    reading.close();
  });

  it('is refused while blocks are missing', async () => {
    const { opened, plan } = await smallBatch('gamblers-ruin', { worlds: 8 }, 4);
    await runStored(opened, plan, { index: 1, of: 2 }, { workers: 1 });
    await expect(openStored(opened.folder)).rejects.toThrow(/is not finished: 2 of 4 blocks are missing/);
  });
});
