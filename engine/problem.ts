// A fault in what a user wrote, as a value: where it stands, what was expected, what to do. Never thrown, always collected.

/** A place in a text. Line and column count from 1; `length` is the number of characters to underline. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** `error`: the scenario cannot be used. `warning`: it can, but its author would want to know. */
export type Severity = 'error' | 'warning';

/** One fault in what a person wrote, or in what was asked for. */
export interface Problem {
  readonly severity: Severity;
  /** Stable kebab-case name of the kind of fault, for tools. */
  readonly code: string;
  /** Path of keys in the file, as `machines.ladder.states.quiet[0].chance`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  readonly place: Place | null;
  /** Further lines: what to do, an example, a suggestion. */
  readonly notes: readonly string[];
}

/** True for a problem with which the scenario cannot be used; false for a warning. */
export function isError(problem: Problem): boolean {
  return problem.severity === 'error';
}

/** `texts` maps file names to their contents, for the source line and the caret. Harmless in a terminal, whatever the file holds. */
export function renderProblem(problem: Problem, texts: ReadonlyMap<string, string>): string {
  const { place } = problem;
  const where = place === null ? '' : `${place.file}:${place.line}:${place.column} `;
  const path = problem.path === '' ? '' : `${problem.path}: `;
  const kind = problem.severity === 'warning' ? 'warning: ' : '';
  const head = printable(`${where}${kind}${path}${problem.message}`);
  return [head, ...sourceLines(place, texts), ...problem.notes.map((note) => `  ${printable(note)}`)].join('\n');
}

/** Every problem as `renderProblem` shows it, parted by empty lines. `texts`: file names and contents. */
export function renderProblems(problems: readonly Problem[], texts: ReadonlyMap<string, string>): string {
  return problems.map((problem) => renderProblem(problem, texts)).join('\n\n');
}

/** No more than a person mends in one sitting. */
export const MOST_PROBLEMS = 200;

/** By file, line and column, each once; problems without a place come first, and of very many only the first. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  // The first of equals stays: it speaks of the scenario as written, later ones of its variants.
  const once = new Map<string, Problem>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.place, problem.message]);
    if (!once.has(key)) once.set(key, problem);
  }
  const sorted = [...once.values()].sort(byPlace);
  if (sorted.length <= MOST_PROBLEMS) return sorted;
  const errors = sorted.filter(isError);
  const shown = (errors.length > 0 ? errors : sorted).slice(0, MOST_PROBLEMS);
  return [tooMany(sorted.length, shown), ...shown];
}

function byPlace({ place: a }: Problem, { place: b }: Problem): number {
  const file = (a?.file ?? '').localeCompare(b?.file ?? '');
  return file || (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}

function tooMany(all: number, shown: readonly Problem[]): Problem {
  const severity = shown[0]?.severity ?? 'error';
  const message = `${all} problems or more, of which these are the first ${shown.length}`;
  return { severity, code: 'more-problems', path: '', message, place: null, notes: [] };
}

const WIDEST_LINE = 160;

function sourceLines(place: Place | null, texts: ReadonlyMap<string, string>): string[] {
  const line =
    place === null
      ? undefined
      : texts
          .get(place.file)
          ?.split('\n')
          [place.line - 1]?.replace(/^\uFEFF|\r$/g, '');
  if (place === null || line === undefined || line.trim() === '') return [];
  const cut = place.column > WIDEST_LINE - 40 ? place.column - 40 : 0;
  const shown = printable(line.slice(cut, cut + WIDEST_LINE));
  const number = String(place.line);
  const before = place.column - 1 - cut;
  const carets = '^'.repeat(Math.max(1, Math.min(place.length, shown.length - before)));
  return [`  ${number} | ${shown}`, `  ${' '.repeat(number.length)} | ${' '.repeat(Math.max(0, before))}${carets}`];
}

/** A file may hold control characters; a terminal must not obey them. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');
}
