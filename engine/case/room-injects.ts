// A seminar -> the injects released so far, in the order in which the room heard them; and the news that they leave to tell.

import type { Ground } from './ground.ts';
import type { NewsLine } from './observation.ts';
import { turnName } from './room-head.ts';
import type { RoomInject, RoomNews } from './room-view.ts';
import type { Standing } from './standing.ts';

export interface ReleasedInject {
  readonly heard: RoomInject;
  /** Seats. */
  readonly to: readonly string[];
  /** The inject of the scenario that it plays; null for words alone. */
  readonly plays: string | null;
}

/** Entries that nobody released are not among them, whatever their status. */
export function releasedInjects({ scenario, model }: Ground, { seminar }: Standing): readonly ReleasedInject[] {
  const date = (turn: number): string => turnName(model.clock.dates, turn);
  const planned = (scenario.seminar?.msel ?? []).flatMap(
    ({ id, inject, to, from, delivery, label, text }): ReleasedInject[] => {
      const { released: turn, at } = seminar.entries.get(id) ?? { released: null, at: null };
      if (turn === null) return [];
      return [{ heard: { turn, date: date(turn), at, from, delivery, label, text }, to, plays: inject }];
    },
  );
  const unplanned = seminar.adHoc.map(
    ({ to, turn, at, from, label, text }): ReleasedInject => ({
      heard: { turn, date: date(turn), at, from, delivery: '', label, text },
      to,
      plays: null,
    }),
  );
  const moment = ({ heard }: ReleasedInject): string => heard.at ?? '';
  return [...planned, ...unplanned].sort(
    (a, b) => a.heard.turn - b.heard.turn || (moment(a) < moment(b) ? -1 : moment(a) > moment(b) ? 1 : 0),
  );
}

/** News that no inject of the list has told in its own words. */
export function untoldNews(news: readonly NewsLine[], told: readonly ReleasedInject[]): readonly RoomNews[] {
  const inWords = new Set(told.map(({ plays }) => plays));
  return news
    .filter(({ about }) => about.kind !== 'inject' || !inWords.has(about.name))
    .map(({ turn, date, text, importance }) => ({ turn, date, text, importance }));
}
