// The thread that compares: the same estimates as a batch run here, a reason when it cannot, and an end when it is told to.

import { afterEach, expect, test } from 'vitest';
import {
  BASE_VARIANT,
  type Comparison,
  compareArms,
  inspectScenario,
  lower,
  openScenario,
  planBatch,
  runBatch,
} from '../../../engine/index.ts';
import { type BatchThread, createBatchThread } from '../../../ui-terminal/play/batch-client.ts';
import type { BatchAsk, BatchState } from '../../../ui-terminal/play/batching.ts';

const FIXTURE = 'test/fixtures/every-word.yaml';
const threads: BatchThread[] = [];

afterEach(() => {
  for (const thread of threads.splice(0)) thread.close();
});

/** What the thread comes to, and how often it called. */
function ended(ask: BatchAsk): Promise<BatchState> {
  return new Promise((resolve) => {
    const thread = createBatchThread(() => {
      const state = thread.look();
      if (state.kind !== 'running') resolve(state);
    });
    threads.push(thread);
    thread.start(ask);
    expect(thread.look().kind).toBe('running');
  });
}

test('comes to the estimates of the same batch', async () => {
  const state = await ended({ scenario: FIXTURE, seed: 'x', worlds: 4 });
  if (state.kind !== 'done') throw new Error(JSON.stringify(state));
  const { scenario } = inspectScenario(openScenario(FIXTURE).texts!);
  const { defaults } = scenario!;
  const variants = defaults.variants ?? [BASE_VARIANT];
  const models = variants.map((variant) => lower(scenario!, { variant, settings: new Map() }).model!);
  // The baseline of the fixture is none of its policies: it runs all the same.
  const policies = [defaults.baseline!, ...defaults.policies!];
  const question = {
    variants,
    policies,
    doctrines: defaults.doctrines ?? [models[0]!.doctrines[0]!.name],
    seed: 'x',
    design: defaults.design ?? ('sobol' as const),
    worlds: 4,
    replications: defaults.replications,
    settings: [],
    engine: 'auto' as const,
  };
  const { plan } = planBatch(question, models);
  const end = await runBatch(plan!, { workers: 1 });
  if (end.kind !== 'done') throw new Error('interrupted');
  const about = { scenario: FIXTURE, question: '', version: '', baseline: defaults.baseline! };
  const here = compareArms(end.result, state.shown.main.length > 0 ? { ...about, outcomes: state.shown.main } : about);
  expect(estimates(state.comparison)).toEqual(estimates(here));
  expect(estimates(here).length).toBeGreaterThan(0);
});

function estimates({ estimates: rows, differences }: Comparison): readonly unknown[] {
  return [...rows, ...differences];
}

test('says why it cannot', async () => {
  const state = await ended({ scenario: 'test/fixtures/no-such-thing', seed: 'x', worlds: 4 });
  expect(state.kind === 'failed' && state.why).toMatch(/no-such-thing/);
});

test('stops when it is told to, and says nothing afterwards', async () => {
  let calls = 0;
  const thread = createBatchThread(() => calls++);
  threads.push(thread);
  thread.start({ scenario: FIXTURE, seed: 'x', worlds: 4096 });
  thread.cancel();
  expect(thread.look().kind).toBe('stopped');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(calls).toBe(0);
});
