// The board as a frame: map, machines and orders on the left, indicators and news on the right; from 150 columns on, all states in a third column.
// Wider and taller screens show more in each pane; no pane changes its place.

import type { NewsLine } from '../../../../engine/index.ts';
import {
  beside,
  box,
  clipText,
  type Frame,
  fitLine,
  type Glyphs,
  type Line,
  line,
  type Span,
  scrolled,
  span,
  wrapText,
} from '../../frame.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { changeText, numberText } from '../../widgets/number-text.ts';
import { LEAST_MAP_COLUMNS, LEAST_MAP_ROWS, regionMap } from '../../widgets/region-map.ts';
import { sparkline } from '../../widgets/sparkline.ts';
import { placeList, tileMap } from '../../widgets/tile-map.ts';
import { type BoardRows, type BoardState, cursorOf, PANES, type Pane, rowsOf } from './board-state.ts';
import { howText } from './board-words.ts';
import type { IndicatorRow, LeverRow, MachineRow, Manner } from './picture.ts';

/** From here on a third column shows the states of all machines. */
const THIRD_COLUMN_FROM = 150;

export function lookOfBoard(state: BoardState, context: Context): Frame {
  const { session, seat, width, height, looks } = context;
  if (session === null) return [line(say('game.no-case'))];
  const rows = rowsOf(state, session, seat);
  const sizes = layout(rows, width, height, looks.unicode);
  const draw = { state, rows, glyphs: looks.glyphs };
  const left: Frame = [
    ...mapPane(draw, sizes.left, sizes.map),
    ...machinesPane(draw, sizes.left, sizes.machines),
    ...ordersPane(draw, sizes.left, sizes.orders),
  ];
  const right: Frame = [
    ...indicatorsPane(draw, sizes.right, sizes.indicators),
    ...newsPane(draw, sizes.right, sizes.news),
  ];
  return beside(
    [
      { frame: left, width: sizes.left },
      { frame: right, width: sizes.right },
    ],
    1,
  );
}

interface Sizes {
  readonly left: number;
  readonly right: number;
  /** Heights. */
  readonly map: number;
  readonly machines: number;
  readonly orders: number;
  readonly indicators: number;
  readonly news: number;
}

function layout(rows: BoardRows, width: number, height: number, unicode: boolean): Sizes {
  const left = Math.floor((width - 1) * (width >= THIRD_COLUMN_FROM ? 0.45 : 0.48));
  const right = width - 1 - left;
  const places = rows.places.length;
  const groups = rows.map?.groups.length ?? 0;
  const canDraw = unicode && left - 2 >= LEAST_MAP_COLUMNS && height >= LEAST_MAP_ROWS + 2 + 10;
  const wanted = canDraw ? Math.min(Math.floor(left * 0.6) + 2, height - 12) : places > 8 ? places + 2 : 2 + groups * 3;
  const map = Math.max(4, Math.min(wanted, Math.floor(height * (canDraw ? 0.62 : 0.4))));
  const machines = Math.max(3, Math.min(rows.machines.length + 2, Math.floor((height - map) / 2)));
  const indicators = Math.max(4, Math.min(rows.indicators.length + 2, Math.floor(height * 0.42)));
  return { left, right, map, machines, orders: height - map - machines, indicators, news: height - indicators };
}

interface Draw {
  readonly state: BoardState;
  readonly rows: BoardRows;
  readonly glyphs: Glyphs;
}

function pane(
  draw: Draw,
  name: Pane,
  title: string,
  inside: Frame,
  width: number,
  height: number,
  more: string,
): Frame {
  const { state, glyphs } = draw;
  const isOpen = state.pane === name;
  const number = PANES.indexOf(name) + 1;
  const filter = isOpen && state.filter !== '' ? ` /${state.filter}` : '';
  const heading = `${isOpen ? `${glyphs.cursor} ` : ''}${number} ${title}${filter}`;
  const rows = inside.length === 0 ? [line(span('faint', ` ${say('board.nothing')}`))] : inside;
  return box(heading, rows, { width, height, glyphs, more });
}

// Map.

