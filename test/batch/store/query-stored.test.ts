// Queries over a stored batch give what was stored, and can neither write nor read anything else.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportStored } from '../../../engine/batch/store/export-stored.ts';
import { openQuery, type QueryValue } from '../../../engine/batch/store/query-stored.ts';
import { runStored } from '../../../engine/batch/store/run-stored.ts';
import { openStored } from '../../../engine/batch/store/stored-result.ts';
import { type SmallBatch, scratchFolder, smallBatch, treeOf } from './small-batch.ts';

let batch: SmallBatch;
beforeAll(async () => {
  batch = await smallBatch('test/fixtures/every-word.yaml', { worlds: 6, replications: 2 }, 5);
  await runStored(batch.opened, batch.plan, { index: 0, of: 1 }, { workers: 1 });
});

async function ask(sql: string): Promise<readonly (readonly QueryValue[])[]> {
  const database = await openQuery(batch.opened);
  try {
    const { rows } = await database.ask(sql);
    const all: (readonly QueryValue[])[] = [];
    for await (const some of rows) all.push(...some);
    return all;
  } finally {
    database.close();
  }
}

describe('a query', () => {
  it('sees every run once, with the values of the columns', async () => {
    const stored = await openStored(batch.opened.folder);
    const { name, column } = batch.opened.manifest.columns.find(({ role }) => role === 'outcome')!;
    const values = await stored.column(name);
    stored.close();
    const rows = await ask(`SELECT policy, world, replication, "${column}" FROM runs`);
    expect(rows).toHaveLength(batch.plan.runs);
    for (const [policy, world, replication, value] of rows) {
      const arm = batch.plan.arms.findIndex(({ names }) => names.policy === policy);
      expect(value).toBe(values[arm * batch.plan.futures + Number(world) * 2 + Number(replication)]);
    }
    const uncertainties = batch.opened.manifest.columns.filter(({ role }) => role === 'uncertainty');
    expect(await ask('SELECT count(*) FROM uncertainties')).toEqual([[uncertainties.length]]);
    expect(await ask('SELECT count(*) FROM arms')).toEqual([[batch.plan.arms.length]]);
  });

  it('writes nothing, and reads nothing outside the batch', async () => {
    const outside = join(scratchFolder(), 'outside.csv');
    writeFileSync(outside, 'a,b\n1,2\n');
    const { folder } = batch.opened;
    const before = treeOf(folder);
    const refused: readonly (readonly [sql: string, why: RegExp])[] = [
      [`COPY runs TO '${join(folder, 'blocks', 'x.csv')}'`, /only read/],
      [`COPY runs TO '${outside}'`, /disabled by configuration|only read/],
      [`EXPLAIN ANALYZE COPY runs TO '${join(folder, 'blocks', 'x.csv')}'`, /only read/],
      [`SELECT * FROM read_csv('${outside}')`, /disabled by configuration/],
      [`SELECT * FROM '${outside}'`, /does not exist|disabled by configuration/],
      [`SELECT * FROM read_text('${join(folder, 'manifest.json')}')`, /disabled by configuration/],
      [`SELECT * FROM read_text('${join(folder, 'blocks')}/../manifest.json')`, /disabled by configuration/],
      [`SELECT * FROM glob('/*')`, /disabled by configuration/],
      [`ATTACH '${outside}.db'`, /only read|disabled by configuration/],
      ['SET enable_external_access = true', /only read/],
      ['SELECT 1; DROP VIEW runs', /expected one statement, got 2/],
      ['CREATE TABLE t (a INTEGER)', /only read/],
      ['DROP VIEW runs', /only read/],
      ['INSTALL httpfs', /only read/],
      ['SELECT nonsense FROM runs', /"nonsense" not found/],
      ['SELEC', /syntax error/],
    ];
    for (const [sql, why] of refused) await expect(ask(sql), sql).rejects.toThrow(why);
    expect(treeOf(folder)).toEqual(before);
    expect(readFileSync(outside, 'utf8')).toBe('a,b\n1,2\n');
  });
});

describe('an export', () => {
  it('has every row once, the same in CSV on stdout and in a file, and in Parquet', async () => {
    const folder = scratchFolder();
    const [csv, parquet] = [join(folder, 'runs.csv'), join(folder, 'runs.parquet')];
    const pieces: Uint8Array[] = [];
    const write = (bytes: Uint8Array): void => void pieces.push(bytes);
    expect(await exportStored(batch.opened, { format: 'csv', file: csv, write })).toBe(true);
    expect(pieces).toEqual([]);
    expect(await exportStored(batch.opened, { format: 'csv', file: null, write })).toBe(true);
    expect(await exportStored(batch.opened, { format: 'parquet', file: parquet, write })).toBe(true);
    const text = readFileSync(csv, 'utf8');
    expect(Buffer.concat(pieces).toString('utf8')).toBe(text);
    expect(text.trimEnd().split('\n')).toHaveLength(batch.plan.runs + 1);
    expect(text.startsWith('variant,policy,doctrine,world,replication,failed,')).toBe(true);
    expect(readFileSync(parquet).subarray(0, 4).toString()).toBe('PAR1');
    expect(Object.keys(treeOf(folder))).toEqual(['runs.csv', 'runs.parquet']);
  });

  it('leaves nothing where it cannot be written, and what was there before', async () => {
    const folder = scratchFolder();
    const file = join(folder, 'taken');
    writeFileSync(file, 'before');
    const stop = new AbortController();
    stop.abort();
    const options = { format: 'csv' as const, write: () => {} };
    expect(await exportStored(batch.opened, { ...options, file, signal: stop.signal })).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('before');
    const nowhere = { ...options, file: join(folder, 'no', 'such', 'file') };
    await expect(exportStored(batch.opened, nowhere)).rejects.toThrow(/cannot write/);
    expect(Object.keys(treeOf(folder))).toEqual(['taken']);
  });
});
