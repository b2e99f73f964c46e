// Formula + scope -> Term, with every fault of names, types, sets and units that the formula has.

import { AGGREGATES, type Aggregate, REDUCTIONS, type Reduction } from '../vocabulary.ts';
import { type Formula, type FormulaFault, operandsOf, type Span, type Word } from './formula.ts';
import {
  BARE_WORDS,
  FUNCTIONS,
  howToRead,
  isAggregate,
  isReduction,
  KIND_NAMES,
  OTHER_FUNCTIONS,
  suggestion,
  TURNS,
} from './formula-words.ts';
import { chainOf, findSet, type NamedThing, type Scope, type SymbolKind } from './scope.ts';
import type { Operation, Term, Whose } from './term.ts';
import { isPlain, multiplyUnits, powerOfUnit, printUnit, sameUnit, type Unit } from './unit.ts';

export interface Resolved {
  /** Null when something in it could not be understood. */
  readonly term: Term | null;
  readonly faults: readonly FormulaFault[];
}

/** `either`: an outcome may be a number or a condition. */
export type Expected = 'number' | 'condition' | 'either';

export function resolveFormula(formula: Formula, scope: Scope, expected: Expected): Resolved {
  const resolver = new Resolver(scope);
  const armed = secondIndices(formula).map(armFault);
  if (armed.length > 0) return { term: null, faults: armed };
  const term = resolver.as(formula, expected);
  return { term: resolver.faults.length === 0 ? term : null, faults: resolver.faults };
}

/** `fear[latvia][promise]`: the arm, which only a claim has. */
function secondIndices(formula: Formula): Word[] {
  if (formula.kind === 'name') return formula.second === undefined ? [] : [formula.second];
  return operandsOf(formula).flatMap(secondIndices);
}

function armFault({ name, at }: Word): FormulaFault {
  return {
    message: `expected one [member] at most, got another one, [${name}]`,
    at,
    notes: ['A second one names the arm in what a claim expects.'],
  };
}

/** Is it a condition, judged by its outermost words alone? A name when that name decides. (Auxiliaries may name each other in any order.) */
export function conditionAtFirstSight(formula: Formula): boolean | { readonly as: string } {
  switch (formula.kind) {
    case 'boolean':
      return true;
    case 'name':
      return { as: formula.name };
    case 'unary':
      return formula.op === 'not';
    case 'binary':
      return ['<', '<=', '>', '>=', '==', '!=', 'and', 'or'].includes(formula.op);
    case 'call':
      if (formula.name === 'if' && formula.args[1]) return conditionAtFirstSight(formula.args[1]);
      return ['in', 'happened', 'at', 'any', 'all', 'ever'].includes(formula.name);
    default:
      return false;
  }
}

class Resolver {
  readonly faults: FormulaFault[] = [];
  private readonly scope: Scope;
  /** The set whose member "my own" is, as aggregates step into their members. */
  private each: string | null;
  private insideReduction = false;

  constructor(scope: Scope) {
    this.scope = scope;
    this.each = scope.each;
  }

  as(formula: Formula, expected: Expected): Term | null {
    return this.typed(this.term(formula), formula, expected);
  }

  private typed(term: Term | null, formula: Formula, expected: Expected): Term | null {
    if (term === null || expected === 'either' || term.type === expected) return term;
    if (expected === 'number') {
      this.fault(formula.at, 'expected a number, got a condition', [
        'Write if(CONDITION, 1, 0), or multiply by the condition.',
      ]);
    } else {
      this.fault(formula.at, 'expected a condition, got a number', ['Compare it with something, as in "x > 0".']);
    }
    return null;
  }

  private fault(at: Span, message: string, notes: readonly string[] = []): null {
    this.faults.push({ message, at, notes });
    return null;
  }

