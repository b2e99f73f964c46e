// A played case -> its decision points, what else could have been ordered, and sentences about what that would have changed.

import {
  ALTERNATIVES_CONFIDENCE,
  alternativesAt,
  type DecisionPoint,
  decisionPoints,
  type Way,
  type WayOutcome,
  waysAt,
} from '../../case/alternatives.ts';
import { inWords, leverWords } from '../../case/room-words.ts';
import type { Scenario } from '../../language/scenario.ts';
import { figure } from '../pictures/picture.ts';
import type { AlternativeOutcome, Alternatives, PlayedCloud } from './aar.ts';
import { leadingOutcomes, type Played, seatWords } from './source.ts';

/** At most so many decision points, and sentences at each. */
const POINTS = 6;
const SENTENCES = 4;

type Point = Alternatives['points'][number];

/** Yields decision points done so far, and how many there are. */
export function* askAlternatives(
  played: Played,
  cloud: PlayedCloud,
  futures: number,
): Generator<readonly [done: number, total: number], Alternatives> {
  const { ground, standing } = played;
  const points = decisionPoints(ground, standing, POINTS);
  const told: Point[] = [];
  for (const [done, point] of points.entries()) {
    yield [done, points.length];
    const found = alternativesAt(ground, standing, point.turn, waysAt(ground, point), futures);
    told.push(tellPoint(played, point, found, cloud, futures));
  }
  const why = points.length === 0 ? 'no cell changed a lever, so there is no decision to look back at' : null;
  return { why, futures, confidence: ALTERNATIVES_CONFIDENCE, points: told };
}

export function noAlternatives(why: string): Alternatives {
  return { why, futures: 0, confidence: ALTERNATIVES_CONFIDENCE, points: [] };
}

function tellPoint(
  played: Played,
  point: DecisionPoint,
  { failed, ways }: ReturnType<typeof alternativesAt>,
  cloud: PlayedCloud,
  futures: number,
): Point {
  const { scenario, moments } = played;
  const leading = leadingOutcomes(played);
  const told = ways.map((one) => ({
    way: one.way,
    words: wayWords(scenario, point, one.way),
    outcomes: leading.map((index) => toldOutcome(one.outcomes[index]!, cloud.outcomes[index])),
  }));
  return {
    ...moments.ofTurn(point.turn),
    orders: point.orders.map((order) => ({
      ...order,
      who: seatWords(scenario, order.seat),
      words: `${leverWords(scenario, order.lever, order.seat)}: ${inWords(order.before)} -> ${inWords(order.ordered)}`,
    })),
    failed,
    ways: told,
    sentences: sentencesOf(played, point, told, futures),
  };
}

function toldOutcome(
  { name, estimate, against }: WayOutcome['outcomes'][number],
  spread: PlayedCloud['outcomes'][number] | undefined,
): AlternativeOutcome {
  const difference = against?.estimate ?? null;
  const range = spread?.kind === 'share' ? 1 : (spread?.p95 ?? 0) - (spread?.p05 ?? 0);
  return {
    ...{ name, estimate, difference, label: spread?.label ?? name },
    low: against?.low ?? null,
    high: against?.high ?? null,
    verdict: against?.verdict ?? null,
    weight: difference === null ? null : range > 0 ? Math.abs(difference) / range : 0,
  };
}

function wayWords(scenario: Scenario, { orders }: DecisionPoint, way: Way): string {
  switch (way.kind) {
    case 'played':
      return 'As the room ordered';
    case 'none':
      return 'No new orders from here on';
    case 'policy':
      return `Policy ${inWords(way.policy)} from here on`;
    case 'level': {
      const seat = orders.find(({ lever }) => lever === way.lever)?.seat ?? '';
      return `${seatWords(scenario, seat)}, ${leverWords(scenario, way.lever, seat)}: ${inWords(way.level)}`;
    }
  }
}

/**
 * `Had ... in turn 5 (...), ... would have been 1.2 lower on average (99 % interval ...).` Of what can be told from chance the differences that weigh
 * most, one for each outcome.
 */
function sentencesOf(
  { ground, moments }: Played,
  { turn }: DecisionPoint,
  ways: Point['ways'],
  futures: number,
): Point['sentences'] {
  const when = `turn ${turn} (${moments.ofTurn(turn).date})`;
  const clear = ways
    .flatMap(({ way, words, outcomes }) => outcomes.map((outcome) => ({ way, words, outcome })))
    .filter(({ outcome }) => outcome.verdict === 'higher' || outcome.verdict === 'lower')
    .toSorted((a, b) => b.outcome.weight! - a.outcome.weight!)
    .filter((one, i, all) => all.findIndex(({ outcome }) => outcome.name === one.outcome.name) === i);
  if (clear.length === 0) {
    const text = `No other order of ${when} comes to a difference that ${futures} futures can tell from chance.`;
    return [{ outcome: null, text }];
  }
  return clear.slice(0, SENTENCES).map(({ way, words, outcome }) => {
    const { kind, unit } = ground.model.outcomes.find(({ name }) => name === outcome.name)!;
    const much = amount(outcome, kind === 'share' || unit === 'share');
    return { outcome: outcome.name, text: `${hadBeen(way, words, when)}, "${outcome.label}" would have been ${much}.` };
  });
}

function hadBeen(way: Way, words: string, when: string): string {
  switch (way.kind) {
    case 'level':
      return `Had it been "${words}" from ${when} on`;
    case 'policy':
      return `Had the levers followed "${words.replace(/ from here on$/, '').replace(/^Policy /, '')}" from ${when} on`;
    default:
      return `Had no cell given a new order from ${when} on`;
  }
}

function amount({ difference, low, high, verdict }: AlternativeOutcome, isShare: boolean): string {
  const [scale, unit] = isShare ? [100, ' percentage points'] : [1, ''];
  const size = (value: number | null): string => figure(Math.abs((value ?? 0) * scale));
  const [near, far] = verdict === 'lower' ? [high, low] : [low, high];
  return `${size(difference)}${unit} ${verdict} on average (${100 * ALTERNATIVES_CONFIDENCE} % interval: ${size(near)} to ${size(far)} ${verdict})`;
}
