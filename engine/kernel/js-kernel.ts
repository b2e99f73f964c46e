// Model + arms -> an engine that runs them by generated JavaScript: the same answers as the reference, bit for bit, or a plain "unsupported".

import { MAX_TURNS } from '../chance/channel.ts';
import type { Block, BlockSetup, Engine, FailedRun } from '../model/block.ts';
import type { Arm, Model } from '../model/model.ts';
import { type CompiledKernel, compileText } from './compile-text.ts';
import { createMemory, type JsMemory } from './js-memory.ts';
import { kernelText } from './js-text.ts';
import type { KernelState } from './kernel-state.ts';
import { lowerProgram, type ProgramOptions } from './lower-program.ts';
import { parameterRange } from './node-ranges.ts';
import type { Program, Unsupported } from './program.ts';
import { isWithin, type Range } from './range.ts';

/** A turn that is over: where it was, and the live arrays of the state (see `program.layout`); copy what is to be kept. */
export interface TurnVisit extends KernelState {
  readonly arm: number;
  readonly world: number;
  readonly replication: number;
  readonly turn: number;
}

/** A logarithm a draw costs as much as the exponentials of some arms; measured, it pays from about this many. */
const THRESHOLD_ARMS = 8;

export interface JsKernelOptions extends ProgramOptions {
  /** Called after every turn that did not fail the run. */
  readonly onTurn?: (visit: TurnVisit) => void;
  /** Changes the text before it is compiled; for tests that break it on purpose. */
  readonly rewrite?: (text: string) => string;
  /** Ready thresholds for log odds; unless told, from THRESHOLD_ARMS on. */
  readonly thresholds?: boolean;
}

/** Columns of the watched quantities: `watched[w]` has arms * count * turns places, (arm * count + i) * turns + turn; NaN for turns not played. */
export interface WatchedBlock extends Block {
  readonly watched?: readonly Float64Array[];
}

/** A state to begin from, before turn `turn` (0-based). */
export interface From {
  readonly turn: number;
  readonly state: KernelState;
}

export interface JsKernel extends Engine {
  readonly program: Program;
  /** From the beginning, or each run from the given state. Reducers go on from it. */
  runBlock(block: WatchedBlock, from?: From): readonly FailedRun[];
}

export function createJsKernel(model: Model, setup: BlockSetup, options: JsKernelOptions = {}): JsKernel | Unsupported {
  const made = makeReady(model, setup, options);
  if ('unsupported' in made) return made;
  const ranges = model.parameters.map((_, index) => parameterRange(model, index));
  let careful: Ready | null = null;
  // A world outside its declared distributions has no proven ranges: it is run by a kernel that takes none for granted.
  const readyFor = (parameters: Float64Array): Ready => {
    if (areWithin(parameters, ranges)) return made;
    careful ??= asReady(makeReady(model, setup, { ...options, trustWorlds: false }));
    return careful;
  };
  return {
    name: 'kernel-js',
    program: made.program,
    runBlock: (block, from) => new BlockRun(setup, options, readyFor, block, from ?? null).run(),
  };
}

/** The generated text, to be read. */
export function printJsKernel(model: Model, arms: readonly Arm[]): string | Unsupported {
  const program = lowerProgram(model, arms);
  if ('unsupported' in program) return program;
  const made = kernelText(program, { thresholds: arms.length >= THRESHOLD_ARMS });
  return 'unsupported' in made ? made : made.text;
}

/** A compiled kernel with its memory. */
interface Ready {
  readonly program: Program;
  readonly memory: JsMemory;
  readonly kernel: CompiledKernel;
  /** The present future before its first turn. */
  readonly start: KernelState;
}

function makeReady(model: Model, setup: BlockSetup, options: JsKernelOptions): Ready | Unsupported {
  const program = lowerProgram(model, setup.arms, options);
  if ('unsupported' in program) return program;
  const made = kernelText(program, { thresholds: options.thresholds ?? setup.arms.length >= THRESHOLD_ARMS });
  if ('unsupported' in made) return made;
  const memory = createMemory(program, setup.seed);
  const kernel = compileText(options.rewrite?.(made.text) ?? made.text, memory);
  return { program, memory, kernel, start: { numbers: memory.F.slice(), wholes: memory.I.slice() } };
}

function asReady(made: Ready | Unsupported): Ready {
  if ('unsupported' in made) throw new Error(`the careful kernel: ${made.unsupported}`);
  return made;
}

function areWithin(parameters: Float64Array, ranges: readonly Range[]): boolean {
  return ranges.every(({ low, high }, index) =>
    isWithin({ low: parameters[index]!, high: parameters[index]!, nan: false }, low, high),
  );
}

