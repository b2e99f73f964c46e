// The text of a script -> its steps, each with its place; or every fault with file, line and column. One step a line:
//
//   latvia: schools[latvia] continue, media[latvia] continue    orders of a seat for the coming turn
//   turn            turn 4                                       plays one turn, or four
//   undo            back 3                                       takes back the last input; goes back to where turn 3 had been played
//   hold latvia person       hold latvia strategy                who decides for a seat
//   inject wales_summit                                          releases a planned event into the coming turn
//   rule fear[latvia] = 0.4, ladder[riga] = unrest because ...   sets something aside, with the reason
//   note ...        note latvia: ...      bookmark before Wales  words kept in the log
//   estimate latvia first_unrest 0.3                             a seat's own probability for an outcome
//   # ...                                                        a remark to the reader; also after a step

import type { Place, Problem } from '../../engine/index.ts';

export type Step = { readonly place: Place } & (
  | {
      readonly kind: 'orders';
      readonly seat: Word;
      readonly levers: readonly { readonly lever: Word; readonly level: Word }[];
    }
  | { readonly kind: 'turn'; readonly count: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'back'; readonly played: number }
  | { readonly kind: 'hold'; readonly seat: Word; readonly holder: 'person' | 'strategy' }
  | { readonly kind: 'inject'; readonly inject: Word }
  | {
      readonly kind: 'rule';
      readonly sets: readonly { readonly name: Word; readonly value: Word }[];
      readonly reason: string;
    }
  | { readonly kind: 'note'; readonly seat: Word | null; readonly text: string }
  | { readonly kind: 'bookmark'; readonly name: string }
  | { readonly kind: 'estimate'; readonly seat: Word; readonly outcome: Word; readonly probability: number }
);

/** A name with its place, so that an unknown one can be pointed at. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

export interface ReadScript {
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
}

type Read = ReadOf<Step>;

/** A step, or what was expected instead and where. */
export type ReadOf<S> = S | NotRead;

export interface NotRead {
  readonly expected: string;
  readonly place: Place;
}

/** Names are looked up later, when the scenario is known. */
export function readScript(file: string, text: string): ReadScript {
  return readLines(file, text, readStep);
}

/** Every line that says something, read by itself. */
export function readLines<S extends object>(
  file: string,
  text: string,
  readLine: (cursor: Cursor) => ReadOf<S>,
): { readonly steps: readonly S[]; readonly problems: readonly Problem[] } {
  const read = text.split(/\r?\n/).flatMap((raw, index): ReadOf<S>[] => {
    const content = withoutRemark(raw);
    const column = content.search(/\S/);
    if (column < 0) return [];
    return [readLine(new Cursor(file, index + 1, content.trimEnd(), column))];
  });
  return {
    steps: read.flatMap((one) => (isRead(one) ? [one] : [])),
    problems: read.flatMap((one) => (isRead(one) ? [] : [faultAt(one.place, one.expected)])),
  };
}

export function isRead<S extends object>(one: ReadOf<S>): one is S {
  return !('expected' in one);
}

/** `#` begins a remark at the start of a line or after a space, so that a text may hold it inside a word. */
function withoutRemark(line: string): string {
  return line.replace(/(^|\s)#.*$/, '');
}

export function faultAt(place: Place, message: string, notes: readonly string[] = []): Problem {
  return { severity: 'error', code: 'script', path: '', message, place, notes };
}

/** One line being read from left to right. */
export class Cursor {
  private readonly file: string;
  private readonly line: number;
  private readonly text: string;
  private at: number;
  private readonly first: number;

  constructor(file: string, line: number, text: string, at: number) {
    this.file = file;
    this.line = line;
    this.text = text;
    this.at = at;
    this.first = at;
  }

  /** Matches here and moves on, past spaces too; null when it does not match. */
  take(pattern: RegExp): Word | null {
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.at;
    const [found] = sticky.exec(this.text) ?? [];
    if (found === undefined || found === '') return null;
    const word = { text: found, place: this.placeOf(this.at, found.length) };
    this.at += found.length;
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
    return word;
  }

  rest(): string {
    const rest = this.text.slice(this.at).trim();
    this.at = this.text.length;
    return rest;
  }

  isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  here(): Place {
    return this.placeOf(this.at, Math.max(1, this.text.length - this.at));
  }

  whole(): Place {
    return this.placeOf(this.first, this.text.length - this.first);
  }

  private placeOf(index: number, length: number): Place {
    return { file: this.file, line: this.line, column: index + 1, length };
  }
}

export const NAME = /[A-Za-z_][\w-]*(?:\[[^\]\s]*\])?/;
export const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/;

