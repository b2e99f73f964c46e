// Keys that mean the same on every screen of an open case: where to go, end the turn, take back, note, bookmark. A screen adds them after its own.

import { WHITE_SEAT } from '../../../engine/index.ts';
import { ask } from '../asking.ts';
import type { Context, Deed, KeyRow, ScreenId, WHITE_SCREENS } from '../screen.ts';
import { say } from '../strings.ts';
import { seminarIn } from './white/white-facts.ts';
import { askWhiteNote } from './white/white-note.ts';

const NOTHING = { kind: 'say' as const, text: say('ask.nothing') };

const PLACES: readonly (readonly [key: string, to: ScreenId])[] = [
  ['b', 'board'],
  ['o', 'orders'],
  ['f', 'forecast'],
  ['w', 'why'],
  ['t', 'timeline'],
  ['c', 'statechart'],
];

/** The white cell's screens stand under capital letters. */
const WHITE_PLACES: readonly (readonly [key: string, to: (typeof WHITE_SCREENS)[number]])[] = [
  ['C', 'control'],
  ['M', 'msel'],
  ['O', 'cells'],
  ['R', 'ruling'],
  ['A', 'requests'],
  ['L', 'notes'],
  ['V', 'evaluation'],
  ['P', 'preview'],
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
    ...whiteKeys<State>(here),
    {
      ...row('E', say('key.how-it-ended'), { kind: 'go', to: 'end' }, (context) => here !== 'end' && isOver(context)),
      footer: true,
    },
    row('n', say('key.end-turn'), { kind: 'play' }, (context) => isOpen(context) && !isOver(context)),
    row('u', say('key.undo'), { kind: 'undo' }),
    {
      keys: ['s'],
      does: say('key.seat'),
      when: (_, context) => otherPerson(context) !== null && seminarIn(context) === null,
      run: (state, context) => ({
        state,
        deeds: [{ kind: 'look through', seat: otherPerson(context) ?? context.seat }],
      }),
    },
    {
      keys: ['H'],
      does: say('key.hold'),
      when: (_, context) => isOpen(context) && !isOver(context),
      run: (state, context) => ({ state, deeds: [askHolder(context)] }),
    },
    {
      keys: ['N'],
      does: say('key.note'),
      when: (_, context) => seminarIn(context) !== null,
      run: (state, context) => ({ state, deeds: [askWhiteNote(seminarIn(context)!)] }),
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

/** Where to go at the console of a seminar. */
export function whiteKeys<State>(here: ScreenId): readonly KeyRow<State>[] {
  return WHITE_PLACES.filter(([, to]) => to !== here).map(([key, to]) => ({
    keys: [key],
    does: say(`screen.${to}`).toLowerCase(),
    footer: to === 'control',
    when: (_, context) => seminarIn(context) !== null,
    run: (state) => ({ state, deeds: [{ kind: 'go', to }] }),
  }));
}

/** Takes a seat that its strategy holds, or gives one back to it, in the middle of a case. */
function askHolder({ session }: Context): Deed {
  const { model } = session!.ground;
  const { holders } = session!.standing();
  const seats = model.seats.map(({ name }) => name).filter((name) => name !== WHITE_SEAT);
  const list = seats.map((name) => say(holders[name] === 'person' ? 'hold.person' : 'hold.strategy', { seat: name }));
  return ask(say('hold.question', { seats: list.join(' ') }), (text) => {
    const wanted = text.trim().toLowerCase();
    const seat = seats.find((name) => name === wanted) ?? seats.filter((name) => name.startsWith(wanted)).at(0);
    if (wanted === '' || seat === undefined)
      return { kind: 'say', text: say('hold.unknown', { seats: seats.join(', ') }) };
    return { kind: 'hold', seat, holder: holders[seat] === 'person' ? 'strategy' : 'person' };
  });
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
