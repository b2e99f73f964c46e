// Views of a room made by hand, and what is needed to look at them: a spring in three moves, its projector and the cell of Latvia.

import type { ScreenView, SeatView } from '../../../engine/index.ts';
import { type Frame, textOf } from '../../../ui-terminal/play/frame.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import type { RoomDoor, Seen } from '../../../ui-terminal/room/room-door.ts';

process.env.TZ = 'UTC';

/** Half past ten, two minutes before the first move of ten minutes is over. */
export const NOW = Date.parse('2026-03-04T10:38:00Z');

const HEAD = {
  format: 'greyzone.room/1',
  title: 'A spring in Narva',
  handling: 'FOR TRAINING ONLY, UNCLASSIFIED',
  played: 4,
  turns: 18,
  date: '23 March 2015',
  over: false,
  clock: { startex: '2026-03-04T10:20:00Z', endex: null, since: '2026-03-04T10:30:00Z', before: 600_000 },
  move: {
    title: 'The stone and the exam',
    number: 2,
    of: 3,
    minutes: 10,
    began: 600_000,
    situation:
      'The dates of March are over, and now it is about things that stay: a memorial by a road, an exam in a language, a list on a table.',
    questions: ['Whose idea is this, and what makes you sure?', 'Who has to hear it first from you?'],
  },
} as const;

const HEARD = {
  injects: [
    {
      turn: 2,
      date: '2 March 2015',
      at: '2026-03-04T10:24:00Z',
      from: 'regional paper',
      delivery: 'newspaper',
      label: 'Shops on the bridge',
      text: 'Traders count a third fewer customers than a year ago.',
    },
    {
      turn: 5,
      date: '23 March 2015',
      at: '2026-03-04T10:33:00Z',
      from: 'mayor of Narva',
      delivery: 'telephone',
      label: 'A list on a table',
      text: 'Somebody collects signatures to move the memorial. Nobody at the table gives a name, and everybody signs in two languages.',
    },
  ],
  news: [
    {
      turn: 3,
      date: '9 March 2015',
      text: 'Veterans march in Riga; the police keep two squares apart.',
      importance: 3,
    },
    { turn: 4, date: '16 March 2015', text: 'A head teacher asks what the exam is for.', importance: 2 },
    { turn: 4, date: '16 March 2015', text: 'The rouble rises a little.', importance: 1 },
  ],
  numbers: [
    { name: 'rouble', label: 'Rouble to the euro', value: 64.2, unit: 'RUB', how: 'exact' },
    { name: 'calm', label: 'Calm in the streets', value: 0.62, unit: null, how: 'late' },
  ],
  machines: [{ name: 'alliance', label: 'Alliance', states: ['consultations'], how: 'exact' }],
  places: [
    { name: 'ida_viru', label: 'Ida-Viru', state: 'unrest', rung: 2 },
    { name: 'harju', label: 'Harju', state: 'quiet', rung: 0 },
    { name: 'rest_of_estonia', label: 'Rest of Estonia', state: 'quiet', rung: 0 },
    { name: 'riga', label: 'Riga', state: 'covert acts', rung: 1 },
    { name: 'latgale', label: 'Latgale', state: null, rung: null },
    { name: 'rest_of_latvia', label: 'Rest of Latvia', state: 'quiet', rung: 0 },
  ],
} as const;

export const SCREEN: ScreenView = { kind: 'screen', ...HEAD, ...HEARD };

const level = (name: string) => ({ name, label: name.replaceAll('_', ' ') });

export const SEAT: SeatView = {
  kind: 'seat',
  ...HEAD,
  ...HEARD,
  seat: 'latvia',
  label: 'Latvia',
  brief: 'You answer for the streets of Riga and for the schools of Latgale.',
  role: {
    who: 'The government in Riga, with the police and the mayors on the line.',
    aims: [
      'The ninth of May with flowers and without stretchers.',
      'Latgale hears of Riga by something other than bills.',
    ],
    brings: ['The police, and years of practice.', 'Talks with local leaders.'],
  },
  questions: ['What would a head teacher need to hear from you this week?'],
  levers: [
    {
      name: 'policing[latvia]',
      label: 'Riot police',
      level: 'restrained',
      ordered: 'firm',
      levels: ['restrained', 'present', 'firm'].map(level),
    },
    {
      name: 'talks[latvia]',
      label: 'Talks',
      level: 'none',
      ordered: null,
      levels: ['none', 'mayors', 'unions_as_well'].map(level),
    },
  ],
  funds: 12.5,
  orders: 'sealed here',
  requests: [
    { id: 'latvia-1', turn: 3, text: 'Who paid for the stage?', answer: 'The town says that it was hired in Pskov.' },
    { id: 'latvia-2', turn: 5, text: 'Is the list on paper?', answer: null },
  ],
  receipts: [{ message: 'latvia-0', why: 'turn 3 had been played already' }],
  forecasts: [
    { name: 'riot', label: 'A riot before the end of June', given: 0.3 },
    { name: 'article4', label: 'Consultations under Article 4', given: null },
  ],
};

export function seenAs<View extends ScreenView | SeatView>(
  view: View | null,
  more: Partial<Seen<View>> = {},
): Seen<View> {
  return { view, lack: null, white: { isThere: true }, ...more };
}

export function looksFor(wish: 'unicode' | 'ascii' | 'screen reader' = 'unicode') {
  return looksOf({ colour: false, ascii: wish === 'ascii', screenReader: wish === 'screen reader' });
}

export function pictureOf(frame: Frame): string {
  return `${frame.map((row) => textOf(row).trimEnd()).join('\n')}\n`;
}

/** A door that a test opens, shuts and fills. */
export function madeDoor<View extends ScreenView | SeatView>(first: Seen<View>) {
  let seen = first;
  const changed = new Set<() => void>();
  const posted: Parameters<RoomDoor<View>['post']>[0][] = [];
  let fault = '';
  const door: RoomDoor<View> = {
    look: () => seen,
    follow: (tell) => {
      changed.add(tell);
      return () => void changed.delete(tell);
    },
    post: (message) => {
      if (fault === '') posted.push(message);
      return fault;
    },
  };
  return {
    door,
    posted,
    show: (next: Seen<View>): void => {
      seen = next;
      for (const tell of changed) tell();
    },
    /** From now on nothing can be sent, for this reason; empty, again. */
    jam: (why: string): void => {
      fault = why;
    },
    followers: () => changed.size,
  };
}
