// In: what a batch is to find out, and what was seen at each look. Out: is it decided, does it go on, or did it end undecided.
// The error of all looks and all comparisons together is fixed before the first run.
import { repeatedInterval, spendingBounds } from './alpha-spending.ts';
import { type Moments, type SequenceSetting, sequenceInterval } from './confidence-sequence.ts';
import { CONFIDENCE, type Interval } from './interval.ts';

/**
 * `within`: the difference arm minus baseline is known to +- halfWidth. `ranking`: every arm is told apart from its neighbours in the order of the
 * outcome; two whose difference is shown to be smaller than `indifference` are equal, which also decides.
 */
export type StoppingGoal =
  | {
      readonly kind: 'within';
      readonly outcome: string;
      readonly arm: string;
      readonly baseline: string;
      readonly halfWidth: number;
    }
  | {
      readonly kind: 'ranking';
      readonly outcome: string;
      readonly arms: readonly string[];
      readonly indifference?: number;
    };

/** `sequence`: any number of looks. `spending`: looks at these numbers of units, ascending; the last is the end. */
export type StoppingMethod =
  | ({ readonly kind: 'sequence' } & Omit<SequenceSetting, 'confidence'>)
  | { readonly kind: 'spending'; readonly looks: readonly number[] };

/** One paired difference, arm minus baseline, that a goal rests on. */
export interface PlannedComparison {
  /** Place of its goal in the plan. */
  readonly goal: number;
  readonly outcome: string;
  readonly arm: string;
  readonly baseline: string;
}

/** What is asked and at which error, settled before the first look and never changed. */
export interface StoppingPlan {
  readonly goals: readonly StoppingGoal[];
  readonly method: StoppingMethod;
  readonly comparisons: readonly PlannedComparison[];
  /** Chance that no interval of any comparison at any look misses, at least (for many units). */
  readonly confidence: number;
  /** Of one comparison: 1 - (1 - confidence) / comparisons (Bonferroni). */
  readonly comparisonConfidence: number;
  /** Bounds on the score at each look; of `spending` only. Infinity, so not for JSON, at a look too early to decide anything. */
  readonly bounds: readonly number[] | null;
}

export type StoppingStatus = 'decided' | 'going on' | 'undecided';

export interface ComparisonStanding extends PlannedComparison {
  readonly status: StoppingStatus;
  /** arm against baseline, `known` for a goal `within`; null until decided. */
  readonly verdict: 'lower' | 'higher' | 'equal' | 'known' | null;
  /** Mean difference at the latest look at it. */
  readonly mean: number | null;
  /** At the deciding look, or the latest. */
  readonly interval: Interval | null;
  /** Units at the deciding look. */
  readonly decidedAt: number | null;
}

/** What all looks so far have come to. */
export interface StoppingStanding {
  readonly looks: number;
  readonly status: StoppingStatus;
  readonly goals: readonly StoppingStatus[];
  readonly comparisons: readonly ComparisonStanding[];
}

/**
 * A ranking of k arms rests on all k (k - 1) / 2 pairs, since which are neighbours is not known beforehand. Throws a RangeError for no goal, a goal
 * without two different arms, a width that is not positive, or looks out of order.
 */
export function planStopping(
  goals: readonly StoppingGoal[],
  method: StoppingMethod,
  confidence: number = CONFIDENCE,
): StoppingPlan {
  if (goals.length === 0) throw new RangeError('a stopping rule needs a goal');
  const comparisons = goals.flatMap((goal, place) => comparisonsOf(goal).map((pair) => ({ goal: place, ...pair })));
  const comparisonConfidence = 1 - (1 - confidence) / comparisons.length;
  const end = method.kind === 'spending' ? method.looks.at(-1)! : 0;
  const bounds =
    method.kind === 'spending'
      ? spendingBounds(
          method.looks.map((units) => units / end),
          1 - comparisonConfidence,
        )
      : null;
  return { goals, method, comparisons, confidence, comparisonConfidence, bounds };
}

