// Cases on the disk: a new one from what a person asked for, or an old one taken up again. What cannot be done is one sentence, never a throw.

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  BASE_VARIANT,
  CASE_FORMAT,
  CASE_SUFFIX,
  type CaseOpening,
  checkScenario,
  createCase,
  createSession,
  freshSeed,
  isError,
  layGround,
  listCases,
  openScenario,
  readCase,
  replayCase,
  resumeCase,
  type Scenario,
  type Session,
  type Setting,
  shippedHeads,
  unknownName,
} from '../../engine/index.ts';
import { freeCaseFile } from './case-folder.ts';
import type { Library, ScenarioSize } from './screen.ts';

/** What a new case is opened with; what is left out comes from the scenario. */
export interface CaseWish {
  readonly seats: readonly string[];
  readonly policy?: string;
  readonly doctrine?: string;
  readonly variant?: string;
  readonly seed?: string;
  readonly world?: number;
  readonly set?: readonly Setting[];
  /** File of the case; left out, one in the folder of cases. */
  readonly file?: string;
  /** The case is a seminar: its entries come by hand, and the log keeps the time of day. */
  readonly seminar?: true;
}

/** A session, or why not: one sentence and what to do. `remark` is what a person should know about a case that was opened all the same. */
export type Shelved =
  | { readonly session: Session; readonly remark: string | null }
  | { readonly fault: string; readonly notes: readonly string[] };

export interface Shelf {
  readonly folder: string;
  readonly start: (scenario: string, wish: CaseWish) => Shelved;
  /** `file`: also the name of a case in the folder. `scenario`: where its scenario is, when it is not one that comes along. */
  readonly resume: (file: string, scenario?: string) => Shelved;
  /** The case played last. */
  readonly latest: () => string | null;
  readonly library: () => Library;
  /** What to type to go on with a case that was opened here. */
  readonly resumeCommand: (session: Session) => string;
}

/** `clock` gives the wall time (ISO 8601, UTC) for the log of a seminar. */
export function createShelf(
  folder: string,
  program: string,
  clock: () => string = () => new Date().toISOString(),
): Shelf {
  const scenarios = new Map<string, Scenario | null>();
  const names = new Map<string, string>();
  const sizes = new Map<string, ScenarioSize | null>();
  const sizeOf = (id: string): ScenarioSize | null => {
    if (!sizes.has(id)) sizes.set(id, scenarioSize(id));
    return sizes.get(id) ?? null;
  };
  const open = (idOrPath: string): Scenario | null => {
    if (!scenarios.has(idOrPath)) scenarios.set(idOrPath, readQuickly(idOrPath));
    return scenarios.get(idOrPath) ?? null;
  };
  return {
    folder,
    start: (name, wish) => {
      const scenario = open(name);
      if (scenario === null) return noScenario(name);
      const opened = startCase(folder, program, scenario, wish, clock);
      if ('session' in opened) names.set(opened.session.file, name);
      return opened;
    },
    resume: (asked, name) => {
      const opened = takeUp(fileOf(folder, asked), name, open, clock);
      if ('session' in opened && name !== undefined) names.set(opened.session.file, name);
      return opened;
    },
    latest: () => listCases(folder)[0]?.file ?? null,
    library: () => ({ ...listed(folder), open, sizeOf }),
    resumeCommand: ({ file, ground }) => {
      const name = names.get(file) ?? ground.scenario.id;
      const where = name === ground.scenario.id ? '' : `${quoted(name)} `;
      const isAtHome = dirname(file) === folder;
      if (ground.opening.seminar === true) return `greyzone seminar ${where}--case ${quoted(file)}`;
      return `greyzone play ${where}--resume ${quoted(isAtHome ? basename(file, CASE_SUFFIX) : file)}`;
    },
  };
}

/** A case is named by its file, or, in the folder of cases, by its name alone. */
function fileOf(folder: string, asked: string): string {
  const named = join(folder, `${asked}${CASE_SUFFIX}`);
  return !existsSync(asked) && existsSync(named) ? named : asked;
}

/** Errors of a scenario are for `greyzone check` to tell in full. */
function readQuickly(idOrPath: string): Scenario | null {
  const { texts } = openScenario(idOrPath);
  return texts === null ? null : checkScenario(texts).scenario;
}

