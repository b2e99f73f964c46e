// A script and what the command line asks for -> the case played, told as a story or as lines of JSON while it happens.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { endStory, isError, type Problem, renderProblems, type Session, turnStory } from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { DEFAULT_SEED } from '../options.ts';
import type { Terminal } from '../terminal.ts';
import { personsOf } from './game.ts';
import { farewell, openCase, openShelf } from './open-case.ts';
import type { PlayOptions } from './play-options.ts';
import { playScript, playTurns, type ScriptEvent, scriptFaults, seatsOf } from './play-script.ts';
import { readScript, type Step } from './script.ts';

export function playWithoutTerminal(scenario: string | undefined, options: PlayOptions, terminal: Terminal): void {
  const shelf = openShelf();
  const { script, resume } = options;
  const text = script === undefined ? '' : readText(script);
  const { steps, problems } = readScript(script ?? '', text);
  stopAtFaults(problems, script ?? '', text);
  const seats = options.seat ?? seatsOf(steps);
  const { session, remark } = openCase(scenario, options, shelf, seats, options.seed ?? DEFAULT_SEED);
  // A case in which nothing was played is not worth keeping.
  let isKept = resume !== undefined;
  try {
    if (remark !== null) terminal.err(`greyzone: ${remark}\n`);
    const unknown = scriptFaults(session, steps);
    isKept ||= unknown.length === 0;
    stopAtFaults(unknown, script ?? '', text);
    const tell = options.json ? jsonTeller(session, terminal) : storyTeller(session, terminal);
    if (resume !== undefined && script === undefined && options.turns === undefined) return;
    const fault = playScript(session, steps, tell);
    if (fault !== null) stopAtFaults([fault], script ?? '', text);
    const left = options.turns === undefined ? 0 : options.turns - session.standing().played;
    if (left > 0 && !session.standing().over) playTurns(session, left, tell);
    if (options.json) terminal.err(farewell(session, shelf));
    else terminal.out(`\n${farewell(session, shelf)}`);
    const { failure } = session.standing().run.snapshot.context.position;
    if (failure !== null) throw new Stop(EXIT.failed, `the model failed: ${failure.reason}, ${failure.element}`);
  } finally {
    session.close();
    if (!isKept) rmSync(session.file, { force: true });
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
  throw badInput(`the script cannot be played\n\n${renderProblems(errors, new Map([[file, text]]))}`);
}

function storyTeller(session: Session, { out, width, paint }: Terminal): (event: ScriptEvent) => void {
  const { model, opening, scenario } = session.ground;
  const options = { width, paint, trace: false };
  const held = personsOf(session);
  out(`${paint('heading', `${scenario.id} ${scenario.version}  ${scenario.title}`)}\n`);
  out(
    `seed ${opening.seed}; world ${opening.world} of ${opening.worlds}; policy ${opening.policy}; doctrine ${opening.doctrine}; variant ${opening.variant}; held by persons: ${held.length === 0 ? 'none' : held.join(', ')}\n\n`,
  );
  return (told) => {
    const { records } = session.standing();
    if (told.event === 'step') out(`${paint('faint', `> ${stepText(told.step)}`)}\n`);
    else if (told.event === 'turn') out(`${turnStory(model, records.at(-1)!, options)}\n`);
    else out(endStory(model, records, options));
  };
}

function stepText(step: Step): string {
  switch (step.kind) {
    case 'orders':
      return `${step.seat.text}: ${step.levers.map(({ lever, level }) => `${lever.text} ${level.text}`).join(', ')}`;
    case 'turn':
      return `turn ${step.count}`;
    case 'undo':
      return 'undo';
    case 'back':
      return `back ${step.played}`;
    case 'hold':
      return `hold ${step.seat.text} ${step.holder}`;
    case 'inject':
      return `inject ${step.inject.text}`;
    case 'rule':
      return `rule ${step.sets.map(({ name, value }) => `${name.text} = ${value.text}`).join(', ')} because ${step.reason}`;
    case 'note':
      return `note ${step.seat === null ? '' : `${step.seat.text}: `}${step.text}`;
    case 'bookmark':
      return `bookmark ${step.name}`;
    case 'estimate':
      return `estimate ${step.seat.text} ${step.outcome.text} ${step.probability}`;
  }
}

/** The lines of `greyzone.play/1`: `open`, then one for every input and every turn played, and `over` with the outcomes. */
function jsonTeller(session: Session, { out }: Terminal): (event: ScriptEvent) => void {
  const { model, opening } = session.ground;
  const line = (event: string, data: object): void =>
    out(`${JSON.stringify({ format: 'greyzone.play/1', event, ...data })}\n`);
  const { kind: _, format: __, ...opened } = opening;
  line('open', { ...opened, file: session.file, played: session.standing().played });
  return (told) => {
    const { records, played } = session.standing();
    const entry = session.entries().at(-1);
    if (told.event === 'step') line('input', { entry: entry?.n, on: entry?.on, input: entry?.input });
    else if (told.event === 'turn')
      line('turn', { entry: entry?.n, on: entry?.on, input: entry?.input, record: records.at(-1) });
    else {
      const values = session.standing().run.snapshot.context.position.outcomes;
      const outcomes = Object.fromEntries(
        model.outcomes.map(({ name }, index) => [name, numberOrNull(values?.[index])]),
      );
      line('over', { played, outcomes, failure: session.standing().run.snapshot.context.position.failure });
    }
  };
}

/** What never came is missing. */
function numberOrNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
