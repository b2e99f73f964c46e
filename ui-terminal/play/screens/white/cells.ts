// The cells: who has sealed what for the coming turn. White sees all of it, and types in what came on paper.

import { leverLabel, words } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { ordersOf } from '../orders/orders-data.ts';
import { type Cell, cellsOf, cellText, type Seminar, seminarIn } from './white-facts.ts';
import { chosenIn, keyFor, LIST_START, type Listing, type ListState, listScreen, matching } from './white-list.ts';

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
  return chosenIn(state, cellRows(state, context))?.cell ?? null;
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
  keyFor(
    (state, context) => (context.session?.standing().over === false ? heldByPerson(state, context) : null),
    'enter',
    say('cells.type-in'),
    ({ seat }) => ({ kind: 'orders of', seat }),
  ),
  keyFor(heldByPerson, 'x', say('cells.hand-back'), ({ seat }) => ({ kind: 'hold', seat, holder: 'strategy' })),
  keyFor(heldByStrategy, 'x', say('cells.take-over'), ({ seat }) => ({ kind: 'hold', seat, holder: 'person' })),
  keyFor(chosen, 'v', say('cells.preview'), ({ seat }) => ({ kind: 'go', to: 'preview', about: { seat } })),
];

function heldByPerson(state: ListState, context: Context): Cell | null {
  const cell = chosen(state, context);
  return cell?.state === 'strategy' ? null : cell;
}

function heldByStrategy(state: ListState, context: Context): Cell | null {
  const cell = chosen(state, context);
  return cell?.state === 'strategy' ? cell : null;
}

export const CELLS = listScreen<ListState>({ id: 'cells', start: () => LIST_START, own: OWN, rows: cellRows, listing });
