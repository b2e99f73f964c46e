// Which numbers an audit asks about, what it holds them at, and that opening a fact changes no run.

import { describe, expect, test } from 'vitest';
import { planBatch } from '../../engine/batch/plan-batch.ts';
import { runBatch } from '../../engine/batch/run-batch.ts';
import { runPoints } from '../../engine/batch/run-points.ts';
import { type AuditNumber, auditModel, auditNumbers, heldAt, isJudged } from '../../engine/model/audit-numbers.ts';
import { lower } from '../../engine/model/lower.ts';
import type { EngineName } from '../../engine/vocabulary.ts';
import { guardQuestion, guardScenario } from '../batch/tiny-audit.ts';
import { scenarioOf } from './small-model.ts';

const numbers = auditNumbers(guardScenario);
const numberOf = (name: string): AuditNumber => numbers.find((number) => number.name === name)!;

describe('the numbers', () => {
  test('are every uncertainty and every fact with a range; judgement without a grade is a guess', () => {
    expect(numbers.map(({ name, kind, grade }) => `${name} ${kind} ${grade}`)).toEqual([
      'danger uncertainty guess',
      'storms uncertainty weak',
      'known uncertainty good',
      'price fact guess',
      'burden fact weak',
      'idle fact guess',
      'settled fact fair',
    ]);
    expect(numbers.filter(isJudged).map(({ name }) => name)).toEqual(['danger', 'storms', 'price', 'burden', 'idle']);
  });

  test('have the ends of their range, and a base', () => {
    expect(numberOf('danger')).toMatchObject({ low: 0.2, high: 0.9, possible: null });
    expect(numberOf('danger').base).toBeCloseTo(0.55, 12);
    expect(numberOf('storms')).toMatchObject({ low: 0, high: 1, possible: [0, 1] });
    expect(numberOf('burden').base).toBeCloseTo(0.1, 12);
  });

  test('of a law without ends go from its 1 % to its 99 % quantile', () => {
    const [normal, log] = auditNumbers(
      scenarioOf(`
uncertainties:
  a: { normal: [0, 1], source: judgement, why: x }
  b: { lognormal: [2, 0.5], source: judgement, why: x }
`),
    );
    expect(normal!.high).toBeCloseTo(2.3263, 3);
    expect(normal!.low).toBeCloseTo(-2.3263, 3);
    expect(log!.high).toBeCloseTo(2 * Math.exp(0.5 * 2.3263), 2);
  });

  test('that a setting holds, whole or for a member, are left out', () => {
    const left = auditNumbers(
      guardScenario,
      new Map([
        ['price', 0.3],
        ['burden[latvia]', 0.2],
      ]),
    );
    expect(left.map(({ name }) => name)).toEqual(['danger', 'storms', 'known', 'idle', 'settled']);
  });
});

describe('members are moved together', () => {
  const burden = numberOf('burden');
  const at = (value: number) => heldAt(burden, value).map((held) => held.value);

  test('with their differences as long as the range lets them, their mean where it was asked for', () => {
    expect(at(0.1)[0]).toBeCloseTo(0.05, 9);
    expect(at(0.1)[1]).toBeCloseTo(0.15, 9);
    expect(at(0.3)[1]! - at(0.3)[0]!).toBeCloseTo(0.1, 9);
    for (const value of [0.01, 0.1, 0.3, 0.57]) expect((at(value)[0]! + at(value)[1]!) / 2).toBeCloseTo(value, 9);
  });

  test('all of them at the ends', () => {
    expect([at(0), at(0.6)]).toEqual([
      [0, 0],
      [0.6, 0.6],
    ]);
    expect(at(0.01)[0]).toBe(0);
  });
});

describe('a fact left open', () => {
  const question = { ...guardQuestion, worlds: 40 };
  const { model } = auditModel(guardScenario, numbers, { variant: 'base', settings: new Map() });

  test.each<EngineName>(['reference', 'kernel-js', 'kernel-wasm'])(
    'runs as if it were set, bit for bit: %s',
    async (engine) => {
      const { plan } = planBatch({ ...question, engine }, [model!]);
      const indexOf = new Map(model!.parameters.map(({ name }, index) => [name, index]));
      const held = (settings: Readonly<Record<string, number>>) => {
        const declared = numbers.flatMap(({ slots }) => slots).filter(({ value }) => value !== null);
        const all = [...declared.map(({ name, value }) => [name, value!] as const), ...Object.entries(settings)];
        return all.map(([name, value]) => ({ parameter: indexOf.get(name)!, value }));
      };
      const points = [{}, { 'burden[latvia]': 0.5, danger: 0.3 }, { price: 0.65, storms: 1 }];
      const end = await runPoints(plan!, points.map(held), { workers: 1 });
      if (end.kind !== 'done') throw new Error('interrupted');
      for (const [i, settings] of points.entries()) {
        const set = lower(guardScenario, { settings: new Map(Object.entries(settings)) }).model!;
        const usual = await runBatch(planBatch({ ...question, engine }, [set]).plan!, { workers: 1 });
        if (usual.kind !== 'done') throw new Error('interrupted');
        expect(end.results[i]!.digest).toBe(usual.result.digest);
      }
      expect(new Set(end.results.map(({ digest }) => digest)).size).toBe(points.length);
    },
  );
});
