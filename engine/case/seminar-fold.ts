// An input of a seminar -> why it cannot be taken, in one sentence, or what the seminar stands at after it.
// What was said and done in the room (clock, moves, requests, messages, ratings) stays when the director takes a turn back; what belongs to a line
// of the case (the events list, injects made up on the day, rulings) goes back with it.

import type { MselEntry, SeminarElement } from '../language/scenario.ts';
import { positionOf } from '../reference/run.ts';
import { RATINGS } from '../vocabulary.ts';
import { type ComingTurn, whyNotAdjudication } from './adjudication.ts';
import type { CaseInput, SeminarInput } from './entry.ts';
import type { Ground } from './ground.ts';
import { type ExerciseClock, elapsedAt, entryStanding, type SeminarStanding } from './seminar-standing.ts';

type Input<Kind extends CaseInput['kind']> = Extract<CaseInput, { readonly kind: Kind }>;

/** What of a standing bears on an input of the seminar. */
interface Place extends ComingTurn {
  readonly seminar: SeminarStanding;
}

const SEMINAR_KINDS: Readonly<Record<SeminarInput['kind'], true>> = {
  clock: true,
  move: true,
  msel: true,
  'ad hoc': true,
  adjudication: true,
  request: true,
  answer: true,
  'turned away': true,
  rating: true,
  improvement: true,
  feedback: true,
};

export function isSeminarInput(input: CaseInput): input is SeminarInput {
  return Object.hasOwn(SEMINAR_KINDS, input.kind);
}

/** Why an input that only a seminar takes, or what only a seminar adds to another one, cannot be taken here; null when it can. */
export function whyNotSeminar(ground: Ground, standing: Place, input: CaseInput): string | null {
  const { seminar } = ground.scenario;
  if (ground.opening.seminar !== true || seminar === null)
    return isSeminarInput(input) || messageOf(input) !== null
      ? 'this case is not a seminar, so nobody is there to take it'
      : null;
  const message = messageOf(input);
  if (message !== null && standing.seminar.messages.has(message))
    return `the message "${message}" has been dealt with already`;
  if (message === '') return 'a message needs an id';
  if (!isSeminarInput(input)) return whyNotRemark(seminar, input);
  if (input.turn !== standing.played + 1)
    return `it belongs to turn ${input.turn}, and turn ${standing.played + 1} comes next`;
  const now = standing.seminar;
  switch (input.kind) {
    case 'clock':
      return whyNotClock(now, input);
    case 'move':
      return whyNotMove(seminar, now, input);
    case 'msel':
      return whyNotMsel(ground, seminar, standing, input);
    case 'ad hoc':
      return whyNotAdHoc(ground, seminar, standing, input);
    case 'adjudication':
      return standing.over ? OVER : whyNotAdjudication(ground, standing, input);
    case 'request':
      return unknownSeat(ground, input.seat) ?? wordsMissing(input.text, 'a request');
    case 'answer':
      return now.requests.some(({ id }) => id === input.request)
        ? wordsMissing(input.text, 'an answer')
        : `no cell has sent a request "${input.request}"`;
    case 'turned away':
      // Its seat is what the message claimed; that there is no such seat may be the very reason.
      return wordsMissing(input.why, 'a message that is turned away');
    case 'rating':
      return whyNotRating(seminar, input);
    case 'improvement':
      return (
        unknownObjective(seminar, input.objective) ??
        wordsMissing(input.what, 'an improvement') ??
        (input.due === '' || isDate(input.due) ? null : `expected a date such as 2026-05-29, got "${input.due}"`)
      );
    case 'feedback':
      return unknownSeat(ground, input.seat) ?? whyNotScores(input.scores);
  }
}

const OVER = 'the case is over';

/** Of an input that a cell's message brought. */
function messageOf(input: CaseInput): string | null {
  switch (input.kind) {
    case 'orders':
    case 'estimate':
      return input.message ?? null;
    case 'request':
      return input.id;
    case 'turned away':
      return input.message;
    default:
      return null;
  }
}

/** A note may say what it is about. */
function whyNotRemark(seminar: SeminarElement, input: CaseInput): string | null {
  if (input.kind !== 'note') return null;
  if (input.entry !== undefined && entryOf(seminar, input.entry) === undefined) return noEntry(input.entry);
  return input.objective === undefined ? null : unknownObjective(seminar, input.objective);
}

function whyNotClock({ clock, move }: SeminarStanding, { what, at }: Input<'clock'>): string | null {
  const wrong = whyNotTime(at, later(clock.last, move?.began));
  if (wrong !== null) return wrong;
  if (clock.endex !== null) return `ENDEX was called at ${clock.endex}: the clock stands`;
  if (what === 'startex') return clock.startex === null ? null : `STARTEX was called at ${clock.startex} already`;
  if (clock.startex === null) return 'the exercise has not begun: STARTEX comes first';
  if (what === 'pause' && clock.since === null) return 'the clock is paused already';
  if (what === 'resume' && clock.since !== null) return 'the clock is running already';
  return null;
}

