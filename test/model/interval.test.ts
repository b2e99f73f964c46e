// Interval arithmetic: the value at any point of a box lies in the interval that is worked out for the box.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANYTHING,
  BINARY_INTERVAL,
  EITHER,
  hull,
  type Interval,
  isFalse,
  isTrue,
  UNARY_INTERVAL,
} from '../../engine/model/interval.ts';
import type { Model, Node } from '../../engine/model/model.ts';
import { BINARY_NUMBER, COMPARE, UNARY_NUMBER } from '../../engine/model/node-table.ts';
import { evaluate, nodeRange } from '../../engine/model/ranges.ts';
import { modelOf } from './small-model.ts';

const anyEnd = fc.oneof(
  fc.double({ min: -5, max: 5, noNaN: true }),
  fc.constantFrom(
    -1,
    0,
    0.5,
    1,
    2,
    3,
    -2,
    710,
    -750,
    1e200,
    -1e200,
    1e-300,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ),
);
const anyInterval: fc.Arbitrary<Interval> = fc.tuple(anyEnd, anyEnd).map(([a, b]) => (a < b ? [a, b] : [b, a]));

const anyFinite = anyInterval.filter((ends) => ends.every((end) => Math.abs(end) < 1e6));

/** A point of the interval. */
function inside([low, high]: Interval, share: number): number {
  if (share === 0 || low === high) return low;
  if (share === 1) return high;
  const [from, to] = [Math.max(low, -Number.MAX_VALUE), Math.min(high, Number.MAX_VALUE)];
  return Math.min(high, Math.max(low, from * (1 - share) + to * share));
}

function holds([low, high]: Interval, value: number): boolean {
  return Number.isNaN(value)
    ? low === Number.NEGATIVE_INFINITY && high === Number.POSITIVE_INFINITY
    : low <= value && value <= high;
}

const anyShare = fc.oneof(fc.constantFrom(0, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }));

