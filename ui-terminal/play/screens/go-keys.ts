// Keys that mean the same on every screen of an open case: where to go, end the turn, take back, note, bookmark. A screen adds them after its own.

import { ask } from '../asking.ts';
import type { Context, Deed, KeyRow, ScreenId } from '../screen.ts';
import { say } from '../strings.ts';

const NOTHING = { kind: 'say' as const, text: say('ask.nothing') };

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
    {
      keys: ['s'],
      does: say('key.seat'),
      when: (_, context) => otherPerson(context) !== null,
      run: (state, context) => ({
        state,
        deeds: [{ kind: 'look through', seat: otherPerson(context) ?? context.seat }],
      }),
    },
    row(
      'N',
      say('key.note'),
      ask(say('ask.note'), (text) => (isEmpty(text) ? NOTHING : { kind: 'note', text: text.trim() })),
    ),
    row(
      'B',
      say('key.bookmark'),
      ask(say('ask.bookmark'), (text) => (isEmpty(text) ? NOTHING : { kind: 'bookmark', name: text.trim() })),
    ),
  ];
}

/** Who sits at this keyboard next to the seat; null when nobody else does. */
function otherPerson({ session, seat }: Context): string | null {
  if (session === null) return null;
  const { holders } = session.standing();
  const persons = session.ground.model.seats.map(({ name }) => name).filter((name) => holders[name] === 'person');
  return persons.length < 2 ? null : persons[(persons.indexOf(seat) + 1) % persons.length]!;
}

function isEmpty(text: string): boolean {
  return text.trim() === '';
}

function isOpen({ session }: Context): boolean {
  return session !== null;
}

function isOver({ session }: Context): boolean {
  return session?.standing().over === true;
}
