// Several persons at one keyboard: orders are sealed, the curtain falls between them, and no screen of one shows what another has sealed.

import { expect, test } from 'vitest';
import { type App, frameOf, openApp, press } from '../../../ui-terminal/play/app-state.ts';
import { NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { textOf } from '../../../ui-terminal/play/frame.ts';
import { createGame, type Game, personsOf } from '../../../ui-terminal/play/game.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import { SCREEN_IDS } from '../../../ui-terminal/play/screen.ts';
import { choices, newSession, orderSomething } from '../../case/played-case.ts';

const LIBRARY = { scenarios: [], cases: [], open: () => null };
const COLUMNS = 100;
const ROWS = 30;

function gameFor(seats: readonly string[]): { game: Game; session: ReturnType<typeof newSession> } {
  const session = newSession('narva-spring', seats);
  const game = createGame({
    session,
    seat: seats[0]!,
    looks: looksOf({ colour: false, ascii: false, screenReader: false }),
    shelf: {
      start: () => ({ fault: 'no', notes: [] }),
      resume: () => ({ fault: 'no', notes: [] }),
      library: () => LIBRARY,
    },
    forecastingOf: () => NO_FORECASTING,
  });
  return { game, session };
}

function after(game: Game, app: App, ...keys: readonly string[]): App {
  return keys.reduce((now, key) => {
    const pressed = press(now, key, game.context(COLUMNS, ROWS - 3));
    return game.perform(pressed.app, pressed.deeds).app;
  }, app);
}

function picture(game: Game, app: App): string {
  return frameOf(app, game.context(COLUMNS, ROWS - 3), COLUMNS, ROWS)
    .map((line) => textOf(line).trimEnd())
    .join('\n');
}

/** Every screen as the present seat sees it. */
function allPictures(game: Game): readonly string[] {
  const context = game.context(COLUMNS, ROWS - 3);
  return SCREEN_IDS.filter((id) => id !== 'home').map((id) => picture(game, openApp(id, context)));
}

test('the turn is played when the last person has ended it, and the curtain falls in between', () => {
  const { game, session } = gameFor(['estonia', 'latvia']);
  let app = openApp('board', game.context(COLUMNS, ROWS - 3));
  app = game.perform(app, [{ kind: 'play' }]).app;
  expect(session.standing().played).toBe(0);
  expect(app.stack.map(({ id }) => id)).toEqual(['curtain']);
  expect(picture(game, app)).toContain('Hand the keyboard to Latvia.');
  // Nothing but the one who was asked for gets further.
  app = after(game, app, 'esc', 'b', 'o', 'n', 'x');
  expect(app.stack.map(({ id }) => id)).toEqual(['curtain']);
  app = after(game, app, 'enter');
  expect(game.context(COLUMNS, ROWS - 3).seat).toBe('latvia');
  app = game.perform(app, [{ kind: 'play' }]).app;
  expect(session.standing().played).toBe(1);
  expect(picture(game, app)).toContain('Hand the keyboard to Estonia.');
  game.close();
});

/** What Latvia sees after two turns that are always the same, when Estonia has sealed what `seal` chooses, or nothing yet. */
function latviaSees(seal: number | null): readonly string[] {
  const { game, session } = gameFor(['estonia', 'latvia']);
  for (const turn of [1, 2]) {
    orderSomething(session, 'estonia', choices(turn));
    orderSomething(session, 'latvia', choices(10 + turn));
    session.play();
  }
  if (seal !== null) orderSomething(session, 'estonia', choices(seal));
  game.perform(openApp('curtain', game.context(COLUMNS, ROWS - 3)), [{ kind: 'unveil', seat: 'latvia' }]);
  const pictures = allPictures(game).map((text) => text.replaceAll(session.file, 'CASE'));
  game.close();
  return pictures;
}

test('what one has sealed shows on no screen of another', () => {
  const nothing = latviaSees(null);
  expect(new Set(nothing).size).toBeGreaterThan(6);
  // Whatever was sealed, or nothing: what Latvia sees is the same to the letter.
  for (const seal of [3, 4, 5]) expect(latviaSees(seal)).toEqual(nothing);
});

test('the curtain itself shows a name and nothing of the case', () => {
  const { game, session } = gameFor(['estonia', 'latvia']);
  game.perform(openApp('board', game.context(COLUMNS, ROWS - 3)), [{ kind: 'play' }]);
  const covered = openApp('curtain', game.context(COLUMNS, ROWS - 3));
  const before = picture(game, covered);
  orderSomething(session, 'estonia', choices(9));
  expect(picture(game, covered)).toBe(before);
  game.close();
});

test('no one looks through the eyes of a seat that nobody here holds, nor of another person without the curtain', () => {
  const { game, session } = gameFor(['estonia', 'latvia']);
  const app = openApp('board', game.context(COLUMNS, ROWS - 3));
  const refused = game.perform(app, [{ kind: 'look through', seat: 'russia' }]).app;
  expect(refused.message).toContain('russia');
  expect(game.context(COLUMNS, ROWS - 3).seat).toBe('estonia');
  const asked = game.perform(app, [{ kind: 'look through', seat: 'latvia' }]).app;
  expect(asked.stack.map(({ id }) => id)).toEqual(['curtain']);
  expect(personsOf(session)).toEqual(['estonia', 'latvia']);
  game.close();
});

test('one person alone meets no curtain', () => {
  const { game, session } = gameFor(['latvia']);
  const app = openApp('board', game.context(COLUMNS, ROWS - 3));
  expect(game.perform(app, [{ kind: 'play' }]).app.stack.at(-1)!.id).toBe('board');
  expect(session.standing().played).toBe(1);
  game.close();
});

test('a seat changes hands in the middle of a case, and back', () => {
  const { game, session } = gameFor(['latvia']);
  let app = openApp('board', game.context(COLUMNS, ROWS - 3));
  app = after(game, app, 'n', 'H');
  expect(picture(game, app)).toContain('Take a seat, or give one of yours (*) back? estonia latvia*');
  expect(after(game, app, ...'mars', 'enter').message).toContain('Type one of');
  app = after(game, app, ...'esto', 'enter');
  expect(session.standing().holders).toMatchObject({ estonia: 'person', latvia: 'person' });
  app = after(game, app, 'n');
  expect(app.stack.map(({ id }) => id)).toEqual(['curtain']);
  app = after(game, app, 'enter', 'H', ...'estonia', 'enter');
  expect(session.standing().holders).toMatchObject({ estonia: 'strategy', latvia: 'person' });
});

/** Latvia with one lever drafted, on the orders screen. */
function drafting(seats: readonly string[]): { game: Game; session: ReturnType<typeof newSession>; app: App } {
  const { game, session } = gameFor(seats);
  const app = openApp('board', game.context(COLUMNS, ROWS - 3));
  return { game, session, app: after(game, app, 'o', 'right') };
}

test('a draft is neither lost nor played by the way, whatever screens open over it', () => {
  const { game, session, app } = drafting(['latvia']);
  for (const way of [['f'], ['w'], ['t'], ['c'], ['b'], ['t', 'enter'], ['f', 'b', 'w', 'b']]) {
    const there = after(game, app, ...way);
    expect(there.stack.at(-1)!.id).not.toBe('orders');
    expect(picture(game, there)).toContain('drafted, not sealed yet: o goes back');
    const back = after(game, there, 'b', 'n');
    expect(back.stack.at(-1)!.id).toBe('orders');
    expect(back.message).toContain('Not sealed yet: n seals and ends the turn');
    expect(session.standing().played).toBe(0);
    expect(picture(game, after(game, there, 'o'))).toContain('1 drafted');
  }
  after(game, app, 'w', 'n', 'n');
  expect(session.standing().played).toBe(1);
  const sealed = session.entries().flatMap(({ input }) => (input.kind === 'orders' ? [input.levers] : []));
  expect(Object.keys(sealed[0]!)).toHaveLength(1);
  game.close();
});

test('who quits or hands over with a draft is asked once', () => {
  const { game, app } = drafting(['latvia', 'estonia']);
  for (const key of ['q', 's', 'u', 'esc'])
    for (const way of key === 'esc' ? [[]] : [[], ['f']]) {
      const asked = after(game, app, ...way, key);
      expect(asked.message).toContain('Not sealed yet');
      expect(picture(game, asked)).toContain('1 drafted');
    }
  const asked = after(game, app, 'f', 'q');
  const { deeds } = press(asked, 'q', game.context(COLUMNS, ROWS - 3));
  expect(game.perform(asked, deeds).quit).toBe(true);
  expect(after(game, app, 's', 's').stack.map(({ id }) => id)).toEqual(['curtain']);
  game.close();
});

test('from the home screen a key leads back to the open case, and from the board to how it ended', () => {
  const { game, session } = gameFor(['latvia']);
  const size = [COLUMNS, ROWS - 3] as const;
  const home = game.perform(openApp('home', game.context(...size)), [{ kind: 'go', to: 'board' }]).app;
  const left = after(game, home, 'n', 'esc');
  expect(left.stack.map(({ id }) => id)).toEqual(['home']);
  expect(picture(game, left)).toContain('b back to the case');
  expect(after(game, left, 'b').stack.at(-1)!.id).toBe('board');
  while (!session.standing().over) session.play();
  const board = openApp('board', game.context(...size));
  expect(frameOf(board, game.context(80, 21), 80, 24).map(textOf).join('\n')).toContain('E how it ended');
  expect(after(game, board, 'E').stack.at(-1)!.id).toBe('end');
  game.close();
});

test('the board leads to why before there is news', () => {
  const { game } = gameFor(['latvia']);
  const app = openApp('board', game.context(COLUMNS, ROWS - 3));
  expect(after(game, app, 'w').stack.at(-1)!.id).toBe('why');
  game.close();
});
