// Random models: the kernel says what the reference says, in every bit and every turn, or fails the run for the same reason.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyModel } from './any-model.ts';
import { allArms, difference } from './compare.ts';

/** Milliseconds after which a hunt for the smallest failing model is given up. */
const LIMIT = 50_000;

test('agrees with the reference on random models, all arms at once', () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      expect(difference(model, { worlds: 2, replications: 2 })).toBeNull();
    }),
    { numRuns: 200, interruptAfterTimeLimit: LIMIT },
  );
});

test('agrees on one arm with its levers folded, and with everything kept', () => {
  fc.assert(
    fc.property(anyModel, (model) => {
      const arms = allArms(model).slice(-1);
      expect(difference(model, { arms, worlds: 1, replications: 2 })).toBeNull();
      expect(difference(model, { arms, worlds: 1, options: { keepAll: true, thresholds: true } })).toBeNull();
    }),
    { numRuns: 100, interruptAfterTimeLimit: LIMIT },
  );
});