function mapPane(draw: Draw, width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const chosen = cursorOf(state, rows, 'map');
  const { map } = rows;
  if (map === null) return pane(draw, 'map', say('board.map'), [], width, height, '');
  const places = rows.places.map((place, index) => ({ ...place, isChosen: state.pane === 'map' && index === chosen }));
  const groups = map.groups.map(({ label, places: own }) => ({
    label,
    places: own.map(({ machine }) => places.find((place) => place.machine === machine)!),
  }));
  const room = { width: width - 2, height: height - 2 };
  const legend = legendOf(map.states, places[chosen]?.state ?? '', width - 2);
  const drawn = regionMap(places, { ...room, height: room.height - legend.length, glyphs });
  const title = `${map.label}${howSign(map.how)}`;
  const more = `${places[chosen]?.label ?? ''}: ${places[chosen]?.state ?? ''}`;
  if (drawn !== null) return pane(draw, 'map', title, [...drawn, ...legend], width, height, more);
  const tiles = tileMap(groups, room);
  if (tiles !== null) return pane(draw, 'map', title, tiles, width, height, state.pane === 'map' ? more : '');
  const list = scrolled(placeList(groups, width - 2), chosen, room.height);
  return pane(draw, 'map', title, list.frame, width, height, list.more);
}

/** What the marks of the map mean, wrapped. */
function legendOf(states: readonly string[], chosen: string, width: number): Frame {
  const words = states.map((label, index) => ({ text: `${index.toString(36)} ${label}`, isChosen: label === chosen }));
  const lines: Span[][] = [[]];
  let used = 0;
  for (const { text, isChosen } of words) {
    if (used > 0 && used + text.length + 2 > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push({ text: used > 0 ? '  ' : '' }, span(isChosen ? 'strong' : 'faint', text));
    used += text.length + 2;
  }
  return lines;
}

// Machines.

function machinesPane(draw: Draw, width: number, height: number): Frame {
  const { state, rows } = draw;
  const at = cursorOf(state, rows, 'machines');
  const list = rows.machines.map((row, index) =>
    machineLine(row, width - 2, state.pane === 'machines' && index === at),
  );
  const { frame, more } = scrolled(list, at, height - 2);
  const chosen = rows.machines[at];
  const note = state.pane === 'machines' && chosen !== undefined ? `${howText(chosen.how)}  ` : '';
  return pane(draw, 'machines', say('board.machines'), frame, width, height, more === '' ? note.trim() : note + more);
}

function machineLine({ label, state, how, turns }: MachineRow, width: number, isChosen: boolean): Line {
  const since = width >= 48 ? `  ${say('board.since', { turns })}` : '';
  const shown = `${state}${howSign(how)}${since}`;
  const name = Math.max(10, Math.min(width - shown.length - 1, Math.floor(width * 0.55)));
  return [
    span(
      isChosen ? 'cursor' : 'plain',
      fitLine([{ text: label }], name)
        .map(({ text }) => text)
        .join(''),
    ),
    { text: ' ' },
    span('strong', `${state}${howSign(how)}`),
    span('faint', since),
  ];
}

// Orders: mine, and those of others as far as they show.

function ordersPane(draw: Draw, width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, 'orders');
  let seat = '';
  const list: Line[] = [];
  let row = 0;
  for (const [index, lever] of rows.orders.entries()) {
    if (lever.seat !== seat) {
      seat = lever.seat;
      list.push(line(span('title', lever.isOwn ? say('board.mine') : say('board.of-seat', { seat: lever.seatLabel }))));
    }
    if (index === at) row = list.length;
    list.push(leverLine(lever, width - 2, state.pane === 'orders' && index === at, glyphs));
  }
  const first = state.pane === 'orders' ? row : 0;
  const { frame, more } = scrolled(list, first, height - 2);
  const chosen = rows.orders[at];
  const note = state.pane === 'orders' && chosen !== undefined ? howText(chosen.how) : more;
  return pane(draw, 'orders', say('board.orders'), frame, width, height, note);
}

