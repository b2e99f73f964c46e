// The guide to playing: its list of keys is that of the program, no two keys of a screen are in each other's way, its pictures parse, its script runs.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playScript, scriptFaults } from '../../../ui-terminal/play/play-script.ts';
import { SCREEN_IDS, WHITE_SCREENS } from '../../../ui-terminal/play/screen.ts';
import { SCREENS } from '../../../ui-terminal/play/screens/screens.ts';
import { readScript } from '../../../ui-terminal/play/script.ts';
import { say } from '../../../ui-terminal/play/strings.ts';
import { newSession } from '../../case/played-case.ts';
import { root } from '../../house/source-files.ts';
import { keyGuide } from './key-guide.ts';

const guide = readFileSync(join(root, 'docs/play.md'), 'utf8');

test('the list of keys is that of the program', async () => {
  await expect(keyGuide()).toMatchFileSnapshot('../../../docs/play-keys.md');
});

test('a key that always works stands only once on a screen', () => {
  for (const id of SCREEN_IDS) {
    const always = SCREENS[id].keys.filter(({ when }) => when === undefined).flatMap(({ keys }) => keys);
    expect(new Set(always).size).toBe(always.length);
  }
});

test('every screen is in the guide', () => {
  const seminar = readFileSync(join(root, 'docs/seminar.md'), 'utf8');
  for (const id of SCREEN_IDS)
    if (WHITE_SCREENS.includes(id)) expect(seminar).toContain(`| ${say(`screen.${id}`)} |`);
    else expect(guide.toLowerCase()).toContain(id);
});

test('the pictures that are shown are there', () => {
  const pictures = readdirSync(join(root, 'docs/play'));
  const shown = [
    ...`${guide}\n${readFileSync(join(root, 'README.md'), 'utf8')}`.matchAll(/\(((?:docs\/)?play\/\S+\.svg)\)/g),
  ];
  expect(shown.length).toBeGreaterThan(2);
  for (const [, path] of shown) expect(pictures).toContain(path!.split('/').at(-1));
});

test('the script of the guide is one', () => {
  const script = /```text\n(# orders\.txt[\s\S]*?)```/.exec(guide)![1]!;
  const { steps, problems } = readScript('docs/play.md', script);
  expect(problems).toEqual([]);
  const session = newSession('baltic-2014', ['latvia']);
  expect(scriptFaults(session, steps)).toEqual([]);
  expect(playScript(session, steps, () => {})).toBe(null);
  expect(session.standing().played).toBe(7);
  expect(session.lines()).toHaveLength(2);
});
