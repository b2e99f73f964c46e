// `greyzone run`: one run, by itself, as a story or as JSON.

import {
  createDraws,
  createReference,
  createWorlds,
  documentText,
  type Model,
  planBatch,
  type RunNames,
  runStory,
  type Scenario,
  type SimulatedRun,
  settingsByName,
  simulate,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadModel, loadScenario, refusal } from '../load-scenario.ts';
import type { FuturesOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import type { Terminal } from '../terminal.ts';

export interface RunOptions extends FuturesOptions {
  readonly policy?: string;
  readonly doctrine?: string;
  readonly variant: string;
  readonly world: number;
  readonly replication: number;
  readonly trace?: true;
  readonly json?: true;
  readonly output?: string;
}

export function run(idOrPath: string, options: RunOptions, terminal: Terminal): void {
  const scenario = loadScenario(idOrPath);
  const model = loadModel(scenario, options.variant, options.set ?? []);
  const names = runNames(scenario, model, options);
  checkNames(model, names, options);
  const deliver = openOutput(options.output, terminal);
  const result = simulateRun(model, names);
  const { width, paint } = terminal;
  if (options.json) deliver(runJson(model, names, options, result));
  else deliver(runStory(model, names, result.records ?? [], { width, paint, trace: options.trace === true }));
  if (result.failure !== null) throw new Stop(EXIT.failed, 'the run failed');
}

function runNames({ defaults }: Scenario, model: Model, options: RunOptions): RunNames {
  const { seed, world, replication } = options;
  return {
    policy: options.policy ?? defaults.baseline ?? model.policies[0]!.name,
    doctrine: options.doctrine ?? defaults.doctrines?.[0] ?? model.doctrines[0]!.name,
    seed,
    design: options.design ?? defaults.design,
    worlds: options.worlds ?? Math.max(defaults.worlds, world + 1),
    world,
    replication,
  };
}

/** The same questions as for a batch that has this one run. */
function checkNames(model: Model, names: RunNames, { set = [] }: RunOptions): void {
  const { policy, doctrine, seed, design, worlds, world, replication } = names;
  const question = {
    variants: [model.variant],
    policies: [policy],
    doctrines: [doctrine],
    settings: set,
    seed,
    design,
  };
  const { problems } = planBatch({ ...question, worlds, replications: replication + 1, engine: 'reference' }, [model]);
  const real = problems.filter(({ code }) => code !== 'batch-too-large');
  if (real.length > 0) throw refusal(real);
  if (world >= worlds)
    throw badInput(`--world ${world}: worlds are counted from 0, and --worlds says there are ${worlds}`);
}

function simulateRun(
  model: Model,
  { policy, doctrine, seed, design, worlds, world, replication }: RunNames,
): SimulatedRun {
  const arm = {
    policy: model.policies.findIndex(({ name }) => name === policy),
    doctrine: model.doctrines.findIndex(({ name }) => name === doctrine),
  };
  const parameters = createWorlds(model, { seed, design, worlds })(world);
  const setup = { arm, parameters, draws: createDraws(model, seed), world, replication };
  return simulate(createReference(model), setup, { trace: true });
}

/** The document `greyzone.run/1`: which run, its turns as recorded, its outcomes (null: missing), its failure. */
function runJson(model: Model, names: RunNames, { set = [] }: RunOptions, result: SimulatedRun): string {
  const { id, version, hash, variant } = model;
  const settings = Object.fromEntries(settingsByName(set));
  const outcomes = Object.fromEntries(model.outcomes.map(({ name }, index) => [name, result.outcomes[index] ?? null]));
  const { records, failure } = result;
  const run = { format: 'greyzone.run/1', scenario: { id, version, hash }, variant, ...names, settings };
  return documentText({ ...run, outcomes, failure, turns: records });
}
