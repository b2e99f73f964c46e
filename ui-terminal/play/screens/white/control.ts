// The white cell's own screen: the clock, the move, the cells, what wants the director's eye, and what came of the last turn.

import { elapsedAt, newsFor, type SessionInput, WHITE_SEAT } from '../../../../engine/index.ts';
import { askInTurn } from '../../asking.ts';
import { beside, box, clipText, type Frame, type Line, line, scrolled, span, wrapText } from '../../frame.ts';
import type { Context, Deed, KeyRow, Screen } from '../../screen.ts';
import { type StringId, say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { createMemory, movedIn } from '../remembered.ts';
import {
  type Cell,
  cellsOf,
  cellText,
  clockState,
  durationText,
  nextMove,
  presentMove,
  type Seminar,
  seminarIn,
  type Wanted,
  wallText,
  wantedIn,
} from './white-facts.ts';
import { keyFor } from './white-list.ts';

export interface ControlState {
  readonly cursor: number;
}

function wantedOf(context: Context): readonly Wanted[] {
  const seminar = seminarIn(context);
  return seminar === null ? [] : wantedIn(seminar);
}

type Row = KeyRow<ControlState>;
type Keyed = (seminar: Seminar) => Deed | null;

/** A key that works where its deed is one. */
function row(key: string, does: string, deedOf: Keyed, footer = true): Row {
  const found = (_: ControlState, context: Context): Deed | null => {
    const seminar = seminarIn(context);
    return seminar === null ? null : deedOf(seminar);
  };
  return keyFor(found, key, does, (deed) => deed, footer);
}

function clockDeed(seminar: Seminar, what: 'startex' | 'pause' | 'resume' | 'endex'): Deed {
  const input: SessionInput = { kind: 'clock', what, at: seminar.now };
  return { kind: 'take', inputs: [input], said: say(`control.said-${what}`, { time: wallText(seminar.now) }) };
}

function onlyWhen(state: ReturnType<typeof clockState>, what: 'startex' | 'pause' | 'resume'): Keyed {
  return (seminar) => (clockState(seminar.stands) === state ? clockDeed(seminar, what) : null);
}

function beginMove(seminar: Seminar): Deed | null {
  const move = nextMove(seminar);
  if (move === null || clockState(seminar.stands) === 'ended') return null;
  const input: SessionInput = { kind: 'move', move: move.name, at: seminar.now };
  const starts: readonly SessionInput[] =
    clockState(seminar.stands) === 'before' ? [{ kind: 'clock', what: 'startex', at: seminar.now }] : [];
  return { kind: 'take', inputs: [...starts, input], said: say('control.said-move', { move: move.title }) };
}

function endex(seminar: Seminar): Deed | null {
  const state = clockState(seminar.stands);
  if (state === 'before' || state === 'ended') return null;
  const whyNot = (text: string): string | null => (text.toLowerCase() === 'endex' ? null : say('control.endex-sure'));
  return askInTurn([{ question: say('control.endex-ask'), whyNot }], () => clockDeed(seminar, 'endex'));
}

/** Where a line of the list leads. */
function openWanted({ kind, id }: Wanted): Deed {
  if (kind === 'request') return { kind: 'go', to: 'requests', about: { request: id } };
  if (kind === 'watch') return { kind: 'go', to: 'board' };
  return { kind: 'go', to: 'msel', about: { entry: id } };
}

const OWN: readonly Row[] = [
  row('x', say('control.startex'), onlyWhen('before', 'startex')),
  row('x', say('control.pause'), onlyWhen('running', 'pause')),
  row('x', say('control.resume'), onlyWhen('paused', 'resume')),
  row('m', say('control.next-move'), beginMove),
  row('n', say('control.play'), ({ session }) => (session.standing().over ? null : { kind: 'play' })),
  row('p', say('control.play-on'), ({ session }) => (session.standing().over ? null : { kind: 'play on' })),
  {
    keys: ['enter'],
    does: say('key.open'),
    footer: true,
    when: (_, context) => wantedOf(context).length > 0,
    run: (state, context) => {
      const chosen = wantedOf(context)[movedIn(state.cursor, 0, wantedOf(context).length)];
      return { state, deeds: chosen === undefined ? [] : [openWanted(chosen)] };
    },
  },
  row('X', say('control.endex'), endex, false),
  { keys: ['up', 'k'], does: say('key.up'), run: moved(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moved(1) },
];

function moved(by: number): Row['run'] {
  return (state, context) => ({ state: { cursor: movedIn(state.cursor, by, wantedOf(context).length) } });
}

const TAKEN = new Set(OWN.flatMap(({ keys }) => keys));

function lookControl(state: ControlState, context: Context): Frame {
  const seminar = seminarIn(context);
  if (seminar === null) return [line(say('app.no-case'))];
  const { width, height, looks } = context;
  const { glyphs } = looks;
  const left = Math.min(56, Math.max(30, Math.floor(width * 0.46)));
  const right = width - left;
  const cells = cellsOf(seminar);
  const cellHeight = Math.min(cells.length + 2, Math.max(4, height - 9));
  const clockHeight = height - cellHeight;
  const wanted = wantedIn(seminar);
  const wantedHeight = Math.min(Math.max(4, wanted.length + 2), Math.ceil(height * 0.6));
  const cursor = movedIn(state.cursor, 0, wanted.length);
  const rows = wanted.map((one, index): Line => {
    const text = clipText(`${index === cursor ? glyphs.cursor : ' '} ${one.text}`, right - 2, glyphs.ellipsis);
    return line(span(index === cursor ? 'cursor' : one.kind === 'late' ? 'faint' : 'warn', text));
  });
  const list = scrolled(
    rows.length === 0 ? [line(' ', span('faint', say('control.nothing')))] : rows,
    cursor,
    wantedHeight - 2,
  );
  return beside(
    [
      {
        frame: [
          ...box(say('control.exercise'), clockLines(seminar, context, left - 2), {
            width: left,
            height: clockHeight,
            glyphs,
          }),
          ...box(
            say('control.cells'),
            cells.map((cell) => cellLine(cell, left - 2, glyphs.ellipsis)),
            { width: left, height: cellHeight, glyphs },
          ),
        ],
        width: left,
      },
      {
        frame: [
          ...box(say('control.wanted'), list.frame, { width: right, height: wantedHeight, glyphs, more: list.more }),
          ...box(cameTitle(seminar), cameLines(seminar, right - 2), {
            width: right,
            height: height - wantedHeight,
            glyphs,
          }),
        ],
        width: right,
      },
    ],
    0,
  );
}

function cellLine(cell: Cell, width: number, ellipsis: string): Line {
  const asks = cell.asks === 0 ? '' : ` ${say('cell.asks', { count: cell.asks })}`;
  const room = Math.max(8, width - 20);
  return line(
    ` ${clipText(cell.label, room, ellipsis).padEnd(room)} `,
    span(cell.state === 'open' ? 'plain' : cell.state === 'strategy' ? 'faint' : 'good', cellText(cell)),
    span('warn', asks),
  );
}

const TONES = { before: 'faint', running: 'good', paused: 'warn', ended: 'strong' } as const;

function clockLines(seminar: Seminar, context: Context, width: number): Frame {
  const { session, stands, plan, now } = seminar;
  const { model } = session.ground;
  const { played, over } = session.standing();
  const state = clockState(stands);
  const fault = context.seminar?.roomFault ?? null;
  const wrapped = (text: string): Frame => wrapText(text, width - 2).map((part) => line(' ', part));
  return [
    line(
      ' ',
      span('strong', durationText(elapsedAt(stands.clock, now))),
      '  ',
      span(TONES[state], clockWords(seminar)),
    ),
    line(' ', span('faint', say('control.wall', { time: wallText(now, true) }))),
    ...moveLines(seminar, width, context.looks.glyphs),
    ...(over
      ? wrapped(say('control.over', { turns: played }))
      : wrapped(
          say('control.turn', { turn: played + 1, turns: model.turns, date: model.clock.dates[played]?.label ?? '' }),
        )),
    ...(fault === null
      ? []
      : wrapText(say('control.room-fault', { why: fault }), width - 2).map((part) => line(' ', span('bad', part)))),
    ...wrapText(say('control.places'), width - 2).map((part) => line(' ', span('faint', part))),
    ...(plan.minutes === null ? [] : wrapped(say('control.planned', { minutes: plan.minutes, hot: plan.hotWash }))),
  ];
}

function clockWords({ stands }: Seminar): string {
  const state = clockState(stands);
  const at = state === 'running' ? stands.clock.since : (stands.clock.endex ?? stands.clock.last ?? null);
  return say(`control.is-${state}` as StringId, { time: wallText(at) });
}

function moveLines(seminar: Seminar, width: number, { full, empty }: Context['looks']['glyphs']): Frame {
  const present = presentMove(seminar);
  const next = nextMove(seminar);
  const wrapped = (text: string): Frame => wrapText(text, width - 2).map((part) => line(' ', part));
  const coming = next === null ? [] : wrapped(say('control.coming', { move: next.title, minutes: next.minutes }));
  if (present === null) return coming;
  const { move, number, spent } = present;
  const of = move.minutes * 60_000;
  const bar = Math.min(width - 4, 24);
  const filled = Math.max(0, Math.min(bar, Math.round((spent / of) * bar)));
  const isOver = spent > of;
  return [
    ...wrapped(say('control.move', { number, of: seminar.plan.moves.length, title: move.title })),
    line(' ', span(isOver ? 'bad' : 'series1', full.repeat(filled) + empty.repeat(bar - filled))),
    ...wrapText(moveTime(spent, move.minutes), width - 2).map((part) =>
      line(' ', span(isOver ? 'bad' : 'plain', part)),
    ),
    ...coming,
  ];
}

/** `0:03:10 of 10 minutes`, `2 minutes over the 10 planned`. */
function moveTime(spent: number, minutes: number): string {
  const over = spent - minutes * 60_000;
  if (over <= 0) return say('control.spent', { time: durationText(spent), minutes });
  return say('control.spent-over', { time: durationText(over), minutes });
}

/** Whole minutes: what is read aloud must not change every second. */
function wholeMinutes(milliseconds: number): number {
  return Math.floor(milliseconds / 60_000);
}

function moveMinutes(spent: number, minutes: number): string {
  const over = wholeMinutes(spent) - minutes;
  if (over < 0 || spent <= minutes * 60_000) return say('control.tell-spent', { spent: wholeMinutes(spent), minutes });
  return say('control.tell-over', { over, minutes });
}

const newsOnce = createMemory<readonly string[]>();

function cameOf({ session }: Seminar): readonly string[] {
  const standing = session.standing();
  return newsOnce(standing, '', () =>
    newsFor(session.ground, standing, WHITE_SEAT)
      .filter(({ turn }) => turn === standing.played)
      .map(({ text }) => text),
  );
}

function cameTitle({ session }: Seminar): string {
  const { played } = session.standing();
  return played === 0 ? say('control.before-first') : say('control.came', { turn: played });
}

function cameLines(seminar: Seminar, width: number): Frame {
  const { played } = seminar.session.standing();
  if (played === 0) return wrapText(seminar.plan.aim, width - 2).map((text) => line(' ', text));
  const came = cameOf(seminar);
  if (came.length === 0) return [line(' ', span('faint', say('control.quiet')))];
  return came.flatMap((text) =>
    wrapText(text, width - 4).map((part, index) => line(index === 0 ? ' - ' : '   ', part)),
  );
}

function tellControl(state: ControlState, context: Context): readonly string[] {
  const seminar = seminarIn(context);
  if (seminar === null) return [say('app.no-case')];
  const { session, stands, now } = seminar;
  const present = presentMove(seminar);
  const { played, over } = session.standing();
  const { model } = session.ground;
  const wanted = wantedIn(seminar);
  const cursor = movedIn(state.cursor, 0, wanted.length);
  const fault = context.seminar?.roomFault ?? null;
  return [
    say('control.tell-clock', { minutes: wholeMinutes(elapsedAt(stands.clock, now)), state: clockWords(seminar) }),
    ...(present === null
      ? []
      : [
          say('control.move', { number: present.number, of: seminar.plan.moves.length, title: present.move.title }),
          moveMinutes(present.spent, present.move.minutes),
        ]),
    over
      ? say('control.over', { turns: played })
      : say('control.turn', { turn: played + 1, turns: model.turns, date: model.clock.dates[played]?.label ?? '' }),
    ...(fault === null ? [] : [say('control.room-fault', { why: fault })]),
    ...cellsOf(seminar).map((cell) => `${cell.label}: ${cellText(cell)}`),
    `${say('control.wanted')}.`,
    ...(wanted.length === 0
      ? [say('control.nothing')]
      : wanted.map(({ text }, index) => `${index === cursor ? '> ' : ''}${text}`)),
    ...(played === 0 ? [] : [`${cameTitle(seminar)}.`, ...cameOf(seminar)]),
  ];
}

export const CONTROL: Screen<ControlState> = {
  id: 'control',
  title: () => say('screen.control'),
  start: () => ({ cursor: 0 }),
  keys: [...OWN, ...goKeys<ControlState>('control').filter(({ keys }) => !keys.some((key) => TAKEN.has(key)))],
  look: lookControl,
  tell: tellControl,
};
