// The fixture that uses every word of the language, ways to misspell it, and what the checker says then.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '../../engine/language/scenario.ts';
import { inspectScenario } from '../../engine/model/inspect-scenario.ts';
import { type Problem, renderProblem, renderProblems } from '../../engine/problem.ts';

export const FILE = 'every-word.yaml';
export const EVERY_WORD = readFileSync(fileURLToPath(new URL(`../fixtures/${FILE}`, import.meta.url)), 'utf8');

export interface Answer {
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
  /** What the author reads. */
  readonly said: string;
  render(problem: Problem): string;
}

export function inspect(text: string, sources: string | null = null): Answer {
  const named = (name: string, content: string) => ({ name, text: content });
  const { scenario, problems } = inspectScenario({
    scenario: named(FILE, text),
    bases: [],
    registers: sources === null ? [] : [named('sources.yaml', sources)],
    hash: '0'.repeat(64),
  });
  const texts = new Map([[FILE, text], ...(sources === null ? [] : [['sources.yaml', sources] as const])]);
  const render = (problem: Problem) => renderProblem(problem, texts);
  return { scenario, problems, said: renderProblems(problems, texts), render };
}

/** The text with one passage, which must stand in it exactly once, replaced. */
export function edited(old: string, by: string, text = EVERY_WORD): string {
  const parts = text.split(old);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(old)} stands ${parts.length - 1} times in ${FILE}`);
  return parts.join(by);
}

/** Line and column (from 1) of «marks» in a text, what they hold, and the text without them. */
export function unmarked(marked: string) {
  const start = marked.indexOf('«');
  const end = marked.indexOf('»') - 1;
  if (start < 0 || end < start) throw new Error(`no «marks» in ${marked.slice(0, 200)}`);
  const text = marked.replace('«', '').replace('»', '');
  const before = text.slice(0, start).split('\n');
  return { text, line: before.length, column: (before.at(-1) ?? '').length + 1, under: text.slice(start, end) };
}

/** The line shown with a problem and what its carets stand under; null when no line is shown. */
export function caretsOf(rendered: string): { readonly line: string; readonly under: string } | null {
  const lines = rendered.split('\n');
  const at = lines.findIndex((line) => /^ +\| +\^+$/.test(line));
  if (at < 1) return null;
  const carets = lines[at] ?? '';
  const source = lines[at - 1] ?? '';
  const from = carets.indexOf('^');
  return { line: source.slice(source.indexOf('|') + 2), under: source.slice(from, carets.lastIndexOf('^') + 1) };
}

/** Processor time, which other programs on the machine do not stretch. */
export function timed<T>(work: () => T): { readonly answer: T; readonly seconds: number } {
  const used = () => process.threadCpuUsage?.() ?? process.cpuUsage();
  const before = used();
  const answer = work();
  const after = used();
  return { answer, seconds: (after.user + after.system - before.user - before.system) / 1e6 };
}
