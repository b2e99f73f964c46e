// Whatever is declared for each member of a set exists that often: a small file can ask for more than a computer holds.

import { findSet, type NamedThing, type SetTable } from '../../expression/scope.ts';
import type { Reporter } from '../reporter.ts';

/** Most members of all sets together, and most elements and states once they exist for each member. */
const MAX_MEMBERS = 2000;
const MAX_SLOTS = 20_000;

export function reportTooLarge(things: ReadonlyMap<string, NamedThing>, sets: SetTable, report: Reporter): void {
  const members = sets.sets.reduce((sum, set) => sum + set.members.length, 0);
  if (members > MAX_MEMBERS)
    report.error('too-large', ['sets'], `expected at most ${MAX_MEMBERS} members of sets, got ${members}`, [
      'Fold members that behave alike into one.',
    ]);
  const slots = [...things.values()].reduce((sum, thing) => sum + slotsOf(thing, sets), 0);
  if (slots > MAX_SLOTS)
    report.error(
      'too-large',
      [],
      `expected at most ${MAX_SLOTS} elements and states, got ${slots} once each set is counted out`,
      ['Let fewer things exist for each member of a large set.'],
    );
}

function slotsOf({ each, kind, parts }: NamedThing, sets: SetTable): number {
  const copies = each === null ? 1 : (findSet(sets, each)?.members.length ?? 1);
  return copies * (kind === 'machine' ? Math.max(1, parts.length) : 1);
}
