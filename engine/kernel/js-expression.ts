// One table from node op to JavaScript text. Conditions are booleans in the text, numbers are numbers; a reader asks for the kind it needs.

import type { Machine, Node, NodeId, NodeOf } from '../model/model.ts';
import { isInside } from '../model/ranges.ts';
import { valueText } from './js-draws.ts';
import type { NodeRanges } from './node-ranges.ts';
import type { Program } from './program.ts';

/** What an expression can ask of the piece that it stands in. */
export interface Writing {
  readonly program: Program;
  readonly ranges: NodeRanges;
  readonly number: (id: NodeId) => string;
  readonly condition: (id: NodeId) => string;
  /** Text of the active leaf of a machine. */
  readonly leaf: (machine: number) => string;
}

type Writers = { readonly [Op in Node['op']]: (node: NodeOf<Op>, writing: Writing) => string };

const binary =
  (sign: string) =>
  (node: { readonly a: NodeId; readonly b: NodeId }, { number }: Writing): string =>
    `(${number(node.a)} ${sign} ${number(node.b)})`;

const logical =
  (sign: string) =>
  (node: { readonly a: NodeId; readonly b: NodeId }, { condition }: Writing): string =>
    `(${condition(node.a)} ${sign} ${condition(node.b)})`;

const call =
  (name: string) =>
  (node: { readonly a: NodeId }, { number }: Writing): string =>
    `${name}(${number(node.a)})`;

/** `exp` and `logistic` are written as statements by the piece; here they only have a name. */
export const EXPRESSIONS: Writers = {
  number: ({ value }) => numberText(value),
  boolean: ({ value }) => String(value),
  parameter: ({ index }) => `PARAMETERS[${index}]`,
  stock: ({ index }, { program }) => `F[${program.layout.at.stock[index]}]`,
  lever: ({ index }, { program }) => `F[${program.layout.at.force[index]}]`,
  at: ({ index, level }, { program }) => `(I[${program.layout.at.ordered[index]}] === ${level})`,
  cost: ({ index }, { program }) => `F[${program.layout.at.cost[index]}]`,
  funds: ({ index }, { program }) => `F[${program.layout.at.purse[index]}]`,
  noise: ({ index }, { program }) =>
    valueText(
      program,
      program.draws.findIndex(({ use, noise }) => use === 'noise' && noise === index),
    ),
  view: ({ index }, { program }) => `F[${program.layout.at.view[index]}]`,
  turn: () => '(t + 1)',
  month: () => 'MONTHS[t]',
  year: () => 'YEARS[t]',
  in: ({ machine, state }, { program, leaf }) => activeText(program.model.machines[machine]!, state, leaf(machine)),
  'turns-in': ({ machine, state }, { program, leaf }) => {
    const since = `t - I[${program.layout.entered[machine]![state]}]`;
    return `(${activeText(program.model.machines[machine]!, state, leaf(machine))} ? ${since} : 0)`;
  },
  times: ({ index }, { program }) => `F[${program.layout.at.times[index]}]`,
  count: ({ index }, { program }) => `F[${program.layout.at.count[index]}]`,
  reduced: ({ index }, { program }) => {
    const value = `F[${program.layout.at.reduced[index]}]`;
    return program.model.reducers[index]!.reduction === 'average' ? `(${value} / (t + 1))` : value;
  },
  add: binary('+'),
  subtract: binary('-'),
  multiply: binary('*'),
  divide: binary('/'),
  power: (node, { number }) => `pow(${number(node.a)}, ${number(node.b)})`,
  min: (node, writing) => extremeText('min', node, writing),
  max: (node, writing) => extremeText('max', node, writing),
  less: binary('<'),
  'less-equal': binary('<='),
  equal: binary('==='),
  'not-equal': binary('!=='),
  and: logical('&&'),
  or: logical('||'),
  negate: (node, { number }) => `(-${number(node.a)})`,
  abs: call('Math.abs'),
  sqrt: call('Math.sqrt'),
  floor: call('Math.floor'),
  exp: call('exp'),
  log: call('log'),
  logistic: call('logistic'),
  not: (node, { condition }) => `(!${condition(node.a)})`,
  if: (node, { program, number, condition }) => {
    const kind = program.conditions[node.b]! ? condition : number;
    return `(${condition(node.a)} ? ${kind(node.b)} : ${kind(node.c)})`;
  },
};

export function expressionText(node: Node, writing: Writing): string {
  return (EXPRESSIONS[node.op] as (node: Node, writing: Writing) => string)(node, writing);
}

/** Reads back as the very same double. */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return '(-0)';
  return value < 0 ? `(${value})` : String(value);
}

/**
 * Math.min and Math.max with one constant are a single comparison, written so that NaN passes and zeros keep their sign;
 * the other forms are left to Math.
 */
function extremeText(
  op: 'min' | 'max',
  { a, b }: { readonly a: NodeId; readonly b: NodeId },
  writing: Writing,
): string {
  const { number, ranges } = writing;
  const constant = ranges.constants[ranges.same[b]!] ?? ranges.constants[ranges.same[a]!];
  const isRight = ranges.constants[ranges.same[b]!] !== null;
  if (constant === null || constant === undefined || Number.isNaN(constant))
    return `Math.${op}(${number(a)}, ${number(b)})`;
  const x = number(isRight ? a : b);
  if (!/^[\w$]+(?:\[\d+\])?$/.test(x)) return `Math.${op}(${number(a)}, ${number(b)})`;
  const c = numberText(constant);
  const sign = op === 'min' ? '>' : '<';
  const replacesZero = Object.is(constant, op === 'min' ? -0 : 0);
  return `(${x} ${sign}${replacesZero ? '=' : ''} ${c} ? ${c} : ${x})`;
}

function activeText({ states }: Machine, state: number, leaf: string): string {
  const leaves = states.flatMap(({ initial }, index) => (initial < 0 && isInside(states, index, state) ? [index] : []));
  const [first = -1] = leaves;
  const last = leaves.at(-1) ?? -1;
  if (leaves.length === 1) return `(${leaf} === ${first})`;
  const others = states.flatMap(({ initial }, index) => (initial < 0 && !leaves.includes(index) ? [index] : []));
  if (others.length === 0) return 'true';
  if (others.length === 1) return `(${leaf} !== ${others[0]})`;
  if (others.every((index) => index < first || index > last)) return `(${leaf} >= ${first} && ${leaf} <= ${last})`;
  return `(${leaves.map((index) => `${leaf} === ${index}`).join(' || ')})`;
}
