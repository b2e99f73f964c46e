// Models whose answers are known exactly, written as scenarios: the intervals must cover the exact value as often as they claim.

import { describe, expect, test } from 'vitest';
import { estimateMean } from '../../engine/analysis/estimate-mean.ts';
import { estimateShare } from '../../engine/analysis/estimate-share.ts';
import type { Sample } from '../../engine/analysis/sample.ts';
import { createJsKernel } from '../../engine/kernel/js-kernel.ts';
import { createWasmKernelNow } from '../../engine/kernel/wasm-kernel.ts';
import type { BlockSetup, Engine } from '../../engine/model/block.ts';
import type { Model } from '../../engine/model/model.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { shippedModel } from '../shipped.ts';

type MakeEngine = (model: Model, setup: BlockSetup) => Engine;

const NO_PARAMETERS = new Float64Array(0);

/** Small batches of `runs` worlds: many seeds, and under each seed batches of successive worlds. */
function batches(make: MakeEngine, model: Model, count: number, runs: number): Map<string, Sample>[] {
  const seeds = 20;
  return Array.from({ length: seeds }, (_, seed) =>
    batchesOfSeed(make, model, `coverage ${seed}`, Math.ceil(count / seeds), runs),
  ).flat();
}

function batchesOfSeed(
  make: MakeEngine,
  model: Model,
  seed: string,
  count: number,
  runs: number,
): Map<string, Sample>[] {
  const engine = make(model, {
    arms: [{ policy: 0, doctrine: 0 }],
    seed,
    replications: 1,
    parametersOf: () => NO_PARAMETERS,
  });
  const columns = model.outcomes.map(() => new Float64Array(count * runs));
  expect(engine.runBlock({ first: 0, count: count * runs, columns })).toEqual([]);
  return Array.from({ length: count }, (_, i) => {
    const part = (column: Float64Array) => column.subarray(i * runs, (i + 1) * runs);
    return new Map(
      model.outcomes.map(({ name }, o) => [name, { worlds: runs, replications: 1, values: part(columns[o]!) }]),
    );
  });
}

interface Answer {
  /** Outcomes that are independent copies of one quantity count together. */
  readonly outcomes: readonly string[];
  readonly exact: number;
  readonly kind: 'mean' | 'share';
}

function samplesOf(found: readonly Map<string, Sample>[], { outcomes }: Answer): Sample[] {
  return found.flatMap((samples) => outcomes.map((name) => samples.get(name)!));
}

/** Share of batches whose 95 % interval holds the exact value. */
function coverage(samples: readonly Sample[], { exact, kind }: Answer): number {
  const held = samples.filter((sample) => {
    const { interval } = kind === 'mean' ? estimateMean(sample) : estimateShare(sample);
    return interval !== null && interval.low <= exact && exact <= interval.high;
  });
  return held.length / samples.length;
}

/** All batches as one large sample: how many standard errors the estimate lies from the exact value. */
function zScore(samples: readonly Sample[], exact: number): number {
  const values = new Float64Array(samples.flatMap((sample) => [...sample.values]));
  const { estimate, mcse } = estimateMean({ worlds: values.length, replications: 1, values });
  return (estimate! - exact) / mcse!;
}

function expectCovered(found: readonly Map<string, Sample>[], answer: Answer): void {
  const samples = samplesOf(found, answer);
  expect(Math.abs(zScore(samples, answer.exact))).toBeLessThan(4);
  if (samples.length < ENOUGH) return;
  const covered = coverage(samples, answer);
  expect(covered).toBeGreaterThanOrEqual(0.93);
  expect(covered).toBeLessThanOrEqual(0.97);
}

const sure =
  (make: (model: Model, setup: BlockSetup) => Engine | { readonly unsupported: string }): MakeEngine =>
  (model, setup) => {
    const made = make(model, setup);
    if ('unsupported' in made) throw new Error(made.unsupported);
    return made;
  };
const kernel = sure(createJsKernel);
const wasm = sure(createWasmKernelNow);

