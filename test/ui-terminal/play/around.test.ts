// The screens around a game, as whole frames: where one chooses, what one is told first, what stands between two persons, how it ended.

import { describe, expect, test } from 'vitest';
import { benchmarkOf, checkScenario, openScenario, type Session } from '../../../engine/index.ts';
import { type App, frameOf, OWN_ROWS, openApp, press, tellOf } from '../../../ui-terminal/play/app-state.ts';
import { scenarioSize, seatsToHold } from '../../../ui-terminal/play/case-shelf.ts';
import { type Forecasting, NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { textOf, widthOf } from '../../../ui-terminal/play/frame.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import type { Context, Library, ScreenId } from '../../../ui-terminal/play/screen.ts';
import { openedCase } from './opened-case.ts';

const library: Library = {
  scenarios: [
    { id: 'bad-map', title: 'A bad map', question: 'How much fear does a map of totals add?' },
    { id: 'narva-spring', title: 'Narva spring, 2015', question: 'Restraint, firmness or a table with the mayors?' },
    { id: 'tutorial', title: 'Six weeks in Riverton', question: 'Can a town hall keep a rumour small?' },
  ],
  cases: [],
  open: (id) => checkScenario(openScenario(id).texts!).scenario,
  sizeOf: scenarioSize,
};

interface Place {
  readonly session: Session | null;
  readonly columns: number;
  readonly rows: number;
  readonly ascii?: boolean;
  readonly forecasting?: Forecasting;
}

function contextOf({ session, columns, rows, ascii = false, forecasting = NO_FORECASTING }: Place): Context {
  const looks = looksOf({ colour: false, ascii, screenReader: false });
  const batching = {
    look: () => ({ kind: 'failed' as const, why: 'no batch here' }),
    start: () => {},
    cancel: () => {},
  };
  const seat = session === null ? '' : 'town_hall';
  return {
    session,
    seat,
    looks,
    width: columns,
    height: rows - OWN_ROWS,
    forecasting,
    library,
    batching,
  } as unknown as Context;
}

function picture(app: App, place: Place): string {
  const frame = frameOf(app, contextOf(place), place.columns, place.rows);
  expect(frame).toHaveLength(place.rows);
  for (const row of frame) expect(widthOf(row)).toBe(place.columns);
  return `${frame.map((row) => textOf(row).trimEnd()).join('\n')}\n`;
}

function opened(id: ScreenId, place: Place, ...keys: readonly string[]): App {
  const context = contextOf(place);
  return keys.reduce((app, key) => press(app, key, context).app, openApp(id, context));
}

function playedTown(): Session {
  const session = openedCase({ scenario: 'tutorial', seats: ['town_hall'], seed: 'around' });
  session.take({ kind: 'estimate', seat: 'town_hall', outcome: 'shouting_seen', probability: 0.3 });
  session.take({ kind: 'orders', seat: 'town_hall', levers: { evenings: 'monthly' } });
  while (!session.standing().over) session.play();
  return session;
}

const SIZES = [
  { name: '80x24', columns: 80, rows: 24 },
  { name: '120x40', columns: 120, rows: 40 },
  { name: '60x16-ascii', columns: 60, rows: 16, ascii: true },
] as const;

describe.each(SIZES)('$name', ({ name, ...size }) => {
  const file = (screen: string): string => `frames/${screen}-${name}.txt`;

  test('home, and the seats of a scenario', async () => {
    const place = { session: null, ...size };
    await expect(picture(opened('home', place), place)).toMatchFileSnapshot(file('home'));
    const seats = opened('home', place, 'down', 'down', 'enter', 'space', 'down');
    await expect(picture(seats, place)).toMatchFileSnapshot(file('home-seats'));
  });

  test('briefing and curtain', async () => {
    const place = { session: openedCase({ scenario: 'tutorial', seats: ['town_hall'], seed: 'around' }), ...size };
    await expect(picture(opened('briefing', place), place)).toMatchFileSnapshot(file('briefing'));
    await expect(picture(opened('briefing', place, 'end'), place)).toMatchFileSnapshot(file('briefing-foot'));
    await expect(picture(opened('curtain', place), place)).toMatchFileSnapshot(file('curtain'));
  });

  test('end', async () => {
    const session = playedTown();
    const benchmark = benchmarkOf(session.ground, 400);
    const forecasting: Forecasting = { ...NO_FORECASTING, benchmark: () => ({ kind: 'done', benchmark }) };
    const place = { session, forecasting, ...size };
    await expect(picture(opened('end', place), place)).toMatchFileSnapshot(file('end'));
    await expect(picture(opened('end', place, 'end'), place)).toMatchFileSnapshot(file('end-foot'));
  });
});

describe('keys', () => {
  const place = { session: null, columns: 80, rows: 24 };

  test('seats are marked with space; Enter begins with them, or with the one under the cursor', () => {
    const context = contextOf(place);
    const chosen = opened('home', place, 'down', 'down', 'enter');
    expect(press(chosen, 'enter', context).deeds).toEqual([
      { kind: 'start', scenario: 'narva-spring', seats: ['estonia'] },
    ]);
    const marked = opened('home', place, 'down', 'down', 'enter', 'j', 'space', 'j', 'space');
    expect(press(marked, 'enter', context).deeds).toEqual([
      { kind: 'start', scenario: 'narva-spring', seats: ['latvia', 'nato'] },
    ]);
  });

  test('a scenario with one seat begins at once, and the filter finds it', () => {
    const found = opened('home', place, '/', 'l', 'e', 'a', 'r', 'n', 'enter');
    expect(press(found, 'enter', contextOf(place)).deeds).toEqual([
      { kind: 'start', scenario: 'tutorial', seats: ['town_hall'] },
    ]);
  });

  test('a text scrolls to its ends and no further', () => {
    const town = { ...place, session: openedCase({ scenario: 'tutorial', seats: ['town_hall'], seed: 'around' }) };
    const top = picture(opened('briefing', town), town);
    expect(picture(opened('briefing', town, 'up', 'page up'), town)).toBe(top);
    const foot = picture(opened('briefing', town, 'end'), town);
    expect(foot).not.toBe(top);
    expect(picture(opened('briefing', town, 'end', 'down', 'space'), town)).toBe(foot);
    expect(picture(opened('briefing', town, 'end', 'home'), town)).toBe(top);
  });
});

test('turns and seats of a list are those of the scenario', () => {
  for (const { id } of library.scenarios) {
    const scenario = library.open(id)!;
    expect(scenarioSize(id)).toEqual({ turns: scenario.clock.turns, seats: seatsToHold(scenario).length });
  }
});

test('a case that is over is marked in the list of cases', () => {
  const played = (turns: number) => ({ file: `/cases/town-${turns}.jsonl`, scenario: 'tutorial', turns, when: 0 });
  const context: Context = {
    ...contextOf({ session: null, columns: 80, rows: 24 }),
    library: { ...library, cases: [played(6), played(2)] },
  };
  const text = frameOf(openApp('home', context), context, 80, 24).map(textOf).join('\n');
  expect(text).toMatch(/town-6\S* {2}6 turns, finished/);
  expect(text).toMatch(/town-2\S* {2}2 of 6 turns/);
});

test('before the last turn the end tells nothing', () => {
  const session = openedCase({ scenario: 'tutorial', seats: ['town_hall'], seed: 'around' });
  session.play();
  const text = picture(openApp('end', contextOf({ session, columns: 80, rows: 24 })), {
    session,
    columns: 80,
    rows: 24,
  });
  expect(text).toContain('What came of it is told here after the last turn.');
  expect(text).not.toContain('rumour');
});

test('for a screen reader there are sentences, without boxes', () => {
  const place = { session: playedTown(), columns: 80, rows: 24 };
  for (const id of ['home', 'briefing', 'curtain', 'end'] as const) {
    const context = contextOf(place);
    const told = tellOf(openApp(id, context), context);
    expect(told.length).toBeGreaterThan(2);
    expect(told.join('\n')).not.toMatch(/[─│┌┐└┘]/);
  }
});
