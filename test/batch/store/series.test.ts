// What a batch keeps turn by turn is what its runs did: against the reference, against itself in the other form, and after every kind of damage.

import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type OverTime, overTimeOf } from '../../../engine/batch/over-time.ts';
import { openBatchFolder } from '../../../engine/batch/store/batch-folder.ts';
import { exportStored } from '../../../engine/batch/store/export-stored.ts';
import { openQuery, type QueryValue } from '../../../engine/batch/store/query-stored.ts';
import { closeStored, mergeStored, runStored } from '../../../engine/batch/store/run-stored.ts';
import { planSeries, type SeriesKind } from '../../../engine/batch/store/series-plan.ts';
import { planOf } from '../../../engine/batch/store/stored-plan.ts';
import { openStored } from '../../../engine/batch/store/stored-result.ts';
import { verifyStored } from '../../../engine/batch/store/verify-stored.ts';
import { createWorlds } from '../../../engine/model/worlds.ts';
import { createDraws } from '../../../engine/reference/draws.ts';
import { createReference } from '../../../engine/reference/reference.ts';
import { begin, isOver, playTurn, positionOf } from '../../../engine/reference/run.ts';
import { type SmallBatch, scratchFolder, smallBatch, treeOf } from './small-batch.ts';

const WORDS = 'test/fixtures/every-word.yaml';
const ALL = { index: 0, of: 1 };
const STOCKS = ['grievance', 'grievance[harju]', 'boats', 'trust'];

function words(kind: SeriesKind | null, folder?: string): Promise<SmallBatch> {
  const kept = kind === null ? null : { kind, stocks: STOCKS };
  return smallBatch(
    WORDS,
    { variants: ['base', 'product'], worlds: 9, replications: 3 },
    7,
    folder ?? join(scratchFolder(), 'out'),
    kept,
  );
}

async function finish({ opened, plan }: SmallBatch) {
  const end = await runStored(opened, plan, ALL, { workers: 1 });
  closeStored(opened, true);
  return end;
}

async function ask({ opened }: SmallBatch, sql: string): Promise<readonly (readonly QueryValue[])[]> {
  const database = await openQuery(opened);
  try {
    const { rows } = await database.ask(sql);
    const all: (readonly QueryValue[])[] = [];
    for await (const some of rows) all.push(...some);
    return all;
  } finally {
    database.close();
  }
}

let plain: SmallBatch;
let sketch: SmallBatch;
let full: SmallBatch;
beforeAll(async () => {
  [plain, sketch, full] = [await words(null), await words('sketch'), await words('full')];
  for (const batch of [plain, sketch, full]) await finish(batch);
}, 60_000);

