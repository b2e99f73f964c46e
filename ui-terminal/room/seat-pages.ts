// The pages of a cell's terminal: what stands in each, and which of its lines scroll.

import type { SeatView } from '../../engine/index.ts';
import {
  beside,
  box,
  clipText,
  columnsOf,
  type Frame,
  fitLine,
  type Glyphs,
  type Line,
  line,
  span,
} from '../play/frame.ts';
import { numberText } from '../play/widgets/number-text.ts';
import {
  hanging,
  injectsFrame,
  newsFrame,
  questionLines,
  seenLines,
  situationLines,
  textLines,
  windowed,
} from './parts.ts';
import { placesFrame } from './room-places.ts';
import {
  answerTo,
  draftText,
  earlierRefusals,
  type LeverRow,
  levelLabel,
  leverRows,
  ordersText,
  type SeatContext,
  type SeatState,
  type Sent,
  scrollOf,
  sentText,
  shareText,
} from './seat-state.ts';
import { say } from './strings.ts';

/** Handling and seat, clock, pages above; remark and footer below. */
export const OWN_ROWS = 5;

export interface Scrolling {
  readonly lines: Frame;
  readonly height: number;
}

/** Lines that scroll. Orders and chances have a chosen row instead: there nothing does. */
export function seatLines(state: SeatState, context: SeatContext): Scrolling {
  const { view } = context.seen;
  const height = context.rows - OWN_ROWS - 2;
  if (view === null) return { lines: [], height: 1 };
  const { glyphs } = context.looks;
  const width = context.columns - 2;
  switch (state.page) {
    case 'situation':
      return { lines: situationPage(view, context), height };
    case 'injects':
      return { lines: injectsFrame(view.injects, width, glyphs), height };
    case 'requests':
      return { lines: requestLines(state, view, width, glyphs), height };
    case 'role':
      return { lines: roleLines(view, width, glyphs), height };
    default:
      return { lines: [], height };
  }
}

function leftWidth({ columns }: SeatContext): number {
  return Math.floor((columns - 1) * 0.52);
}

/** Exactly as many lines as the body has. */
export function seatBody(state: SeatState, context: SeatContext): Frame {
  const { view } = context.seen;
  if (view === null) return [];
  const { columns, rows, looks } = context;
  const [height, { glyphs }] = [rows - OWN_ROWS, looks];
  if (state.page === 'orders') return ordersPage(state, view, context, height);
  if (state.page === 'chances') return chancesPage(state, view, columns, height, glyphs);
  const scrolling = seatLines(state, context);
  const { frame, more } = windowed(scrolling.lines, scrollOf(state, context), scrolling.height);
  if (state.page !== 'situation')
    return box(say(`page.${state.page}`), frame, { width: columns, height, glyphs, more });
  const left = leftWidth(context);
  const right = columns - 1 - left;
  const situation = box(say('page.situation'), frame, { width: left, height, glyphs, more });
  return beside([
    { frame: situation, width: left },
    { frame: sidePanes(view, context), width: right },
  ]);
}

// Situation.

function situationPage(view: SeatView, context: SeatContext): Frame {
  const { glyphs } = context.looks;
  const width = leftWidth(context) - 2;
  const all = view.move?.questions ?? [];
  const asked = (title: string, questions: readonly string[]): Frame =>
    questions.length === 0
      ? []
      : [line(''), ...textLines(title, width, 'title'), ...questionLines(questions, width, glyphs)];
  return [
    ...situationLines(view, width),
    ...asked(say('move.for-you', { seat: view.label }), view.questions),
    ...asked(say('move.for-all'), all),
    line(''),
    ...textLines(say('page.seen'), width, 'title'),
    ...seenLines(view, width, glyphs),
    ...overflow(view, context, width),
  ];
}

interface Side {
  readonly width: number;
  /** Heights of the panes; no map without places. */
  readonly map: number;
  readonly news: number;
}

function sideOf(view: SeatView, context: SeatContext): Side {
  const height = context.rows - OWN_ROWS;
  const map = view.places.length === 0 ? 0 : Math.floor(height * 0.5);
  return { width: context.columns - 1 - leftWidth(context), map, news: height - map };
}

function sideLines(view: SeatView, { width, map }: Side, glyphs: Glyphs) {
  const places = map === 0 ? [] : placesFrame(view.places, width - 2, map - 2, glyphs);
  return { places, news: newsFrame(view.news, width - 2, glyphs) };
}

