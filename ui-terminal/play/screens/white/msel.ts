// The master scenario events list: what is planned, what the room has heard, and what the director does with each entry.

import { type AdHocInject, entryStanding, type MselEntry } from '../../../../engine/index.ts';
import { askInTurn } from '../../asking.ts';
import { sentence } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, Deed, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import {
  cellNames,
  dueIn,
  isBlank,
  momentShort,
  momentText,
  notBlank,
  oneOfOrNothing,
  type Seminar,
  seatsText,
  seminarIn,
  statusText,
  wallText,
} from './white-facts.ts';
import {
  anySeminar,
  chosenIn,
  keyFor,
  LIST_START,
  type Listing,
  type ListRow,
  type ListState,
  listScreen,
  matching,
  startAt,
  viewKey,
} from './white-list.ts';
import { askWhiteNote } from './white-note.ts';

const VIEWS = ['all', 'due', 'open', 'released'] as const;
type View = (typeof VIEWS)[number];

export interface MselState extends ListState {
  readonly view: View;
}

interface MselRow extends ListRow {
  readonly entry: MselEntry | null;
  readonly own: AdHocInject | null;
}

function startMsel(context: Context, about?: unknown): MselState {
  const { entry } = (about ?? {}) as { readonly entry?: string };
  const state: MselState = { ...LIST_START, view: 'all' };
  return { ...state, ...startAt(rowsOf(state, context), entry) };
}

function rowsOf({ view, typed }: MselState, context: Context): readonly MselRow[] {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  const { plan, stands } = seminar;
  const due = dueIn(seminar);
  const planned = plan.msel
    .filter((entry) => isIn(view, entryStanding(stands, entry).status, due.includes(entry.id)))
    .map((entry): MselRow => {
      const { status } = entryStanding(stands, entry);
      const isDue = due.includes(entry.id);
      const text = `${entry.id.padEnd(5)} ${momentShort(entry).padEnd(6)} ${(isDue ? say('msel.due') : statusText(status)).padEnd(9)} ${sentence(entry.label)}`;
      const tone = isDue
        ? 'warn'
        : status === 'released'
          ? 'good'
          : status === 'draft' || status === 'approved'
            ? 'plain'
            : 'faint';
      return { key: entry.id, text, tone, entry, own: null };
    });
  const own = stands.adHoc.map(
    (inject): MselRow => ({
      key: inject.id,
      text: `${inject.id.padEnd(5)} ${`t${inject.turn}`.padEnd(6)} ${statusText('released').padEnd(9)} ${inject.label}`,
      tone: 'good',
      entry: null,
      own: inject,
    }),
  );
  return matching([...planned, ...(view === 'all' || view === 'released' ? own : [])], typed);
}

function isIn(view: View, status: string, isDue: boolean): boolean {
  if (view === 'all') return true;
  if (view === 'due') return isDue;
  const isOpen = status === 'draft' || status === 'approved' || status === 'deferred';
  return view === 'open' ? isOpen : status === 'released' || status === 'complete';
}

function chosen(state: MselState, context: Context): MselRow | null {
  return chosenIn(state, rowsOf(state, context));
}

function about(row: MselRow | null, seminar: Seminar): readonly Section[] {
  if (row?.entry != null) return aboutEntry(row.entry, seminar);
  return row?.own == null ? [] : aboutOwn(row.own, seminar);
}

function aboutEntry(entry: MselEntry, seminar: Seminar): readonly Section[] {
  const { plan, stands } = seminar;
  const { status, reason, released, at, until } = entryStanding(stands, entry);
  const objectives = entry.objectives.map((name) => plan.objectives.get(name) ?? name);
  return [
    {
      heading: sentence(entry.label),
      passages: [
        row(say('msel.status'), statusText(status)),
        ...(reason === '' ? [] : [row(say('msel.reason'), reason)]),
        ...(until === null ? [] : [row(say('msel.until'), say('msel.turn', { turn: until }))]),
        ...(released === null
          ? []
          : [row(say('msel.heard'), say('msel.released-in', { turn: released, time: wallText(at) }))]),
        row(say('msel.planned'), momentText(entry)),
        row(say('msel.kind'), entry.kind),
        row(say('msel.from'), entry.from),
        row(say('msel.to'), seatsText(seminar, entry.to)),
        row(say('msel.delivery'), entry.delivery),
        ...(entry.minutes === null ? [] : [row(say('msel.minutes'), String(entry.minutes))]),
        row(
          say('msel.moves'),
          entry.inject === null ? say('msel.words-alone') : say('msel.in-model', { inject: entry.inject }),
        ),
      ],
    },
    { heading: say('msel.text'), passages: [paragraph(entry.text)] },
    { heading: say('msel.expected'), passages: [paragraph(entry.expected)] },
    { heading: say('msel.objective'), passages: objectives.map(paragraph) },
    ...(entry.notes === null ? [] : [{ heading: say('msel.notes'), passages: [paragraph(entry.notes)] }]),
  ];
}

function aboutOwn(
  { label, text, from, to, objective, reason, turn, at }: AdHocInject,
  seminar: Seminar,
): readonly Section[] {
  return [
    {
      heading: label,
      passages: [
        row(say('msel.heard'), say('msel.released-in', { turn, time: wallText(at) })),
        row(say('msel.from'), from),
        row(say('msel.to'), seatsText(seminar, to)),
        row(say('msel.reason'), reason),
        ...(objective === null
          ? []
          : [row(say('msel.objective'), seminar.plan.objectives.get(objective) ?? objective)]),
      ],
    },
    { heading: say('msel.text'), passages: [paragraph(text)] },
  ];
}

