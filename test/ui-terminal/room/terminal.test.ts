// Both terminals on a screen that is emulated in memory: resizing, white coming and going, Ctrl-C, and nothing left behind.

import { expect, onTestFinished, test } from 'vitest';
import type { ScreenView } from '../../../engine/index.ts';
import { fakeTerminal } from '../play/fake-terminal.ts';
import { looksFor, madeDoor, NOW, SCREEN, SEAT, seenAs } from './made-views.ts';

process.env.FORCE_COLOR = '3';
const { createSeat, createWatch } = await import('../../../ui-terminal/room/room-program.ts');
const { startRoom } = await import('../../../ui-terminal/room/start-room.tsx');
type Program = Parameters<typeof startRoom>[0]['program'];

const WAIT = 60_000;

function mounted(program: Program, columns = 80, rows = 24) {
  const terminal = fakeTerminal(columns, rows);
  const ended = startRoom({ program, on: terminal });
  onTestFinished(async () => {
    terminal.press('ctrl+c');
    await ended;
  });
  return { terminal, ended };
}

test('the projector waits, shows the room when it opens, and says when white goes', async () => {
  const lack = { kind: 'folder', folder: 'spring.room', caseFile: 'spring.case.jsonl' } as const;
  const made = madeDoor(seenAs<ScreenView>(null, { lack }));
  let now = NOW;
  const { terminal, ended } = mounted(createWatch({ door: made.door, looks: looksFor(), now: () => now }));
  await terminal.until('Waiting for white', WAIT);
  made.show(seenAs(SCREEN));
  await terminal.until('02:00 left', WAIT);
  now += 61_000;
  await terminal.until('00:59 left', WAIT);
  made.show(seenAs(SCREEN, { white: { isThere: false, since: NOW } }));
  await terminal.until('White is not there since 10:38', WAIT);
  made.show(seenAs({ ...SCREEN, title: 'A summer in Narva' }));
  await terminal.until((screen) => screen.includes('A summer') && !screen.includes('not there'), WAIT);
  terminal.press('q');
  expect(await ended).toBe(0);
  expect(made.followers()).toBe(0);
  expect(terminal.isAlternate()).toBe(false);
});

test('a draft outlives resizing; what cannot be sent comes back', async () => {
  const made = madeDoor(seenAs(SEAT));
  const { terminal } = mounted(createSeat('latvia', { door: made.door, looks: looksFor(), now: () => NOW }));
  await terminal.until('1 Situation', WAIT);
  terminal.press('3', 'left');
  await terminal.until('1 drafted', WAIT);
  terminal.resize(59, 24);
  await terminal.until('at least 60 x 16 is needed', WAIT);
  terminal.resize(120, 40);
  await terminal.until('1 drafted', WAIT);
  expect(terminal.rows()).toHaveLength(40);
  expect(terminal.rows().at(-1)).toContain('? help');
  made.jam('the disk is full');
  terminal.press('e');
  await terminal.until('Not sent: the disk is full', WAIT);
  expect(terminal.rows().join('\n')).toContain('1 drafted');
  made.jam('');
  terminal.press('e');
  await terminal.until('it replaces what was sealed before', WAIT);
  expect(made.posted).toMatchObject([
    { kind: 'orders', seat: 'latvia', turn: 5, levers: { 'policing[latvia]': 'present' } },
  ]);
  expect(made.posted[0]?.id).toMatch(/^latvia-/);
  made.show(seenAs({ ...SEAT, receipts: [{ message: made.posted[0]!.id, why: '' }] }));
  terminal.press('down');
  await terminal.until('White has your orders for turn 5.', WAIT);
});

test('Ctrl-C leaves with 130 and gives the terminal back, even while a question is typed', async () => {
  const made = madeDoor(seenAs(SEAT));
  const { terminal, ended } = mounted(createSeat('latvia', { door: made.door, looks: looksFor() }));
  await terminal.until('1 Situation', WAIT);
  expect(terminal.isAlternate()).toBe(true);
  terminal.press('a', 'Why q');
  await terminal.until('Ask white: Why q_', WAIT);
  terminal.press('ctrl+c');
  expect(await ended).toBe(130);
  expect(terminal.isAlternate()).toBe(false);
  expect(terminal.stdin.isRaw).toBe(false);
  expect(terminal.written().endsWith('\x1b[?25h') || terminal.written().includes('\x1b[?25h')).toBe(true);
  expect(made.followers()).toBe(0);
});

test('a screen reader gets sentences, and no other screen', async () => {
  const made = madeDoor(seenAs(SCREEN));
  const { terminal } = mounted(
    createWatch({ door: made.door, looks: looksFor('screen reader'), now: () => NOW }),
    100,
    60,
  );
  const told = await terminal.until('Up to 2 min of the move are left.', WAIT);
  expect(terminal.isAlternate()).toBe(false);
  expect(told).toContain('Keys:');
});
