// A few statements with formulas in them -> one function's text. Formulas needed more than once become constants of the function,
// placed in the innermost block that holds all their uses, before the first of them; all others stand where they are used.

import type { NodeId } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import { expStatements } from './js-exp.ts';
import { expressionText, numberText, type Writing } from './js-expression.ts';
import { type Program, rangesIn } from './program.ts';

/** A formula inside a statement. */
export interface Formula {
  readonly node: NodeId;
  readonly as: 'number' | 'condition';
}

export type Part = string | Formula;

export type Statement =
  | { readonly kind: 'line'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'if';
      readonly test: readonly Part[];
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly kind: 'switch';
      readonly on: string;
      readonly cases: readonly { readonly label: number; readonly body: readonly Statement[] }[];
    }
  /** `const name = exp(argument)`, written out. */
  | {
      readonly kind: 'exp';
      readonly name: string;
      readonly argument: readonly Part[];
      readonly low: number;
      readonly high: number;
    };

export interface PieceFrame {
  readonly program: Program;
  /** Stage whose ranges and shared formulas hold. */
  readonly stage: number;
  /** Which kept formulas can be fetched: those of the world, of the turn, and not those that this piece itself makes. */
  readonly keeps: 'nothing' | 'world' | 'turn' | 'before';
}

export function number(node: NodeId): Formula {
  return { node, as: 'number' };
}

export function condition(node: NodeId): Formula {
  return { node, as: 'condition' };
}

/** A line of text with formulas in it. */
export function line(texts: TemplateStringsArray, ...values: readonly (Part | number | readonly Part[])[]): Statement {
  return { kind: 'line', parts: parts(texts, ...values) };
}

export function parts(texts: TemplateStringsArray, ...values: readonly (Part | number | readonly Part[])[]): Part[] {
  return texts.flatMap((text, i): readonly Part[] => {
    const value = i < values.length ? values[i]! : '';
    return [text, ...(Array.isArray(value) ? value : [typeof value === 'number' ? String(value) : (value as Part)])];
  });
}

export function when(
  test: readonly Part[],
  then: readonly Statement[],
  otherwise: readonly Statement[] = [],
): Statement {
  return { kind: 'if', test, then, otherwise };
}

/** The body of a function, one line an entry, indented by two spaces a level beginning with one level. */
export function writePiece(frame: PieceFrame, statements: readonly Statement[]): readonly string[] {
  return new PieceWriter(frame).write(statements);
}

/** A block of statements; `parent` is where it stands. */
interface Block {
  readonly depth: number;
  readonly parent: Place | null;
}

/** Before statement `index` of a block. */
interface Place {
  readonly block: Block;
  readonly index: number;
}

interface Use {
  count: number;
  place: Place;
}

class PieceWriter {
  private readonly frame: PieceFrame;
  private readonly ranges: Program['early'];
  private readonly kept: ReadonlyMap<NodeId, string>;
  private readonly uses = new Map<NodeId, Use>();
  private readonly locals = new Map<NodeId, string>();
  private readonly leafUses = new Map<number, Use>();
  private readonly due = new Map<Block, Map<number, NodeId[]>>();
  private readonly dueLeaves = new Map<Block, Map<number, number[]>>();
  private readonly blocks = new Map<readonly Statement[], Block>();
  private readonly writing: Writing;
  private readonly lines: string[] = [];

  constructor(frame: PieceFrame) {
    this.frame = frame;
    this.ranges = rangesIn(frame.program, frame.stage);
    this.kept = keptTexts(frame);
    this.writing = {
      program: frame.program,
      ranges: this.ranges,
      number: (id) => this.numberText(id),
      condition: (id) => this.conditionText(id),
      leaf: (machine) => this.leafText(machine),
    };
  }

  write(statements: readonly Statement[]): readonly string[] {
    const root: Block = { depth: 0, parent: null };
    this.findRoots(statements, root);
    this.findAll();
    this.placeLocals();
    this.writeBlock(statements, root);
    return this.lines;
  }

  private findRoots(statements: readonly Statement[], block: Block): void {
    this.blocks.set(statements, block);
    for (const [index, statement] of statements.entries()) {
      const place = { block, index };
      const inner = (body: readonly Statement[]) => this.findRoots(body, { depth: block.depth + 1, parent: place });
      for (const part of partsOf(statement)) if (typeof part !== 'string') this.note(part.node, place);
      if (statement.kind === 'if') for (const body of [statement.then, statement.otherwise]) inner(body);
      if (statement.kind === 'switch') for (const { body } of statement.cases) inner(body);
    }
  }