/** Runs a block future by future; all arms of a future share its world and its random numbers. */
class BlockRun {
  private readonly setup: BlockSetup;
  private readonly options: JsKernelOptions;
  private readonly readyFor: (parameters: Float64Array) => Ready;
  private readonly block: WatchedBlock;
  private readonly from: From | null;
  private readonly failed: FailedRun[] = [];

  constructor(
    setup: BlockSetup,
    options: JsKernelOptions,
    readyFor: (parameters: Float64Array) => Ready,
    block: WatchedBlock,
    from: From | null,
  ) {
    this.setup = setup;
    this.options = options;
    this.readyFor = readyFor;
    this.block = block;
    this.from = from;
  }

  run(): readonly FailedRun[] {
    const { first, count, watched } = this.block;
    for (const column of watched ?? []) column.fill(Number.NaN);
    for (let i = 0; i < count; ) i += this.runWorld(first + i, i);
    return this.failed.sort((a, b) => a.arm - b.arm || a.world - b.world || a.replication - b.replication);
  }

  /** The futures of one world, from place i of the block; gives how many there were. */
  private runWorld(future: number, i: number): number {
    const { replications } = this.setup;
    const world = Math.floor(future / replications);
    const replication = future % replications;
    const count = Math.min(replications - replication, this.block.count - i);
    const parameters = this.setup.parametersOf(world);
    const ready = this.readyFor(parameters);
    ready.memory.PARAMETERS.set(parameters);
    const fault = ready.kernel.world(0);
    const isDead = fault > 0 && this.from === null;
    for (let k = 0; k < count; k++) {
      if (isDead) this.failAll(ready, fault, world, replication + k, i + k);
      else this.runFuture(ready, world, replication + k, i + k);
    }
    return count;
  }

  private failAll(ready: Ready, fault: number, world: number, replication: number, i: number): void {
    for (let arm = 0; arm < this.setup.arms.length; arm++) {
      this.finishRun(ready, { arm, world, replication }, i, fault, 0);
    }
  }

  private runFuture(ready: Ready, world: number, replication: number, i: number): void {
    const { memory, kernel } = ready;
    memory.COUNTER[0] = world | 0;
    memory.COUNTER[1] = Math.imul(replication, MAX_TURNS);
    memory.D.fill(Number.NaN);
    if (this.from === null) {
      kernel.start(0);
      ready.start.numbers.set(memory.F);
      ready.start.wholes.set(memory.I);
    }
    const start = this.from?.state ?? ready.start;
    for (let arm = 0; arm < this.setup.arms.length; arm++) {
      memory.F.set(start.numbers);
      memory.I.set(start.wholes);
      for (let stock = 0; stock < memory.P.length; stock++) memory.P[stock] = memory.F[stock]!;
      const code = this.runTurns(ready, { arm, world, replication }, i);
      this.finishRun(ready, { arm, world, replication }, i, code, memory.LAST[0]!);
    }
  }

  private runTurns({ kernel, memory, program }: Ready, run: RunPlace, i: number): number {
    const from = this.from?.turn ?? 0;
    const { onTurn } = this.options;
    if (onTurn === undefined && this.block.watched === undefined) return kernel.run(run.arm, from);
    const last = program.model.turns - 1;
    for (let turn = from; ; turn++) {
      const code = kernel.turn(run.arm, turn);
      memory.LAST[0] = turn;
      if (code > 0) return code;
      this.tellTurn(memory, program, run, i, turn);
      onTurn?.({ ...run, turn, numbers: memory.F, wholes: memory.I });
      if (code < 0 || turn >= last) return kernel.finish(turn);
    }
  }

  private tellTurn({ WATCHED }: JsMemory, { model }: Program, { arm }: RunPlace, i: number, turn: number): void {
    for (const [index, column] of (this.block.watched ?? []).entries()) {
      column[(arm * this.block.count + i) * model.turns + turn] = WATCHED[index]!;
    }
  }

  private finishRun({ memory, program }: Ready, run: RunPlace, i: number, code: number, turn: number): void {
    const { columns, count } = this.block;
    const at = run.arm * count + i;
    for (let outcome = 0; outcome < columns.length; outcome++) {
      columns[outcome]![at] = code > 0 ? Number.NaN : memory.O[outcome]!;
    }
    if (code === 0) return;
    const { reason, phase, element } = program.sites[code - 1]!;
    this.failed.push({ reason, turn, phase, element, ...run });
  }
}

interface RunPlace {
  readonly arm: number;
  readonly world: number;
  readonly replication: number;
}
