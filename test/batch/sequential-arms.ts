// Arms whose means are known, run without an engine: what a sequential batch must come to can be told beforehand.

import type { Goal } from '../../engine/batch/sequential/goal.ts';
import { planSequential, type SequentialQuestion } from '../../engine/batch/sequential/plan-sequential.ts';
import type { RoundPart } from '../../engine/batch/sequential/round-part.ts';
import {
  type RunParts,
  runSequential,
  type SequentialPlan,
  type SequentialResult,
} from '../../engine/batch/sequential/run-sequential.ts';
import { channelKey, uniform53 } from '../../engine/chance/channel.ts';
import type { Model } from '../../engine/model/model.ts';
import { tinyModel } from './tiny-model.ts';

export const OUTCOME = 'fear_at_end';

/** The tiny model with as many policies as there are arms: a, b, c, ... */
export function armsModel(count: number): Model {
  const model = tinyModel();
  const policies = Array.from({ length: count }, (_, i) => {
    const name = String.fromCharCode(97 + i);
    return { ...model.policies[0]!, name, options: [name] };
  });
  return { ...model, policies };
}

export function asked(
  count: number,
  goals: readonly Goal[],
  changes: Partial<SequentialQuestion> = {},
): SequentialQuestion {
  return {
    question: {
      variants: ['base'],
      policies: armsModel(count).policies.map(({ name }) => name),
      doctrines: ['bold'],
      seed: 'demo',
      design: 'mc',
      replications: 1,
      settings: [],
      engine: 'auto',
    },
    goals,
    method: 'sequence',
    confidence: 0.95,
    looks: null,
    budget: 4000,
    allocate: 'equal',
    ...changes,
  };
}

export function planned(
  question: SequentialQuestion,
  model = armsModel(question.question.policies.length),
): SequentialPlan {
  const { sequential, problems } = planSequential(question, [model]);
  if (sequential === null) throw new Error(problems.map(({ message }) => message).join('; '));
  return sequential;
}

/** The value of an arm in a future. */
export type ArmValue = (arm: number, future: number) => number;

/** Half of the noise is shared by all arms, as common random numbers share it. */
export function noisy(seed: string, means: readonly number[], spread = 1): ArmValue {
  const shared = channelKey(seed, 'shared');
  const own = means.map((_, arm) => channelKey(seed, `arm ${arm}`));
  return (arm, future) =>
    means[arm]! + spread * (uniform53(shared, future, 0, 0) + uniform53(own[arm]!, future, 0, 0) - 1);
}

/** `order` may turn the parts around, to show that it does not matter. */
export function simulated(
  plan: SequentialPlan,
  armValue: ArmValue,
  order: (parts: readonly RoundPart[]) => readonly RoundPart[] = (parts) => parts,
): RunParts {
  return async (parts, take) => {
    for (const part of order(parts)) {
      const arms = part.arm === null ? plan.plan.arms.map(({ index }) => index) : [part.arm];
      const values = plan.settled.outcomes.flatMap(() =>
        arms.flatMap((arm) => Array.from({ length: part.count }, (_, i) => armValue(arm, part.first + i))),
      );
      take(part, { engine: 'none', refusals: [], values: Float64Array.from(values), failed: arms.map(() => 0) });
    }
    return true;
  };
}

export async function runArms(
  plan: SequentialPlan,
  armValue: ArmValue,
  order?: Parameters<typeof simulated>[2],
): Promise<SequentialResult> {
  const end = await runSequential(plan, simulated(plan, armValue, order));
  if (end.kind !== 'done') throw new Error('interrupted');
  return end.result;
}
