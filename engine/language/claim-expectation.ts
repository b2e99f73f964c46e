// What a claim expects, as text -> its conditions, each a linear combination of outcomes of arms, or the faults with their places.

import type { Formula, FormulaFault, Span } from '../expression/formula.ts';
import { suggestion } from '../expression/formula-words.ts';
import { parseFormula } from '../expression/parse-formula.ts';
import type { ClaimCondition, ClaimTerm } from './scenario.ts';

/** What an expectation may name: outcomes with their members (none: exists once), and arms in their order. */
export interface ExpectationNames {
  readonly outcomes: ReadonlyMap<string, { readonly each: string | null; readonly members: readonly string[] }>;
  readonly arms: readonly string[];
}

export interface ReadExpectation {
  /** Empty after a fault. */
  readonly conditions: readonly ClaimCondition[];
  readonly faults: readonly FormulaFault[];
}

/** Sum of terms plus a constant. */
interface Linear {
  readonly terms: readonly ClaimTerm[];
  readonly constant: number;
}

const EXAMPLES = 'As "fear[promise] < fear[troops]", "any_attack < 0.02" or "riots[a] - riots[b] within 0.5".';

/**
 * `a > b`, `a >= b`, `a < b`, `a <= b`, `a within NUMBER` (the absolute value is at most that), several joined by `and`; with two arms
 * also `outcome lower`, `outcome higher` and `outcome unchanged within NUMBER`, said of the first against the second.
 */
export function readExpectation(text: string, names: ExpectationNames): ReadExpectation {
  const reader = new Reader(names);
  const conditions = partsOf(text).flatMap((part) => reader.part(part));
  return { conditions: reader.faults.length > 0 ? [] : conditions, faults: reader.faults };
}

interface Part {
  readonly text: string;
  /** Where the part begins in the whole. */
  readonly start: number;
}

/** Split at every `and` outside brackets. */
function partsOf(text: string): Part[] {
  const cuts = wordsOutsideBrackets(text, 'and');
  return [...cuts, { start: text.length, end: text.length }].map(({ start: end }, i) => {
    const start = i === 0 ? 0 : (cuts[i - 1]?.end ?? 0);
    return { text: text.slice(start, end), start };
  });
}

function wordsOutsideBrackets(text: string, word: string): Span[] {
  const found: Span[] = [];
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/[()]|[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (token === '(') depth++;
    else if (token === ')') depth--;
    else if (token === word && depth === 0) found.push({ start: index, end: index + token.length });
  }
  return found;
}

class Reader {
  readonly faults: FormulaFault[] = [];
  private readonly names: ExpectationNames;

  constructor(names: ExpectationNames) {
    this.names = names;
  }

  part(part: Part): ClaimCondition[] {
    const [within, second] = wordsOutsideBrackets(part.text, 'within');
    if (second !== undefined) return this.fault(shift(second, part.start), 'expected one "within"');
    if (within !== undefined) return this.within(part, within);
    const [, left = '', word] = /^(.*\S)\s+(lower|higher)\s*$/s.exec(part.text) ?? [];
    if (word !== undefined) return this.change({ ...part, text: left }, word === 'lower' ? 'lower' : 'higher', part);
    const text = part.text.trim();
    const start = part.start + part.text.indexOf(text);
    if (text !== '' && !/[<>=]/.test(text))
      return this.fault({ start, end: start + text.length }, `expected a comparison, got "${text}"`, [
        `${EXAMPLES} With two arms also "fear lower" or "fear higher".`,
      ]);
    const formula = this.parsed(part);
    return formula === null ? [] : this.comparison(formula, part);
  }

  private within(part: Part, at: Span): ClaimCondition[] {
    const after = part.text.slice(at.end).trim();
    const within = Number(after);
    if (after === '' || !(within > 0 && Number.isFinite(within))) {
      const start = after === '' ? at.start : part.text.indexOf(after, at.end);
      const span = { start, end: start + (after === '' ? 'within' : after).length };
      return this.fault(shift(span, part.start), 'expected a number above 0 after "within"');
    }
    const before = part.text.slice(0, at.start);
    const [, outcome] = /^(.*\S)\s+unchanged\s*$/s.exec(before) ?? [];
    if (outcome !== undefined)
      return this.change({ ...part, text: outcome }, 'unchanged', part).map((condition) => ({
        ...condition,
        text: `${condition.text} within ${within}`,
        within,
        orEqual: true,
      }));
    const formula = this.parsed({ ...part, text: before });
    const linear = formula === null ? null : this.linear(formula, part.start);
    return linear === null ? [] : this.condition(linear, part, { within, orEqual: true });
  }