  private term(formula: Formula): Term | null {
    switch (formula.kind) {
      case 'number':
        return this.number(formula.value, formula.at);
      case 'boolean':
        return { op: 'boolean', value: formula.value, type: 'condition', unit: null, at: formula.at };
      case 'name':
        return this.name(formula);
      case 'unary':
        return formula.op === 'not'
          ? this.conditions('not', [formula.operand], formula.at)
          : this.negated(formula.operand, formula.at);
      case 'binary':
        return this.binary(formula);
      case 'call':
        return this.call(formula);
    }
  }

  private number(value: number, at: Span): Term | null {
    if (!Number.isFinite(value))
      return this.fault(at, 'expected a number that a computer can hold, got one that is too large');
    return { op: 'number', value, type: 'number', unit: null, at };
  }

  private negated(operand: Formula, at: Span): Term | null {
    const of = this.as(operand, 'number');
    return of && apply('negate', [of], of.unit, at);
  }

  private conditions(operation: 'and' | 'or' | 'not', operands: readonly Formula[], at: Span): Term | null {
    const args = complete(operands.map((operand) => this.as(operand, 'condition')));
    return args && { ...apply(operation, args, null, at), type: 'condition' };
  }

  private binary(formula: Extract<Formula, { kind: 'binary' }>): Term | null {
    const { op, left, right, at } = formula;
    switch (op) {
      case 'and':
      case 'or':
        return this.conditions(op, [left, right], at);
      case '==':
      case '!=': {
        const member = this.memberComparison(formula);
        return member === undefined ? this.comparison(op, left, right, at) : member;
      }
      case '<':
      case '<=':
      case '>':
      case '>=':
        return this.comparison(op, left, right, at);
      case '*':
        return this.product(left, right, at);
      case '^':
        return this.power(left, right, at);
      default:
        return this.arithmetic(op, left, right, at);
    }
  }

  private arithmetic(op: '+' | '-' | '/', left: Formula, right: Formula, at: Span): Term | null {
    const a = this.as(left, 'number');
    const b = this.as(right, 'number');
    if (a === null || b === null) return null;
    if (op === '/') return apply('divide', [a, b], multiplyUnits(a.unit, b.unit, -1), at);
    this.sameUnits(op === '+' ? 'adds' : 'subtracts', a, b, at);
    return apply(op === '+' ? 'add' : 'subtract', [a, b], a.unit ?? b.unit, at);
  }

  /** A condition may be a factor: it counts as 1 where it holds, else 0. */
  private product(left: Formula, right: Formula, at: Span): Term | null {
    const terms = complete([left, right].map((side) => this.term(side)));
    if (terms === null) return null;
    const [a, b] = terms as [Term, Term];
    if (a.type === 'condition' && b.type === 'condition') {
      return this.fault(at, 'expected a number, got the product of two conditions', ['Write "and" between them.']);
    }
    const factors = terms.map((term) =>
      term.type === 'condition' ? apply('indicator', [term], [], term.at) : term,
    ) as [Term, Term];
    return apply('multiply', factors, multiplyUnits(factors[0].unit, factors[1].unit, 1), at);
  }

  private power(base: Formula, exponent: Formula, at: Span): Term | null {
    const a = this.as(base, 'number');
    const b = this.as(exponent, 'number');
    if (a === null || b === null) return null;
    // A factor per turn to the power of a number of turns is what discounting is.
    if (!isPlain(b.unit) && !sameUnit(b.unit, TURNS))
      this.fault(exponent.at, `expected a plain number as exponent, got ${printUnit(b.unit ?? [])}`);
    const whole = b.op === 'number' && Number.isInteger(b.value);
    return apply('power', [a, b], whole ? powerOfUnit(a.unit, b.value) : null, at);
  }

  private comparison(op: '<' | '<=' | '>' | '>=' | '==' | '!=', left: Formula, right: Formula, at: Span): Term | null {
    const sides = [this.term(left), this.term(right)] as const;
    if (sides.every((side) => side?.type === 'condition'))
      return this.fault(at, 'expected numbers to compare, got two conditions', [
        'Write the condition alone, or "not" before it for its opposite.',
      ]);
    const a = this.typed(sides[0], left, 'number');
    const b = this.typed(sides[1], right, 'number');
    if (a === null || b === null) return null;
    this.sameUnits('compares', a, b, at);
    const [operation, first, second] = COMPARISONS[op](a, b);
    return { ...apply(operation, [first, second], null, at), type: 'condition' };
  }

