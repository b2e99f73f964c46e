// Random formulas as trees, in every form that the grammar can write; and a formula without its places, for comparison.

import fc from 'fast-check';
import type { BinaryOp, Formula } from '../../engine/expression/formula.ts';

const at = { start: 0, end: 0 };
const NAMES = ['fear', 'grievance', 'x', '_y', 'in', 'max', 'turn', 'notable', 'order', 'a1_b2'];
const OPERATORS: readonly BinaryOp[] = ['+', '-', '*', '/', '^', '<', '<=', '>', '>=', '==', '!=', 'and', 'or'];

const anyName = fc.constantFrom(...NAMES);
const anyWord = anyName.map((name) => ({ name, at }));
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => ({ kind: 'number', value, at }) as const),
  fc.integer({ min: -3, max: 100 }).map((value) => ({ kind: 'number', value, at }) as const),
);
const anyBoolean = fc.boolean().map((value) => ({ kind: 'boolean', value, at }) as const);
const anyReading = fc
  .record({ name: anyName, index: fc.option(anyWord), second: fc.option(anyWord) })
  .map(({ name, index, second }) => ({
    kind: 'name' as const,
    name,
    index,
    ...(index === null || second === null ? {} : { second }),
    at,
  }));

const formulas = fc.letrec<{ formula: Formula; leaf: Formula; tree: Formula }>((tie) => ({
  formula: fc.oneof({ maxDepth: 6, withCrossShrink: true }, tie('leaf'), tie('tree')),
  leaf: fc.oneof(anyNumber, anyBoolean, anyReading),
  tree: fc.oneof(
    // A minus before a number is read as a negative number, so it is not a tree of its own.
    tie('formula').map((operand): Formula => {
      if (operand.kind === 'number') return { ...operand, value: -operand.value };
      return { kind: 'unary', op: '-', operand, at };
    }),
    tie('formula').map((operand): Formula => ({ kind: 'unary', op: 'not', operand, at })),
    fc
      .record({ op: fc.constantFrom(...OPERATORS), left: tie('formula'), right: tie('formula') })
      .map((parts): Formula => ({ kind: 'binary', ...parts, at })),
    fc
      .record({
        name: anyName,
        args: fc.array(tie('formula'), { minLength: 1, maxLength: 3 }),
        over: fc.option(fc.record({ set: anyWord, of: fc.option(anyWord) })),
      })
      .map((parts): Formula => ({ kind: 'call', nameAt: at, ...parts, at })),
  ),
}));

export const anyFormula: fc.Arbitrary<Formula> = formulas.formula;

export function withoutPlaces(formula: Formula): unknown {
  return JSON.parse(
    JSON.stringify(formula, (key, value) => {
      if (key === 'at' || key === 'nameAt') return undefined;
      return Object.is(value, -0) ? 'minus zero' : value;
    }),
  );
}

/** `(a + (b * c))`: every operation in its own brackets, to see what binds what. */
export function bracketed(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
    case 'boolean':
      return String(formula.value);
    case 'name':
      return formula.index === null ? formula.name : `${formula.name}[${formula.index.name}]`;
    case 'unary':
      return `(${formula.op} ${bracketed(formula.operand)})`;
    case 'binary':
      return `(${bracketed(formula.left)} ${formula.op} ${bracketed(formula.right)})`;
    case 'call':
      return `${formula.name}(${formula.args.map(bracketed).join(', ')})`;
  }
}
