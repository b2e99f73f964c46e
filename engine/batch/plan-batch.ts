// Question + models (one a variant) -> the plain list of everything that will run, made before anything runs.
// Blocks say only how the work is parcelled out; no result depends on them.

import { MAX_REPLICATIONS, MAX_WORLDS } from '../chance/channel.ts';
import { MAX_SOBOL_DIMENSIONS } from '../chance/sobol.ts';
import type { Arm, Model } from '../model/model.ts';
import type { Problem } from '../problem.ts';
import type { ChosenEngine } from '../vocabulary.ts';
import { blockRunsOf, chooseEngine } from './choose-engine.ts';
import type { Question } from './question.ts';
import { unknownName } from './unknown-name.ts';

/** One column of a comparison. `model` is an index into `plan.models`; policy and doctrine are indices into that model. */
export interface PlannedArm extends Arm {
  readonly index: number;
  readonly model: number;
  readonly names: { readonly variant: string; readonly policy: string; readonly doctrine: string };
}

/** Futures first .. first + count - 1, under every arm. Future = world * replications + replication. */
export interface PlannedBlock {
  readonly first: number;
  readonly count: number;
  /** What is held at a number in this block, whatever the world says; nothing, unless told. */
  readonly held?: readonly Held[];
}

/** One parameter of every model of the plan, by its index, and the number it is held at. */
export interface Held {
  readonly parameter: number;
  readonly value: number;
}

/** Everything that will run, settled before anything runs. */
export interface Plan {
  readonly question: Question;
  /** The engine that is tried first; `auto` is settled here. */
  readonly engine: ChosenEngine;
  readonly models: readonly Model[];
  /** Variant by variant, in it policy by policy, in it doctrine by doctrine, each as the question lists them. */
  readonly arms: readonly PlannedArm[];
  readonly futures: number;
  readonly runs: number;
  readonly blocks: readonly PlannedBlock[];
}

/** The outcomes of a batch are kept in memory: at most 2^27 numbers, which is one gibibyte. */
export const MOST_VALUES = 2 ** 27;

/** The plan, or null with the reasons why the question cannot be asked of these models. */
export function planBatch(
  question: Question,
  models: readonly Model[],
  blockRuns?: number,
): { readonly plan: Plan | null; readonly problems: readonly Problem[] } {
  const faults = [...rangeProblems(question), ...models.slice(0, 1).flatMap((model) => modelProblems(question, model))];
  if (faults.length > 0) return { plan: null, problems: faults };
  return layOut(question, models, listArms(question, models), blockRuns);
}

/** As `planBatch`, but with the arms themselves instead of every combination: `arms` lists them model by model. */
export function planArms(
  question: Question,
  models: readonly Model[],
  arms: readonly Omit<PlannedArm, 'index'>[],
): ReturnType<typeof planBatch> {
  const faults = [
    ...rangeProblems(question),
    ...models.slice(0, 1).flatMap((model) => designProblems(question, model)),
  ];
  if (faults.length > 0) return { plan: null, problems: faults };
  const numbered = [...arms].sort((a, b) => a.model - b.model).map((arm, index) => ({ ...arm, index }));
  return layOut(question, models, numbered);
}

/**
 * As `planBatch`, for a batch whose results go to files and so may be of any size: `blockFutures` futures in each block,
 * by default as many as make 2^16 runs, or less where a run has many numbers.
 */
export function planStored(
  question: Question,
  models: readonly Model[],
  blockFutures?: number,
): ReturnType<typeof planBatch> {
  const faults = [...rangeProblems(question), ...models.slice(0, 1).flatMap((model) => modelProblems(question, model))];
  const arms = faults.length > 0 ? [] : listArms(question, models);
  const futures = question.worlds * question.replications;
  if (faults.length === 0) faults.push(...storedProblems(arms.length, futures));
  if (faults.length > 0) return { plan: null, problems: faults };
  const size = blockFutures ?? Math.max(1, Math.floor(storedBlockRuns(models) / arms.length));
  return { plan: settled(question, models, arms, Math.min(size, futures)), problems: [] };
}

/** Runs in a stored block: some tenths of a second of work, some megabytes; and of its numbers, several copies have to fit into memory. */
const STORED_BLOCK_RUNS = 2 ** 16;
const STORED_BLOCK_VALUES = 2 ** 21;

function storedBlockRuns(models: readonly Model[]): number {
  const numbers = Math.max(1, ...models.map(({ outcomes, parameters }) => outcomes.length + parameters.length));
  return Math.min(STORED_BLOCK_RUNS, Math.floor(STORED_BLOCK_VALUES / numbers));
}

