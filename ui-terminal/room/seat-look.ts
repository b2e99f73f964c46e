// A cell's terminal as a frame of exactly the screen's size, and as sentences for a screen reader or a plain text.

import type { SeatView } from '../../engine/index.ts';
import {
  columnsOf,
  type Frame,
  fitFrame,
  fitLine,
  type Glyphs,
  type Line,
  line,
  span,
  widthOf,
} from '../play/frame.ts';
import { numberText } from '../play/widgets/number-text.ts';
import { readClock } from './exercise-clock.ts';
import { clockLine, ends, turnText, whenText } from './parts.ts';
import {
  footer,
  helpFrame,
  isTooSmall,
  liveKeys,
  type Place,
  remark,
  spokenKeys,
  tooSmall,
  typingFooter,
} from './room-keys.ts';
import { SEAT_KEYS } from './seat-keys.ts';
import { chanceText, OWN_ROWS, seatBody } from './seat-pages.ts';
import {
  draftText,
  earlierRefusals,
  levelLabel,
  leverRows,
  leverText,
  ordersText,
  SEAT_PAGES,
  type SeatContext,
  type SeatState,
  sentText,
} from './seat-state.ts';
import { say } from './strings.ts';
import { waitingFrame, waitingSentences, whiteText } from './waiting.ts';
import { headed, headSentences, injectSentences, newsSentences, placeSentences, seenSentences } from './watch-look.ts';

export function lookOfSeat(state: SeatState, context: SeatContext): Frame {
  const { seen, columns, rows, looks, now } = context;
  const { glyphs } = looks;
  if (isTooSmall(context)) return tooSmall(columns, rows);
  const { view } = seen;
  if (view === null) return waitingFrame(seen, context);
  const live = liveKeys(SEAT_KEYS, state, context);
  const room = rows - OWN_ROWS;
  const body = state.isHelp ? helpFrame(live, columns, room, glyphs) : seatBody(state, context);
  const [handling, whole] = [line(' ', span('strong', view.handling)), whoseLine(view, whenText(view), glyphs)];
  const fits = widthOf(handling) + widthOf(whole) < columns;
  const whose = fits ? whole : whoseLine(view, turnText(view), glyphs);
  return fitFrame(
    [
      ends(handling, whose, columns, glyphs.ellipsis),
      clockLine(view, readClock(view, now), columns, glyphs),
      pagesLine(state, view, columns),
      ...fitFrame(body, columns, room, glyphs.ellipsis),
      state.asking === null
        ? remark(remarkText(state, context, view), columns, glyphs)
        : askLine(state.asking, state.message, context),
      state.asking === null ? footer(live, columns) : typingFooter(columns),
    ],
    columns,
    rows,
    glyphs.ellipsis,
  );
}

function whoseLine({ label }: SeatView, when: string, glyphs: Glyphs): Line {
  return line(' ', span('title', `${label} `), span('faint', `${glyphs.vertical} ${when} `));
}

/** `1 Situation 2 Injects 3 Orders* ...`: a star where a draft waits. */
function pagesLine(state: SeatState, view: SeatView, columns: number): Line {
  const draft = draftText(state, view) === '' ? '' : '*';
  const spans = SEAT_PAGES.flatMap((page, index): Line => {
    const name = `${index + 1} ${say(`page.${page}`)}${page === 'orders' ? draft : ''}`;
    return [{ text: ' ' }, span(page === state.page ? 'cursor' : 'faint', name)];
  });
  return fitLine(spans, columns);
}

/** What the last key did; that white is away; how it stands with what was sent last. */
function remarkText(state: SeatState, { seen }: SeatContext, view: SeatView): string {
  const white = whiteText(seen);
  if (state.message !== '') return state.message;
  if (white !== '') return white;
  const last = state.sent.at(-1);
  return last === undefined ? '' : sentText(last, view);
}

/** The end of what is typed shows; a long beginning gives way. */
function askLine(asking: NonNullable<SeatState['asking']>, message: string, { columns }: Place): Line {
  const question = asking.kind === 'request' ? say('ask.request') : say('ask.odds', { event: asking.label });
  const note = message === '' ? '' : `  ${message}`;
  const shown = fitLine(
    line(' ', span('strong', question)),
    Math.min(columnsOf(question) + 1, Math.floor(columns * 0.6)),
  );
  const room = columns - shown.reduce((sum, { text }) => sum + columnsOf(text), 0) - 2 - columnsOf(note);
  let typed = [...asking.typed];
  while (typed.length > 0 && columnsOf(typed.join('')) > Math.max(8, room)) typed = typed.slice(1);
  return fitLine(line(...shown, ` ${typed.join('')}_`, span('warn', note)), columns);
}