  /** The first arm against the second. */
  /** The first arm against the second. */
  private change(side: Part, word: 'lower' | 'higher' | 'unchanged', part: Part): ClaimCondition[] {
    const [first, second, third] = this.names.arms;
    const span = { start: part.start, end: part.start + part.text.length };
    if (first === undefined || second === undefined || third !== undefined)
      return this.fault(
        span,
        `"lower", "higher" and "unchanged" compare two arms, and there are ${this.names.arms.length}`,
        [EXAMPLES],
      );
    const formula = this.parsed(side);
    if (formula === null) return [];
    if (formula.kind !== 'name' || formula.second !== undefined)
      return this.fault(
        shift(formula.at, side.start),
        'expected the name of one outcome before "lower", "higher" or "unchanged"',
        [EXAMPLES],
      );
    const outcome = this.outcome(formula, side.start, formula.index);
    if (outcome === null) return [];
    const sign = word === 'lower' ? -1 : 1;
    const terms = [
      { coefficient: sign, outcome, arm: first },
      { coefficient: -sign, outcome, arm: second },
    ];
    const sides = { lower: '<', higher: '>', unchanged: '-' }[word];
    const text = `${outcome}[${first}] ${sides} ${outcome}[${second}]`;
    return [{ text, terms, constant: 0, within: null, orEqual: false }];
  }

  private parsed(part: Part): Formula | null {
    if (part.text.trim() === '') {
      this.fault({ start: part.start, end: part.start + Math.max(1, part.text.length) }, 'expected a comparison', [
        EXAMPLES,
      ]);
      return null;
    }
    const read = parseFormula(part.text);
    if ('formula' in read) return read.formula;
    this.faults.push({ ...read.fault, at: shift(read.fault.at, part.start) });
    return null;
  }

  private comparison(formula: Formula, part: Part): ClaimCondition[] {
    if (formula.kind === 'binary' && formula.op === 'and')
      return [...this.comparison(formula.left, part), ...this.comparison(formula.right, part)];
    if (formula.kind !== 'binary' || !['<', '<=', '>', '>='].includes(formula.op)) {
      const equals = formula.kind === 'binary' && (formula.op === '==' || formula.op === '!=');
      return this.fault(shift(formula.at, part.start), 'expected a comparison with <, <=, > or >=', [
        equals ? 'Numbers of runs are hardly ever equal: write "a - b within 0.5".' : EXAMPLES,
      ]);
    }
    const left = this.linear(formula.left, part.start);
    const right = this.linear(formula.right, part.start);
    if (left === null || right === null) return [];
    const { op, at } = formula;
    const effect = op === '>' || op === '>=' ? add(left, scaled(right, -1)) : add(right, scaled(left, -1));
    const own = { text: part.text.slice(at.start, at.end), start: part.start + at.start };
    return this.condition(effect, own, { within: null, orEqual: op === '>=' || op === '<=' });
  }

  private condition(effect: Linear, part: Part, how: Pick<ClaimCondition, 'within' | 'orEqual'>): ClaimCondition[] {
    const terms = gathered(effect.terms);
    if (terms.length === 0)
      return this.fault(
        { start: part.start, end: part.start + part.text.length },
        effect.terms.length === 0 ? 'expected an outcome in the comparison' : 'both sides are the same',
        [EXAMPLES],
      );
    return [{ text: part.text.trim().replace(/\s+/g, ' '), terms, constant: effect.constant + 0, ...how }];
  }

  /** Null after a fault. */
  private linear(formula: Formula, start: number): Linear | null {
    switch (formula.kind) {
      case 'number':
        return { terms: [], constant: formula.value };
      case 'name':
        return this.reading(formula, start);
      case 'unary': {
        const inner = formula.op === '-' ? this.linear(formula.operand, start) : this.notLinear(formula, start);
        return inner === null ? null : scaled(inner, -1);
      }
      case 'binary':
        return this.operation(formula, start);
      default:
        return this.notLinear(formula, start);
    }
  }

