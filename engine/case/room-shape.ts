// JSON -> is it a view of the room, a sign of life, a message of a cell? What does not fit is somebody else's file or half of one.

import { type CellMessage, ROOM_FORMAT, type RoomView } from './room-view.ts';
import { elapsedAt } from './seminar-standing.ts';

/** The console lives: written every few seconds. `beat` is a wall time (ISO 8601, UTC). */
export interface ConsoleBeat {
  readonly pid: number;
  readonly host: string;
  readonly beat: string;
}

type Keyed = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Test>>;

const text: Test = (value) => typeof value === 'string';
const flag: Test = (value) => typeof value === 'boolean';
const number: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const whole: Test = (value) => Number.isInteger(value) && (value as number) >= 0;
const moment: Test = (value) =>
  typeof value === 'string' && /^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(?:\.\d{1,9})?Z$/.test(value);
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const one =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(value as string);
const shaped =
  (shape: Shape): Test =>
  (value) =>
    isKeyed(value) && Object.entries(shape).every(([key, test]) => Object.hasOwn(value, key) && test(value[key]));

const manner = one('exact', 'late', 'noisy', 'gated');

const HEAD: Shape = {
  format: one(ROOM_FORMAT),
  title: text,
  handling: text,
  played: whole,
  turns: whole,
  date: text,
  over: flag,
  clock: shaped({ startex: orNull(moment), endex: orNull(moment), since: orNull(moment), before: number }),
  move: orNull(
    shaped({
      title: text,
      number: whole,
      of: whole,
      minutes: number,
      began: number,
      situation: text,
      questions: listOf(text),
    }),
  ),
};

const SEEN: Shape = {
  injects: listOf(
    shaped({ turn: whole, date: text, at: orNull(moment), from: text, delivery: text, label: text, text }),
  ),
  news: listOf(shaped({ turn: whole, date: text, text, importance: number })),
  numbers: listOf(shaped({ name: text, label: text, value: number, unit: orNull(text), how: manner })),
  machines: listOf(shaped({ name: text, label: text, states: listOf(text), how: manner })),
  places: listOf(
    (value) =>
      shaped({ name: text, label: text, state: orNull(text), rung: orNull(whole) })(value) &&
      ((value as Keyed).how === undefined || manner((value as Keyed).how)),
  ),
};

const SEAT: Shape = {
  seat: text,
  label: text,
  brief: orNull(text),
  role: orNull(shaped({ who: text, aims: listOf(text), brings: listOf(text) })),
  questions: listOf(text),
  levers: listOf(
    shaped({
      name: text,
      label: text,
      level: text,
      ordered: orNull(text),
      levels: listOf(shaped({ name: text, label: text })),
    }),
  ),
  funds: orNull(number),
  orders: one('open', 'sealed here', 'sealed by white', 'strategy'),
  requests: listOf(shaped({ id: text, turn: whole, text, answer: orNull(text) })),
  receipts: listOf(shaped({ message: text, why: text })),
  forecasts: listOf(shaped({ name: text, label: text, given: orNull(number) })),
};

const MESSAGES: Readonly<Record<CellMessage['kind'], Shape>> = {
  orders: { id: text, seat: text, turn: whole, levers: (value) => isKeyed(value) && Object.values(value).every(text) },
  request: { id: text, seat: text, text: (value) => text(value) && (value as string).trim() !== '' },
  estimate: {
    id: text,
    seat: text,
    outcome: text,
    probability: (value) => number(value) && (value as number) >= 0 && (value as number) <= 1,
  },
};

export function isRoomView(data: unknown): data is RoomView {
  if (!isKeyed(data) || !shaped({ ...HEAD, ...SEEN })(data)) return false;
  return data.kind === 'screen' || (data.kind === 'seat' && shaped(SEAT)(data));
}

export function isConsoleBeat(data: unknown): data is ConsoleBeat {
  return shaped({ pid: whole, host: text, beat: moment })(data);
}

/** Does a console that gave this sign of life still live? For 15 seconds it may be late. `now` is a wall time (ISO 8601, UTC). */
export function isConsoleAlive(beat: ConsoleBeat | null, now: string): boolean {
  return beat !== null && elapsedAt({ startex: null, endex: null, since: beat.beat, before: 0 }, now) <= 15_000;
}

/** Whether the names in it exist is for the standing to say. */
export function isCellMessage(data: unknown): data is CellMessage {
  if (!isKeyed(data)) return false;
  const { kind } = data as { readonly kind?: unknown };
  return (
    typeof kind === 'string' && Object.hasOwn(MESSAGES, kind) && shaped(MESSAGES[kind as CellMessage['kind']])(data)
  );
}

/** `SEAT-TIME-RANDOM` -> its seat; null for what cannot be the id of a message. Nothing in an id leads out of a folder. */
export function seatOfMessage(id: string): string | null {
  return /^([a-z][a-z0-9_]*)-[A-Za-z0-9-]{1,80}$/.exec(id)?.[1] ?? null;
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