describe('a full series', () => {
  it('is what the reference plays, number for number and state for state', async () => {
    const { plan } = full;
    const rows = await ask(full, 'FROM series');
    const seen = new Map(rows.map((row) => [row.slice(0, 6).join(), row.slice(6)]));
    expect(seen.size).toBe(rows.length);
    let turns = 0;
    for (const [index, model] of plan.models.entries()) {
      const { seed, design, worlds, replications } = plan.question;
      const reference = createReference(model);
      const drawn = createWorlds(model, { seed, design, worlds });
      const stocks = model.stocks.map(({ name }) => name);
      const members = stocks.flatMap((name, stock) => (name.startsWith('grievance[') ? [stock] : []));
      for (const { policy, doctrine, names } of plan.arms.filter((arm) => arm.model === index))
        for (const world of [0, 4, 8]) {
          const [replication, parameters] = [world % replications, Float64Array.from(drawn(world))];
          const arm = { policy, doctrine };
          let run = begin(reference, { arm, parameters, draws: createDraws(model, seed), world, replication });
          while (!isOver(run)) {
            run = playTurn(reference, run).state;
            const position = positionOf(run);
            expect(position.failure).toBeNull();
            const sum = members.reduce((all, stock) => all + position.stocks[stock]!, 0);
            const own = ['grievance[harju]', 'boats', 'trust'].map((name) => position.stocks[stocks.indexOf(name)]!);
            const leaves = model.machines.map(({ states }, machine) => states[position.leaves[machine]!]!.name);
            const key = [names.variant, names.policy, names.doctrine, world, replication, position.played].join();
            expect(seen.get(key), key).toEqual([sum / members.length, ...own, ...leaves]);
            turns += 1;
          }
          const beyond = [names.variant, names.policy, names.doctrine, world, replication, positionOf(run).played + 1];
          expect(seen.has(beyond.join())).toBe(false);
        }
    }
    expect(turns).toBeGreaterThan(100);
  });

  it('comes out of an export as a query gives it', async () => {
    const pieces: Uint8Array[] = [];
    const write = (bytes: Uint8Array): void => void pieces.push(bytes);
    expect(await exportStored(full.opened, { format: 'csv', series: true, file: null, write })).toBe(true);
    const [[count]] = (await ask(full, 'SELECT count(*) FROM series')) as [[number]];
    const lines = Buffer.concat(pieces).toString('utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(count + 1);
    expect(lines[0]).toMatch(
      /^variant,policy,doctrine,world,replication,turn,grievance,grievance\[harju\],boats,trust,/,
    );
    const refused = exportStored(plain.opened, { format: 'csv', series: true, file: null, write });
    await expect(refused).rejects.toThrow(/keeps nothing turn by turn/);
  });
});

describe('a sketch', () => {
  it('counts what the full series has, bin by bin and state by state, over all blocks', async () => {
    const counted = (rows: readonly (readonly QueryValue[])[]): ReadonlyMap<string, QueryValue> =>
      new Map(rows.map((row) => [row.slice(0, -1).join(), row.at(-1)!]));
    const arm = 'variant, policy, doctrine, turn';
    for (const name of ['grievance', 'grievance[harju]', 'trust']) {
      const bin = `least(199, floor("${name}" * 200))::INTEGER`;
      const sql = `SELECT ${arm}, ${bin} AS bin, count(*) FROM series GROUP BY ALL`;
      const there = counted(await ask(full, sql));
      expect(counted(await ask(sketch, `SELECT ${arm}, bin, count FROM series WHERE name = '${name}'`))).toEqual(there);
      expect(new Set([...there.keys()].map((key) => key.split(',').at(-1))).size).toBeGreaterThan(3);
    }
    const boats = `SELECT ${arm}, boats, boats, count(*) FROM series GROUP BY ALL`;
    expect(counted(await ask(sketch, `SELECT ${arm}, low, high, count FROM series WHERE name = 'boats'`))).toEqual(
      counted(await ask(full, boats)),
    );
    for (const { name, column } of full.opened.manifest.series!.machines) {
      const states = `SELECT ${arm}, "${column}", count(*) FROM series GROUP BY ALL`;
      expect(
        counted(await ask(sketch, `SELECT ${arm}, state, count FROM series WHERE kind = 'state' AND name = '${name}'`)),
      ).toEqual(counted(await ask(full, states)));
    }
    const alive = counted(await ask(full, `SELECT ${arm}, count(*) FROM series GROUP BY ALL`));
    expect(counted(await ask(sketch, `SELECT DISTINCT ${arm}, runs FROM series`))).toEqual(alive);
  });

  it('has edges that hold what they count', async () => {
    const [[lowest, highest, wide]] = (await ask(
      sketch,
      "SELECT min(low), max(high), max(abs(high - low - 0.005)) FROM series WHERE name = 'trust'",
    )) as [[number, number, number]];
    expect(lowest).toBeGreaterThanOrEqual(0);
    expect(highest).toBeLessThanOrEqual(1);
    expect(wide).toBeLessThan(1e-12);
  });
});

describe('curves from what was kept', () => {
  async function curves(batch: SmallBatch, stocks: readonly string[]): Promise<OverTime> {
    const { plan } = batch;
    const stored = await openStored(batch.opened.folder);
    const events = [{ name: 'event', node: plan.models[0]!.conditions.indexOf(true) }];
    const arms = plan.arms.filter(({ model }) => model === 0);
    const machines = [plan.models[0]!.machines[0]!.element];
    const request = { ...plan.question, arms, futures: plan.futures, quantities: stocks, machines, events };
    const work = overTimeOf(plan.models[0]!, request, stored);
    let step = await work.next();
    while (!step.done) step = await work.next();
    stored.close();
    return step.value;
  }

  it('are those of the runs themselves: the same from a full series, to half a bin from a sketch', async () => {
    const ran = await curves(plain, ['grievance', 'boats']);
    expect(ran.kept).toBeUndefined();
    const { kept: whole, ...same } = await curves(full, ['grievance', 'boats']);
    expect(whole).toEqual({ kind: 'full', futures: 27, widths: [0, 0] });
    expect(same).toEqual(ran);
    const { kept: binned, ...near } = await curves(sketch, ['grievance', 'boats']);
    expect(binned).toMatchObject({ kind: 'sketch', futures: 27 });
    expect(binned!.widths).toEqual([1 / 200, 0]);
    expect(near.machines).toEqual(ran.machines);
    expect(near.runs).toEqual(ran.runs);
    expect(near.quantities[1]).toEqual(ran.quantities[1]);
    let apart = 0;
    for (const [arm, fans] of ran.quantities[0]!.fans.entries())
      for (const [turn, fan] of fans.entries())
        for (const [q, value] of (fan ?? []).entries())
          apart = Math.max(apart, Math.abs(value - near.quantities[0]!.fans[arm]![turn]![q]!));
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThanOrEqual(1 / 400 + 1e-12);
  });

  it('are run again where a name was not kept', async () => {
    const made = await curves(sketch, ['fear']);
    expect(made.kept).toBeUndefined();
    expect(made).toEqual(await curves(plain, ['fear']));
    const stored = await openStored(sketch.opened.folder);
    await expect(stored.series(['fear'])).rejects.toThrow('no series of fear in this batch');
    stored.close();
  });
});

describe('a batch with a series', () => {
  it('has the outcomes of one without', () => {
    const rows = (batch: SmallBatch) =>
      Object.entries(treeOf(batch.opened.folder)).filter(([name]) => /^blocks.*parquet$/.test(name));
    expect(rows(plain)).toHaveLength(4);
    for (const batch of [sketch, full]) expect(rows(batch)).toEqual(rows(plain));
  });

  it.each(['sketch', 'full'] as const)(
    'comes to the same bytes as %s whatever was damaged, and runs only what was',
    async (kind) => {
      const batch = kind === 'sketch' ? sketch : full;
      const { folder } = batch.opened;
      const whole = treeOf(folder);
      const file = (block: number): string => join(folder, 'series', `block-0000000${block}.parquet`);
      truncateSync(file(0), 100);
      const bytes = readFileSync(file(1));
      bytes[40] = bytes[40]! ^ 1;
      writeFileSync(file(1), bytes);
      rmSync(file(2));
      // Left behind by a process that is gone: its number is beyond any that a system gives.
      const host = hostname().replaceAll(/[^A-Za-z0-9]/g, '_');
      writeFileSync(`${file(3)}.${host}-99999999.tmp.0.${host}-99999999.tmp`, 'half');
      rmSync(join(folder, 'result.json'));
      expect(mergeStored(openBatchFolder(folder), true)).toEqual({ kind: 'missing', missing: [0, 1, 2] });
      expect(await verifyStored(batch.opened, batch.plan, 0, { workers: 1 })).toMatchObject({ broken: [0, 1, 2] });
      expect(await finish(batch)).toEqual({ kind: 'done', ran: 3, found: 1 });
      expect(treeOf(folder)).toEqual(whole);
    },
    60_000,
  );

  it('verifies what was kept, and tells numbers that are not those of the runs', async () => {
    const { opened, plan } = sketch;
    const record = join(opened.folder, 'blocks', 'block-00000002.json');
    const text = readFileSync(record, 'utf8');
    const { series } = JSON.parse(text) as { series: { digest: string } };
    writeFileSync(
      record,
      text.replace(
        series.digest,
        series.digest.replace(/^./, (one) => (one === '0' ? '1' : '0')),
      ),
    );
    const found = await verifyStored(opened, plan, null, { workers: 1 });
    writeFileSync(record, text);
    expect(found).toEqual({ broken: [], again: [0, 1, 2, 3], otherNumbers: [2], otherBytes: [] });
  });

  it('is another batch than one without, and follows from its manifest', async () => {
    await expect(words('full', sketch.opened.folder)).rejects.toThrow(/holds another batch/);
    const { manifest } = sketch.opened;
    const [quantity, ...others] = manifest.series!.quantities;
    const quantities = [{ ...quantity!, bins: 100 }, ...others];
    expect(() => planOf({ ...manifest, series: { ...manifest.series!, quantities } })).toThrow(/its series does not/);
  });

  it('begins where nothing but its empty folders were made', async () => {
    const folder = join(scratchFolder(), 'out');
    for (const name of ['blocks', 'series']) mkdirSync(join(folder, name), { recursive: true });
    expect((await words('sketch', folder)).opened.folder).toBe(folder);
  });
});

describe('what is to be kept', () => {
  it('is named by stock or member, and a name that is none gets the nearest', () => {
    const { series } = planSeries('sketch', ['all'], plain.plan);
    expect(series!.quantities.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['grievance', 'grievance[harju]', 'boats', 'trust']),
    );
    const { problems } = planSeries('full', ['trsut', 'skill'], plain.plan);
    expect(problems.map(({ message, notes }) => [message, notes[0]])).toEqual([
      ['unknown stock "trsut"', 'did you mean "trust"?'],
      ['unknown stock "skill"', expect.any(String)],
    ]);
  });

  it('has a range where it is counted in bins', () => {
    const [model] = plain.plan.models;
    const endless = { ...model!, stocks: model!.stocks.map((stock) => ({ ...stock, high: Number.POSITIVE_INFINITY })) };
    const plan = { models: [endless], arms: plain.plan.arms.filter((arm) => arm.model === 0) };
    const { series, problems } = planSeries('sketch', ['trust'], plan);
    expect(series).toBeNull();
    expect(problems[0]!.message).toMatch(/^stock "trust" has no ends, .* or take --series full$/);
    expect(planSeries('full', ['trust'], plan).series!.quantities[0]).toMatchObject({ low: 0, high: null });
  });
});
