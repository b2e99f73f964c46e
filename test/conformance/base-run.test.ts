// The base run of the Baltic scenario against what it was built to show: the order of the rungs, how rare the worst is, and the rates put in.

import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../engine/analysis/estimate-mean.ts';
import { estimateShare } from '../../engine/analysis/estimate-share.ts';
import { createWasmKernelNow } from '../../engine/kernel/wasm-kernel.ts';
import { createWorlds } from '../../engine/model/worlds.ts';
import { shippedModel } from '../shipped.ts';

const WORLDS = 4000;
const REPLICATIONS = 2;

const model = shippedModel('baltic-2014');
const policies = ['rotations_2014+hold', 'both+hold', 'none+hold'];
const doctrines = ['opportunist', 'committed'];
const arms = policies.flatMap((policy) =>
  doctrines.map((doctrine) => ({
    policy: model.policies.findIndex(({ name }) => name === policy),
    doctrine: model.doctrines.findIndex(({ name }) => name === doctrine),
  })),
);
const columns = runAll();

function runAll(): Float64Array[] {
  const parametersOf = createWorlds(model, { seed: 'base run', design: 'sobol', worlds: WORLDS });
  const kernel = createWasmKernelNow(model, { arms, seed: 'base run', replications: REPLICATIONS, parametersOf });
  if ('unsupported' in kernel) throw new Error(kernel.unsupported);
  const count = WORLDS * REPLICATIONS;
  const found = model.outcomes.map(() => new Float64Array(arms.length * count));
  expect(kernel.runBlock({ first: 0, count, columns: found })).toEqual([]);
  return found;
}

function sample(outcome: string, policy = 'rotations_2014+hold', doctrine = 'opportunist') {
  const arm = policies.indexOf(policy) * doctrines.length + doctrines.indexOf(doctrine);
  const column = columns[model.outcomes.findIndex(({ name }) => name === outcome)]!;
  const count = WORLDS * REPLICATIONS;
  return { worlds: WORLDS, replications: REPLICATIONS, values: column.subarray(arm * count, (arm + 1) * count) };
}

const mean = (outcome: string, policy?: string, doctrine?: string) =>
  estimateMean(sample(outcome, policy, doctrine)).estimate!;
const share = (outcome: string, policy?: string, doctrine?: string) => estimateShare(sample(outcome, policy, doctrine));

describe('the base run', () => {
  test('acts of interference outnumber covert acts, these insurgencies, and these direct attacks', () => {
    expect(mean('interference_acts')).toBeGreaterThan(2 * mean('covert_incidents'));
    expect(mean('covert_incidents')).toBeGreaterThan(2 * mean('any_insurgency'));
    expect(mean('any_insurgency')).toBeGreaterThan(mean('any_direct_attack'));
  });

  test('a direct attack comes in fewer than 1 run in 100, surely in fewer than 2, and not never', () => {
    const { estimate, interval } = share('any_direct_attack');
    expect(estimate).toBeLessThan(0.01);
    expect(interval!.high).toBeLessThan(0.02);
    expect(interval!.low).toBeGreaterThan(0);
  });

  test('an insurgency comes about as often as the rate put in says', () => {
    // Mean of the PERT distribution (0.0005 + 4 * 0.002 + 0.01) / 6 a country and year, two countries, 28 months.
    const putIn = 1 - (1 - (0.0005 + 4 * 0.002 + 0.01) / 6) ** ((2 * 28) / 12);
    const { interval } = share('any_insurgency');
    expect(interval!.high).toBeGreaterThan(putIn * 0.5);
    expect(interval!.low).toBeLessThan(putIn * 2);
  });

  test('covert incidents lie in the range of the table of parameters, scaled to two countries and 28 months', () => {
    expect(mean('covert_incidents')).toBeGreaterThan(0.1 * 2 * (28 / 12));
    expect(mean('covert_incidents')).toBeLessThan(3 * 0.8 * 2 * (28 / 12));
  });

  test('the committed doctrine is the worse one, and a country is left alone less often under both than under nothing', () => {
    expect(mean('any_insurgency', 'rotations_2014+hold', 'committed')).toBeGreaterThan(mean('any_insurgency'));
    expect(mean('left_without_help', 'both+hold', 'committed')).toBeLessThan(
      mean('left_without_help', 'none+hold', 'committed'),
    );
  });

  test('felt insecurity lies between nothing and one insurgency that is certain and uncovered, and fear is never gone', () => {
    const { estimate, standardDeviation } = estimateMean(sample('mean_insecurity'));
    expect(estimate).toBeGreaterThan(0.1);
    expect(estimate! + 2 * standardDeviation!).toBeLessThan(1);
    expect(Math.min(...sample('lowest_fear').values)).toBeGreaterThan(0);
  });
});
