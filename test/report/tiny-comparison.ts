// A comparison made in this thread, with a clock that stands still, so that its texts are the same every time.

import { type BatchResult, createResultStore } from '../../engine/batch/batch-result.ts';
import { blockSetup, createBlockRunner, runnerSetup } from '../../engine/batch/block-runner.ts';
import { planBatch } from '../../engine/batch/plan-batch.ts';
import type { Question } from '../../engine/batch/question.ts';
import type { Distribution } from '../../engine/chance/distribution.ts';
import type { Model } from '../../engine/model/model.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { compareArms } from '../../engine/report/compare-arms.ts';
import type { Comparison } from '../../engine/report/comparison.ts';
import { tinyModel } from '../batch/tiny-model.ts';

const question: Question = {
  variants: ['base'],
  policies: ['none', 'some'],
  doctrines: ['cautious'],
  seed: 'a seed',
  design: 'sobol',
  worlds: 32,
  replications: 4,
  settings: [],
  engine: 'reference',
};

export function tinyResult(changes: Partial<Question> = {}, models: readonly Model[] = [tinyModel()]): BatchResult {
  const plan = planBatch({ ...question, ...changes }, models, 64).plan!;
  const setup = runnerSetup(plan);
  const engines = models.map((model, index) => createReferenceEngine(model, blockSetup(setup, index)));
  const run = createBlockRunner(
    setup,
    engines.map((engine) => ({ engine, refusals: [] })),
  );
  const store = createResultStore(plan);
  for (const block of plan.blocks) store.place(block, run(block));
  return store.finish({ seconds: 2, workers: 1 });
}

export function tinyComparison(changes?: Partial<Question>, models?: readonly Model[]): Comparison {
  return compareArms(tinyResult(changes, models), {
    scenario: 'tiny',
    question: 'Does some presence quieten the alarm?',
    version: '0.1.0',
    baseline: 'none',
  });
}

/** Some runs fail: the uncertain chance exceeds 1 in about half of the worlds. */
export const overshooting: Distribution = { kind: 'uniform', low: 0.5, high: 1.5 };
