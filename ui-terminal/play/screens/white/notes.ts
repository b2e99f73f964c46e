// The notes for the hot wash: strengths, areas for improvement, and plain ones.

import { seatLabel } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { type Seminar, seminarIn } from './white-facts.ts';
import {
  anySeminar,
  chosenIn,
  keyFor,
  LIST_START,
  type Listing,
  type ListState,
  listScreen,
  matching,
  viewKey,
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
  const chosen = chosenIn(state, rows);
  return {
    title: say(`notes.view-${state.view}`),
    rows,
    empty: say('notes.none'),
    aboutTitle: say('notes.one'),
    about: seminar === null || chosen === null ? [] : aboutNote(chosen.note, seminar),
  };
}

const OWN: readonly KeyRow<NotesState>[] = [
  keyFor(anySeminar, 'i', say('notes.write'), (seminar) => askWhiteNote(seminar)),
  viewKey(VIEWS, say('notes.next-view')),
];

export const NOTES = listScreen<NotesState>({
  id: 'notes',
  start: () => ({ ...LIST_START, view: 'all' }),
  own: OWN,
  rows: noteRows,
  listing,
});
