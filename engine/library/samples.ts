// A scenario and what is asked of it -> plain arrays: the outcomes of every arm, run by run, and the uncertainties of every world.
// These are what the estimators take.

import type { Driver } from '../analysis/driver-split.ts';
import type { Measure, Sample } from '../analysis/sample.ts';
import { sampleOf } from '../batch/batch-result.ts';
import { createWorlds } from '../model/worlds.ts';
import { BASE_VARIANT } from '../vocabulary.ts';
import {
  ARMS_NAMES,
  type ArmsOptions,
  askBatch,
  futuresAsked,
  outcomesAsked,
  runAsked,
  WORLDS_NAMES,
  type WorldsOptions,
} from './asked-batch.ts';
import { modelOf } from './asked-model.ts';
import { checkAsked, type OptionNames } from './known-options.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { throwFaults } from './scenario-error.ts';

/** What `samples` can be told. */
export interface SamplesOptions extends ArmsOptions {
  /** Outcomes to hand back; all unless told. */
  readonly outcomes?: readonly string[];
}

const NAMES: OptionNames<SamplesOptions> = { ...ARMS_NAMES, outcomes: true };

/** One outcome of one arm, run by run. Every estimator that takes a `Sample` takes it as it is. */
export interface ArmSample extends Sample {
  readonly variant: string;
  readonly policy: string;
  readonly doctrine: string;
  readonly outcome: string;
  /** `share` where it is 0 or 1 in every run. */
  readonly measure: Measure;
  readonly unit: string | null;
}

/**
 * Runs the arms over the same futures and hands back what every run came to: arm by arm (variant, policy, doctrine as they were named), in it
 * outcome by outcome. `values[world * replications + replication]` of any two arms belong to the same future, so they can be compared pair by
 * pair; NaN is missing. Throws a ScenarioError for unknown names and numbers out of range.
 */
export async function samples(scenario: LoadedScenario, options: SamplesOptions = {}): Promise<readonly ArmSample[]> {
  checkAsked(scenario, options, NAMES);
  const { plan, model } = askBatch(scenario, options, () => null);
  const names = outcomesAsked(model, options.outcomes ?? model.outcomes.map(({ name }) => name));
  const result = await runAsked(plan, options);
  return plan.arms.flatMap(({ index, names: arm }) =>
    names.map((outcome) => {
      const place = model.outcomes.findIndex(({ name }) => name === outcome);
      const { kind: measure, unit } = model.outcomes[place]!;
      return { ...sampleOf(result, index, place), ...arm, outcome, measure, unit };
    }),
  );
}

/**
 * The uncertainties of the scenario (or of the variant that it was loaded with) in every world that `samples` runs with the same options:
 * `values[world]`, in the uncertainty's own unit. One that is held at a number has that number everywhere. Throws a ScenarioError.
 */
export function drivers(scenario: LoadedScenario, options: WorldsOptions = {}): readonly Driver[] {
  checkAsked(scenario, options, WORLDS_NAMES);
  const model = modelOf(scenario, scenario.variant ?? BASE_VARIANT, options.set ?? {});
  const { seed, design, worlds } = futuresAsked(scenario, options);
  if (!Number.isInteger(worlds) || worlds < 1)
    throwFaults([{ message: `worlds: expected a whole number of at least 1, got ${worlds}` }]);
  const drawn = model.parameters.map(({ name }) => ({ name, values: new Float64Array(worlds) }));
  const draw = createWorlds(model, { seed, design, worlds });
  for (let world = 0; world < worlds; world++) {
    const values = draw(world);
    drawn.forEach((driver, parameter) => {
      driver.values[world] = values[parameter]!;
    });
  }
  return drawn;
}
