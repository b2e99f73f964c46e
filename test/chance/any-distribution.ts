// Sound distributions of every kind for property tests, parameters of every size that a scenario may use.
import fc from 'fast-check';
import type { Distribution } from '../../engine/chance/distribution.ts';

const place = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const size = fc.double({ min: -6, max: 6, noNaN: true }).map((power) => 10 ** power);
const shape = fc.double({ min: -1, max: 3, noNaN: true }).map((power) => 10 ** power);
const share = fc.double({ min: 0, max: 1, noNaN: true });

const range = fc.tuple(place, size).map(([low, width]) => ({ low, high: low + width }));
const moded = fc.tuple(range, share).map(([{ low, high }, part]) => {
  const mode = low + (high - low) * part;
  return { low, mode: mode > high ? high : mode, high };
});
const entries = fc
  .array(fc.tuple(place, fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 8 })
  .filter((list) => list.some(([, weight]) => weight > 0));

export const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  range.map((r): Distribution => ({ kind: 'uniform', ...r })),
  moded.map((m): Distribution => ({ kind: 'triangular', ...m })),
  moded.map((m): Distribution => ({ kind: 'pert', ...m })),
  fc.tuple(place, size).map(([mean, sd]): Distribution => ({ kind: 'normal', mean, sd })),
  fc
    .tuple(size, fc.double({ min: 0.01, max: 3, noNaN: true }))
    .map(([median, sigma]): Distribution => ({ kind: 'lognormal', median, sigma })),
  fc.tuple(range, shape, shape).map(([r, alpha, beta]): Distribution => ({ kind: 'beta', alpha, beta, ...r })),
  fc
    .tuple(place, size, fc.double({ min: -7, max: 7, noNaN: true }), fc.double({ min: 0, max: 6, noNaN: true }))
    .map(([mean, sd, from, width]): Distribution => {
      const low = mean + sd * from;
      return { kind: 'truncated-normal', mean, sd, low, high: low + sd * width };
    }),
  entries.map(
    (list): Distribution => ({
      kind: 'discrete',
      values: list.map(([value]) => value),
      weights: list.map(([, weight]) => weight),
    }),
  ),
);
