// What the cells asked the white cell, and what it answered.

import { ask, askInTurn } from '../../asking.ts';
import { seatLabel } from '../../labels.ts';
import { paragraph, type Section } from '../../reading.ts';
import type { Context, Deed, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { isBlank, notBlank, type Seminar, seminarIn, wallText } from './white-facts.ts';
import {
  anySeminar,
  chosenIn,
  keyFor,
  LIST_START,
  type Listing,
  type ListState,
  listScreen,
  matching,
  startAt,
} from './white-list.ts';

/** Those that wait come first, the oldest on top; then those that were answered, the latest on top. */
function requestRows({ typed }: ListState, context: Context) {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  const { scenario } = seminar.session.ground;
  const { requests } = seminar.stands;
  const waiting = requests.filter(({ answer }) => answer === null);
  const answered = requests.filter(({ answer }) => answer !== null).reverse();
  return matching(
    [...waiting, ...answered].map((request) => ({
      key: request.id,
      text: `${wallText(request.at).padEnd(5)} ${seatLabel(scenario, request.seat).padEnd(10)} ${request.text}`,
      tone: request.answer === null ? ('warn' as const) : ('faint' as const),
      request,
    })),
    typed,
  );
}

function chosen(state: ListState, context: Context) {
  return chosenIn(state, requestRows(state, context))?.request ?? null;
}

function listing(state: ListState, context: Context): Listing {
  const request = chosen(state, context);
  const sections: readonly Section[] =
    request === null
      ? []
      : [
          {
            heading: say('requests.asked', { turn: request.turn, time: wallText(request.at) }),
            passages: [paragraph(request.text)],
          },
          {
            heading: say('requests.answer'),
            passages: [paragraph(request.answer?.text ?? say('requests.none-yet'))],
          },
        ];
  return {
    title: say('screen.requests'),
    rows: requestRows(state, context),
    empty: say('requests.none'),
    aboutTitle: request?.id ?? say('requests.answer'),
    about: sections,
  };
}

function answering(id: string, before: string): Deed {
  return askInTurn([{ question: say('requests.ask-answer'), answer: before, whyNot: notBlank }], ([text = '']) => ({
    kind: 'take',
    inputs: [{ kind: 'answer', request: id, text }],
    said: say('requests.said'),
  }));
}

/** A question that was asked across the room, written down by white. */
function writeDown({ session, stands }: Seminar): Deed {
  const cells = session.ground.model.seats.map(({ name }) => name);
  return ask(say('requests.ask-who', { names: cells.join(', ') }), (who) => {
    const seat =
      cells.find((name) => name === who.trim()) ?? cells.find((name) => !isBlank(who) && name.startsWith(who.trim()));
    if (seat === undefined) return { kind: 'say', text: say('white.one-of', { names: cells.join(', ') }) };
    const id = `${seat}-white-${stands.requests.length + 1}`;
    return askInTurn([{ question: say('requests.ask-text'), whyNot: notBlank }], ([text = '']) => ({
      kind: 'take',
      inputs: [{ kind: 'request', id, seat, text }],
      said: say('requests.written'),
    }));
  });
}

const OWN: readonly KeyRow<ListState>[] = [
  keyFor(chosen, 'enter', say('requests.to-answer'), ({ id, answer }) => answering(id, answer?.text ?? '')),
  keyFor(anySeminar, 'i', say('requests.write-down'), writeDown),
];

function startRequests(context: Context, about?: unknown): ListState {
  const { request } = (about ?? {}) as { readonly request?: string };
  return startAt(requestRows(LIST_START, context), request);
}

export const REQUESTS = listScreen<ListState>({
  id: 'requests',
  start: startRequests,
  own: OWN,
  rows: requestRows,
  listing,
});
