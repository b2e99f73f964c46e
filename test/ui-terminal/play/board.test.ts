// The board as whole frames, its keys as steps of its state, and that it shows nothing that the seat does not see.

import { describe, expect, test } from 'vitest';
import { BOARD } from '../../../ui-terminal/play/screens/board/board.ts';
import { indicatorNames } from '../../../ui-terminal/play/screens/board/indicators.ts';
import { pictureOf } from '../../../ui-terminal/play/screens/board/picture.ts';
import { contextFor, playedCase, pressing, type Shown, step, textOfFrame } from './board-case.ts';

const latvia = playedCase({ scenario: 'baltic-2014', seat: 'latvia', turns: 8 });
const lisbon = playedCase({ scenario: 'lisbon-2010', seat: 'nato', turns: 6 });
const tiny = playedCase({ scenario: 'verification/yardstick', seat: 'home', turns: 3 });

const CASES = [
  { name: 'baltic', session: latvia, seat: 'latvia' },
  { name: 'lisbon', session: lisbon, seat: 'nato' },
  { name: 'yardstick', session: tiny, seat: 'home' },
];
const SIZES: readonly (Shown & { readonly name: string })[] = [
  { name: '60x16', columns: 60, rows: 16 },
  { name: '80x24', columns: 80, rows: 24 },
  { name: '120x40', columns: 120, rows: 40 },
  { name: '120x40-ascii', columns: 120, rows: 40, ascii: true },
];

describe('the board', () => {
  for (const { name, session, seat } of CASES)
    for (const size of SIZES)
      test(`of ${name} at ${size.name}`, async () => {
        const context = contextFor(session, seat, size);
        const frame = textOfFrame(BOARD.look(BOARD.start(context), context));
        await expect(frame).toMatchFileSnapshot(`frames/board-${name}-${size.name}.txt`);
      });

  test('tells the place under the cursor on a wide screen', async () => {
    const context = contextFor(latvia, 'latvia', { columns: 200, rows: 60 });
    const frame = textOfFrame(BOARD.look(BOARD.start(context), context));
    await expect(frame).toMatchFileSnapshot('frames/board-baltic-200x60.txt');
  });

  test('speaks in sentences', () => {
    const context = contextFor(latvia, 'latvia', { columns: 80, rows: 24 });
    const told = BOARD.tell!(BOARD.start(context), context);
    expect(told).toContain('Latgale: quiet.');
    expect(told.filter((line) => !/[.:!?]$/.test(line))).toEqual([]);
  });
});

