// What every section of a scenario needs while it is read: the file, its names, and a scope for each place where a formula may stand.

import type { Distribution } from '../chance/distribution.ts';
import { distributionFaults } from '../chance/distribution-faults.ts';
import { KEYWORDS } from '../expression/formula.ts';
import { suggestion } from '../expression/formula-words.ts';
import { chainOf, findSet, type NamedThing, type Scope, type SetTable, type Setting } from '../expression/scope.ts';
import type { Clock } from './calendar.ts';
import type { Reporter } from './reporter.ts';
import type { Element, Happening, PerMember, Provenance, SeenBy } from './scenario.ts';
import type { DistributionFile, FormulaText, ScenarioFile, SeenByFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

export interface BuildContext {
  readonly file: ScenarioFile;
  readonly report: Reporter;
  readonly things: ReadonlyMap<string, NamedThing>;
  readonly sets: SetTable;
  readonly seats: readonly string[];
  readonly clock: Clock;
}

export function scopeFor(context: BuildContext, each: string | null, setting: Setting, lever?: string): Scope {
  const { things, sets } = context;
  return { things, sets, purses: seatsWithBudget(context), each, setting, ...(lever === undefined ? {} : { lever }) };
}

function seatsWithBudget({ file }: BuildContext): string[] {
  return Object.entries(file.seats ?? {}).flatMap(([name, seat]) =>
    typeof seat === 'object' && seat.budget !== undefined ? [name] : [],
  );
}

/** Names of members (or '' for something that exists once). */
export function memberKeys(context: BuildContext, each: string | null): string[] {
  return each === null ? [''] : (findSet(context.sets, each)?.members.map((member) => member.name) ?? []);
}

interface ElementFile {
  readonly each?: string | undefined;
  readonly label?: string | undefined;
  readonly unit?: string | undefined;
  readonly source?: string | string[] | undefined;
  readonly why?: string | undefined;
  readonly trust?: Provenance['trust'] | undefined;
  readonly note?: string | undefined;
}

export function element(context: BuildContext, name: string, body: ElementFile, path: Path): Element {
  return {
    name,
    label: body.label ?? name.replaceAll('_', ' '),
    each: context.things.get(name)?.each ?? null,
    unit: body.unit ?? null,
    provenance: provenance(body),
    path,
  };
}

export function provenance(body: ElementFile): Provenance {
  const sources = body.source === undefined ? [] : [body.source].flat();
  return { sources, why: body.why ?? null, trust: body.trust ?? null, note: body.note ?? null };
}

/** States and levels are named inside formulas, so not after the words that formulas are made of. */
export function refuseKeyword({ report }: BuildContext, word: string, path: Path): void {
  if (KEYWORDS.has(word))
    report.errorAtKey('reserved-name', path, `"${word}" is a word of the language and cannot be a name`);
}

/** Expects one of the known words; reports with a suggestion otherwise. */
export function known(
  context: BuildContext,
  word: string,
  words: readonly string[],
  what: string,
  path: Path,
  atKey = false,
): boolean {
  if (words.includes(word)) return true;
  const notes = suggestion(word, words);
  const possible = [
    ...(notes.length === 0 && words.length > 0 && words.length <= 12 ? [`Possible: ${words.join(', ')}.`] : notes),
    ...(what === 'a policy' ? groupsNote(context, word) : []),
  ];
  if (atKey) context.report.errorAtKey('unknown-name', path, `expected ${what}, got "${word}"`, possible);
  else context.report.error('unknown-name', path, `expected ${what}, got "${word}"`, possible);
  return false;
}

/** A policy with more or fewer parts than there are groups was most likely named before a group came or went. */
function groupsNote({ file }: BuildContext, word: string): string[] {
  const groups = Object.keys(file.options ?? {});
  const isWhole = !word.includes('+') || word.split('+').length === groups.length;
  return isWhole ? [] : [`A policy takes one option of each group: ${groups.join(', ')}.`];
}

/** One value for all, or a map of members with `other` for those not named. */
export function perMember<T, V>(
  context: BuildContext,
  each: string | null,
  body: T | Readonly<Record<string, T>>,
  path: Path,
  read: (value: T, path: Path) => V | null,
): PerMember<V> {
  const keys = memberKeys(context, each);
  const found = new Map<string, V>();
  if (typeof body !== 'object' || body === null) {
    const value = read(body, path);
    if (value !== null) for (const key of keys) found.set(key, value);
    return found;
  }
  const map = body as Readonly<Record<string, T>>;
  if (each === null) {
    context.report.error('per-member', path, 'expected one value, got a map of members', [
      'Say "each: SET" to have one for each member.',
    ]);
    return found;
  }
  for (const key of Object.keys(map))
    if (key !== 'other') known(context, key, keys, `a member of ${each}, or "other"`, [...path, key], true);
  for (const key of keys) {
    const at = Object.hasOwn(map, key) ? key : Object.hasOwn(map, 'other') ? 'other' : null;
    if (at === null)
      context.report.error('per-member', path, `missing value for ${key}`, [
        'Name every member, or give "other" for the rest.',
      ]);
    const value = at === null ? null : read(map[at] as T, [...path, at]);
    if (value !== null) found.set(key, value);
  }
  return found;
}

const LAWS = ['uniform', 'triangular', 'normal', 'lognormal', 'beta', 'pert', 'discrete'] as const;

export function distribution(context: BuildContext, body: DistributionFile, path: Path): Distribution | null {
  const { report } = context;
  const given = LAWS.filter((law) => body[law] !== undefined);
  const [law] = given;
  if (law === undefined)
    return report.errorAtKey('distribution', path, 'expected a distribution', [
      `One of ${LAWS.join(', ')}, as triangular: [0.2, 0.5, 0.8].`,
    ]);
  if (given.length > 1)
    return report.errorAtKey(
      'distribution',
      [...path, given[1] ?? law],
      `expected one distribution, got ${given.join(' and ')}`,
    );
  const result = lawOf(law, body);
  if (result === null)
    return report.error('distribution', [...path, 'within'], `"within" belongs to normal and beta, not to ${law}`);
  const wordAsValue = Object.keys(law === 'discrete' ? (body.discrete ?? {}) : {}).find((key) => !isNumberText(key));
  if (wordAsValue !== undefined)
    return report.errorAtKey('distribution', [...path, law, wordAsValue], `expected a number, got "${wordAsValue}"`, [
      `Written as ${SHAPES[law]}.`,
    ]);
  const faults = distributionFaults(result);
  if (faults.length === 0) return result;
  return report.error('distribution', [...path, law], faults.join('; '), [`Written as ${SHAPES[law]}.`]);
}

function isNumberText(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

const SHAPES: Readonly<Record<(typeof LAWS)[number], string>> = {
  uniform: 'uniform: [low, high]',
  triangular: 'triangular: [low, mode, high]',
  normal: 'normal: [mean, standard deviation]',
  lognormal: 'lognormal: [median, sigma]',
  beta: 'beta: [alpha, beta]',
  pert: 'pert: [low, mode, high]',
  discrete: 'discrete: { value: weight, ... }',
};

function lawOf(law: (typeof LAWS)[number], body: DistributionFile): Distribution | null {
  const [a = 0, b = 0, c = 0] = law === 'discrete' ? [] : (body[law] ?? []);
  const within = body.within;
  if (within !== undefined && law !== 'normal' && law !== 'beta') return null;
  switch (law) {
    case 'uniform':
      return { kind: law, low: a, high: b };
    case 'triangular':
    case 'pert':
      return { kind: law, low: a, mode: b, high: c };
    case 'normal':
      return within === undefined
        ? { kind: 'normal', mean: a, sd: b }
        : { kind: 'truncated-normal', mean: a, sd: b, low: within[0], high: within[1] };
    case 'lognormal':
      return { kind: law, median: a, sigma: b };
    case 'beta':
      return { kind: law, alpha: a, beta: b, low: within?.[0] ?? 0, high: within?.[1] ?? 1 };
    case 'discrete': {
      const entries = Object.entries(body.discrete ?? {}).map(([value, weight]) => [Number(value), weight] as const);
      return { kind: law, values: entries.map(([value]) => value), weights: entries.map(([, weight]) => weight) };
    }
  }
}

/** Path of the i-th item of what may be a list or a single word. */
export function itemPath(listOrWord: unknown, path: Path, i: number): Path {
  return Array.isArray(listOrWord) ? [...path, i] : path;
}

/** `+0.05`, `0.1 * x` add; `= 0.5` sets. */
export function happening(
  context: BuildContext,
  body: {
    readonly effects?: Readonly<Record<string, FormulaText>> | undefined;
    readonly inject?: string | string[] | undefined;
    readonly news?: string | undefined;
    readonly importance?: number | undefined;
  },
  each: string | null,
  path: Path,
): Happening {
  const effects = Object.entries(body.effects ?? {}).flatMap(([target, amount]) =>
    effect(context, target, amount, each, [...path, 'effects', target]),
  );
  const asks = [body.inject ?? []].flat();
  for (const [i, ask] of asks.entries()) {
    if (context.things.get(ask)?.kind === 'inject') continue;
    const injects = Object.keys(context.file.injects ?? {});
    known(context, ask, injects, 'the name of an inject', itemPath(body.inject, [...path, 'inject'], i));
  }
  const importance = body.importance ?? 2;
  if (body.news !== undefined) checkNews(context, body.news, each, [...path, 'news']);
  return { effects, asks, news: body.news ?? null, importance };
}

function effect(
  context: BuildContext,
  target: string,
  amount: FormulaText,
  each: string | null,
  path: Path,
): Happening['effects'] {
  const { report } = context;
  const [name = '', index] = target.replace(']', '').split('[');
  const thing = context.things.get(name);
  if (thing?.kind !== 'stock') {
    const what = thing === undefined ? `"${name}"` : `the ${thing.kind} "${name}"`;
    const hint =
      thing?.kind === 'fact' || thing?.kind === 'uncertainty'
        ? ['A fact never changes. Declare it as a stock if events shall move it.']
        : suggestion(name, stockNames(context));
    report.errorAtKey('effect-target', path, `expected a stock to write to, got ${what}`, hint);
    return [];
  }
  const text = typeof amount === 'string' ? amount : null;
  const sets = text?.trimStart().startsWith('=') ?? false;
  const skip = sets && text !== null ? text.indexOf('=') + 1 : 0;
  const term = report.term(amount, path, scopeFor(context, each, 'turn'), 'number', skip);
  const whose = targetOf(context, thing, index, each, path);
  return term === null || whose === null ? [] : [{ stock: name, whose, mode: sets ? 'set' : 'add', amount: term }];
}

function stockNames(context: BuildContext): string[] {
  return Object.keys(context.file.stocks ?? {});
}

/** Which of a thing's members `fear`, `fear[latvia]` or `fear[all]` means, from inside `each`. */
export function targetOf(
  context: BuildContext,
  thing: NamedThing,
  index: string | undefined,
  each: string | null,
  path: Path,
): 'own' | 'all' | { readonly member: string } | null {
  const { report, sets } = context;
  if (thing.each === null) {
    return index === undefined
      ? 'own'
      : report.errorAtKey('effect-target', path, `"${thing.name}" exists once and takes no [${index}]`);
  }
  if (index === 'all') return 'all';
  if (index !== undefined)
    return known(context, index, memberKeys(context, thing.each), `a member of ${thing.each}, or "all"`, path, true)
      ? { member: index }
      : null;
  if (chainOf(sets, each).includes(thing.each)) return 'own';
  const [first] = memberKeys(context, thing.each);
  return report.errorAtKey('effect-target', path, `"${thing.name}" exists once for each ${thing.each}: say which`, [
    `Write "${thing.name}[${first}]" or "${thing.name}[all]".`,
  ]);
}

function checkNews(context: BuildContext, news: string, each: string | null, path: Path): void {
  const words = chainOf(context.sets, each);
  for (const { 0: whole, 1: word = '', index } of news.matchAll(/\{([^{}]*)\}/g)) {
    if (!words.includes(word))
      context.report.errorInside(
        'news',
        path,
        { start: index, end: index + whole.length },
        `expected ${words.length > 0 ? words.map((name) => `{${name}}`).join(' or ') : 'no {words}'} in the news, got {${word}}`,
        suggestion(word, words),
      );
  }
}

const EVERYBODY: SeenBy = { all: true, exactly: [], late: [], noisy: [], gated: null };

export function seenBy(context: BuildContext, body: SeenByFile | undefined, each: string | null, path: Path): SeenBy {
  if (body === undefined || body === 'all') return EVERYBODY;
  if (Array.isArray(body)) return { ...EVERYBODY, all: false, exactly: seatWords(context, body, each, path) };
  const list = (part: 'exactly' | 'one_turn_late') => {
    const words = body[part];
    return words === undefined
      ? []
      : words === 'all'
        ? [...context.seats]
        : seatWords(context, words, each, [...path, part]);
  };
  const noisy = Object.entries(body.with_noise ?? {}).filter(([seat]) =>
    known(context, seat, possibleSeats(context, each), SEATS_EXPECTED, [...path, 'with_noise', seat], true),
  );
  return {
    all: false,
    exactly: list('exactly'),
    late: list('one_turn_late'),
    noisy,
    gated: gateOf(context, body.if, each, [...path, 'if']),
  };
}

function gateOf(
  context: BuildContext,
  gate: { seats: string[]; when: FormulaText } | undefined,
  each: string | null,
  path: Path,
): SeenBy['gated'] {
  if (gate === undefined) return null;
  const seats = seatWords(context, gate.seats, each, [...path, 'seats']);
  const when = context.report.term(gate.when, [...path, 'when'], scopeFor(context, each, 'turn'), 'condition');
  return when === null ? null : { seats, when };
}

const SEATS_EXPECTED = 'a seat, or a set whose members are seats';

function seatWords(context: BuildContext, words: readonly string[], each: string | null, path: Path): string[] {
  const possible = possibleSeats(context, each);
  return words.filter((word, i) => known(context, word, possible, SEATS_EXPECTED, [...path, i]));
}

/** A seat, a set whose members are seats, or `own`. */
function possibleSeats(context: BuildContext, each: string | null): string[] {
  const seatSets = context.sets.sets
    .filter((set) => set.members.every((member) => context.seats.includes(member.name)))
    .map((set) => set.name);
  const own = chainOf(context.sets, each).some((set) => seatSets.includes(set)) ? ['own'] : [];
  return [...context.seats, ...seatSets, ...own];
}
