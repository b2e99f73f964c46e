// A standing of a seminar -> what the master events list has for the coming turn, and which watched conditions hold now. For the white cell alone.

import { dueName, watchName } from '../model/seminar-model.ts';
import { beforeOrders } from '../reference/before-orders.ts';
import type { Ground } from './ground.ts';
import { entryStanding } from './seminar-standing.ts';
import type { Standing } from './standing.ts';

/**
 * Ids in the order of the file: entries whose condition holds now, those planned for the coming turn, and those deferred to it or to an
 * earlier one. Nothing that was released, completed or skipped; a deferred entry waits for its turn alone. Empty outside a seminar and after the last turn.
 */
export function dueEntries(ground: Ground, standing: Standing): readonly string[] {
  const { seminar } = ground.scenario;
  if (ground.opening.seminar !== true || seminar === null || standing.over) return [];
  const holds = asking(ground, standing);
  return seminar.msel
    .filter((entry) => {
      const { status, until } = entryStanding(standing.seminar, entry);
      if (status === 'deferred') return until !== null && until <= standing.played + 1;
      if (status !== 'draft' && status !== 'approved') return false;
      const { moment } = entry;
      if (moment.kind === 'condition') return holds(dueName(entry.id));
      return moment.kind === 'planned' && moment.turn === standing.played;
    })
    .map(({ id }) => id);
}

/** Labels of the watched conditions that hold now, in the order of the file. Empty outside a seminar. */
export function watchedNow(ground: Ground, standing: Standing): readonly string[] {
  const { seminar } = ground.scenario;
  if (ground.opening.seminar !== true || seminar === null) return [];
  const holds = asking(ground, standing);
  return seminar.watch.filter((_, i) => holds(watchName(i))).map(({ label }) => label);
}

/** On the position that every seat looks at when it decides. */
function asking({ reference, asked }: Ground, { run }: Standing): (name: string) => boolean {
  const position = beforeOrders(reference, run);
  return (name) => {
    const node = asked.get(name);
    return node !== undefined && reference.interpreter.evaluate(position, node) === 1;
  };
}