  private sameUnits(verb: string, a: Term, b: Term, at: Span): void {
    if (!sameUnit(a.unit, b.unit))
      this.fault(at, `${verb} ${printUnit(a.unit ?? [])} and ${printUnit(b.unit ?? [])}: units clash`);
  }

  /** `region == latgale`. Undefined when neither side is a set. */
  private memberComparison(formula: Extract<Formula, { kind: 'binary' }>): Term | null | undefined {
    const sides = [formula.left, formula.right];
    const setSide = sides.find((side) => side.kind === 'name' && this.scope.things.get(side.name)?.kind === 'set');
    if (setSide?.kind !== 'name') return undefined;
    const other = sides.find((side) => side !== setSide);
    const set = setSide.name;
    if (!chainOf(this.scope.sets, this.each).includes(set)) {
      return this.fault(setSide.at, `expected a set that I am a member of, got "${set}"`, this.eachNotes());
    }
    const members = findSet(this.scope.sets, set)?.members.map((member) => member.name) ?? [];
    if (other?.kind !== 'name' || !members.includes(other.name)) {
      const got = other?.kind === 'name' ? other.name : '';
      const notes = suggestion(got, members);
      const possible = members.length <= 12 ? [`Possible: ${members.join(', ')}.`] : [];
      return this.fault(
        (other ?? formula).at,
        `expected a member of ${set}${got === '' ? '' : `, got "${got}"`}`,
        notes.length > 0 ? notes : possible,
      );
    }
    const is: Term = { op: 'member-is', set, member: other.name, type: 'condition', unit: null, at: formula.at };
    return formula.op === '==' ? is : { ...apply('not', [is], null, formula.at), type: 'condition' };
  }

  private eachNotes(): string[] {
    return [
      this.each === null
        ? 'This formula stands in something that exists once (it has no "each").'
        : `This formula is worked out for each ${this.each}.`,
    ];
  }

  private name(formula: Extract<Formula, { kind: 'name' }>): Term | null {
    const { name, index, at } = formula;
    if (index === null && (BARE_WORDS as readonly string[]).includes(name)) {
      if (this.scope.setting === 'start' || this.scope.setting === 'cost') {
        if (name !== 'horizon') return this.fault(at, `expected facts and uncertainties only, got "${name}"`);
      }
      const unit = name === 'turn' || name === 'horizon' ? TURNS : null;
      return { op: name as (typeof BARE_WORDS)[number], type: 'number', unit, at };
    }
    const thing = this.thing({ name, at });
    if (thing === null) return null;
    const { kind } = thing;
    if (
      kind === 'fact' ||
      kind === 'uncertainty' ||
      kind === 'stock' ||
      kind === 'auxiliary' ||
      kind === 'lever' ||
      kind === 'noise'
    ) {
      if (thing.isUnreadable || !this.readable(thing, at)) return null;
      const whose = this.whose(thing, index, at);
      if (whose === undefined) return null;
      return {
        op: 'read',
        what: kind,
        name,
        whose,
        type: thing.isCondition ? 'condition' : 'number',
        unit: thing.unit,
        at,
      };
    }
    return this.fault(at, `expected something with a value, got ${KIND_NAMES[kind]} ("${name}")`, howToRead(thing));
  }

  private thing({ name, at }: Word): NamedThing | null {
    const thing = this.scope.things.get(name);
    if (thing !== undefined) return thing;
    if (Object.hasOwn(FUNCTIONS, name) || OTHER_FUNCTIONS.includes(name))
      return this.fault(at, `expected "(" after ${name}`);
    return this.fault(at, `unknown name "${name}"`, suggestion(name, [...this.scope.things.keys(), ...BARE_WORDS]));
  }

