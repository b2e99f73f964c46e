// A stored batch is damaged in every way that we know of and run again: it comes to the bytes of one that nobody touched.

import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderFault, openBatchFolder } from '../../../engine/batch/store/batch-folder.ts';
import { manifestText } from '../../../engine/batch/store/manifest.ts';
import { closeStored, mergeStored, runStored } from '../../../engine/batch/store/run-stored.ts';
import { planOf } from '../../../engine/batch/store/stored-plan.ts';
import { verifyStored } from '../../../engine/batch/store/verify-stored.ts';
import { type SmallBatch, smallBatch, treeOf } from './small-batch.ts';

const ALL = { index: 0, of: 1 };

function small(seed = 'small', folder?: string): Promise<SmallBatch> {
  return smallBatch('gamblers-ruin', { seed, worlds: 20, replications: 10 }, 25, folder);
}

async function finished(batch: SmallBatch) {
  const end = await runStored(batch.opened, batch.plan, ALL, { workers: 2 });
  closeStored(batch.opened, true);
  return end;
}

describe('a stored batch', () => {
  it('comes to the same bytes whatever was damaged, and runs only what was', async () => {
    const batch = await small();
    expect(await finished(batch)).toEqual({ kind: 'done', ran: 8, found: 0 });
    const { folder } = batch.opened;
    const whole = treeOf(folder);
    const blocks = join(folder, 'blocks');
    const file = (block: number, end: string): string => join(blocks, `block-0000000${block}.${end}`);
    truncateSync(file(0, 'parquet'), 100);
    const bytes = readFileSync(file(1, 'parquet'));
    bytes[200] = bytes[200]! ^ 1;
    writeFileSync(file(1, 'parquet'), bytes);
    truncateSync(file(2, 'json'), 60);
    rmSync(file(3, 'json'));
    rmSync(file(4, 'parquet'));
    appendFileSync(file(5, 'parquet'), 'x');
    // Left behind by a process that is gone: its number is beyond any that a system gives.
    writeFileSync(
      join(blocks, `block-00000006.parquet.${hostname().replaceAll(/[^A-Za-z0-9]/g, '_')}-99999999.tmp`),
      'half',
    );
    rmSync(join(folder, 'result.json'));
    const untouched = statSync(file(7, 'parquet')).ino;
    expect(mergeStored(openBatchFolder(folder), true)).toEqual({ kind: 'missing', missing: [0, 1, 2, 3, 4, 5] });
    expect(await finished(batch)).toEqual({ kind: 'done', ran: 6, found: 2 });
    expect(treeOf(folder)).toEqual(whole);
    expect(statSync(file(7, 'parquet')).ino).toBe(untouched);
  });

  it('is the same bytes in shards, in another order and from the manifest alone', async () => {
    const [one, other] = [await small(), await small()];
    await finished(one);
    const opened = openBatchFolder(other.opened.folder);
    for (const index of [2, 0, 1]) await runStored(opened, planOf(opened.manifest), { index, of: 3 }, { workers: 1 });
    closeStored(opened, true);
    expect(treeOf(opened.folder)).toEqual(treeOf(one.opened.folder));
  });

  it('verifies by running again, and tells rows that were exchanged together with their record', async () => {
    const batch = await small();
    await finished(batch);
    const { opened, plan } = batch;
    const whole = treeOf(opened.folder);
    expect(await verifyStored(opened, plan, 2, { workers: 1 })).toEqual({
      broken: [],
      again: [2, 6],
      otherNumbers: [],
      otherBytes: [],
    });
    const record = join(opened.folder, 'blocks', 'block-00000002.json');
    const text = readFileSync(record, 'utf8');
    writeFileSync(
      record,
      text.replace(/"digest": "./, (found) => `${found.slice(0, -1)}${found.endsWith('0') ? '1' : '0'}`),
    );
    truncateSync(join(opened.folder, 'blocks', 'block-00000005.parquet'), 10);
    expect(await verifyStored(opened, plan, null, { workers: 1 })).toMatchObject({ broken: [5], otherNumbers: [2] });
    writeFileSync(record, text);
    expect(Object.keys(treeOf(opened.folder))).toEqual(Object.keys(whole));
  });

  it('refuses blocks of another batch, and a manifest that was changed, and touches neither', async () => {
    const [one, other] = [await small(), await small('other')];
    await finished(one);
    await runStored(other.opened, other.plan, { index: 1, of: 4 }, { workers: 1 });
    const { folder } = one.opened;
    for (const name of readdirSync(join(other.opened.folder, 'blocks')))
      copyFileSync(join(other.opened.folder, 'blocks', name), join(folder, 'blocks', name));
    const mixed = treeOf(folder);
    await expect(finished(one)).rejects.toThrow(
      /blocks that are not of its manifest \(block-00000001\.json, block-00000005\.json\)/,
    );
    expect(treeOf(folder)).toEqual(mixed);

    const changed = { ...one.opened.manifest, runs: one.opened.manifest.runs + 1 };
    expect(() => planOf(changed)).toThrow(/was changed \(its runs do not follow from its question\)/);
    const [text, ...texts] = one.opened.manifest.texts;
    const edited = { ...one.opened.manifest, texts: [{ ...text!, lines: [...text!.lines, '# edited'] }, ...texts] };
    expect(() => planOf(edited)).toThrow(/its hash is not that of the texts/);
    expect(() => planOf({ ...one.opened.manifest, texts: [] })).toThrow(FolderFault);
    writeFileSync(join(folder, 'manifest.json'), manifestText(one.opened.manifest).slice(0, -20));
    expect(() => openBatchFolder(folder)).toThrow(/is no manifest of a batch/);
  });

  it('says in what another batch in the folder differs', async () => {
    const { opened } = await small();
    await expect(small('another', opened.folder)).rejects.toThrow(
      /holds another batch \(seed "small" there, "another" asked\): name another folder/,
    );
  });

  it('has a manifest that does not tell where it was made', async () => {
    const before = process.cwd();
    const here = await small();
    try {
      process.chdir('/');
      const there = await small();
      expect(manifestText(there.opened.manifest)).toBe(manifestText(here.opened.manifest));
    } finally {
      process.chdir(before);
    }
    const text = manifestText(here.opened.manifest);
    expect(JSON.parse(text)).toEqual(here.opened.manifest);
    for (const word of [hostname(), process.cwd(), here.opened.folder]) expect(text).not.toContain(word);
  });
});
