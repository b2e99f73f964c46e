// The program around the screens, as pure state: a stack of screens, what lies over them, and what a key does. No terminal, no case, no clock.

import { hintOf } from './coach.ts';
import {
  box,
  clipText,
  columnsOf,
  type Frame,
  fitFrame,
  fitLine,
  type Line,
  line,
  scrolled,
  span,
  textOf,
  widthOf,
} from './frame.ts';
import type { Context, Deed, KeyRow, Screen, ScreenId, Step } from './screen.ts';
import { hasDraft, type OrdersState } from './screens/orders/orders-state.ts';
import { SCREENS } from './screens/screens.ts';
import { say } from './strings.ts';

/** A screen on the stack. States are of the screen's own kind, which only the screen knows. */
export interface Opened {
  readonly id: ScreenId;
  readonly state: unknown;
}

export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'help' | 'palette'; readonly typed: string; readonly cursor: number }
  | { readonly kind: 'filter'; readonly typed: string }
  | { readonly kind: 'ask'; readonly ask: Extract<Deed, { kind: 'ask' }>; readonly typed: string };

export interface App {
  readonly stack: readonly Opened[];
  readonly overlay: Overlay;
  /** One line above the footer: what was done, or why not. */
  readonly message: string;
}

export const LEAST_COLUMNS = 60;
export const LEAST_ROWS = 16;

/** Rows that the program keeps for itself: header, message, footer. */
export const OWN_ROWS = 3;

export function openApp(id: ScreenId, context: Context, about?: unknown): App {
  return { stack: [opened(id, context, about)], overlay: { kind: 'none' }, message: '' };
}

export function topOf({ stack }: App): Opened {
  return stack.at(-1)!;
}

export function screenOf({ id }: Opened): Screen<unknown> {
  return SCREENS[id];
}

/** The screen `id` on top: the one that is open already, started anew, or a new one. */
export function goTo(app: App, id: ScreenId, context: Context, about?: unknown): App {
  const known = app.stack.findIndex((one) => one.id === id);
  const below = known < 0 ? app.stack : app.stack.slice(0, known);
  return { ...app, stack: [...below, opened(id, context, about)], overlay: { kind: 'none' }, message: '' };
}

export function goBack(app: App): App {
  return { ...app, stack: app.stack.length > 1 ? app.stack.slice(0, -1) : app.stack, overlay: { kind: 'none' } };
}

/** Where orders that are drafted and not sealed lie on the stack; -1 without any. */
export function draftAt({ stack }: App, context: Context): number {
  return stack.findIndex(({ id, state }) => id === 'orders' && hasDraft(state as OrdersState, context));
}

/** The line above the footer: what was done, or that a draft waits below, or a hint of the practice. */
function remarkOf(app: App, context: Context): { readonly text: string; readonly kind: 'message' | 'hint' } {
  // Notices are taken away by the next key, so one that is there came after the message.
  const notice = context.seminar?.notices.at(-1);
  if (notice !== undefined) return { text: notice.text, kind: 'message' };
  if (app.message !== '') return { text: app.message, kind: 'message' };
  const at = draftAt(app, context);
  if (at >= 0 && at < app.stack.length - 1) return { text: say('orders.kept'), kind: 'message' };
  return { text: hintOf(topOf(app).id, context), kind: 'hint' };
}

function opened(id: ScreenId, context: Context, about?: unknown): Opened {
  return { id, state: SCREENS[id].start(context, about) };
}

/** Keys that mean the same on every screen. They come after the screen's own. */
export const EVERYWHERE: readonly {
  readonly keys: readonly string[];
  readonly does: string;
  readonly act: (app: App) => Pressed;
}[] = [
  {
    keys: ['?'],
    does: say('key.help'),
    act: (app) => ({ app: { ...app, overlay: { kind: 'help', typed: '', cursor: 0 } }, deeds: [] }),
  },
  {
    keys: [':', 'ctrl+p'],
    does: say('key.palette'),
    act: (app) => ({ app: { ...app, overlay: { kind: 'palette', typed: '', cursor: 0 } }, deeds: [] }),
  },
  {
    keys: ['/'],
    does: say('key.filter'),
    act: (app) => ({ app: { ...app, overlay: { kind: 'filter', typed: '' } }, deeds: [] }),
  },
  { keys: ['esc'], does: say('key.back'), act: (app) => ({ app, deeds: [{ kind: 'back' }] }) },
  { keys: ['q'], does: say('key.quit'), act: (app) => ({ app, deeds: [{ kind: 'quit' }] }) },
];