  private isUnknown(name: string): boolean {
    return !this.scope.things.has(name) && !(BARE_WORDS as readonly string[]).includes(name);
  }

  /** May this kind of thing be read where the formula stands? */
  private readable(thing: NamedThing, at: Span): boolean {
    const { setting, lever } = this.scope;
    const { kind, name } = thing;
    if (setting === 'start' && kind !== 'fact' && kind !== 'uncertainty') {
      this.fault(at, `expected facts and uncertainties only, got ${KIND_NAMES[kind]} ("${name}")`, [
        'A start value and the time of "after" are settled before the run.',
      ]);
      return false;
    }
    if (setting === 'cost' && kind !== 'fact' && kind !== 'uncertainty' && !(kind === 'lever' && name === lever)) {
      this.fault(at, `expected facts, uncertainties and the lever itself, got ${KIND_NAMES[kind]} ("${name}")`);
      return false;
    }
    if (setting === 'orders' && (kind === 'uncertainty' || kind === 'noise')) {
      this.fault(at, `expected something that a seat can see, got ${KIND_NAMES[kind]} ("${name}")`, [
        'Uncertainties and noise are seen by nobody. Compare with a fact, or with what the seat sees.',
      ]);
      return false;
    }
    if (setting === 'outcome' && !this.insideReduction && kind !== 'fact' && kind !== 'uncertainty') {
      this.fault(at, `expected a reduction over the turns around "${name}"`, [
        `For example final(${name}), highest(${name}), average(${name}) or total(${name}).`,
      ]);
      return false;
    }
    return true;
  }

  /** Undefined after a fault. */
  private whose(thing: NamedThing, index: Word | null, at: Span): Whose | undefined {
    const { each, name } = thing;
    if (index !== null) return this.indexed(thing, index);
    if (each === null) return null;
    if (chainOf(this.scope.sets, this.each).includes(each)) return { own: each };
    const first = findSet(this.scope.sets, each)?.members[0]?.name ?? 'MEMBER';
    this.fault(at, `"${name}" exists once for each ${each}: say which`, [
      `Write ${name}[${first}], or take sum, mean, max, min, any, all or count over its members.`,
      ...this.eachNotes(),
    ]);
    return undefined;
  }

  private indexed(thing: NamedThing, index: Word): Whose | undefined {
    if (thing.each === null) {
      this.fault(index.at, `"${thing.name}" exists once and takes no [${index.name}]`);
      return undefined;
    }
    if (index.name === 'all') {
      this.fault(index.at, `expected one member, got "all"`, [
        `Take sum, mean, max, min, any, all or count: mean(${thing.name} over ${thing.each} of all).`,
      ]);
      return undefined;
    }
    const members = findSet(this.scope.sets, thing.each)?.members.map((member) => member.name) ?? [];
    if (!members.includes(index.name)) {
      this.fault(index.at, `expected a member of ${thing.each}, got "${index.name}"`, suggestion(index.name, members));
      return undefined;
    }
    return { member: index.name, of: thing.each };
  }

  private call(formula: Extract<Formula, { kind: 'call' }>): Term | null {
    const { name, at } = formula;
    if (isReduction(name) && this.scope.setting === 'outcome') return this.reduction(name, formula);
    if (isAggregate(name) && this.isAggregateCall(formula)) return this.aggregate(name, formula);
    if (formula.over !== null)
      return this.fault(formula.over.set.at, `"over" belongs to ${AGGREGATES.join(', ')}, not to ${name}`);
    if (name === 'if') return this.choice(formula);
    const plain = FUNCTIONS[name];
    if (Object.hasOwn(FUNCTIONS, name) && plain !== undefined) return this.plainCall(formula, plain);
    switch (name) {
      case 'in':
      case 'turns_in':
        return this.machineCall(name, formula);
      case 'happened':
      case 'times':
      case 'count':
        return this.incidentCall(name, formula);
      case 'at':
      case 'cost':
        return this.leverCall(name, formula);
      case 'funds':
        return this.fundsCall(formula);
      case 'sum':
      case 'mean':
      case 'any':
      case 'all':
        this.argumentsBetween(formula, 1, 1);
        return null;
      default:
        return this.unknownCall(name, formula.nameAt, at);
    }
  }

