// Can chances leave their range? Proven, refuted with an example, or honestly not known.

import { describe, expect, test } from 'vitest';
import { type BoundedChance, boundChances } from '../../engine/model/chance-bounds.ts';
import { modelOf } from './small-model.ts';

const LEAVES = `
uncertainties: { share: { uniform: [0, 1], why: x }, wide: { uniform: [-1, 2], why: x }, pick: { discrete: { 0: 1, 2: 1 }, why: x } }
facts: { third: { value: 0.3, why: x } }
stocks: { mood: { start: 0, range: [0, 1] }, boats: { integer: true, start: 0, range: [0, 50] }, fear: { each: country, start: 0, range: [0, 1] } }
levers: { force: { seat: nato, levels: { none: 0, some: 0.5, full: 0.9 }, why: x } }
seats: { nato: { budget: 3 }, russia: R, estonia: E, latvia: L }
`;

function bounds(sections: string, settings: Readonly<Record<string, number>> = {}): BoundedChance[] {
  return boundChances(modelOf(`${LEAVES}${sections}`, { settings: new Map(Object.entries(settings)) }));
}

function verdictOf(chance: string, when?: string) {
  const [first] = bounds(
    `incidents: { riot: { phase: first, chance: "${chance}", why: x${when === undefined ? '' : `, when: "${when}"`} } }`,
  );
  return first?.verdict;
}

function machine(states: string): BoundedChance[] {
  return bounds(`machines:\n  m:\n    phase: first\n    initial: a\n    why: x\n    states:\n${states}`);
}

describe('a chance', () => {
  test.each([
    ['share'],
    ['share * mood'],
    ['0.5 * share + 0.5 * mood'],
    ['clamp(wide, 0, 1)'],
    ['max(0, min(1, 3 * wide))'],
    ['1 * logistic(10 * wide)'],
    ['share ^ 2'],
    ['exp(-share)'],
    ['if(share > 0.5, 1, share)'],
    ['0.5 + (mood - 0.5)'],
    // Needs the box to be halved: mood and its square move together.
    ['4 * mood * (1 - mood) / 2'],
    ['force'],
    ['0.5 * pick'],
    ['happened(strike) * 1'],
    ['0.1 * min(10, count(strike))'],
    ['turn / horizon'],
    ['1 / month'],
    ['min(1, max(0, funds(nato)))'],
    ['1'],
    ['0'],
  ])('%s is proven', (chance) => {
    const found = bounds(
      `incidents: { riot: { phase: first, chance: "${chance}", why: x }, strike: { phase: first, chance: 0.5, why: x } }`,
    );
    expect(found.find(({ element }) => element === 'riot')?.verdict).toEqual({ kind: 'proven' });
  });

  test.each<[string, number, Record<string, string>]>([
    ['wide', 2, { wide: '2' }],
    ['0.5 + force', 1.4, { force: 'full' }],
    ['-third', -0.3, {}],
    ['1.5', 1.5, {}],
    ['pick', 2, { pick: '2' }],
    ['boats / 10', 5, { boats: '50' }],
    ['turn - 2', 4, { turn: '6' }],
  ])('%s is refuted', (chance, value, example) => {
    const verdict = verdictOf(chance);
    expect(verdict).toMatchObject({ kind: 'refuted', value });
    expect(
      verdict?.kind === 'refuted' && Object.fromEntries(verdict.example.map((part) => [part.name, part.value])),
    ).toEqual(example);
  });

  test.each([
    ['min(1, sqrt(wide))', 'the root of a negative number'],
    ['clamp(log(wide), 0, 1)', 'the logarithm of a negative number'],
    ['share / (share + mood)', 'zero by zero'],
  ])('%s is not known to be safe (%s)', (chance) => {
    expect(verdictOf(chance)?.kind).not.toBe('proven');
  });

  test('is asked about only where its condition can hold', () => {
    expect(verdictOf('wide', 'wide > 0 and wide < 1')).toEqual({ kind: 'proven' });
    expect(verdictOf('2', '1 > 2')).toEqual({ kind: 'proven' });
    expect(verdictOf('2 * share', 'share < 0.5')).toEqual({ kind: 'proven' });
    expect(verdictOf('2 * share', 'share < 0.6')).toMatchObject({ kind: 'refuted' });
    expect(verdictOf('force + 0.5', 'not at(force, full)')).toEqual({ kind: 'proven' });
    expect(verdictOf('turn / 3', 'month == 11 or year == 2014')).toEqual({ kind: 'proven' });
  });

  test('is refuted only with what is possible', () => {
    // Between whole numbers boats * (boats - 1) is negative; between 0 and 2 there is no pick; January is turn 3.
    expect(verdictOf('boats * (boats - 1) / 2450')).toEqual({ kind: 'proven' });
    expect(verdictOf('pick * (2 - pick) - 0.5 * pick * (pick - 2)')).toEqual({ kind: 'proven' });
    expect(verdictOf('2', 'month == 1 and turn != 3')).toEqual({ kind: 'proven' });
    expect(verdictOf('0.6 + 0.6 * (funds(nato) > 3 and funds(nato) < 3)')?.kind).not.toBe('refuted');
    // The root of a negative number is above nothing.
    expect(verdictOf('2', 'sqrt(wide) > 5')?.kind).not.toBe('refuted');
    expect(verdictOf('0.6 + 0.6 * (sqrt(wide) > 5)')?.kind).not.toBe('refuted');
  });

  test('that is exactly a logistic needs no proof', () => {
    expect(bounds('incidents: { riot: { phase: first, chance: logistic(100 * wide), why: x } }')).toEqual([]);
  });

  test('holds for every member, and the first that fails speaks', () => {
    const found = bounds(
      'incidents: { riot: { each: country, phase: first, chance: "fear + 0.5 * (country == latvia)", why: x } }',
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.verdict).toMatchObject({
      kind: 'refuted',
      value: 1.5,
      example: [{ name: 'fear[latvia]', value: '1' }],
    });
  });

  test('of a number that is set is asked with that number', () => {
    const riot = 'incidents: { riot: { phase: first, chance: wide, why: x } }';
    expect(bounds(riot, { wide: 0.5 })[0]?.verdict).toEqual({ kind: 'proven' });
    expect(bounds(riot, { wide: 1.5 })[0]?.verdict).toMatchObject({ kind: 'refuted', value: 1.5 });
  });

  test('is given up after a bounded effort, honestly', () => {
    const terms = Array.from({ length: 40 }, (_, i) => `mood ^ ${i + 1} * (1 - fear[latvia]) ^ ${i + 2}`).join(' - ');
    expect(verdictOf(`0.5 + 0.0001 * (${terms}) + (mood - mood * 1) * wide * 1000`)?.kind).toBe('unbounded');
  });
});