export interface Pressed {
  readonly app: App;
  readonly deeds: readonly Deed[];
}

export function press(app: App, key: string, context: Context): Pressed {
  const clear = { ...app, message: '' };
  switch (app.overlay.kind) {
    case 'none':
      return pressScreen(clear, key, context);
    case 'help':
    case 'palette':
      return pressList(clear, app.overlay, key, context);
    case 'filter':
      return pressFilter(clear, app.overlay, key);
    case 'ask':
      return pressAsk(clear, app.overlay, key);
  }
}

function pressScreen(app: App, key: string, context: Context): Pressed {
  const top = topOf(app);
  const row = liveRows(top, context).find(({ keys }) => keys.includes(key));
  if (row !== undefined) return apply(app, row.run(top.state, context));
  return (
    EVERYWHERE.find(
      ({ keys, does }) => keys.includes(key) && (does !== say('key.filter') || screenOf(top).filter !== undefined),
    )?.act(app) ?? { app, deeds: [] }
  );
}

function apply(app: App, { state, deeds = [] }: Step<unknown>): Pressed {
  const top = topOf(app);
  const stack = [...app.stack.slice(0, -1), { ...top, state }];
  const ask = deeds.find((deed) => deed.kind === 'ask');
  const overlay: Overlay = ask === undefined ? { kind: 'none' } : { kind: 'ask', ask, typed: ask.answer ?? '' };
  return { app: { ...app, stack, overlay }, deeds: deeds.filter((deed) => deed.kind !== 'ask') };
}

function liveRows(top: Opened, context: Context): readonly KeyRow<unknown>[] {
  return screenOf(top).keys.filter(({ when }) => when === undefined || when(top.state, context));
}

type ListOverlay = Extract<Overlay, { kind: 'help' | 'palette' }>;

interface ListedKey {
  readonly keys: readonly string[];
  readonly does: string;
}

/** Keys that only move: help lists them, but nobody looks them up by name. */
const MOVES = new Set(['up', 'down', 'left', 'right', 'page up', 'page down', 'home', 'end', 'tab', 'shift+tab']);

/** Rows of the help and of the palette: what works now, on this screen and everywhere. */
function listedKeys(top: Opened, context: Context, { kind, typed }: ListOverlay): readonly ListedKey[] {
  const everywhere = EVERYWHERE.filter(({ does }) => does !== say('key.filter') || screenOf(top).filter !== undefined);
  const own = liveRows(top, context);
  const taken = new Set(own.flatMap(({ keys }) => keys));
  const all: readonly ListedKey[] = [...own, ...everywhere.filter(({ keys }) => !taken.has(keys[0]!))];
  const named = kind === 'help' ? all : all.filter(({ keys }) => !MOVES.has(keys[0]!));
  return named.filter(({ does, keys }) => `${does} ${keys.join(' ')}`.toLowerCase().includes(typed.toLowerCase()));
}

function pressList(app: App, overlay: ListOverlay, key: string, context: Context): Pressed {
  const rows = listedKeys(topOf(app), context, overlay);
  const closed: App = { ...app, overlay: { kind: 'none' } };
  const moved = (cursor: number): Pressed => ({
    app: { ...app, overlay: { ...overlay, cursor: Math.min(Math.max(0, cursor), Math.max(0, rows.length - 1)) } },
    deeds: [],
  });
  if (key === 'esc') return { app: closed, deeds: [] };
  if (key === 'up') return moved(overlay.cursor - 1);
  if (key === 'down') return moved(overlay.cursor + 1);
  if (key === 'enter') {
    const chosen = rows[overlay.cursor]?.keys[0];
    return chosen === undefined ? { app: closed, deeds: [] } : pressScreen(closed, chosen, context);
  }
  return { app: { ...app, overlay: { ...overlay, typed: edited(overlay.typed, key), cursor: 0 } }, deeds: [] };
}

function pressFilter(app: App, overlay: Extract<Overlay, { kind: 'filter' }>, key: string): Pressed {
  const top = topOf(app);
  const { filter } = screenOf(top);
  if (key === 'enter') return { app: { ...app, overlay: { kind: 'none' } }, deeds: [] };
  const typed = key === 'esc' ? '' : edited(overlay.typed, key);
  const state = filter === undefined ? top.state : filter(top.state, typed);
  const stack = [...app.stack.slice(0, -1), { ...top, state }];
  return { app: { ...app, stack, overlay: key === 'esc' ? { kind: 'none' } : { kind: 'filter', typed } }, deeds: [] };
}

