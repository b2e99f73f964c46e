// JSON -> is it an input of a case? Names are not looked up here; the checksum already says that the program wrote it.

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
  return shape !== null && fits(data, shape);
}

export function isCaseOpening(data: unknown): data is CaseOpening {
  return isKeyed(data) && (data as { kind?: unknown }).kind === 'open' && fits(data, OPENING);
}

function fits(data: Keyed, shape: Readonly<Record<string, Test>>): boolean {
  return Object.entries(shape).every(([key, test]) => Object.hasOwn(data, key) && test(data[key]));
}

function isKeyed(value: unknown): value is Keyed {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
