// What a batch is to find out before it stops, as a person says it: one width, one order, or only the best.

/** Names are those of the model; numbers are in the outcome's unit. */
export type Goal =
  | {
      /** The difference policy minus baseline is known to +- halfWidth. */
      readonly kind: 'diff';
      readonly outcome: string;
      readonly policy: string;
      readonly baseline: string;
      readonly halfWidth: number;
    }
  | {
      /** `ranking`: every policy is told apart from its neighbours. `best`: one is told apart from all others. */
      readonly kind: 'ranking' | 'best';
      readonly outcome: string;
      /** Two whose difference is shown to be smaller than this count as equal; 0 for none. */
      readonly indifference: number;
    };

/** What a stored batch is run for: goals, and how sure they are to be settled. */
export interface Sought {
  readonly goals: readonly Goal[];
  /** Policies that `ranking` and `best` speak of. */
  readonly ranked: readonly string[];
  readonly method: 'sequence' | 'spending';
  /** Chance that all verdicts are right together, at least; 0.5 to below 1. */
  readonly confidence: number;
  /** Worlds at each look, ascending, the last being all worlds of the batch; a look comes with the block that holds its last world. Null for the usual. */
  readonly looks: readonly number[] | null;
}

/** As `--until` reads it. */
export function goalText(goal: Goal): string {
  if (goal.kind === 'diff')
    return `diff(${goal.outcome}, ${goal.policy}, ${goal.baseline}) +- ${String(goal.halfWidth)}`;
  const within = goal.indifference > 0 ? ` +- ${String(goal.indifference)}` : '';
  return `${goal.kind}(${goal.outcome})${within}`;
}

export function goalsText(goals: readonly Goal[]): string {
  return goals.map(goalText).join('; ');
}
