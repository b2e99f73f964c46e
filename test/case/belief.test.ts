// What a seat comes to believe, against the exact posterior where there is one: coin flips with an unknown chance, heard of by everybody.

import { describe, expect, test } from 'vitest';
import { CASE_FORMAT, type CaseOpening } from '../../engine/case/entry.ts';
import { layGround } from '../../engine/case/ground.ts';
import { normalisedWeights } from '../../engine/case/particle-weights.ts';
import { createBeliever } from '../../engine/case/particles.ts';
import type { Particle } from '../../engine/case/reliving.ts';
import { firstStanding, follow } from '../../engine/case/standing.ts';
import { inspectScenario } from '../../engine/model/inspect-scenario.ts';
import { renderProblems } from '../../engine/problem.ts';

const TEXT = `
greyzone: 1
id: coin
title: A coin
question: How biased is it?
clock: { start: 2014-01, turn: month, turns: 40 }
phases: [flip]
seats: { watcher: { name: Watcher } }
uncertainties:
  bias: { uniform: [0, 1], source: judgement, why: nobody knows }
  unrelated: { uniform: [0, 1], source: judgement, why: nothing hangs on it }
incidents:
  heads: { phase: flip, chance: bias, why: the coin }
  secret: { phase: flip, chance: bias, why: another coin of the same make, seen_by: [nobody] }
outcomes:
  heads_in_all: { is: total(times(heads)) + 0 * final(unrelated), better: neither }
`.replace('[nobody]', '[white]');

function believed(seed: string, turns: number, count: number) {
  const { scenario, problems } = inspectScenario({
    scenario: { name: 'coin', text: TEXT },
    bases: [],
    registers: [],
    hash: 'h',
  });
  if (scenario === null) throw new Error(renderProblems(problems, new Map()));
  const opening: CaseOpening = {
    kind: 'open',
    format: CASE_FORMAT,
    scenario: { id: 'coin', version: '1', hash: 'h' },
    program: 'test',
    seed,
    design: 'mc',
    worlds: 16,
    world: 0,
    replication: 0,
    variant: 'base',
    settings: [],
    policy: 'default',
    doctrine: 'none',
    holders: { watcher: 'person' },
  };
  const laid = layGround(scenario, opening);
  if ('faults' in laid) throw new Error(laid.faults.join());
  let standing = firstStanding(laid.ground);
  for (let turn = 1; turn <= turns; turn++) standing = follow(laid.ground, standing, { kind: 'turn', turn, state: '' });
  const heads = standing.records.filter(({ phases }) =>
    phases[0]!.incidents.some(({ incident, times }) => incident === 0 && times > 0),
  ).length;
  const steps = createBeliever(laid.ground, 'watcher', count).relive(standing);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return { heads, particles: step.value };
}

function moments(particles: readonly Particle[], parameter: number) {
  const { weights, effective } = normalisedWeights(particles);
  const mean = particles.reduce((sum, { parameters }, i) => sum + weights[i]! * parameters[parameter]!, 0);
  const variance = particles.reduce(
    (sum, { parameters }, i) => sum + weights[i]! * (parameters[parameter]! - mean) ** 2,
    0,
  );
  return { mean, sd: Math.sqrt(variance), effective };
}

describe.each(['a', 'b', 'c', 'd'])('seed %s', (seed) => {
  test.each([0, 6, 30])('after %i flips the belief is the posterior of Bayes', (turns) => {
    const { heads, particles } = believed(seed, turns, 512);
    // Uniform prior, binomial evidence: Beta(1 + heads, 1 + tails).
    const [alpha, beta] = [1 + heads, 1 + turns - heads];
    const exact = {
      mean: alpha / (alpha + beta),
      sd: Math.sqrt((alpha * beta) / ((alpha + beta) ** 2 * (alpha + beta + 1))),
    };
    const { mean, sd, effective } = moments(particles, 0);
    expect(Math.abs(mean - exact.mean)).toBeLessThan(0.35 * exact.sd);
    expect(sd / exact.sd).toBeGreaterThan(0.75);
    expect(sd / exact.sd).toBeLessThan(1.3);
    // Renewal keeps the belief from resting on a few worlds.
    expect(effective).toBeGreaterThan(100);
    // Nothing is learned of what nothing hangs on.
    const idle = moments(particles, 1);
    expect(Math.abs(idle.mean - 0.5)).toBeLessThan(0.08);
    expect(Math.abs(idle.sd - Math.sqrt(1 / 12))).toBeLessThan(0.05);
  });
});
