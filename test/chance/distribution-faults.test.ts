// Every way to write a distribution wrong, and the sentence that says so.
import { describe, expect, test } from 'vitest';
import type { Distribution } from '../../engine/chance/distribution.ts';
import { distributionFaults } from '../../engine/chance/distribution-faults.ts';

const cases: [string, Distribution][] = [
  ['low 5 is above high 3', { kind: 'uniform', low: 5, high: 3 }],
  ['low 5 is above high 3', { kind: 'beta', alpha: 1, beta: 1, low: 5, high: 3 }],
  ['mode 4 is above high 3', { kind: 'triangular', low: 1, mode: 4, high: 3 }],
  ['mode 0 is below low 1', { kind: 'pert', low: 1, mode: 0, high: 3 }],
  ['sd 0 is not above 0', { kind: 'normal', mean: 0, sd: 0 }],
  ['sd -1 is not above 0', { kind: 'truncated-normal', mean: 0, sd: -1, low: 0, high: 1 }],
  ['median 0 is not above 0', { kind: 'lognormal', median: 0, sigma: 1 }],
  ['sigma -2 is not above 0', { kind: 'lognormal', median: 1, sigma: -2 }],
  ['alpha 0 is not between 0.01 and 1000000', { kind: 'beta', alpha: 0, beta: 1, low: 0, high: 1 }],
  ['beta 10000000 is not between 0.01 and 1000000', { kind: 'beta', alpha: 1, beta: 1e7, low: 0, high: 1 }],
  ['the range begins more than 8 sd above the mean 0', { kind: 'truncated-normal', mean: 0, sd: 1, low: 9, high: 10 }],
  ['the range ends more than 8 sd below the mean 0', { kind: 'truncated-normal', mean: 0, sd: 1, low: -10, high: -9 }],
  ['there are no values', { kind: 'discrete', values: [], weights: [] }],
  ['there are 2 values but 1 weights', { kind: 'discrete', values: [1, 2], weights: [1] }],
  ['weight -1 is negative', { kind: 'discrete', values: [1, 2], weights: [2, -1] }],
  ['the weights sum to 0', { kind: 'discrete', values: [1, 2], weights: [0, 0] }],
  ['mean is not a finite number', { kind: 'normal', mean: NaN, sd: 1 }],
  ['high is not a finite number', { kind: 'uniform', low: 0, high: Infinity }],
  ['weights has an entry that is not a finite number', { kind: 'discrete', values: [1], weights: [Infinity] }],
  ['it reaches values too large to calculate with', { kind: 'lognormal', median: 1, sigma: 100 }],
  ['it reaches values too large to calculate with', { kind: 'uniform', low: -1e308, high: 1e308 }],
  ['it reaches values too large to calculate with', { kind: 'discrete', values: [1, 2], weights: [1e308, 1e308] }],
];

describe('distributionFaults', () => {
  test.each(cases)('%s', (sentence, law) => {
    expect(distributionFaults(law)).toEqual([sentence]);
  });

  test('lists all faults of a stage, not the first', () => {
    expect(distributionFaults({ kind: 'triangular', low: 5, mode: 9, high: 3 })).toEqual([
      'low 5 is above high 3',
      'mode 9 is above high 3',
    ]);
    expect(distributionFaults({ kind: 'lognormal', median: -1, sigma: 0 })).toHaveLength(2);
  });
});
