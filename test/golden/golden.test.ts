// Golden playthroughs: one run of every shipped scenario under every policy, told as a story and replayed line by line.
// `npm run golden` writes them anew; read the difference as prose before you keep it.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Model } from '../../engine/model/model.ts';
import { createWorlds } from '../../engine/model/worlds.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { simulate } from '../../engine/reference/simulate.ts';
import { runStory } from '../../engine/report/run-story.ts';
import { shippedScenarios } from '../../engine/scenario-folder.ts';
import { shippedModel } from '../shipped.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const SEED = 'golden';
const WORLDS = 16;
/** Turns told, the last one always among them: all of the first policy's run, the beginning of the others. */
const MOST_TURNS = { first: 30, others: 6 };

/** The text changes with the story, not with every comment of the file: the hash is left out. */
function story(model: Model, policy: number): string {
  const world = policy % WORLDS;
  const doctrine = policy % model.doctrines.length;
  const parameters = createWorlds(model, { seed: SEED, design: 'sobol', worlds: WORLDS })(world);
  const setup = { arm: { policy, doctrine }, parameters, draws: createDraws(model, SEED), world, replication: 0 };
  const { records } = simulate(createReference(model), setup, { trace: true });
  const turns = records ?? [];
  const most = policy === 0 ? MOST_TURNS.first : MOST_TURNS.others;
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
  const files = model.policies.map(({ name }) => `${name}.txt`);

  test.each(model.policies.map(({ name }, policy) => [name, policy] as const))('under %s', async (_, policy) => {
    await expect(story(model, policy)).toMatchFileSnapshot(join(folder, id, files[policy]!));
  });

  test('has a golden playthrough for every policy, and no other', () => {
    const found = existsSync(join(folder, id)) ? readdirSync(join(folder, id)) : [];
    expect(found.sort()).toEqual([...files].sort());
    for (const file of found) expect(readFileSync(join(folder, id, file), 'utf8').length).toBeGreaterThan(200);
  });
});
