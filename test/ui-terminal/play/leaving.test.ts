// Ways out that nobody wanted: whatever breaks, the terminal is given back first, and then the fault is told.

import { expect, test } from 'vitest';
import { NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { createGame, type Game } from '../../../ui-terminal/play/game.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import { type Begun, startPlay } from '../../../ui-terminal/play/start.tsx';
import { newSession } from '../../case/played-case.ts';
import { type FakeTerminal, fakeTerminal } from './fake-terminal.ts';

const SHOWS_CURSOR = '\u001b[?25h';

function gameOfTown(): Game {
  return createGame({
    session: newSession('tutorial', ['town_hall']),
    seat: 'town_hall',
    looks: looksOf({ colour: false, ascii: true, screenReader: false }),
    shelf: {
      start: () => ({ fault: 'no', notes: [] }),
      resume: () => ({ fault: 'no', notes: [] }),
      library: () => ({ scenarios: [], cases: [], open: () => null }),
    },
    forecastingOf: () => NO_FORECASTING,
  });
}

function started(terminal: FakeTerminal, begin: () => Begun): Promise<number> {
  return startPlay({ what: 'the practice', screenReader: false, begin, on: terminal });
}

function expectGivenBack(terminal: FakeTerminal): void {
  expect(terminal.isAlternate()).toBe(false);
  expect(terminal.written().lastIndexOf(SHOWS_CURSOR)).toBeGreaterThan(0);
  expect(terminal.stdin.isRaw).toBe(false);
}

test('what cannot be opened', async () => {
  const terminal = fakeTerminal(80, 24);
  const ended = started(terminal, () => {
    throw new Error('no such scenario');
  });
  await expect(ended).rejects.toThrow('no such scenario');
  await terminal.settled();
  expectGivenBack(terminal);
});

test('a bug in a screen', async () => {
  const terminal = fakeTerminal(80, 24);
  const game = gameOfTown();
  let isBroken = false;
  const broken: Game = {
    ...game,
    context: (columns, rows) => {
      if (isBroken) throw new Error('a bug in a screen');
      return game.context(columns, rows);
    },
  };
  const ended = started(terminal, () => ({ game: broken, screen: 'board' }));
  const caught = expect(ended).rejects.toThrow('a bug in a screen');
  await terminal.until('turn 1 of 6');
  isBroken = true;
  terminal.resize(90, 30);
  await caught;
  await terminal.settled();
  expectGivenBack(terminal);
});
