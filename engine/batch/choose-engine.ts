// What was asked for + how many runs -> the engine that will answer first. All give the same bits; they differ in what they cost.

import type { ChosenEngine, EngineName } from '../vocabulary.ts';

/** From this many runs on, making a kernel (some tenths of a second) costs less than it saves. */
const KERNEL_FROM = 24;
/** From this many runs on, a module of WebAssembly repays the little more that it takes to make. */
const WASM_FROM = 2000;

/** Runs in one block: small enough for a smooth progress line, large enough that handing it over costs nothing. */
const BLOCK_RUNS: Readonly<Record<ChosenEngine, number>> = { reference: 24, 'kernel-js': 4096, 'kernel-wasm': 8192 };

export function chooseEngine(asked: EngineName, runs: number): ChosenEngine {
  if (asked !== 'auto') return asked;
  if (runs < KERNEL_FROM) return 'reference';
  return runs < WASM_FROM ? 'kernel-js' : 'kernel-wasm';
}

export function blockRunsOf(engine: ChosenEngine): number {
  return BLOCK_RUNS[engine];
}
