// Scenario texts -> a checked Scenario, or every problem of the first stage that found one. Warnings never stop anything.

import { RESERVED_WORDS } from '../expression/formula.ts';
import { isError, type Place, type Problem, sortProblems } from '../problem.ts';
import { BASE_VARIANT, WHITE_SEAT } from '../vocabulary.ts';
import { buildClaims, buildClaimsElsewhere } from './build-claims.ts';
import { type BuildContext, known, scopeFor } from './build-context.ts';
import {
  buildDefaults,
  buildDoctrines,
  buildInjects,
  buildOptionGroups,
  buildPolicies,
  buildStrategies,
  MAX_POLICIES,
} from './build-decisions.ts';
import {
  buildAuxiliaries,
  buildFacts,
  buildIncidents,
  buildLevers,
  buildNoises,
  buildOutcomes,
  buildStocks,
  buildUncertainties,
  perTurn,
} from './build-elements.ts';
import { buildMachines } from './build-machines.ts';
import { buildRecord } from './build-record.ts';
import { buildSeminar } from './build-seminar.ts';
import { type Clock, readDate } from './calendar.ts';
import { reportCircularAuxiliaries } from './checks/circular-auxiliary.ts';
import { reportClashingUnits } from './checks/clashing-unit.ts';
import { reportDoubleSettings } from './checks/double-setting.ts';
import { reportLostStates } from './checks/lost-state.ts';
import { reportMissingReasons } from './checks/missing-reason.ts';
import { reportStraySettings } from './checks/stray-setting.ts';
import { reportTooLarge } from './checks/too-large.ts';
import { reportUnnamedNumbers } from './checks/unnamed-number.ts';
import { reportUnreadElements } from './checks/unread-element.ts';
import { reportUnservedObjectives } from './checks/unserved-objective.ts';
import { layOver, wordsAt } from './laid-over.ts';
import { readSets, readThings } from './names.ts';
import { readFile } from './read-file.ts';
import { Reporter } from './reporter.ts';
import type { Scenario, SeatElement } from './scenario.ts';
import type { ScenarioFile } from './scenario-file.ts';
import { readRegisters, registerOf } from './source-register.ts';
import { type Path, readYaml, type SourceText, valueAt, type YamlText } from './yaml-text.ts';

/** The texts of one scenario. `hash` is the SHA-256 of them all, in hex. */
export interface ScenarioTexts {
  readonly scenario: SourceText;
  /** What it extends, in the order in which the texts are laid over one another. */
  readonly bases: readonly SourceText[];
  /** Registers of sources, each `sources.yaml` beside one of the texts. */
  readonly registers: readonly SourceText[];
  readonly hash: string;
}

export interface Checked {
  /** Null when an error was found. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
  /** Where the value at a path of the scenario stands, for problems found later. */
  readonly placeOf: (path: Path) => Place;
}

/** All problems of the stage that fails first, sorted by place; no scenario when an error is among them. */
export function checkScenario(texts: ScenarioTexts): Checked {
  const { yaml, problems } = readTexts(texts);
  if (yaml === null)
    return { scenario: null, problems: sortProblems(problems), placeOf: () => startOf(texts.scenario) };
  const done = (scenario: Scenario | null, found: readonly Problem[]): Checked => ({
    scenario,
    problems: sortProblems(found.map((problem) => tellWhatIsGone(problem, texts.scenario, yaml))),
    placeOf: (path) => yaml.placeOf(path),
  });
  const read = readFile(yaml);
  const sources = readRegisters(texts.registers);
  if (read.file === null || sources.problems.length > 0) return done(null, [...read.problems, ...sources.problems]);
  const report = new Reporter(yaml);
  const scenario = build(read.file, texts.hash, sources.entries, report);
  if (scenario === null || report.problems.some(isError)) return done(null, report.problems);
  runChecks(scenario, yaml, report);
  return done(report.problems.some(isError) ? null : scenario, report.problems);
}

