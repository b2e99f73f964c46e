import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Criterion, paretoFront } from '../../engine/analysis/pareto-front.ts';
import type { Better } from '../../engine/analysis/ranking.ts';
import { seededPoints } from './seeded-points.ts';
import { seededStream } from './seeded-stream.ts';

const points = seededPoints(2);

function criterion(name: string, better: Better, rows: readonly (readonly number[])[]): Criterion {
  const policies = rows.map((_, i) => `P${i + 1}`);
  return { name, measured: { policies, values: rows.map((row) => Float64Array.from(row)), better } };
}

/** The same value in each of three worlds. */
const flat = (values: readonly number[]): number[][] => values.map((value) => [value, value, value]);

describe('the front', () => {
  test('known by hand: cheap, good, and the one between; the dear and bad one is dominated by two', () => {
    const found = paretoFront(
      [criterion('cost', 'lower', flat([1, 5, 3, 6])), criterion('help', 'higher', flat([10, 90, 50, 40]))],
      points,
      50,
    );
    expect(found.map(({ onFront }) => onFront)).toEqual([true, true, true, false]);
    expect(found[3]).toMatchObject({
      dominatedBy: ['P2', 'P3'],
      means: [6, 40],
      mcses: [null, null],
      share: 0,
      standing: 'surely not',
    });
    expect(found[0]).toMatchObject({ dominatedBy: [], means: [1, 10], share: 1, standing: 'surely' });
  });

  test('twins stay both on the front; equal on one criterion and worse on the other does not', () => {
    const found = paretoFront(
      [criterion('a', 'higher', flat([1, 1, 1])), criterion('b', 'higher', flat([2, 2, 1]))],
      points,
      20,
    );
    expect(found.map(({ standing }) => standing)).toEqual(['surely', 'surely', 'surely not']);
  });

  test('one criterion: the front is the best mean', () => {
    const found = paretoFront(
      [
        criterion('a', 'lower', [
          [1, 3],
          [2, 5],
        ]),
      ],
      points,
      20,
    );
    expect(found.map(({ onFront }) => onFront)).toEqual([true, false]);
    expect(found.map(({ means, mcses }) => [means[0], mcses[0]])).toEqual([
      [2, 1],
      [3.5, 1.5],
    ]);
  });

  test('a difference that is all noise leaves both in doubt, one that is paired away does not', () => {
    const chance = seededStream(4);
    const base = Array.from({ length: 80 }, () => 5 * chance.normal());
    const noisy = base.map(() => 5 * chance.normal());
    const paired = base.map((value) => value + 0.2 + 0.1 * chance.normal());
    const doubt = paretoFront([criterion('a', 'lower', [base, noisy])], points, 400);
    expect(doubt.map(({ standing }) => standing)).toEqual(['maybe', 'maybe']);
    expect(doubt[0]!.share + doubt[1]!.share).toBeCloseTo(1, 12);
    const sure = paretoFront([criterion('a', 'lower', [base, paired])], points, 400);
    expect(sure.map(({ standing }) => standing)).toEqual(['surely', 'surely not']);
  });

  test('criteria of other policies or worlds are a fault', () => {
    expect(() => paretoFront([], points)).toThrow(RangeError);
    expect(() => paretoFront([criterion('a', 'lower', [[1]]), criterion('b', 'lower', [[1, 2]])], points)).toThrow(
      RangeError,
    );
    expect(() => paretoFront([criterion('a', 'lower', [[1]]), criterion('b', 'lower', [[1], [2]])], points)).toThrow(
      RangeError,
    );
  });
});

describe('laws', () => {
  const rows = fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 4, maxLength: 4 }), {
    minLength: 3,
    maxLength: 3,
  });

  test('somebody is on the front; whoever is not is dominated by somebody who is; turning a criterion changes nothing', () => {
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const found = paretoFront([criterion('a', 'higher', a), criterion('b', 'lower', b)], points, 10);
        const front = found.filter(({ onFront }) => onFront).map(({ policy }) => policy);
        expect(front.length).toBeGreaterThan(0);
        for (const { onFront, dominatedBy } of found)
          expect(onFront || dominatedBy.some((name) => front.includes(name))).toBe(true);
        const negated = a.map((row) => row.map((value) => -value));
        const turned = paretoFront([criterion('a', 'lower', negated), criterion('b', 'lower', b)], points, 10);
        expect(turned.map(({ dominatedBy, share }) => [dominatedBy, share])).toEqual(
          found.map(({ dominatedBy, share }) => [dominatedBy, share]),
        );
      }),
    );
  });
});