describe('keys of the board', () => {
  const context = contextFor(latvia, 'latvia', { columns: 80, rows: 24 });
  const start = BOARD.start(context);
  const { news } = pictureOf(latvia, 'latvia');

  test('begin in the news; Enter asks why about the line under the cursor', () => {
    const down = pressing(BOARD, start, ['down', 'j'], context);
    expect(down.cursors.news).toBe(2);
    const { turn, about } = news[2]!;
    expect(step(BOARD, down, 'enter', context)?.deeds).toEqual([
      { kind: 'go', to: 'why', about: { turn, kind: about.kind, name: about.name } },
    ]);
    expect(step(BOARD, down, 'w', context)?.deeds).toEqual(step(BOARD, down, 'enter', context)?.deeds);
  });

  test('go round the panes, and a number jumps to one', () => {
    expect(pressing(BOARD, start, ['tab'], context).pane).toBe('map');
    expect(pressing(BOARD, start, ['shift+tab'], context).pane).toBe('others');
    expect(pressing(BOARD, start, ['4'], context).pane).toBe('indicators');
    expect(
      pressing(
        BOARD,
        start,
        Array.from({ length: 6 }, () => 'tab'),
        context,
      ),
    ).toEqual(start);
  });

  test('open statechart, forecast and orders', () => {
    const opened = (keys: readonly string[]): unknown =>
      step(BOARD, pressing(BOARD, start, keys, context), 'enter', context)?.deeds;
    expect(opened(['1', 'home', 'down'])).toEqual([
      { kind: 'go', to: 'statechart', about: { machine: 'ladder[harju]' } },
    ]);
    expect(opened(['2', 'home'])).toEqual([{ kind: 'go', to: 'statechart', about: { machine: 'alliance' } }]);
    expect(opened(['3', 'down'])).toEqual([{ kind: 'go', to: 'orders', about: { lever: 'language[latvia]' } }]);
    expect(opened(['4'])).toEqual([
      { kind: 'go', to: 'forecast', about: { number: pictureOf(latvia, 'latvia').indicators[0]!.name } },
    ]);
    expect(step(BOARD, pressing(BOARD, start, ['5'], context), 'enter', context)).toBeNull();
  });

  test('a cursor never leaves its list', () => {
    expect(pressing(BOARD, start, ['up', 'k'], context).cursors.news).toBe(0);
    expect(pressing(BOARD, start, ['end', 'down'], context).cursors.news).toBe(news.length - 1);
  });

  test('a filter narrows the pane of the cursor only', () => {
    const filtered = BOARD.filter!(start, 'zzzz');
    const frame = textOfFrame(BOARD.look(filtered, context));
    expect(frame).toContain('6 News /zzzz');
    expect(frame).toContain('Nothing that you see.');
    expect(frame).toContain('Alliance');
  });

  test('m shows another machine on the map', () => {
    const frame = textOfFrame(BOARD.look(pressing(BOARD, start, ['m'], context), context));
    expect(frame).toContain('1 Inclusion');
  });

  test('looks back at an entry of the log, and then ends no turn and forecasts nothing', () => {
    const back = BOARD.start(context, { entry: 3 });
    expect(BOARD.title(back, context)).toBe('Board before turn 4');
    expect(textOfFrame(BOARD.look(back, context))).toContain('Turn 3  November 2014');
    expect(step(BOARD, pressing(BOARD, back, ['4'], context), 'enter', context)).toBeNull();
    expect(step(BOARD, back, 'n', context)).toBeNull();
    expect(pressing(BOARD, back, ['b'], context).entry).toBeNull();
    expect(BOARD.start(context, { entry: latvia.head() }).entry).toBeNull();
  });

  test('n ends the turn', () => {
    expect(step(BOARD, start, 'n', context)?.deeds).toEqual([{ kind: 'play' }]);
  });
});

describe('what the board shows', () => {
  test('is what the seat sees: nothing of the sponsor for Latvia, all of it for white', () => {
    const names = (seat: string): readonly string[] => {
      const { indicators, others, mine } = pictureOf(latvia, seat);
      return [...indicators, ...others, ...mine].map(({ name }) => name);
    };
    for (const hidden of ['network[latvia]', 'hidden_acts[latvia]', 'covert_action', 'red_alarm'])
      expect(names('latvia'), hidden).not.toContain(hidden);
    expect(names('russia')).toContain('network[latvia]');
    expect(names('white')).toContain('covert_action');
  });

  test('takes the set that lies in another for the map, whatever it is called', () => {
    expect(pictureOf(latvia, 'latvia').maps[0]).toMatchObject({ element: 'ladder', how: 'late' });
    expect(pictureOf(lisbon, 'nato').maps[0]?.element).toBe('channel');
    expect(pictureOf(tiny, 'home').maps.map(({ element }) => element)).toEqual(['ladder']);
    expect(pictureOf(latvia, 'latvia').machines[0]?.machine).toBe('alliance');
  });

  test('ranks own numbers before those of others, and what outcomes ask for before the rest', () => {
    const { scenario } = latvia.ground;
    const seen = ['attention', 'felt_insecurity[estonia]', 'grave', 'felt_insecurity[latvia]'];
    expect(indicatorNames(scenario, 'latvia', seen)).toEqual([
      'felt_insecurity[latvia]',
      'attention',
      'felt_insecurity[estonia]',
    ]);
  });
});