function comparisonsOf(goal: StoppingGoal): Omit<PlannedComparison, 'goal'>[] {
  const { outcome } = goal;
  if (goal.kind === 'within') {
    const { arm, baseline, halfWidth } = goal;
    if (arm === baseline) throw new RangeError(`an arm is compared with itself: ${arm}`);
    if (!(halfWidth > 0)) throw new RangeError(`a half-width must be positive: ${halfWidth}`);
    return [{ outcome, arm, baseline }];
  }
  const { arms, indifference = 0 } = goal;
  if (arms.length < 2 || new Set(arms).size < arms.length)
    throw new RangeError(`a ranking needs at least two arms, all different: ${arms.join(', ')}`);
  if (!(indifference >= 0)) throw new RangeError(`an indifference must not be negative: ${indifference}`);
  return arms.flatMap((arm, i) => arms.slice(i + 1).map((baseline) => ({ outcome, arm, baseline })));
}

/** Before the first look: nothing is decided. */
export function startStopping(plan: StoppingPlan): StoppingStanding {
  return {
    looks: 0,
    status: 'going on',
    goals: plan.goals.map(() => 'going on'),
    comparisons: plan.comparisons.map((comparison) => ({
      ...comparison,
      status: 'going on',
      verdict: null,
      mean: null,
      interval: null,
      decidedAt: null,
    })),
  };
}

/**
 * The standing after one more look. `momentsOf` gives the paired differences, arm minus baseline, over all units so far. `last`: nothing more will
 * be run; the last planned look of `spending` is so of itself. What is decided stays decided; after an end nothing changes.
 */
export function takeLook(
  plan: StoppingPlan,
  standing: StoppingStanding,
  momentsOf: (comparison: PlannedComparison) => Moments,
  last = false,
): StoppingStanding {
  if (standing.status !== 'going on') return standing;
  const over = last || (plan.bounds !== null && standing.looks + 1 >= plan.bounds.length);
  const comparisons = standing.comparisons.map((comparison) => {
    if (comparison.status === 'decided') return { ...comparison, mean: momentsOf(comparison).mean };
    const moments = momentsOf(comparison);
    const interval = intervalAt(plan, standing.looks, moments);
    const verdict = interval === null ? null : verdictOf(plan.goals[comparison.goal]!, interval);
    const status: StoppingStatus = verdict !== null ? 'decided' : over ? 'undecided' : 'going on';
    return {
      ...comparison,
      status,
      verdict,
      mean: moments.mean,
      interval,
      decidedAt: verdict === null ? null : moments.n,
    };
  });
  const goals = plan.goals.map((goal, place): StoppingStatus => {
    const own = comparisons.filter((comparison) => comparison.goal === place);
    const decided = goal.kind === 'within' ? own[0]!.status === 'decided' : ordered(goal.arms, own);
    return decided || standing.goals[place] === 'decided' ? 'decided' : over ? 'undecided' : 'going on';
  });
  const status = goals.every((goal) => goal === 'decided') ? 'decided' : over ? 'undecided' : 'going on';
  return { looks: standing.looks + 1, status, goals, comparisons };
}

function intervalAt(plan: StoppingPlan, look: number, moments: Moments): Interval | null {
  return plan.method.kind === 'spending'
    ? repeatedInterval(moments, plan.bounds![look]!)
    : sequenceInterval(moments, { ...plan.method, confidence: plan.comparisonConfidence });
}

function verdictOf(goal: StoppingGoal, { low, high }: Interval): ComparisonStanding['verdict'] {
  if (goal.kind === 'within') return (high - low) / 2 <= goal.halfWidth ? 'known' : null;
  if (low > 0) return 'higher';
  if (high < 0) return 'lower';
  const { indifference = 0 } = goal;
  return low > -indifference && high < indifference ? 'equal' : null;
}

/** Neighbours in the order of mean differences to all others are each told apart, in that order, or equal. */
function ordered(arms: readonly string[], own: readonly ComparisonStanding[]): boolean {
  const height = (name: string): number =>
    own.reduce((sum, { arm, baseline, mean }) => sum + (arm === name ? mean! : baseline === name ? -mean! : 0), 0);
  const ascending = [...arms].sort((a, b) => height(a) - height(b));
  return ascending.slice(1).every((higher, i) => {
    const lower = ascending[i]!;
    return own.some(
      ({ arm, baseline, verdict }) =>
        (arm === lower && baseline === higher && (verdict === 'lower' || verdict === 'equal')) ||
        (arm === higher && baseline === lower && (verdict === 'higher' || verdict === 'equal')),
    );
  });
}
