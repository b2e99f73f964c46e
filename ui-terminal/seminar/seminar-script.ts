// The text of a seminar's script -> its steps, each with its place; or every fault with file, line and column. One step a line, so that a whole
// seminar can be played again with the times at which things were done. Texts stand in quotes where something follows them:
//
//   startex 2026-03-04T09:00:00Z      pause      resume      endex       the clock; a time may follow each, else it is the time of the script
//   wait 4            at 2026-03-04T09:20:00Z                            four minutes go by; it is twenty past nine
//   move flags                                                           the move begins
//   release N-01      complete N-01      approve N-18                    entries of the master events list
//   defer N-04 until 6 because ...       skip N-04 because ...
//   ad hoc "Rain" from "Radio" to estonia,latvia "It rains." for tell_apart because ...
//   orders estonia policing[estonia]=firm talks[estonia]=mayors          orders of a cell, typed in by white
//   play              play 3             play on                         one turn, three, or to the end of the move (stops as the console does)
//   rule incident:riot[harju] comes because ...                          white answers a question of chance of the coming turn itself
//   rule incident:riot[harju] accept                                     as the model drew
//   rule incident:riot[harju] reroll because ...                         another draw
//   rule incident:riot[harju] comes 0.6 because ...                      other odds, the model's draw
//   rule free CHANNEL ...                                                another mode than the usual one: free, semi-rigid, rigid
//   set fear[latvia] = 0.4, ladder[riga] = unrest because ...            a number or a state by hand
//   request estonia May we call Riga?    answer estonia-1 You may.       a cell asks (its first request is estonia-1), white answers
//   note ...          note strength "..." on N-08 for tell_apart         note improve "..."
//   rate tell_apart 1 S because ...                                      first task of the objective: P, S, M or U
//   improve tell_apart "Ask the mayors first" by "Interior" due 2026-06-01
//   feedback estonia 5 4 3 5 4 4 words "The exam." "I would ask first."  one form; "-" for a question without an answer
//   hold russia person        hold russia strategy                       takes a seat, gives it back to its strategy
//   estimate estonia violence 0.3      bookmark ...      undo      back 3
//   # ...                                                                a remark to the reader

import type { Place, SessionInput } from '../../engine/index.ts';
import { type Cursor, ended, expected, NAME, NUMBER, type ReadOf, readLines, type Word } from '../play/script.ts';

export type SeminarStep = { readonly place: Place } & (
  | { readonly kind: 'clock'; readonly what: 'startex' | 'pause' | 'resume' | 'endex'; readonly at: string | null }
  | { readonly kind: 'wait'; readonly minutes: number }
  | { readonly kind: 'at'; readonly at: string }
  | { readonly kind: 'move'; readonly move: string; readonly names: readonly ScriptName[] }
  | { readonly kind: 'play'; readonly count: number }
  | { readonly kind: 'play on' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'back'; readonly played: number }
  | {
      readonly kind: 'set';
      readonly sets: readonly { readonly name: Word; readonly value: Word }[];
      readonly reason: string;
      readonly names: readonly ScriptName[];
    }
  | {
      readonly kind: 'rule';
      readonly channel: Word;
      readonly mode: 'free' | 'semi-rigid' | 'rigid';
      readonly ruling:
        | { readonly way: 'accept' }
        | { readonly way: 're-roll' }
        | { readonly way: 'moderate'; readonly answer: string; readonly chance: number }
        | { readonly way: 'override'; readonly answer: string };
      readonly reason: string;
    }
  | { readonly kind: 'request'; readonly seat: string; readonly text: string; readonly names: readonly ScriptName[] }
  | {
      readonly kind: 'ad hoc';
      readonly input: Omit<Extract<SessionInput, { kind: 'ad hoc' }>, 'id'>;
      readonly names: readonly ScriptName[];
    }
  | {
      readonly kind: 'feedback';
      readonly seat: string;
      /** In the order of the form; null for a question without an answer. */
      readonly scores: readonly (number | null)[];
      readonly words: readonly string[];
      readonly names: readonly ScriptName[];
    }
  /** What goes into the log as it stands. */
  | { readonly kind: 'input'; readonly input: SessionInput; readonly names: readonly ScriptName[] }
);

