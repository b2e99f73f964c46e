// Random small models for the laws: nested machines, competing chances, incidents, levers with purses, views, injects, an end.
// Mostly healthy; a few fail on purpose, because a failure is data that must agree too.

import fc from 'fast-check';
import type { EffectsSpec, Expr, IncidentSpec, ModelSpec, StateSpec, TransitionSpec } from './build-model.ts';

const STOCKS = ['s0', 's1', 's2'];
const LEAVES = ['a', 'b', 'c', 'd'];
const STATES = [...LEAVES, 'box'];
const MACHINES = ['m0', 'm1'];
const INJECTS = ['j0', 'j1', 'j2'];

const numberWord = fc.constantFrom(...STOCKS, 'weather', 'p0', 'lever', 'turn');
const small = fc.integer({ min: -8, max: 8 }).map((n) => n / 8);

const number: fc.Arbitrary<Expr> = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 2 },
    small,
    numberWord,
    fc.tuple(fc.constantFrom('add', 'subtract', 'multiply', 'min', 'max'), tie('expr'), tie('expr')),
    fc
      .tuple(fc.constantFrom('abs', 'logistic', 'floor', 'exp'), tie('expr'))
      .map(([op, x]) => (op === 'exp' ? (['exp', ['min', x, 2]] as Expr) : ([op, x] as Expr))),
  ),
})).expr;

const condition: fc.Arbitrary<Expr> = fc.oneof(
  fc.tuple(fc.constantFrom('less', 'less-equal', 'not-equal'), number, number),
  fc.tuple(fc.constant('in'), fc.constantFrom(...MACHINES), fc.constantFrom(...STATES)),
  fc.tuple(
    fc.constantFrom('less', 'less-equal'),
    fc.constant(2),
    fc.tuple(fc.constant('turns-in'), fc.constantFrom(...MACHINES), fc.constantFrom(...STATES)),
  ),
  fc.tuple(
    fc.constant('less'),
    fc.constant(0),
    fc.tuple(fc.constantFrom('times', 'count'), fc.constantFrom('i0', 'i1')),
  ),
);

const probability = (most: number): fc.Arbitrary<Expr> =>
  fc.oneof(
    { weight: 20, arbitrary: number.map((x): Expr => ['multiply', most, ['logistic', x]]) },
    { weight: 1, arbitrary: fc.constant<Expr>(['divide', 's0', 8]) },
  );

const effects: fc.Arbitrary<EffectsSpec> = fc.array(
  fc.tuple(fc.constantFrom(...STOCKS), fc.constantFrom('add' as const, 'set' as const), number),
  { maxLength: 2 },
);
const asks = fc.subarray(INJECTS, { maxLength: 1 });
const maybe = <T>(key: string, arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined }).map((value) => (value === undefined ? {} : { [key]: value }));
const merged = <T>(...parts: readonly fc.Arbitrary<object>[]): fc.Arbitrary<T> =>
  fc.tuple(...parts).map((given) => Object.assign({}, ...given) as T);

const transition: fc.Arbitrary<TransitionSpec> = merged(
  fc.record({ to: fc.constantFrom(...STATES), effects, asks }),
  maybe('when', condition),
  maybe('after', fc.integer({ min: 0, max: 3 })),
  fc.oneof(
    { weight: 5, arbitrary: probability(0.3).map((chance) => ({ chance })) },
    { weight: 1, arbitrary: fc.constant({}) },
  ),
);
/** Now and then a state with one transition by log odds. */
const transitions: fc.Arbitrary<readonly TransitionSpec[]> = fc.oneof(
  { weight: 4, arbitrary: fc.array(transition, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...STATES), number).map(([to, logit]) => [{ to, logit }]) },
);

/** Leaves a and b, and a box with c and d inside. */
const states: fc.Arbitrary<Readonly<Record<string, StateSpec>>> = fc
  .tuple(
    transitions,
    fc.oneof(transitions, fc.constant<StateSpec>('final')),
    transitions,
    transitions,
    transitions,
    fc.constantFrom('c', 'd'),
  )
  .map(([a, b, c, d, leave, initial]) => ({ a, b, box: { initial, states: { c, d }, leave } }));

const incident: fc.Arbitrary<IncidentSpec> = merged(
  fc.record({ phase: fc.constantFrom('one', 'two'), effects, asks, when: condition }),
  fc.oneof(
    probability(1).map((chance) => ({ chance })),
    number.map((logit) => ({ logit })),
    number.map((x): object => ({ rate: ['multiply', 3, ['logistic', x]] })),
    fc.constant({}),
  ),
);

/** Models whose machines are m0 and m1, stocks s0..s2, incidents i0 and i1; draws come from channels, so they need a seed. */
export const randomModel: fc.Arbitrary<ModelSpec> = fc
  .record({
    machines: fc.tuple(states, states, fc.constantFrom('a', 'box')),
    nexts: fc.tuple(number, number),
    incidents: fc.tuple(incident, incident),
    injects: fc.tuple(effects, effects, effects, condition, asks),
    rules: fc.array(fc.tuple(fc.constantFrom('none', 'some', 'most'), condition), { maxLength: 3 }),
    gate: condition,
    measured: fc.tuple(number, condition),
    endWhen: fc.option(condition, { nil: undefined }),
    turns: fc.integer({ min: 1, max: 8 }),
  })
  .map(
    ({ machines, nexts, incidents, injects, rules, gate, measured, endWhen, turns }): ModelSpec => ({
      turns,
      phases: ['one', 'two'],
      parameters: { p0: { kind: 'uniform', low: -1, high: 1 } },
      noise: { weather: { kind: 'normal', mean: 0, sd: 0.5 } },
      stocks: {
        s0: { start: 0.5, range: [-2, 2], phase: 'one', next: nexts[0] },
        s1: { start: 'p0', range: [0, 9], integer: true, phase: 'two', next: nexts[1] },
        s2: { start: 1, range: [-3, 3] },
      },
      purses: { nato: { start: 1, perTurn: 1 } },
      levers: {
        lever: { levels: { none: 0, some: 0.5, most: 1 }, costs: { some: 1, most: 2 }, up: 0.3, purse: 'nato' },
      },
      views: {
        v0: { of: 's0', kind: 'late' },
        v1: { of: 's1', kind: 'noisy', sd: 0.3 },
        v2: { of: 's2', kind: 'gated', gate },
      },
      policies: {
        p: [
          ...rules.map(([level, when]) => ({ set: ['lever', level] as const, when })),
          { set: ['lever', 'most'], when: ['less', 'v0', 'v1', 'v2'] },
        ],
      },
      machines: {
        m0: { phase: 'one', initial: machines[2], states: machines[0] },
        m1: { phase: 'two', initial: 'a', states: machines[1] },
      },
      incidents: { i0: incidents[0], i1: incidents[1] },
      injects: {
        j0: { turn: 1, effects: injects[0], asks: injects[4] },
        j1: { when: injects[3], effects: injects[1] },
        j2: { effects: injects[2] },
      },
      outcomes: {
        o0: ['average', measured[0]],
        o1: { value: ['first', measured[1]], missing: true },
        o2: ['subtract', ['highest', 's0'], ['turns', measured[1]]],
      },
      ...(endWhen === undefined ? {} : { endWhen }),
    }),
  );
