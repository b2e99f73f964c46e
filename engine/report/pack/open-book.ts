// A scenario with a seminar -> the books of everybody and of each seat. Nothing of the events list, of later moves, of doctrines or of uncertainties goes in.

import { bindMember, findSet, type SetTable } from '../../expression/scope.ts';
import { labelOfTurn } from '../../language/calendar.ts';
import type {
  LeverElement,
  MachineElement,
  Scenario,
  SeatElement,
  SeenBy,
  SeminarElement,
  SeminarMove,
} from '../../language/scenario.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import type { Ladder, LeverRow, OpenBook, Place, SeatBook } from './pack-book.ts';

/** A scenario of which it is known that a room can play it. */
export type SeminarScenario = Scenario & { readonly seminar: SeminarElement };

export function openBook(scenario: SeminarScenario): OpenBook {
  const { seminar } = scenario;
  const { aim, type, handling, briefing, hotWash, constraints, limitations, assumptions } = seminar;
  const { title, version, question, notFor } = scenario;
  return {
    ...{ title, version, question, notFor, aim, type, handling, briefing, hotWash },
    ...{ constraints, limitations, assumptions },
    objectives: [...seminar.objectives].map(([name, text]) => ({ name: spoken(name), text })),
    opening: seminar.moves[0]?.situation ?? null,
    moves: seminar.moves.map((move) => ({
      title: move.title,
      minutes: move.minutes,
      covers: coversOf(scenario, move.turns),
    })),
    turn: scenario.clock.unit,
    cells: cellsOf(scenario).map(({ label }) => label),
    ladder: ladderOf(scenario),
    places: placesOf(scenario),
  };
}

export function seatBooks(scenario: SeminarScenario, open: OpenBook): readonly SeatBook[] {
  const { seminar } = scenario;
  return cellsOf(scenario).map(({ name, label, brief, budget }) => ({
    ...{ open, name, label, brief, budget },
    role: seminar.roles.find(({ seat }) => seat === name) ?? null,
    levers: [...scenario.levers.values()].flatMap((lever) => leverRows(scenario, lever, name)),
    questions: seminar.moves.map(({ questions }) => questionsFor(questions, name)),
  }));
}

/** Everybody who sits at a table of their own. */
export function cellsOf({ seats }: Scenario): readonly SeatElement[] {
  return seats.filter(({ name }) => name !== WHITE_SEAT);
}

/** A name of the file as it is said: `eu_osce` -> `eu osce`. */
export function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}

/** 0-based, both included -> `turns 1 to 4, from 23 February 2015`. */
export function coversOf({ clock }: Scenario, [first, last]: SeminarMove['turns']): string {
  const turns = first === last ? `turn ${first + 1}` : `turns ${first + 1} to ${last + 1}`;
  return `${turns}, from ${labelOfTurn(clock, first)}`;
}

function questionsFor({ all, bySeat }: SeminarMove['questions'], seat: string): SeatBook['questions'][number] {
  return { all, own: bySeat.get(seat) ?? [] };
}

/** The levers that this seat sets: one row for each member that it sets them for. */
function leverRows({ sets, labels }: Scenario, lever: LeverElement, seat: string): readonly LeverRow[] {
  const row = (member: string | null): LeverRow => ({
    label: spoken(lever.label),
    member: member === null ? null : (labels.get(member) ?? spoken(member)),
    levels: lever.levels.map(({ name }) => spoken(name)),
    start: spoken(lever.start),
  });
  if (lever.each === null) return lever.seat === seat ? [row(null)] : [];
  const { each } = lever;
  const members = findSet(sets, each)?.members ?? [];
  const own = members.filter(
    ({ name }) => lever.seat === seat || bindMember(sets, each, name).get(lever.seat) === seat,
  );
  // A seat that is the member itself needs no name on its own form.
  return own.map(({ name }) => row(own.length === 1 && name === seat ? null : name));
}

/** The machine called `ladder`, or else the first one; only if every cell has some sight of it. */
function ladderOf(scenario: Scenario): Ladder | null {
  const machine = scenario.machines.get('ladder') ?? [...scenario.machines.values()][0];
  if (machine === undefined || !isSeenByAll(scenario, machine.seenBy)) return null;
  const { states, initial } = machine.body;
  const start = leafOf(machine.body, initial);
  return {
    label: capital(spoken(machine.label)),
    states: states
      .filter((state) => state.initial === null)
      .map(({ name, label, parent }) => ({
        label: capital(spoken(label)),
        inside: insideOf(machine, parent),
        sounds: name === start ? null : newsOf(machine, name),
      })),
  };
}

/** The state around a state. That the machine begins in one of many quiet ones is not worth a word. */
function insideOf({ body }: MachineElement, parent: number): string | null {
  const around = body.states[parent];
  return around === undefined || around.name === body.initial ? null : spoken(around.label);
}

function isSeenByAll(scenario: Scenario, seenBy: SeenBy): boolean {
  if (seenBy.all) return true;
  const names = [...seenBy.exactly, ...seenBy.late, ...seenBy.noisy.map(([seat]) => seat)];
  const seeing = new Set(names.flatMap((name) => [name, ...membersOf(scenario.sets, name)]));
  return cellsOf(scenario).every(({ name }) => seeing.has(name));
}

function membersOf(sets: SetTable, name: string): readonly string[] {
  return (findSet(sets, name)?.members ?? []).map((member) => member.name);
}

/** The first line of news of a way up into the state, from one that stands before it in the file, with no place in it. */
function newsOf({ body, each }: MachineElement, state: string): string | null {
  const place = body.states.findIndex(({ name }) => name === state);
  const ways = body.states.slice(0, place).flatMap(({ transitions }) => transitions);
  const news = ways.find((way) => way.news !== null && leafOf(body, way.to) === state)?.news ?? null;
  if (news === null) return null;
  return capital(each === null ? news : news.replace(/\{(\w+)\}/g, (_, set: string) => `a ${spoken(set)}`));
}

/** Where one comes out who enters a state: in the innermost of its first states. */
function leafOf({ states }: MachineElement['body'], name: string): string {
  const initial = states.find((state) => state.name === name)?.initial ?? null;
  return initial === null ? name : leafOf({ initial, states }, initial);
}

/** Members of the innermost set that lies in another, as regions in countries; or else of a set of seats. */
function placesOf({ sets, seats, labels }: Scenario): readonly Place[] {
  const isSeat = new Set(seats.map(({ name }) => name));
  const label = (name: string): string => capital(labels.get(name) ?? spoken(name));
  const places =
    sets.sets.findLast((set) => set.of !== null) ??
    sets.sets.find(({ members }) => members.every(({ name }) => isSeat.has(name)));
  return (places?.members ?? []).map((member) => ({
    name: member.name,
    label: label(member.name),
    within: member.in === null ? null : { name: member.in, label: label(member.in) },
  }));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
