// Collects the problems of one file, knows where each path stands, and turns formula text into terms.

import type { Formula, Span } from '../expression/formula.ts';
import { parseFormula } from '../expression/parse-formula.ts';
import { type Expected, resolveFormula } from '../expression/resolve-formula.ts';
import type { Scope } from '../expression/scope.ts';
import type { Term } from '../expression/term.ts';
import { MOST_PROBLEMS, type Problem, type Severity } from '../problem.ts';
import type { FormulaText } from './scenario-file.ts';
import { type Path, printPath, type YamlText } from './yaml-text.ts';

/** Once there are so many problems, further formulas are not looked at: what is said of them would not be shown. */
const MANY_PROBLEMS = 5 * MOST_PROBLEMS;

export class Reporter {
  readonly problems: Problem[] = [];
  private readonly yaml: YamlText;

  constructor(yaml: YamlText) {
    this.yaml = yaml;
  }

  error(code: string, path: Path, message: string, notes: readonly string[] = []): null {
    return this.add('error', code, path, message, notes, false);
  }

  /** Does this stand in the scenario's own text, and not in one that it extends? */
  isOwn(path: Path): boolean {
    return this.yaml.placeOfKey(path).file === this.yaml.name;
  }

  /** The key itself is at fault, not its value. */
  errorAtKey(code: string, path: Path, message: string, notes: readonly string[] = []): null {
    return this.add('error', code, path, message, notes, true);
  }

  warn(code: string, path: Path, message: string, notes: readonly string[] = []): null {
    return this.add('warning', code, path, message, notes, false);
  }

  warnAtKey(code: string, path: Path, message: string, notes: readonly string[] = []): null {
    return this.add('warning', code, path, message, notes, true);
  }

  /** Characters of the text at the path. */
  warnInside(code: string, path: Path, span: Span, message: string, notes: readonly string[] = []): null {
    return this.addInside('warning', code, path, span, message, notes);
  }

  errorInside(code: string, path: Path, span: Span, message: string, notes: readonly string[] = []): null {
    return this.addInside('error', code, path, span, message, notes);
  }

  private addInside(
    severity: Severity,
    code: string,
    path: Path,
    span: Span,
    message: string,
    notes: readonly string[],
  ): null {
    const place = this.yaml.placeInside(path, span);
    this.problems.push({ severity, code, path: printPath(path), message, place, notes });
    return null;
  }

  private add(
    severity: Severity,
    code: string,
    path: Path,
    message: string,
    notes: readonly string[],
    atKey: boolean,
  ): null {
    const place = atKey ? this.yaml.placeOfKey(path) : this.yaml.placeOf(path);
    this.problems.push({ severity, code, path: printPath(path), message, place, notes });
    return null;
  }

  /** Reads and resolves the formula at the path. Null, with problems, when something in it is wrong. `skip` characters before it are not part of it. */
  term(text: FormulaText, path: Path, scope: Scope, expected: Expected, skip = 0): Term | null {
    const formula = this.formula(text, path, skip);
    if (formula === null || this.problems.length > MANY_PROBLEMS) return null;
    const { term, faults } = resolveFormula(formula, scope, expected);
    for (const fault of faults) {
      const span = { start: fault.at.start + skip, end: fault.at.end + skip };
      this.errorInside('formula', path, span, fault.message, fault.notes);
    }
    return term;
  }

  formula(text: FormulaText, path: Path, skip = 0): Formula | null {
    const parsed = parseFormulaText(text, skip);
    if ('formula' in parsed) return parsed.formula;
    const { fault } = parsed;
    const span = { start: fault.at.start + skip, end: fault.at.end + skip };
    return this.errorInside('formula-syntax', path, span, fault.message, fault.notes);
  }
}

export function parseFormulaText(text: FormulaText, skip = 0): ReturnType<typeof parseFormula> {
  const at = { start: 0, end: String(text).length };
  if (typeof text === 'number') {
    return Number.isFinite(text)
      ? { formula: { kind: 'number', value: text, at } }
      : { fault: { message: 'expected a finite number', at, notes: [] } };
  }
  if (typeof text === 'boolean') return { formula: { kind: 'boolean', value: text, at } };
  return parseFormula(text.slice(skip));
}
