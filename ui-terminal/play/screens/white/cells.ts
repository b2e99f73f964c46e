// The cells: who has sealed what for the coming turn. White sees all of it, and types in what came on paper.

import { leverLabel, words } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, KeyRow, Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { ordersOf } from '../orders/orders-data.ts';
import { type Cell, cellsOf, cellText, type Seminar, seminarIn } from './white-facts.ts';
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

function cellRows({ typed }: ListState, context: Context) {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  return matching(
    cellsOf(seminar).map((cell) => ({
      key: cell.seat,
      text: `${cell.label.padEnd(14)} ${cellText(cell)}`,
      tone:
        cell.state === 'open' ? ('warn' as const) : cell.state === 'strategy' ? ('faint' as const) : ('good' as const),
      cell,
    })),
    typed,
  );
}

function chosen(state: ListState, context: Context): Cell | null {
  const rows = cellRows(state, context);
  return rows[cursorIn(state, rows)]?.cell ?? null;
}

function aboutCell(cell: Cell, { session, stands }: Seminar): readonly Section[] {
  const { scenario } = session.ground;
  const { rows, funds, left } = ordersOf(session, cell.seat, {});
  const asks = stands.requests.filter((request) => request.seat === cell.seat && request.answer === null);
  return [
    {
      heading: cell.label,
      passages: [
        paragraph(say(`cells.about-${cell.state}`)),
        ...(funds === null
          ? []
          : [
              paragraph(
                say('cells.money', { funds: Number(funds.toFixed(2)), left: Number((left ?? funds).toFixed(2)) }),
              ),
            ]),
      ],
    },
    {
      heading: say('cells.levers'),
      passages:
        rows.length === 0
          ? [paragraph(say('orders.none'))]
          : rows.map(({ name, preview, sealed }) =>
              row(
                leverLabel(scenario, name, cell.seat),
                sealed === null
                  ? words(preview.asked)
                  : say('cells.change', { from: words(preview.stands), to: words(sealed) }),
                sealed === null ? undefined : 'strong',
              ),
            ),
    },
    ...(asks.length === 0
      ? []
      : [{ heading: say('screen.requests'), passages: asks.map(({ text }) => paragraph(text)) }]),
  ];
}

function listing(state: ListState, context: Context): Listing {
  const seminar = seminarIn(context);
  const cell = chosen(state, context);
  return {
    title: say('cells.title', { turn: (context.session?.standing().played ?? 0) + 1 }),
    rows: cellRows(state, context),
    empty: say('app.nothing'),
    aboutTitle: say('cells.sealed'),
    about: seminar === null || cell === null ? [] : aboutCell(cell, seminar),
  };
}

const OWN: readonly KeyRow<ListState>[] = [
  {
    keys: ['enter'],
    does: say('cells.type-in'),
    footer: true,
    when: (state, context) => isHeld(chosen(state, context)) && context.session?.standing().over === false,
    run: (state, context) => {
      const cell = chosen(state, context);
      return { state, deeds: cell === null ? [] : [{ kind: 'orders of', seat: cell.seat }] };
    },
  },
  {
    keys: ['x'],
    does: say('cells.hand-back'),
    footer: true,
    when: (state, context) => isHeld(chosen(state, context)),
    run: (state, context) => {
      const cell = chosen(state, context);
      return { state, deeds: cell === null ? [] : [{ kind: 'hold', seat: cell.seat, holder: 'strategy' }] };
    },
  },
  {
    keys: ['x'],
    does: say('cells.take-over'),
    footer: true,
    when: (state, context) => chosen(state, context)?.state === 'strategy',
    run: (state, context) => {
      const cell = chosen(state, context);
      return { state, deeds: cell === null ? [] : [{ kind: 'hold', seat: cell.seat, holder: 'person' }] };
    },
  },
  {
    keys: ['v'],
    does: say('cells.preview'),
    footer: true,
    when: (state, context) => chosen(state, context) !== null,
    run: (state, context) => ({
      state,
      deeds: [{ kind: 'go', to: 'preview', about: { seat: chosen(state, context)?.seat } }],
    }),
  },
];

function isHeld(cell: Cell | null): boolean {
  return cell !== null && cell.state !== 'strategy';
}

export const CELLS: Screen<ListState> = {
  id: 'cells',
  title: () => say('screen.cells'),
  start: () => LIST_START,
  keys: listKeys('cells', OWN, (state, context) => cellRows(state, context).length),
  look: (state, context) => lookListing(listing(state, context), state, context),
  filter: (state, typed) => ({ ...state, typed, cursor: 0, scroll: 0 }),
  tell: (state, context) => tellListing(listing(state, context), state),
};
