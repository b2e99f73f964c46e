// `greyzone preflight` as a user meets it: the shipped vignette, a scenario without a seminar, and what a strict director is told.

import { expect, test } from 'vitest';
import type { Preflight } from '../../engine/report/preflight.ts';
import { greyzone } from './greyzone.ts';

const SHORT = ['--doctrines', 'symbolic_spring', '--runs', '400', '--quiet'] as const;

test('plays the vignette of forty-five minutes', async () => {
  const { code, stdout, stderr } = await greyzone('preflight', 'narva-spring', '--json', ...SHORT);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const found: Preflight = JSON.parse(stdout);
  expect(found).toMatchObject({ format: 'greyzone.preflight/1', doctrines: ['symbolic_spring'], failed: 0 });
  expect(found.schedule).toMatchObject({ total: 45, available: 45, spare: 0 });
  expect(found.entries.find(({ id }) => id === 'N-05')).toMatchObject({ fires: { share: 1 }, turn: { p50: 6 } });
  expect(found.entries.find(({ id }) => id === 'N-18')).toMatchObject({ fires: null, moment: 'by-hand' });
});

test('says by text and by exit code that half an hour is too short', async () => {
  const { code, stdout, stderr } = await greyzone('preflight', 'narva-spring', '--minutes', '30', '--strict', ...SHORT);
  expect(stdout).toContain('It does not fit: 45 min are planned and 30 are at hand.');
  expect(stderr).toContain('the schedule is 15 min too long');
  expect(code).toBe(1);
});

test('tells what is missing in a scenario without a seminar', async () => {
  const { code, stdout, stderr } = await greyzone('preflight', 'tutorial');
  expect(stdout).toBe('');
  expect(stderr).toContain('tutorial has no seminar: add a section "seminar:"');
  expect(code).toBe(2);
});

test('does not know a doctrine that is not there', async () => {
  const { code, stderr } = await greyzone('preflight', 'narva-spring', '--doctrines', 'symbolic_sprong', '--quiet');
  expect(stderr).toContain('symbolic_spring');
  expect(code).toBe(2);
});