describe('a rate', () => {
  const rate = (text: string) => bounds(`incidents: { riot: { phase: first, rate: "${text}", why: x } }`)[0];

  test('lies in 0..64', () => {
    expect(rate('64 * share')).toMatchObject({ what: 'rate', verdict: { kind: 'proven' } });
    expect(rate('60 + 10 * share')?.verdict).toMatchObject({ kind: 'refuted', value: 70 });
    expect(rate('wide')?.verdict).toMatchObject({ kind: 'refuted', value: -1 });
  });
});

describe('the chances of a state', () => {
  test('sum to at most 1', () => {
    const found = machine(`
      a: [{ to: b, chance: 0.5 * share }, { to: c, chance: 0.5 }]
      b: [{ to: a, chance: 0.7 }, { to: c, chance: 0.4 }]
      c: [{ to: a, chance: wide }, { to: b, after: 1 }]
`);
    expect(found.map(({ state, what, verdict }) => [state, what, verdict.kind])).toEqual([
      ['a', 'sum', 'proven'],
      ['b', 'sum', 'refuted'],
      ['c', 'sum', 'refuted'],
    ]);
  });

  test('may each be 1 when their conditions exclude each other', () => {
    const found = machine(`
      a: [{ to: b, when: mood > 0.5, chance: 1 }, { to: c, when: mood <= 0.5, chance: share }]
      b: [{ to: a, when: "at(force, none)", chance: 0.8 }, { to: c, when: "at(force, full)", chance: 0.8 }, { to: c, chance: 0.2 }]
      c: [{ to: a, when: mood > 0.4, chance: 0.8 }, { to: b, when: mood < 0.6, chance: 0.8 }]
`);
    expect(found.map(({ state, verdict }) => [state, verdict.kind])).toEqual([
      ['a', 'proven'],
      ['b', 'proven'],
      ['c', 'refuted'],
    ]);
  });

  test('of a whole are asked while one of its inner states is active', () => {
    const found = machine(`
      a: [{ to: b, chance: 1 }]
      b:
        initial: inner
        states:
          inner: [{ to: other, chance: 0.5 }]
          other: [{ to: inner, chance: 0.5 }]
        leave:
          - { to: a, when: "not in(m, inner)", chance: 0.7 }
          - { to: c, when: "not in(m, other)", chance: 0.7 }
          - { to: c, when: "in(m, a)", chance: 0.9 }
          - { to: c, when: "not in(m, b)", chance: 0.9 }
      c: [{ to: a, chance: 0.5 }]
`);
    expect(found.map(({ state, verdict }) => [state, verdict.kind])).toEqual([
      ['a', 'proven'],
      ['b', 'proven'],
      ['inner', 'proven'],
      ['other', 'proven'],
      ['c', 'proven'],
    ]);
  });

  test('count a logistic among others as at most 1', () => {
    expect(machine('      a: [{ to: a, chance: logistic(mood) }, { to: a, chance: 0.6 }]\n')[0]?.verdict.kind).toBe(
      'refuted',
    );
    expect(
      machine('      a: [{ to: a, chance: 0.4 * logistic(mood) }, { to: a, chance: 0.6 }]\n')[0]?.verdict.kind,
    ).toBe('proven');
  });

  test('of another machine may depend on its state', () => {
    const found = bounds(`machines:
  m:
    phase: first
    initial: a
    why: x
    states:
      a: [{ to: b, chance: 0.5 }]
      b: [{ to: a, chance: 0.5 }]
  n:
    phase: first
    initial: p
    why: x
    states:
      p: [{ to: p, when: "in(m, a)", chance: 0.9 }, { to: p, when: "in(m, b)", chance: 0.9 }]
`);
    expect(found.map(({ verdict }) => verdict.kind)).toEqual(['proven', 'proven', 'proven']);
  });
});
