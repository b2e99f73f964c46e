// What a comparison says: the documented shape, honest counts, and commands that reproduce.

import { describe, expect, test } from 'vitest';
import { sampleOf } from '../../engine/batch/batch-result.ts';
import { compareCsv } from '../../engine/report/compare-csv.ts';
import { documentText } from '../../engine/report/document-text.ts';
import { tinyModel } from '../batch/tiny-model.ts';
import { compareSchema } from './compare-schema.ts';
import { overshooting, tinyComparison, tinyResult } from './tiny-comparison.ts';

const failing = [tinyModel(overshooting)];
const everyFailure = [tinyModel({ kind: 'uniform', low: 2.5, high: 3 })];

describe('the document', () => {
  test.each([
    ['plain', tinyComparison()],
    ['one run', tinyComparison({ worlds: 1, replications: 1 })],
    ['one policy', tinyComparison({ policies: ['none'] })],
    ['two doctrines', tinyComparison({ doctrines: ['cautious', 'bold'] })],
    ['some runs failed', tinyComparison({}, failing)],
    ['every run failed', tinyComparison({}, everyFailure)],
    ['settings', tinyComparison({ settings: [{ name: 'weight', value: 0.3 }] })],
  ])('has the shape greyzone.compare/1: %s', (_, comparison) => {
    expect(compareSchema.safeParse(JSON.parse(documentText(comparison))).error).toBeUndefined();
  });

  test('has one estimate for each arm and outcome, one difference for each but the baseline', () => {
    const { arms, estimates, differences, rankings } = tinyComparison({ doctrines: ['cautious', 'bold'] });
    expect(arms).toHaveLength(4);
    expect(estimates).toHaveLength(4 * 3);
    expect(differences.map(({ policy, doctrine }) => `${policy}/${doctrine}`)).toEqual([
      ...Array(3).fill('some/cautious'),
      ...Array(3).fill('some/bold'),
    ]);
    expect(rankings).toHaveLength(2 * 3);
  });

  test('its means are the plain means of the runs', () => {
    const result = tinyResult();
    const row = tinyComparison().estimates.find(({ arm, outcome }) => arm === 1 && outcome === 'ever_rang');
    const values = [...sampleOf(result, 1, 1).values];
    expect(row?.estimate).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 12);
    expect(row?.n).toBe(128);
  });

  test('tells failed runs from missing values', () => {
    const { arms, estimates, failures } = tinyComparison({}, failing);
    const [arm] = arms;
    const fear = estimates.find(({ arm: index, outcome }) => index === 0 && outcome === 'fear_at_end')!;
    const first = estimates.find(({ arm: index, outcome }) => index === 0 && outcome === 'first_ring')!;
    expect(arm!.failed).toBeGreaterThan(0);
    expect(fear.missing).toBe(arm!.failed);
    expect(first.missing).toBeGreaterThanOrEqual(fear.missing);
    expect(failures.filter((run) => run.arm === 0)).toHaveLength(arm!.failed);
  });

  test('a failure says where it was, counted from 1, and how to see it again', () => {
    const { failures } = tinyComparison({ settings: [{ name: 'x', value: 1 }] }, failing);
    expect(failures[0]).toMatchObject({ reason: 'chance out of range', turn: 1, phase: 'all', element: 'alarm.quiet' });
    expect(failures[0]!.reproduce).toMatch(
      /^greyzone run tiny --policy none --doctrine cautious --variant base --seed 'a seed' --design sobol --worlds 32 --set x=1 --world \d+ --replication \d$/,
    );
  });

  test('the command that reproduces names everything, and all policies as all', () => {
    const tail =
      "--doctrines cautious --variants base --baseline none --seed 'a seed' --design sobol --worlds 32 --replications 4";
    expect(tinyComparison().reproduce).toBe(`greyzone compare tiny --policies all ${tail}`);
    expect(tinyComparison({ policies: ['some', 'none'] }).reproduce).toContain('--policies some,none');
    expect(tinyComparison({ seed: "it's" }).reproduce).toContain(`--seed 'it'\\''s'`);
  });
});

describe('the CSV', () => {
  test('has one row for each arm and outcome and as many fields in each', () => {
    const lines = compareCsv(tinyComparison()).split('\r\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(1 + 2 * 3);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });

  test('quotes what RFC 4180 wants quoted, and defuses formulas', () => {
    const comparison = tinyComparison({ policies: ['none'] });
    const label = 'Fear, at "the" end\nof it';
    const outcomes = comparison.outcomes.map((outcome, i) => ({ ...outcome, label: i === 0 ? label : '=1+1' }));
    const text = compareCsv({ ...comparison, outcomes });
    expect(text).toContain('"Fear, at ""the"" end\nof it"');
    expect(text).toContain(",'=1+1,");
  });
});
