// The record against the runs: exact totals over periods, positions in closed form, the same answer from every engine, and what is printed.

import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type BatchResult, createResultStore, sampleOf } from '../../engine/batch/batch-result.ts';
import { createBlockRunner, createEngines, runnerSetup } from '../../engine/batch/block-runner.ts';
import { planBatch } from '../../engine/batch/plan-batch.ts';
import type { Question } from '../../engine/batch/question.ts';
import type { Scenario } from '../../engine/language/scenario.ts';
import { inspectScenario } from '../../engine/model/inspect-scenario.ts';
import { lower } from '../../engine/model/lower.ts';
import { withRecordAsOutcomes } from '../../engine/model/record-outcomes.ts';
import { renderProblems } from '../../engine/problem.ts';
import { documentText } from '../../engine/report/document-text.ts';
import type { Hindcast } from '../../engine/report/hindcast.ts';
import { hindcastCsv } from '../../engine/report/hindcast-csv.ts';
import { hindcastRecord } from '../../engine/report/hindcast-record.ts';
import { strip } from '../../engine/report/hindcast-strip.ts';
import { hindcastTable } from '../../engine/report/hindcast-table.ts';
import { DESIGN_KINDS, FAILURE_REASONS, TRUST_GRADES } from '../../engine/vocabulary.ts';

const CHANCE = 0.05;

/** A coin with a known chance each month, and numbers that are known without a run. */
function scenarioOf(series: string, clock = '{ start: 2014-09, turn: month, turns: 28 }'): Scenario {
  const text = `greyzone: 1
id: coin
title: A coin that is tossed every turn
question: How often does it fall on its edge?
clock: ${clock}
phases: [toss]
sources: { S: A book of tables }
facts:
  chance_of_edge: { value: ${CHANCE}, source: S, trust: good }
uncertainties:
  push: { uniform: [0, 1], source: S, trust: good, why: another book }
incidents:
  edge: { phase: toss, chance: chance_of_edge }
  pushed: { phase: toss, chance: 0.1 * push, why: shows that worlds differ }
outcomes: { edges: { is: total(times(edge)) } }
record:
  policy: default
  series:
${series}
  cannot_tell: [Which coin it was.]
`;
  const { scenario, problems } = inspectScenario({
    scenario: { name: 'coin', text },
    bases: [],
    registers: [],
    hash: 'ab'.repeat(32),
  });
  if (scenario === null) throw new Error(renderProblems(problems, new Map([['coin', text]])));
  return scenario;
}

const question: Question = {
  variants: ['base'],
  policies: ['default'],
  doctrines: ['none'],
  seed: 'demo',
  design: 'sobol',
  worlds: 64,
  replications: 8,
  settings: [],
  engine: 'reference',
};

async function resultOf(scenario: Scenario, changes: Partial<Question> = {}, blockRuns = 64): Promise<BatchResult> {
  const { model, faults } = lower(withRecordAsOutcomes(scenario));
  if (model === null) throw new Error(JSON.stringify(faults));
  const { plan, problems } = planBatch({ ...question, ...changes }, [model], blockRuns);
  if (plan === null) throw new Error(JSON.stringify(problems));
  const setup = runnerSetup(plan);
  const run = createBlockRunner(setup, await createEngines(setup));
  const store = createResultStore(plan);
  for (const block of plan.blocks) store.place(block, run(block));
  return store.finish({ seconds: 1, workers: 1 });
}

async function hindcastOf(scenario: Scenario, changes: Partial<Question> = {}): Promise<Hindcast> {
  const result = await resultOf(scenario, changes);
  return hindcastRecord(result, scenario.record!, { scenario: 'coin', version: '0.1.0' });
}