  private unknownCall(name: string, nameAt: Span, at: Span): null {
    if (isReduction(name)) {
      const note =
        name === 'start' || name === 'final'
          ? []
          : ['To aggregate over members of a set write sum, mean, max, min, any, all or count.'];
      return this.fault(at, `"${name}" reduces over the turns of a run and belongs in an outcome`, note);
    }
    const known = [
      ...Object.keys(FUNCTIONS),
      ...OTHER_FUNCTIONS,
      ...(this.scope.setting === 'outcome' ? REDUCTIONS : []),
    ];
    return this.fault(nameAt, `unknown function "${name}"`, suggestion(name, known));
  }

  private plainCall(formula: Extract<Formula, { kind: 'call' }>, plain: (typeof FUNCTIONS)[string]): Term | null {
    if (!this.argumentsBetween(formula, plain.least, plain.most)) return null;
    if (plain.operation === 'power')
      return this.power(formula.args[0] as Formula, formula.args[1] as Formula, formula.at);
    const args = complete(formula.args.map((arg) => this.as(arg, 'number')));
    if (args === null) return null;
    if (!plain.keepsUnit) return this.plainUnit(plain.operation, args, formula);
    const unit = args.find((arg) => arg.unit !== null)?.unit ?? null;
    for (const arg of args)
      if (!sameUnit(arg.unit, unit))
        this.fault(
          arg.at,
          `${formula.name} mixes ${printUnit(unit ?? [])} and ${printUnit(arg.unit ?? [])}: units clash`,
        );
    return apply(plain.operation, args, unit, formula.at);
  }

  private plainUnit(operation: Operation, args: readonly Term[], formula: Formula & { kind: 'call' }): Term {
    const [of] = args as [Term];
    if (operation === 'sqrt')
      return apply(
        'sqrt',
        args,
        of.unit === null || of.unit.some(([, power]) => power % 2 !== 0) ? null : powerOfUnit(of.unit, 0.5),
        formula.at,
      );
    if (!isPlain(of.unit))
      this.fault(of.at, `${formula.name} takes a plain number, got ${printUnit(of.unit ?? [])}`, [
        'Divide by a fact of the same unit first.',
      ]);
    return apply(operation, args, [], formula.at);
  }

  private argumentsBetween(formula: Extract<Formula, { kind: 'call' }>, least: number, most: number): boolean {
    const got = formula.args.length;
    if (got >= least && got <= most) return true;
    const range = least === most ? `${least}` : `${least} to ${most}`;
    const note =
      isAggregate(formula.name) && got === 1
        ? [`${formula.name}(x) of one thing runs over the members of its set.`]
        : [];
    this.fault(formula.at, `${formula.name} takes ${range} argument${most === 1 ? '' : 's'}, got ${got}`, note);
    return false;
  }

  private choice(formula: Extract<Formula, { kind: 'call' }>): Term | null {
    if (!this.argumentsBetween(formula, 3, 3)) return null;
    const [when, then, otherwise] = formula.args as [Formula, Formula, Formula];
    const condition = this.as(when, 'condition');
    const yes = this.term(then);
    const no = yes === null ? this.term(otherwise) : this.as(otherwise, yes.type);
    if (condition === null || yes === null || no === null) return null;
    if (!sameUnit(yes.unit, no.unit))
      this.fault(formula.at, `if gives ${printUnit(yes.unit ?? [])} or ${printUnit(no.unit ?? [])}: units clash`);
    return { ...apply('if', [condition, yes, no], yes.unit ?? no.unit, formula.at), type: yes.type };
  }