  private note(node: NodeId, place: Place): void {
    const id = this.ranges.same[node]!;
    if (this.ranges.constants[id] !== null) return;
    const use = this.uses.get(id);
    if (use === undefined) this.uses.set(id, { count: 1, place });
    else {
      use.count += 1;
      use.place = common(use.place, place);
    }
  }

  /** Parents have larger ids, so a formula's uses are complete when its turn comes. */
  private findAll(): void {
    for (let id = this.frame.program.nodes.length - 1; id >= 0; id--) {
      const use = this.uses.get(id);
      if (use === undefined || this.kept.has(id)) continue;
      const node = this.frame.program.nodes[id]!;
      if (node.op === 'in' || node.op === 'turns-in') this.noteLeaf(node.machine, use.place);
      for (const child of childrenOf(node)) this.note(child, use.place);
      // One comparison with a constant reads the other side twice.
      if (node.op === 'min' || node.op === 'max') {
        for (const [one, other] of [
          [node.a, node.b],
          [node.b, node.a],
        ] as const) {
          if (this.ranges.constants[this.ranges.same[one]!] !== null) this.note(other, use.place);
        }
      }
    }
  }

  private noteLeaf(machine: number, place: Place): void {
    const use = this.leafUses.get(machine);
    if (use === undefined) this.leafUses.set(machine, { count: 1, place });
    else {
      use.count += 1;
      use.place = common(use.place, place);
    }
  }

  private placeLocals(): void {
    for (const id of [...this.uses.keys()].sort((a, b) => a - b)) {
      const { count, place } = this.uses.get(id)!;
      if (!this.isLocal(id, count)) continue;
      enter(this.due, place, id);
    }
    for (const [machine, { count, place }] of this.leafUses) if (count > 1) enter(this.dueLeaves, place, machine);
  }

  private isLocal(id: NodeId, count: number): boolean {
    const { op } = this.frame.program.nodes[id]!;
    if (this.kept.has(id)) return count > 1;
    if (op === 'exp' || op === 'logistic') return true;
    if (op === 'turn' || op === 'number' || op === 'boolean') return false;
    return count > 1;
  }

  private writeBlock(statements: readonly Statement[], block: Block): void {
    for (const [index, statement] of statements.entries()) {
      for (const machine of this.dueLeaves.get(block)?.get(index) ?? []) this.writeLeaf(machine, block);
      for (const id of this.due.get(block)?.get(index) ?? []) this.writeLocal(id, block);
      this.writeStatement(statement, block);
    }
  }

  private writeLeaf(machine: number, block: Block): void {
    this.put(block, `const leaf${machine} = I[${this.frame.program.layout.at.leaf[machine]}];`);
    this.namedLeaves.add(machine);
  }

  private readonly namedLeaves = new Set<number>();

  private writeLocal(id: NodeId, block: Block): void {
    const node = this.frame.program.nodes[id]!;
    const name = `n${id}`;
    const kept = this.kept.get(id);
    if (kept !== undefined) this.put(block, `const ${name} = ${kept};`);
    else if (node.op === 'exp' || node.op === 'logistic') {
      const negated = node.op === 'logistic';
      const { low, high } = this.ranges.ranges[node.a]!;
      const { nan } = this.ranges.ranges[node.a]!;
      const target = negated ? `e${id}` : name;
      const argument = negated ? `-${this.numberText(node.a)}` : this.numberText(node.a);
      const bounds = nan ? [-Infinity, Infinity] : negated ? [-high, -low] : [low, high];
      for (const text of expStatements(target, argument, bounds[0]!, bounds[1]!)) this.put(block, text);
      if (negated) this.put(block, `const ${name} = 1 / (1 + ${target});`);
    } else this.put(block, `const ${name} = ${stripped(expressionText(node, this.writing))};`);
    this.locals.set(id, name);
  }