const EDGES = `    edges:
      per_turn: times(edge)
      observed: { 2015: 1, 2014-09/2014-12: 0, 2016: 2 }
      unit: cases
      source: S
      trust: good
      note: Every toss was watched.
      informs: [push]
    first_edge: { is: "first(happened(edge), horizon + 1)", observed: 9, unit: turns, source: S, trust: good }
    an_edge: { is: ever(happened(edge)), observed: 1, source: S, trust: good }
    pushes: { is: total(times(pushed)), observed: 2, source: S, trust: good }`;

describe('a period', () => {
  const sum = (from: number, until: number) => ((until - from + 1) * (from + until)) / 2;
  const middles = async (clock: string, observed: string) => {
    const { observations } = await hindcastOf(
      scenarioOf(`    turns: { per_turn: turn, observed: ${observed}, source: S, trust: good }`, clock),
      { worlds: 1, replications: 2 },
    );
    return observations.map(({ turns, quantiles }) => [turns, quantiles.p05, quantiles.p95]);
  };

  test('holds exactly its own turns: their numbers add up', async () => {
    expect(
      await middles('{ start: 2014-09, turn: month, turns: 28 }', '{ 2014-10: 0, 2015: 0, 2014-09/2016-12: 0 }'),
    ).toEqual([
      [[1, 28], sum(1, 28), sum(1, 28)],
      [[2, 2], 2, 2],
      [[5, 16], sum(5, 16), sum(5, 16)],
    ]);
    expect(await middles('{ start: 2015-01-01, turn: week, turns: 53 }', '{ 2015-02: 0, 2015: 0 }')).toEqual([
      [[1, 53], sum(1, 53), sum(1, 53)],
      [[6, 9], sum(6, 9), sum(6, 9)],
    ]);
    expect(await middles('{ start: 2014-07, turn: quarter, turns: 6 }', '{ 2015: 0 }')).toEqual([
      [[3, 6], sum(3, 6), sum(3, 6)],
    ]);
  });
});

describe('a position', () => {
  test('is what counting the runs by hand gives', async () => {
    const scenario = scenarioOf(EDGES);
    const result = await resultOf(scenario);
    const hindcast = hindcastRecord(result, scenario.record!, { scenario: 'coin', version: '0.1.0' });
    expect(hindcast.observations).toHaveLength(6);
    for (const [outcome, row] of hindcast.observations.entries()) {
      const values = [...sampleOf(result, 0, outcome).values];
      const below = values.filter((value) => value < row.observed).length;
      const equal = values.filter((value) => value === row.observed).length;
      expect(row.position).toBe((below + equal / 2) / values.length);
    }
  });

  test('is that of the geometric and the binomial distribution', async () => {
    const { observations } = await hindcastOf(scenarioOf(EDGES), {
      worlds: 256,
      replications: 64,
      engine: 'kernel-wasm',
    });
    const place = (series: string, period: string | null) => {
      const row = observations.find((candidate) => candidate.series === series && candidate.period === period)!;
      return { position: row.position!, mcse: row.mcse! };
    };
    const miss = 1 - CHANCE;
    const none = (months: number) => miss ** months;
    const one = (months: number) => months * CHANCE * miss ** (months - 1);
    const expected: readonly (readonly [ReturnType<typeof place>, number])[] = [
      // The first edge is earlier than month 9 with 1 - 0.95^8, in month 9 with 0.05 0.95^8.
      [place('first_edge', null), 1 - miss ** 8 + (CHANCE * miss ** 8) / 2],
      [place('edges', '2014-09/2014-12'), none(4) / 2],
      [place('edges', '2015'), none(12) + one(12) / 2],
      [place('an_edge', null), none(28) + (1 - none(28)) / 2],
    ];
    for (const [{ position, mcse }, exact] of expected) {
      expect(mcse).toBeGreaterThan(0);
      expect(mcse).toBeLessThan(0.01);
      expect(Math.abs(position - exact)).toBeLessThan(4 * mcse);
    }
  });
});

