// Claims with known answers: verdicts, shares of worlds, drivers, and the same effects by another road.

import { describe, expect, test } from 'vitest';
import { difference } from '../../engine/analysis/difference.ts';
import { estimateShare } from '../../engine/analysis/estimate-share.ts';
import { sampleOf } from '../../engine/batch/batch-result.ts';
import { planBatch } from '../../engine/batch/plan-batch.ts';
import { runBatch } from '../../engine/batch/run-batch.ts';
import { lower } from '../../engine/model/lower.ts';
import { claimsCsv } from '../../engine/report/claims-csv.ts';
import { claimsTable } from '../../engine/report/claims-table.ts';
import { documentText } from '../../engine/report/document-text.ts';
import { testClaims } from '../../engine/report/test-claims.ts';
import { claimsScenario, QUESTION, rowOf, runSome, testSome } from './small-claims.ts';

const TWO = 'compare: [on, off]';

describe('the verdict', () => {
  test('holds only on one side of the uncertainty that turns it, at the place where it turns', async () => {
    const row = await rowOf(`${TWO}, expect: end_score higher`);
    expect(row).toMatchObject({ verdict: 'only if', onlyIf: 'x < 4' });
    const [condition] = row.conditions;
    expect(condition).toMatchObject({ overall: 'fails', text: 'end_score[on] > end_score[off]' });
    // The mean of 4 - x over 0..10 is -1; it is above 0 in four worlds of ten.
    expect(condition!.estimate).toBeCloseTo(-1, 1);
    expect(row.shares.holds.share).toBeCloseTo(0.4, 2);
    expect(row.shares.against.share).toBeCloseTo(0.6, 2);
    expect(condition!.split!.holding.low).toBeGreaterThan(0);
    expect(condition!.split!.opposite.high).toBeLessThan(0);
  });

  test('each variant has a row of its own', async () => {
    const { claims } = await testSome(
      `C: { says: x, kind: implied, ${TWO}, expect: end_score higher, under: [base, twisted] }`,
    );
    // Under the variant the effect is 2 + y.
    expect(claims[0]!.rows.map(({ variant, verdict }) => [variant, verdict])).toEqual([
      ['base', 'only if'],
      ['twisted', 'holds'],
    ]);
  });

  test.each([
    ['expect: end_score lower, where: { x: [6, 10] }', 'holds'],
    ['expect: end_score higher, where: { x: [6, 10] }', 'fails'],
    ['expect: end_score unchanged within 7, where: { x: [6, 10] }', 'holds'],
    ['expect: end_score unchanged within 1, where: { x: [6, 10] }', 'fails'],
    ['expect: end_score higher and rings lower, where: { x: [0, 3] }', 'fails'],
    ['expect: end_score higher and rings higher, where: { x: [0, 3] }', 'holds'],
    ['expect: end_score higher and never lower, where: { x: [0, 3] }', 'undecided'],
    ['expect: "end_score[on] > 2.5 and end_score[on] < 4", where: { x: [0, 3] }', 'only if'],
  ])('%s: %s', async (expectation, verdict) => {
    expect((await rowOf(`${TWO}, ${expectation}`)).verdict).toBe(verdict);
  });

  test('a region with fewer than 30 worlds decides nothing, and says so', async () => {
    const row = await rowOf(`${TWO}, expect: end_score higher, where: { x: [0, 0.5] }`);
    expect(row).toMatchObject({ verdict: 'undecided', worlds: 400, conditions: [] });
    expect(row.worldsInside).toBeLessThan(30);
    expect(row.reason).toContain(`only ${row.worldsInside} worlds`);
  });

  test('a share that never came is known to be rare, not to be 0', async () => {
    const row = await rowOf('arms: { a: { policy: on } }, expect: never < 0.02');
    const [condition] = row.conditions;
    expect(row.verdict).toBe('holds');
    expect(condition!.interval!.low).toBeLessThan(0.02);
    expect(condition!.interval!.high).toBe(0.02);
    const { verdict } = await rowOf('arms: { a: { policy: on } }, expect: never < 0.001');
    expect(verdict).toBe('undecided');
  });

  test('ties are no worlds in which it holds, unless equality was claimed', async () => {
    const strict = await rowOf(`${TWO}, expect: "never[on] > never[off]"`);
    expect([strict.shares.ties.share, strict.shares.holds.share]).toEqual([1, 0]);
    const orEqual = await rowOf(`${TWO}, expect: "never[on] >= never[off]"`);
    expect([orEqual.shares.ties.share, orEqual.shares.holds.share]).toEqual([0, 1]);
  });

  test('what is missing in one arm only leaves it undecided, and is counted', async () => {
    const row = await rowOf(`${TWO}, expect: first_ring lower`);
    expect(row.verdict).toBe('undecided');
    expect(row.conditions[0]!.partly).toBeGreaterThan(0);
    expect(row.conditions[0]!.note).toContain('give first(...) a value for never');
  });
});