function listing(state: MselState, context: Context): Listing {
  const seminar = seminarIn(context);
  const rows = rowsOf(state, context);
  return {
    title: say(`msel.view-${state.view}`),
    rows,
    empty: say('app.nothing'),
    aboutTitle: chosen(state, context)?.key ?? '',
    about: seminar === null ? [] : about(chosen(state, context), seminar),
  };
}

type Row = KeyRow<MselState>;

/** A key for the entry under the cursor. */
function entryKey(key: string, does: string, deedOf: (entry: MselEntry, seminar: Seminar) => Deed, footer = true): Row {
  const found = (state: MselState, context: Context) => {
    const [entry, seminar] = [chosen(state, context)?.entry ?? null, seminarIn(context)];
    return entry === null || seminar === null ? null : { entry, seminar };
  };
  return keyFor(found, key, does, ({ entry, seminar }) => deedOf(entry, seminar), footer);
}

function to(status: 'released' | 'complete' | 'approved', entry: MselEntry): Deed {
  const said = say(`msel.said-${status}`, { id: entry.id });
  return { kind: 'take', inputs: [{ kind: 'msel', entry: entry.id, status }], said };
}

/** What cannot be done any more is said before anything is asked. */
function unlessHeard({ stands }: Seminar, entry: MselEntry, deed: Deed): Deed {
  const { status, released } = entryStanding(stands, entry);
  if (status !== 'released' && status !== 'complete') return deed;
  return { kind: 'say', text: say('msel.cannot-change', { id: entry.id, turn: released ?? 0 }) };
}

function deferring(entry: MselEntry, seminar: Seminar): Deed {
  const whyNot = (text: string): string | null =>
    isBlank(text) || /^\d{1,4}$/.test(text) ? null : say('msel.until-number');
  return unlessHeard(
    seminar,
    entry,
    askInTurn(
      [
        { question: say('msel.ask-defer', { id: entry.id }), whyNot: notBlank },
        { question: say('msel.ask-until'), whyNot },
      ],
      ([reason = '', until = '']) => ({
        kind: 'take',
        inputs: [
          {
            kind: 'msel',
            entry: entry.id,
            status: 'deferred',
            reason,
            ...(until === '' ? {} : { until: Number(until) }),
          },
        ],
        said: say('msel.said-deferred', { id: entry.id }),
      }),
    ),
  );
}

function skipping(entry: MselEntry, seminar: Seminar): Deed {
  return unlessHeard(
    seminar,
    entry,
    askInTurn([{ question: say('msel.ask-skip', { id: entry.id }), whyNot: notBlank }], ([reason = '']) => ({
      kind: 'take',
      inputs: [{ kind: 'msel', entry: entry.id, status: 'skipped', reason }],
      said: say('msel.said-skipped', { id: entry.id }),
    })),
  );
}

/** An inject that nobody planned: words alone. */
function adHoc(seminar: Seminar): Deed {
  const cells = cellNames(seminar);
  const listed = (text: string): readonly string[] => text.split(/[\s,]+/).filter((name) => name !== '');
  const seatsOf = (text: string): readonly string[] => (text === 'all' || text === '' ? cells : listed(text));
  const objectives = [...seminar.plan.objectives.keys()];
  return askInTurn(
    [
      { question: say('msel.ask-text'), whyNot: notBlank },
      { question: say('msel.ask-label'), whyNot: notBlank },
      { question: say('msel.ask-from') },
      {
        question: say('msel.ask-to', { cells: cells.join(', ') }),
        whyNot: (text) => {
          const unknown = seatsOf(text).find((name) => !cells.includes(name));
          return unknown === undefined ? null : say('white.one-of', { names: `all, ${cells.join(', ')}` });
        },
      },
      {
        question: say('white.ask-objective', { names: objectives.join(', ') }),
        whyNot: oneOfOrNothing(objectives),
      },
      { question: say('msel.ask-reason'), whyNot: notBlank },
    ],
    ([text = '', label = '', from = '', seats = '', objective = '', reason = '']) => {
      const id = `A-${seminar.session.standing().seminar.adHoc.length + 1}`;
      return {
        kind: 'take',
        inputs: [
          {
            kind: 'ad hoc',
            id,
            label,
            text,
            from: from === '' ? say('msel.from-white') : from,
            to: seatsOf(seats),
            reason,
            ...(objective === '' ? {} : { objective }),
          },
        ],
        said: say('msel.said-released', { id }),
      };
    },
  );
}

const OWN: readonly Row[] = [
  entryKey('r', say('msel.release'), (entry) => to('released', entry)),
  entryKey('d', say('msel.defer'), deferring),
  entryKey('x', say('msel.skip'), skipping),
  entryKey('e', say('msel.complete'), (entry) => to('complete', entry)),
  entryKey('a', say('msel.approve'), (entry, seminar) => unlessHeard(seminar, entry, to('approved', entry)), false),
  keyFor(anySeminar, 'i', say('msel.ad-hoc'), adHoc),
  {
    keys: ['N'],
    does: say('key.note'),
    when: (_, context) => seminarIn(context) !== null,
    run: (state, context) => ({
      state,
      deeds: [askWhiteNote(seminarIn(context)!, chosen(state, context)?.entry?.id)],
    }),
  },
  viewKey(VIEWS, say('msel.next-view')),
];

export const MSEL = listScreen<MselState>({ id: 'msel', start: startMsel, own: OWN, rows: rowsOf, listing });
