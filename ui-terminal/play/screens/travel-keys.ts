// Keys by which every screen of an open case leads to the others; the same letter means the same everywhere.

import type { Deed, KeyRow, ScreenId } from '../screen.ts';
import { say } from '../strings.ts';

const PLACES: readonly { readonly key: string; readonly to: ScreenId; readonly footer: boolean }[] = [
  { key: 'b', to: 'board', footer: true },
  { key: 'o', to: 'orders', footer: true },
  { key: 'f', to: 'forecast', footer: true },
  { key: 'w', to: 'why', footer: true },
  { key: 't', to: 'timeline', footer: false },
  { key: 'c', to: 'statechart', footer: false },
];

/** Rows for the end of a screen's table, without those that its own rows hold already. Case does not matter to the state: it stays. */
export function travelKeys<State>(own: ScreenId, taken: readonly KeyRow<State>[]): readonly KeyRow<State>[] {
  const rows: readonly KeyRow<State>[] = [
    ...PLACES.filter(({ to }) => to !== own).map(
      ({ key, to, footer }): KeyRow<State> => row(key, say(`screen.${to}`).toLowerCase(), { kind: 'go', to }, footer),
    ),
    row('n', say('key.end-turn'), { kind: 'play' }, false, true),
    row('u', say('key.undo'), { kind: 'undo' }, false),
    row('N', say('key.note'), {
      kind: 'ask',
      question: say('travel.note'),
      then: (text) =>
        text.trim() === '' ? { kind: 'say', text: say('travel.empty') } : { kind: 'note', text: text.trim() },
    }),
    row('B', say('travel.bookmark'), {
      kind: 'ask',
      question: say('travel.bookmark-name'),
      then: (text) =>
        text.trim() === '' ? { kind: 'say', text: say('travel.empty') } : { kind: 'bookmark', name: text.trim() },
    }),
  ];
  const used = new Set(taken.flatMap(({ keys }) => keys));
  return rows.filter(({ keys }) => !keys.some((key) => used.has(key)));
}

function row<State>(key: string, does: string, deed: Deed, footer = false, untilOver = false): KeyRow<State> {
  return {
    keys: [key],
    does,
    footer,
    when: (_, { session }) => session !== null && !(untilOver && session.standing().over),
    run: (state) => ({ state, deeds: [deed] }),
  };
}
