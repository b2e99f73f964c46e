// A session + a seat -> everything that the board shows, in words and numbers, made from the seat's observations alone.

import {
  elementOf,
  isElsewhere,
  type NewsLine,
  newsFor,
  type Observation,
  observeAll,
  type Scenario,
  type SeenLever,
  type SeenMachine,
  type Session,
  type Standing,
  slotWords,
} from '../../../../engine/index.ts';
import type { Tone } from '../../frame.ts';
import { labelOf, leverLabel, memberLabel, seatLabel, sentence, stateLabel, words } from '../../labels.ts';
import type { Place } from '../../widgets/region-map.ts';
import { createMemory } from '../remembered.ts';
import { compared, indicatorNames, isHelper } from './indicators.ts';

export type Manner = SeenMachine['how'];

/** A machine that exists once for each member of a set, drawn as a map. */
export interface BoardMap {
  readonly element: string;
  readonly label: string;
  readonly groups: readonly {
    readonly label: string;
    readonly places: readonly (Place & { readonly machine: string })[];
  }[];
  readonly how: Manner;
  /** The leaf states, least first; a mark is a place in this list. */
  readonly states: readonly string[];
}

export interface MachineRow {
  readonly machine: string;
  readonly label: string;
  readonly state: string;
  readonly how: Manner;
  /** Turn, from 1, since which the seat has seen it so. */
  readonly since: number;
}

export interface IndicatorRow {
  readonly name: string;
  readonly label: string;
  /** Shown only when it is looked for. */
  readonly isHelper: boolean;
  /** One a turn, oldest first, the last one the present. */
  readonly values: readonly number[];
  readonly how: Manner;
}

export interface LeverRow {
  readonly name: string;
  readonly seat: string;
  readonly seatLabel: string;
  readonly isOwn: boolean;
  readonly label: string;
  /** What stands, in words; a number when the seat sees no more. */
  readonly level: string;
  /** Sealed for the coming turn when it differs. */
  readonly sealed: string | null;
  readonly value: number;
  /** Of an own lever the number that the level stands for; the number in force may still be on its way to it. */
  readonly goal: number | null;
  readonly how: Manner;
  /** Turn, from 1, since which it has stood so. */
  readonly since: number;
}

export interface BoardPicture {
  readonly now: Observation;
  readonly maps: readonly BoardMap[];
  readonly machines: readonly MachineRow[];
  readonly indicators: readonly IndicatorRow[];
  readonly mine: readonly LeverRow[];
  /** Of other seats, as far as seen: the adversary's first, and of each seat what changed last. */
  readonly others: readonly LeverRow[];
  /** Newest turn first; in a turn the most important first. */
  readonly news: readonly NewsLine[];
}

/** A standing never changes, so what a seat sees of it is worked out once. */
const remembered = createMemory<BoardPicture>();

/** `entry`: of the log, to look at the board as it stood then; null, now. */
export function pictureOf(session: Session, seat: string, entry: number | null = null): BoardPicture {
  const standing = entry === null ? session.standing() : session.standingAt(entry);
  return remembered(standing, seat, () => made(session, standing, seat));
}

function made({ ground }: Session, standing: Standing, seat: string): BoardPicture {
  const { scenario } = ground;
  const seen = observeAll(ground, standing, seat);
  const now = seen.at(-1)!;
  const news = newsFor(ground, standing, seat);
  const levers = leverRows(scenario, standing, seen);
  return {
    now,
    maps: mapsOf(scenario, now),
    machines: machineRows(scenario, seen, seat),
    indicators: indicatorRows(scenario, seen, seat),
    mine: levers.filter(({ isOwn }) => isOwn),
    others: levers.filter(({ isOwn }) => !isOwn),
    news: news
      .map((line, order) => ({ line, order }))
      .sort((a, b) => b.line.turn - a.line.turn || b.line.importance - a.line.importance || a.order - b.order)
      .map(({ line }) => line),
  };
}

/**
 * Machines that exist for each member of a set. The first one is the ladder: sets whose members lie in something (regions of a country,
 * topics of an area) before others, then the one with the most states.
 */
function mapsOf(scenario: Scenario, now: Observation): readonly BoardMap[] {
  const elements = [...new Set(now.machines.filter(({ member }) => member !== null).map(({ element }) => element))];
  return elements
    .flatMap((name): (BoardMap & { readonly rank: number })[] => {
      const machine = scenario.machines.get(name);
      const set = scenario.sets.sets.find((candidate) => candidate.name === machine?.each);
      if (machine === undefined || set === undefined) return [];
      const { states } = machine.body;
      const leaves = states.filter(({ initial }) => initial === null);
      const slots = now.machines.filter(({ element }) => element === name);
      const place = (slot: SeenMachine): Place & { readonly machine: string } => {
        const index = leaves.findIndex((leaf) => leaf.name === slot.states.at(-1));
        const level = levelOf(index, leaves.length);
        return {
          machine: slot.name,
          member: slot.member!,
          label: memberLabel(scenario, slot.member!),
          mark: index < 0 ? '?' : index.toString(36),
          level,
          tone: toneOf(level),
          state: leaves[index]?.label ?? '',
          isChosen: false,
        };
      };
      const inside = [...new Set(set.members.map((member) => member.in ?? ''))];
      const groups = inside.map((group) => ({
        label: group === '' ? '' : memberLabel(scenario, group),
        places: slots
          .filter(({ member }) => (set.members.find((one) => one.name === member)?.in ?? '') === group)
          .map(place),
      }));
      const label = sentence(machine.label);
      const rank = (set.of === null ? 0 : 1000) + leaves.length;
      return [
        { element: name, label, groups, how: slots[0]?.how ?? 'exact', states: leaves.map((leaf) => leaf.label), rank },
      ];
    })
    .sort((a, b) => b.rank - a.rank);
}