  /** A word that must name a thing of one kind, with its index. */
  private named(
    formula: Formula | undefined,
    kind: SymbolKind,
    call: string,
  ): { thing: NamedThing; whose: Whose } | null {
    if (formula?.kind !== 'name')
      return this.fault(
        formula?.at ?? { start: 0, end: 1 },
        `expected the name of ${KIND_NAMES[kind]} in ${call}(...)`,
      );
    const thing = this.scope.things.get(formula.name);
    if (thing?.kind !== kind) {
      const names = [...this.scope.things.values()]
        .filter((candidate) => candidate.kind === kind)
        .map((candidate) => candidate.name);
      const got = thing === undefined ? `"${formula.name}"` : `${KIND_NAMES[thing.kind]} ("${formula.name}")`;
      return this.fault(formula.at, `expected ${KIND_NAMES[kind]}, got ${got}`, suggestion(formula.name, names));
    }
    const whose = this.whose(thing, formula.index, formula.at);
    return whose === undefined ? null : { thing, whose };
  }

  /** Machines, incidents and levers belong to a run, not to start values, and in outcomes inside a reduction. */
  private inRun(formula: Formula & { kind: 'call' }): boolean {
    if (this.scope.setting === 'start' || this.scope.setting === 'cost') {
      this.fault(formula.at, `expected facts and uncertainties only, got ${formula.name}(...)`);
      return false;
    }
    if (this.scope.setting === 'outcome' && !this.insideReduction) {
      this.fault(formula.at, `expected a reduction over the turns around ${formula.name}(...)`, [
        'For example ever(...), turns(...), first(...) of a condition; final(...), total(...) of a number.',
      ]);
      return false;
    }
    return true;
  }

  private machineCall(name: 'in' | 'turns_in', formula: Extract<Formula, { kind: 'call' }>): Term | null {
    if (!this.inRun(formula) || !this.argumentsBetween(formula, name === 'in' ? 2 : 1, 2)) return null;
    const found = this.named(formula.args[0], 'machine', name);
    const stateWord = formula.args[1];
    if (found === null) return null;
    const state = stateWord === undefined ? null : this.part(found.thing, stateWord, 'state');
    if (stateWord !== undefined && state === null) return null;
    const base = { machine: found.thing.name, whose: found.whose, at: formula.at };
    if (name === 'in') return { op: 'in', ...base, state: state ?? '', type: 'condition', unit: null };
    return { op: 'turns-in', ...base, state, type: 'number', unit: TURNS };
  }

  private part(thing: NamedThing, formula: Formula, what: 'state' | 'level'): string | null {
    if (formula.kind === 'name' && formula.index === null && thing.parts.includes(formula.name)) return formula.name;
    const got = formula.kind === 'name' ? formula.name : '';
    return this.fault(
      formula.at,
      `expected a ${what} of ${thing.name}${got ? `, got "${got}"` : ''}`,
      suggestion(got, thing.parts),
    );
  }

  /** `count(riot)` counts an incident, `count(CONDITION)` members. */
  private isIncidentCount(formula: Extract<Formula, { kind: 'call' }>): boolean {
    const [arg] = formula.args;
    return (
      formula.name === 'count' &&
      formula.over === null &&
      arg?.kind === 'name' &&
      this.scope.things.get(arg.name)?.kind === 'incident'
    );
  }

  private incidentCall(name: 'happened' | 'times' | 'count', formula: Extract<Formula, { kind: 'call' }>): Term | null {
    if (!this.inRun(formula) || !this.argumentsBetween(formula, 1, 1)) return null;
    const found = this.named(formula.args[0], 'incident', name);
    if (found === null) return null;
    const base = { incident: found.thing.name, whose: found.whose, at: formula.at };
    if (name === 'count') return { op: 'count', ...base, type: 'number', unit: null };
    const times: Term = { op: 'times', ...base, type: 'number', unit: null };
    if (name === 'times') return times;
    const zero: Term = { op: 'number', value: 0, type: 'number', unit: null, at: formula.at };
    return { ...apply('less', [zero, times], null, formula.at), type: 'condition' };
  }