function noScenario(name: string): Shelved {
  const { problems, texts } = openScenario(name);
  const first = problems.find(isError);
  if (texts === null && first !== undefined) return { fault: first.message, notes: first.notes };
  return { fault: `${name} cannot be played as it stands`, notes: [`See what is wrong: greyzone check ${name}`] };
}

/** Turns and seats as the texts write them, without checking the whole: that takes a second. Null where the writing is unusual. */
export function scenarioSize(id: string): ScenarioSize | null {
  const { texts } = openScenario(id);
  if (texts === null) return null;
  const all = [...texts.bases, texts.scenario].map(({ text }) => text);
  const turns = all
    .map((text) => /turns:\s*(\d+)/.exec(sectionOf(text, 'clock'))?.[1])
    .findLast((one) => one !== undefined);
  const seats = new Set(
    all.flatMap((text) => [...sectionOf(text, 'seats').matchAll(/^ {2}([a-z]\w*):/gm)].map(([, name]) => name)),
  );
  return turns === undefined || seats.size === 0 ? null : { turns: Number(turns), seats: seats.size };
}

/** A key at the left margin with the lines that belong to it. */
function sectionOf(text: string, key: string): string {
  return new RegExp(`^${key}:.*(?:\\n(?:[ \\t#].*)?)*`, 'm').exec(text)?.[0] ?? '';
}

function listed(folder: string): Omit<Library, 'open'> {
  return {
    scenarios: shippedHeads()
      .filter(({ group }) => group === null)
      .map(({ id, title, question }) => ({ id, title, question })),
    cases: listCases(folder).map(({ file, log, when }) => ({
      file,
      scenario: log.opening.scenario.id,
      turns: turnsOf(log.entries.length, log.entries),
      when,
    })),
  };
}

/** Turns on the line that the case stands on. */
function turnsOf(head: number, entries: readonly { readonly on: number; readonly input: { readonly kind: string } }[]) {
  let turns = 0;
  for (let at = head; at > 0; at = entries[at - 1]!.on) if (entries[at - 1]!.input.kind === 'turn') turns++;
  return turns;
}