export function tellSeat(state: SeatState, context: SeatContext): readonly string[] {
  const { seen } = context;
  const { view } = seen;
  if (view === null) return waitingSentences(seen);
  const { asking } = state;
  const live = liveKeys(SEAT_KEYS, state, context);
  if (state.isHelp) return [say('app.help'), ...live.map(({ keys, does }) => `${keys.join(' ')}: ${does}`)];
  const question =
    asking === null
      ? []
      : [
          `${asking.kind === 'request' ? say('ask.request') : say('ask.odds', { event: asking.label })} ${asking.typed}`,
        ];
  return [
    `${view.label}, ${say(`page.${state.page}`)}.`,
    ...pageSentences(state, context, view),
    ...[remarkText(state, context, view)].filter((text) => text !== ''),
    ...question,
    ...(asking === null ? [spokenKeys(live)] : []),
  ];
}

function pageSentences(state: SeatState, context: SeatContext, view: SeatView): readonly string[] {
  switch (state.page) {
    case 'situation':
      return situationSentences(view, context.now);
    case 'injects':
      return injectSentences(view);
    case 'orders':
      return orderSentences(state, view);
    case 'requests':
      return requestSentences(state, view);
    case 'chances':
      return chanceSentences(state, view);
    case 'role':
      return roleSentences(view);
  }
}

function situationSentences(view: SeatView, now: number): readonly string[] {
  return [
    ...headSentences(view, now),
    ...headed(say('tell.questions'), [...view.questions, ...(view.move?.questions ?? [])]),
    ...headed(say('tell.seen'), seenSentences(view)),
    ...headed(say('tell.places'), placeSentences(view)),
    ...headed(say('tell.news'), newsSentences(view)),
  ];
}

function orderSentences(state: SeatState, view: SeatView): readonly string[] {
  const rows = leverRows(state, view);
  return [
    ordersText(state, view),
    ...[draftText(state, view)].filter((text) => text !== ''),
    ...(view.funds === null ? [] : [say('orders.funds', { funds: numberText(view.funds) })]),
    ...rows.map((row, index) => {
      const levels = row.levels.map(({ label }) => label).join(', ');
      const choice = index === state.lever ? `; ${say('orders.can-be', { levels })}` : '';
      return `${index === state.lever ? '> ' : ''}${leverText(row)}${choice}.`;
    }),
  ];
}

function requestSentences(state: SeatState, view: SeatView): readonly string[] {
  return [
    ...view.requests.toReversed().map(({ turn, text, answer }) => {
      const told = answer === null ? say('requests.no-answer') : say('requests.answer', { text: answer });
      return `${say('requests.in-turn', { turn })}: ${text} ${told}`;
    }),
    ...earlierRefusals(state, view).map((why) => say('sent.earlier', { why })),
    ...(view.requests.length === 0 ? [say('requests.none')] : []),
  ];
}

function chanceSentences(state: SeatState, view: SeatView): readonly string[] {
  if (view.forecasts.length === 0) return [say('chances.none')];
  return view.forecasts.map(
    (event, index) => `${index === state.event ? '> ' : ''}${event.label}: ${chanceText(state, view, event)}.`,
  );
}

function roleSentences({ label, brief, role }: SeatView): readonly string[] {
  return [
    `${say('role.you-are', { seat: label })}.`,
    ...[role?.who ?? '', brief ?? ''].filter((text) => text !== ''),
    ...headed(`${say('role.aims')}:`, role?.aims ?? []),
    ...headed(`${say('role.brings')}:`, role?.brings ?? []),
  ];
}

/** All that the cell may know, with the names that `--order` and `--odds` want. */
export function seatSentences(state: SeatState, view: SeatView, now: number): readonly string[] {
  return [
    say('tell.cell', { seat: `${view.label} (${view.seat})` }),
    ...situationSentences(view, now),
    ...headed(say('tell.injects'), injectSentences(view)),
    ordersText(state, view),
    ...headed(
      say('tell.levers'),
      leverRows(state, view).map((row) => {
        const ordered = row.sealed === null ? '' : `, ${say('orders.ordered', { level: levelLabel(row, row.sealed) })}`;
        const levels = row.levels.map(({ name }) => name).join(', ');
        return `${row.label} (${row.name}): ${levelLabel(row, row.stands)}${ordered}; ${say('orders.can-be', { levels })}.`;
      }),
    ),
    ...headed(say('tell.requests'), view.requests.length === 0 ? [] : requestSentences(state, view)),
    ...headed(
      say('tell.chances'),
      view.forecasts.map((event) => `${event.label} (${event.name}): ${chanceText(state, view, event)}.`),
    ),
    ...roleSentences(view),
  ];
}
