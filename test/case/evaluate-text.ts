// The value of a formula that holds only numbers, worked out from its text alone.

import type { Formula } from '../../engine/expression/formula.ts';
import { parseFormula } from '../../engine/expression/parse-formula.ts';

/** Conditions give 1 or 0. */
export function evaluateText(text: string): number {
  const parsed = parseFormula(text);
  if ('fault' in parsed) throw new Error(`${text}: ${JSON.stringify(parsed.fault)}`);
  return worth(parsed.formula);
}

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  and: (a, b) => Number(a === 1 && b === 1),
  or: (a, b) => Number(a === 1 || b === 1),
};

const CALLS: Readonly<Record<string, (...args: number[]) => number>> = {
  clamp: (x = 0, low = 0, high = 0) => Math.max(Math.min(x, high), low),
  logistic: (x = 0) => 1 / (1 + Math.exp(-x)),
  if: (a, b = 0, c = 0) => (a === 1 ? b : c),
  min: Math.min,
  max: Math.max,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  floor: Math.floor,
};

function worth(formula: Formula): number {
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'boolean':
      return Number(formula.value);
    case 'unary':
      return formula.op === '-' ? -worth(formula.operand) : 1 - worth(formula.operand);
    case 'binary':
      return BINARY[formula.op]!(worth(formula.left), worth(formula.right));
    case 'call':
      return CALLS[formula.name]!(...formula.args.map(worth));
    case 'name':
      throw new Error(`a name is left: ${formula.name}`);
  }
}
