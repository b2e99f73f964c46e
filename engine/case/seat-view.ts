// A seminar + a cell -> what its own terminal shows: its observation, what it was told, its levers and its dealings with white.

import type { Term } from '../expression/term.ts';
import type { Scenario } from '../language/scenario.ts';
import { elementOf, isSlotOf } from '../model/slot-name.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { CaseEntry } from './entry.ts';
import type { Ground } from './ground.ts';
import { newsFor, type Observation, observe } from './observation.ts';
import { roomHead } from './room-head.ts';
import { releasedInjects, untoldNews } from './room-injects.ts';
import { machinesSeen, placesSeen } from './room-places.ts';
import type { RoomLever, SeatView } from './room-view.ts';
import { inWords, leverWords } from './room-words.ts';
import type { Standing } from './standing.ts';
import { tellingNumbers } from './telling-numbers.ts';

/** `line`: the entries from the opening to where the case stands. Throws for the white seat, which has a console, and for one that there is not. */
export function seatView(ground: Ground, standing: Standing, seat: string, line: readonly CaseEntry[]): SeatView {
  if (seat === WHITE_SEAT) throw new Error('the white seat sees all of it at the console');
  const { scenario } = ground;
  const { seminar } = standing;
  const seen = observe(ground, standing, seat);
  const injects = releasedInjects(ground, standing).filter(({ to }) => to.includes(seat));
  const element = scenario.seats.find(({ name }) => name === seat);
  const role = scenario.seminar?.roles.find((sheet) => sheet.seat === seat);
  const move = scenario.seminar?.moves.find(({ name }) => name === seminar.move?.name);
  return {
    ...roomHead(ground, standing),
    kind: 'seat',
    seat,
    label: element?.label ?? inWords(seat),
    brief: element?.brief ?? null,
    role: role === undefined ? null : { who: role.who, aims: role.aims, brings: role.brings },
    questions: move?.questions.bySeat.get(seat) ?? [],
    injects: injects.map(({ heard }) => heard),
    news: untoldNews(newsFor(ground, standing, seat), injects),
    numbers: tellingNumbers(scenario, seen, seat),
    machines: machinesSeen(scenario, seen.machines, seat),
    places: placesSeen(scenario, seen.machines),
    levers: leversOf(ground, standing, seen),
    funds: seen.funds,
    orders: ordersState(standing, seat, line),
    requests: seminar.requests
      .filter((request) => request.seat === seat)
      .map(({ id, turn, text, answer }) => ({ id, turn, text, answer: answer?.text ?? null })),
    receipts: [...seminar.messages]
      .filter(([message]) => message.startsWith(`${seat}-`))
      .map(([message, { taken, why }]) => ({ message, why: taken ? '' : why })),
    forecasts: forecastsOf(ground, standing, seat),
  };
}

function leversOf({ scenario, model }: Ground, { orders }: Standing, { seat, levers }: Observation): RoomLever[] {
  return levers
    .filter(({ isOwn }) => isOwn)
    .map(({ name, level }) => {
      const wanted = orders[seat]?.[name];
      const declared = model.levers.find((lever) => lever.name === name)?.levels ?? [];
      return {
        name,
        label: leverWords(scenario, name, seat),
        level: level ?? '',
        ordered: wanted === undefined || wanted === level ? null : wanted,
        levels: declared.map((one) => ({ name: one.name, label: inWords(one.name) })),
      };
    });
}

/** Whoever sealed last counts. */
function ordersState(
  { holders, orders, played }: Standing,
  seat: string,
  line: readonly CaseEntry[],
): SeatView['orders'] {
  if (holders[seat] !== 'person') return 'strategy';
  if (orders[seat] === undefined) return 'open';
  const last = line.findLast(
    ({ input }) => input.kind === 'orders' && input.seat === seat && input.turn === played + 1,
  )?.input;
  return last?.kind === 'orders' && last.message !== undefined ? 'sealed here' : 'sealed by white';
}

/** Shares among the outcomes that the scenario shows first (all of them where it names none), then those that say what the room watches for. */
function forecastsOf({ scenario, model }: Ground, { remarks }: Standing, seat: string): SeatView['forecasts'] {
  const { defaults, seminar } = scenario;
  const named = defaults.outcomes ?? [...scenario.outcomes.keys()];
  const watched = new Set((seminar?.watch ?? []).map(({ condition }) => shapeOf(condition)));
  const shares = model.outcomes.filter(({ kind }) => kind === 'share');
  const isNamed = (slot: string): boolean => named.some((name) => isSlotOf(slot, name));
  const first = shares.filter(({ name }) => isNamed(name));
  const others = shares.filter(({ name }) => !isNamed(name) && watched.has(everOf(scenario, name) ?? ''));
  return [...first, ...others].map(({ name, label }) => {
    const given = remarks.findLast(
      (input) => input.kind === 'estimate' && input.seat === seat && input.outcome === name,
    );
    return { name, label, given: given?.kind === 'estimate' ? given.probability : null };
  });
}

/** The condition whose coming at any time the outcome counts; null for other outcomes. */
function everOf({ outcomes }: Scenario, slot: string): string | null {
  const term = outcomes.get(elementOf(slot))?.is;
  return term?.op === 'reduce' && term.reduction === 'ever' ? shapeOf(term.body) : null;
}

/** A formula without its place in the file. */
function shapeOf(term: Term): string {
  return JSON.stringify(term, (key, value: unknown) => (key === 'at' ? undefined : value));
}
