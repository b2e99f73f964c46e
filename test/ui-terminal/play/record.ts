// A scripted session of baltic-2014, played as Latvia through the real program on a fake terminal -> its pictures, one SVG each.
// The seed is fixed and a forecast is shown when it is done, so the same program makes the same bytes.

import type { FakeTerminal } from './fake-terminal.ts';
import { playOn } from './played-program.ts';
import { svgPicture } from './svg-picture.ts';

const COLUMNS = 100;
const ROWS = 30;
const SEED = 'riga';

export interface Picture {
  /** As `2-board`. */
  readonly name: string;
  readonly svg: string;
}

/** `folder` takes the case. */
export async function record(folder: string): Promise<readonly Picture[]> {
  const shownFile = `~/.local/state/greyzone/cases/baltic-2014-latvia-${SEED}.case.jsonl`;
  const { terminal, ended } = playOn({ folder, columns: COLUMNS, rows: ROWS, seed: SEED, shownFile });
  const pictures: Picture[] = [];
  const take = async (name: string, title: string): Promise<void> => {
    await terminal.settled();
    pictures.push({ name: `${pictures.length + 1}-${name}`, svg: svgPicture(terminal, COLUMNS, ROWS, title) });
  };

  await terminal.until('Baltic reassurance');
  await cursorTo(terminal, 'Baltic reassurance');
  await take('home', 'Home: the scenarios that come along, and what the chosen one asks');

  terminal.press('enter');
  await terminal.until('Who will you be?');
  await cursorTo(terminal, '[ ] Latvia');
  terminal.press('enter');
  await terminal.until('You are Latvia');
  terminal.press('o');
  await terminal.until(/^ Orders/);
  await order(terminal, 'Schools', 'continue');
  await order(terminal, 'News in Russian', 'continue');
  for (let turn = 2; turn <= 8; turn++) await endTurn(terminal, turn);
  await take('board', 'Board, April 2015: the map of the region, what stands where, my orders, indicators, the news');

  terminal.press('o');
  await terminal.until(/^ Orders/);
  await order(terminal, 'Equal treatment', 'continue');
  await take('orders', 'Orders: one lever drafted, its levels with cost and the way there');

  terminal.press('f');
  await terminal.until('B draft');
  await cursorTo(terminal, 'Fear of abandonment, La');
  await terminal.until((screen) => screen.includes('4,096 futures') && !screen.includes('of 4,096'), 120_000);
  await take('forecast', 'Forecast: 4,096 futures from what Latvia can see, as ordered and with the draft');

  // The draft is still open: the first n leads back to it.
  terminal.press('n');
  await terminal.until(/^ Orders/);
  await endTurn(terminal, 9);
  terminal.press('w');
  await terminal.until(/^ Why/);
  // It opens at the first line of the news: up to the first event, and from there to one that hung on a chance.
  terminal.press('page up');
  await cursorUntil(terminal, (screen) => /│› [^│]*%│/.test(screen));
  await take(
    'why',
    'Why: an event of the turn with its odds, its draw and the formula with the numbers of that moment',
  );

  for (let turn = 10; turn <= 28; turn++) await endTurn(terminal, turn);
  terminal.press('n');
  await terminal.until('The case is over after 28 turns');
  await terminal.until('futures of this scenario that nobody played', 120_000);
  await take('end', 'End: what came of it, held against futures that nobody played');

  terminal.press('q');
  await ended;
  return pictures;
}

async function cursorTo(terminal: FakeTerminal, text: string): Promise<void> {
  await cursorUntil(terminal, (screen) => screen.includes(`› ${text}`));
}

/** Moves the cursor down until the screen is as wished. */
async function cursorUntil(terminal: FakeTerminal, isThere: (screen: string) => boolean): Promise<void> {
  for (let step = 0; step < 60; step++) {
    if (isThere(await terminal.settled())) return;
    terminal.press('down');
  }
  throw new Error(`the cursor never came there\n${terminal.rows().join('\n')}`);
}

/** On the orders screen: raises a lever until its draft stands at a level. */
async function order(terminal: FakeTerminal, lever: string, level: string): Promise<void> {
  await cursorToLever(terminal, lever);
  for (let step = 0; step < 10; step++) {
    const rows = await terminal.settled();
    if (rows.split('\n').some((row) => row.includes(lever) && row.includes(`›${level}`))) return;
    terminal.press('right');
  }
  throw new Error(`${lever} never came to ${level}\n${terminal.rows().join('\n')}`);
}

/** The title of the right pane is the lever under the cursor. */
async function cursorToLever(terminal: FakeTerminal, lever: string): Promise<void> {
  await cursorUntil(terminal, (screen) => screen.split('\n')[1]!.includes(`┌ ${lever}`));
}

async function endTurn(terminal: FakeTerminal, next: number): Promise<void> {
  terminal.press('n');
  await terminal.until(`turn ${next} of 28`);
}
