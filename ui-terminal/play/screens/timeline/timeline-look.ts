// The timeline as a frame: a bar of turns, what happened in each, the tree of lines, and two lines side by side.

import { printable } from '../../../../engine/index.ts';
import {
  beside,
  box,
  clipText,
  type Frame,
  fitLine,
  type Glyphs,
  type Line,
  line,
  scrolled,
  span,
  textOf,
  wrapText,
} from '../../frame.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import {
  halfOf,
  type LineRow,
  lineDifferences,
  lineRows,
  shownTurns,
  type TimelineState,
  type TurnRow,
  turnRows,
} from './timeline-state.ts';

export function timelineLook(state: TimelineState, context: Context): Frame {
  const { session, seat, looks, width, height } = context;
  if (session === null) return [line(say('app.no-case'))];
  if (state.compared !== null) return comparison(state, context);
  const { glyphs } = looks;
  const all = turnRows(session, seat, session.head());
  const rows = shownTurns(context, state.typed);
  const at = Math.max(
    0,
    rows.findIndex(({ turn }) => turn === state.turn),
  );
  const inner = height - 1;
  const leftWidth = Math.floor((width - 1) * 0.55);
  const rightWidth = width - 1 - leftWidth;
  const list = rows.map((row, index) => turnLine(row, index === at, leftWidth - 2, glyphs));
  const { frame, more } = scrolled(list.length === 0 ? [line(say('app.nothing'))] : list, at, inner - 2);
  const lines = lineRows(session);
  const linesHeight = Math.min(Math.max(4, lines.length + 2), Math.max(4, Math.floor(inner / 2)));
  const tree = scrolled(
    lines.map((row, index) => treeLine(row, index, index === state.line && state.pane === 'lines', glyphs)),
    state.line,
    linesHeight - 2,
  );
  const chosen = rows[at];
  const detail = chosen === undefined ? [] : turnDetail(chosen, rightWidth - 2, glyphs);
  const mark = (pane: TimelineState['pane'], text: string): string =>
    state.pane === pane ? `${glyphs.cursor} ${text}` : text;
  const right: Frame = [
    ...box(mark('lines', say('timeline.lines', { count: lines.length })), tree.frame, {
      width: rightWidth,
      height: linesHeight,
      glyphs,
      more: tree.more,
    }),
    ...box(chosen === undefined ? '' : turnName(chosen), detail, {
      width: rightWidth,
      height: inner - linesHeight,
      glyphs,
      more: detail.length > inner - linesHeight - 2 ? say('app.more') : '',
    }),
  ];
  return [
    scrubBar(all, state.turn, session.ground.model.turns, width, glyphs),
    ...beside([
      {
        frame: box(mark('turns', say('timeline.turns')), frame, { width: leftWidth, height: inner, glyphs, more }),
        width: leftWidth,
      },
      { frame: right, width: rightWidth },
    ]),
  ];
}

export function timelineTell(state: TimelineState, context: Context): readonly string[] {
  const { session, seat, looks } = context;
  if (session === null) return [say('app.no-case')];
  if (state.compared !== null)
    return comparison(state, { ...context, width: 400, height: 1000 })
      .map(textOf)
      .filter((text) => text.trim() !== '');
  return [
    ...turnRows(session, seat, session.head()).map((row) =>
      [
        row.turn === state.turn ? `${say('app.chosen')}: ` : '',
        turnName(row),
        '. ',
        ...detailTexts(row).map((text) => `${text} `),
      ].join(''),
    ),
    ...lineRows(session).map((row, index) => textOf(treeLine(row, index, false, looks.glyphs)).trim()),
  ];
}

/** One sign a turn: played, bookmarked or noted, to come; the cursor stands out and is told in words beside it. */
function scrubBar(rows: readonly TurnRow[], cursor: number, turns: number, width: number, glyphs: Glyphs): Line {
  const words = ` ${say('timeline.at', { turn: cursor, turns })}`;
  const step = Math.max(1, Math.ceil((turns + 1) / Math.max(1, width - words.length - 1)));
  const cells: { text: string; tone?: 'cursor' | 'faint' | 'warn' }[] = [{ text: ' ' }];
  for (let first = 0; first <= turns; first += step) {
    const own = rows.filter(({ turn }) => turn >= first && turn < first + step);
    const isHere = cursor >= first && cursor < first + step;
    const sign =
      own.length === 0 ? glyphs.same : own.some(({ remarks }) => remarks.length > 0) ? '*' : glyphs.horizontal;
    cells.push(isHere ? { text: 'O', tone: 'cursor' } : { text: sign, tone: own.length === 0 ? 'faint' : 'warn' });
  }
  return fitLine([...cells, { text: words }], width);
}

