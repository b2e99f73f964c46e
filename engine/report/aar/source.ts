// What a report is made from: a case that was replayed, with what every builder reads of it.

import type { CaseLog } from '../../case/case-log.ts';
import type { CaseEntry, CaseInput } from '../../case/entry.ts';
import type { Ground } from '../../case/ground.ts';
import type { Standing } from '../../case/standing.ts';
import type { Scenario } from '../../language/scenario.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import type { Moments } from './moments.ts';

/** A replayed case, as every section reads it. */
export interface AarSource {
  readonly ground: Ground;
  /** As its file says: its injects come by themselves. */
  readonly scenario: Scenario;
  readonly log: CaseLog;
  /** Where the log ends. */
  readonly standing: Standing;
  /** After every entry, by its number; 0 is the opening. */
  readonly standings: ReadonlyMap<number, Standing>;
  /** As it was named on the command line. */
  readonly file: string;
  readonly program: string;
}

/** The source with its line and its clock. */
export interface Played extends AarSource {
  /** The entries that lead to where the case stands. */
  readonly line: readonly CaseEntry[];
  readonly moments: Moments;
}

type Kind = CaseInput['kind'];

/** What was said and done in the room: it stays when a turn is taken back, so it is read from the whole log. */
export const OF_THE_ROOM: readonly Kind[] = [
  'clock',
  'move',
  'note',
  'request',
  'answer',
  'turned away',
  'rating',
  'improvement',
  'feedback',
];

/** An entry of one kind, typed as such. */
export type EntryOf<K extends Kind> = CaseEntry & { readonly input: Extract<CaseInput, { readonly kind: K }> };

/** Entries of a kind: of the line, or of the whole log where they belong to the room. */
export function entriesOf<K extends Kind>({ log, line }: Played, kind: K): readonly EntryOf<K>[] {
  const from = OF_THE_ROOM.includes(kind) ? log.entries : line;
  return from.filter((entry): entry is EntryOf<K> => entry.input.kind === kind);
}

export function seatWords({ seats }: Pick<Scenario, 'seats'>, seat: string): string {
  if (seat === WHITE_SEAT) return 'White cell';
  return seats.find(({ name }) => name === seat)?.label ?? seat;
}

/** The outcomes that the scenario shows first, as indices of the model. */
export function leadingOutcomes({ ground, scenario }: Pick<AarSource, 'ground' | 'scenario'>): readonly number[] {
  const asked = scenario.defaults.outcomes;
  const all = ground.model.outcomes.map((outcome, index) => ({ ...outcome, index }));
  const leading =
    asked === null ? [] : all.filter(({ name, element }) => asked.includes(name) || asked.includes(element));
  return (leading.length > 0 ? leading : all.slice(0, 8)).map(({ index }) => index);
}