/** Far more than anybody can run; the numbers of runs stay exact. */
const MOST_STORED_RUNS = 2 ** 40;

function storedProblems(arms: number, futures: number): Problem[] {
  if (arms === 0) return sizeProblems(arms, futures, 0);
  if (arms * futures <= MOST_STORED_RUNS) return [];
  return [problem('batch-too-large', `${arms} arms x ${futures} futures: at most ${MOST_STORED_RUNS} runs in all`)];
}

function layOut(
  question: Question,
  models: readonly Model[],
  arms: readonly PlannedArm[],
  blockRuns?: number,
): ReturnType<typeof planBatch> {
  const futures = question.worlds * question.replications;
  const problems = sizeProblems(arms.length, futures, models[0]?.outcomes.length ?? 0);
  if (problems.length > 0) return { plan: null, problems };
  const engine = chooseEngine(question.engine, arms.length * futures);
  const size = Math.max(1, Math.floor((blockRuns ?? blockRunsOf(engine)) / arms.length));
  return { plan: settled(question, models, arms, size), problems: [] };
}

function settled(
  question: Question,
  models: readonly Model[],
  arms: readonly PlannedArm[],
  blockFutures: number,
): Plan {
  const futures = question.worlds * question.replications;
  const runs = arms.length * futures;
  const engine = chooseEngine(question.engine, runs);
  return { question, engine, models, arms, futures, runs, blocks: listBlocks(futures, blockFutures) };
}

function rangeProblems({ worlds, replications }: Question): Problem[] {
  const check = (name: string, value: number, most: number): Problem[] =>
    Number.isInteger(value) && value >= 1 && value <= most
      ? []
      : [problem('out-of-range', `${name}: expected a whole number from 1 to ${most}, got ${value}`)];
  return [...check('worlds', worlds, MAX_WORLDS), ...check('replications', replications, MAX_REPLICATIONS)];
}

/** Asked of the first model only: all are of one scenario, so the others would repeat it. */
function modelProblems(question: Question, model: Model): Problem[] {
  return [...namesProblems(question, model), ...designProblems(question, model)];
}

function designProblems({ design }: Question, model: Model): Problem[] {
  const free = model.parameters.filter(({ fixed }) => fixed === null).length;
  if (design !== 'sobol' || free <= MAX_SOBOL_DIMENSIONS) return [];
  const message = `a sobol design has at most ${MAX_SOBOL_DIMENSIONS} dimensions, and ${free} uncertainties are free: take lhs or mc, or hold some of them with --set`;
  return [problem('too-many-dimensions', message)];
}

function namesProblems(question: Question, model: Model): Problem[] {
  const check = (kind: string, names: readonly string[], known: readonly { readonly name: string }[]): Problem[] =>
    names.flatMap((name) => unknownName(kind, name, namesOf(known)) ?? []);
  return [
    ...check('policy', question.policies, model.policies),
    ...check('doctrine', question.doctrines, model.doctrines),
  ];
}

function listArms(question: Question, models: readonly Model[]): PlannedArm[] {
  const arms: PlannedArm[] = [];
  models.forEach((model, index) => {
    const policies = namesOf(model.policies);
    const doctrines = namesOf(model.doctrines);
    for (const policy of new Set(question.policies)) {
      for (const doctrine of new Set(question.doctrines)) {
        arms.push({
          index: arms.length,
          model: index,
          policy: policies.indexOf(policy),
          doctrine: doctrines.indexOf(doctrine),
          names: { variant: model.variant, policy, doctrine },
        });
      }
    }
  });
  return arms;
}

function sizeProblems(arms: number, futures: number, outcomes: number): Problem[] {
  if (arms === 0) return [problem('no-arms', 'nothing to run: name at least one variant, one policy and one doctrine')];
  const values = arms * futures * outcomes;
  if (values <= MOST_VALUES) return [];
  const most = Math.max(1, Math.floor(MOST_VALUES / (arms * Math.max(1, outcomes))));
  return [
    problem(
      'batch-too-large',
      `${arms} arms x ${futures} futures x ${outcomes} outcomes are more numbers than fit: with these arms at most ${most} futures (worlds x replications)`,
    ),
  ];
}

function listBlocks(futures: number, size: number): PlannedBlock[] {
  return Array.from({ length: Math.ceil(futures / size) }, (_, index) => ({
    first: index * size,
    count: Math.min(size, futures - index * size),
  }));
}

function namesOf(things: readonly { readonly name: string }[]): string[] {
  return things.map((thing) => thing.name);
}

function problem(code: string, message: string): Problem {
  return { severity: 'error', code, path: '', message, place: null, notes: [] };
}