/** `last`: the time before which nothing may lie. */
function whyNotTime(at: string, last: string | undefined): string | null {
  if (!isTime(at)) return `expected a time such as 2026-05-04T09:00:00Z, got "${at}"`;
  return last !== undefined && Date.parse(at) < Date.parse(last)
    ? `it cannot be set to ${at}, since ${last} has been noted before`
    : null;
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?Z$/.test(text) && Number.isFinite(Date.parse(text));
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && Number.isFinite(Date.parse(text));
}

function whyNotMove(seminar: SeminarElement, now: SeminarStanding, { move, at }: Input<'move'>): string | null {
  if (!seminar.moves.some(({ name }) => name === move))
    return `there is no move "${move}"; there are ${seminar.moves.map(({ name }) => name).join(', ')}`;
  if (now.move?.name === move) return `the move "${move}" has begun already`;
  return whyNotTime(at, later(now.clock.last, now.move?.began));
}

function later(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Date.parse(one) < Date.parse(other) ? other : one;
}

function whyNotMsel(
  ground: Ground,
  seminar: SeminarElement,
  standing: Place,
  { entry: id, status, reason, until }: Input<'msel'>,
): string | null {
  const entry = entryOf(seminar, id);
  if (entry === undefined) return noEntry(id);
  const before = entryStanding(standing.seminar, entry);
  if (standing.over && status !== 'complete' && status !== 'skipped') return OVER;
  if (before.status === 'complete') return `${id} is complete`;
  if (before.status === 'released' && status !== 'complete')
    return `${id} was released${before.released === null ? '' : ` into turn ${before.released}`}: what the room has heard stays as it is`;
  if (status === 'complete' && before.status !== 'released')
    return `${id} has not been released, so it cannot be complete`;
  if ((status === 'skipped' || status === 'deferred') && (reason ?? '').trim() === '')
    return `to ${status === 'skipped' ? 'skip' : 'defer'} ${id} needs a reason`;
  if (until !== undefined) return whyNotUntil(ground, standing, status, until);
  return status === 'released' ? whyNotRelease(ground, standing, entry) : null;
}

function whyNotUntil({ model }: Ground, { played }: Place, status: string, until: number): string | null {
  if (status !== 'deferred') return 'only what is deferred names a turn to wait for';
  if (!Number.isInteger(until) || until > model.turns)
    return `there is no turn ${until}; the last one is ${model.turns}`;
  return until <= played ? `turn ${until} is played; turn ${played + 1} comes next` : null;
}

/** The inject of the model that goes with an entry, if any, comes once in a case. */
function whyNotRelease({ model }: Ground, { run, injects }: Place, { id, inject }: MselEntry): string | null {
  if (inject === null) return null;
  const index = model.injects.findIndex(({ name }) => name === inject);
  if (index < 0) return `there is no inject "${inject}", which ${id} names`;
  return positionOf(run).released[index] || injects.includes(inject)
    ? `the inject "${inject}" of ${id} has been released already`
    : null;
}

function whyNotAdHoc(
  ground: Ground,
  seminar: SeminarElement,
  { over, seminar: { adHoc } }: Place,
  { id, label, text, to, objective, reason }: Input<'ad hoc'>,
): string | null {
  if (over) return OVER;
  const next = `A-${adHoc.length + 1}`;
  if (id !== next) return `the next inject of your own is ${next}, not "${id}"`;
  if (label.trim() === '' || text.trim() === '') return `${id} needs a label and the words that the room hears`;
  if (to.length === 0) return `say who hears ${id}`;
  const unknown = to.map((seat) => unknownSeat(ground, seat)).find((why) => why !== null);
  if (unknown !== undefined) return unknown;
  if (reason.trim() === '') return `${id} needs a reason: why was it not planned?`;
  return objective === undefined ? null : unknownObjective(seminar, objective);
}

function whyNotRating(seminar: SeminarElement, { objective, task, rating }: Input<'rating'>): string | null {
  const guide = seminar.evaluation.find((one) => one.objective === objective);
  if (guide === undefined)
    return unknownObjective(seminar, objective) ?? `the evaluation guide has no tasks for the objective "${objective}"`;
  if (guide.tasks[task] === undefined)
    return `the objective "${objective}" has ${guide.tasks.length} ${guide.tasks.length === 1 ? 'task' : 'tasks'}, and no task ${task + 1}`;
  return RATINGS.includes(rating) ? null : `a rating is ${RATINGS.join(', ')}, not "${rating}"`;
}

function whyNotScores(scores: Readonly<Record<string, number>>): string | null {
  const wrong = Object.entries(scores).find(([, score]) => !(Number.isInteger(score) && score >= 1 && score <= 5));
  return wrong === undefined ? null : `answers are whole numbers from 1 to 5, and "${wrong[0]}" has ${wrong[1]}`;
}

