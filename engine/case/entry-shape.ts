// JSON -> is it an input of a case? Names are not looked up here; the checksum already says that the program wrote it.

import { ADJUDICATION_MODES, MSEL_STATUSES, RATINGS } from '../vocabulary.ts';
import { CASE_FORMAT, type CaseInput, type CaseOpening } from './entry.ts';

type Keyed = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

const text: Test = (value) => typeof value === 'string';
const number: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const whole: Test = (value) => Number.isInteger(value) && (value as number) >= 0;
const holder: Test = (value) => value === 'person' || value === 'strategy';
const mapOf =
  (test: Test): Test =>
  (value) =>
    isKeyed(value) && Object.values(value).every(test);
const one =
  (...words: readonly string[]): Test =>
  (value) =>
    words.includes(value as string);

const listOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);

const RULINGS: Readonly<Record<string, Readonly<Record<string, Test>>>> = {
  accept: {},
  're-roll': { drawn: whole },
  moderate: { answer: text, chance: number },
  override: { answer: text },
};
const chanceRuling: Test = (value) =>
  isKeyed(value) &&
  typeof value.way === 'string' &&
  Object.hasOwn(RULINGS, value.way) &&
  fits(value, RULINGS[value.way]!);

const SHAPES: Readonly<Record<CaseInput['kind'], Readonly<Record<string, Test>>>> = {
  orders: { turn: whole, seat: text, levers: mapOf(text) },
  turn: { turn: whole, state: text },
  holder: { turn: whole, seat: text, holder },
  inject: { turn: whole, inject: text },
  ruling: { turn: whole, reason: text, stocks: mapOf(number), machines: mapOf(text) },
  note: { turn: whole, seat: text, text },
  estimate: { turn: whole, seat: text, outcome: text, probability: number },
  bookmark: { turn: whole, name: text },
  back: { turn: whole },
  clock: { turn: whole, what: one('startex', 'pause', 'resume', 'endex'), at: text },
  move: { turn: whole, move: text, at: text },
  msel: { turn: whole, entry: text, status: one(...MSEL_STATUSES) },
  'ad hoc': { turn: whole, id: text, label: text, text, from: text, to: listOf(text), reason: text },
  adjudication: { turn: whole, channel: text, ruling: chanceRuling, mode: one(...ADJUDICATION_MODES), reason: text },
  request: { turn: whole, id: text, seat: text, text },
  answer: { turn: whole, request: text, text },
  'turned away': { turn: whole, message: text, seat: text, why: text },
  rating: { turn: whole, objective: text, task: whole, rating: one(...RATINGS), why: text },
  improvement: { turn: whole, objective: text, what: text, owner: text, due: text },
  feedback: { turn: whole, seat: text, scores: mapOf(number), words: listOf(text) },
};

/** Keys that may be left out. */
const OPTIONAL: Partial<Record<CaseInput['kind'], Readonly<Record<string, Test>>>> = {
  orders: { message: text },
  estimate: { message: text },
  note: { mark: one('strength', 'improve'), entry: text, objective: text },
  msel: { reason: text, until: whole },
  'ad hoc': { objective: text },
};

const OPENING: Readonly<Record<string, Test>> = {
  format: one(CASE_FORMAT),
  scenario: (value) => isKeyed(value) && ['id', 'version', 'hash'].every((key) => text(value[key])),
  program: text,
  seed: text,
  design: one('mc', 'lhs', 'sobol'),
  worlds: whole,
  world: whole,
  replication: whole,
  variant: text,
  settings: (value) =>
    Array.isArray(value) && value.every((item) => isKeyed(item) && fits(item, { name: text, value: number })),
  policy: text,
  doctrine: text,
  holders: mapOf(holder),
};

export function isCaseInput(data: unknown): data is CaseInput {
  if (!isKeyed(data)) return false;
  const { kind } = data as { kind?: unknown };
  const shape = typeof kind === 'string' && Object.hasOwn(SHAPES, kind) ? SHAPES[kind as CaseInput['kind']] : null;
  return shape !== null && fits(data, shape) && fitsWhereGiven(data, OPTIONAL[kind as CaseInput['kind']] ?? {});
}

export function isCaseOpening(data: unknown): data is CaseOpening {
  return (
    isKeyed(data) &&
    (data as { kind?: unknown }).kind === 'open' &&
    fits(data, OPENING) &&
    fitsWhereGiven(data, { seminar: (value) => value === true })
  );
}

function fits(data: Keyed, shape: Readonly<Record<string, Test>>): boolean {
  return Object.entries(shape).every(([key, test]) => Object.hasOwn(data, key) && test(data[key]));
}

function fitsWhereGiven(data: Keyed, shape: Readonly<Record<string, Test>>): boolean {
  return Object.entries(shape).every(([key, test]) => !Object.hasOwn(data, key) || test(data[key]));
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