/**
 * Two thousand batches settle a coverage to half a point. The slow engine does fewer: its estimates are held to the exact values, and
 * its rows to those of the kernel, whose coverage then is its own.
 */
const ENGINES: readonly (readonly [string, MakeEngine, number])[] = [
  ['reference', createReferenceEngine, 100],
  ['kernel-js', kernel, 2000],
  ['kernel-wasm', wasm, 2000],
];
const ENOUGH = 2000;

test('the engines play the same games', () => {
  for (const id of ['knuth-yao-die', 'geometric-wait']) {
    const [law, fast, faster] = [createReferenceEngine, kernel, wasm].map((make) =>
      batchesOfSeed(make, shippedModel(id), 'same', 1, 300),
    );
    expect(fast).toEqual(law);
    expect(faster).toEqual(law);
  }
});

describe.each(ENGINES)('%s', (_, make, count) => {
  test('a die from coin flips: every face one in six, 11/3 flips with variance 16/9 (Knuth and Yao)', () => {
    const found = batches(make, shippedModel('knuth-yao-die'), count, 60);
    for (const face of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const samples = samplesOf(found, { outcomes: [face], exact: 1 / 6, kind: 'share' });
      expect(Math.abs(zScore(samples, 1 / 6))).toBeLessThan(4);
    }
    expectCovered(found, { outcomes: ['one', 'two', 'three', 'four', 'five', 'six'], exact: 1 / 6, kind: 'share' });
    expectCovered(found, { outcomes: ['flips'], exact: 11 / 3, kind: 'mean' });
    expect(
      Math.abs(
        zScore(samplesOf(found, { outcomes: ['flips_squared'], exact: 0, kind: 'mean' }), 16 / 9 + (11 / 3) ** 2),
      ),
    ).toBeLessThan(4);
  });

  test('the wait for a success of chance 0.05: mean 20, variance 380, 45.964 % within twelve turns', () => {
    const found = batches(make, shippedModel('geometric-wait'), count, 40);
    const within = 1 - 0.95 ** 12;
    expect(within).toBeCloseTo(0.45964, 5);
    // Forty waits are too few for Student's interval to reach its claim on so skewed a law; only the estimate is held to account.
    expect(Math.abs(zScore(samplesOf(found, { outcomes: ['wait'], exact: 20, kind: 'mean' }), 20))).toBeLessThan(4);
    expect(
      Math.abs(zScore(samplesOf(found, { outcomes: ['wait_squared'], exact: 0, kind: 'mean' }), 380 + 400)),
    ).toBeLessThan(4);
    expectCovered(found, { outcomes: ['within_twelve'], exact: within, kind: 'share' });
  });

  test("the gambler's ruin, start 5, goal 10, chance 0.4: wins 0.11636, after 19.18 steps on average", () => {
    const short = { stake: 5, goal: 10, luck: 0.4 };
    const found = batches(make, shippedModel('gamblers-ruin', short), count === ENOUGH ? count : 20, 80);
    // Three tables of one kind: three batches at once.
    const tables = ['even', 'tilted', 'short'];
    expectCovered(found, {
      outcomes: tables.map((table) => `win[${table}]`),
      exact: 0.11636363636363645,
      kind: 'share',
    });
    expectCovered(found, {
      outcomes: tables.map((table) => `steps[${table}]`),
      exact: 19.181818181818183,
      kind: 'mean',
    });
  });
});

test("the gambler's ruin at its three tables, 20,000 games on the kernel", () => {
  const [samples] = batchesOfSeed(kernel, shippedModel('gamblers-ruin'), 'ruin', 1, 20_000);
  const exact = {
    'win[even]': 0.5,
    'steps[even]': 100,
    'win[tilted]': 0.4012995229723709,
    'steps[tilted]': 98.700477027629,
    'win[short]': 0.11636363636363645,
    'steps[short]': 19.181818181818183,
  };
  for (const [name, value] of Object.entries(exact)) {
    expect(Math.abs(zScore([samples!.get(name)!], value)), name).toBeLessThan(4);
  }
});
