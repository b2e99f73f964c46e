// A scenario, an arm and a future -> that one run with everything that happened in it.

import { planBatch } from '../batch/plan-batch.ts';
import type { Failure, Model } from '../model/model.ts';
import { createWorlds } from '../model/worlds.ts';
import { createDraws } from '../reference/draws.ts';
import { createReference } from '../reference/reference.ts';
import { simulate } from '../reference/simulate.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import type { RunNames } from '../report/run-story.ts';
import { BASE_VARIANT } from '../vocabulary.ts';
import { futuresAsked, WORLDS_NAMES, type WorldsOptions } from './asked-batch.ts';
import { modelOf, type Settings, USUAL_SEED } from './asked-model.ts';
import { checkAsked, type OptionNames } from './known-options.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { ScenarioError, throwFaults } from './scenario-error.ts';

/** Which run; all of it is as on the command line. */
export interface RunOptions extends WorldsOptions {
  /** Unless told the scenario's baseline, or its first policy. */
  readonly policy?: string;
  /** Unless told the scenario's usual doctrine, or its first. */
  readonly doctrine?: string;
  /** Unless told the one that the scenario was loaded with, or `base`. */
  readonly variant?: string;
  /** Counted from 0, and 0 unless told. */
  readonly world?: number;
  /** Counted from 0, and 0 unless told. */
  readonly replication?: number;
}

const NAMES: OptionNames<RunOptions> = {
  ...WORLDS_NAMES,
  policy: true,
  doctrine: true,
  variant: true,
  world: true,
  replication: true,
};

/** One run: the document that `greyzone run --json` prints. */
export interface RunDocument extends RunNames {
  readonly format: 'greyzone.run/1';
  readonly scenario: { readonly id: string; readonly version: string; readonly hash: string };
  readonly variant: string;
  readonly settings: Settings;
  /** In the outcome's own unit; NaN where it is missing, and everywhere when the run failed. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Why the run failed; null when it did not. */
  readonly failure: Failure | null;
  /** One for each turn: orders, injects, incidents with odds and draws, what moved. */
  readonly turns: readonly TurnRecord[];
}

/**
 * Plays one run, the same one that a batch with these options has at this world and replication, to the last bit. Throws a ScenarioError for
 * unknown names and numbers out of range.
 */
export function run(scenario: LoadedScenario, options: RunOptions = {}): RunDocument {
  checkAsked(scenario, options, NAMES);
  const { set = {}, variant = scenario.variant ?? BASE_VARIANT } = options;
  const model = modelOf(scenario, variant, set);
  const names = runNames(scenario, model, options);
  checkNames(scenario, model, names, options);
  const { policy, doctrine, seed, design, worlds, world, replication } = names;
  const arm = {
    policy: model.policies.findIndex(({ name }) => name === policy),
    doctrine: model.doctrines.findIndex(({ name }) => name === doctrine),
  };
  const parameters = createWorlds(model, { seed, design, worlds })(world);
  const setup = { arm, parameters, draws: createDraws(model, seed), world, replication };
  const { outcomes, failure, records } = simulate(createReference(model), setup, { trace: true });
  const { id, version, hash } = model;
  return {
    format: 'greyzone.run/1',
    scenario: { id, version, hash },
    variant,
    ...names,
    settings: set,
    outcomes: Object.fromEntries(model.outcomes.map(({ name }, index) => [name, outcomes[index] ?? Number.NaN])),
    failure,
    turns: records ?? [],
  };
}

function runNames({ defaults }: LoadedScenario, model: Model, options: RunOptions): RunNames {
  const { world = 0, replication = 0 } = options;
  return {
    policy: options.policy ?? defaults.baseline ?? model.policies[0]!.name,
    doctrine: options.doctrine ?? defaults.doctrines?.[0] ?? model.doctrines[0]!.name,
    seed: options.seed ?? USUAL_SEED,
    design: options.design ?? defaults.design,
    worlds: options.worlds ?? Math.max(defaults.worlds, world + 1),
    world,
    replication,
  };
}

/** The same questions as for a batch that has this one run. */
function checkNames(scenario: LoadedScenario, model: Model, names: RunNames, options: RunOptions): void {
  const { policy, doctrine, worlds, world, replication } = names;
  for (const [what, number] of Object.entries({ world, replication }))
    if (!Number.isInteger(number) || number < 0)
      throwFaults([{ message: `${what}: expected a whole number from 0, got ${number}` }]);
  const arms = { variants: [model.variant], policies: [policy], doctrines: [doctrine] };
  const futures = { ...futuresAsked(scenario, options), worlds, replications: replication + 1 };
  const { problems } = planBatch({ ...arms, ...futures, engine: 'reference' }, [model]);
  const real = problems.filter(({ code }) => code !== 'batch-too-large');
  if (real.length > 0) throw new ScenarioError(real);
  if (world >= worlds) throwFaults([{ message: `world ${world}: worlds are counted from 0, and there are ${worlds}` }]);
}
