// The orders screen as a frame: the own levers on the left, all about the one under the cursor on the right, the purse below.

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
  span,
  widthOf,
  wrapText,
} from '../../frame.ts';
import { labelOf, sentence, words } from '../../labels.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { bar, barBothWays } from '../../widgets/bar.ts';
import { numberText } from '../../widgets/number-text.ts';
import { type OrderRow, type OrdersPicture, ordersOf, readersOfLever } from './orders-data.ts';
import { chosenIn, hasDraft, type OrdersState, rowsIn } from './orders-state.ts';
import { forceText, moneyText, rampText, wayText } from './orders-words.ts';

export function lookOfOrders(state: OrdersState, context: Context): Frame {
  const { session, seat, width, height } = context;
  if (session === null) return [line(say('game.no-case'))];
  const picture = ordersOf(session, seat, state.draft);
  const left = Math.floor((width - 1) * 0.5);
  const right = width - 1 - left;
  const foot = footLines(picture, state, context);
  const room = height - foot.length;
  return [
    ...beside(
      [
        { frame: listPane(state, context, left, room), width: left },
        {
          frame: detailPane(state, context, right, room),
          width: right,
        },
      ],
      1,
    ),
    ...foot,
  ];
}

// The list.

function listPane(state: OrdersState, context: Context, width: number, height: number): Frame {
  const { glyphs } = context.looks;
  const rows = rowsIn(state, context);
  const at = Math.min(Math.max(0, state.cursor), Math.max(0, rows.length - 1));
  const shown = height - 2;
  const first = Math.min(Math.max(0, at - Math.floor(shown / 2)), Math.max(0, rows.length - shown));
  const columns = columnsOf(rows, width - 2);
  const lines = rows
    .slice(first, first + shown)
    .map((row, index) => listLine(row, columns, first + index === at, glyphs));
  const sign = state.pane === 'levers' ? `${glyphs.cursor} ` : '';
  const title = `${sign}${say('orders.levers')}${state.filter === '' ? '' : ` /${state.filter}`}`;
  const more = rows.length > shown ? `${at + 1}/${rows.length}` : '';
  const inside = lines.length === 0 ? [line(span('faint', ` ${say('orders.none')}`))] : lines;
  return box(title, inside, { width, height, glyphs, more });
}

/** Widths of the columns of the list, the same for all its rows. */
interface Columns {
  readonly name: number;
  readonly order: number;
  readonly force: number;
  readonly cost: number;
}

function columnsOf(rows: readonly OrderRow[], width: number): Columns {
  const longest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
  const order = Math.min(longest(rows.map(({ preview }) => words(preview.asked))), Math.floor(width * 0.45));
  const force = width >= 54 ? longest(rows.map(({ preview }) => wayText(preview))) + 2 : 0;
  const isDear = rows.some(({ preview }) => preview.levels.some(({ cost }) => cost !== 0));
  const cost = width >= 64 && isDear ? 12 : 0;
  return { name: Math.max(8, width - 4 - order - force - cost), order, force, cost };
}

/** `*` drafted, `s` sealed for this turn, then name and order; wider, the number in force and the cost. */
function listLine(
  { label, preview, sealed, isDrafted }: OrderRow,
  { name, order, force, cost }: Columns,
  isChosen: boolean,
  glyphs: Glyphs,
): Line {
  const sign = isDrafted ? '*' : sealed === null ? ' ' : 's';
  const price = say('orders.costs', { cost: numberText(preview.cost) });
  return [
    span(isDrafted ? 'warn' : 'faint', `${sign} `),
    span(isChosen ? 'cursor' : 'plain', clipText(label, name, glyphs.ellipsis).padEnd(name)),
    { text: isChosen ? ` ${glyphs.cursor}` : '  ' },
    span(isDrafted ? 'warn' : 'strong', clipText(words(preview.asked), order, glyphs.ellipsis).padEnd(order)),
    span('faint', force > 0 ? `  ${wayText(preview)}`.padEnd(force) : ''),
    span('faint', cost > 0 ? ` ${price}` : ''),
  ];
}

// One lever.

function detailPane(state: OrdersState, context: Context, width: number, height: number): Frame {
  const { session, looks } = context;
  const { glyphs } = looks;
  const chosen = chosenIn(state, context);
  if (session === null || chosen === null) return box('', [], { width, height, glyphs });
  const lines = leverLines(chosen, session.ground.scenario, width - 2, glyphs);
  const most = Math.max(0, lines.length - (height - 2));
  const first = Math.min(state.scroll, most);
  const more = most === 0 ? '' : `${Math.min(lines.length, first + height - 2)}/${lines.length}`;
  const sign = state.pane === 'detail' ? `${glyphs.cursor} ` : '';
  return box(sign + chosen.label, lines.slice(first), { width, height, glyphs, more });
}

