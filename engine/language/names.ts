// ScenarioFile -> its names: sets with their members, and the table of everything that a formula can name.

import { RESERVED_WORDS } from '../expression/formula.ts';
import { suggestion } from '../expression/formula-words.ts';
import { conditionAtFirstSight } from '../expression/resolve-formula.ts';
import { findSet, type NamedThing, type SetTable, type SymbolKind } from '../expression/scope.ts';
import { parseUnit, type Unit } from '../expression/unit.ts';
import { parseFormulaText, type Reporter } from './reporter.ts';
import type { ScenarioFile, StateFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

export function readSets(file: ScenarioFile, report: Reporter): SetTable {
  const sets: SetTable['sets'][number][] = [];
  const seen = new Set<string>();
  const faulty = new Set<string>();
  const add = (member: string, path: Path) => {
    if (seen.has(member))
      report.error('duplicate-name', path, `"${member}" is a member already`, [
        'Every member of every set has a name of its own.',
      ]);
    seen.add(member);
  };
  for (const [name, body] of Object.entries(file.sets ?? {})) {
    if (Array.isArray(body)) {
      for (const [i, member] of body.entries()) add(member, ['sets', name, i]);
      sets.push({ name, of: null, members: body.map((member) => ({ name: member, in: null })) });
    } else {
      // Once a set is wrong, what lies in it would only be wrong again.
      const before = report.problems.length;
      sets.push(faulty.has(body.of) ? { name, of: body.of, members: [] } : innerSet(name, body, { sets }, report, add));
      if (faulty.has(body.of) || report.problems.length > before) faulty.add(name);
    }
  }
  return { sets };
}

function innerSet(
  name: string,
  body: { of: string } & Record<string, unknown>,
  table: SetTable,
  report: Reporter,
  add: (member: string, path: Path) => void,
): SetTable['sets'][number] {
  const parent = findSet(table, body.of);
  if (parent === undefined) {
    report.error(
      'unknown-name',
      ['sets', name, 'of'],
      `expected a set declared above, got "${body.of}"`,
      suggestion(
        body.of,
        table.sets.map((set) => set.name),
      ),
    );
    return { name, of: null, members: [] };
  }
  const owners = parent.members.map((member) => member.name);
  for (const key of Object.keys(body)) {
    if (key !== 'of' && !owners.includes(key))
      report.errorAtKey(
        'unknown-name',
        ['sets', name, key],
        `expected a member of ${body.of}, got "${key}"`,
        suggestion(key, owners),
      );
  }
  const members = owners.flatMap((owner) => {
    const list = body[owner];
    if (
      !Array.isArray(list) ||
      list.length === 0 ||
      !list.every((item) => typeof item === 'string' && /^[a-z][a-z0-9_]*$/.test(item))
    ) {
      report.error('shape', ['sets', name, owner], `expected a list of members of ${name} in ${owner}`, [
        `For example ${owner}: [north, south].`,
      ]);
      return [];
    }
    for (const [i, member] of (list as string[]).entries()) add(member, ['sets', name, owner, i]);
    return (list as string[]).map((member) => ({ name: member, in: owner }));
  });
  return { name, of: body.of, members };
}

const SECTIONS = [
  ['facts', 'fact'],
  ['uncertainties', 'uncertainty'],
  ['levers', 'lever'],
  ['stocks', 'stock'],
  ['auxiliaries', 'auxiliary'],
  ['noise', 'noise'],
  ['incidents', 'incident'],
  ['machines', 'machine'],
  ['injects', 'inject'],
  ['outcomes', 'outcome'],
] as const satisfies readonly (readonly [keyof ScenarioFile, SymbolKind])[];

/** Everything with a name, and a problem for every name that is taken twice or reserved. */
export function readThings(file: ScenarioFile, sets: SetTable, report: Reporter): ReadonlyMap<string, NamedThing> {
  const things = new Map<string, NamedThing>();
  const add = (thing: NamedThing, path: Path) => {
    if (RESERVED_WORDS.has(thing.name))
      report.errorAtKey('reserved-name', path, `"${thing.name}" is a word of the language and cannot be a name`, [
        'Choose another name, perhaps with one more word.',
      ]);
    const other = things.get(thing.name);
    if (other !== undefined)
      report.errorAtKey('duplicate-name', path, `"${thing.name}" is the name of another ${other.kind} already`, [
        'Names are unique over the whole file.',
      ]);
    else things.set(thing.name, thing);
  };
  for (const set of sets.sets) {
    add(plainThing('set', set.name), ['sets', set.name]);
    // A member that stands twice was reported with the sets.
    for (const { name } of set.members)
      if (things.get(name)?.kind !== 'member') add(plainThing('member', name), ['sets', set.name]);
  }
  for (const [section, kind] of SECTIONS) {
    for (const [name, body] of Object.entries(file[section] ?? {})) {
      add(
        {
          kind,
          name,
          each: eachOf(body, [section, name], sets, report),
          unit: unitOf(body, [section, name], report),
          isCondition: false,
          parts: partsOf(kind, body),
        },
        [section, name],
      );
    }
  }
  markConditions(file, things);
  return things;
}

function plainThing(kind: SymbolKind, name: string): NamedThing {
  return { kind, name, each: null, unit: null, isCondition: false, parts: [] };
}

function eachOf(body: object, path: Path, sets: SetTable, report: Reporter): string | null {
  if (!('each' in body) || typeof body.each !== 'string') return null;
  if (findSet(sets, body.each) !== undefined) return body.each;
  return report.error(
    'unknown-name',
    [...path, 'each'],
    `expected a set, got "${body.each}"`,
    suggestion(
      body.each,
      sets.sets.map((set) => set.name),
    ),
  );
}

function unitOf(body: object, path: Path, report: Reporter): Unit | null {
  if (!('unit' in body) || typeof body.unit !== 'string') return null;
  return (
    parseUnit(body.unit) ??
    report.error('unit', [...path, 'unit'], `expected a unit as share, km or people / km, got "${body.unit}"`)
  );
}

function partsOf(kind: SymbolKind, body: object): string[] {
  if (kind === 'lever' && 'levels' in body) return Object.keys(body.levels as object);
  if (kind !== 'machine' || !('states' in body)) return [];
  const variants =
    'variants' in body
      ? Object.values((body.variants ?? {}) as Record<string, { states: Record<string, StateFile> }>)
      : [];
  return [
    ...new Set(
      [body.states as Record<string, StateFile>, ...variants.map((variant) => variant.states)].flatMap(stateNames),
    ),
  ];
}

export function stateNames(states: Readonly<Record<string, StateFile>>): string[] {
  return Object.entries(states).flatMap(([name, body]) => [
    name,
    ...(typeof body === 'object' && !Array.isArray(body) ? stateNames(body.states ?? {}) : []),
  ]);
}

/** An auxiliary may be no more than the name of another one, which is a condition. */
function markConditions(file: ScenarioFile, things: Map<string, NamedThing>): void {
  const sights = new Map<string, ReturnType<typeof conditionAtFirstSight>>();
  for (const [name, body] of Object.entries(file.auxiliaries ?? {})) {
    const parsed = parseFormulaText(body.is);
    const thing = things.get(name);
    if ('formula' in parsed) sights.set(name, conditionAtFirstSight(parsed.formula));
    else if (thing?.kind === 'auxiliary') things.set(name, { ...thing, isUnreadable: true });
  }
  const follow = (name: string): boolean => {
    const trail = new Set<string>();
    let sight = sights.get(name);
    for (let at = name; typeof sight === 'object' && !trail.has(at); sight = sights.get(at)) {
      trail.add(at);
      at = sight.as;
    }
    const is = sight === true;
    for (const passed of trail) sights.set(passed, is);
    return is;
  };
  for (const name of sights.keys()) {
    const thing = things.get(name);
    if (thing?.kind === 'auxiliary' && follow(name)) things.set(name, { ...thing, isCondition: true });
  }
}
