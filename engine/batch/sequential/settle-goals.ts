// Goals + the arms of a plan -> the stopping plan: each goal in every variant and doctrine, arms by their number.

import type { Better } from '../../analysis/ranking.ts';
import {
  type ComparisonStanding,
  planStopping,
  type StoppingMethod,
  type StoppingPlan,
  type StoppingStanding,
  type StoppingStatus,
} from '../../analysis/stopping-rule.ts';
import type { Plan, PlannedArm } from '../plan-batch.ts';
import type { Goal } from './goal.ts';

/** One goal in one variant under one doctrine. */
export interface SettledGoal {
  readonly goal: Goal;
  readonly variant: string;
  readonly doctrine: string;
  /** Numbers of the arms that it speaks of. */
  readonly arms: readonly number[];
  /** `neither` only where no direction is needed. */
  readonly better: Better | 'neither';
}

export interface SettledGoals {
  readonly goals: readonly SettledGoal[];
  /** One stopping goal for each settled goal, in the same order. `best` rests on the pairs of a ranking, since nobody knows the best beforehand. */
  readonly stopping: StoppingPlan;
  /** Places in the model of the outcomes that goals speak of. */
  readonly outcomes: readonly number[];
}

/**
 * `ranked`: the policies that `ranking` and `best` speak of. The arms of the plan must hold them and all that the goals name. Throws a RangeError as
 * `planStopping` does.
 */
export function settleGoals(
  goals: readonly Goal[],
  ranked: readonly string[],
  plan: Plan,
  method: StoppingMethod,
  confidence: number,
): SettledGoals {
  const model = plan.models[0]!;
  const settled = goals.flatMap((goal) =>
    groupsOf(plan.arms).map((group): SettledGoal => {
      const { variant, doctrine } = group[0]!.names;
      const better = model.outcomes.find(({ name }) => name === goal.outcome)!.better;
      const numberOf = (policy: string): number => group.find(({ names }) => names.policy === policy)!.index;
      const arms =
        goal.kind === 'diff'
          ? [numberOf(goal.policy), numberOf(goal.baseline)]
          : group.filter(({ names }) => ranked.includes(names.policy)).map(({ index }) => index);
      return { goal, variant, doctrine, arms, better };
    }),
  );
  const stopping = planStopping(
    settled.map(({ goal, arms: numbers }) => {
      const arms = numbers.map(String);
      const { outcome } = goal;
      return goal.kind === 'diff'
        ? { kind: 'within', outcome, arm: arms[0]!, baseline: arms[1]!, halfWidth: goal.halfWidth }
        : { kind: 'ranking', outcome, arms, indifference: goal.indifference };
    }),
    method,
    confidence,
  );
  const outcomes = [...new Set(goals.map(({ outcome }) => model.outcomes.findIndex(({ name }) => name === outcome)))];
  return { goals: settled, stopping, outcomes };
}

function groupsOf(arms: readonly PlannedArm[]): readonly (readonly PlannedArm[])[] {
  return [...Map.groupBy(arms, ({ names }) => JSON.stringify([names.variant, names.doctrine])).values()];
}

/** What each goal has come to. As the stopping rule says, but `best` is decided by its winner alone. */
export function goalStandings({ goals }: SettledGoals, standing: StoppingStanding): readonly StoppingStatus[] {
  return goals.map((settled, place) => {
    if (settled.goal.kind !== 'best' || standing.goals[place] === 'decided') return standing.goals[place]!;
    const own = comparisonsOf(standing, place);
    const isDecided = settled.arms.some((arm) =>
      settled.arms.every((other) => other === arm || beats(own, arm, other, settled.better)),
    );
    return isDecided ? 'decided' : standing.goals[place]!;
  });
}

/** The comparisons that a goal rests on. */
export function comparisonsOf(standing: StoppingStanding, goal: number): readonly ComparisonStanding[] {
  return standing.comparisons.filter((comparison) => comparison.goal === goal);
}

function beats(own: readonly ComparisonStanding[], arm: number, other: number, better: Better | 'neither'): boolean {
  return own.some(({ arm: one, baseline, verdict }) => {
    if (verdict === null) return false;
    if (one === String(arm) && baseline === String(other)) return verdict === 'equal' || verdict === better;
    if (one === String(other) && baseline === String(arm))
      return verdict === 'equal' || (verdict !== better && verdict !== 'known');
    return false;
  });
}
