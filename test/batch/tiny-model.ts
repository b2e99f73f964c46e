// A model small enough to write by hand: one uncertain chance, one machine, one incident, two policies, two doctrines.

import type { Distribution } from '../../engine/chance/distribution.ts';
import type { Model, Node, Rule } from '../../engine/model/model.ts';

const nodes: Node[] = [
  /* 0 */ { op: 'number', value: 0 },
  /* 1 */ { op: 'parameter', index: 0 },
  /* 2 */ { op: 'lever', index: 0 },
  /* 3 */ { op: 'multiply', a: 1, b: 2 },
  /* 4 */ { op: 'stock', index: 0 },
  /* 5 */ { op: 'number', value: 1 },
  /* 6 */ { op: 'subtract', a: 5, b: 1 },
  /* 7 */ { op: 'add', a: 4, b: 6 },
  /* 8 */ { op: 'in', machine: 0, state: 1 },
  /* 9 */ { op: 'reduced', index: 0 },
  /* 10 */ { op: 'reduced', index: 1 },
  /* 11 */ { op: 'reduced', index: 2 },
  /* 12 */ { op: 'number', value: 0.5 },
];

function policy(name: string, level: number): Model['policies'][number] {
  const rule: Rule = { lever: 0, level, when: null, origin: name };
  return { name, options: [name], rules: [rule] };
}

const uniform: Distribution = { kind: 'uniform', low: 0.1, high: 0.4 };

/** `chance`: the distribution of the uncertain chance; pushed above 1, runs fail. */
export function tinyModel(chance: Distribution = uniform, variant = 'base'): Model {
  const calm = { target: 0, when: null, after: null, chance: null, effects: [], asks: [], news: null };
  return {
    id: 'tiny',
    version: '1.0.0',
    title: 'Tiny',
    variant,
    hash: 'ab'.repeat(32),
    turns: 6,
    clock: {
      unit: 'month',
      dates: Array.from({ length: 6 }, (_, turn) => ({ label: `2014-0${turn + 1}`, month: turn + 1, year: 2014 })),
    },
    nodes,
    conditions: nodes.map(({ op }) => op === 'in'),
    channels: [
      { name: 'machine:alarm.quiet', kind: 'word' },
      { name: 'incident:flare', kind: 'word' },
    ],
    seats: [{ name: 'nato', label: 'NATO' }],
    parameters: [{ name: 'weight', distribution: chance, fixed: null }],
    stocks: [{ name: 'fear', start: 0, low: 0, high: 10, integer: false }],
    auxiliaries: [],
    levers: [
      {
        name: 'presence',
        seat: 0,
        levels: [
          { name: 'none', value: 1, cost: 0 },
          { name: 'some', value: 0.5, cost: 0 },
        ],
        start: 0,
        rampUp: null,
        rampDown: null,
        purse: null,
      },
    ],
    purses: [],
    noises: [],
    views: [],
    incidents: [
      {
        name: 'flare',
        element: 'flare',
        member: null,
        phase: 0,
        importance: 1,
        when: null,
        chance: { kind: 'probability', p: 12 },
        rate: null,
        channel: 1,
        effects: [{ stock: 0, mode: 'add', amount: 5 }],
        asks: [],
        news: 'A flare goes up.',
      },
    ],
    machines: [
      {
        name: 'alarm',
        element: 'alarm',
        member: null,
        phase: 0,
        initial: 0,
        states: [
          {
            name: 'quiet',
            parent: -1,
            initial: -1,
            final: false,
            transitions: [{ ...calm, target: 1, chance: { kind: 'probability', p: 3 }, news: 'The alarm goes off.' }],
            channel: 0,
          },
          { name: 'ringing', parent: -1, initial: -1, final: false, transitions: [calm], channel: null },
        ],
      },
    ],
    phases: [{ name: 'all', incidents: [0], machines: [0], moves: [{ stock: 0, next: 7 }] }],
    injects: [],
    optionGroups: [{ name: 'reassurance', options: ['none', 'some'] }],
    policies: [policy('none', 0), policy('some', 1)],
    doctrines: [
      { name: 'cautious', rules: [] },
      { name: 'bold', rules: [] },
    ],
    strategies: [],
    reducers: [
      { reduction: 'final', of: 4 },
      { reduction: 'ever', of: 8 },
      { reduction: 'first', of: 8 },
    ],
    outcomes: [
      outcome('fear_at_end', 'lower', 'mean', 9, []),
      outcome('ever_rang', 'lower', 'share', 10, []),
      outcome('first_ring', 'higher', 'mean', 11, [2]),
    ],
    endWhen: null,
  };
}

function outcome(
  name: string,
  better: 'lower' | 'higher',
  kind: 'mean' | 'share',
  value: number,
  firsts: readonly number[],
): Model['outcomes'][number] {
  return { name, element: name, member: null, label: name, unit: null, better, kind, value, firsts };
}
