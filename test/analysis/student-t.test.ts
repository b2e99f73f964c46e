import { describe, expect, test } from 'vitest';
import { fisherFQuantile } from '../../engine/analysis/fisher-f.ts';
import { studentTQuantile, studentTUpperTail } from '../../engine/analysis/student-t.ts';

describe("Student's t", () => {
  // Printed tables (Fisher and Yates; Abramowitz and Stegun, table 26.10): df, then P = 0.90, 0.95, 0.975, 0.99, 0.995.
  const table = [
    [1, 3.078, 6.314, 12.706, 31.821, 63.657],
    [2, 1.886, 2.92, 4.303, 6.965, 9.925],
    [3, 1.638, 2.353, 3.182, 4.541, 5.841],
    [5, 1.476, 2.015, 2.571, 3.365, 4.032],
    [10, 1.372, 1.812, 2.228, 2.764, 3.169],
    [20, 1.325, 1.725, 2.086, 2.528, 2.845],
    [30, 1.31, 1.697, 2.042, 2.457, 2.75],
    [60, 1.296, 1.671, 2.0, 2.39, 2.66],
    [120, 1.289, 1.658, 1.98, 2.358, 2.617],
    [1e6, 1.282, 1.645, 1.96, 2.326, 2.576],
  ] as const;

  test.each(table)('df %d agrees with the printed table', (df, ...quantiles) => {
    [0.9, 0.95, 0.975, 0.99, 0.995].forEach((probability, i) => {
      expect(studentTQuantile(probability, df).toFixed(3)).toBe(quantiles[i]!.toFixed(3));
      expect(studentTQuantile(1 - probability, df).toFixed(3)).toBe((-quantiles[i]!).toFixed(3));
    });
  });

  test('df 1 is the Cauchy distribution and df 2 has a closed form, far into the tail', () => {
    for (const probability of [0.6, 0.975, 0.9999, 1 - 1e-9]) {
      const p = 2 * probability - 1;
      expect(studentTQuantile(probability, 1) / Math.tan((Math.PI * p) / 2)).toBeCloseTo(1, 6);
      expect(studentTQuantile(probability, 2) / (p * Math.sqrt(2 / (1 - p * p)))).toBeCloseTo(1, 6);
    }
  });

  test('tail and quantile undo each other; the median is 0; nonsense is NaN', () => {
    for (const df of [1, 4.5, 29, 999]) expect(studentTUpperTail(studentTQuantile(0.97, df), df)).toBeCloseTo(0.03, 10);
    expect(studentTQuantile(0.5, 7)).toBe(0);
    for (const [probability, df] of [
      [0, 5],
      [1, 5],
      [0.9, 0],
      [0.9, -1],
      [Number.NaN, 5],
    ] as const)
      expect(studentTQuantile(probability, df)).toBeNaN();
  });
});

describe("Fisher's F", () => {
  // Printed table of the upper 2.5 % points: df1, df2, F.
  test.each([
    [1, 1, 647.789],
    [2, 10, 5.456],
    [5, 18, 3.382],
    [10, 20, 2.774],
    [20, 60, 1.944],
  ])('upper 2.5 %% point of F(%d, %d)', (df1, df2, printed) => {
    expect(fisherFQuantile(0.975, df1, df2).toFixed(3)).toBe(printed.toFixed(3));
    expect(fisherFQuantile(0.025, df2, df1)).toBeCloseTo(1 / fisherFQuantile(0.975, df1, df2), 8);
  });

  test('with one numerator degree of freedom it is the square of t', () => {
    expect(fisherFQuantile(0.95, 1, 12)).toBeCloseTo(studentTQuantile(0.975, 12) ** 2, 7);
    expect(fisherFQuantile(0.95, 0, 12)).toBeNaN();
  });
});
