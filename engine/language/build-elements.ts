// Facts, uncertainties, levers, stocks, auxiliaries, noise, incidents and outcomes: file section -> checked elements.

import type { Term } from '../expression/term.ts';
import {
  type BuildContext,
  distribution,
  element,
  happening,
  known,
  perMember,
  refuseKeyword,
  scopeFor,
  seenBy,
} from './build-context.ts';
import type {
  AuxiliaryElement,
  Fact,
  IncidentElement,
  LeverElement,
  NoiseElement,
  OutcomeElement,
  PerMember,
  StockElement,
  Uncertainty,
} from './scenario.ts';
import type { Path } from './yaml-text.ts';

type Table<T> = Map<string, T>;

export function buildFacts(context: BuildContext): Table<Fact> {
  return build(context.file.facts, 'facts', (body, name, path) => {
    const base = element(context, name, body, path);
    if ((body.value === undefined) === (body.values === undefined)) {
      context.report.errorAtKey(
        'shape',
        path,
        'expected "value: NUMBER", or "values: { member: NUMBER, ... }" with "each"',
      );
      return null;
    }
    const at = body.values === undefined ? 'value' : 'values';
    const values: PerMember<number> = perMember<number, number>(
      context,
      base.each,
      body.values ?? (body.value as number),
      [...path, at],
      (value) => value,
    );
    const range = body.range ?? null;
    if (range !== null)
      for (const [key, value] of values)
        inRange(
          context,
          value,
          range,
          key === '' || at === 'value'
            ? [...path, at]
            : [...path, at, Object.hasOwn(body.values ?? {}, key) ? key : 'other'],
        );
    return { ...base, values, range };
  });
}

function inRange(context: BuildContext, value: number, [low, high]: readonly [number, number], path: Path): void {
  if (value < low || value > high)
    context.report.error('range', path, `expected a number in the declared range ${low} to ${high}, got ${value}`);
}

export function buildUncertainties(context: BuildContext): Table<Uncertainty> {
  return build(context.file.uncertainties, 'uncertainties', (body, name, path) => {
    const law = distribution(context, body, path);
    return law && { ...element(context, name, body, path), distribution: law };
  });
}

export function buildNoises(context: BuildContext): Table<NoiseElement> {
  return build(context.file.noise, 'noise', (body, name, path) => {
    const law = distribution(context, body, path);
    return law && { ...element(context, name, body, path), distribution: law };
  });
}

export function buildLevers(context: BuildContext): Table<LeverElement> {
  return build(context.file.levers, 'levers', (body, name, path) => {
    const base = element(context, name, body, path);
    const levels = Object.entries(body.levels);
    const names = levels.map(([level]) => level);
    for (const level of names) refuseKeyword(context, level, [...path, 'levels', level]);
    if (names.length === 0) context.report.error('shape', [...path, 'levels'], 'expected at least one level');
    const start = body.start ?? names[0] ?? '';
    if (names.length > 0) known(context, start, names, `a level of ${name}`, [...path, 'start']);
    const seat = seatOfLever(context, body.seat, base.each, [...path, 'seat']);
    const costs = costsOf(context, name, body.cost, names, [...path, 'cost']);
    const ramp = rampOf(context, body.ramp, [...path, 'ramp']);
    if (seat === null) return null;
    return {
      ...base,
      seat,
      start,
      ...ramp,
      levels: levels.map(([level, value]) => ({ name: level, value, cost: costs.get(level) ?? null })),
      seenBy: seenBy(context, body.seen_by, base.each, [...path, 'seen_by']),
    };
  });
}

function seatOfLever(context: BuildContext, seat: string, each: string | null, path: Path): string | null {
  const set = context.sets.sets.find((candidate) => candidate.name === seat);
  if (set === undefined)
    return known(context, seat, context.seats, 'a seat, or a set whose members are seats', path) ? seat : null;
  if (each !== seat)
    return context.report.error('seat', path, `expected a seat: "${seat}" is a set`, [
      `Say "each: ${seat}" to give every member's lever to the seat of the same name.`,
    ]);
  const missing = set.members.filter((member) => !context.seats.includes(member.name)).map((member) => member.name);
  return missing.length === 0
    ? seat
    : context.report.error(
        'seat',
        path,
        `expected a seat for every member of ${seat}; there is none for ${missing.join(', ')}`,
        ['Declare it under "seats".'],
      );
}

function costsOf(
  context: BuildContext,
  lever: string,
  body: unknown,
  levels: readonly string[],
  path: Path,
): Map<string, Term> {
  const costs = new Map<string, Term>();
  const scope = scopeFor(context, context.things.get(lever)?.each ?? null, 'cost', lever);
  const read = (text: number | string | boolean, at: Path) => context.report.term(text, at, scope, 'number');
  if (body === undefined) return costs;
  if (typeof body === 'object' && body !== null) {
    for (const [level, text] of Object.entries(body)) {
      const term = known(context, level, levels, `a level of ${lever}`, [...path, level], true)
        ? read(text as number, [...path, level])
        : null;
      if (term !== null) costs.set(level, term);
    }
    return costs;
  }
  const term = read(body as number, path);
  if (term !== null) for (const level of levels) costs.set(level, term);
  return costs;
}

type Ramp = { readonly rampUp: number | null; readonly rampDown: number | null };
type PerTurn = number | string | undefined;

function rampOf(context: BuildContext, body: PerTurn | { up?: PerTurn; down?: PerTurn }, path: Path): Ramp {
  if (typeof body === 'object')
    return {
      rampUp: perTurn(context, body.up, [...path, 'up']),
      rampDown: perTurn(context, body.down, [...path, 'down']),
    };
  const both = perTurn(context, body, path);
  return { rampUp: both, rampDown: both };
}