function sidePanes(view: SeatView, context: SeatContext): Frame {
  const { glyphs } = context.looks;
  const side = sideOf(view, context);
  const { places, news } = sideLines(view, side, glyphs);
  const boxed = (title: string, lines: Frame, height: number): Frame =>
    box(title, lines, { width: side.width, height, glyphs, more: shownOf(lines, height) });
  return [
    ...(side.map === 0 ? [] : boxed(say('page.map'), places, side.map)),
    ...boxed(say('page.news'), news, side.news),
  ];
}

/** `4/9` for what a pane cannot show. */
function shownOf({ length }: Frame, height: number): string {
  return length > height - 2 ? `${height - 2}/${length}` : '';
}

/** What the panes beside cannot show stands at the end of the page that scrolls, whole. */
function overflow(view: SeatView, context: SeatContext, width: number): Frame {
  const { glyphs } = context.looks;
  const side = sideOf(view, context);
  const { places, news } = sideLines(view, side, glyphs);
  const headed = (title: string, lines: Frame): Frame => [line(''), ...textLines(title, width, 'title'), ...lines];
  return [
    ...(places.length > side.map - 2 && side.map > 0
      ? headed(say('page.map'), placesFrame(view.places, width, 0, glyphs))
      : []),
    ...(news.length > side.news - 2 ? headed(say('page.news'), newsFrame(view.news, width, glyphs)) : []),
  ];
}

// Orders.

function ordersPage(state: SeatState, view: SeatView, { columns, looks }: SeatContext, height: number): Frame {
  const { glyphs } = looks;
  const rows = leverRows(state, view);
  const at = chosen(state.lever, rows.length);
  const foot = footLines(state, view, columns);
  const room = Math.max(4, height - foot.length);
  const left = Math.floor((columns - 1) * 0.58);
  const right = columns - 1 - left;
  const names = Math.max(8, Math.floor((left - 7) * 0.6));
  const list = rows.map((row, index) => leverLine(row, index === at, names, left - 2, glyphs));
  const first = Math.min(Math.max(0, at - Math.floor((room - 2) / 2)), Math.max(0, rows.length - (room - 2)));
  const more = rows.length > room - 2 ? `${at + 1}/${rows.length}` : '';
  const inside = list.length === 0 ? textLines(say('orders.none'), left - 2, 'faint') : list.slice(first);
  const row = rows[at];
  const detail = row === undefined ? [] : levelLines(row, right - 2, glyphs);
  return [
    ...beside([
      { frame: box(say('orders.levers'), inside, { width: left, height: room, glyphs, more }), width: left },
      { frame: box(row?.label ?? '', detail, { width: right, height: room, glyphs }), width: right },
    ]),
    ...foot,
  ];
}

export function chosen(cursor: number, count: number): number {
  return Math.max(0, Math.min(cursor, count - 1));
}

/** `*` drafted, an arrow up on the way, `s` sealed. */
function leverLine(row: LeverRow, isChosen: boolean, names: number, width: number, glyphs: Glyphs): Line {
  const sign = row.isDrafted ? '*' : row.sent !== null ? glyphs.up : row.sealed !== null ? 's' : ' ';
  const name = fitLine([span(isChosen ? 'cursor' : 'plain', row.label)], names, glyphs.ellipsis);
  const level = clipText(levelLabel(row, row.asked), width - names - 5, glyphs.ellipsis);
  return [
    span(row.isDrafted ? 'warn' : 'faint', `${sign} `),
    ...name,
    { text: isChosen ? ` ${glyphs.cursor} ` : '   ' },
    span(row.isDrafted ? 'warn' : 'strong', level),
  ];
}

function levelLines(row: LeverRow, width: number, glyphs: Glyphs): Frame {
  return row.levels.flatMap(({ name, label }) => {
    const notes = [
      ...(name === row.stands ? [say('orders.stands')] : []),
      ...(name === row.sealed ? [say('orders.is-sealed')] : []),
      ...(name === row.sent ? [say('orders.is-sent')] : []),
      ...(row.isDrafted && name === row.asked ? [say('orders.is-drafted')] : []),
    ].join(', ');
    const isAsked = name === row.asked;
    const shown = hanging(isAsked ? `${glyphs.cursor} ` : '  ', label, width, isAsked ? 'strong' : 'plain');
    return notes === '' ? shown : [...shown, ...textLines(notes, width, 'faint', '    ')];
  });
}

