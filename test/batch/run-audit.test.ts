// The audit of a scenario whose ranking turns at values worked out by hand: each must be found, inside its interval, by every engine.

import { describe, expect, test } from 'vitest';
import { runAudit } from '../../engine/batch/run-audit.ts';
import type { Audit, AuditRow } from '../../engine/report/audit.ts';
import { auditCsv } from '../../engine/report/audit-csv.ts';
import { auditText } from '../../engine/report/audit-text.ts';
import type { EngineName } from '../../engine/vocabulary.ts';
import { plannedAudit, tinyAudit } from './tiny-audit.ts';

function rowOf({ numbers }: Audit, name: string): AuditRow {
  const found = numbers.find((row) => row.name === name);
  if (found === undefined) throw new Error(`no row ${name}`);
  return found;
}

describe('the guard', async () => {
  // The mean of the discrete storms, 0.1, comes on top while they are not under audit.
  const audit = await tinyAudit();

  test('is recommended, by the lead that the closed form gives', () => {
    expect(audit.recommended).toMatchObject({ policy: 'with', rival: 'without', standing: 'ahead' });
    expect(audit.recommended!.lead! - (0.55 - 0.2 - 0.1 - 0.05 - 0.1)).toBeLessThan(0.06);
    expect(audit.confidence).toEqual({ perNumber: 0.95, comparison: 1 - 0.05 / 5 });
  });

  test.each([
    ['danger', 0.45, 'below'],
    ['price', 0.3, 'above'],
    ['burden', 0.2, 'above'],
  ] as const)('%s turns the ranking at %f', (name, value, lost) => {
    const row = rowOf(audit, name);
    expect(row).toMatchObject({ verdict: 'flips' });
    expect(row.flips).toHaveLength(1);
    const [flip] = row.flips;
    expect(flip).toMatchObject({ to: 'without', lost, clear: true });
    expect(flip!.interval.low).toBeLessThanOrEqual(value);
    expect(flip!.interval.high).toBeGreaterThanOrEqual(value);
    expect(Math.abs(flip!.value - value)).toBeLessThan(0.06);
    expect(flip!.interval.high - flip!.interval.low).toBeLessThan(0.5 * (row.range.high - row.range.low));
  });

  test('a number with a few possible values is looked at in these alone', () => {
    const storms = rowOf(audit, 'storms');
    expect(storms.points.map(({ value }) => value)).toEqual([0, 1]);
    expect(storms.verdict).toBe('flips');
  });

  test('the same outcome turned round tells the same', async () => {
    const turned = await tinyAudit({ outcome: 'harm_turned', numbers: ['price'] });
    const { verdict, flips } = rowOf(audit, 'price');
    expect(turned.numbers[0]).toMatchObject({ name: 'price', verdict, flips });
  });

  test('what counts for nothing changes nothing', () => {
    const idle = rowOf(audit, 'idle');
    expect(idle).toMatchObject({ verdict: 'holds', flips: [] });
    expect(new Set(idle.points.map(({ lead }) => lead))).toEqual(new Set([audit.recommended!.lead]));
  });

  test('numbers with a better grade are not asked about', () => {
    expect(audit.numbers.map(({ name }) => name).sort()).toEqual(['burden', 'danger', 'idle', 'price', 'storms']);
  });

  test('a fact at its declared value leads as the recommendation does', () => {
    const point = rowOf(audit, 'price').points.find(({ value }) => value === 0.2);
    expect(point!.lead).toBe(audit.recommended!.lead);
  });

  test('the most fragile come first', () => {
    expect(audit.numbers.at(-1)!.name).toBe('idle');
    const distance = ({ flips, base, range }: AuditRow) => Math.abs(flips[0]!.value - base) / (range.high - range.low);
    const flips = audit.numbers.filter(({ verdict }) => verdict === 'flips').map(distance);
    expect(flips).toEqual([...flips].sort((a, b) => a - b));
  });

  test.each([60, 80, 160])('is told within %i columns', (width) => {
    const text = auditText(audit, { width });
    const prose = text.slice(0, text.indexOf('Again:'));
    expect(Math.max(...prose.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /The recommendation is with, ahead of without by 0\.\d+\. It flips with 4 of 5 numbers moved alone; it holds over the whole range of 1\./,
    );
    expect(text).toMatch(/above 0\.\d+ \(0\.\d+ to 0\.\d+\): without/);
  });

  test('as CSV has a row for each flip, and one for what does not flip', () => {
    const lines = auditCsv(audit).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 5);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });
});

test('a tie is told as one', async () => {
  const audit = await tinyAudit({ outcome: 'harm', question: { worlds: 4 }, numbers: ['known'] });
  expect(audit.recommended!.standing).toBe('open');
  expect(audit.numbers[0]).toMatchObject({ name: 'known', grade: 'good', openEverywhere: true });
  expect(audit.numbers[0]!.verdict).not.toBe('flips');
  expect(auditText(audit, { width: 80 })).toContain('cannot tell them');
});

test('every engine and any number of workers finds the same', async () => {
  const found = async (engine: EngineName, workers: number) => {
    const audit = await tinyAudit({
      question: { engine, worlds: 24, seed: 'other' },
      numbers: ['price', 'danger'],
      workers,
    });
    return { ...audit, engine: null };
  };
  const first = await found('reference', 1);
  expect(await found('kernel-js', 2)).toEqual(first);
  expect(await found('kernel-wasm', 1)).toEqual(first);
});

test('an abort keeps nothing', async () => {
  const stop = new AbortController();
  const end = await runAudit(plannedAudit(), { workers: 1, signal: stop.signal, onProgress: () => stop.abort() });
  expect(end.kind).toBe('interrupted');
});