export function perTurn(context: BuildContext, body: PerTurn, path: Path): number | null {
  if (body === undefined) return null;
  const value = typeof body === 'number' ? body : Number(body.replace(/per turn\s*$/, ''));
  return Number.isFinite(value) && value >= 0
    ? value
    : context.report.error('shape', path, `expected a number of 0 or more, got ${JSON.stringify(body)}`);
}

export function buildStocks(context: BuildContext): Table<StockElement> {
  return build(context.file.stocks, 'stocks', (body, name, path) => {
    const base = element(context, name, body, path);
    const [low, high] = body.range;
    if (!(low <= high))
      context.report.error('range', [...path, 'range'], `expected a range from low to high, got ${low} to ${high}`);
    if (body.integer && !(Number.isInteger(low) && Number.isInteger(high)))
      context.report.error('range', [...path, 'range'], 'expected whole numbers as range of an integer stock');
    const scope = scopeFor(context, base.each, 'start');
    const start = perMember(context, base.each, body.start, [...path, 'start'], (text: string | number | boolean, at) =>
      context.report.term(text, at, scope, 'number'),
    );
    for (const [key, term] of start)
      if (low <= high && term.op === 'number' && (term.value < low || term.value > high))
        context.report.error(
          'range',
          startPath(path, body.start, key),
          `expected a start in the range ${low} to ${high}, got ${term.value}`,
        );
    const next =
      body.next === undefined
        ? null
        : context.report.term(body.next, [...path, 'next'], scopeFor(context, base.each, 'turn'), 'number');
    const phase = phaseOf(context, body.phase, [...path, 'phase']);
    if (body.next !== undefined && body.phase === undefined)
      context.report.errorAtKey('missing-key', path, 'missing key "phase": in which phase does the stock move?');
    if (body.next === undefined && body.phase !== undefined)
      context.report.error(
        'shape',
        [...path, 'phase'],
        'a stock without "next" has no phase of its own: effects move it in theirs',
      );
    return {
      ...base,
      start,
      low,
      high,
      integer: body.integer ?? false,
      phase,
      next,
      seenBy: seenBy(context, body.seen_by, base.each, [...path, 'seen_by']),
    };
  });
}

function startPath(path: Path, start: unknown, key: string): Path {
  if (typeof start !== 'object' || start === null) return [...path, 'start'];
  return [...path, 'start', Object.hasOwn(start, key) ? key : 'other'];
}

export function phaseOf(context: BuildContext, phase: string | undefined, path: Path): string | null {
  if (phase === undefined) return null;
  return known(context, phase, context.file.phases, 'a phase', path) ? phase : null;
}

export function buildAuxiliaries(context: BuildContext): Table<AuxiliaryElement> {
  return build(context.file.auxiliaries, 'auxiliaries', (body, name, path) => {
    const base = element(context, name, body, path);
    const isCondition = context.things.get(name)?.isCondition ?? false;
    const scope = scopeFor(context, base.each, 'turn');
    const expected = isCondition ? 'condition' : 'number';
    const is = context.report.term(body.is, [...path, 'is'], scope, expected);
    const variants = new Map<string, Term>();
    for (const [variant, text] of Object.entries(body.variants ?? {})) {
      if (variant === 'base')
        context.report.errorAtKey(
          'reserved-name',
          [...path, 'variants', variant],
          '"base" is the file as written and cannot name a variant',
        );
      const term = context.report.term(text, [...path, 'variants', variant], scope, expected);
      if (term !== null) variants.set(variant, term);
    }
    return is && { ...base, isCondition, is, variants };
  });
}

export function buildIncidents(context: BuildContext): Table<IncidentElement> {
  return build(context.file.incidents, 'incidents', (body, name, path) => {
    const base = element(context, name, body, path);
    const scope = scopeFor(context, base.each, 'turn');
    const read = (key: 'when' | 'chance' | 'rate') => {
      const text = body[key];
      return text === undefined
        ? null
        : context.report.term(text, [...path, key], scope, key === 'when' ? 'condition' : 'number');
    };
    if (body.chance !== undefined && body.rate !== undefined)
      context.report.error('shape', [...path, 'rate'], 'expected "chance" or "rate", got both');
    if (body.chance === undefined && body.rate === undefined && body.when === undefined)
      context.report.errorAtKey('missing-key', path, 'missing key "chance", "rate" or "when": when does it happen?');
    const phase = phaseOf(context, body.phase, [...path, 'phase']) ?? '';
    const parts = { when: read('when'), chance: read('chance'), rate: read('rate') };
    return {
      ...base,
      ...happening(context, body, base.each, path),
      phase,
      ...parts,
      seenBy: seenBy(context, body.seen_by, base.each, [...path, 'seen_by']),
    };
  });
}

export function buildOutcomes(context: BuildContext): Table<OutcomeElement> {
  return build(context.file.outcomes, 'outcomes', (body, name, path) => {
    const base = element(context, name, body, path);
    const scope = scopeFor(context, base.each, 'outcome');
    const is = context.report.term(body.is, [...path, 'is'], scope, 'either');
    return is && { ...base, is, better: body.better ?? 'neither' };
  });
}

function build<B, E>(
  section: Readonly<Record<string, B>> | undefined,
  name: string,
  one: (body: B, name: string, path: Path) => E | null,
): Table<E> {
  const table: Table<E> = new Map();
  for (const [key, body] of Object.entries(section ?? {})) {
    const built = one(body, key, [name, key]);
    if (built !== null) table.set(key, built);
  }
  return table;
}
