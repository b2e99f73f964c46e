// The text of a log <-> its entries. Every line carries the checksum of itself and all before it, so a changed line is found wherever it stands,
// and a line that was cut off while it was written is left out and said so.

import { checksum } from './checksum.ts';
import { CASE_FORMAT, type CaseEntry, type CaseInput, type CaseOpening } from './entry.ts';
import { isCaseInput, isCaseOpening } from './entry-shape.ts';

/** A log with every line whole. */
export interface CaseLog {
  readonly opening: CaseOpening;
  /** In the order of writing, without the opening. */
  readonly entries: readonly CaseEntry[];
  /** Checksum of the last line: the next one builds on it. */
  readonly seal: string;
  /** Length in characters of the lines that are whole; what follows is a torn line. */
  readonly wholeLength: number;
}

export type ReadLog =
  | { readonly log: CaseLog; readonly torn: boolean }
  /** 1-based line, 0 for the whole text. */
  | { readonly fault: { readonly line: number; readonly message: string } };

/** A new log and its first line. */
export function openLog(opening: CaseOpening): { readonly log: CaseLog; readonly line: string } {
  const { line, seal } = sealed('', { n: 0, ...opening });
  return { log: { opening, entries: [], seal, wholeLength: line.length }, line };
}

/** The log with one more input, and the line to write. `on` is the entry that it continues, 0 for the opening; `at` its wall time (ISO 8601, UTC), if it is kept. */
export function addInput(
  log: CaseLog,
  on: number,
  input: CaseInput,
  at?: string,
): { readonly log: CaseLog; readonly entry: CaseEntry; readonly line: string } {
  const n = log.entries.length + 1;
  const entry = at === undefined ? { n, on, input } : { n, on, at, input };
  // Some inputs speak of a time of their own, so the line calls this one `written`.
  const { line, seal } = sealed(log.seal, { n, on, ...(at === undefined ? {} : { written: at }), ...input });
  return {
    log: { ...log, entries: [...log.entries, entry], seal, wholeLength: log.wholeLength + line.length },
    entry,
    line,
  };
}

/** All lines of a log again, as they were written. */
export function logText({ opening, entries }: CaseLog): string {
  const first = openLog(opening);
  const lines = [first.line];
  let { log } = first;
  for (const { on, input, at } of entries) {
    const next = addInput(log, on, input, at);
    lines.push(next.line);
    log = next.log;
  }
  return lines.join('');
}

/** A last line without its newline is left out and told as torn; any other line that does not fit its seal is a fault. */
export function readLog(text: string): ReadLog {
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  if (lines.length === 0) return { fault: { line: 0, message: 'expected a case, got no whole line' } };
  const first = readLine(lines[0]!, '');
  if (first === null || !isCaseOpening(first.data))
    return { fault: { line: 1, message: `expected the first line of a case (${CASE_FORMAT})` } };
  const { n: _, sum: __, ...opening } = first.data as unknown as CaseOpening & { n: number; sum: string };
  const entries: CaseEntry[] = [];
  let { seal } = first;
  let wholeLength = lines[0]!.length + 1;
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue;
    const read = readLine(line, seal);
    const entry = read === null ? null : entryOf(read.data, i);
    // A line that a crash cut off has no end; one with an end was changed by somebody.
    if (read === null || entry === null)
      return { fault: { line: i + 1, message: 'this line or one before it was changed after it was written' } };
    entries.push(entry);
    seal = read.seal;
    wholeLength += line.length + 1;
  }
  return { log: { opening, entries, seal, wholeLength }, torn: rest !== '' };
}

function entryOf(data: Readonly<Record<string, unknown>>, n: number): CaseEntry | null {
  const { n: number, on, written: at, sum: _, ...input } = data;
  if (number !== n || !Number.isInteger(on) || (on as number) < 0 || (on as number) >= n) return null;
  if ((at !== undefined && typeof at !== 'string') || !isCaseInput(input)) return null;
  return at === undefined ? { n, on: on as number, input } : { n, on: on as number, at, input };
}

function sealed(before: string, data: object): { readonly line: string; readonly seal: string } {
  const seal = checksum(before, JSON.stringify(data));
  return { line: `${JSON.stringify({ ...data, sum: seal })}\n`, seal };
}

function readLine(
  line: string,
  before: string,
): { readonly data: Readonly<Record<string, unknown>>; readonly seal: string } | null {
  try {
    const data: unknown = JSON.parse(line);
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
    const { sum, ...rest } = data as Record<string, unknown>;
    const seal = checksum(before, JSON.stringify(rest));
    return sum === seal ? { data: data as Record<string, unknown>, seal } : null;
  } catch {
    return null;
  }
}
