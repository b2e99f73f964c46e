import { expect, test } from 'vitest';
import { addToMoments, type Moments, NO_MOMENTS } from '../../engine/analysis/confidence-sequence.ts';
import { correctSelection } from '../../engine/analysis/correct-selection.ts';

const moments = (mean: number, error: number, n = 400): Moments => ({ n, mean, variance: error * error * n, skew: 0 });

test('one other: the normal chance that its difference has the sign that was seen', () => {
  expect(correctSelection([moments(1.959963984540054, 1)])).toBeCloseTo(0.975, 10);
  expect(correctSelection([moments(-0.2, 0.1)])).toBeCloseTo(0.9772498680518208, 10);
  expect(correctSelection([moments(0, 1)])).toBeCloseTo(0.5, 12);
});

test('several others: their doubts add up, and it is never below 0', () => {
  expect(correctSelection([moments(2, 1), moments(3, 1)])).toBeCloseTo(
    1 - 0.02275013194817921 - 0.0013498980316300933,
    10,
  );
  expect(correctSelection([moments(0, 1), moments(0, 1), moments(0.1, 1)])).toBe(0);
});

test('says nothing while a difference has shown too few events', () => {
  const rare = addToMoments(
    NO_MOMENTS,
    Array.from({ length: 400 }, (_, i) => (i % 100 === 0 ? 1 : 0)),
  );
  expect(correctSelection([moments(1, 0.1), rare])).toBeNull();
  expect(correctSelection([moments(1, 0.1), NO_MOMENTS])).toBeNull();
});