function footLines(state: SeatState, view: SeatView, width: number): Frame {
  const last = state.sent.findLast(({ kind }) => kind === 'orders');
  const refused = last !== undefined && answerTo(last, view).kind === 'refused' ? sentText(last, view) : '';
  const funds = view.funds === null ? '' : ` ${say('orders.funds', { funds: numberText(view.funds) })}`;
  const draft = draftText(state, view);
  return [
    ...textLines(`${ordersText(state, view)}${funds}`, width, 'plain', ' '),
    ...(draft === '' ? [] : textLines(draft, width, 'warn', ' ')),
    ...(refused === '' ? [] : textLines(refused, width, 'bad', ' ').slice(0, 3)),
  ];
}

// Requests.

/** Newest first; what is on the way stands above. */
function requestLines(state: SeatState, view: SeatView, width: number, glyphs: Glyphs): Frame {
  const asked = state.sent.filter((one): one is Sent & { kind: 'request' } => one.kind === 'request').toReversed();
  const open = asked.filter((one) => answerTo(one, view).kind !== 'taken');
  const waiting = open.flatMap((one) => [
    ...hanging(`${glyphs.bullet} `, one.text, width, 'strong', 'faint'),
    ...textLines(requestState(one, view), width, 'warn', '    '),
  ]);
  const known = view.requests
    .toReversed()
    .flatMap(({ turn, text, answer }) => [
      ...hanging(`${glyphs.bullet} `, text, width, 'strong', 'faint'),
      ...textLines(say('requests.in-turn', { turn }), width, 'faint', '    '),
      ...(answer === null
        ? textLines(say('requests.no-answer'), width, 'faint', '    ')
        : textLines(say('requests.answer', { text: answer }), width, 'plain', '    ')),
    ]);
  const refused = earlierRefusals(state, view).flatMap((why) => textLines(say('sent.earlier', { why }), width, 'warn'));
  const all = [...waiting, ...known, ...refused];
  return all.length === 0 ? textLines(say('requests.none'), width, 'faint') : all;
}

function requestState(one: Sent, view: SeatView): string {
  return answerTo(one, view).kind === 'on the way' ? say('requests.on-the-way') : sentText(one, view);
}

// Chances.

function chancesPage(state: SeatState, view: SeatView, width: number, height: number, glyphs: Glyphs): Frame {
  const { forecasts } = view;
  const at = chosen(state.event, forecasts.length);
  const what = textLines(forecasts.length === 0 ? say('chances.none') : say('chances.what'), width - 2, 'faint');
  const room = height - 2 - what.length - 1;
  const first = Math.min(Math.max(0, at - Math.floor(room / 2)), Math.max(0, forecasts.length - room));
  const rows = forecasts.slice(first, first + room).map((event, index): Line => {
    const given = chanceText(state, view, event);
    const name = Math.max(8, width - 4 - columnsOf(given) - 2);
    const tone = first + index === at ? 'cursor' : 'plain';
    return [...fitLine([span(tone, event.label)], name, glyphs.ellipsis), { text: '  ' }, span('strong', given)];
  });
  const more = forecasts.length > room ? `${at + 1}/${forecasts.length}` : '';
  return box(say('page.chances'), [...what, line(''), ...rows], { width, height, glyphs, more });
}

/** `you say 30 %`, with what is on the way. */
export function chanceText(state: SeatState, view: SeatView, { name, given }: SeatView['forecasts'][number]): string {
  const last = state.sent.findLast((one) => one.kind === 'estimate' && one.outcome === name);
  if (last?.kind === 'estimate' && answerTo(last, view).kind === 'on the way')
    return `${say('chances.given', { share: shareText(last.probability) })}, ${say('orders.is-sent')}`;
  return given === null ? say('chances.not-given') : say('chances.given', { share: shareText(given) });
}

// Role.

function roleLines({ label, brief, role }: SeatView, width: number, glyphs: Glyphs): Frame {
  const list = (title: string, items: readonly string[]): Frame =>
    items.length === 0
      ? []
      : [
          line(''),
          ...textLines(title, width, 'title'),
          ...items.flatMap((item) => hanging(`${glyphs.bullet} `, item, width, 'plain', 'faint')),
        ];
  const who = [role?.who ?? '', brief ?? ''].filter((text) => text !== '');
  return [
    ...textLines(say('role.you-are', { seat: label }), width, 'title'),
    ...(who.length === 0
      ? textLines(say('role.none'), width, 'faint')
      : who.flatMap((text) => [line(''), ...textLines(text, width)])),
    ...list(say('role.aims'), role?.aims ?? []),
    ...list(say('role.brings'), role?.brings ?? []),
  ];
}