const STEPS: Readonly<Record<string, (cursor: Cursor, place: Place) => Read>> = {
  turn: (cursor, place) => {
    if (cursor.isAtEnd()) return { kind: 'turn', count: 1, place };
    const count = cursor.take(/\d{1,4}/);
    if (count === null || Number(count.text) < 1) return expected(cursor, 'how many turns, as "turn 4"');
    return ended(cursor, { kind: 'turn', count: Number(count.text), place });
  },
  undo: (cursor, place) => ended(cursor, { kind: 'undo', place }),
  back: (cursor, place) => {
    const played = cursor.take(/\d{1,4}/);
    if (played === null) return expected(cursor, 'the turn to go back to, as "back 3", or "back 0" for the beginning');
    return ended(cursor, { kind: 'back', played: Number(played.text), place });
  },
  hold: (cursor, place) => {
    const seat = cursor.take(NAME);
    const holder = seat === null ? null : cursor.take(/person|strategy/);
    if (seat === null || holder === null) return expected(cursor, 'a seat and "person" or "strategy"');
    return ended(cursor, { kind: 'hold', seat, holder: holder.text === 'person' ? 'person' : 'strategy', place });
  },
  inject: (cursor, place) => {
    const inject = cursor.take(NAME);
    return inject === null
      ? expected(cursor, 'the name of an inject')
      : ended(cursor, { kind: 'inject', inject, place });
  },
  rule: readRuling,
  note: (cursor, place) => {
    const seat = cursor.take(/[a-z_][a-z0-9_]*(?=:\s)/);
    if (seat !== null) cursor.take(/:/);
    const text = cursor.rest();
    return text === '' ? expected(cursor, 'the text of the note') : { kind: 'note', seat, text, place };
  },
  bookmark: (cursor, place) => {
    const name = cursor.rest();
    return name === '' ? expected(cursor, 'the name of the bookmark') : { kind: 'bookmark', name, place };
  },
  estimate: (cursor, place) => {
    const seat = cursor.take(NAME);
    const outcome = seat === null ? null : cursor.take(NAME);
    const probability = outcome === null ? null : cursor.take(NUMBER);
    if (seat === null || outcome === null || probability === null)
      return expected(cursor, 'a seat, an outcome and a probability, as "estimate latvia first_unrest 0.3"');
    return ended(cursor, { kind: 'estimate', seat, outcome, probability: Number(probability.text), place });
  },
};

function readStep(cursor: Cursor): Read {
  const place = cursor.whole();
  const first = cursor.take(NAME);
  if (first === null) return expected(cursor, `a step (${Object.keys(STEPS).join(', ')}) or "SEAT: LEVER LEVEL"`);
  if (cursor.take(/:/) !== null) return readOrders(cursor, first, place);
  const read = Object.hasOwn(STEPS, first.text) ? STEPS[first.text] : undefined;
  if (read !== undefined) return read(cursor, place);
  return {
    expected: `expected a step (${Object.keys(STEPS).join(', ')}) or "SEAT: LEVER LEVEL", got "${first.text}"`,
    place: first.place,
  };
}

function readOrders(cursor: Cursor, seat: Word, place: Place): Read {
  const levers: { lever: Word; level: Word }[] = [];
  do {
    const lever = cursor.take(NAME);
    const level = lever === null ? null : cursor.take(NAME);
    if (lever === null || level === null)
      return expected(cursor, 'a lever and its level, as "schools[latvia] continue"');
    levers.push({ lever, level });
  } while (cursor.take(/,/) !== null);
  return ended(cursor, { kind: 'orders', seat, levers, place });
}

function readRuling(cursor: Cursor, place: Place): Read {
  const sets: { name: Word; value: Word }[] = [];
  do {
    const name = cursor.take(NAME);
    const value = name === null || cursor.take(/=/) === null ? null : (cursor.take(NUMBER) ?? cursor.take(NAME));
    if (name === null || value === null) return expected(cursor, 'what is set, as "fear[latvia] = 0.4"');
    sets.push({ name, value });
  } while (cursor.take(/,/) !== null);
  const reason = cursor.take(/because\b/) === null ? '' : cursor.rest();
  if (reason === '') return expected(cursor, '"because" and the reason of the ruling');
  return { kind: 'rule', sets, reason, place };
}

export function ended<S>(cursor: Cursor, step: S): ReadOf<S> {
  return cursor.isAtEnd() ? step : expected(cursor, 'the end of the line');
}

export function expected(cursor: Cursor, what: string): NotRead {
  const place = cursor.here();
  return {
    expected: `expected ${what}${cursor.isAtEnd() ? ', got the end of the line' : `, got "${cursor.rest()}"`}`,
    place,
  };
}
