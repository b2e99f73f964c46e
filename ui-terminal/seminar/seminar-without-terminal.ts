// A script and what the command line asks for -> the seminar held, told as it goes. What cannot be held leaves no file behind.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isError, type Problem, renderProblems, type Session, turnStory } from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { DEFAULT_SEED } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { openSeminar } from './open-seminar.ts';
import { playSeminarScript, type SeminarEvent, seminarScriptFaults } from './play-seminar-script.ts';
import type { SeminarOptions } from './seminar-options.ts';
import { readSeminarScript } from './seminar-script.ts';
import { handClock } from './wall-clock.ts';

/** Where the clock of a script stands until `startex` or `at` set it. */
const BEFORE_ALL = '2000-01-01T00:00:00.000Z';

export function holdSeminarFromScript(
  scenario: string | undefined,
  options: SeminarOptions & { readonly script: string },
  terminal: Terminal,
): void {
  const { script, case: file } = options;
  if (file !== undefined && existsSync(file))
    throw badInput(`${file} exists already, and a script makes a case of its own: name another with --case`);
  const text = readText(script);
  const { steps, problems } = readSeminarScript(script, text);
  stopAtFaults(problems, script, text);
  const clock = handClock(BEFORE_ALL);
  const [first] = steps;
  // The first line of the log bears a time, too.
  if (first !== undefined && 'at' in first && first.at !== null) clock.set(first.at);
  const { session, farewell } = openSeminar(scenario, options, clock.now, DEFAULT_SEED);
  let isHeld = false;
  try {
    stopAtFaults(seminarScriptFaults(session, steps), script, text);
    const fault = playSeminarScript(session, steps, clock, tellerOf(session, terminal));
    if (fault !== null) stopAtFaults([fault], script, text);
    isHeld = true;
    terminal.out(`\n${farewell}`);
  } finally {
    session.close();
    if (!isHeld) rmSync(session.file, { force: true });
  }
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) throw badInput(`--script ${file}: it is not UTF-8 text`);
    throw badInput(`--script ${file}: ${existsSync(file) ? 'cannot be read' : 'there is no such file'}`);
  }
}

function stopAtFaults(problems: readonly Problem[], file: string, text: string): void {
  const errors = problems.filter(isError);
  if (errors.length === 0) return;
  throw badInput(`the seminar cannot be held\n\n${renderProblems(errors, new Map([[file, text]]))}`);
}

function tellerOf(session: Session, { out, width, paint }: Terminal): (event: SeminarEvent) => void {
  const { model, opening, scenario } = session.ground;
  const held = Object.entries(opening.holders).flatMap(([seat, holder]) => (holder === 'person' ? [seat] : []));
  out(`${paint('heading', `${scenario.id} ${scenario.version}  ${scenario.title}`)}\n`);
  out(
    `seminar; seed ${opening.seed}; world ${opening.world} of ${opening.worlds}; policy ${opening.policy}; doctrine ${opening.doctrine}; variant ${opening.variant}; cells: ${held.join(', ')}\n\n`,
  );
  return (told) => {
    const { records, over } = session.standing();
    if (told.event === 'step') {
      const entry = session.entries().at(-1);
      const { kind, ...rest } = entry?.input ?? { kind: 'nothing' };
      out(`${paint('faint', `${told.at.slice(11, 16)}  ${kind} ${plain(rest)}`)}\n`);
    } else if (told.event === 'turn') {
      const record = records[told.turn - 1];
      if (record !== undefined) out(`${turnStory(model, record, { width, paint, trace: false })}\n`);
    } else if (told.event === 'stopped') out(`Stopped: ${told.why}.\n`);
    else if (over) out('That was the last turn.\n');
  };
}

/** The fields of an input in one line: `entry N-01, status released`. */
function plain(input: object): string {
  return Object.entries(input)
    .filter(([key]) => key !== 'turn')
    .map(([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
