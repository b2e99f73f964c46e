// The printed table: the golden one is read as prose, the others must fit their width and keep their words.

import { describe, expect, test } from 'vitest';
import { compareTable } from '../../engine/report/compare-table.ts';
import type { Comparison } from '../../engine/report/comparison.ts';
import { tinyModel } from '../batch/tiny-model.ts';
import { overshooting, tinyComparison } from './tiny-comparison.ts';

const failing = tinyComparison({}, [tinyModel(overshooting)]);

/** The same comparison with long names everywhere. */
function longNames(comparison: Comparison): Comparison {
  const text = JSON.stringify(comparison)
    .replaceAll('"some"', '"heavier_presence_with_a_promise+accelerate_under_conditions"')
    .replaceAll('"fear_at_end"', '"fear_of_being_left_alone_at_the_very_end[rest_of_latvia]"');
  return JSON.parse(text) as Comparison;
}

describe('golden tables', () => {
  test('80 columns', async () => {
    await expect(compareTable(tinyComparison(), { width: 80 })).toMatchFileSnapshot('golden/compare-80.txt');
  });

  test('120 columns, chosen outcomes, failed runs', async () => {
    const table = compareTable(failing, { width: 120, outcomes: ['ever_rang', 'first_ring'] });
    await expect(table).toMatchFileSnapshot('golden/compare-120-failures.txt');
  });
});

test.each([60, 72, 80, 100, 120, 200])('fits %i columns', (width) => {
  for (const comparison of [tinyComparison(), failing, longNames(failing), longNames(tinyComparison({ worlds: 1 }))]) {
    for (const outcomes of [[], comparison.outcomes.map(({ name }) => name)]) {
      const lines = compareTable(comparison, { width, outcomes }).split('\n');
      for (const line of lines.filter(
        (text) => !/^(digest| *--policies)/.test(text.replace(/^ *greyzone \w+ tiny /, '')),
      ))
        expect(line.length, line).toBeLessThanOrEqual(width);
      expect(lines.filter((line) => line.endsWith(' '))).toEqual([]);
    }
  }
});

test('says lower, higher and n.d. in words, with or without colour', () => {
  const outcomes = ['fear_at_end', 'ever_rang', 'first_ring'];
  const plain = compareTable(tinyComparison(), { width: 80, outcomes });
  expect(plain).toMatch(/some .*lower\n/);
  expect(plain).toMatch(/some .*higher\n/);
  expect(plain).toMatch(/some .*n\.d\.\n/);
  const painted = compareTable(tinyComparison(), { width: 80, outcomes, paint: (tone, text) => `<${tone}>${text}</>` });
  expect(painted).toContain('<better>lower</>');
  expect(painted.replace(/<\/?\w*>/g, '')).toBe(plain);
});

test('shows the main outcomes of the scenario first', () => {
  const table = compareTable(tinyComparison(), { width: 80, main: ['ever_rang'] });
  expect(table.indexOf('ever_rang: share of runs')).toBeGreaterThan(0);
  expect(table).toContain('Other outcomes at a glance');
});

test('lets no control character of a scenario through', () => {
  const comparison = tinyComparison();
  const table = compareTable(
    {
      ...comparison,
      seed: 'a\u001b[2Jb',
      scenario: { ...comparison.scenario, title: 'T\u001b]0;x\u0007', question: 'Q\r\n?' },
    },
    { width: 80 },
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(table).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});