function startCase(folder: string, program: string, scenario: Scenario, wish: CaseWish, clock: () => string): Shelved {
  const unknown = [
    ...wish.seats.map((seat) => unknownName('seat', seat, seatsToHold(scenario))),
    unknownName('policy', wish.policy ?? policyOf(scenario), namesOf(scenario.policies)),
    unknownName('doctrine', wish.doctrine ?? doctrineOf(scenario), doctrinesOf(scenario)),
    unknownName('variant', wish.variant ?? BASE_VARIANT, scenario.variants),
    ...(wish.set ?? []).map(({ name }) =>
      unknownName('fact or uncertainty', name.replace(/\[.*/, ''), [
        ...scenario.uncertainties.keys(),
        ...scenario.facts.keys(),
      ]),
    ),
  ].find((problem) => problem !== null);
  if (unknown !== undefined) return { fault: unknown.message, notes: unknown.notes };
  const opening = newOpening(scenario, wish, program);
  const laid = layGround(scenario, opening);
  if ('faults' in laid) return { fault: laid.faults.join('; '), notes: [] };
  const made = createCase(wish.file ?? freeCaseFile(folder, scenario.id, wish.seats, opening.seed), opening);
  if ('fault' in made) return made;
  return { session: createSession(laid.ground, made.opened, undefined, clockOf(opening, clock)), remark: null };
}

function newOpening(scenario: Scenario, wish: CaseWish, program: string): CaseOpening {
  const { id, version, hash, defaults } = scenario;
  const world = wish.world ?? 0;
  return {
    kind: 'open',
    format: CASE_FORMAT,
    scenario: { id, version, hash },
    program,
    seed: wish.seed ?? freshSeed(),
    design: defaults.design,
    worlds: Math.max(defaults.worlds, world + 1),
    world,
    replication: 0,
    variant: wish.variant ?? BASE_VARIANT,
    settings: wish.set ?? [],
    policy: wish.policy ?? policyOf(scenario),
    doctrine: wish.doctrine ?? doctrineOf(scenario),
    holders: Object.fromEntries(
      seatsToHold(scenario).map((seat) => [seat, wish.seats.includes(seat) ? 'person' : 'strategy']),
    ),
    ...(wish.seminar === undefined ? {} : { seminar: wish.seminar }),
  };
}

/** Only a seminar keeps the time of day. */
function clockOf({ seminar }: CaseOpening, clock: () => string): (() => string) | undefined {
  return seminar === true ? clock : undefined;
}

/** Seats that have something to decide: white only watches and rules. */
export function seatsToHold(scenario: Scenario): readonly string[] {
  const owners = new Set(
    [...scenario.levers.values()].flatMap(({ seat }) => {
      const set = scenario.sets.sets.find(({ name }) => name === seat);
      return set?.members.map(({ name }) => name) ?? [seat];
    }),
  );
  return scenario.seats.map(({ name }) => name).filter((name) => owners.has(name));
}

function policyOf({ defaults, policies }: Scenario): string {
  return defaults.baseline ?? policies[0]?.name ?? '';
}

function doctrineOf(scenario: Scenario): string {
  return scenario.defaults.doctrines?.[0] ?? doctrinesOf(scenario)[0] ?? '';
}

function doctrinesOf({ doctrines }: Scenario): readonly string[] {
  return doctrines.length === 0 ? ['none'] : namesOf(doctrines);
}

function namesOf(elements: readonly { readonly name: string }[]): readonly string[] {
  return elements.map(({ name }) => name);
}

/** The log is played again from the start: every turn must come to the state that was noted. */
function takeUp(
  file: string,
  name: string | undefined,
  open: (name: string) => Scenario | null,
  clock: () => string,
): Shelved {
  const read = readCase(file);
  if ('fault' in read) return read;
  const { opening } = read.log;
  const scenario = open(name ?? opening.scenario.id);
  if (scenario === null)
    return {
      fault: `${file} was played in the scenario "${opening.scenario.id}", which ${name === undefined ? 'does not come along' : `cannot be read from ${name}`}`,
      notes: [
        opening.seminar === true
          ? `Say where it is: greyzone seminar PATH/scenario.yaml --case ${quoted(file)}`
          : `Say where it is: greyzone play PATH/scenario.yaml --resume ${quoted(file)}`,
      ],
    };
  const other = whyOtherScenario(opening, scenario);
  if (other !== null) return { fault: other, notes: otherNotes(file) };
  const laid = layGround(scenario, opening);
  if ('faults' in laid) return { fault: laid.faults.join('; '), notes: [] };
  const { fault, standings } = replayCase(laid.ground, read.log);
  if (fault !== null)
    return {
      fault: `${file} cannot be gone on with: ${fault.message}`,
      notes: [`See how far it holds: greyzone replay ${quoted(file)}`],
    };
  const opened = resumeCase(file);
  if ('fault' in opened) return opened;
  const remark = opened.torn ? 'The last line of the case was cut off while it was written; it is left out.' : null;
  return { session: createSession(laid.ground, opened.opened, standings, clockOf(opening, clock)), remark };
}

/** A case holds only in the text it was played in. Null when it is the same. */
export function whyOtherScenario({ scenario: then }: CaseOpening, now: Scenario): string | null {
  if (now.hash === then.hash) return null;
  const shown = (version: string, hash: string): string => `version ${version}, text ${hash.slice(0, 8)}`;
  if (now.id !== then.id) return `the case was played in "${then.id}", and this is "${now.id}"`;
  return `the case was played in another text of "${then.id}": ${shown(then.version, then.hash)} then, ${shown(now.version, now.hash)} now`;
}

export function otherNotes(file: string): readonly string[] {
  return [
    'Name the scenario file as it was then; its old text may be in your version control.',
    `The orders can be read without it: greyzone replay ${quoted(file)}`,
  ];
}

/** A fault and what to do about it, in one line. */
export function toldFault({ fault, notes }: { readonly fault: string; readonly notes: readonly string[] }): string {
  return notes.reduce((text, note) => `${text}${/^\p{Lu}/u.test(note) ? '. ' : '; '}${note.replace(/\.$/, '')}`, fault);
}

/** As a shell takes it. */
export function quoted(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
