// Golden playthroughs: runs of every shipped scenario under the policies that it compares by itself and under every doctrine, told as a story
// and replayed line by line.
// `npm run golden` writes them anew; read the difference as prose before you keep it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../engine/language/scenario.ts';
import type { Model } from '../../engine/model/model.ts';
import { createWorlds } from '../../engine/model/worlds.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { simulate } from '../../engine/reference/simulate.ts';
import { runStory } from '../../engine/report/run-story.ts';
import { shippedScenarios } from '../../engine/scenario-folder.ts';
import { shippedModel, shippedScenario } from '../shipped.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const SEED = 'golden';
const WORLDS = 16;
/** Turns told, the last one always among them: all of the first policy's run, the beginning of the others. */
const MOST_TURNS = { first: 30, others: 6 };

/** One playthrough: which policy and doctrine, and where its text stands. */
interface Told {
  readonly policy: number;
  readonly doctrine: number;
  readonly order: number;
  readonly file: string;
}

function toldOf(model: Model, { defaults }: Scenario): readonly Told[] {
  const names = defaults.policies ?? model.policies.map(({ name }) => name);
  return Array.from({ length: Math.max(names.length, model.doctrines.length) }, (_, order): Told => {
    const name = names[order % names.length]!;
    const doctrine = order % model.doctrines.length;
    const file = order < names.length ? `${name}.txt` : `${name}, ${model.doctrines[doctrine]!.name}.txt`;
    return { policy: model.policies.findIndex((policy) => policy.name === name), doctrine, order, file };
  });
}

/** The text changes with the story, not with every comment of the file: the hash is left out. */
function story(model: Model, { policy, doctrine, order }: Told): string {
  const world = order % WORLDS;
  const parameters = createWorlds(model, { seed: SEED, design: 'sobol', worlds: WORLDS })(world);
  const setup = { arm: { policy, doctrine }, parameters, draws: createDraws(model, SEED), world, replication: 0 };
  const { records } = simulate(createReference(model), setup, { trace: true });
  const turns = records ?? [];
  const most = order === 0 ? MOST_TURNS.first : MOST_TURNS.others;
  const told = turns.length > most ? [...turns.slice(0, most - 1), turns.at(-1)!] : turns;
  const names = {
    policy: model.policies[policy]!.name,
    doctrine: model.doctrines[doctrine]!.name,
    seed: SEED,
    design: 'sobol' as const,
    worlds: WORLDS,
    world,
    replication: 0,
  };
  return runStory({ ...model, hash: '' }, names, told, { width: 100, trace: false });
}

describe.each(shippedScenarios().map(({ id }) => id))('%s', (id) => {
  const model = shippedModel(id);
  const all = toldOf(model, shippedScenario(id));

  test.each(all.map((told) => [told.file, told] as const))('%s', async (file, told) => {
    await expect(story(model, told)).toMatchFileSnapshot(join(folder, id, file));
  });

  test('has these golden playthroughs, and no other', () => {
    const found = existsSync(join(folder, id)) ? readdirSync(join(folder, id)) : [];
    expect(found.sort()).toEqual(all.map(({ file }) => file).sort());
    for (const file of found) expect(readFileSync(join(folder, id, file), 'utf8').length).toBeGreaterThan(200);
  });
});