function leverLine(lever: LeverRow, width: number, isChosen: boolean, glyphs: Glyphs): Line {
  const { label, level, sealed, value, goal, how } = lever;
  const isMoving = goal !== null && Math.abs(goal - value) > 1e-9;
  const force = isMoving ? ` ${say('board.of', { now: numberText(value), goal: numberText(goal) })}` : '';
  const now = level === '' ? numberText(value) : level;
  const shown = `${now}${howSign(how)}${force}${sealed === null ? '' : ` ${glyphs.cursor} ${sealed}`}`;
  const name = Math.max(10, Math.min(width - shown.length - 2, width - 12));
  return [
    { text: ' ' },
    span(
      isChosen ? 'cursor' : 'plain',
      fitLine([{ text: label }], name)
        .map(({ text }) => text)
        .join(''),
    ),
    { text: ' ' },
    span('strong', now + howSign(how)),
    span('faint', force),
    span('warn', sealed === null ? '' : ` ${glyphs.cursor} ${sealed}`),
  ];
}

// Indicators.

function indicatorsPane(draw: Draw, width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, 'indicators');
  const list = rows.indicators.map((row, index) =>
    indicatorLine(row, width - 2, state.pane === 'indicators' && index === at, glyphs),
  );
  const { frame, more } = scrolled(list, at, height - 2);
  const chosen = rows.indicators[at];
  const note = state.pane === 'indicators' && chosen !== undefined ? `${howText(chosen.how)}  ` : '';
  return pane(
    draw,
    'indicators',
    say('board.indicators'),
    frame,
    width,
    height,
    more === '' ? note.trim() : note + more,
  );
}

const CHANGE_WIDTH = 8;
const VALUE_WIDTH = 6;

function indicatorLine({ label, values, how }: IndicatorRow, width: number, isChosen: boolean, glyphs: Glyphs): Line {
  const spark = width >= 60 ? 20 : width >= 44 ? 12 : 7;
  const now = values.at(-1) ?? Number.NaN;
  const before = values.at(-2);
  const manner = width >= 74 ? `  ${howText(how)}` : '';
  const name = Math.max(8, width - spark - VALUE_WIDTH - CHANGE_WIDTH - 3 - (width >= 74 ? 20 : 0));
  const change = before === undefined ? '' : changeText(before, now, glyphs);
  return [
    span(
      isChosen ? 'cursor' : 'plain',
      fitLine([{ text: label }], name)
        .map(({ text }) => text)
        .join(''),
    ),
    { text: ' ' },
    span('series1', sparkline(values, spark, glyphs).padStart(spark)),
    span('strong', (numberText(now) + howSign(how)).padStart(VALUE_WIDTH)),
    span(change === glyphs.same ? 'faint' : 'plain', ` ${change}`.padEnd(CHANGE_WIDTH)),
    span('faint', manner),
  ];
}

// News.

function newsPane(draw: Draw, width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, 'news');
  const list: Line[] = [];
  let [turn, first, last] = [-1, 0, 0];
  for (const [index, item] of rows.news.entries()) {
    if (item.turn !== turn) {
      turn = item.turn;
      list.push(line(span('title', say('board.heard', { turn, date: item.isLate ? '' : item.date }).trimEnd())));
    }
    if (index === at) first = list.length;
    list.push(...newsLines(item, width - 2, state.pane === 'news' && index === at, glyphs));
    if (index === at) last = list.length - 1;
  }
  const { frame } = scrolled(list, Math.floor((first + last) / 2), height - 2);
  const more = rows.news.length > 1 ? `${at + 1}/${rows.news.length}` : '';
  return pane(draw, 'news', say('board.news'), frame, width, height, more);
}

/** Importance is a sign as well as a tone: `!` front page, a bullet for the rest, nothing for small things. */
function newsLines(item: NewsLine, width: number, isChosen: boolean, glyphs: Glyphs): Frame {
  const sign = item.importance >= 3 ? '!' : item.importance === 2 ? glyphs.bullet : ' ';
  const tone = item.importance >= 3 ? 'strong' : item.importance === 2 ? 'plain' : 'faint';
  const late = item.isLate ? ` (${item.date})` : '';
  return wrapText(item.text + late, width - 2).map(
    (text, index): Line => [
      span(item.importance >= 3 ? 'warn' : 'faint', index === 0 ? `${sign} ` : '  '),
      span(isChosen ? 'cursor' : tone, clipText(text, width - 2)),
    ],
  );
}

/** One sign after a value for how the seat comes to see it; the words stand under the pane of the cursor. */
function howSign(how: Manner): string {
  return how === 'late' ? "'" : how === 'noisy' ? '~' : how === 'gated' ? '?' : '';
}
