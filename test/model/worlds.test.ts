// Worlds: the values of the uncertainties, a function of seed, design and number, and of nothing else.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { support } from '../../engine/chance/distribution.ts';
import { createWorlds, type WorldsRequest } from '../../engine/model/worlds.ts';
import { DESIGN_KINDS } from '../../engine/vocabulary.ts';
import { modelOf } from './small-model.ts';

const UNCERTAIN = `
uncertainties:
  skill: { triangular: [0.2, 0.5, 0.8], why: x }
  drift: { normal: [0, 0.05], within: [-0.1, 0.1], why: x }
  reach: { each: country, beta: [2, 5], why: x }
  mood: { discrete: { 0: 1, 1: 1, 5: 1 }, why: x }
`;

function drawn(
  request: Partial<WorldsRequest> = {},
  settings: Readonly<Record<string, number>> = {},
  sections = UNCERTAIN,
) {
  const model = modelOf(sections, { settings: new Map(Object.entries(settings)) });
  const worldOf = createWorlds(model, { seed: 'demo', design: 'sobol', worlds: 64, ...request });
  return { model, world: (world: number) => [...worldOf(world)] };
}

describe('worlds', () => {
  test.each(DESIGN_KINDS)('under %s are the same whoever asks, in whatever order', (design) => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.nat({ max: 63 }), { minLength: 1, maxLength: 5 }), (seed, worlds) => {
        const [one, other] = [drawn({ design, seed }), drawn({ design, seed })];
        const forward = worlds.map(one.world);
        const backward = [...worlds].reverse().map(other.world).reverse();
        expect(backward).toEqual(forward);
      }),
      { numRuns: 25 },
    );
  });

  test.each(DESIGN_KINDS)('under %s stay inside the declared ranges and differ', (design) => {
    const { model, world } = drawn({ design });
    const all = Array.from({ length: 64 }, (_, i) => world(i));
    for (const [i, { distribution }] of model.parameters.entries()) {
      const [low, high] = support(distribution);
      const values = all.map((one) => one[i] ?? Number.NaN);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low);
      expect(Math.max(...values)).toBeLessThanOrEqual(high);
      expect(new Set(values).size).toBeGreaterThan(distribution.kind === 'discrete' ? 2 : 60);
    }
    expect(all.map((one) => one[2])).not.toEqual(all.map((one) => one[3]));
  });

  test('change with the seed and the design', () => {
    expect(drawn({ seed: 'a' }).world(3)).not.toEqual(drawn({ seed: 'b' }).world(3));
    expect(drawn({ design: 'mc' }).world(3)).not.toEqual(drawn({ design: 'sobol' }).world(3));
  });

  test('hold what is set, and go on drawing the rest as before', () => {
    const settings = { skill: 0.123, 'reach[latvia]': 0.9 };
    for (const design of ['mc', 'lhs'] as const) {
      const [free, set] = [drawn({ design }), drawn({ design }, settings)];
      for (const i of [0, 5, 63]) {
        const [skill, drift, reachOfEstonia, , mood] = free.world(i);
        expect(skill).not.toBe(0.123);
        expect(set.world(i)).toEqual([0.123, drift, reachOfEstonia, 0.9, mood]);
      }
    }
    expect(drawn({}, { reach: 0.5 }).world(1).slice(2, 4)).toEqual([0.5, 0.5]);
    expect(drawn({}, { skill: 0, drift: 0, reach: 0, mood: 0 }).world(9)).toEqual([0, 0, 0, 0, 0]);
  });

  test('without uncertainties are empty', () => {
    expect(drawn({}, {}, '').world(0)).toEqual([]);
  });

  test('are drawn by name: another uncertainty changes none of those there are', () => {
    const more = UNCERTAIN.replace('uncertainties:\n', 'uncertainties:\n  extra: { uniform: [0, 1], why: x }\n');
    for (const design of ['mc', 'lhs'] as const)
      expect(drawn({ design }, {}, more).world(7).slice(1)).toEqual(drawn({ design }).world(7));
  });
});
