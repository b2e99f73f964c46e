// The board as a frame: map, machines and orders on the left, indicators and news on the right; from 150 columns on, all states in a third column.
// Wider and taller screens show more in each pane; no pane changes its place.

import { liesIn, type Model, memberOf, type NewsLine, type Scenario } from '../../../../engine/index.ts';
import {
  beside,
  box,
  clipText,
  type Frame,
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
import { changeText, numberText, shortNumber } from '../../widgets/number-text.ts';
import { areMapped, LEAST_MAP_COLUMNS, LEAST_MAP_ROWS, regionMap } from '../../widgets/region-map.ts';
import { sparkline } from '../../widgets/sparkline.ts';
import { placeList, tileMap } from '../../widgets/tile-map.ts';
import { type BoardRows, type BoardState, cursorOf, PANES, type Pane, rowsOf } from './board-state.ts';
import { howText } from './board-words.ts';
import {
  type BoardPicture,
  type IndicatorRow,
  type LeverRow,
  type MachineRow,
  type Manner,
  pictureOf,
} from './picture.ts';

/** From here on a third column tells all about the place under the cursor of the map. */
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
    ...leversPane(draw, 'mine', sizes.left, sizes.mine),
  ];
  const right: Frame = [
    ...indicatorsPane(draw, sizes.right, sizes.indicators),
    ...leversPane(draw, 'others', sizes.right, sizes.others),
    ...newsPane(draw, session.ground.model.clock, sizes.right, sizes.news),
  ];
  const columns = [
    { frame: left, width: sizes.left },
    { frame: right, width: sizes.right },
  ];
  if (sizes.third === 0) return beside(columns, 1);
  const third = placePane(draw, session.ground.scenario, pictureOf(session, seat, state.entry), sizes.third, height);
  return beside([...columns, { frame: third, width: sizes.third }], 1);
}

interface Sizes {
  readonly left: number;
  readonly right: number;
  /** 0: not shown. */
  readonly third: number;
  /** Heights. */
  readonly map: number;
  readonly machines: number;
  readonly mine: number;
  readonly indicators: number;
  readonly others: number;
  readonly news: number;
}

/** Each pane gets what it asks for, up to a share of the height; news and one's own orders get the rest. */
function layout(rows: BoardRows, width: number, height: number, unicode: boolean): Sizes {
  const third = width >= THIRD_COLUMN_FROM ? Math.floor(width * 0.27) : 0;
  const both = width - 1 - (third > 0 ? third + 1 : 0);
  const left = Math.floor(both * 0.48);
  const canDraw = unicode && areMapped(rows.places) && left - 2 >= LEAST_MAP_COLUMNS && height >= LEAST_MAP_ROWS + 14;
  const wanted = canDraw ? Math.floor(left * 0.6) + 4 : tilesHeight(rows);
  const map = clamp(wanted, 4, Math.floor(height * (canDraw ? 0.62 : 0.4)));
  const rest = height - map;
  const forMine = Math.min(Math.max(3, rows.mine.length + 2), Math.ceil(rest / 2));
  const machines = clamp(rest - forMine, 3, Math.max(3, rows.machines.length + 2));
  const indicators = clamp(rows.indicators.length + 2, 4, Math.floor(height * 0.34));
  const others = clamp(rows.others.length + 2, 3, Math.floor(height * 0.24));
  return {
    left,
    right: both - left,
    third,
    map,
    machines,
    mine: rest - machines,
    indicators,
    others,
    news: height - indicators - others,
  };
}

function tilesHeight({ map, places }: BoardRows): number {
  const headed = map?.groups.filter(({ label }) => label !== '').length ?? 0;
  return places.length > 9 ? places.length + 2 : 2 + headed + 2 * (map?.groups.length ?? 0);
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
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
  const isBare = filter === '' && (name === 'news' || name === 'map');
  const nothing = say(isBare ? (name === 'news' ? 'board.no-news' : 'board.no-map') : 'board.nothing');
  const rows = inside.length === 0 ? [line(span('faint', ` ${nothing}`))] : inside;
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
  const legend = legendOf(map.states, state.pane === 'map' ? (places[chosen]?.state ?? '') : '', width - 2);
  const drawn = regionMap(places, { ...room, height: room.height - legend.length, glyphs });
  const title = map.how === 'exact' ? map.label : `${map.label}, ${howText(map.how)}`;
  const place = places[chosen];
  const more = state.pane === 'map' && place !== undefined ? `${place.label}: ${place.state}` : '';
  if (drawn !== null) return pane(draw, 'map', title, [...drawn, ...legend], width, height, more);
  const tiles = tileMap(groups, { ...room, ellipsis: glyphs.ellipsis });
  if (tiles !== null) return pane(draw, 'map', title, tiles, width, height, more);
  const list = scrolled(placeList(groups, width - 2, glyphs.ellipsis), chosen, room.height);
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
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, 'machines');
  const { frame, more } = listed(rows.machines, at, height - 2, (row, index) =>
    machineLine(row, width - 2, state.pane === 'machines' && index === at, glyphs),
  );
  const chosen = rows.machines[at];
  const note = state.pane === 'machines' && chosen !== undefined ? `${howText(chosen.how)}  ` : '';
  return pane(draw, 'machines', say('board.machines'), frame, width, height, more === '' ? note.trim() : note + more);
}