/** States spread over the seven steps 0..6 in the order in which the author wrote them, which is from least to most by custom. */
function levelOf(index: number, states: number): number {
  if (index <= 0) return 0;
  return states <= 7 ? index : Math.max(1, Math.round((index / (states - 1)) * 6));
}

const TONES: readonly Tone[] = ['rung0', 'rung1', 'rung2', 'rung3', 'rung4', 'rung5', 'rung6'];

function toneOf(level: number): Tone {
  return TONES[level] ?? 'plain';
}

/** Machines that exist once first, the one with the most states (usually the case before a council) at the top; then all others, a seat's own first. */
function machineRows(scenario: Scenario, seen: readonly Observation[], seat: string): readonly MachineRow[] {
  const now = seen.at(-1)!;
  const rank = ({ name, element, member }: SeenMachine): readonly number[] => {
    const states = scenario.machines.get(element)?.body.states.length ?? 0;
    return [member === null ? 0 : 1, isElsewhere(scenario, name, seat) ? 1 : 0, -states];
  };
  return now.machines
    .map((machine, order) => ({ machine, key: [...rank(machine), order] }))
    .sort((a, b) => compared(a.key, b.key))
    .map(({ machine }) => {
      const { name, element, member, how } = machine;
      const leaf = machine.states.at(-1);
      return {
        machine: name,
        label: labelOf(scenario, member === seat ? element : name),
        state: leaf === undefined ? '' : stateLabel(scenario, name, leaf),
        how,
        since: sinceTurn(seen.map((one) => leafOf(one, name))),
      };
    });
}

function leafOf({ machines }: Observation, machine: string): string | undefined {
  return machines.find(({ name }) => name === machine)?.states.at(-1);
}

/** Values by turn -> the turn, from 1, since which the last one stands. */
function sinceTurn(values: readonly (string | number | undefined)[]): number {
  return values.findLastIndex((value) => value !== values.at(-1)) + 2;
}

function indicatorRows(scenario: Scenario, seen: readonly Observation[], seat: string): readonly IndicatorRow[] {
  const numbers = seen.map(
    ({ stocks, auxiliaries }) => new Map([...stocks, ...auxiliaries].map((one) => [one.name, one])),
  );
  const now = numbers.at(-1)!;
  return indicatorNames(scenario, seat, [...now.keys()]).map((name) => {
    const { how } = now.get(name)!;
    const label = slotWords(scenario, name, seat);
    const values = numbers.map((turn) => turn.get(name)?.value ?? Number.NaN);
    return { name, label, how, isHelper: isHelper(scenario, name), values };
  });
}

function leverRows(scenario: Scenario, standing: Standing, seen: readonly Observation[]): readonly LeverRow[] {
  const adversaries = new Set(
    scenario.doctrines.flatMap(({ rules }) =>
      rules.flatMap(({ sets }) => sets.map(({ lever }) => scenario.levers.get(lever)?.seat ?? '')),
    ),
  );
  const seats = scenario.seats.map(({ name }) => name);
  const rank = (row: LeverRow): readonly number[] => [
    adversaries.has(row.seat) ? 0 : 1,
    seats.indexOf(row.seat),
    row.isOwn ? 0 : -row.since,
  ];
  return seen
    .at(-1)!
    .levers.map((lever) => leverRow(scenario, standing, seen, lever))
    .map((row, order) => ({ row, key: [...rank(row), order] }))
    .sort((a, b) => compared(a.key, b.key))
    .map(({ row }) => row);
}

function leverRow(
  scenario: Scenario,
  standing: Standing,
  seen: readonly Observation[],
  { name, seat, isOwn, level, value, how }: SeenLever,
): LeverRow {
  const known = scenario.levers.get(elementOf(name));
  const wanted = isOwn ? standing.orders[seat]?.[name] : undefined;
  const stood = seen.map(({ levers }) => {
    const one = levers.find((candidate) => candidate.name === name);
    return one?.level ?? one?.value;
  });
  return {
    name,
    seat,
    seatLabel: seatLabel(scenario, seat),
    isOwn,
    label: leverLabel(scenario, name, seat),
    level: level === null ? '' : words(level),
    sealed: wanted === undefined || wanted === level ? null : words(wanted),
    value,
    goal: isOwn ? (known?.levels.find((candidate) => candidate.name === level)?.value ?? null) : null,
    how,
    since: sinceTurn(stood),
  };
}
