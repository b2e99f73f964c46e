// Coverage tables: what they must hold, and where each fault stands. The one that comes along must be whole.

import { describe, expect, test } from 'vitest';
import { openCoverage } from '../../engine/coverage-file.ts';
import { idsOf, readCoverage } from '../../engine/language/coverage.ts';
import { renderProblems } from '../../engine/problem.ts';

const DATA = { stocks: { fear: { range: [0, 1] } }, machines: { ladder: { states: { quiet: [] } } } };
const head = 'greyzone: 1\ngroups:\n  RB: { first: RB-09, entries: 2, what: x }\nrows:\n';

function faults(rows: string): string {
  const source = { name: 'coverage.yaml', text: head + rows };
  const { coverage, problems } = readCoverage(source, (id) => (id === 'harbour' ? DATA : null), ['harbour']);
  expect(coverage === null).toBe(problems.length > 0);
  return renderProblems(problems, new Map([[source.name, source.text]]));
}

const good = '  RB-09: { what: x, in: harbour, at: stocks.fear.range }\n';

describe('a coverage table', () => {
  test('is whole when every entry has a row that points at something or says why not', () => {
    expect(faults(`${good}  RB-10: { what: y, left_out: a caption }\n`)).toBe('');
    expect(faults(`${good}  RB-10: { what: y, in: harbour, at: [stocks.fear, machines.ladder.states.quiet] }\n`)).toBe(
      '',
    );
  });

  test('counts ids on from the first', () => {
    expect(idsOf({ name: 'RB', first: 'RB-09', entries: 3, what: '' })).toEqual(['RB-09', 'RB-10', 'RB-11']);
    expect(idsOf({ name: 'M', first: 'M9', entries: 2, what: '' })).toEqual(['M9', 'M10']);
  });

  test.each([
    [good, /coverage\.yaml:3:3 .*no row for RB-10/s],
    [`${good}  RB-11: { what: y, left_out: z }\n`, /:6:3 .*no group has an entry RB-11.*Did you mean "RB-10"/s],
    [
      `${good}  RB-10: { what: y, in: harbor, at: stocks.fear }\n`,
      /:6:25 .*no scenario "harbor".*Did you mean "harbour"/s,
    ],
    [
      `${good}  RB-10: { what: y, in: harbour, at: stocks.feer }\n`,
      /:6:38 .*has no "stocks\.feer".*Did you mean "fear"/s,
    ],
    [
      `${good}  RB-10: { what: y, in: harbour, at: [stocks.fear, stock.fear] }\n`,
      /:6:52 .*has no "stock".*Did you mean "stocks"/s,
    ],
    [`${good}  RB-10: { what: y, in: harbour }\n`, /:6:.*missing key "at"/s],
    [`${good}  RB-10: { what: y, leftout: z }\n`, /:6:.*unknown key "leftout".*Did you mean "left_out"/s],
    [`${good}  RB-10: { what: y, left_out: "" }\n`, /:6:.*expected some words/s],
    [`${good}${good}`, /:6:3 .*stands twice/s],
  ])('%j', (rows, expected) => {
    expect(faults(rows)).toMatch(expected);
  });

  test('that is not there', () => {
    expect(openCoverage('/nowhere/coverage.yaml').problems[0]?.message).toMatch(/no coverage table/);
  });
});

/** What the two source documents hold, counted once: entries by section, machines, levers, scenarios, stylised facts. */
const GROUPS = { RB: 65, RR: 12, FM: 14, DI: 48, TO: 27, CS: 17, EP: 30, M: 13, L: 12, SC: 17, SF: 36 };

describe('the table that comes along', () => {
  const { coverage, problems, files } = openCoverage();

  test('has a row for every entry, and every row points at something', () => {
    expect(renderProblems(problems, new Map(files.map(({ name, text }) => [name, text])))).toBe('');
  });

  test('knows every group in its full length', () => {
    expect(Object.fromEntries(coverage?.groups.map(({ name, entries }) => [name, entries]) ?? [])).toEqual(GROUPS);
    expect(coverage?.rows).toHaveLength(Object.values(GROUPS).reduce((sum, count) => sum + count, 0));
  });

  test('leaves out little, and says why in a sentence', () => {
    const leftOut = coverage?.rows.filter((row) => row.leftOut !== null) ?? [];
    expect(leftOut.length).toBeLessThan(45);
    for (const row of leftOut) expect(row.leftOut?.split(' ').length, row.id).toBeGreaterThan(3);
  });
});
