// What could happen next, with the odds of everything and the formula behind them.

import { describe, expect, test } from 'vitest';
import { explain } from '../../engine/reference/explain.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { begin } from '../../engine/reference/run.ts';
import { buildModel, type ModelSpec } from './build-model.ts';
import { setupOf } from './play.ts';

const SPEC: ModelSpec = {
  phases: ['incidents', 'ladder'],
  stocks: { fear: { start: 0.35 } },
  levers: { presence: { levels: { none: 0, most: 1 } } },
  policies: { p: [{ set: ['presence', 'most'] }] },
  injects: { summit: { turn: 0, effects: [['fear', 'add', 0.15]] } },
  incidents: {
    riot: { chance: ['multiply', 0.5, 'fear'] },
    parade: { when: ['less', 1, 'turn'] },
    seizure: { rate: 1.5 },
    speech: { when: true },
    strike: { logit: ['subtract', 'fear', 0.5] },
  },
  machines: {
    m: {
      phase: 'ladder',
      initial: 'box',
      states: {
        out: [],
        box: {
          initial: 'in',
          states: {
            in: [
              { to: 'in', chance: ['multiply', 0.4, 'presence'] },
              { to: 'other', when: false },
              { to: 'other', chance: 0.2 },
            ],
            other: [],
          },
          leave: [
            { to: 'out', chance: 0.5 },
            { to: 'box', after: 0 },
            { to: 'out', chance: 9 },
          ],
        },
      },
    },
  },
};

const explained = (spec: ModelSpec) => {
  const model = buildModel(spec);
  const reference = createReference(model);
  return explain(reference, begin(reference, setupOf(model)));
};

describe('explain', () => {
  const prospect = explained(SPEC);

  test('carries out the orders and injects of the turn', () => {
    expect(prospect.date).toBe('2014-01');
    expect(prospect.levers[0]).toMatchObject({ name: 'presence', after: 'most', origin: 'p' });
    expect(prospect.injects).toMatchObject([{ name: 'summit', reason: 'turn' }]);
    expect(prospect.failure).toBeNull();
  });

  test('gives every incident whose condition holds its odds and formula', () => {
    expect(prospect.phases[0]).toMatchObject({ name: 'incidents', exact: true, machines: [] });
    expect(prospect.phases[0]!.incidents).toEqual([
      {
        incident: 0,
        name: 'riot',
        kind: 'chance',
        odds: 0.25,
        formula: { names: '0.5 * fear', numbers: '0.5 * 0.5' },
        faulty: false,
      },
      {
        incident: 2,
        name: 'seizure',
        kind: 'rate',
        odds: 1.5,
        formula: { names: '1.5', numbers: '1.5' },
        faulty: false,
      },
      { incident: 3, name: 'speech', kind: 'certain', odds: 1, formula: null, faulty: false },
      {
        incident: 4,
        name: 'strike',
        kind: 'chance',
        odds: 0.5,
        formula: { names: 'logistic(fear - 0.5)', numbers: 'logistic(0.5 - 0.5)' },
        faulty: false,
      },
    ]);
  });

  test('gives the ways out of a machine in the order in which they are asked; all odds sum to 1', () => {
    const [machine] = prospect.phases[1]!.machines;
    expect(prospect.phases[1]!.exact).toBe(false);
    expect(machine).toMatchObject({ name: 'm', leaf: 'in', stays: 0, faulty: false });
    const ways = machine!.ways.map(({ from, to, chance, odds }) => [from, to, chance, Number(odds.toFixed(12))]);
    expect(ways).toEqual([
      ['in', 'in', 0.4, 0.4],
      ['in', 'other', 0.2, 0.2],
      ['box', 'out', 0.5, 0.2],
      ['box', 'box', null, 0.2],
    ]);
  });

  test('says when chances are out of range, and when the turn fails before its phases', () => {
    expect(explained({ incidents: { i: { chance: 2 } } }).phases[0]!.incidents[0]!.faulty).toBe(true);
    const failing: ModelSpec = { stocks: { x: {} }, injects: { i: { turn: 0, effects: [['x', 'set', ['log', -1]]] } } };
    expect(explained(failing)).toMatchObject({ phases: [], failure: { reason: 'stock not finite', element: 'x' } });
  });
});
