// What a script can ask: the same numbers as the command line and the parts below, and clear words where it cannot be.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  BASE_VARIANT,
  claims,
  compare,
  createWorlds,
  difference,
  drivers,
  type LoadedScenario,
  layGround,
  loadScenario,
  lower,
  planBatch,
  RefusedError,
  readCase,
  replayCase,
  run,
  runBatch,
  type Scenario,
  ScenarioError,
  samples,
  startGame,
} from '../../engine/index.ts';

let scenario: LoadedScenario;
let folder = '';

beforeAll(() => {
  scenario = loadScenario('rupture-2014');
  folder = mkdtempSync(join(tmpdir(), 'greyzone-script-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The message and the codes of what was thrown. */
async function refusal(ask: () => unknown): Promise<readonly [message: string, codes: readonly string[]]> {
  try {
    await ask();
  } catch (error) {
    if (error instanceof ScenarioError) return [error.message, error.problems.map(({ code }) => code)];
    throw error;
  }
  throw new Error('it was taken');
}

function modelOf(of: Scenario, variant = BASE_VARIANT) {
  const { model } = lower(of, { variant });
  if (model === null) throw new Error('no model');
  return model;
}

describe('loadScenario', () => {
  test('remembers how it was named, and is a scenario', () => {
    expect(scenario.place).toBe('rupture-2014');
    expect(scenario.variant).toBeNull();
    expect(modelOf(scenario).id).toBe('rupture-2014');
  });

  test('tells every mistake with its place', async () => {
    const file = join(folder, 'scenario.yaml');
    writeFileSync(file, 'greyzone: 1\nid: torn\nversoin: 1.0.0\n');
    const [message, codes] = await refusal(() => loadScenario(file));
    expect(message).toContain('scenario.yaml:3:1');
    expect(message).toContain('versoin: 1.0.0');
    expect(codes.length).toBeGreaterThan(1);
  });

  test('knows what comes along, and the variants', async () => {
    expect((await refusal(() => loadScenario('ruptur-2014')))[0]).toContain('Did you mean "rupture-2014"?');
    expect((await refusal(() => loadScenario('rupture-2014', { variant: 'bass' })))[1]).toEqual(['unknown-variant']);
  });
});

describe('compare', () => {
  test('gives the numbers of its parts, over the same futures', async () => {
    const told = await compare(scenario, { worlds: 16, replications: 3, seed: 'x', workers: 1 });
    const model = modelOf(scenario);
    const policies = told.arms.map(({ policy }) => policy);
    const doctrines = told.arms.slice(0, 1).map(({ doctrine }) => doctrine);
    const futures = { worlds: 16, replications: 3, seed: 'x', design: scenario.defaults.design };
    const asked = { variants: [BASE_VARIANT], policies, doctrines, ...futures, settings: [], engine: 'auto' as const };
    const { plan } = planBatch(asked, [model]);
    const end = await runBatch(plan!, { workers: 1 });
    expect(end.kind === 'done' && end.result.digest).toBe(told.digest);
    expect(new Set(policies).size).toBe(policies.length);
    expect(policies).toContain(told.baseline);
  });

  test('runs the baseline though nobody named it, and estimates what was asked alone', async () => {
    const [, second] = scenario.policies;
    const outcome = [...scenario.outcomes.keys()].find((name) => scenario.outcomes.get(name)?.each === null)!;
    const told = await compare(scenario, {
      policies: [second!.name],
      baseline: scenario.policies[0]!.name,
      outcomes: [outcome],
      worlds: 4,
      workers: 1,
    });
    expect(told.arms.map(({ policy }) => policy)).toEqual([scenario.policies[0]!.name, second!.name]);
    expect(new Set(told.estimates.map((row) => row.outcome))).toEqual(new Set([outcome]));
    expect(told.reproduce).toContain('greyzone compare rupture-2014');
  });

  test('says what it does not know', async () => {
    expect((await refusal(() => compare(scenario, { policies: ['nothing'] })))[1]).toEqual(['unknown-policy']);
    expect((await refusal(() => compare(scenario, { baseline: 'nothing' })))[1]).toEqual(['unknown-policy']);
    expect((await refusal(() => compare(scenario, { variants: ['nothing'] })))[1]).toEqual(['unknown-variant']);
    expect((await refusal(() => compare(scenario, { doctrines: ['nothing'] })))[1]).toEqual(['unknown-doctrine']);
    expect((await refusal(() => compare(scenario, { outcomes: ['nothing'] })))[1]).toEqual(['unknown-outcome']);
    expect((await refusal(() => compare(scenario, { set: { nothing: 1 } })))[0]).toContain('unknown fact');
    expect((await refusal(() => compare(scenario, { worlds: 0 })))[1]).toEqual(['out-of-range']);
    expect((await refusal(() => compare(scenario, { policies: [], worlds: 1, doctrines: [] })))[1]).toEqual([
      'no-arms',
    ]);
    await expect(compare(scenario, { workers: 0 })).rejects.toThrow(RangeError);
  });

  test('finds in a plain script what a compiler would have found', async () => {
    const typo = { policy: ['x'] } as unknown as Parameters<typeof compare>[1];
    expect((await refusal(() => compare(scenario, typo)))[0]).toContain('unknown option "policy"');
    const byName = 'rupture-2014' as unknown as LoadedScenario;
    await expect(compare(byName)).rejects.toThrow('as loadScenario gives it');
    expect(() => run(byName)).toThrow(TypeError);
    const slip = { polcy: 'x' } as unknown as Parameters<typeof startGame>[1];
    expect((await refusal(() => startGame(scenario, slip)))[0]).toContain('did you mean "policy"?');
  });

  test('stops with the reason of its signal', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await expect(compare(scenario, { signal: stop.signal, worlds: 4 })).rejects.toThrow('enough');
  });
});

describe('samples and drivers', () => {
  test('are what compare estimates from', async () => {
    const options = { worlds: 8, workers: 1 };
    const told = await compare(scenario, options);
    const policies = told.arms.map(({ policy }) => policy);
    const arms = await samples(scenario, { ...options, policies });
    const [row] = told.differences;
    const find = (policy: string) => arms.find((arm) => arm.policy === policy && arm.outcome === row?.outcome)!;
    const arm = find(row!.policy);
    expect(difference(arm, find(told.baseline), arm.measure).estimate).toBe(row?.estimate);
    expect(arms.length).toBe(told.arms.length * told.outcomes.length);
  });

  test('drivers are the worlds that are run', () => {
    const drawn = drivers(scenario, { worlds: 8, seed: 'y' });
    const draw = createWorlds(modelOf(scenario), { worlds: 8, seed: 'y', design: scenario.defaults.design });
    expect(drawn.map(({ values }) => values[5])).toEqual([...draw(5)]);
    const [first] = drawn;
    const held = drivers(scenario, { worlds: 3, set: { [first!.name]: first!.values[0]! } });
    expect([...held[0]!.values]).toEqual(Array.from({ length: 3 }, () => first!.values[0]));
  });
});

describe('run', () => {
  test('is the run that a batch has there', async () => {
    const [arm] = await samples(scenario, { worlds: 4, replications: 2, workers: 1 });
    const one = run(scenario, { policy: arm!.policy, doctrine: arm!.doctrine, worlds: 4, world: 3, replication: 1 });
    expect(one.outcomes[arm!.outcome]).toBe(arm!.values[7]);
    expect(one.turns.length).toBeLessThanOrEqual(scenario.clock.turns);
    expect(one.failure).toBeNull();
  });

  test('counts worlds from 0, in whole numbers', async () => {
    expect((await refusal(() => run(scenario, { world: 4, worlds: 4 })))[0]).toContain('counted from 0');
    expect((await refusal(() => run(scenario, { world: -1 })))[0]).toContain('world: expected a whole number from 0');
    expect((await refusal(() => run(scenario, { replication: 0.5 })))[0]).toContain('replication: expected');
    expect((await refusal(() => run(scenario, { policy: 'nothing' })))[1]).toEqual(['unknown-policy']);
  });
});

describe('claims', () => {
  test('are those of the scenario, or those that are named', async () => {
    const [first] = scenario.claims;
    const { sections } = await claims(scenario, { only: [first!.id], worlds: 4, workers: 1 });
    expect(sections.map((section) => section.claims.map(({ id }) => id))).toEqual([[first!.id]]);
    expect((await refusal(() => claims(scenario, { only: ['nothing'] })))[1]).toEqual(['unknown-claim']);
  });
});

describe('startGame', () => {
  const seatOf = (of: LoadedScenario): string => {
    const model = modelOf(of);
    return model.seats[model.levers[0]!.seat]!.name;
  };

  test('plays what a replay of its text plays', () => {
    const seat = seatOf(scenario);
    const game = startGame(scenario, { seats: [seat], world: 2 });
    const [lever, levels] = Object.entries(game.levers(seat))[0]!;
    while (!game.over()) {
      expect(game.outcomes()).toBeNull();
      game.order(seat, { [lever]: levels[game.played() % levels.length]! });
      game.endTurn();
    }
    const file = join(folder, 'x.case.jsonl');
    writeFileSync(file, game.text());
    const read = readCase(file);
    if ('fault' in read) throw new Error(read.fault);
    const laid = layGround(scenario, read.log.opening);
    if ('faults' in laid) throw new Error(laid.faults.join());
    const { fault, turns, agreeing } = replayCase(laid.ground, read.log);
    expect({ fault, turns, agreeing }).toEqual({ fault: null, turns: game.played(), agreeing: game.played() });
    expect(Object.values(game.outcomes() ?? {}).every(Number.isFinite)).toBe(true);
  });

  test('left to strategies it is the run of the same world', () => {
    const game = startGame(scenario, { seed: 'z', world: 1 });
    while (!game.over()) game.endTurn();
    expect(game.outcomes()).toEqual(run(scenario, { seed: 'z', world: 1 }).outcomes);
  });

  test('refuses in words', async () => {
    const seat = seatOf(scenario);
    const game = startGame(scenario, { seats: [seat] });
    expect(() => game.order(seat, { nothing: 'much' })).toThrow(RefusedError);
    expect(() => game.undo()).toThrow(RefusedError);
    expect(() => startGame(scenario).order(seat, {})).toThrow('follows its strategy');
    expect((await refusal(() => game.observe('nobody')))[1]).toEqual(['unknown-seat']);
    expect((await refusal(() => startGame(scenario, { seats: ['nobody'] })))[0]).toContain('nobody');
    expect((await refusal(() => startGame(scenario, { policy: 'nothing' })))[0]).toContain('no policy "nothing"');
    expect((await refusal(() => startGame(scenario, { world: 9, worlds: 4 })))[0]).toContain('from 0 to 3');
    game.endTurn();
    game.undo();
    expect(game.played()).toBe(0);
  });
});