function machineLine({ label, state, how, since }: MachineRow, width: number, isChosen: boolean, glyphs: Glyphs): Line {
  const after = width >= 46 ? `  ${say('board.since', { turn: since })}` : '';
  const shown = `${state}${howSign(how)}`;
  const name = clamp(width - shown.length - after.length - 1, 10, Math.floor(width * 0.55));
  return [
    nameSpan(label, name, isChosen, glyphs),
    { text: ' ' },
    span('strong', clipText(shown, width - name - 1, glyphs.ellipsis)),
    span('faint', after),
  ];
}

/** Exactly `width` columns. */
function nameSpan(label: string, width: number, isChosen: boolean, glyphs: Glyphs): Span {
  return span(isChosen ? 'cursor' : 'plain', shortName(label, width, glyphs).padEnd(width));
}

/** A name that is too long keeps its end, the member, which tells it from its neighbours: `Fear of aba.., Latvia`. */
function shortName(label: string, width: number, { ellipsis }: Glyphs): string {
  const comma = label.lastIndexOf(', ');
  const tail = comma < 0 ? '' : label.slice(comma);
  if (label.length <= width || tail === '' || tail.length > width - 6) return clipText(label, width, ellipsis);
  return clipText(label.slice(0, comma), width - tail.length, ellipsis) + tail;
}

/** Rows of a list around the cursor, drawn only as far as they are shown; `more` as `scrolled` says it. */
function listed<Row>(
  rows: readonly Row[],
  cursor: number,
  height: number,
  draw: (row: Row, index: number) => Line,
): { readonly frame: Frame; readonly more: string } {
  if (rows.length <= height) return { frame: rows.map(draw), more: '' };
  const first = Math.min(Math.max(0, cursor - Math.floor(height / 2)), rows.length - height);
  return {
    frame: rows.slice(first, first + height).map((row, index) => draw(row, first + index)),
    more: `${cursor + 1}/${rows.length}`,
  };
}

// Orders: mine, and those of others as far as they show.

function leversPane(draw: Draw, name: 'mine' | 'others', width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, name);
  const isOpen = state.pane === name;
  const levers = rows[name];
  const several = new Set(levers.map(({ seat }) => seat)).size > 1;
  const { frame, more } = listed(levers, at, height - 2, (lever, index) =>
    leverLine(lever, several, width - 2, isOpen && index === at, glyphs),
  );
  const chosen = levers[at];
  const note = isOpen && chosen !== undefined ? `${howText(chosen.how)}  ` : '';
  return pane(draw, name, say(`board.${name}`), frame, width, height, more === '' ? note.trim() : note + more);
}

function leverLine(lever: LeverRow, several: boolean, width: number, isChosen: boolean, glyphs: Glyphs): Line {
  const { label, seatLabel, level, sealed, value, goal, how, since } = lever;
  const isMoving = goal !== null && Math.abs(goal - value) > 1e-9;
  const force =
    isMoving && width >= 46 ? ` ${say('board.of', { now: numberText(value), goal: numberText(goal) })}` : '';
  const now = `${level === '' ? numberText(value) : level}${howSign(how)}`;
  const next = sealed === null ? '' : ` ${glyphs.cursor} ${sealed}`;
  const after = width >= 60 ? `  ${say('board.since', { turn: since })}` : '';
  const used = now.length + force.length + next.length + after.length + 1;
  const name = clamp(width - used, 10, Math.floor(width * 0.7));
  return [
    nameSpan(several ? `${seatLabel}: ${label}` : label, name, isChosen, glyphs),
    { text: ' ' },
    span('strong', now),
    span('faint', force),
    span('warn', next),
    span('faint', after),
  ];
}

// Indicators.

function indicatorsPane(draw: Draw, width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, 'indicators');
  const { frame, more } = listed(rows.indicators, at, height - 2, (row, index) =>
    indicatorLine(row, width - 2, state.pane === 'indicators' && index === at, glyphs),
  );
  const chosen = rows.indicators[at];
  const isOpen = state.pane === 'indicators' && chosen !== undefined;
  const note = isOpen ? `${howText(chosen.how)}  ` : `${signsText(rows.indicators, width - 12, glyphs)}  `;
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

/** A space, and the longest change. */
const CHANGE_WIDTH = 9;
/** A space, the longest number, and a sign for how it is seen. */
const VALUE_WIDTH = 7;