function pressAsk(app: App, overlay: Extract<Overlay, { kind: 'ask' }>, key: string): Pressed {
  if (key === 'esc') return { app: { ...app, overlay: { kind: 'none' } }, deeds: [] };
  if (key !== 'enter')
    return { app: { ...app, overlay: { ...overlay, typed: edited(overlay.typed, key) } }, deeds: [] };
  const deed = overlay.ask.then(overlay.typed);
  if (deed.kind === 'say') return { app: { ...app, message: deed.text }, deeds: [] };
  if (deed.kind === 'ask')
    return { app: { ...app, overlay: { kind: 'ask', ask: deed, typed: deed.answer ?? '' } }, deeds: [] };
  return { app: { ...app, overlay: { kind: 'none' } }, deeds: [deed] };
}

/** A line of text after a key: characters are added, backspace takes one away. A pasted text comes as one key. */
export function edited(text: string, key: string): string {
  if (key === 'backspace' || key === 'delete') return [...text].slice(0, -1).join('');
  if (key === 'space') return `${text} `;
  if (/^(ctrl\+.*|up|down|left|right|page up|page down|home|end|tab|shift\+tab|enter)$/.test(key)) return text;
  return text + key;
}

/** The whole screen, exactly `columns` x `rows`. */
export function frameOf(app: App, context: Context, columns: number, rows: number): Frame {
  if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) return tooSmall(columns, rows);
  const top = topOf(app);
  const screen = screenOf(top);
  const body = fitFrame(screen.look(top.state, context), columns, rows - OWN_ROWS);
  const covered = overlaid(app, context, body, columns, rows - OWN_ROWS);
  return [
    header(screen.title(top.state, context), context, columns),
    ...covered,
    messageLine(app, context, columns),
    isTyping(app) ? typingFooter(columns) : footer(top, context, columns),
  ];
}

/** While a line is typed every other key is a letter of it. */
const TYPING_KEYS: readonly ListedKey[] = [
  { keys: ['enter'], does: say('key.typed') },
  { keys: ['esc'], does: say('key.untyped') },
];

function isTyping({ overlay }: App): boolean {
  return overlay.kind === 'ask' || overlay.kind === 'filter';
}

function typingFooter(columns: number): Line {
  const shown = TYPING_KEYS.flatMap(({ keys: [key = ''], does }) => [' ', span('key', key), ` ${does} `]);
  return fitLine(line(...shown), columns);
}

/** The same as sentences, for a screen reader: where one is, what there is, what can be done. */
export function tellOf(app: App, context: Context): readonly string[] {
  const top = topOf(app);
  const screen = screenOf(top);
  const told = screen.tell?.(top.state, context) ?? screen.look(top.state, context).map((row) => textOf(row).trim());
  const live: readonly ListedKey[] = isTyping(app)
    ? TYPING_KEYS
    : [...liveRows(top, context), { keys: ['?'], does: say('key.help') }];
  const keys = live.map(({ keys: [key], does }) => (key === does ? does : `${key} ${does}`));
  const { overlay } = app;
  const asked = overlay.kind === 'ask' ? [`${overlay.ask.question} ${overlay.typed}`] : [];
  const typed = overlay.kind === 'filter' ? [`${say('app.filter')}: ${overlay.typed}`] : [];
  const listed =
    overlay.kind === 'help' || overlay.kind === 'palette'
      ? listedKeys(top, context, overlay).map(
          (row, index) => `${index === overlay.cursor ? '> ' : ''}${row.keys.join(' ')}: ${row.does}`,
        )
      : told.filter((sentence) => sentence !== '');
  return [
    [screen.title(top.state, context), ...placeOf(context)].join(', '),
    ...listed,
    ...[remarkOf(app, context).text].filter((text) => text !== ''),
    ...asked,
    ...typed,
    say('app.keys', { keys: keys.join(', ') }),
  ];
}

function tooSmall(columns: number, rows: number): Frame {
  const least = `${LEAST_COLUMNS} x ${LEAST_ROWS}`;
  return fitFrame([line(say('app.too-small', { columns, rows, least })), line(say('app.enlarge'))], columns, rows);
}

/** Whose eyes, and when: `Latvia`, `March 2015, turn 7 of 28`. */
function placeOf({ session, seat }: Pick<Context, 'session' | 'seat'>): readonly string[] {
  if (session === null) return [];
  const { model } = session.ground;
  const { played, over } = session.standing();
  const date = model.clock.dates[Math.min(played, model.turns - 1)]?.label ?? '';
  const turn = over ? `after turn ${played}` : `turn ${played + 1} of ${model.turns}`;
  return [model.seats.find(({ name }) => name === seat)?.label ?? seat, `${date}, ${turn}`];
}