describe('every engine', () => {
  test('gives the same bits, for any size of block, twice', async () => {
    const scenario = scenarioOf(EDGES);
    const law = await resultOf(scenario);
    for (const engine of ['kernel-js', 'kernel-wasm', 'reference'] as const) {
      const result = await resultOf(scenario, { engine }, 16);
      expect(result.engine).toBe(engine);
      expect(result.refusals).toEqual([]);
      expect(result.columns).toEqual(law.columns);
      expect(result.digest).toBe(law.digest);
    }
    expect((await resultOf(scenario, { seed: 'other' })).digest).not.toBe(law.digest);
  });

  test('leaves the outcomes of the scenario to compare, unchanged by a record', () => {
    const scenario = scenarioOf(EDGES);
    expect([...scenario.outcomes.keys()]).toEqual(['edges']);
    expect(lower(scenario).model).toEqual(lower({ ...scenario, record: null }).model);
    expect([...withRecordAsOutcomes(scenario).outcomes.keys()]).toEqual([
      'edges[2014-09/2014-12]',
      'edges[2015]',
      'edges[2016]',
      'first_edge',
      'an_edge',
      'pushes',
    ]);
  });
});

describe('the document', () => {
  const number = z.number().nullable();
  const count = z.int().min(0);
  const tally = z.strictObject({
    observations: count,
    inside: count,
    below: count,
    above: count,
    lowerHalf: count,
    upperHalf: count,
    expected: z.number(),
    low: count,
    high: count,
  });
  const schema = z.strictObject({
    format: z.literal('greyzone.hindcast/1'),
    scenario: z.strictObject({
      id: z.string(),
      version: z.string(),
      hash: z.string(),
      title: z.string(),
      turns: count,
    }),
    engine: z.strictObject({ name: z.string(), version: z.string(), refusals: z.array(z.string()) }),
    seed: z.string(),
    design: z.enum(DESIGN_KINDS),
    worlds: count,
    replications: count,
    settings: z.record(z.string(), z.number()),
    policy: z.string(),
    doctrine: z.string(),
    arms: z.array(z.strictObject({ variant: z.string(), runs: count, failed: count })),
    series: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        unit: z.string().nullable(),
        sources: z.array(z.string()),
        trust: z.enum(TRUST_GRADES).nullable(),
        why: z.string().nullable(),
        note: z.string().nullable(),
        informs: z.array(z.string()),
      }),
    ),
    observations: z.array(
      z.strictObject({
        variant: z.string(),
        series: z.string(),
        period: z.string().nullable(),
        turns: z.tuple([count, count]).nullable(),
        kind: z.enum(['mean', 'share']),
        observed: z.number(),
        mean: number,
        quantiles: z.strictObject({ p05: number, p25: number, p50: number, p75: number, p95: number }),
        position: number,
        mcse: number,
        below: number,
        equal: number,
        verdict: z.enum(['inside', 'below', 'above']).nullable(),
        held: number,
        n: count,
        missing: count,
      }),
    ),
    calibration: z.array(z.strictObject({ variant: z.string(), all: tally, telling: tally })),
    cannotTell: z.array(z.string()),
    failures: z.array(
      z.strictObject({
        variant: z.string(),
        world: count,
        replication: count,
        reason: z.enum(FAILURE_REASONS),
        turn: count,
        element: z.string(),
        reproduce: z.string(),
      }),
    ),
    timing: z.strictObject({ seconds: z.number(), workers: count, runs: count }),
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    reproduce: z.string(),
  });

  test('has the documented shape, and survives being text', async () => {
    const hindcast = await hindcastOf(scenarioOf(EDGES));
    expect(schema.safeParse(hindcast).error).toBeUndefined();
    expect(JSON.parse(documentText(hindcast))).toEqual(hindcast);
  });

  test('counts what lies inside, and keeps apart what could hardly lie outside', async () => {
    const certain = '    sure: { per_turn: 1, observed: { 2015: 12 }, source: S, trust: good }';
    const wrong = '    wrong: { per_turn: turn, observed: { 2014-09: 0, 2014-10: 9 }, source: S, trust: good }';
    const { calibration, observations } = await hindcastOf(scenarioOf(`${EDGES}\n${certain}\n${wrong}`));
    expect(observations.slice(-3).map(({ verdict, position }) => [verdict, position])).toEqual([
      ['inside', 0.5],
      ['below', 0],
      ['above', 1],
    ]);
    const [{ all, telling }] = calibration as [(typeof calibration)[number]];
    expect(all).toMatchObject({ observations: 9, below: 1, above: 1, inside: 7 });
    const easy = observations.filter(({ held }) => held! >= 0.99).length;
    expect(easy).toBeGreaterThanOrEqual(3);
    expect(telling.observations).toBe(9 - easy);
    expect(all.expected).toBeCloseTo(
      observations.reduce((total, { held }) => total + held!, 0),
      12,
    );
  });

  test('as CSV has a row for each observation', async () => {
    const lines = hindcastCsv(await hindcastOf(scenarioOf(EDGES))).split('\r\n');
    expect(lines).toHaveLength(1 + 6 + 1);
    expect(lines[0]).toContain(',series,label,unit,period,first_turn,last_turn,observed,p05,');
    expect(lines[2]).toContain(',edges,edges,cases,2015,5,16,1,');
  });
});