function entryOf({ msel }: SeminarElement, id: string): MselEntry | undefined {
  return msel.find((entry) => entry.id === id);
}

function noEntry(id: string): string {
  return `the master events list has no entry "${id}"`;
}

function unknownSeat({ model }: Ground, seat: string): string | null {
  return model.seats.some(({ name }) => name === seat) ? null : `there is no seat "${seat}"`;
}

function unknownObjective({ objectives }: SeminarElement, objective: string): string | null {
  return objectives.has(objective)
    ? null
    : `there is no objective "${objective}"; there are ${[...objectives.keys()].join(', ')}`;
}

function wordsMissing(text: string, what: string): string | null {
  return text.trim() === '' ? `${what} needs words` : null;
}

/** What the seminar stands at after an input that `whyNotSeminar` lets pass; `at` is the wall time of its entry, `played` the turns played before it. */
export function followSeminar(
  seminar: SeminarStanding,
  input: CaseInput,
  at: string | null,
  played: number,
): SeminarStanding {
  switch (input.kind) {
    case 'clock':
      return { ...seminar, clock: clockAfter(seminar.clock, input) };
    case 'move': {
      const move = { name: input.move, began: input.at, elapsed: elapsedAt(seminar.clock, input.at) };
      return { ...seminar, move, moves: [...seminar.moves, { ...move, turn: played + 1 }] };
    }
    case 'msel':
      return { ...seminar, entries: withKey(seminar.entries, input.entry, mselAfter(seminar, input, at, played)) };
    case 'ad hoc': {
      const { kind: _, turn: __, ...said } = input;
      return {
        ...seminar,
        adHoc: [...seminar.adHoc, { ...said, objective: said.objective ?? null, turn: played + 1, at }],
      };
    }
    case 'adjudication': {
      const { channel, ruling, mode, reason } = input;
      return { ...seminar, adjudications: withKey(seminar.adjudications, channel, { channel, ruling, mode, reason }) };
    }
    case 'request': {
      const { id, seat, text } = input;
      const requests = [...seminar.requests, { id, seat, turn: played + 1, text, at, answer: null }];
      return { ...withMessage(seminar, id), requests };
    }
    case 'answer': {
      const answer = { text: input.text, at };
      return {
        ...seminar,
        requests: seminar.requests.map((one) => (one.id === input.request ? { ...one, answer } : one)),
      };
    }
    case 'turned away':
      return { ...seminar, messages: withKey(seminar.messages, input.message, { taken: false, why: input.why }) };
    case 'rating': {
      const { objective, task, rating, why } = input;
      return { ...seminar, ratings: withKey(seminar.ratings, `${objective}/${task}`, { rating, why }) };
    }
    case 'improvement': {
      const { objective, what, owner, due } = input;
      return { ...seminar, improvements: [...seminar.improvements, { objective, what, owner, due }] };
    }
    case 'feedback': {
      const { seat, scores, words } = input;
      return { ...seminar, feedback: [...seminar.feedback, { seat, scores, words }] };
    }
    case 'orders':
    case 'estimate':
      return input.message === undefined ? seminar : withMessage(seminar, input.message);
    case 'turn':
      return seminar.adjudications.size === 0 ? seminar : { ...seminar, adjudications: new Map() };
    default:
      return seminar;
  }
}

/** What belongs to the line of one standing, with what belongs to the room of another, later one. */
export function withRoomOf(line: SeminarStanding, room: SeminarStanding): SeminarStanding {
  const { entries, adHoc, adjudications } = line;
  return { ...room, entries, adHoc, adjudications };
}

function clockAfter(clock: ExerciseClock, { what, at }: Input<'clock'>): ExerciseClock {
  switch (what) {
    case 'startex':
      return { startex: at, endex: null, since: at, before: 0, last: at };
    case 'pause':
      return { ...clock, since: null, before: elapsedAt(clock, at), last: at };
    case 'resume':
      return { ...clock, since: at, last: at };
    case 'endex':
      return { ...clock, endex: at, since: null, before: elapsedAt(clock, at), last: at };
  }
}

function mselAfter(
  { entries }: SeminarStanding,
  { entry, status, reason, until }: Input<'msel'>,
  at: string | null,
  played: number,
): ReturnType<typeof entryStanding> {
  const before = entries.get(entry);
  if (status === 'released') return { status, reason: '', released: played + 1, at, until: null };
  const isHeldBack = status === 'deferred' || status === 'skipped';
  const said = { status, reason: isHeldBack ? (reason ?? '') : '', until: until ?? null };
  return { ...said, released: before?.released ?? null, at: before?.at ?? null };
}

function withMessage(seminar: SeminarStanding, id: string): SeminarStanding {
  return { ...seminar, messages: withKey(seminar.messages, id, { taken: true, why: '' }) };
}

function withKey<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map([...map, [key, value]]);
}