function turnName({ turn, date }: TurnRow): string {
  return turn === 0 ? say('timeline.before') : say('timeline.turn', { turn, date });
}

function turnLine(row: TurnRow, isChosen: boolean, width: number, glyphs: Glyphs): Line {
  const { turn, date, news, orders, remarks } = row;
  const head = turn === 0 ? say('timeline.before') : `${String(turn).padStart(3)} ${date}`;
  const key = [...news].sort((a, b) => b.importance - a.importance)[0];
  const signs = `${orders.length > 0 ? 'o' : ' '}${remarks.length > 0 ? '*' : ' '}`;
  const rest = key === undefined ? '' : `${news.length > 1 ? `(${news.length}) ` : ''}${printable(key.text)}`;
  const text = clipText(`${isChosen ? glyphs.cursor : ' '}${head} ${signs} ${rest}`, width, glyphs.ellipsis);
  return isChosen ? line(span('cursor', text + ' '.repeat(Math.max(0, width - text.length)))) : line(text);
}

function detailTexts({ orders, remarks, news }: TurnRow): readonly string[] {
  return [
    ...remarks,
    ...(orders.length > 0 ? [say('timeline.orders', { orders: orders.join(', ') })] : []),
    ...news.map(({ text, isLate }) => (isLate ? `${text} (${say('timeline.late')})` : text)),
  ];
}

function turnDetail(row: TurnRow, width: number, glyphs: Glyphs): Frame {
  const texts = detailTexts(row);
  if (texts.length === 0) return [line(span('faint', say('timeline.quiet')))];
  return texts.flatMap((text) =>
    wrapText(printable(text), width - 2).map((part, index) =>
      line(index === 0 ? `${glyphs.bullet} ${part}` : `  ${part}`),
    ),
  );
}

/** Its own turns: those before them it shares with the line above it in the tree. */
function treeLine(
  { depth, turns, shared, isPresent }: LineRow,
  index: number,
  isChosen: boolean,
  glyphs: Glyphs,
): Line {
  const indent = depth === 0 ? '' : `${'  '.repeat(depth - 1)}${glyphs.corners[2]}${glyphs.horizontal}`;
  const own =
    turns === shared
      ? say('timeline.no-turns')
      : turns === shared + 1
        ? say('timeline.own-turn', { turn: turns })
        : say('timeline.own-turns', { from: shared + 1, to: turns });
  const present = isPresent ? ` ${glyphs.cursor} ${say('timeline.here')}` : '';
  return line(
    span(
      isChosen ? 'cursor' : isPresent ? 'strong' : 'plain',
      `${indent}${say('timeline.line', { line: index + 1 })} ${own}${present}`,
    ),
  );
}

function comparison(state: TimelineState, { session, seat, looks, width, height }: Context): Frame {
  const { glyphs } = looks;
  const lines = lineRows(session!);
  const number = (entry: number): number => lines.findIndex((row) => row.entry === entry) + 1;
  const here = lines.findIndex(({ isPresent }) => isPresent) + 1;
  const rows = lineDifferences(session!, seat, state.compared!);
  const half = halfOf(width);
  const body = rows.flatMap(
    ({ turn, date, here: one, there: two }): Frame => [
      line(span('strong', say('timeline.turn', { turn, date }))),
      ...beside([
        { frame: bullets(one, half, glyphs), width: half },
        { frame: bullets(two, half, glyphs), width: half },
      ]),
    ],
  );
  const inside: Frame = [
    ...beside([
      { frame: [line(span('series1', say('timeline.this-line', { line: here })))], width: half },
      { frame: [line(span('series2', say('timeline.that-line', { line: number(state.compared!) })))], width: half },
    ]),
    ...(body.length === 0 ? [line(say('timeline.same'))] : []),
  ];
  const room = height - 2 - inside.length;
  const first = Math.min(state.scroll, Math.max(0, body.length - room));
  return box(say('timeline.two-lines'), [...inside, ...body.slice(first, first + room)], {
    width,
    height,
    glyphs,
    more: body.length > room ? `${Math.min(first + room, body.length)}/${body.length}` : '',
  });
}

function bullets(texts: readonly string[], width: number, glyphs: Glyphs): Frame {
  return texts.flatMap((text) =>
    wrapText(printable(text), width - 2).map((part, index) =>
      line(index === 0 ? `${glyphs.bullet} ${part}` : `  ${part}`),
    ),
  );
}