/** The texts as one. Null when one of them cannot be read at all. */
export function readTexts({ scenario, bases }: ScenarioTexts): {
  readonly yaml: YamlText | null;
  readonly problems: readonly Problem[];
} {
  const own = readYaml(scenario);
  const under = bases.map(readYaml);
  const problems = [...under, own].flatMap((read) => read.problems);
  const texts = under.flatMap(({ yaml }) => (yaml === null ? [] : [yaml]));
  if (own.yaml === null || texts.length < under.length) return { yaml: null, problems };
  const laid = layOver(texts, own.yaml);
  return laid.problems.length > 0 ? { yaml: null, problems: laid.problems } : laid;
}

/** A fault in an inherited text is most likely one of the text that takes things out of it. */
function tellWhatIsGone(problem: Problem, own: SourceText, { data }: YamlText): Problem {
  const gone = wordsAt(data, 'without').map(({ word }) => word);
  if (gone.length === 0 || problem.place === null || problem.place.file === own.name) return problem;
  return { ...problem, notes: [...problem.notes, `${own.name} takes out ${gone.join(', ')}.`] };
}

function startOf(text: SourceText): Place {
  return { file: text.name, line: 1, column: 1, length: 1 };
}

/** Laws of the whole, asked once everything in it is understood. */
function runChecks(scenario: Scenario, yaml: YamlText, report: Reporter): void {
  reportCircularAuxiliaries(scenario, report);
  reportLostStates(scenario, report);
  reportDoubleSettings(scenario, report);
  reportClashingUnits(scenario, report);
  reportStraySettings(scenario, report);
  const fileAt = (path: Path) => valueAt(yaml.data, path);
  reportMissingReasons(scenario, fileAt, report);
  reportUnreadElements(scenario, report);
  reportUnservedObjectives(scenario, report);
  reportUnnamedNumbers(scenario, fileAt, report);
}

function build(
  file: ScenarioFile,
  hash: string,
  register: ReadonlyMap<string, string>,
  report: Reporter,
): Scenario | null {
  const clock = clockOf(file, report);
  const sets = readSets(file, report);
  const things = readThings(file, sets, report);
  const seats = seatNames(file, sets);
  reportTooLarge(things, sets, report);
  for (const seat of Object.keys(file.seats ?? {}))
    if (RESERVED_WORDS.has(seat) && seat !== WHITE_SEAT)
      report.errorAtKey('reserved-name', ['seats', seat], `"${seat}" is a word of the language and cannot be a seat`);
  for (const [i, phase] of file.phases.entries())
    if (file.phases.indexOf(phase) !== i)
      report.error('duplicate-name', ['phases', i], `the phase "${phase}" stands twice`);
  if (clock === null || report.problems.some(isError)) return null;
  const context: BuildContext = { file, report, things, sets, seats, clock };
  return assemble(context, hash, register);
}

function assemble(context: BuildContext, hash: string, register: ReadonlyMap<string, string>): Scenario | null {
  const { file, report, sets, clock } = context;
  const auxiliaries = buildAuxiliaries(context);
  const machines = buildMachines(context);
  const variants = [
    ...new Set([
      BASE_VARIANT,
      ...[...auxiliaries.values()].flatMap((a) => [...a.variants.keys()]),
      ...[...machines.values()].flatMap((m) => [...m.variants.keys()]),
    ]),
  ];
  const optionGroups = buildOptionGroups(context);
  if (tooManyPolicies(context)) return null;
  const policies = buildPolicies(context, optionGroups);
  const policyNames = new Set<string>();
  for (const { name } of policies) {
    if (policyNames.has(name))
      report.errorAtKey('duplicate-name', ['policies', name], `"${name}" is the name of a policy already`);
    policyNames.add(name);
  }
  const endWhen = file['end when'];
  const injects = buildInjects(context);
  return {
    id: file.id,
    version: file.version ?? '0.0.0',
    title: file.title,
    question: file.question,
    purpose: file.purpose ?? null,
    notFor: file.not_for ?? null,
    hash,
    clock,
    phases: file.phases,
    seats: seatElements(context),
    sets,
    labels: labelsOf(context),
    sources: registerOf(file, register, report),
    facts: buildFacts(context),
    uncertainties: buildUncertainties(context),
    levers: buildLevers(context),
    stocks: buildStocks(context),
    auxiliaries,
    noises: buildNoises(context),
    incidents: buildIncidents(context),
    machines,
    optionGroups,
    policies,
    doctrines: buildDoctrines(context),
    strategies: buildStrategies(context),
    injects,
    outcomes: buildOutcomes(context),
    claims: buildClaims(context, { groups: optionGroups, policies, variants }),
    claimsElsewhere: buildClaimsElsewhere(context),
    record: buildRecord(context, policies, variants),
    seminar: buildSeminar(context, injects),
    endWhen:
      endWhen === undefined ? null : report.term(endWhen, ['end when'], scopeFor(context, null, 'turn'), 'condition'),
    defaults: buildDefaults(context, policies, variants),
    variants,
  };
}

