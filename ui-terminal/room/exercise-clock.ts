// What a view says of the clock + the present -> how long the exercise has run and how much of the move is left. Pure: the present is handed in.

import type { RoomHead } from '../../engine/index.ts';
import { say } from './strings.ts';

export interface ClockReading {
  readonly phase: 'not begun' | 'running' | 'paused' | 'ended';
  /** Milliseconds that the exercise has run. */
  readonly exercise: number;
  /** Milliseconds left of the move, below nought when it is over time; null without a move. */
  readonly left: number | null;
}

/** `now`: milliseconds since 1970. Clocks of two machines may differ; what would be negative is nought. */
export function readClock({ clock, move }: Pick<RoomHead, 'clock' | 'move'>, now: number): ClockReading {
  const { startex, endex, since, before } = clock;
  const running = since === null ? 0 : Math.max(0, now - Date.parse(since));
  const exercise = before + (Number.isFinite(running) ? running : 0);
  const phase =
    endex !== null ? 'ended' : startex === null ? 'not begun' : since === null ? 'paused' : ('running' as const);
  return { phase, exercise, left: move === null ? null : move.minutes * 60_000 - (exercise - move.began) };
}

/** `07:42`, `121:05`; the size alone, what is below nought included. A move ends when its last second is over. */
export function clockText(milliseconds: number): string {
  const seconds = milliseconds < 0 ? Math.floor(-milliseconds / 1000) : Math.ceil(milliseconds / 1000);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

/** The exercise counts up, so that its first second is 00:00. */
export function ranText(milliseconds: number): string {
  return clockText(Math.floor(milliseconds / 1000) * 1000);
}

/** `07:42 left`, `02:10 over time`; empty without a move. */
export function leftText({ left }: ClockReading): string {
  if (left === null) return '';
  return left < 0 ? say('clock.over-time', { time: clockText(left) }) : say('clock.left', { time: clockText(left) });
}

/** `exercise 21:15`, `exercise not begun`, `paused at 21:15`. */
export function exerciseText({ phase, exercise }: ClockReading): string {
  return say(`clock.${phase}`, { time: ranText(exercise) });
}

/** For the ear: whole minutes. */
export function spokenClock(reading: ClockReading): readonly string[] {
  const { phase, exercise, left } = reading;
  const ran = Math.floor(exercise / 60_000);
  const told = [say(`clock.spoken-${phase}`, { minutes: ran })];
  if (left === null || phase === 'ended') return told;
  const minutes = left < 0 ? Math.floor(-left / 60_000) : Math.ceil(left / 60_000);
  return [...told, say(left < 0 ? 'clock.spoken-over' : 'clock.spoken-left', { minutes })];
}

/** `10:32` where the reader sits; empty for what is no time. */
export function timeOfDay(milliseconds: number): string {
  const time = new Date(milliseconds);
  if (Number.isNaN(time.getTime())) return '';
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}
