// A played case -> what each cell could believe turn by turn against the true world and against its own estimates; and the scores of the estimates.

import { type BeliefPoint, type BeliefRequest, beliefLine, trueLine } from '../../case/belief-line.ts';
import { brierScore, meanBrierScore } from '../../case/brier.ts';
import type { Standing } from '../../case/standing.ts';
import { positionOf } from '../../reference/run.ts';
import type { BeliefQuestion, Beliefs, Scores } from './aar.ts';
import { entriesOf, leadingOutcomes, type Played, seatWords } from './source.ts';

/** At most so many outcomes are followed. */
const QUESTIONS = 8;

/** Futures at each point: these many worlds of the belief, and streams of chance in each. */
const REPLICATIONS = 2;

/** Everything that was asked of the model for this section, by seat. */
export interface AskedBeliefs {
  readonly beliefs: Beliefs;
  readonly byCell: ReadonlyMap<string, readonly BeliefPoint[]>;
}

/** The line as it stood before each turn was played: the last standing of every number of turns. */
export function pointsOf({ line, standings, standing }: Played): readonly Standing[] {
  const all = [standings.get(0)!, ...line.map(({ n }) => standings.get(n)!)];
  return Array.from({ length: standing.played }, (_, played) => all.findLast((one) => one.played === played)!).filter(
    (one) => one !== undefined && !one.over,
  );
}

/** Yields points done so far, and how many there will be. */
export function* askBeliefs(
  played: Played,
  cells: readonly string[],
  size: { readonly particles: number; readonly futures: number },
): Generator<readonly [done: number, total: number], AskedBeliefs> {
  const points = pointsOf(played);
  const worlds = Math.max(1, Math.round(size.futures / REPLICATIONS));
  const request: BeliefRequest = { points, particles: size.particles, worlds, replications: REPLICATIONS };
  const total = cells.length * points.length;
  const byCell = new Map<string, readonly BeliefPoint[]>();
  for (const [place, seat] of cells.entries()) {
    const line = beliefLine(played.ground, seat, request);
    let step = line.next();
    for (; !step.done; step = line.next()) yield [place * points.length + step.value, total];
    byCell.set(seat, step.value);
  }
  const truth = trueLine(played.ground, request);
  const beliefs: Beliefs = {
    why: cells.length === 0 ? 'no cell was held by a person' : null,
    particles: size.particles,
    futures: worlds * REPLICATIONS,
    points: points.map((point) => played.moments.ofTurn(point.played + 1)),
    questions: cells.length === 0 ? [] : questionsOf(played, cells, byCell, truth),
  };
  return { beliefs, byCell };
}

export function noBeliefs(why: string): AskedBeliefs {
  return { beliefs: { why, particles: 0, futures: 0, points: [], questions: [] }, byCell: new Map() };
}

function questionsOf(
  played: Played,
  cells: readonly string[],
  byCell: ReadonlyMap<string, readonly BeliefPoint[]>,
  truth: readonly BeliefPoint[],
): readonly BeliefQuestion[] {
  const { scenario, ground } = played;
  const of = (value: (point: BeliefPoint) => number | null): Pick<BeliefQuestion, 'truth' | 'cells'> => ({
    truth: truth.map(value),
    cells: cells.map((seat) => ({
      seat,
      label: seatWords(scenario, seat),
      values: (byCell.get(seat) ?? []).map(value),
    })),
  });
  const said = entriesOf(played, 'estimate').map(({ input }) => input);
  const attribution: BeliefQuestion = {
    name: 'doctrine',
    label: 'Attribution: the doctrine that was truly played',
    came: null,
    said: [],
    ...of(({ doctrine }) => doctrine),
  };
  const outcomes = questionOutcomes(played).map((index): BeliefQuestion => {
    const { name, label } = ground.model.outcomes[index]!;
    return {
      ...{ name, label, came: cameOf(played, index) },
      said: said
        .filter(({ outcome }) => outcome === name)
        .map(({ seat, turn, probability }) => ({ seat, label: seatWords(scenario, seat), turn, probability })),
      ...of(({ outcomes }) => outcomes[index] ?? null),
    };
  });
  return [...(ground.model.doctrines.length > 1 ? [attribution] : []), ...outcomes];
}

/** Outcomes that come or do not: those that somebody estimated, then those that the scenario shows first, then the rest. */
function questionOutcomes(played: Played): readonly number[] {
  const { outcomes } = played.ground.model;
  const asked = entriesOf(played, 'estimate').map(({ input }) =>
    outcomes.findIndex(({ name }) => name === input.outcome),
  );
  return [...new Set([...asked, ...leadingOutcomes(played), ...outcomes.keys()])]
    .filter((index) => outcomes[index]?.kind === 'share')
    .slice(0, QUESTIONS);
}

/** Whether it came in the played line; null where the case is not over or the outcome is missing. */
export function cameOf({ standing }: Played, outcome: number): boolean | null {
  const value = positionOf(standing.run).outcomes?.[outcome];
  return value === undefined || Number.isNaN(value) ? null : value === 1;
}

/** Every estimate with its Brier score, and that of the model's forecast from what the cell had heard when the turn began. */
export function scoresOf(played: Played, byCell: AskedBeliefs['byCell']): Scores {
  const { scenario, ground } = played;
  const rows = entriesOf(played, 'estimate').map((entry): Scores['rows'][number] => {
    const { seat, outcome, probability, turn } = entry.input;
    const index = ground.model.outcomes.findIndex(({ name }) => name === outcome);
    const isEvent = ground.model.outcomes[index]?.kind === 'share';
    const came = isEvent ? cameOf(played, index) : null;
    const model = byCell.get(seat)?.find((point) => point.played === turn - 1)?.outcomes[index] ?? null;
    return {
      ...played.moments.of(entry),
      ...{ seat, outcome, probability, model, came },
      who: seatWords(scenario, seat),
      label: ground.model.outcomes[index]?.label ?? outcome,
      brier: came === null ? null : brierScore(probability, came),
      modelBrier: came === null || model === null ? null : brierScore(model, came),
    };
  });
  const seats = [...new Set(rows.map(({ seat }) => seat))];
  return {
    rows,
    cells: seats.map((seat) => {
      const own = rows.flatMap((row) => (row.seat === seat && row.came !== null ? [{ ...row, came: row.came }] : []));
      const both = own.flatMap((row) => (row.model === null ? [] : [{ probability: row.model, came: row.came }]));
      return {
        ...{ seat, who: seatWords(scenario, seat), count: own.length },
        brier: own.length === 0 ? null : meanBrierScore(own),
        modelBrier: both.length === 0 || both.length < own.length ? null : meanBrierScore(both),
      };
    }),
  };
}