function indicatorLine({ label, values, how }: IndicatorRow, width: number, isChosen: boolean, glyphs: Glyphs): Line {
  const spark = width >= 60 ? 20 : width >= 44 ? 12 : width >= 34 ? 5 : 0;
  const now = values.at(-1) ?? Number.NaN;
  const before = values.at(-2);
  const manner = width >= 74 ? `  ${howText(how)}` : '';
  const name = Math.max(8, width - spark - VALUE_WIDTH - CHANGE_WIDTH - 1 - (width >= 74 ? 20 : 0));
  const change = before === undefined ? '' : changeText(before, now, glyphs);
  return [
    nameSpan(label, name, isChosen, glyphs),
    { text: ' ' },
    span('series1', sparkline(values, spark, glyphs).padStart(spark)),
    span('strong', `${shortNumber(now)}${howSign(how) || ' '}`.padStart(VALUE_WIDTH)),
    span(change === glyphs.same ? 'faint' : 'plain', ` ${change}`.padEnd(CHANGE_WIDTH)),
    span('faint', manner),
  ];
}

// News.

function newsPane(draw: Draw, { unit, dates }: Model['clock'], width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const at = cursorOf(state, rows, 'news');
  const list: Line[] = [];
  let [turn, first, last] = [-1, 0, 0];
  // An item has at least one line, so those farther away than the height cannot be seen.
  const from = Math.max(0, at - height);
  for (const [offset, item] of rows.news.slice(from, at + height).entries()) {
    const index = from + offset;
    if (item.turn !== turn) {
      turn = item.turn;
      const date = dates[turn - 1]?.label ?? '';
      list.push(line(span('title', say('board.heard', { turn, date }).trimEnd())));
    }
    if (index === at) first = list.length;
    const late = item.isLate ? ` (${say('board.late-of', { unit, date: item.date })})` : '';
    list.push(...newsLines(item, late, width - 2, state.pane === 'news' && index === at, glyphs));
    if (index === at) last = list.length - 1;
  }
  const { frame } = scrolled(list, Math.floor((first + last) / 2), height - 2);
  const more = rows.news.length > 1 ? `${at + 1}/${rows.news.length}` : '';
  return pane(draw, 'news', say('board.news'), frame, width, height, more);
}

/** Importance is a sign as well as a tone: `!` front page, a bullet for the rest, nothing for small things. */
function newsLines(item: NewsLine, late: string, width: number, isChosen: boolean, glyphs: Glyphs): Frame {
  const sign = item.importance >= 3 ? '!' : item.importance === 2 ? glyphs.bullet : ' ';
  const tone = item.importance >= 3 ? 'strong' : item.importance === 2 ? 'plain' : 'faint';
  return wrapText(item.text + late, width - 2).map(
    (text, index): Line => [
      span(item.importance >= 3 ? 'warn' : 'faint', index === 0 ? `${sign} ` : '  '),
      span(isChosen ? 'cursor' : tone, clipText(text, width - 2, glyphs.ellipsis)),
    ],
  );
}

/** What the signs beside the numbers mean, as many of them as there is room for. */
function signsText(rows: readonly IndicatorRow[], width: number, glyphs: Glyphs): string {
  const signs = (['noisy', 'late', 'gated'] as const).flatMap((manner) =>
    rows.some(({ how }) => how === manner) ? [`${howSign(manner)} ${say(`board.sign-${manner}`)}`] : [],
  );
  const isQuiet = rows.some(({ values: [...values] }) => {
    const [before, now] = values.slice(-2);
    return before !== undefined && now !== undefined && changeText(before, now, glyphs) === glyphs.same;
  });
  const all = isQuiet ? [...signs, `${glyphs.same} ${say('board.sign-same')}`] : signs;
  return all.reduce((text, sign) => {
    const joined = text === '' ? sign : `${text}, ${sign}`;
    return joined.length <= width ? joined : text;
  }, '');
}

/** One sign after a value for how the seat comes to see it; the words stand under the pane of the cursor. */
function howSign(how: Manner): string {
  return how === 'late' ? "'" : how === 'noisy' ? '~' : how === 'gated' ? '?' : '';
}

// The place under the cursor of the map.

function placePane(draw: Draw, scenario: Scenario, picture: BoardPicture, width: number, height: number): Frame {
  const { state, rows, glyphs } = draw;
  const place = rows.places[cursorOf(state, rows, 'map')];
  if (place === undefined) return box(say('board.place'), [], { width, height, glyphs });
  const concerns = (slot: string): boolean => {
    const member = memberOf(slot);
    return member !== null && liesIn(scenario, place.member, member);
  };
  const lines: Frame = [
    ...picture.machines
      .filter(({ machine }) => concerns(machine))
      .map((row) => machineLine(row, width - 2, false, glyphs)),
    line(''),
    ...picture.indicators
      .filter(({ name }) => concerns(name))
      .slice(0, height)
      .map((row) => indicatorLine(row, width - 2, false, glyphs)),
  ];
  return box(place.label, lines, { width, height, glyphs });
}
