// The clock of a console while somebody sets that of the machine.

import { expect, test } from 'vitest';
import { steadyClock } from '../../../ui-terminal/seminar/wall-clock.ts';

/** Minutes after nine. */
const at = (minutes: number): string =>
  new Date(Date.parse('2026-03-04T09:00:00.000Z') + minutes * 60_000).toISOString();

test('goes on from where it was when the machine is set back by an hour', () => {
  let present = at(0);
  const clock = steadyClock(() => present);
  const read = (minutes: number): string => {
    present = at(minutes);
    return clock.now();
  };
  expect([read(0), read(10), read(-50), read(-45), read(-40)]).toEqual([at(0), at(10), at(10), at(15), at(20)]);
  expect(clock.ahead()).toBe(3_600_000);
  expect(read(30)).toBe(at(90));
});

test('begins where the case before it left off', () => {
  const clock = steadyClock(() => at(0));
  clock.notBefore('no time');
  clock.notBefore(at(-5));
  expect(clock.now()).toBe(at(0));
  clock.notBefore(at(60));
  expect(clock.now()).toBe(at(60));
});