describe('the interval of an operation holds every value', () => {
  test.each(Object.keys(BINARY_NUMBER) as (keyof typeof BINARY_NUMBER)[])('%s', (op) => {
    fc.assert(
      fc.property(anyInterval, anyInterval, anyShare, anyShare, (a, b, s, t) => {
        const interval = BINARY_INTERVAL[op](a, b);
        expect(interval[0]).toBeLessThanOrEqual(interval[1]);
        const value = BINARY_NUMBER[op](inside(a, s), inside(b, t));
        expect(holds(interval, value), `${value} in ${interval}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Object.keys(UNARY_NUMBER) as (keyof typeof UNARY_NUMBER)[])('%s', (op) => {
    fc.assert(
      fc.property(anyInterval, anyShare, (a, s) => {
        const interval = UNARY_INTERVAL[op](a);
        expect(interval[0]).toBeLessThanOrEqual(interval[1]);
        const value = UNARY_NUMBER[op](inside(a, s));
        expect(holds(interval, value), `${value} in ${interval}`).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Object.keys(COMPARE) as (keyof typeof COMPARE)[])('%s', (op) => {
    fc.assert(
      fc.property(anyInterval, anyInterval, anyShare, anyShare, (a, b, s, t) => {
        const value = COMPARE[op](inside(a, s), inside(b, t)) ? 1 : 0;
        expect(holds(BINARY_INTERVAL[op](a, b), value)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('a possible NaN is never lost', () => {
    for (const op of Object.keys(BINARY_NUMBER) as (keyof typeof BINARY_NUMBER)[]) {
      expect(BINARY_INTERVAL[op](ANYTHING, [0, 1])).toEqual(ANYTHING);
      expect(BINARY_INTERVAL[op]([0, 1], ANYTHING)).toEqual(ANYTHING);
    }
    for (const op of Object.keys(UNARY_NUMBER) as (keyof typeof UNARY_NUMBER)[])
      expect(UNARY_INTERVAL[op](ANYTHING)).toEqual(ANYTHING);
    for (const op of Object.keys(COMPARE) as (keyof typeof COMPARE)[])
      expect(BINARY_INTERVAL[op](ANYTHING, [0, 1])).toEqual(EITHER);
  });

  test('narrower boxes have no wider intervals', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(BINARY_NUMBER) as (keyof typeof BINARY_NUMBER)[])),
        anyFinite,
        anyFinite,
        anyShare,
        anyShare,
        (op, a, b, s, t) => {
          const narrow: Interval = [inside(a, Math.min(s, t)), inside(a, Math.max(s, t))];
          fc.pre(narrow[0] <= narrow[1]);
          const [wide, inner] = [BINARY_INTERVAL[op](a, b), BINARY_INTERVAL[op](narrow, b)];
          if (inner[0] === Number.NEGATIVE_INFINITY && inner[1] === Number.POSITIVE_INFINITY) return;
          const slack = 1e-8 * (1 + Math.abs(inner[0]) + Math.abs(inner[1]));
          if (!Number.isFinite(slack)) return;
          expect(wide[0] <= inner[0] + slack && inner[1] <= wide[1] + slack).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('truth values', () => {
  const TRUTHS: readonly Interval[] = [[0, 0], [1, 1], EITHER];

  test('are joined as far as they are known', () => {
    for (const a of TRUTHS)
      for (const b of TRUTHS) {
        expect(isTrue(BINARY_INTERVAL.and(a, b))).toBe(isTrue(a) && isTrue(b));
        expect(isFalse(BINARY_INTERVAL.and(a, b))).toBe(isFalse(a) || isFalse(b));
        expect(isTrue(BINARY_INTERVAL.or(a, b))).toBe(isTrue(a) || isTrue(b));
        expect(isFalse(BINARY_INTERVAL.or(a, b))).toBe(isFalse(a) && isFalse(b));
      }
    expect(UNARY_INTERVAL.not([0, 0])).toEqual([1, 1]);
    expect(UNARY_INTERVAL.not(EITHER)).toEqual(EITHER);
    expect(hull([0, 0], [1, 1])).toEqual(EITHER);
  });

  test('of comparisons are sure only where the intervals do not meet', () => {
    const { less, equal } = BINARY_INTERVAL;
    expect(less([0, 1], [2, 3])).toEqual([1, 1]);
    expect(less([2, 3], [0, 2])).toEqual([0, 0]);
    expect(less([0, 2], [1, 3])).toEqual(EITHER);
    expect(BINARY_INTERVAL['less-equal']([0, 1], [1, 2])).toEqual([1, 1]);
    expect(equal([1, 1], [1, 1])).toEqual([1, 1]);
    expect(equal([1, 2], [2, 3])).toEqual(EITHER);
    expect(equal([1, 2], [3, 4])).toEqual([0, 0]);
  });
});

describe('the interval of a formula', () => {
  const LEAVES = `
uncertainties: { share: { uniform: [0, 1], why: x }, wide: { uniform: [-3, 4], why: x }, pick: { discrete: { 0: 1, 2: 1, 5: 0 }, why: x } }
stocks: { mood: { start: 0, range: [-1, 2] }, boats: { integer: true, start: 0, range: [0, 5] } }
levers: { force: { seat: nato, levels: { none: 0, some: 0.5, full: 2 }, why: x }, slow: { seat: nato, levels: { a: -1, b: 3 }, ramp: 1, why: x } }
noise: { gust: { triangular: [-1, 0, 1], why: x } }
machines: { m: { phase: first, initial: a, states: { a: [{ to: b, after: 1 }], b: { initial: c, states: { c: [{ to: d, after: 1 }], d: final } } } } }
auxiliaries: { everything: { is: "share + wide + pick + mood + boats + force + slow + gust + turn + month + year + turns_in(m, b) + at(force, some) * 1 + in(m, b) * 1 + in(m, d) * 1" } }
`;
  const base = modelOf(LEAVES);

  /** Random formulas over the leaves of the model, as nodes added to its table. */
  const anyTable = fc.array(
    fc.record({
      op: fc.nat({ max: 99 }),
      a: fc.nat({ max: 9999 }),
      b: fc.nat({ max: 9999 }),
      c: fc.nat({ max: 9999 }),
    }),
    { minLength: 1, maxLength: 25 },
  );
  const NUMBER_OPS = [...Object.keys(BINARY_NUMBER), ...Object.keys(UNARY_NUMBER)];
  const CONDITION_OPS = [...Object.keys(COMPARE), 'and', 'or', 'not'];

  function grown(picks: readonly { op: number; a: number; b: number; c: number }[]): Model {
    const nodes: Node[] = [...base.nodes];
    const conditions = [...base.conditions];
    const pick = (n: number, wantsCondition: boolean) => {
      const possible = nodes.flatMap((_, id) => (conditions[id] === wantsCondition ? [id] : []));
      return possible[n % possible.length] ?? 0;
    };
    for (const { op, a, b, c } of picks) {
      const kind = op % 20;
      if (kind === 0) nodes.push({ op: 'if', a: pick(a, true), b: pick(b, false), c: pick(c, false) });
      else if (kind < 6) {
        const name = CONDITION_OPS[op % CONDITION_OPS.length] ?? 'less';
        const joins = name === 'and' || name === 'or' || name === 'not';
        nodes.push(
          (name === 'not'
            ? { op: name, a: pick(a, true) }
            : { op: name, a: pick(a, joins), b: pick(b, joins) }) as Node,
        );
      } else {
        const name = NUMBER_OPS[(op + a) % NUMBER_OPS.length] ?? 'add';
        nodes.push(
          (name in BINARY_NUMBER
            ? { op: name, a: pick(a, false), b: pick(b, false) }
            : { op: name, a: pick(a, false) }) as Node,
        );
      }
      conditions.push(kind > 0 && kind < 6);
    }
    return { ...base, nodes, conditions };
  }

  /** A state of the world: one number for each leaf. */
  function valueAt(
    model: Model,
    id: number,
    state: { readonly turn: number; readonly leaf: number; readonly level: number; readonly shares: readonly number[] },
  ): number {
    const node = model.nodes[id] as Node;
    const of = (child: number) => valueAt(model, child, state);
    const between = (low: number, high: number, i: number) => low + (high - low) * (state.shares[i] ?? 0);
    switch (node.op) {
      case 'number':
        return node.value;
      case 'boolean':
        return node.value ? 1 : 0;
      case 'parameter':
        return [between(0, 1, 0), between(-3, 4, 1), (state.shares[2] ?? 0) < 0.5 ? 0 : 2][node.index] ?? 0;
      case 'stock':
        return [between(-1, 2, 3), Math.round(between(0, 5, 4))][node.index] ?? 0;
      case 'lever':
        return node.index === 0 ? ([0, 0.5, 2][state.level] ?? 0) : between(-1, 3, 5);
      case 'at':
        return state.level === node.level ? 1 : 0;
      case 'noise':
        return between(-1, 1, 6);
      case 'turn':
        return state.turn + 1;
      case 'month':
      case 'year':
        return model.clock.dates[state.turn]?.[node.op] ?? 0;
      case 'in': {
        const active = [[0], [1, 2], [1, 3]][state.leaf] ?? [];
        return active.includes(node.state) ? 1 : 0;
      }
      case 'turns-in':
        return state.turn;
      case 'reduced':
        return 0;
      case 'if':
        return of(node.a) === 1 ? of(node.b) : of(node.c);
      case 'and':
        return Math.min(of(node.a), of(node.b));
      case 'or':
        return Math.max(of(node.a), of(node.b));
      case 'not':
        return 1 - of(node.a);
      default:
        if (node.op in COMPARE && 'b' in node)
          return COMPARE[node.op as keyof typeof COMPARE](of(node.a), of(node.b)) ? 1 : 0;
        if ('b' in node) return BINARY_NUMBER[node.op as keyof typeof BINARY_NUMBER](of(node.a), of(node.b));
        if ('a' in node) return UNARY_NUMBER[node.op as keyof typeof UNARY_NUMBER](of(node.a));
        throw new Error(node.op);
    }
  }

  test('over all declared ranges holds its value in every state of the world', () => {
    const anyState = fc.record({
      turn: fc.nat({ max: 5 }),
      leaf: fc.nat({ max: 2 }),
      level: fc.nat({ max: 2 }),
      shares: fc.array(anyShare, { minLength: 7, maxLength: 7 }),
    });
    fc.assert(
      fc.property(anyTable, anyState, (picks, state) => {
        const model = grown(picks);
        const intervals = evaluate(model, [...model.nodes.keys()], new Map());
        for (const [id, interval] of intervals) {
          const value = valueAt(model, id, state);
          expect(holds(interval, value), `node ${id} ${JSON.stringify(model.nodes[id])}: ${value} in ${interval}`).toBe(
            true,
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  test.each([
    ['share', [0, 1]],
    ['2 * share - 1', [-1, 1]],
    ['share * wide', [-3, 4]],
    ['clamp(wide, 0, 1)', [0, 1]],
    ['pick', [0, 2]],
    ['force', [0, 2]],
    ['slow', [-1, 3]],
    ['gust', [-1, 1]],
    ['turn', [1, 6]],
    ['month', [1, 12]],
    ['year', [2014, 2015]],
    ['turns_in(m, b)', [0, 6]],
    ['if(turn > 7, 5, share)', [0, 1]],
    ['if(share > 2 or share < -1, 5, 1)', [1, 1]],
    ['1 / (1 + share)', [0.5, 1]],
    ['1 / share', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
    ['min(1, sqrt(wide))', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
    ['floor(wide)', [-3, 4]],
    ['abs(wide)', [0, 4]],
    ['wide ^ 2', [0, 16]],
    ['wide ^ 3', [-27, 64]],
    ['(wide - 4) ^ 2', [0, 49]],
    ['2 ^ wide', [0.125, 16]],
    ['wide ^ 0.5', [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ] as const)('%s', (formula, [low, high]) => {
    const model = modelOf(LEAVES.replace(/everything: \{.*\}/, `x: { is: "${formula}" } }`));
    const range = nodeRange(model, model.auxiliaries[0]?.node ?? -1);
    expect(range[0]).toBeCloseTo(low, 6);
    expect(range[1]).toBeCloseTo(high, 6);
  });
});
