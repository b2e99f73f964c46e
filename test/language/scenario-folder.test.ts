// From a scenario's name or path to its texts: what is read, and what is refused before it is read.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderProblems } from '../../engine/problem.ts';
import { openScenario, shippedScenarios } from '../../engine/scenario-folder.ts';
import { timed } from './every-word.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'greyzone-'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

function folder(name: string, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = join(root, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

function refusal(path: string): string {
  const { answer, seconds } = timed(() => openScenario(path));
  expect(seconds).toBeLessThan(2);
  expect(answer.texts).toBeNull();
  return renderProblems(answer.problems, new Map());
}

describe('a scenario is found', () => {
  test('by its folder and by its file, with the sources beside it', () => {
    const path = folder('good', { 'scenario.yaml': 'id: good\n', 'sources.yaml': 'R1: x\n' });
    for (const way of [path, join(path, 'scenario.yaml')]) {
      const { texts, problems } = openScenario(way);
      expect(problems).toEqual([]);
      expect(texts?.scenario.text).toBe('id: good\n');
      expect(texts?.registers.map(({ text }) => text)).toEqual(['R1: x\n']);
      expect(texts?.hash).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('with a hash of all that is read, and of nothing else', () => {
    const hash = (name: string, files: Readonly<Record<string, string>>) =>
      openScenario(folder(name, files)).texts?.hash;
    const one = hash('h1', { 'scenario.yaml': 'a', 'sources.yaml': 'b' });
    expect(hash('h2', { 'scenario.yaml': 'a', 'sources.yaml': 'b', 'notes.txt': 'c' })).toBe(one);
    expect(hash('h3', { 'scenario.yaml': 'ab', 'sources.yaml': '' })).not.toBe(one);
    expect(hash('h4', { 'scenario.yaml': 'a' })).not.toBe(one);
  });

  test('under another file name, alone', () => {
    const path = folder('other', { 'draft.yaml': 'id: x\n', 'sources.yaml': 'R1: x\n' });
    expect(openScenario(join(path, 'draft.yaml')).texts?.registers).toEqual([]);
  });

  test('by its id when it comes with the engine', () => {
    const ids = shippedScenarios().map(({ id }) => id);
    expect(ids).toContain('baltic-2014');
    expect(openScenario('baltic-2014').texts?.scenario.name).toContain('baltic-2014');
  });
});

describe('refused is', () => {
  test('what is not there', () => {
    expect(refusal('baltic-2013')).toContain('Did you mean "baltic-2014"?');
    expect(refusal('nowhere-at-all')).toContain('Scenarios that come with greyzone: bad-map, baltic-2014');
    expect(refusal(folder('empty'))).toContain('The folder holds no scenario.yaml.');
    for (const path of ['', '\0', 'a\0b', '../../../../nowhere', `${'x'.repeat(100_000)}`])
      expect(refusal(path)).toContain('no scenario');
  });

  test('a way to a shipped scenario that is not its id', () => {
    for (const way of ['verification/knuth-yao-die', 'x/../baltic-2014', 'Baltic-2014', 'baltic-2014\n'])
      expect(refusal(way)).toContain('no scenario');
  });

  test('text that is not UTF-8, and text that is too long', () => {
    expect(refusal(folder('latin1', { 'scenario.yaml': Uint8Array.of(0x61, 0xe4, 0x62) }))).toContain(
      'is not UTF-8 text',
    );
    expect(refusal(folder('utf16', { 'scenario.yaml': Uint8Array.of(0xff, 0xfe, 0x61, 0x00) }))).toContain(
      'is not UTF-8 text',
    );
    expect(refusal(folder('huge', { 'scenario.yaml': 'x'.repeat(10_000_000) }))).toContain(
      'has 10000000 bytes, expected at most',
    );
    expect(
      refusal(folder('huge-sources', { 'scenario.yaml': 'id: x', 'sources.yaml': 'x'.repeat(2_000_000) })),
    ).toContain('sources.yaml has 2000000 bytes');
  });

  test('what is no file: a folder, a pipe, a device', () => {
    const path = folder('odd');
    mkdirSync(join(path, 'scenario.yaml'));
    expect(refusal(path)).toContain('is not a plain file');
    const piped = folder('piped');
    execFileSync('mkfifo', [join(piped, 'scenario.yaml')]);
    expect(refusal(piped)).toContain('is not a plain file');
    expect(refusal(join(piped, 'scenario.yaml'))).toContain('is not a plain file');
    expect(refusal('/dev/zero')).toContain('is not a plain file');
  });

  test('a link out of the folder, but not one inside it', () => {
    const secret = join(folder('secret', { 'secret.yaml': 'password: x' }), 'secret.yaml');
    const path = folder('linked', { 'real.yaml': 'id: real' });
    symlinkSync(secret, join(path, 'scenario.yaml'));
    expect(refusal(path)).toContain('is a link that leaves its folder');
    const inside = folder('linked-inside', { 'real.yaml': 'id: real' });
    symlinkSync('real.yaml', join(inside, 'scenario.yaml'));
    expect(openScenario(inside).texts?.scenario.text).toBe('id: real');
    symlinkSync(secret, join(inside, 'sources.yaml'));
    expect(refusal(inside)).toContain('sources.yaml is a link that leaves its folder');
  });

  test('a link that leads nowhere, or in a circle', () => {
    const path = folder('dangling');
    symlinkSync('nowhere.yaml', join(path, 'scenario.yaml'));
    expect(refusal(path)).toContain('The folder holds no scenario.yaml.');
    const circle = folder('circle');
    symlinkSync('scenario.yaml', join(circle, 'scenario.yaml'));
    expect(refusal(circle)).toContain('scenario');
    const broken = folder('broken-sources', { 'scenario.yaml': 'id: x' });
    symlinkSync('nowhere.yaml', join(broken, 'sources.yaml'));
    expect(refusal(broken)).toContain('sources.yaml');
  });

  test('nothing of the message can drive a terminal', () => {
    expect(refusal('\u001b[31m\u202e')).not.toContain('\u001b');
  });
});