  private leverCall(name: 'at' | 'cost', formula: Extract<Formula, { kind: 'call' }>): Term | null {
    const arity = name === 'at' ? 2 : 1;
    if (!this.inRun(formula) || !this.argumentsBetween(formula, arity, arity)) return null;
    const found = this.named(formula.args[0], 'lever', name);
    if (found === null) return null;
    const base = { lever: found.thing.name, whose: found.whose, at: formula.at };
    if (name === 'cost') return { op: 'cost', ...base, type: 'number', unit: null };
    const level = this.part(found.thing, formula.args[1] as Formula, 'level');
    return level === null ? null : { op: 'at-level', ...base, level, type: 'condition', unit: null };
  }

  private fundsCall(formula: Extract<Formula, { kind: 'call' }>): Term | null {
    if (!this.inRun(formula) || !this.argumentsBetween(formula, 1, 1)) return null;
    const [seat] = formula.args;
    if (seat?.kind !== 'name' || !this.scope.purses.includes(seat.name)) {
      const got = seat?.kind === 'name' ? seat.name : '';
      return this.fault(seat?.at ?? formula.at, `expected a seat with a budget${got ? `, got "${got}"` : ''}`, [
        ...suggestion(got, this.scope.purses),
        `Seats with a budget: ${this.scope.purses.join(', ') || 'none'}.`,
      ]);
    }
    return { op: 'funds', seat: seat.name, type: 'number', unit: null, at: formula.at };
  }

  private aggregate(aggregate: Aggregate, formula: Extract<Formula, { kind: 'call' }>): Term | null {
    const over = this.membersMeant(formula);
    const [body] = formula.args;
    if (over === null || body === undefined) return null;
    const outer = this.each;
    this.each = over.set;
    const inner = this.as(
      body,
      aggregate === 'any' || aggregate === 'all' || aggregate === 'count' ? 'condition' : 'number',
    );
    this.each = outer;
    if (inner === null) return null;
    const condition = aggregate === 'any' || aggregate === 'all';
    const unit = condition || aggregate === 'count' ? null : inner.unit;
    return {
      op: 'aggregate',
      aggregate,
      ...over,
      body: inner,
      type: condition ? 'condition' : 'number',
      unit,
      at: formula.at,
    };
  }

  /** Which set, and within whose member: as said by `over`, else the innermost set of what the body names. */
  private membersMeant(formula: Extract<Formula, { kind: 'call' }>): { set: string; within: string | null } | null {
    const chain = chainOf(this.scope.sets, this.each);
    if (formula.over === null) {
      const set = this.innermostSet(formula);
      return set === null ? null : { set, within: this.natural(set) };
    }
    const { set, of } = formula.over;
    const names = this.scope.sets.sets.map((candidate) => candidate.name);
    if (!names.includes(set.name))
      return this.fault(set.at, `expected a set, got "${set.name}"`, suggestion(set.name, names));
    if (of === null) return { set: set.name, within: this.natural(set.name) };
    if (of.name === 'all') return { set: set.name, within: null };
    const possible = chainOf(this.scope.sets, set.name)
      .slice(1)
      .filter((name) => chain.includes(name));
    if (possible.includes(of.name)) return { set: set.name, within: of.name };
    return this.fault(of.at, `expected "all", or a set around ${set.name} that I belong to, got "${of.name}"`, [
      possible.length ? `Possible: ${possible.join(', ')}, all.` : 'Possible: all.',
      ...this.eachNotes(),
    ]);
  }

  /** From a country over my own regions; from a region, or from nowhere, over all. */
  private natural(set: string): string | null {
    return this.each !== null && chainOf(this.scope.sets, set).slice(1).includes(this.each) ? this.each : null;
  }

