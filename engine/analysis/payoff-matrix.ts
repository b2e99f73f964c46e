// In: the arms policy x doctrine of a batch and one outcome. Out: the table of a game: what each policy gets against each doctrine.
import { estimateMean } from './estimate-mean.ts';
import { estimateShare } from './estimate-share.ts';
import { type Better, rankArms } from './ranking.ts';
import type { Measure, Sample } from './sample.ts';

/** `samples[policy][doctrine]`, all over the same futures. */
export interface GameArms {
  readonly policies: readonly string[];
  readonly doctrines: readonly string[];
  readonly samples: readonly (readonly Sample[])[];
}

/** Plain data in the outcome's unit. */
export interface Payoff {
  /** Null when no value is present. */
  readonly mean: number | null;
  readonly mcse: number | null;
}

export interface WorstDoctrine {
  /** Null when nothing was measured. */
  readonly doctrine: string | null;
  readonly mean: number | null;
  readonly mcse: number | null;
  /** Other doctrines that the batch cannot tell from the worst (paired, 95 % over all comparisons of this policy). */
  readonly notToldApart: readonly string[];
}

/** The table of a game, in the outcome's unit. */
export interface PayoffMatrix extends Pick<GameArms, 'policies' | 'doctrines'> {
  readonly better: Better;
  /** `payoffs[policy][doctrine]`. */
  readonly payoffs: readonly (readonly Payoff[])[];
  /** By policy. */
  readonly worst: readonly WorstDoctrine[];
  /** The policy whose worst mean is best, the first of equals; null when some mean is missing. */
  readonly maximin: string | null;
  readonly maximinValue: number | null;
  /** The doctrine whose best reply is worst for us: what an adversary who commits first would choose. */
  readonly minimax: string | null;
  readonly minimaxValue: number | null;
  /** Both values agree: the pair is an equilibrium without mixing (von Neumann 1928). */
  readonly saddle: boolean;
}

/**
 * Means with the worlds as clusters. The worst of several noisy means is on average too bad, by less than the largest error among those not told
 * apart. Throws a RangeError for a table with holes or arms of different shapes.
 */
export function payoffMatrix(arms: GameArms, measure: Measure, better: Better): PayoffMatrix {
  const { policies, doctrines, samples } = arms;
  checkGame(arms);
  const payoffs = samples.map((row) => row.map((sample) => payoffOf(sample, measure)));
  const worst = samples.map((row): WorstDoctrine => {
    const named = row.map((sample, i) => ({ name: doctrines[i]!, sample }));
    const { best, notToldApart } = rankArms(named, measure, better === 'higher' ? 'lower' : 'higher');
    const own = named.find(({ name }) => name === best);
    return {
      doctrine: best,
      ...(own === undefined ? { mean: null, mcse: null } : payoffOf(own.sample, measure)),
      notToldApart,
    };
  });
  return { policies, doctrines, better, payoffs, worst, ...pureValues(arms, payoffs, better) };
}

function payoffOf(sample: Sample, measure: Measure): Payoff {
  const { estimate, mcse } = measure === 'share' ? estimateShare(sample) : estimateMean(sample);
  return { mean: estimate, mcse };
}

type PureValues = Pick<PayoffMatrix, 'maximin' | 'maximinValue' | 'minimax' | 'minimaxValue' | 'saddle'>;

function pureValues(
  { policies, doctrines }: GameArms,
  payoffs: readonly (readonly Payoff[])[],
  better: Better,
): PureValues {
  const sign = better === 'higher' ? 1 : -1;
  const known = payoffs.map((row) => row.flatMap(({ mean }) => (mean === null ? [] : sign * mean)));
  if (known.some(({ length }) => length < doctrines.length))
    return { maximin: null, maximinValue: null, minimax: null, minimaxValue: null, saddle: false };
  const floors = known.map((row) => Math.min(...row));
  const ceilings = doctrines.map((_, column) => Math.max(...known.map((row) => row[column]!)));
  const [low, high] = [Math.max(...floors), Math.min(...ceilings)];
  return {
    maximin: policies[floors.indexOf(low)]!,
    maximinValue: sign * low + 0,
    minimax: doctrines[ceilings.indexOf(high)]!,
    minimaxValue: sign * high + 0,
    saddle: low === high,
  };
}

function checkGame({ policies, doctrines, samples }: GameArms): void {
  if (policies.length === 0 || doctrines.length === 0) throw new RangeError('a game needs a policy and a doctrine');
  if (samples.length !== policies.length || samples.some((row) => row.length !== doctrines.length))
    throw new RangeError('every policy needs an arm against every doctrine');
}