function leverLines(
  row: OrderRow,
  scenario: Parameters<typeof readersOfLever>[0],
  width: number,
  glyphs: Glyphs,
): Frame {
  const { preview, why, sources, trust } = row;
  const texts = (text: string, tone: 'plain' | 'faint' | 'warn' = 'plain'): Frame =>
    wrapText(text, width).map((part) => line(span(tone, part)));
  const readers = readersOfLever(scenario, row.name);
  const numbers = readers
    .filter(({ kind }) => kind === 'stock' || kind === 'auxiliary')
    .map(({ name }) => labelOf(scenario, name));
  const events = readers
    .filter(({ kind }) => kind === 'incident' || kind === 'machine')
    .map(({ name }) => labelOf(scenario, name));
  const provenance = [...sources, ...(trust === null ? [] : [say('orders.trust', { trust })])].join('; ');
  return [
    ...levelLines(row, width, glyphs),
    ...texts(forceText(preview)),
    ...(rampText(row) === '' ? [] : texts(rampText(row), 'faint')),
    ...(preview.after === preview.asked ? [] : texts(say('orders.too-dear', { level: words(preview.after) }), 'warn')),
    line(''),
    ...texts(numbers.length === 0 ? say('orders.no-readers') : say('orders.readers', { names: numbers.join(', ') })),
    ...(events.length === 0 ? [] : texts(say('orders.events', { names: events.join(', ') }))),
    ...(why === null ? [] : [line(''), ...texts(sentence(why))]),
    ...(provenance === '' ? [] : texts(provenance, 'faint')),
  ];
}

function levelLines({ preview, sealed }: OrderRow, width: number, glyphs: Glyphs): Frame {
  const { levels, asked, stands } = preview;
  const longest = Math.max(...levels.map(({ name }) => words(name).length));
  const name = Math.min(longest, Math.max(8, width - 24));
  const highest = Math.max(...levels.map(({ value }) => Math.abs(value)), 1e-9);
  const isBothWays = levels.some(({ value }) => value < 0);
  const dear = levels.some(({ cost }) => cost !== 0);
  return levels.map((level): Line => {
    const isAsked = level.name === asked;
    const notes = [
      ...(level.name === stands ? [say('orders.stands')] : []),
      ...(level.name === sealed ? [say('orders.sealed')] : []),
    ].join(', ');
    const cost = dear ? `  ${say('orders.costs', { cost: numberText(level.cost) })}` : '';
    const share = level.value / highest;
    const drawn = isBothWays ? barBothWays(share, 4, glyphs) : bar(share, 8, glyphs);
    const picture = width >= 50 ? ` ${drawn}` : '';
    return [
      span(isAsked ? 'strong' : 'faint', `${isAsked ? glyphs.cursor : ' '} `),
      span(isAsked ? 'cursor' : 'plain', clipText(words(level.name), name, glyphs.ellipsis).padEnd(name)),
      span('plain', ` ${numberText(level.value).padStart(5)}`),
      span('series1', picture),
      span('faint', cost),
      span('warn', notes === '' ? '' : `  ${notes}`),
    ];
  });
}

// Below.

function footLines(picture: OrdersPicture, state: OrdersState, context: Context): Frame {
  const changed = picture.rows.filter(({ isDrafted }) => isDrafted).length;
  const sealed = picture.rows.filter((row) => row.sealed !== null).length;
  const money = moneyText(picture);
  const draft = hasDraft(state, context) ? say('orders.drafted', { count: changed }) : '';
  const done = sealed > 0 ? say('orders.sealed-count', { count: sealed }) : say('orders.none-sealed');
  const parts = picture.isOpen
    ? [span('strong', money), span('warn', draft), span('faint', done)]
    : [span('warn', say('orders.closed'))];
  const lines: Span[][] = [[]];
  for (const part of parts.filter(({ text }) => text !== '')) {
    const used = widthOf(lines.at(-1)!);
    if (used > 0 && used + part.text.length + 2 > context.width) lines.push([]);
    lines.at(-1)!.push({ text: lines.at(-1)!.length === 0 ? ' ' : '  ' }, part);
  }
  return lines.map((spans) => fitLine(spans, context.width));
}