/** A name of the script and what it should be a name of. */
export interface ScriptName {
  readonly word: Word;
  readonly of: 'seat' | 'entry' | 'move' | 'objective' | 'lever' | 'level' | 'outcome' | 'stock or machine';
  /** The lever that a level belongs to, the seat that a lever belongs to. */
  readonly within?: string;
}

export type ReadSeminarScript = ReturnType<typeof readSeminarScript>;

/** Names are looked up later, when the scenario is known. */
export function readSeminarScript(file: string, text: string) {
  return readLines<SeminarStep>(file, text, readStep);
}

type Read = ReadOf<SeminarStep>;
type LineReader = (cursor: Cursor, place: Place) => Read;

const ENTRY = /[A-Za-z][\w-]*/;
const TIME = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z/;
const CHANNEL = /[a-z]+:[A-Za-z_]\w*(?:\[[^\]\s]*\])?(?:\.\w+)?/;
const QUOTED = /"[^"]*"/;
const CHANCE = /(?:0(?:\.\d+)?|1(?:\.0+)?)(?![\w.])/;
const USUAL_MODE = { accept: 'rigid', 're-roll': 'semi-rigid', moderate: 'semi-rigid', override: 'free' } as const;

const LINES: Readonly<Record<string, LineReader>> = {
  startex: clock('startex'),
  pause: clock('pause'),
  resume: clock('resume'),
  endex: clock('endex'),
  wait: (cursor, place) => {
    const minutes = cursor.take(/\d+(?:\.\d+)?/);
    if (minutes === null) return expected(cursor, 'how many minutes go by, as "wait 4"');
    cursor.take(/minutes?\b/);
    return ended(cursor, { kind: 'wait', minutes: Number(minutes.text), place });
  },
  at: (cursor, place) => {
    const at = timeIn(cursor);
    return at === null ? expected(cursor, A_TIME) : ended(cursor, { kind: 'at', at, place });
  },
  move: (cursor, place) => {
    const word = cursor.take(NAME);
    if (word === null) return expected(cursor, 'the name of a move');
    return ended(cursor, { kind: 'move', move: word.text, names: [{ word, of: 'move' }], place });
  },
  release: status('released'),
  complete: status('complete'),
  approve: status('approved'),
  defer: status('deferred'),
  skip: status('skipped'),
  ad: readAdHoc,
  orders: readCellOrders,
  play: (cursor, place) => {
    if (cursor.isAtEnd()) return { kind: 'play', count: 1, place };
    if (cursor.take(/on\b/) !== null) return ended(cursor, { kind: 'play on', place });
    const count = cursor.take(/\d{1,4}/);
    if (count === null || Number(count.text) < 1) return expected(cursor, '"on" or how many turns, as "play 3"');
    return ended(cursor, { kind: 'play', count: Number(count.text), place });
  },
  undo: (cursor, place) => ended(cursor, { kind: 'undo', place }),
  back: (cursor, place) => {
    const played = cursor.take(/\d{1,4}/);
    if (played === null) return expected(cursor, 'the turn to go back to, as "back 3", or "back 0" for the beginning');
    return ended(cursor, { kind: 'back', played: Number(played.text), place });
  },
  rule: readRule,
  set: readSet,
  request: (cursor, place) => {
    const word = cursor.take(NAME);
    const text = word === null ? '' : cursor.rest();
    if (word === null || text === '') return expected(cursor, 'the cell that asks and its words');
    return { kind: 'request', seat: word.text, text, names: [{ word, of: 'seat' }], place };
  },
  answer: (cursor, place) => {
    const request = cursor.take(ENTRY);
    const text = request === null ? '' : cursor.rest();
    if (request === null || text === '') return expected(cursor, 'the request (as estonia-1) and the answer');
    return { kind: 'input', input: { kind: 'answer', request: request.text, text }, names: [], place };
  },
  note: readNote,
  rate: readRating,
  improve: readImprovement,
  feedback: readFeedback,
  hold: (cursor, place) => {
    const word = cursor.take(NAME);
    const holder = word === null ? null : cursor.take(/person|strategy/);
    if (word === null || holder === null) return expected(cursor, 'a seat and "person" or "strategy"');
    const input = {
      kind: 'holder',
      seat: word.text,
      holder: holder.text === 'person' ? 'person' : 'strategy',
    } as const;
    return ended(cursor, { kind: 'input', input, names: [{ word, of: 'seat' }], place });
  },
  estimate: (cursor, place) => {
    const seat = cursor.take(NAME);
    const outcome = seat === null ? null : cursor.take(NAME);
    const chance = outcome === null ? null : cursor.take(CHANCE);
    if (seat === null || outcome === null || chance === null)
      return expected(cursor, 'a seat, an outcome and a probability, as "estimate estonia violence 0.3"');
    const input = {
      kind: 'estimate',
      seat: seat.text,
      outcome: outcome.text,
      probability: Number(chance.text),
    } as const;
    const names: readonly ScriptName[] = [
      { word: seat, of: 'seat' },
      { word: outcome, of: 'outcome' },
    ];
    return ended(cursor, { kind: 'input', input, names, place });
  },
  bookmark: (cursor, place) => {
    const name = cursor.rest();
    if (name === '') return expected(cursor, 'the name of the bookmark');
    return { kind: 'input', input: { kind: 'bookmark', name }, names: [], place };
  },
};

