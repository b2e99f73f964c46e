// The shared table of formula nodes while a model is made: equal formulas become one node, constant ones a number.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import { logistic } from '../arithmetic/logistic.ts';
import { pow } from '../arithmetic/pow.ts';
import type { BinaryNumberOp, CompareOp, Node, NodeId, UnaryNumberOp } from './model.ts';

type BinaryOp = BinaryNumberOp | CompareOp | 'and' | 'or';
type UnaryOp = UnaryNumberOp | 'not';

export const BINARY_NUMBER: Readonly<Record<BinaryNumberOp, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: pow,
  min: Math.min,
  max: Math.max,
};

export const UNARY_NUMBER: Readonly<Record<UnaryNumberOp, (a: number) => number>> = {
  negate: (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  exp,
  log,
  logistic,
  floor: Math.floor,
};

export const COMPARE: Readonly<Record<CompareOp, (a: number, b: number) => boolean>> = {
  less: (a, b) => a < b,
  'less-equal': (a, b) => a <= b,
  equal: (a, b) => a === b,
  'not-equal': (a, b) => a !== b,
};

export class NodeTable {
  readonly nodes: Node[] = [];
  readonly conditions: boolean[] = [];
  private readonly known = new Map<string, NodeId>();

  add(node: Node): NodeId {
    const key =
      node.op === 'number' ? `number ${Object.is(node.value, -0) ? '-0' : node.value}` : Object.values(node).join(' ');
    const old = this.known.get(key);
    if (old !== undefined) return old;
    const id = this.nodes.push(node) - 1;
    this.conditions.push(this.isCondition(node));
    this.known.set(key, id);
    return id;
  }

  number(value: number): NodeId {
    return this.add({ op: 'number', value });
  }

  boolean(value: boolean): NodeId {
    return this.add({ op: 'boolean', value });
  }

  binary(op: BinaryOp, a: NodeId, b: NodeId): NodeId {
    if (op === 'and' || op === 'or') return this.logical(op, a, b);
    const [x, y] = [this.numberOf(a), this.numberOf(b)];
    if (x !== null && y !== null) {
      return op in COMPARE
        ? this.boolean(COMPARE[op as CompareOp](x, y))
        : this.number(BINARY_NUMBER[op as BinaryNumberOp](x, y));
    }
    return this.add({ op, a, b });
  }

  unary(op: UnaryOp, a: NodeId): NodeId {
    if (op === 'not') {
      const truth = this.truthOf(a);
      return truth === null ? this.add({ op, a }) : this.boolean(!truth);
    }
    const value = this.numberOf(a);
    return value === null ? this.add({ op, a }) : this.number(UNARY_NUMBER[op](value));
  }

  choice(condition: NodeId, then: NodeId, otherwise: NodeId): NodeId {
    const truth = this.truthOf(condition);
    if (truth !== null) return truth ? then : otherwise;
    return then === otherwise ? then : this.add({ op: 'if', a: condition, b: then, c: otherwise });
  }

  indicator(condition: NodeId): NodeId {
    return this.choice(condition, this.number(1), this.number(0));
  }

  truthOf(id: NodeId): boolean | null {
    const node = this.nodes[id];
    return node?.op === 'boolean' ? node.value : null;
  }

  numberOf(id: NodeId): number | null {
    const node = this.nodes[id];
    return node?.op === 'number' ? node.value : null;
  }

  private logical(op: 'and' | 'or', a: NodeId, b: NodeId): NodeId {
    const neutral = op === 'and';
    if (this.truthOf(a) === neutral) return b;
    if (this.truthOf(b) === neutral) return a;
    if (this.truthOf(a) === !neutral || this.truthOf(b) === !neutral) return this.boolean(!neutral);
    return a === b ? a : this.add({ op, a, b });
  }

  private isCondition(node: Node): boolean {
    switch (node.op) {
      case 'boolean':
      case 'at':
      case 'in':
      case 'less':
      case 'less-equal':
      case 'equal':
      case 'not-equal':
      case 'and':
      case 'or':
      case 'not':
        return true;
      case 'if':
        return this.conditions[node.b] ?? false;
      default:
        return false;
    }
  }
}
