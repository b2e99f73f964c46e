// What the projector and each cell see at this moment: the very data that is published to them, as text. Nobody but the white cell is shown this.

import type { RoomView, SeatView } from '../../../../engine/index.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { numberText } from '../../widgets/number-text.ts';
import { viewsOf } from './room-views.ts';
import { seminarIn } from './white-facts.ts';
import { chosenIn, LIST_START, type Listing, type ListState, listScreen, matching, startAt } from './white-list.ts';

function viewRows({ typed }: ListState, context: Context) {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  return matching(
    viewsOf(seminar.session).map((view) => ({
      key: view.kind === 'screen' ? 'screen' : view.seat,
      text: view.kind === 'screen' ? say('preview.projector') : view.label,
      view,
    })),
    typed,
  );
}

function startPreview(context: Context, about?: unknown): ListState {
  const { seat } = (about ?? {}) as { readonly seat?: string };
  return startAt(viewRows(LIST_START, context), seat);
}

function listing(state: ListState, context: Context): Listing {
  const rows = viewRows(state, context);
  const chosen = chosenIn(state, rows);
  return {
    title: say('preview.who'),
    rows,
    empty: say('app.nothing'),
    aboutTitle: chosen?.text ?? '',
    about: chosen === null ? [] : sectionsOf(chosen.view),
  };
}

function sectionsOf(view: RoomView): readonly Section[] {
  const { move, injects, news, numbers, machines, places } = view;
  const seat = view.kind === 'seat' ? view : null;
  const questions = [...(move?.questions ?? []), ...(seat?.questions ?? [])];
  const sections: readonly Section[] = [
    {
      heading: view.title,
      passages: [
        row(say('preview.handling'), view.handling),
        row(
          say('preview.turn'),
          say('control.turn', { turn: Math.min(view.played + 1, view.turns), turns: view.turns, date: view.date }),
        ),
        ...(move === null ? [] : [row(say('preview.move'), move.title), paragraph(move.situation)]),
      ],
    },
    { heading: say('preview.questions'), passages: questions.map(paragraph) },
    {
      heading: say('preview.injects'),
      passages: injects.map(({ turn, from, text }) => row(say('preview.of-turn', { turn, from }), text)),
    },
    { heading: say('board.news'), passages: news.map(({ turn, text }) => row(say('msel.turn', { turn }), text)) },
    {
      heading: say('board.indicators'),
      passages: numbers.map(({ label, value, unit }) =>
        row(label, `${numberText(value)}${unit === null ? '' : ` ${unit}`}`),
      ),
    },
    { heading: say('board.machines'), passages: machines.map(({ label, states }) => row(label, states.join(', '))) },
    { heading: say('board.map'), passages: places.map(({ label, state }) => row(label, state ?? '-')) },
    ...(seat === null ? [] : ownSections(seat)),
  ];
  return sections.filter(({ passages }) => passages.length > 0);
}

function ownSections({ levers, funds, orders, requests, receipts }: SeatView): readonly Section[] {
  return [
    {
      heading: say('preview.levers'),
      passages: [
        paragraph(say('preview.orders', { state: orders })),
        ...(funds === null ? [] : [row(say('preview.purse'), numberText(funds))]),
        ...levers.map(({ label, level, ordered }) =>
          row(label, ordered === null ? level : say('cells.change', { from: level, to: ordered })),
        ),
      ],
    },
    {
      heading: say('screen.requests'),
      passages: requests.map(({ text, answer }) => row(text, answer ?? say('requests.none-yet'))),
    },
    {
      heading: say('preview.turned-away'),
      passages: receipts.filter(({ why }) => why !== '').map(({ why }) => paragraph(why)),
    },
  ];
}

export const PREVIEW = listScreen<ListState>({ id: 'preview', start: startPreview, own: [], rows: viewRows, listing });