function header(title: string, { session, seat, looks }: Context, columns: number): Line {
  const left = line(span('title', ` ${title}`));
  if (session === null) return fitLine(left, columns);
  const { scenario, opening } = session.ground;
  const parts = [...placeOf({ session, seat }), scenario.id, `seed ${opening.seed}`, scenario.hash.slice(0, 8)];
  const room = columns - widthOf(left) - 1;
  let right = '';
  for (const part of parts) {
    const next = right === '' ? part : `${right} ${looks.glyphs.vertical} ${part}`;
    if (next.length > room - 1) break;
    right = next;
  }
  const gap = Math.max(1, columns - widthOf(left) - right.length - 1);
  return fitLine([...left, { text: ' '.repeat(gap) }, span('faint', right)], columns);
}

function messageLine(app: App, context: Context, columns: number): Line {
  const { message, overlay } = app;
  if (overlay.kind === 'filter')
    return fitLine(line(span('strong', ` ${say('app.filter')}: `), `${overlay.typed}_`), columns);
  if (overlay.kind === 'ask') return askLine(overlay, message, context, columns);
  const { cursor, ellipsis } = context.looks.glyphs;
  const remark = remarkOf(app, context);
  const isHint = remark.kind === 'hint' && remark.text !== '';
  const text = isHint ? ` ${cursor} ${remark.text}` : remark.text === '' ? '' : ` ${remark.text}`;
  return fitLine(line(span(isHint ? 'good' : 'warn', clipText(text, columns, ellipsis))), columns);
}

/** A long answer shows its end, where one types, and a long question gives way to it. */
function askLine(
  { ask, typed }: Extract<Overlay, { kind: 'ask' }>,
  message: string,
  { looks }: Context,
  columns: number,
): Line {
  const { ellipsis } = looks.glyphs;
  const why = message === '' ? '' : `  ${message}`;
  const question = clipText(` ${ask.question} `, Math.max(20, columns - 30), `${ellipsis} `);
  const room = Math.max(12, columns - columnsOf(question) - Math.min(columnsOf(why), 30) - 1);
  const signs = [...typed];
  const shown = columnsOf(typed) <= room ? typed : ellipsis + signs.slice(1 - room).join('');
  return fitLine(line(span('strong', question), `${shown}_`, span('warn', why)), columns);
}

/** Only keys that work now; those that do not fit are in the help, which always fits. */
function footer(top: Opened, context: Context, columns: number): Line {
  const help: Line = line(' ', span('key', '?'), ` ${say('key.help')} `);
  const spans: { text: string; tone?: 'key' }[] = [];
  let used = widthOf(help);
  for (const { keys, does } of liveRows(top, context).filter((row) => row.footer)) {
    const next = ` ${keys[0]} ${does} `;
    if (used + next.length > columns) break;
    used += next.length;
    spans.push({ text: ' ' }, { text: keys[0]!, tone: 'key' }, { text: ` ${does} ` });
  }
  return fitLine([...spans, ...help], columns);
}

function overlaid(app: App, context: Context, body: Frame, columns: number, rows: number): Frame {
  const { overlay } = app;
  if (overlay.kind !== 'help' && overlay.kind !== 'palette') return body;
  const listed = listedKeys(topOf(app), context, overlay);
  const width = Math.min(columns - 4, 70);
  const height = Math.min(rows, listed.length + 4);
  const keyWidth = Math.max(6, ...listed.map(({ keys }) => keys.join(' ').length));
  const lines = listed.map(({ keys, does }, index): Line => {
    const text = `${keys.join(' ').padEnd(keyWidth)}  ${does}`;
    return index === overlay.cursor
      ? line(span('cursor', clipText(text, width - 2)))
      : line(span('key', keys.join(' ').padEnd(keyWidth)), `  ${does}`);
  });
  const list = lines.length === 0 ? [line(say('app.nothing'))] : lines;
  const { frame, more } = scrolled(list, overlay.cursor, height - 3);
  const title = overlay.kind === 'help' ? say('app.help') : say('app.palette');
  const inside: Frame = [line(span('strong', '/ '), `${overlay.typed}_`), ...frame];
  const panel = box(title, inside, { width, height, glyphs: context.looks.glyphs, more });
  return body.map((row, index) => {
    const own = panel[index];
    return own === undefined ? row : fitLine([{ text: '  ' }, ...own, ...after(row, width + 2)], columns);
  });
}

/** What stands right of a column. */
function after(row: Line, column: number): Line {
  const text = textOf(row);
  return [{ text: text.slice(column), tone: 'faint' }];
}