  private innermostSet(formula: Extract<Formula, { kind: 'call' }>): string | null {
    const { sets, things } = this.scope;
    let best: string | null = null;
    for (const { name, at } of this.bareNames(formula.args[0] as Formula)) {
      const set = things.get(name)?.each ?? (things.get(name)?.kind === 'set' ? name : null);
      if (set === null || set === undefined) continue;
      if (best === null || chainOf(sets, set).includes(best)) best = set;
      else if (!chainOf(sets, best).includes(set)) {
        return this.fault(
          at,
          `"${name}" is for each ${set}, other names in ${formula.name}(...) for each ${best}: neither lies in the other`,
          [`Say which members are meant: ${formula.name}(... over ${best}).`],
        );
      }
    }
    if (best !== null) return best;
    const misspelt = [...this.bareNames(formula.args[0] as Formula)].find((word) => this.isUnknown(word.name));
    if (misspelt !== undefined) {
      this.thing(misspelt);
      return null;
    }
    return this.fault(
      formula.at,
      `${formula.name}(...) of one thing runs over the members of a set, but nothing in it has members`,
      [`Name the set: ${formula.name}(... over ${sets.sets[0]?.name ?? 'SET'}).`],
    );
  }

  /** Names without an index outside inner aggregates: those that "my own" would settle. */
  private *bareNames(formula: Formula): Generator<Word> {
    if (formula.kind === 'name' && formula.index === null) yield { name: formula.name, at: formula.at };
    if (formula.kind === 'call' && this.isAggregateCall(formula)) return;
    for (const [i, operand] of operandsOf(formula).entries()) {
      // The second word of in(machine, state) and at(lever, level) names no element.
      if (i === 1 && formula.kind === 'call' && ['in', 'turns_in', 'at'].includes(formula.name)) continue;
      yield* this.bareNames(operand);
    }
  }

  /** `max(a, b)` is a plain function, `count(riot)` a number of the run. */
  private isAggregateCall(formula: Extract<Formula, { kind: 'call' }>): boolean {
    return isAggregate(formula.name) && formula.args.length === 1 && !this.isIncidentCount(formula);
  }

  private reduction(reduction: Reduction, formula: Extract<Formula, { kind: 'call' }>): Term | null {
    const { args, at } = formula;
    if (formula.over !== null)
      return this.fault(formula.over.set.at, `"over" belongs to aggregates over members, not to ${reduction}`);
    if (this.insideReduction) return this.fault(at, 'a reduction over turns cannot stand inside another');
    if (!this.argumentsBetween(formula, 1, reduction === 'first' ? 2 : 1)) return null;
    this.insideReduction = true;
    const body = this.reducedBody(reduction, args[0] as Formula);
    this.insideReduction = false;
    const otherwise = args[1] === undefined ? null : this.as(args[1], 'number');
    if (body === null) return null;
    const ofCondition = reduction === 'ever' || body.type === 'condition';
    const type =
      reduction === 'ever' || ((reduction === 'final' || reduction === 'start') && ofCondition)
        ? 'condition'
        : 'number';
    const unit = reduction === 'turns' || reduction === 'first' ? TURNS : body.type === 'condition' ? null : body.unit;
    return { op: 'reduce', reduction, body, otherwise, type, unit, at };
  }

  private reducedBody(reduction: Reduction, body: Formula): Term | null {
    if (reduction === 'ever' || reduction === 'turns' || reduction === 'first') return this.as(body, 'condition');
    if (reduction === 'final' || reduction === 'start') return this.term(body);
    return this.as(body, 'number');
  }
}

const COMPARISONS: Readonly<
  Record<'<' | '<=' | '>' | '>=' | '==' | '!=', (a: Term, b: Term) => [Operation, Term, Term]>
> = {
  '<': (a, b) => ['less', a, b],
  '<=': (a, b) => ['less-equal', a, b],
  '>': (a, b) => ['less', b, a],
  '>=': (a, b) => ['less-equal', b, a],
  '==': (a, b) => ['equal', a, b],
  '!=': (a, b) => ['not-equal', a, b],
};

function apply(operation: Operation, args: readonly Term[], unit: Unit | null, at: Span): Term {
  return { op: 'apply', operation, args, type: 'number', unit, at };
}

/** The terms when none is missing, else null. */
function complete(terms: readonly (Term | null)[]): readonly Term[] | null {
  const whole = terms.filter((term) => term !== null);
  return whole.length === terms.length ? whole : null;
}
