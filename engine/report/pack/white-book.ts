// A scenario with a seminar -> the book of the white cell: the whole events list, situations to read out, what to watch and to evaluate.

import { labelOfTurn } from '../../language/calendar.ts';
import type { MselEntry, SeminarMove } from '../../language/scenario.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import { cellsOf, coversOf, type SeminarScenario, spoken } from './open-book.ts';
import type { MselRow, OpenBook, WhiteBook } from './pack-book.ts';

export function whiteBook(scenario: SeminarScenario, open: OpenBook): WhiteBook {
  const { seminar, purpose } = scenario;
  return {
    open,
    purpose,
    role: seminar.roles
      .filter(({ seat }) => seat === WHITE_SEAT)
      .flatMap(({ who, aims, brings, advice }) => [who, ...aims, ...brings, ...advice]),
    moves: seminar.moves.map((move) => ({
      title: move.title,
      covers: coversOf(scenario, move.turns),
      situation: move.situation,
      questions: asked(scenario, move),
    })),
    notPlayed: seminar.notPlayed.map(({ turns, why }) => `${coversOf(scenario, turns)}: ${why}`),
    watch: seminar.watch.map(({ label }) => label),
    msel: seminar.msel.toSorted((a, b) => orderOf(a) - orderOf(b)).map((entry) => rowOf(scenario, entry)),
    evaluation: seminar.evaluation.map(({ objective, capability, tasks }) => ({
      objective: { name: spoken(objective), text: seminar.objectives.get(objective) ?? '' },
      capability,
      tasks,
    })),
  };
}

function asked(scenario: SeminarScenario, { questions }: SeminarMove): WhiteBook['moves'][number]['questions'] {
  const own = cellsOf(scenario).map(({ name, label }) => ({ to: label, texts: questions.bySeat.get(name) ?? [] }));
  const white = { to: 'White cell', texts: questions.bySeat.get(WHITE_SEAT) ?? [] };
  return [{ to: 'All cells', texts: questions.all }, ...own, white].filter(({ texts }) => texts.length > 0);
}

/** Planned entries by turn and minute, those without a minute first; then conditions, then what is released by hand. */
function orderOf({ moment }: MselEntry): number {
  if (moment.kind === 'planned') return moment.turn + ((moment.minute ?? -1) + 1) / 1e6;
  return moment.kind === 'condition' ? 1e6 : 2e6;
}

function rowOf(scenario: SeminarScenario, entry: MselEntry): MselRow {
  const { id, label, kind, delivery, text, expected, minutes, notes, inject } = entry;
  return {
    ...{ id, label, kind, delivery, text, expected, minutes, notes, inject },
    when: whenOf(scenario, entry),
    status: entry.reason === null ? entry.status : `${entry.status}: ${entry.reason}`,
    from: seatLabel(scenario, entry.from),
    to: receivers(scenario, entry.to),
    objectives: entry.objectives.map(spoken).join(', '),
  };
}

function whenOf({ clock, seminar }: SeminarScenario, { moment, move }: MselEntry): string {
  if (moment.kind === 'by-hand') return 'by hand';
  if (moment.kind === 'condition') return `when ${moment.words}`;
  const title = seminar.moves.find(({ name }) => name === move)?.title;
  const minute = moment.minute === null ? null : `minute ${moment.minute}`;
  const turn = `turn ${moment.turn + 1} (${labelOfTurn(clock, moment.turn)})`;
  return [title, turn, minute].filter((part) => part !== null && part !== undefined).join(', ');
}

function receivers(scenario: SeminarScenario, to: readonly string[]): string {
  const cells = cellsOf(scenario);
  if (cells.every(({ name }) => to.includes(name)) && to.length === cells.length) return 'all cells';
  return to.map((name) => seatLabel(scenario, name)).join(', ');
}

function seatLabel({ seats }: SeminarScenario, name: string): string {
  return seats.find((seat) => seat.name === name)?.label ?? name;
}
