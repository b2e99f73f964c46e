// The notes for the hot wash: strengths, areas for improvement, and plain ones.

import { seatLabel } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, KeyRow, Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { type Seminar, seminarIn } from './white-facts.ts';
import {
  cursorIn,
  LIST_START,
  type Listing,
  type ListState,
  listKeys,
  lookListing,
  matching,
  tellListing,
} from './white-list.ts';
import { askWhiteNote } from './white-note.ts';

const VIEWS = ['all', 'strength', 'improve', 'plain'] as const;

interface NotesState extends ListState {
  readonly view: (typeof VIEWS)[number];
}

/** The latest on top. */
function noteRows({ view, typed }: NotesState, context: Context) {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  const notes = seminar.session.standing().remarks.flatMap((remark) => (remark.kind === 'note' ? [remark] : []));
  return matching(
    notes
      .map((note, index) => ({ note, index }))
      .filter(({ note }) => view === 'all' || (note.mark ?? 'plain') === view)
      .reverse()
      .map(({ note, index }) => ({
        key: String(index),
        text: `t${String(note.turn).padEnd(3)} ${say(`notes.sign-${note.mark ?? 'plain'}`)} ${note.text}`,
        tone:
          note.mark === 'strength'
            ? ('good' as const)
            : note.mark === 'improve'
              ? ('warn' as const)
              : ('plain' as const),
        note,
      })),
    typed,
  );
}

type Note = ReturnType<typeof noteRows>[number]['note'];

function aboutNote({ text, mark, entry, objective, seat, turn }: Note, { plan, session }: Seminar): readonly Section[] {
  const label = plan.msel.find(({ id }) => id === entry)?.label;
  return [
    {
      heading: say(`notes.view-${mark ?? 'plain'}`),
      passages: [
        paragraph(text),
        row(say('notes.turn'), String(turn)),
        row(say('notes.by'), seatLabel(session.ground.scenario, seat)),
        ...(entry === undefined ? [] : [row(say('notes.entry'), [entry, label].filter(Boolean).join(' '))]),
        ...(objective === undefined ? [] : [row(say('msel.objective'), plan.objectives.get(objective) ?? objective)]),
      ],
    },
  ];
}

function listing(state: NotesState, context: Context): Listing {
  const seminar = seminarIn(context);
  const rows = noteRows(state, context);
  const chosen = rows[cursorIn(state, rows)];
  return {
    title: say(`notes.view-${state.view}`),
    rows,
    empty: say('notes.none'),
    aboutTitle: say('notes.one'),
    about: seminar === null || chosen === undefined ? [] : aboutNote(chosen.note, seminar),
  };
}

const OWN: readonly KeyRow<NotesState>[] = [
  {
    keys: ['i'],
    does: say('notes.write'),
    footer: true,
    when: (_, context) => seminarIn(context) !== null,
    run: (state, context) => {
      const seminar = seminarIn(context);
      return { state, deeds: seminar === null ? [] : [askWhiteNote(seminar)] };
    },
  },
  {
    keys: ['v', 'tab'],
    does: say('notes.next-view'),
    footer: true,
    run: (state) => ({
      state: { ...state, cursor: 0, scroll: 0, view: VIEWS[(VIEWS.indexOf(state.view) + 1) % VIEWS.length]! },
    }),
  },
];

export const NOTES: Screen<NotesState> = {
  id: 'notes',
  title: () => say('screen.notes'),
  start: () => ({ ...LIST_START, view: 'all' }),
  keys: listKeys('notes', OWN, (state, context) => noteRows(state, context).length),
  look: (state, context) => lookListing(listing(state, context), state, context),
  filter: (state, typed) => ({ ...state, typed, cursor: 0, scroll: 0 }),
  tell: (state, context) => tellListing(listing(state, context), state),
};
