// Pieces of code -> functions of a size that the optimiser takes. It never optimises a function of more than 61,440 bytes of bytecode, and
// is at its best far below; pieces are joined up to a comfortable size, and one that is too large by itself is refused by name.

import { type PieceFrame, type Statement, writePiece } from './js-piece.ts';

/** Statements that stay together. `faults`: they may return a fault code. */
export interface CodeUnit {
  readonly title: string;
  readonly statements: readonly Statement[];
  readonly faults: boolean;
}

export interface FunctionText {
  readonly name: string;
  readonly parameters: string;
  readonly lines: readonly string[];
  readonly faults: boolean;
  /** It returns before its end without a fault. */
  readonly mayLeave?: boolean;
  /** What it carries out, for the reader and for refusals. */
  readonly title: string;
}

/** Bytecode that a function may have, by the estimate. */
export const MOST_BYTECODE = 40_000;
const COMFORTABLE_BYTECODE = 8_000;

/** One function, or several that are to be called in order, that carry out the units in order. None for no units. */
export function functionsOf(
  frame: PieceFrame,
  name: string,
  parameters: string,
  units: readonly CodeUnit[],
): readonly FunctionText[] {
  const groups = groupUnits(frame, units);
  return groups.map((group, index) => ({
    name: groups.length > 1 ? `${name}_${index}` : name,
    parameters,
    lines: bodyOf(frame, group),
    faults: group.some(({ faults }) => faults),
    title:
      group.length > 3 ? `${group[0]!.title} to ${group.at(-1)!.title}` : group.map(({ title }) => title).join(', '),
  }));
}

/** Bytes of V8 bytecode that a text is about to have: measured, 0.4 to 1.3 for each character of it. */
export function estimateBytecode(lines: readonly string[]): number {
  return lines.reduce((sum, text) => sum + text.trim().length, 0);
}

function bodyOf(frame: PieceFrame, group: readonly CodeUnit[]): readonly string[] {
  const lines = [
    ...writePiece(
      frame,
      group.flatMap(({ statements }) => statements),
    ),
  ];
  if (lines.some((text) => text.includes('D[row + '))) lines.unshift('  const row = t * COLUMNS;');
  const returns = group.some(({ faults }) => faults) && !(lines.at(-1) ?? '').trim().startsWith('return');
  return returns ? [...lines, '  return 0;'] : lines;
}

function groupUnits(frame: PieceFrame, units: readonly CodeUnit[]): readonly (readonly CodeUnit[])[] {
  const groups: CodeUnit[][] = [];
  let size = Infinity;
  for (const unit of units) {
    const own = estimateBytecode(writePiece(frame, unit.statements));
    size += own;
    if (size > COMFORTABLE_BYTECODE) {
      groups.push([unit]);
      size = own;
    } else groups.at(-1)!.push(unit);
  }
  return groups;
}

/** Words of a scenario stand in comments only, and never end one. */
export function comment(text: string): string {
  return `// ${text.replace(/[^\x20-\x7e\u00a1-\u2027\u2030-\uffff]/g, ' ')}`;
}
