// The lead of an arm over its best rival: the nearest one, turned by direction, and honest about what the batch can tell.

import { describe, expect, test } from 'vitest';
import { leadOf } from '../../engine/analysis/lead.ts';
import type { Sample } from '../../engine/analysis/sample.ts';

const worlds = 40;
const wave = Array.from({ length: worlds }, (_, i) => Math.sin(i));

/** The same futures for everyone: a shift, and a wobble of its own. */
function arm(name: string, shift: number, wobble = 0): { name: string; sample: Sample } {
  const values = Float64Array.from(wave, (value, i) => value + shift + wobble * Math.cos(3 * i));
  return { name, sample: { worlds, replications: 1, values } };
}

describe('lower is better', () => {
  test('the best of the others is the rival', () => {
    const lead = leadOf([arm('a', 0), arm('b', 0.5, 0.1), arm('c', 0.2, 0.1)], 'a', 'mean', 'lower', 0.95);
    expect(lead).toMatchObject({ rival: 'c', standing: 'ahead' });
    expect(lead.lead).toBeCloseTo(0.2, 1);
    expect(lead.interval!.low).toBeGreaterThan(0.1);
  });

  test('one better rival is enough to be behind', () => {
    const lead = leadOf([arm('a', 0), arm('b', 0.5, 0.1), arm('c', -0.2, 0.1)], 'a', 'mean', 'lower', 0.95);
    expect(lead).toMatchObject({ rival: 'c', standing: 'behind' });
    expect(lead.lead).toBeLessThan(0);
  });

  test('a twin leaves it open', () => {
    const lead = leadOf([arm('a', 0), arm('twin', 0), arm('c', 1, 0.1)], 'a', 'mean', 'lower', 0.95);
    expect(lead).toMatchObject({ rival: 'twin', lead: 0, standing: 'open' });
  });
});

test('higher is better turns the sign', () => {
  const arms = [arm('a', 0.3, 0.1), arm('b', 0)];
  const [up, down] = (['higher', 'lower'] as const).map((better) => leadOf(arms, 'a', 'mean', better, 0.95));
  expect(up!.standing).toBe('ahead');
  expect(down!.standing).toBe('behind');
  expect(up!.lead).toBe(-down!.lead!);
  expect(up!.interval).toEqual({ low: -down!.interval!.high, high: -down!.interval!.low });
});

test('nothing measured is no lead', () => {
  const empty = { name: 'b', sample: { worlds, replications: 1, values: new Float64Array(worlds).fill(Number.NaN) } };
  expect(leadOf([arm('a', 0), empty], 'a', 'mean', 'lower', 0.95)).toMatchObject({ rival: null, standing: 'open' });
});