  private operation(formula: Extract<Formula, { kind: 'binary' }>, start: number): Linear | null {
    if (!['+', '-', '*', '/'].includes(formula.op)) return this.notLinear(formula, start);
    const left = this.linear(formula.left, start);
    const right = this.linear(formula.right, start);
    if (left === null || right === null) return null;
    if (formula.op === '+') return add(left, right);
    if (formula.op === '-') return add(left, scaled(right, -1));
    if (right.terms.length === 0) {
      const factor = formula.op === '*' ? right.constant : 1 / right.constant;
      return Number.isFinite(factor) ? scaled(left, factor) : this.notLinear(formula, start);
    }
    return formula.op === '*' && left.terms.length === 0
      ? scaled(right, left.constant)
      : this.notLinear(formula, start);
  }

  private notLinear(formula: Formula, start: number): null {
    this.fault(shift(formula.at, start), 'expected outcomes with numeric factors, added and subtracted', [
      'Both sides of a claim are linear, as "2 * a[x] - b[y]". Anything else is an outcome of its own.',
    ]);
    return null;
  }

  private reading(formula: Extract<Formula, { kind: 'name' }>, start: number): Linear | null {
    const { index, second } = formula;
    const each = this.names.outcomes.get(formula.name)?.each ?? null;
    const outcome = this.outcome(formula, start, each === null ? null : index);
    if (outcome === null) return null;
    const arm = each === null ? index : (second ?? null);
    const extra = each === null ? second : undefined;
    if (extra !== undefined) {
      this.fault(shift(extra.at, start), `"${formula.name}" exists once: expected one [arm]`);
      return null;
    }
    const [only, another] = this.names.arms;
    if (arm === null && another !== undefined) {
      this.fault(shift(formula.at, start), `expected an arm after "${outcome}"`, [
        `Write ${outcome}[${only}]. Arms: ${this.names.arms.join(', ')}.`,
      ]);
      return null;
    }
    const name = arm?.name ?? only ?? '';
    if (arm !== null && !this.names.arms.includes(name)) {
      const close = suggestion(name, this.names.arms);
      this.fault(
        shift(arm.at, start),
        `expected an arm, got "${name}"`,
        close.length > 0 ? close : [`Arms: ${this.names.arms.join(', ')}.`],
      );
      return null;
    }
    return { terms: [{ coefficient: 1, outcome, arm: name }], constant: 0 };
  }

  /** Name of the outcome with its member. Null after a fault. */
  private outcome(
    formula: Extract<Formula, { kind: 'name' }>,
    start: number,
    member: { readonly name: string; readonly at: Span } | null,
  ): string | null {
    const { name, at } = formula;
    const known = this.names.outcomes.get(name);
    if (known === undefined) {
      const span = { start: at.start, end: at.start + name.length };
      this.fault(
        shift(span, start),
        `expected an outcome, got "${name}"`,
        suggestion(name, [...this.names.outcomes.keys()]),
      );
      return null;
    }
    const { each, members } = known;
    if (each === null) {
      if (member === null) return name;
      this.fault(shift(member.at, start), `"${name}" exists once and takes no [${member.name}] here`);
      return null;
    }
    if (member !== null && members.includes(member.name)) return `${name}[${member.name}]`;
    const example = `${name}[${members[0]}]${this.names.arms.length > 1 ? `[${this.names.arms[0]}]` : ''}`;
    const message =
      member === null
        ? `"${name}" exists once for each ${each}: say which`
        : `expected a member of ${each}, got "${member.name}"`;
    this.fault(shift(member?.at ?? at, start), message, [
      ...(member === null ? [] : suggestion(member.name, members)),
      `First the member, then the arm: ${example}.`,
    ]);
    return null;
  }

  private fault(at: Span, message: string, notes: readonly string[] = []): [] {
    this.faults.push({ message, at, notes });
    return [];
  }
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function add(a: Linear, b: Linear): Linear {
  return { terms: [...a.terms, ...b.terms], constant: a.constant + b.constant };
}

function scaled({ terms, constant }: Linear, factor: number): Linear {
  return {
    terms: terms.map((term) => ({ ...term, coefficient: factor * term.coefficient })),
    constant: factor * constant,
  };
}

/** Each outcome of each arm once; those that cancel are left out. */
function gathered(terms: readonly ClaimTerm[]): ClaimTerm[] {
  const found = new Map<string, ClaimTerm>();
  for (const term of terms) {
    const key = `${term.outcome} ${term.arm}`;
    found.set(key, { ...term, coefficient: (found.get(key)?.coefficient ?? 0) + term.coefficient });
  }
  return [...found.values()].filter(({ coefficient }) => coefficient !== 0);
}
