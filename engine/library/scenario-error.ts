// Problems as values -> an error to throw. Only the library throws them: a script wants to stop, a screen wants to show.

import { type Problem, renderProblems } from '../problem.ts';

/**
 * What was asked of a scenario cannot be done: it has mistakes, or it has nothing of the name that was given. The message holds every
 * problem as `greyzone check` shows it, with its source line where it stands in a file.
 */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  /** At least one. */
  readonly problems: readonly Problem[];

  /** `texts`: file names and contents, for the source lines. */
  constructor(problems: readonly Problem[], texts: ReadonlyMap<string, string> = new Map()) {
    super(renderProblems(problems, texts));
    this.problems = problems;
  }
}

/** Throws a ScenarioError when there is a problem among these. */
export function throwProblems(problems: readonly (Problem | null)[]): void {
  const found = problems.filter((problem) => problem !== null);
  if (found.length > 0) throw new ScenarioError(found);
}

/** Faults that stand in no file. */
export function throwFaults(
  faults: readonly { readonly message: string; readonly notes?: readonly string[] }[],
): never {
  throw new ScenarioError(
    faults.map(({ message, notes = [] }) => ({
      severity: 'error',
      code: 'asked',
      path: '',
      message,
      place: null,
      notes,
    })),
  );
}