describe('the table', () => {
  test('fits its width, names every observation, and says what cannot be told', async () => {
    const hindcast = await hindcastOf(scenarioOf(EDGES));
    for (const width of [80, 100, 40]) {
      const text = hindcastTable(hindcast, { width });
      expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(Math.max(width, 72));
      for (const word of [
        '2014-09/2014-12',
        'whole run',
        'inside',
        'first edge (first_edge, turns)',
        '  - Which coin it was.',
      ])
        expect(text).toContain(word);
      expect(text).toMatch(/of 6 observations lie inside the 90 % band of the runs/);
    }
  });

  test('speaks of one observation as of one', async () => {
    const one = '    edges: { per_turn: times(edge), observed: { 2015: 1 }, unit: cases, source: S, trust: good }';
    const two = `${one}\n    calm: { is: turns(times(edge) > 2), observed: 0, source: S, trust: good }`;
    const textOf = async (series: string) =>
      hindcastTable(await hindcastOf(scenarioOf(series)), { width: 80 }).replaceAll(/\s+/g, ' ');
    expect(await textOf(one)).toContain('1 of 1 observation lies inside');
    expect(await textOf(two)).toContain('The one telling one lies inside, where');
  });

  test('says on which side an observation lies, and on what it bears', async () => {
    const far = EDGES.replace('2016: 2', '2016: 12');
    const text = hindcastTable(await hindcastOf(scenarioOf(far)), { width: 80 });
    expect(text).toMatch(/2016 +12 .*> 99 % +above/);
    expect(text).toContain('edges 2016: on record more than in nearly all runs. It bears on push.');
  });
});

describe('the strip', () => {
  test('puts the observation where it lies', () => {
    expect(strip({ observed: 5, p05: 0, p50: 5, p95: 10 }, 11)).toBe('├────●────┤');
    expect(strip({ observed: 7, p05: 0, p50: 2, p95: 10 }, 11)).toBe('├─┼────●──┤');
    expect(strip({ observed: 20, p05: 0, p50: 5, p95: 10 }, 21)).toBe('├────┼────┤·········●');
    expect(strip({ observed: -10, p05: 0, p50: 5, p95: 10 }, 21)).toBe('●·········├────┼────┤');
    expect(strip({ observed: 3, p05: 3, p50: 3, p95: 3 }, 11)).toBe('     ●');
    expect(strip({ observed: 4, p05: 3, p50: 3, p95: 3 }, 11)).toBe('┼·········●');
  });
});