describe('the same by another road', () => {
  test('with two arms the effect is the paired difference of a comparison, to the last bit', async () => {
    const outcomes = ['end_score', 'rang[latvia]', 'rings', 'never'];
    const claims = outcomes.map(
      (outcome, i) => `C${i}: { says: x, kind: implied, ${TWO}, expect: "${outcome} higher" }`,
    );
    const scenario = claimsScenario(claims.join('\n'));
    const { model } = lower(scenario);
    const { plan } = planBatch({ ...QUESTION, variants: ['base'], policies: ['off', 'on'], doctrines: ['none'] }, [
      model!,
    ]);
    const end = await runBatch(plan!, { workers: 1 });
    if (end.kind !== 'done') throw new Error('interrupted');
    const section = await testSome(claims.join('\n'));
    for (const [i, outcome] of outcomes.entries()) {
      const index = model!.outcomes.findIndex(({ name }) => name === outcome);
      const arm = (name: string) =>
        sampleOf(
          end.result,
          plan!.arms.findIndex(({ names }) => names.policy === name),
          index,
        );
      const { estimate, mcse, interval } = difference(arm('on'), arm('off'), model!.outcomes[index]!.kind);
      expect(section.claims[i]!.rows[0]!.conditions[0]).toMatchObject({ estimate, mcse, interval });
    }
  });

  test('one share against a number has the interval of the share itself', async () => {
    const run = await runSome(
      'C: { says: x, kind: implied, arms: { a: { policy: on } }, expect: "rang[latvia] < 0.5" }',
    );
    const share = estimateShare(run.sampleOf(0, 'rang[latvia]'));
    const row = await rowOf('arms: { a: { policy: on } }, expect: "rang[latvia] < 0.5"');
    expect(row.conditions[0]!.estimate).toBeCloseTo(0.5 - share.estimate!, 12);
    expect(row.conditions[0]!.interval!.low).toBeCloseTo(0.5 - share.interval!.high, 12);
    expect(row.conditions[0]!.interval!.high).toBeCloseTo(0.5 - share.interval!.low, 12);
  });

  test('holding an uncertainty in one arm changes no other draw', async () => {
    const arms = 'arms: { held: { policy: on, settings: { y: 0.5 } }, free: { policy: on } }';
    for (const design of ['sobol', 'lhs', 'mc'] as const) {
      const run = await runSome(
        `C: { says: x, kind: implied, ${arms}, expect: "end_score[held] + rings[held] > end_score[free] + rings[free]" }`,
        { design },
      );
      const [held, free] = run.plan.claims[0]!.rows[0]!.arms.map(({ arm }) => arm);
      for (const outcome of ['end_score', 'rings'])
        expect(run.sampleOf(held!, outcome).values).toEqual(run.sampleOf(free!, outcome).values);
    }
  });
});

describe('the plan', () => {
  test('runs every arm once, however many claims and names share it', async () => {
    const { arms } = await testSome(
      [
        `A: { says: x, kind: implied, ${TWO}, expect: rings lower }`,
        'B: { says: x, kind: implied, arms: { p: { policy: on }, q: { policy: on, settings: { base_chance: 0.1 } } }, expect: "rings[p] < rings[q]" }',
        'C: { says: x, kind: implied, arms: { p: { policy: on, settings: { base_chance: 0.1 } } }, expect: rings < 3 }',
      ].join('\n'),
    );
    expect(arms.map(({ policy, settings }) => [policy, settings])).toEqual([
      ['on', {}],
      ['off', {}],
      ['on', { base_chance: 0.1 }],
    ]);
  });

  test('in several batches the same comes out as in one', async () => {
    const claims = [0.01, 0.03, 0.05].map(
      (chance, i) =>
        `C${i}: { says: x, kind: implied, arms: { p: { settings: { base_chance: ${chance} } }, q: { policy: on } }, expect: "rings[p] < rings[q]" }`,
    );
    const options = { scenario: 'small', all: true };
    const [one, several] = [await runSome(claims.join('\n')), await runSome(claims.join('\n'), {}, 4000)];
    expect([one.digests.length, several.digests.length]).toEqual([1, 4]);
    expect(testClaims(several, options).claims).toEqual(testClaims(one, options).claims);
  });

  test('settings for all hold in every arm that does not say otherwise', async () => {
    const arms = 'arms: { a: {}, b: { settings: { base_chance: 0.02 } } }';
    const row = await rowOf(`${arms}, expect: "rings[a] < 0.5 and rings[b] > 0.1"`, {
      settings: [{ name: 'base_chance', value: 0 }],
    });
    // Without a chance no bell rings in any run.
    expect(row.conditions[0]!.estimate).toBe(0.5);
    expect(row.conditions[1]!.estimate).toBeGreaterThan(0);
  });
});

describe('the answer', () => {
  const claims = [
    'SF-1: { says: The dose lifts the score by a long sentence that has to be wrapped at eighty columns, kind: contested, compare: [on, off], expect: end_score higher, under: [base, twisted] }',
    'SF-2: { says: Bells ring more often, kind: assumed, source: judgement, arms: { high: { policy: on, settings: { base_chance: 0.1 } }, low: { policy: on } }, expect: "rings[high] > rings[low] and rang[latvia][high] - rang[latvia][low] within 0.4", where: { x: [0, 5] } }',
    'SF-3: { says: It never comes, kind: implied, arms: { off: { policy: off } }, expect: never < 0.02 }',
  ].join('\n');

  test.each([80, 120])('as a table of %d columns', async (width) => {
    const table = claimsTable(
      { format: 'greyzone.claims/1', version: '0', sections: [await testSome(claims)] },
      { width },
    );
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
    await expect(table).toMatchFileSnapshot(`golden/claims-${width}.txt`);
  });

  test('as JSON and CSV it is complete and the same every time', async () => {
    const report = async (workers: number) => {
      const section = await testSome(claims);
      return {
        format: 'greyzone.claims/1',
        version: '0',
        sections: [{ ...section, timing: { seconds: 0, workers, runs: 0 } }],
      } as const;
    };
    const [once, again] = [await report(1), await report(1)];
    expect(documentText(again)).toBe(documentText(once));
    expect(JSON.parse(documentText(once))).toEqual(once);
    // A row for each claim, variant and condition, and the names.
    expect(claimsCsv(once).trimEnd().split('\r\n')).toHaveLength(1 + 2 + 2 + 1);
  });
});
