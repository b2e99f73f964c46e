// A run as a story: what it tells, what only the trace adds, and how a failed run ends.

import { describe, expect, test } from 'vitest';
import type { Model } from '../../engine/model/model.ts';
import { createWorlds } from '../../engine/model/worlds.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { simulate } from '../../engine/reference/simulate.ts';
import { runStory } from '../../engine/report/run-story.ts';
import { tinyModel } from '../batch/tiny-model.ts';
import { overshooting } from './tiny-comparison.ts';

const names = {
  policy: 'none',
  doctrine: 'cautious',
  seed: 'a seed',
  design: 'sobol',
  worlds: 8,
  replication: 0,
} as const;

function story(model: Model, world: number, trace = false, width = 80): string {
  const parameters = createWorlds(model, names)(world);
  const draws = createDraws(model, names.seed);
  const setup = { arm: { policy: 0, doctrine: 0 }, parameters, draws, world, replication: 0 };
  const { records } = simulate(createReference(model), setup, { trace: true });
  return runStory(model, { ...names, world }, records ?? [], { width, trace });
}

describe('a story', () => {
  const worlds = [0, 1, 2, 3, 4, 5, 6, 7];
  const world = worlds.find((candidate) => /first_ring +[3-6]/.test(story(tinyModel(), candidate)))!;
  const text = story(tinyModel(), world);

  test('names its run and has every turn', () => {
    expect(text).toContain('policy none; doctrine cautious; variant base; seed a seed; world ');
    expect(text.match(/^Turn \d/gm)).toEqual(['Turn 1', 'Turn 2', 'Turn 3', 'Turn 4', 'Turn 5', 'Turn 6']);
  });

  test('tells events with odds, draw and news, and ends with the outcomes', () => {
    expect(text).toMatch(/incident flare happens \(chance 0\.5, draw 0\.\d+\)\n +"A flare goes up\."/);
    expect(text).toMatch(/machine alarm: quiet -> ringing \(chance 0\.\d+, draw 0\.\d+\)\n +"The alarm goes off\."/);
    expect(text).toMatch(/fear 0 -> /);
    expect(text).toMatch(/Outcomes\n +fear_at_end +[\d.]+\n +ever_rang +yes\n +first_ring +\d\n$/);
  });

  test('keeps for the trace what did not happen', () => {
    const traced = story(tinyModel(), world, true);
    expect(text).not.toContain('stays quiet');
    expect(traced).toMatch(/machine alarm stays quiet \(ringing chance 0\.\d+, draw 0\.\d+\)/);
    expect(traced).toMatch(/incident flare does not happen/);
  });

  test('fits its width', () => {
    for (const width of [60, 100]) {
      const lines = story(tinyModel(), world, true, width).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });
});

test('a failed run says where it failed', () => {
  const stories = [0, 1, 2, 3, 4, 5, 6, 7].map((world) => story(tinyModel(overshooting), world));
  const failed = stories.filter((text) => text.includes('THE RUN FAILS'));
  expect(failed.length).toBeGreaterThan(0);
  for (const text of failed) {
    expect(text).toContain('THE RUN FAILS in phase all: chance out of range: alarm.quiet');
    expect(text).toMatch(/No outcomes: the run failed\.\n$/);
  }
});