  private writeStatement(statement: Statement, block: Block): void {
    switch (statement.kind) {
      case 'line':
        this.put(block, this.partsText(statement.parts));
        break;
      case 'exp': {
        const argument = this.partsText(statement.argument);
        for (const text of expStatements(statement.name, argument, statement.low, statement.high))
          this.put(block, text);
        break;
      }
      case 'if':
        this.writeIf(statement, block);
        break;
      case 'switch':
        this.put(block, `switch (${statement.on}) {`);
        for (const { label, body } of statement.cases) {
          this.put(block, `  case ${label}: {`);
          this.writeInner(body);
          this.put(block, '    break;');
          this.put(block, '  }');
        }
        this.put(block, '}');
        break;
    }
  }

  private writeIf(statement: Extract<Statement, { kind: 'if' }>, block: Block): void {
    const test = stripped(this.partsText(statement.test));
    if (test === 'false') {
      this.writeInner(statement.otherwise);
      return;
    }
    if (test === 'true') {
      this.put(block, '{');
      this.writeInner(statement.then);
      this.put(block, '}');
      return;
    }
    this.put(block, `if (${test}) {`);
    this.writeInner(statement.then);
    if (statement.otherwise.length > 0) {
      this.put(block, '} else {');
      this.writeInner(statement.otherwise);
    }
    this.put(block, '}');
  }

  private writeInner(body: readonly Statement[]): void {
    this.writeBlock(body, this.blocks.get(body)!);
  }

  private put(block: Block, text: string): void {
    this.lines.push(`${'  '.repeat(block.depth + 1)}${text}`);
  }

  private partsText(all: readonly Part[]): string {
    return all
      .map((part) => {
        if (typeof part === 'string') return part;
        return part.as === 'number' ? this.numberText(part.node) : this.conditionText(part.node);
      })
      .join('');
  }

  private numberText(node: NodeId): string {
    const id = this.ranges.same[node]!;
    const constant = this.ranges.constants[id]!;
    if (constant !== null) return numberText(constant);
    const text = this.text(id);
    return this.frame.program.conditions[id] ? `(${text} ? 1 : 0)` : text;
  }

  private conditionText(node: NodeId): string {
    const id = this.ranges.same[node]!;
    const constant = this.ranges.constants[id]!;
    if (constant !== null) return String(constant === 1);
    const text = this.text(id);
    return this.frame.program.conditions[id] ? text : `(${text} === 1)`;
  }

  private text(id: NodeId): string {
    return this.locals.get(id) ?? this.kept.get(id) ?? expressionText(this.frame.program.nodes[id]!, this.writing);
  }

  private leafText(machine: number): string {
    return this.namedLeaves.has(machine) ? `leaf${machine}` : `I[${this.frame.program.layout.at.leaf[machine]}]`;
  }
}

function partsOf(statement: Statement): readonly Part[] {
  if (statement.kind === 'line') return statement.parts;
  if (statement.kind === 'if') return statement.test;
  return statement.kind === 'exp' ? statement.argument : [];
}

/** Conditions are kept as 0 or 1, and read back as such. */
function keptTexts({ program, stage, keeps }: PieceFrame): ReadonlyMap<NodeId, string> {
  const texts = new Map<NodeId, string>();
  if (keeps === 'nothing') return texts;
  const read = (node: NodeId, text: string) => texts.set(node, program.conditions[node] ? `(${text} === 1)` : text);
  for (const { node, slot } of program.world) read(node, `W[${slot}]`);
  if (keeps === 'world') return texts;
  for (const { node, slot, stage: home, until } of program.shared) {
    const holds = home <= stage && stage <= until && !(keeps === 'before' && home === stage);
    if (holds) read(node, `X[${slot}]`);
  }
  return texts;
}

/** The innermost place from which both are reached. */
function common(a: Place, b: Place): Place {
  let [x, y] = [a, b];
  while (x.block !== y.block) {
    if (x.block.depth >= y.block.depth) x = x.block.parent!;
    else y = y.block.parent!;
  }
  return x.index <= y.index ? x : y;
}

function enter<Item>(due: Map<Block, Map<number, Item[]>>, { block, index }: Place, item: Item): void {
  const byIndex = due.get(block) ?? new Map<number, Item[]>();
  due.set(block, byIndex);
  byIndex.set(index, [...(byIndex.get(index) ?? []), item]);
}

/** Without the outermost parentheses, when they are a pair. */
function stripped(text: string): string {
  if (!text.startsWith('(') || !text.endsWith(')')) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth += 1;
    if (text[i] === ')') depth -= 1;
    if (depth === 0 && i < text.length - 1) return text;
  }
  return text.slice(1, -1);
}
