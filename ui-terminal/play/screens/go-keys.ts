// Keys that mean the same on every screen of an open case: where to go, end the turn, take back, note, bookmark. A screen adds them after its own.

import type { Context, Deed, KeyRow, ScreenId } from '../screen.ts';
import { say } from '../strings.ts';

const PLACES: readonly (readonly [key: string, to: ScreenId])[] = [
  ['b', 'board'],
  ['o', 'orders'],
  ['f', 'forecast'],
  ['w', 'why'],
  ['t', 'timeline'],
  ['c', 'statechart'],
];

export function goKeys<State>(here: ScreenId): readonly KeyRow<State>[] {
  const row = (key: string, does: string, deed: Deed, when = isOpen): KeyRow<State> => ({
    keys: [key],
    does,
    when: (_, context) => when(context),
    run: (state) => ({ state, deeds: [deed] }),
  });
  return [
    ...PLACES.filter(([, to]) => to !== here).map(([key, to]) =>
      row(key, say(`screen.${to}`).toLowerCase(), { kind: 'go', to }),
    ),
    row('n', say('key.end-turn'), { kind: 'play' }, (context) => isOpen(context) && !isOver(context)),
    row('u', say('key.undo'), { kind: 'undo' }),
    row('N', say('key.note'), {
      kind: 'ask',
      question: say('ask.note'),
      then: (text) => (text.trim() === '' ? { kind: 'say', text: say('ask.nothing') } : { kind: 'note', text: text.trim() }),
    }),
    row('B', say('key.bookmark'), {
      kind: 'ask',
      question: say('ask.bookmark'),
      then: (text) =>
        text.trim() === '' ? { kind: 'say', text: say('ask.nothing') } : { kind: 'bookmark', name: text.trim() },
    }),
  ];
}

function isOpen({ session }: Context): boolean {
  return session !== null;
}

function isOver({ session }: Context): boolean {
  return session?.standing().over === true;
}
