// Who sets which lever when: options, policies, doctrines, strategies, injects and defaults of a file -> checked rules.

import { suggestion } from '../expression/formula-words.ts';
import { type BuildContext, element, happening, known, scopeFor, seenBy, targetOf } from './build-context.ts';
import { readDate, turnOfDate } from './calendar.ts';
import type { Defaults, InjectElement, OptionGroup, PolicyElement, RuleElement, Scenario } from './scenario.ts';
import type { RuleFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

export function buildOptionGroups(context: BuildContext): OptionGroup[] {
  return Object.entries(context.file.options ?? {}).map(([group, options]) => ({
    name: group,
    options: Object.entries(options).map(([name, body]) => {
      const path: Path = ['options', group, name];
      if (Array.isArray(body)) return { name, rules: rulesOf(context, body, path) };
      return { name, rules: [ruleOf(context, { set: body }, path, path)] };
    }),
  }));
}

export function rulesOf(context: BuildContext, rules: readonly RuleFile[], path: Path): RuleElement[] {
  return rules.map((rule, i) => ruleOf(context, rule, [...path, i], [...path, i, 'set']));
}

function ruleOf(context: BuildContext, file: RuleFile, path: Path, setPath: Path): RuleElement {
  const each =
    file.each === undefined
      ? null
      : known(
            context,
            file.each,
            context.sets.sets.map((set) => set.name),
            'a set',
            [...path, 'each'],
          )
        ? file.each
        : null;
  const when =
    file.when === undefined
      ? null
      : context.report.term(file.when, [...path, 'when'], scopeFor(context, each, 'orders'), 'condition');
  const from = momentOf(context, file.from, [...path, 'from']);
  const until = momentOf(context, file.until, [...path, 'until']);
  if (from !== null && until !== null && from > until)
    context.report.error('range', [...path, 'until'], 'expected "until" not before "from"');
  return { each, from, until, when, sets: settingsOf(context, file.set, each, setPath), path };
}

/** A turn number (from 1) or a date -> 0-based turn. */
function momentOf(context: BuildContext, moment: number | string | undefined, path: Path): number | null {
  if (moment === undefined) return null;
  const isTurn = typeof moment === 'number' && (moment <= context.clock.turns || readDate(moment) === null);
  const turn = isTurn ? moment - 1 : turnOf(context, moment);
  if (turn === null)
    return context.report.error(
      'date',
      path,
      `expected a turn number or a date as 2015-03, got ${JSON.stringify(moment)}`,
    );
  if (turn < 0 || turn >= context.clock.turns)
    return context.report.error(
      'date',
      path,
      `expected a moment inside the scenario, turn 1 to ${context.clock.turns}; this would be turn ${turn + 1}`,
    );
  return turn;
}

function turnOf(context: BuildContext, moment: number | string): number | null {
  const date = readDate(moment);
  return date === null ? null : turnOfDate(context.clock, date);
}

function settingsOf(
  context: BuildContext,
  sets: Readonly<Record<string, string>>,
  each: string | null,
  path: Path,
): RuleElement['sets'] {
  return Object.entries(sets).flatMap(([target, level]) => {
    const at = [...path, target];
    const [name = '', index] = target.replace(']', '').split('[');
    const thing = context.things.get(name);
    if (thing?.kind !== 'lever') {
      const got = thing === undefined ? `"${name}"` : `the ${thing.kind} "${name}"`;
      context.report.errorAtKey(
        'unknown-name',
        at,
        `expected a lever, got ${got}`,
        suggestion(name, Object.keys(context.file.levers ?? {})),
      );
      return [];
    }
    if (!known(context, level, thing.parts, `a level of ${name}`, at)) return [];
    const whose =
      index === undefined && thing.each !== null && each === null ? 'all' : targetOf(context, thing, index, each, at);
    return whose === null ? [] : [{ lever: name, whose, level, path: at }];
  });
}

/** The full factorial of the groups, `a+b` in the order of the groups; named policies are other names for members of it. */
export function buildPolicies(context: BuildContext, groups: readonly OptionGroup[]): PolicyElement[] {
  const named = Object.entries(context.file.policies ?? {}).flatMap(([name, choice]) =>
    namedPolicy(context, name, choice, groups),
  );
  const all = groups.reduce<string[][]>(
    (combinations, group) => combinations.flatMap((before) => group.options.map((option) => [...before, option.name])),
    [[]],
  );
  return [...all.map((options) => ({ name: options.length === 0 ? 'default' : options.join('+'), options })), ...named];
}

/** How many policies a scenario may have. */
export const MAX_POLICIES = 1024;

function namedPolicy(
  context: BuildContext,
  name: string,
  choice: Readonly<Record<string, string>>,
  groups: readonly OptionGroup[],
): PolicyElement[] {
  const path: Path = ['policies', name];
  for (const key of Object.keys(choice))
    known(
      context,
      key,
      groups.map((group) => group.name),
      'an option group',
      [...path, key],
      true,
    );
  const options = groups.map((group) => {
    const option = choice[group.name];
    if (option === undefined)
      return context.report.errorAtKey(
        'missing-key',
        path,
        `missing key "${group.name}": a policy takes one option of each group`,
      );
    return known(
      context,
      option,
      group.options.map((candidate) => candidate.name),
      `an option of ${group.name}`,
      [...path, group.name],
    )
      ? option
      : null;
  });
  const whole = options.filter((option) => option !== null);
  return whole.length === groups.length ? [{ name, options: whole }] : [];
}

export function buildDoctrines(context: BuildContext): Scenario['doctrines'] {
  return Object.entries(context.file.doctrines ?? {}).map(([name, body]) => {
    const path: Path = ['doctrines', name];
    return Array.isArray(body)
      ? { name, rules: rulesOf(context, body, path) }
      : { name, rules: rulesOf(context, body.rules, [...path, 'rules']) };
  });
}

export function buildStrategies(context: BuildContext): Scenario['strategies'] {
  return Object.entries(context.file.strategies ?? {}).map(([seat, rules]) => {
    known(context, seat, context.seats, 'a seat', ['strategies', seat], true);
    return { seat, rules: rulesOf(context, rules, ['strategies', seat]) };
  });
}

export function buildInjects(context: BuildContext): Map<string, InjectElement> {
  const injects = new Map<string, InjectElement>();
  const { incidents, machines } = context.file;
  const asked = new Set([...asksIn(incidents), ...asksIn(machines), ...asksIn(context.file.injects)]);
  for (const [name, file] of Object.entries(context.file.injects ?? {})) {
    const path: Path = ['injects', name];
    const moments = [file.turn, file.date, file.when, file.by].filter((part) => part !== undefined).length;
    if (moments > 1) context.report.error('shape', path, 'expected one of "turn", "date", "when" and "by: hand"');
    if (moments === 0 && !asked.has(name))
      context.report.errorAtKey(
        'missing-key',
        path,
        'missing key "turn", "date", "when" or "by: hand": when is it released?',
        ['Or let an incident or a transition ask for it with "inject:".'],
      );
    const turn =
      file.turn !== undefined
        ? momentOf(context, file.turn, [...path, 'turn'])
        : file.date !== undefined
          ? momentOf(context, file.date, [...path, 'date'])
          : null;
    const when =
      file.when === undefined
        ? null
        : context.report.term(file.when, [...path, 'when'], scopeFor(context, null, 'turn'), 'condition');
    injects.set(name, {
      ...element(context, name, file, path),
      ...happening(context, file, null, path),
      turn,
      when,
      seenBy: seenBy(context, file.seen_by, null, [...path, 'seen_by']),
    });
  }
  return injects;
}

/** Every inject that something in the section asks for. */
function* asksIn(section: unknown): Generator<unknown> {
  if (typeof section !== 'object' || section === null) return;
  if ('inject' in section) yield* [section.inject].flat();
  for (const part of Object.values(section)) yield* asksIn(part);
}

/** Also those with a fault of their own, which was reported there. */
function policyNames(context: BuildContext, policies: readonly PolicyElement[]): string[] {
  return [...new Set([...policies.map((policy) => policy.name), ...Object.keys(context.file.policies ?? {})])];
}

export function buildDefaults(
  context: BuildContext,
  policies: readonly PolicyElement[],
  variants: readonly string[],
): Defaults {
  const file = context.file.defaults ?? {};
  const path: Path = ['defaults'];
  const policiesKnown = policyNames(context, policies);
  const check = (words: readonly string[] | undefined, names: readonly string[], what: string, key: string) => {
    for (const [i, word] of (words ?? []).entries()) known(context, word, names, what, [...path, key, i]);
  };
  if (file.baseline !== undefined) known(context, file.baseline, policiesKnown, 'a policy', [...path, 'baseline']);
  check(file.policies, policiesKnown, 'a policy', 'policies');
  check(file.doctrines, Object.keys(context.file.doctrines ?? {}), 'a doctrine', 'doctrines');
  check(file.variants, variants, 'a structural variant', 'variants');
  check(
    file.outcomes?.map((outcome) => outcome.split('[')[0] ?? ''),
    Object.keys(context.file.outcomes),
    'an outcome',
    'outcomes',
  );
  return {
    baseline: file.baseline ?? null,
    policies: file.policies ?? null,
    doctrines: file.doctrines ?? null,
    variants: file.variants ?? null,
    outcomes: file.outcomes ?? null,
    worlds: file.worlds ?? 64,
    replications: file.replications ?? 2,
    design: file.design ?? 'sobol',
  };
}
