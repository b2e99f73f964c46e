// One of each kind of thing, over sets inside sets, for formulas to stand in; and terms written as short text.

import { parseFormula } from '../../engine/expression/parse-formula.ts';
import { type Expected, resolveFormula } from '../../engine/expression/resolve-formula.ts';
import type { NamedThing, Scope, SetTable, SymbolKind } from '../../engine/expression/scope.ts';
import type { Term, Whose } from '../../engine/expression/term.ts';
import { parseUnit } from '../../engine/expression/unit.ts';

export const SETS: SetTable = {
  sets: [
    { name: 'country', of: null, members: ['estonia', 'latvia'].map((name) => ({ name, in: null })) },
    {
      name: 'region',
      of: 'country',
      members: [
        { name: 'narva', in: 'estonia' },
        { name: 'tallinn', in: 'estonia' },
        { name: 'riga', in: 'latvia' },
      ],
    },
    { name: 'town', of: 'region', members: [{ name: 'old_town', in: 'riga' }] },
    { name: 'party', of: null, members: ['left', 'right'].map((name) => ({ name, in: null })) },
  ],
};

function thing(kind: SymbolKind, name: string, more: Partial<NamedThing> = {}): [string, NamedThing] {
  return [name, { kind, name, each: null, unit: null, isCondition: false, parts: [], ...more }];
}

const THINGS: ReadonlyMap<string, NamedThing> = new Map([
  ...SETS.sets.flatMap((set) => [thing('set', set.name), ...set.members.map(({ name }) => thing('member', name))]),
  thing('fact', 'border', { unit: parseUnit('km') }),
  thing('fact', 'pace', { unit: parseUnit('km / turns') }),
  thing('fact', 'speakers', { each: 'region', unit: parseUnit('share') }),
  thing('uncertainty', 'skill'),
  thing('stock', 'mood'),
  thing('stock', 'fear', { each: 'country' }),
  thing('stock', 'grievance', { each: 'region' }),
  thing('stock', 'calm', { each: 'town' }),
  thing('stock', 'votes', { each: 'party' }),
  thing('auxiliary', 'tense', { isCondition: true }),
  thing('auxiliary', 'uneasy', { each: 'region', isCondition: true }),
  thing('auxiliary', 'broken', { isUnreadable: true }),
  thing('noise', 'weather'),
  thing('lever', 'presence', { parts: ['none', 'brigade'] }),
  thing('lever', 'rights', { each: 'country', parts: ['hold', 'grant'] }),
  thing('incident', 'riot'),
  thing('incident', 'protest', { each: 'region' }),
  thing('machine', 'alliance', { parts: ['calm_waters', 'attributed'] }),
  thing('machine', 'ladder', { each: 'region', parts: ['quiet', 'unrest'] }),
  thing('inject', 'summit'),
  thing('outcome', 'bill'),
]);

export function scope(more: Partial<Scope> = {}): Scope {
  return { things: THINGS, sets: SETS, purses: ['nato', 'osce'], each: null, setting: 'turn', ...more };
}

export function resolved(text: string, more: Partial<Scope> = {}, expected: Expected = 'either') {
  const parsed = parseFormula(text);
  if ('fault' in parsed) throw new Error(`${text}: ${parsed.fault.message}`);
  return resolveFormula(parsed.formula, scope(more), expected);
}

/** The term as text: `mine(fear)`, `fear[latvia]`, `sum(region of country: ...)`. */
export function short(term: Term): string {
  switch (term.op) {
    case 'number':
    case 'boolean':
      return String(term.value);
    case 'read':
      return owned(term.name, term.whose);
    case 'in':
    case 'turns-in':
      return `${term.op}(${owned(term.machine, term.whose)}, ${term.state ?? 'any'})`;
    case 'times':
    case 'count':
      return `${term.op}(${owned(term.incident, term.whose)})`;
    case 'at-level':
      return `at(${owned(term.lever, term.whose)}, ${term.level})`;
    case 'cost':
      return `cost(${owned(term.lever, term.whose)})`;
    case 'funds':
      return `funds(${term.seat})`;
    case 'member-is':
      return `${term.set} is ${term.member}`;
    case 'apply':
      return `${term.operation}(${term.args.map(short).join(', ')})`;
    case 'aggregate':
      return `${term.aggregate}(${term.set}${term.within === null ? '' : ` of ${term.within}`}: ${short(term.body)})`;
    case 'reduce':
      return `${term.reduction}(${short(term.body)}${term.otherwise === null ? '' : `, ${short(term.otherwise)}`})`;
    default:
      return term.op;
  }
}

function owned(name: string, whose: Whose): string {
  if (whose === null) return name;
  return 'own' in whose ? `my ${whose.own}'s ${name}` : `${name}[${whose.member}]`;
}
