// What the cells asked the white cell, and what it answered.

import { ask, askInTurn } from '../../asking.ts';
import { seatLabel } from '../../labels.ts';
import { paragraph, type Section } from '../../reading.ts';
import type { Context, Deed, KeyRow, Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { isBlank, notBlank, seminarIn, wallText } from './white-facts.ts';
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
  const rows = requestRows(state, context);
  return rows[cursorIn(state, rows)]?.request ?? null;
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
function writeDown(context: Context): Deed {
  const seminar = seminarIn(context);
  const cells = seminar === null ? [] : seminar.session.ground.model.seats.map(({ name }) => name);
  return ask(say('requests.ask-who', { names: cells.join(', ') }), (who) => {
    const seat =
      cells.find((name) => name === who.trim()) ?? cells.find((name) => !isBlank(who) && name.startsWith(who.trim()));
    if (seat === undefined) return { kind: 'say', text: say('white.one-of', { names: cells.join(', ') }) };
    const id = `${seat}-white-${(seminar?.stands.requests.length ?? 0) + 1}`;
    return askInTurn([{ question: say('requests.ask-text'), whyNot: notBlank }], ([text = '']) => ({
      kind: 'take',
      inputs: [{ kind: 'request', id, seat, text }],
      said: say('requests.written'),
    }));
  });
}

const OWN: readonly KeyRow<ListState>[] = [
  {
    keys: ['enter'],
    does: say('requests.to-answer'),
    footer: true,
    when: (state, context) => chosen(state, context) !== null,
    run: (state, context) => {
      const request = chosen(state, context);
      return { state, deeds: request === null ? [] : [answering(request.id, request.answer?.text ?? '')] };
    },
  },
  {
    keys: ['i'],
    does: say('requests.write-down'),
    footer: true,
    when: (_, context) => seminarIn(context) !== null,
    run: (state, context) => ({ state, deeds: [writeDown(context)] }),
  },
];

function startRequests(context: Context, about?: unknown): ListState {
  const { request } = (about ?? {}) as { readonly request?: string };
  const at = requestRows(LIST_START, context).findIndex(({ key }) => key === request);
  return { ...LIST_START, cursor: Math.max(0, at) };
}

export const REQUESTS: Screen<ListState> = {
  id: 'requests',
  title: () => say('screen.requests'),
  start: startRequests,
  keys: listKeys('requests', OWN, (state, context) => requestRows(state, context).length),
  look: (state, context) => lookListing(listing(state, context), state, context),
  filter: (state, typed) => ({ ...state, typed, cursor: 0, scroll: 0 }),
  tell: (state, context) => tellListing(listing(state, context), state),
};