function tooManyPolicies({ file, report }: BuildContext): boolean {
  const size = Object.values(file.options ?? {}).reduce((product, options) => product * Object.keys(options).length, 1);
  if (size === 0) report.error('shape', ['options'], 'expected at least one option in every group');
  if (size > MAX_POLICIES)
    report.error(
      'too-many-policies',
      ['options'],
      `expected at most ${MAX_POLICIES} combinations of options, got ${size}`,
      ['Fold two groups into one, or split the question into two scenarios.'],
    );
  return size === 0 || size > MAX_POLICIES;
}

function clockOf(file: ScenarioFile, report: Reporter): Clock | null {
  const start = readDate(file.clock.start);
  if (start === null)
    return report.error(
      'date',
      ['clock', 'start'],
      `expected a date as 2014-09 or 2014-09-15, got ${JSON.stringify(file.clock.start)}`,
    );
  return { ...start, unit: file.clock.turn, turns: file.clock.turns };
}

/** Declared seats; without a list, those that hold a lever. The white seat always exists. */
function seatNames(file: ScenarioFile, sets: ReturnType<typeof readSets>): string[] {
  const holders = Object.values(file.levers ?? {}).flatMap(
    (lever) => sets.sets.find((set) => set.name === lever.seat)?.members.map((member) => member.name) ?? [lever.seat],
  );
  const declared =
    file.seats === undefined ? [...holders, ...Object.keys(file.strategies ?? {})] : Object.keys(file.seats);
  return [...new Set([...declared.filter((seat) => seat !== WHITE_SEAT), WHITE_SEAT])];
}

function labelsOf(context: BuildContext): ReadonlyMap<string, string> {
  const members = context.sets.sets.flatMap((set) => set.members.map((member) => member.name));
  const given = Object.entries(context.file.labels ?? {}).filter(([member]) =>
    known(context, member, members, 'a member of a set', ['labels', member], true),
  );
  return new Map([...members.map((member): [string, string] => [member, titled(member)]), ...given]);
}

/** `ida_viru` -> `Ida Viru` */
function titled(name: string): string {
  return name.replaceAll('_', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function seatElements(context: BuildContext): SeatElement[] {
  return context.seats.map((name) => {
    const body = context.file.seats?.[name];
    if (body === undefined || typeof body === 'string')
      return { name, label: body ?? name.replaceAll('_', ' '), brief: null, budget: null };
    const path: Path = ['seats', name, 'budget'];
    const budget =
      typeof body.budget === 'object'
        ? { start: body.budget.start ?? 0, perTurn: body.budget.per_turn ?? 0 }
        : body.budget === undefined
          ? null
          : { start: 0, perTurn: perTurn(context, body.budget, path) ?? 0 };
    return { name, label: body.name ?? name.replaceAll('_', ' '), brief: body.brief ?? null, budget };
  });
}