const STEPS = Object.keys(LINES)
  .map((word) => (word === 'ad' ? 'ad hoc' : word))
  .join(', ');

function readStep(cursor: Cursor): Read {
  const place = cursor.whole();
  const first = cursor.take(/[a-z]+/);
  if (first === null) return expected(cursor, `a step (${STEPS})`);
  const read = Object.hasOwn(LINES, first.text) ? LINES[first.text] : undefined;
  if (read !== undefined) return read(cursor, place);
  return { expected: `expected a step (${STEPS}), got "${first.text}"`, place: first.place };
}

const A_TIME = 'a time in UTC, as 2026-03-04T09:00:00Z';

function timeIn(cursor: Cursor): string | null {
  const here = cursor.take(TIME);
  const at = here === null ? Number.NaN : Date.parse(here.text);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function clock(what: 'startex' | 'pause' | 'resume' | 'endex'): LineReader {
  return (cursor, place) => {
    const at = cursor.isAtEnd() && what !== 'startex' ? null : timeIn(cursor);
    if (at === null && (!cursor.isAtEnd() || what === 'startex')) return expected(cursor, A_TIME);
    return ended(cursor, { kind: 'clock', what, at, place });
  };
}

function status(to: 'released' | 'complete' | 'approved' | 'deferred' | 'skipped'): LineReader {
  const needsReason = to === 'deferred' || to === 'skipped';
  return (cursor, place) => {
    const word = cursor.take(ENTRY);
    if (word === null) return expected(cursor, 'the id of an entry, as N-01');
    const hasUntil = to === 'deferred' && cursor.take(/until\b/) !== null;
    const until = hasUntil ? cursor.take(/\d{1,4}/) : null;
    if (hasUntil && until === null) return expected(cursor, 'the turn to which it is deferred');
    const reason = needsReason ? reasonIn(cursor) : null;
    if (needsReason && reason === null) return expected(cursor, '"because" and the reason');
    const input = {
      kind: 'msel',
      entry: word.text,
      status: to,
      ...(reason === null ? {} : { reason }),
      ...(until === null ? {} : { until: Number(until.text) }),
    } as const;
    return ended(cursor, { kind: 'input', input, names: [{ word, of: 'entry' }], place });
  };
}

function reasonIn(cursor: Cursor): string | null {
  if (cursor.take(/because\b/) === null) return null;
  const reason = cursor.rest();
  return reason === '' ? null : reason;
}

function quotedIn(cursor: Cursor): string | null {
  const text = cursor.take(QUOTED)?.text.slice(1, -1).trim() ?? '';
  return text === '' ? null : text;
}

/** `estonia,latvia`, or `all`, which is left for the player to fill in. */
function seatsIn(cursor: Cursor): readonly Word[] {
  const seats: Word[] = [];
  do {
    const seat = cursor.take(NAME);
    if (seat === null) return [];
    seats.push(seat);
  } while (cursor.take(/,/) !== null);
  return seats;
}

function readAdHoc(cursor: Cursor, place: Place): Read {
  if (cursor.take(/hoc\b/) === null) return expected(cursor, '"hoc", as in "ad hoc"');
  const label = quotedIn(cursor);
  const from = label === null || cursor.take(/from\b/) === null ? null : quotedIn(cursor);
  const to = from === null || cursor.take(/to\b/) === null ? [] : seatsIn(cursor);
  const text = to.length === 0 ? null : quotedIn(cursor);
  if (label === null || from === null || text === null)
    return expected(cursor, 'ad hoc "LABEL" from "WHO" to SEATS "TEXT" because REASON');
  const objective = cursor.take(/for\b/) === null ? null : cursor.take(NAME);
  const reason = reasonIn(cursor);
  if (reason === null) return expected(cursor, '"because" and the reason');
  const input = {
    kind: 'ad hoc',
    label,
    text,
    from,
    to: to.map((seat) => seat.text),
    reason,
    ...(objective === null ? {} : { objective: objective.text }),
  } as const;
  const names: readonly ScriptName[] = [
    ...to.map((word): ScriptName => ({ word, of: 'seat' })),
    ...(objective === null ? [] : [{ word: objective, of: 'objective' } as const]),
  ];
  return { kind: 'ad hoc', input, names, place };
}

function readCellOrders(cursor: Cursor, place: Place): Read {
  const seat = cursor.take(NAME);
  if (seat === null) return expected(cursor, 'a cell, as "orders estonia policing[estonia]=firm"');
  const levers: { readonly lever: Word; readonly level: Word }[] = [];
  while (!cursor.isAtEnd()) {
    const lever = cursor.take(NAME);
    const level = lever === null || cursor.take(/=/) === null ? null : cursor.take(NAME);
    if (lever === null || level === null) return expected(cursor, 'a lever and its level, as policing[estonia]=firm');
    levers.push({ lever, level });
    cursor.take(/,/);
  }
  const input = {
    kind: 'orders',
    seat: seat.text,
    levers: Object.fromEntries(levers.map(({ lever, level }) => [lever.text, level.text])),
  } as const;
  const names = levers.flatMap(({ lever, level }): readonly ScriptName[] => [
    { word: lever, of: 'lever', within: seat.text },
    { word: level, of: 'level', within: lever.text },
  ]);
  return { kind: 'input', input, names: [{ word: seat, of: 'seat' }, ...names], place };
}

function readRule(cursor: Cursor, place: Place): Read {
  const asked = cursor.take(/(?:free|semi-rigid|rigid)\b/)?.text as 'free' | 'semi-rigid' | 'rigid' | undefined;
  const channel = cursor.take(CHANNEL);
  if (channel === null) return expected(cursor, 'a question of chance, as incident:riot[harju]');
  const word = cursor.take(NAME);
  if (word === null) return expected(cursor, 'an answer, "accept" or "reroll"');
  const chance = cursor.take(CHANCE);
  const ruling = rulingOf(word.text, chance === null ? null : Number(chance.text));
  const reason = reasonIn(cursor);
  if (reason === null && ruling.way !== 'accept') return expected(cursor, '"because" and the reason of the ruling');
  const mode = asked ?? USUAL_MODE[ruling.way];
  return ended(cursor, { kind: 'rule', channel, mode, ruling, reason: reason ?? '', place });
}

function rulingOf(word: string, chance: number | null): Extract<SeminarStep, { kind: 'rule' }>['ruling'] {
  if (chance !== null) return { way: 'moderate', answer: word, chance };
  if (word === 'accept') return { way: 'accept' };
  return word === 'reroll' ? { way: 're-roll' } : { way: 'override', answer: word };
}

function readSet(cursor: Cursor, place: Place): Read {
  const sets: { name: Word; value: Word }[] = [];
  do {
    const name = cursor.take(NAME);
    const value = name === null || cursor.take(/=/) === null ? null : (cursor.take(NUMBER) ?? cursor.take(NAME));
    if (name === null || value === null) return expected(cursor, 'what is set, as "fear[latvia] = 0.4"');
    sets.push({ name, value });
  } while (cursor.take(/,/) !== null);
  const reason = reasonIn(cursor);
  if (reason === null) return expected(cursor, '"because" and the reason');
  return { kind: 'set', sets, reason, names: sets.map(({ name }) => ({ word: name, of: 'stock or machine' })), place };
}

function readNote(cursor: Cursor, place: Place): Read {
  const mark = cursor.take(/(?:strength|improve)(?=\s+")/)?.text as 'strength' | 'improve' | undefined;
  const seat = cursor.take(/[a-z_][a-z0-9_]*(?=:\s)/);
  if (seat !== null) cursor.take(/:/);
  const quoted = quotedIn(cursor);
  const entry = quoted !== null && cursor.take(/on\b/) !== null ? cursor.take(ENTRY) : null;
  const objective = quoted !== null && cursor.take(/for\b/) !== null ? cursor.take(NAME) : null;
  const text = quoted ?? cursor.rest();
  if (text === '') return expected(cursor, 'the text of the note');
  const input = {
    kind: 'note',
    seat: seat?.text ?? 'white',
    text,
    ...(mark === undefined ? {} : { mark }),
    ...(entry === null ? {} : { entry: entry.text }),
    ...(objective === null ? {} : { objective: objective.text }),
  } as const;
  const names: readonly ScriptName[] = [
    ...(seat === null ? [] : [{ word: seat, of: 'seat' } as const]),
    ...(entry === null ? [] : [{ word: entry, of: 'entry' } as const]),
    ...(objective === null ? [] : [{ word: objective, of: 'objective' } as const]),
  ];
  return ended(cursor, { kind: 'input', input, names, place });
}

function readRating(cursor: Cursor, place: Place): Read {
  const word = cursor.take(NAME);
  const task = word === null ? null : cursor.take(/[1-9]\d?/);
  const rating = task === null ? null : cursor.take(/[PSMU]\b/);
  if (word === null || task === null || rating === null)
    return expected(cursor, 'an objective, its task (from 1) and P, S, M or U, as "rate tell_apart 1 S because ..."');
  const why = reasonIn(cursor);
  if (why === null) return expected(cursor, '"because" and what was seen');
  const input = {
    kind: 'rating',
    objective: word.text,
    task: Number(task.text) - 1,
    rating: rating.text as 'P' | 'S' | 'M' | 'U',
    why,
  } as const;
  return { kind: 'input', input, names: [{ word, of: 'objective' }], place };
}

function readImprovement(cursor: Cursor, place: Place): Read {
  const word = cursor.take(NAME);
  const what = word === null ? null : quotedIn(cursor);
  const owner = what === null || cursor.take(/by\b/) === null ? null : quotedIn(cursor);
  if (word === null || what === null || owner === null)
    return expected(cursor, 'an objective, what to do and who, as improve tell_apart "Ask first" by "Interior"');
  const hasDue = cursor.take(/due\b/) !== null;
  const due = hasDue ? cursor.take(/\d{4}-\d{2}-\d{2}/) : null;
  if (hasDue && due === null) return expected(cursor, 'a day, as 2026-06-01');
  const input = { kind: 'improvement', objective: word.text, what, owner, due: due?.text ?? '' } as const;
  return ended(cursor, { kind: 'input', input, names: [{ word, of: 'objective' }], place });
}

function readFeedback(cursor: Cursor, place: Place): Read {
  const word = cursor.take(NAME);
  if (word === null) return expected(cursor, 'the cell of the form');
  const scores: (number | null)[] = [];
  for (let score = cursor.take(/[1-5](?!\d)|-/); score !== null; score = cursor.take(/[1-5](?!\d)|-/))
    scores.push(score.text === '-' ? null : Number(score.text));
  const words: string[] = [];
  if (cursor.take(/words\b/) !== null)
    for (let text = cursor.take(QUOTED); text !== null; text = cursor.take(QUOTED))
      words.push(text.text.slice(1, -1).trim());
  if (scores.length === 0 && words.length === 0) return expected(cursor, 'marks 1 to 5 in the order of the form');
  const names: readonly ScriptName[] = [{ word, of: 'seat' }];
  return ended(cursor, { kind: 'feedback', seat: word.text, scores, words, names, place });
}

/** Names of a step, to be looked up before anything is played. */
export function namesIn(step: SeminarStep): readonly ScriptName[] {
  return 'names' in step ? step.names : [];
}
