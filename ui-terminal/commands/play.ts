// `greyzone play`: a scenario turn by turn, on a terminal or from a script.

import { existsSync, readFileSync, rmSync } from 'node:fs';
import {
  endStory,
  isError,
  type Problem,
  renderProblems,
  type Session,
  type Setting,
  turnStory,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { DEFAULT_SEED } from '../options.ts';
import { createBatchThread } from '../play/batch-client.ts';
import { caseFolder } from '../play/case-folder.ts';
import { type CaseWish, createShelf, type Shelf, type Shelved, seatsToHold, toldFault } from '../play/case-shelf.ts';
import { createForecastThread } from '../play/forecast-client.ts';
import { createGame, firstScreen, type Game, nextPerson, personsOf } from '../play/game.ts';
import { type Looks, looksOf, wantsAscii } from '../play/looks.ts';
import { playScript, playTurns, type ScriptEvent, scriptFaults, seatsOf } from '../play/play-script.ts';
import { readScript, type Step } from '../play/script.ts';
import { programVersion } from '../program-version.ts';
import { type Terminal, wantsColour } from '../terminal.ts';

export interface PlayOptions {
  readonly seat?: readonly string[];
  readonly policy?: string;
  readonly doctrine?: string;
  readonly variant?: string;
  readonly seed?: string;
  readonly world?: number;
  readonly set?: readonly Setting[];
  readonly case?: string;
  /** True: the latest one. */
  readonly resume?: string | true;
  readonly script?: string;
  readonly turns?: number;
  readonly json?: true;
  readonly ascii?: true;
  readonly screenReader?: true;
  /** `--no-color` of the program. */
  readonly color?: boolean;
}

export async function play(scenario: string | undefined, options: PlayOptions, terminal: Terminal): Promise<void> {
  const shelf = createShelf(caseFolder(process.env, process.platform), programVersion());
  checkTogether(scenario, options);
  if (options.script !== undefined || options.turns !== undefined || options.json)
    return playWithout(scenario, options, terminal, shelf);
  whyNoTerminal();
  await playOn(scenario, options, terminal, shelf);
}

function checkTogether(scenario: string | undefined, options: PlayOptions): void {
  const { resume, seat, policy, doctrine, variant, seed, world, set, script, turns, json } = options;
  const given = { '--seat': seat, '--policy': policy, '--doctrine': doctrine, '--variant': variant };
  const fixed = Object.entries({ ...given, '--seed': seed, '--world': world, '--set': set, '--case': options.case });
  const late = fixed.find(([, value]) => value !== undefined)?.[0];
  if (resume !== undefined && late !== undefined)
    throw badInput(`${late} is settled when a case is opened, and --resume goes on with one`);
  if (scenario === undefined && resume === undefined && late !== undefined)
    throw badInput(`${late} needs the scenario: greyzone play SCENARIO ${late} ...`);
  const isWithout = script !== undefined || turns !== undefined || json;
  if (isWithout && scenario === undefined && resume === undefined)
    throw badInput('without a terminal the scenario must be named: greyzone play SCENARIO --script FILE');
}

/** ink needs a keyboard that it can read key by key, and a screen that it can draw on. */
function whyNoTerminal(): void {
  const why =
    process.stdin.isTTY !== true
      ? 'the input is no terminal'
      : process.stdout.isTTY !== true
        ? 'the output is no terminal'
        : process.env.TERM === 'dumb'
          ? 'TERM=dumb says that this terminal cannot draw'
          : null;
  if (why === null) return;
  throw badInput(`play needs a terminal, and ${why}; play from a file instead: greyzone play SCENARIO --script FILE`);
}

function wishOf(options: PlayOptions, seats: readonly string[], seed: string | undefined): CaseWish {
  const { policy, doctrine, variant, world, set, case: file } = options;
  return {
    seats,
    ...(policy === undefined ? {} : { policy }),
    ...(doctrine === undefined ? {} : { doctrine }),
    ...(variant === undefined ? {} : { variant }),
    ...(seed === undefined ? {} : { seed }),
    ...(world === undefined ? {} : { world }),
    ...(set === undefined ? {} : { set }),
    ...(file === undefined ? {} : { file }),
  };
}

type Opened = Extract<Shelved, { readonly session: Session }>;

/** Opens what the command line names, or stops with the reason. */
function openCase(
  scenario: string | undefined,
  options: PlayOptions,
  shelf: Shelf,
  seats: readonly string[],
  seed: string | undefined,
): Opened {
  const { resume } = options;
  const shelved =
    resume === undefined
      ? shelf.start(scenario ?? '', wishOf(options, seats, seed))
      : shelf.resume(resume === true ? latestOf(shelf) : resume, scenario);
  if ('session' in shelved) return shelved;
  throw badInput(toldFault(shelved));
}

function latestOf(shelf: Shelf): string {
  const latest = shelf.latest();
  if (latest !== null) return latest;
  throw badInput(`there is no case to go on with in ${shelf.folder}; begin one: greyzone play`);
}

// ---- on a terminal

async function playOn(
  scenario: string | undefined,
  options: PlayOptions,
  terminal: Terminal,
  shelf: Shelf,
): Promise<void> {
  const looks = looksFor(options);
  // ink's colours know FORCE_COLOR alone; it must stand before ink is loaded.
  if (!looks.colour) process.env.FORCE_COLOR = '0';
  else process.env.FORCE_COLOR ??= '3';
  const { startPlay } = await import('../play/start.tsx');
  const held: { game: Game | null } = { game: null };
  const code = await startPlay({
    what: scenario ?? 'greyzone',
    screenReader: looks.screenReader,
    begin: () => {
      const seats = options.seat ?? onlySeat(scenario, shelf);
      const isSeatOpen = options.resume === undefined && seats === null;
      const opened = isSeatOpen ? null : openCase(scenario, options, shelf, seats ?? [], options.seed);
      const game = gameOf(opened?.session ?? null, looks, shelf, options);
      held.game = game;
      const message = opened?.remark ?? '';
      if (opened === null) {
        if (scenario !== undefined) checkScenarioOpens(scenario, shelf);
        return { game, screen: 'home', about: scenario, message };
      }
      const isShared = personsOf(opened.session).length > 1;
      return { game, screen: isShared ? 'curtain' : firstScreen(opened.session), message };
    },
  });
  const session = held.game?.session() ?? null;
  if (session !== null) terminal.out(farewell(session, shelf));
  if (code !== EXIT.ok) throw new Stop(code, '');
}

function farewell(session: Session, shelf: Shelf): string {
  return `The case is in ${session.file}\nGo on with: ${shelf.resumeCommand(session)}\n`;
}

function looksFor({ ascii, screenReader, color }: PlayOptions): Looks {
  const args = color === false ? ['--no-color'] : [];
  return looksOf({
    colour: wantsColour(args, process.env, true),
    ascii: ascii === true || wantsAscii(process.env),
    screenReader: screenReader === true || process.env.INK_SCREEN_READER === 'true',
  });
}

function gameOf(session: Session | null, looks: Looks, shelf: Shelf, options: PlayOptions): Game {
  const seat = session === null ? '' : (nextPerson(session) ?? personsOf(session)[0] ?? 'white');
  return createGame({
    session,
    seat,
    looks,
    shelf: {
      start: (scenario, seats) => shelf.start(scenario, wishOf(options, seats, options.seed)),
      resume: (file) => shelf.resume(file),
      library: shelf.library,
    },
    forecastingOf: createForecastThread,
    batchingOf: createBatchThread,
  });
}

/** Where only one seat decides anything, there is nothing to choose. */
function onlySeat(scenario: string | undefined, shelf: Shelf): readonly string[] | null {
  const read = scenario === undefined ? null : shelf.library().open(scenario);
  const seats = read === null ? [] : seatsToHold(read);
  return seats.length === 1 ? seats : null;
}

function checkScenarioOpens(scenario: string, shelf: Shelf): void {
  if (shelf.library().open(scenario) !== null) return;
  const shelved = shelf.start(scenario, { seats: [] });
  if ('fault' in shelved) throw badInput(toldFault(shelved));
  shelved.session.close();
}

// ---- from a script

function playWithout(scenario: string | undefined, options: PlayOptions, terminal: Terminal, shelf: Shelf): void {
  const { script, resume } = options;
  const text = script === undefined ? '' : readText(script);
  const { steps, problems } = readScript(script ?? '', text);
  stopAtFaults(problems, script ?? '', text);
  const seats = options.seat ?? seatsOf(steps);
  const { session, remark } = openCase(scenario, options, shelf, seats, options.seed ?? DEFAULT_SEED);
  try {
    if (remark !== null) terminal.err(`greyzone: ${remark}\n`);
    const unknown = scriptFaults(session, steps);
    // Nothing was played yet: a case of nothing is not worth keeping.
    if (unknown.length > 0 && resume === undefined) rmSync(session.file);
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
