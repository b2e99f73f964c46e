// A coverage table -> text: how much of each group works and where, and what was left out and why.

import { type Coverage, type CoverageRow, idsOf } from '../language/coverage.ts';
import { alignColumns, type Paint, printable, wrap } from './text-layout.ts';

/** The table as text of at most `width` columns. */
export function coverageTable(
  coverage: Coverage,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string {
  const out = new Set(coverage.rows.filter(({ leftOut }) => leftOut !== null).map(({ id }) => id));
  const rows = coverage.groups.map((group) => {
    const missing = idsOf(group).filter((id) => out.has(id)).length;
    const numbers = [group.entries, group.entries - missing, missing].map((count) => ({ text: String(count) }));
    return [{ text: group.name }, ...numbers, { text: printable(group.what) }];
  });
  const head = [{ text: 'group' }, { text: 'entries' }, { text: 'in a scenario' }, { text: 'left out' }, { text: '' }];
  const leftOut = coverage.rows.filter((row) => row.leftOut !== null);
  return [
    ...alignColumns([head, ...rows], [false, true, true, true, false], paint),
    ...(leftOut.length === 0 ? [] : ['', 'Left out', ...leftOut.flatMap((row) => reason(row, width))]),
    '',
  ].join('\n');
}

function reason({ id, what, leftOut }: CoverageRow, width: number): string[] {
  return wrap(`${id} ${printable(what)}: ${printable(leftOut ?? '')}`, width, '    ');
}

/** One entry in full. */
export function coverageEntry({ id, what, scenario, at, leftOut }: CoverageRow): string {
  return scenario === null
    ? `${id}: ${printable(what)}\n  left out: ${printable(leftOut ?? '')}\n`
    : `${id}: ${printable(what)}\n  ${[`in ${scenario}:`, ...at].join('\n    ')}\n`;
}
