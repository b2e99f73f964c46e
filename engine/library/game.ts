// A scenario -> a case that is played by a script: it looks, orders and ends the turn, as a person does at the screen. Kept in memory alone.

import { unknownName } from '../batch/unknown-name.ts';
import { addInput, openLog } from '../case/case-log.ts';
import type { OpenCase } from '../case/case-store.ts';
import { CASE_FORMAT, type CaseOpening } from '../case/entry.ts';
import { layGround } from '../case/ground.ts';
import { type NewsLine, newsFor, type Observation, observe } from '../case/observation.ts';
import { createSession, type Session, type Taken } from '../case/session.ts';
import type { Model } from '../model/model.ts';
import { BASE_VARIANT } from '../vocabulary.ts';
import { futuresAsked, WORLDS_NAMES, type WorldsOptions } from './asked-batch.ts';
import { modelOf } from './asked-model.ts';
import { checkAsked, type OptionNames } from './known-options.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { packageVersion } from './package-version.ts';
import { throwFaults, throwProblems } from './scenario-error.ts';

/** Which case is opened; all of it is as on the command line, but for the seed: here it is `greyzone` unless told. */
export interface GameOptions extends WorldsOptions {
  /** Seats that the script decides for; none unless told. The others follow policy, doctrine and strategy. */
  readonly seats?: readonly string[];
  /** Unless told the scenario's baseline, or its first policy. */
  readonly policy?: string;
  /** Unless told the scenario's usual doctrine, or its first. */
  readonly doctrine?: string;
  /** Unless told the one that the scenario was loaded with, or `base`. */
  readonly variant?: string;
  /** The world that the case is played in, counted from 0, and 0 unless told. */
  readonly world?: number;
}

const NAMES: OptionNames<GameOptions> = {
  ...WORLDS_NAMES,
  seats: true,
  policy: true,
  doctrine: true,
  variant: true,
  world: true,
};

/** An order that the case does not take; the message says why in one sentence. Nothing has changed. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** A case in the hands of a script. What it has no word for is done on its `session`. */
export interface Game {
  /** The levels that each lever of a seat can be ordered to, by the name of the lever. */
  levers(seat: string): Readonly<Record<string, readonly string[]>>;
  /** What a seat sees now, and nothing else. Throws a ScenarioError for a seat that there is not. */
  observe(seat: string): Observation;
  /** What a seat has heard so far. Throws a ScenarioError for a seat that there is not. */
  news(seat: string): readonly NewsLine[];
  /** Orders of a seat for the coming turn, by lever. A later call replaces them; a lever that is not named keeps its level. Throws a RefusedError. */
  order(seat: string, levers: Readonly<Record<string, string>>): void;
  /** Plays the turn. Throws a RefusedError when the case is over. */
  endTurn(): void;
  /** Takes the last input back. Throws a RefusedError when there is none. */
  undo(): void;
  /** Turns played so far. */
  played(): number;
  /** No turn comes any more: the horizon is reached, the scenario has ended, or the run has failed. */
  over(): boolean;
  /** What came of it, in the outcome's own unit (NaN: missing); null until the case is over. */
  outcomes(): Readonly<Record<string, number>> | null;
  /** The case as the text of a file that `greyzone replay` and `greyzone play --resume` read. */
  text(): string;
  readonly session: Session;
}

/**
 * Opens a case in memory. The same options and the same orders give the same case, to the last bit. Throws a ScenarioError for unknown names
 * and numbers out of range.
 */
export function startGame(scenario: LoadedScenario, options: GameOptions = {}): Game {
  checkAsked(scenario, options, NAMES);
  const model = modelOf(scenario, options.variant ?? scenario.variant ?? BASE_VARIANT, options.set ?? {});
  const opening = openingOf(scenario, model, options);
  const laid = layGround(scenario, opening);
  if ('faults' in laid) throwFaults(laid.faults.map((message) => ({ message })));
  const { store, text } = keepInMemory(opening);
  const session = createSession(laid.ground, store);
  const seats = model.seats.map(({ name }) => name);
  const known = (seat: string): string => {
    throwProblems([unknownName('seat', seat, seats)]);
    return seat;
  };
  return {
    levers: (seat) => leversOf(model, known(seat)),
    observe: (seat) => observe(session.ground, session.standing(), known(seat)),
    news: (seat) => newsFor(session.ground, session.standing(), known(seat)),
    order: (seat, levers) => {
      if (session.standing().holders[known(seat)] !== 'person')
        throw new RefusedError(`the seat ${seat} follows its strategy: name it in "seats" to decide for it`);
      taken(session.take({ kind: 'orders', seat, levers }));
    },
    endTurn: () => taken(session.play()),
    undo: () => taken(session.undo()),
    played: () => session.standing().played,
    over: () => session.standing().over,
    outcomes: () => {
      const { over, records } = session.standing();
      const values = records.at(-1)?.outcomes;
      if (!over) return null;
      return Object.fromEntries(model.outcomes.map(({ name }, index) => [name, values?.[index] ?? Number.NaN]));
    },
    text,
    session,
  };
}

function taken(what: Taken): void {
  if (what.kind === 'refused') throw new RefusedError(what.why);
}

function openingOf(scenario: LoadedScenario, model: Model, options: GameOptions): CaseOpening {
  const { id, version, hash, defaults } = scenario;
  const { world = 0, seats = [] } = options;
  const { seed, design, worlds, settings } = futuresAsked(scenario, {
    ...options,
    worlds: options.worlds ?? Math.max(defaults.worlds, world + 1),
  });
  if (!Number.isInteger(world) || world < 0 || world >= worlds)
    throwFaults([{ message: `world: expected a whole number from 0 to ${worlds - 1}, got ${world}` }]);
  const holders = [...new Set(model.levers.map(({ seat }) => model.seats[seat]!.name))];
  throwProblems(seats.map((seat) => unknownName('seat that decides', seat, holders)));
  return {
    kind: 'open',
    format: CASE_FORMAT,
    scenario: { id, version, hash },
    program: packageVersion(),
    seed,
    design,
    worlds,
    world,
    replication: 0,
    variant: model.variant,
    settings,
    policy: options.policy ?? defaults.baseline ?? model.policies[0]!.name,
    doctrine: options.doctrine ?? defaults.doctrines?.[0] ?? model.doctrines[0]!.name,
    holders: Object.fromEntries(holders.map((seat) => [seat, seats.includes(seat) ? 'person' : 'strategy'])),
  };
}

function leversOf({ levers, seats }: Model, seat: string): Readonly<Record<string, readonly string[]>> {
  const own = levers.filter((lever) => seats[lever.seat]?.name === seat);
  return Object.fromEntries(own.map(({ name, levels }) => [name, levels.map((level) => level.name)]));
}

/** A log that no disk holds. */
function keepInMemory(opening: CaseOpening): { readonly store: OpenCase; readonly text: () => string } {
  const opened = openLog(opening);
  const lines = [opened.line];
  let { log } = opened;
  const add: OpenCase['add'] = (on, input, at) => {
    const added = addInput(log, on, input, at);
    log = added.log;
    lines.push(added.line);
    return added.entry;
  };
  return { store: { file: '', log: () => log, add, close: () => {} }, text: () => lines.join('') };
}
