// Formula -> text in one canonical spelling; reading it again gives the same formula.

import type { BinaryOp, Formula } from '../../engine/expression/formula.ts';

const STRENGTH: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '==': 4,
  '!=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '^': 8,
};
const NOT_STRENGTH = 3;
const SIGN_STRENGTH = 7;
const ATOM_STRENGTH = 9;

export function printFormula(formula: Formula): string {
  return print(formula, 0);
}

function print(formula: Formula, least: number): string {
  const text = bare(formula);
  return strengthOf(formula) < least ? `(${text})` : text;
}

function strengthOf(formula: Formula): number {
  if (formula.kind === 'binary') return STRENGTH[formula.op];
  if (formula.kind === 'unary') return formula.op === 'not' ? NOT_STRENGTH : SIGN_STRENGTH;
  return formula.kind === 'number' && (formula.value < 0 || Object.is(formula.value, -0))
    ? SIGN_STRENGTH
    : ATOM_STRENGTH;
}

function bare(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
      return Object.is(formula.value, -0) ? '-0' : String(formula.value);
    case 'boolean':
      return String(formula.value);
    case 'name':
      return [formula.name, ...[formula.index, formula.second].flatMap((word) => (word ? `[${word.name}]` : []))].join(
        '',
      );
    case 'unary':
      return formula.op === 'not'
        ? `not ${print(formula.operand, NOT_STRENGTH)}`
        : `-${print(formula.operand, SIGN_STRENGTH)}`;
    case 'binary':
      return printBinary(formula);
    case 'call': {
      const over =
        formula.over === null
          ? ''
          : ` over ${formula.over.set.name}${formula.over.of === null ? '' : ` of ${formula.over.of.name}`}`;
      return `${formula.name}(${formula.args.map((arg) => print(arg, 0)).join(', ')}${over})`;
    }
  }
}

function printBinary({ op, left, right }: Extract<Formula, { kind: 'binary' }>): string {
  const own = STRENGTH[op];
  if (op === '^') return `${print(left, ATOM_STRENGTH)} ^ ${print(right, SIGN_STRENGTH)}`;
  const leftLeast = own === 4 ? own + 1 : own;
  return `${print(left, leftLeast)} ${op} ${print(right, own + 1)}`;
}
