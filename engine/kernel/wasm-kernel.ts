// Model + arms -> an engine that runs them by WebAssembly, futures side by side in the lanes of its vectors: the same answers as the reference, bit
// for bit, or a plain "unsupported". All arms run over the same draws and worlds of a batch of groups.

import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { pow } from '../arithmetic/pow.ts';
import { channelKey, MAX_TURNS } from '../chance/channel.ts';
import { quantile } from '../chance/distribution.ts';
import type { Block, BlockSetup, Engine, FailedRun } from '../model/block.ts';
import type { Arm, Model } from '../model/model.ts';
import { lowerProgram } from './lower-program.ts';
import { parameterRange } from './node-ranges.ts';
import type { Program, Unsupported } from './program.ts';
import { isWithin, type Range } from './range.ts';
import { PARITY } from './wasm-draws.ts';
import { instantiate, type WasmFunctions } from './wasm-instance.ts';
import { LANES } from './wasm-lanes.ts';
import { cellAt, FAULTED, type MemoryLayout, TABLE_ENTRY } from './wasm-memory.ts';
import { buildModule, type ModuleOptions, type WasmModule } from './wasm-module.ts';
import { moduleText } from './wasm-print.ts';

/** Memory that draws and records of a batch of groups should not exceed, to stay in the processor's cache. */
const BATCH_BYTES = 1 << 20;
const MOST_GROUPS = 16;
/** Bytes of code from which a function is cut in two, where it can be. */
const MOST_CODE = 100_000;
/** From so many arms on, log odds are compared with thresholds made once for all of them. */
const THRESHOLD_ARMS = 4;
/** Memory of a single group that is refused. */
const MOST_BYTES = 1 << 29;

export interface WasmKernelOptions {
  /** Ready thresholds for log odds; unless told, from THRESHOLD_ARMS on. */
  readonly thresholds?: boolean;
  /** Bytes of code from which a function is cut in two; for tests. */
  readonly mostCode?: number;
  /** Change the program, or the module's bytes, before they are used; for tests that break them on purpose. */
  readonly mend?: (program: Program) => Program;
  readonly rewrite?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

export async function createWasmKernel(
  model: Model,
  setup: BlockSetup,
  options: WasmKernelOptions = {},
): Promise<Engine | Unsupported> {
  return createWasmKernelNow(model, setup, options);
}

/** Nothing has to be waited for: the module is written and compiled here. */
export function createWasmKernelNow(
  model: Model,
  setup: BlockSetup,
  options: WasmKernelOptions = {},
): Engine | Unsupported {
  const made = makeReady(model, setup, options, true);
  if ('unsupported' in made) return made;
  const ranges = model.parameters.map((_, index) => parameterRange(model, index));
  let careful: Ready | null = null;
  // A world outside its declared distributions has no proven ranges: it is run by a kernel that takes none for granted.
  const readyFor = (isTrusted: boolean): Ready => {
    if (isTrusted) return made;
    careful ??= asReady(makeReady(model, setup, options, false));
    return careful;
  };
  return { name: 'kernel-wasm', runBlock: (block) => new BlockRun(setup, ranges, readyFor, block).run() };
}

/** The module as text. */
export async function printWasmKernel(model: Model, arms: readonly Arm[]): Promise<string> {
  const program = lowerProgram(model, arms);
  if ('unsupported' in program) return `;; unsupported: ${program.unsupported}\n`;
  return moduleText(buildModule(program, moduleOptions(arms, {})).bytes);
}

/** A compiled kernel with its memory. */
interface Ready {
  readonly program: Program;
  readonly module: WasmModule;
  readonly functions: WasmFunctions;
  readonly numbers: Float64Array;
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  /** Groups that are run together, and where their draws and the copies of their starts lie. */
  readonly groups: number;
  readonly draws: number;
  readonly copies: number;
}

function makeReady(
  model: Model,
  setup: BlockSetup,
  options: WasmKernelOptions,
  trustWorlds: boolean,
): Ready | Unsupported {
  const lowered = lowerProgram(model, setup.arms, { trustWorlds });
  if ('unsupported' in lowered) return lowered;
  const program = options.mend?.(lowered) ?? lowered;
  const words = program.draws.find(({ word, use }) => word && (use === 'noise' || use === 'normal'));
  if (words !== undefined)
    return { unsupported: `${model.channels[words.channel]!.name} draws a number from a channel of words` };
  const module = buildModule(program, moduleOptions(setup.arms, options));
  const { memory } = module;
  const group = memory.record + memory.draws.group + memory.startBytes;
  if (group > MOST_BYTES) return { unsupported: `a group of futures needs ${Math.ceil(group / 2 ** 20)} MB` };
  const groups = Math.max(1, Math.min(MOST_GROUPS, Math.floor(BATCH_BYTES / group)));
  const draws = memory.first + groups * memory.record;
  const copies = draws + groups * memory.draws.group;
  const bytes = options.rewrite?.(module.bytes) ?? module.bytes;
  const instance = instantiate(bytes, copies + groups * memory.startBytes, { pow, law: lawOf(program) });
  if (instance === null) return { unsupported: 'this platform has no WebAssembly with vectors' };
  const { functions, buffer } = instance;
  const numbers = new Float64Array(buffer);
  const halves = new Int32Array(buffer);
  fillTables(program, memory, setup.seed, numbers, halves);
  return { program, module, functions, numbers, words: halves, bytes: new Uint8Array(buffer), groups, draws, copies };
}

function moduleOptions(arms: readonly Arm[], { thresholds, mostCode }: WasmKernelOptions): ModuleOptions {
  return { thresholds: thresholds ?? arms.length >= THRESHOLD_ARMS, mostCode: mostCode ?? MOST_CODE };
}

function asReady(made: Ready | Unsupported): Ready {
  if ('unsupported' in made) throw new Error(`the careful kernel: ${made.unsupported}`);
  return made;
}

function fillTables(
  program: Program,
  { months, years, draws }: MemoryLayout,
  seed: string,
  numbers: Float64Array,
  words: Int32Array,
): void {
  const { model } = program;
  const enter = (index: number, entry: number, isScaled: boolean): void => {
    const { channel, noise } = program.draws[index]!;
    const { k0, k1 } = channelKey(seed, model.channels[channel]!.name);
    for (const [at, word] of [k0, k1, PARITY ^ k0 ^ k1].entries()) {
      words.fill(word, entry / 4 + 4 * at, entry / 4 + 4 * at + 4);
    }
    const law = isScaled ? model.noises[noise]!.distribution : null;
    const [mean, spread] = law?.kind === 'normal' ? [law.mean, law.sd] : [index, 0];
    numbers.fill(mean, entry / 8 + 6, entry / 8 + 8);
    numbers.fill(spread, entry / 8 + 8, entry / 8 + 10);
  };
  for (const { kind, columns, table } of draws.runs) {
    for (const [place, index] of columns.entries()) enter(index, table + place * TABLE_ENTRY, kind === 'scaled');
  }
  for (const { column, table } of draws.lazy) enter(column, table, false);
  for (let turn = 0; turn < model.turns; turn++) {
    const { month = 0, year = 0 } = model.clock.dates[turn] ?? {};
    numbers[months / 8 + turn] = month;
    numbers[years / 8 + turn] = year;
  }
}

/** What a column of any law holds instead of its uniform number. */
function lawOf({ model, draws }: Program): (column: number, u: number) => number {
  return (column, u) => {
    const { use, noise } = draws[column]!;
    return use === 'normal' ? normalQuantile(u) : quantile(model.noises[noise]!.distribution, u);
  };
}

/** A future of the block, by its place in it. */
interface FuturePlace {
  readonly world: number;
  readonly replication: number;
}

/** Runs a block batch by batch; a batch is a number of groups of futures, filled up with its last future. */
class BlockRun {
  private readonly setup: BlockSetup;
  private readonly ranges: readonly Range[];
  private readonly readyFor: (isTrusted: boolean) => Ready;
  private readonly block: Block;
  private readonly failed: FailedRun[][];
  private knownWorld = -1;
  private parameters: Float64Array = new Float64Array(0);
  private isTrusted = true;

  constructor(setup: BlockSetup, ranges: readonly Range[], readyFor: (isTrusted: boolean) => Ready, block: Block) {
    this.setup = setup;
    this.ranges = ranges;
    this.readyFor = readyFor;
    this.block = block;
    this.failed = setup.arms.map(() => []);
  }

  run(): readonly FailedRun[] {
    const { count } = this.block;
    for (let i = 0; i < count; ) i += this.runBatch(i);
    return this.failed.flat();
  }

  /** From place i of the block as many futures as a batch takes and one kernel may run; gives how many there were. */
  private runBatch(i: number): number {
    this.enterWorld(this.placeOf(i).world);
    const ready = this.readyFor(this.isTrusted);
    const isTrusted = this.isTrusted;
    const most = Math.min(ready.groups * LANES, this.block.count - i);
    let count = 0;
    for (; count < most; count++) {
      const place = this.placeOf(i + count);
      this.enterWorld(place.world);
      if (this.isTrusted !== isTrusted) break;
      this.setLane(ready, count, place);
    }
    const groups = Math.ceil(count / LANES);
    for (let lane = count; lane < groups * LANES; lane++) this.setLane(ready, lane, this.placeOf(i + count - 1));
    this.prepare(ready, groups);
    for (const arm of this.setup.arms.keys()) this.runArm(ready, groups, arm, i, count);
    return count;
  }

  private placeOf(i: number): FuturePlace {
    const future = this.block.first + i;
    const { replications } = this.setup;
    return { world: Math.floor(future / replications), replication: future % replications };
  }

  private enterWorld(world: number): void {
    if (world === this.knownWorld) return;
    this.knownWorld = world;
    this.parameters = this.setup.parametersOf(world);
    this.isTrusted = this.ranges.every(({ low, high }, index) => {
      const value = this.parameters[index]!;
      return isWithin({ low: value, high: value, nan: Number.isNaN(value) }, low, high);
    });
  }

  /** Writes the world and the number of a future; the world's values are those that were entered last. */
  private setLane({ module, words, numbers }: Ready, lane: number, { world, replication }: FuturePlace): void {
    const { memory } = module;
    const record = memory.first + Math.floor(lane / LANES) * memory.record;
    const counters = (record + memory.counters.at) / 4 + (lane % LANES);
    words[counters] = world | 0;
    words[counters + LANES] = Math.imul(replication, MAX_TURNS);
    const first = (record + memory.parameters.at) / 8 + (lane % LANES);
    for (let index = 0; index < this.parameters.length; index++)
      numbers[first + LANES * index] = this.parameters[index]!;
  }

  /** Draws, what hangs on worlds, and the state before the first turn: the same for all arms. */
  private prepare(ready: Ready, groups: number): void {
    const { module, functions, words, bytes, copies } = ready;
    const { memory } = module;
    const end = memory.first + groups * memory.record;
    const { draws } = memory;
    if (draws.row > 0) {
      for (let turn = 0; turn < draws.rows; turn += 2) {
        functions.fill!(memory.first, ready.draws + turn * draws.row, turn, end);
      }
    }
    words[FAULTED / 4] = 0;
    for (const name of [...module.world, ...module.start]) functions[name]!(memory.first, ready.draws, 0, end);
    for (let group = 0; group < groups; group++) {
      const record = memory.first + group * memory.record;
      bytes.copyWithin(copies + group * memory.startBytes, record, record + memory.startBytes);
    }
  }

  private runArm(ready: Ready, groups: number, arm: number, i: number, count: number): void {
    const { module, functions, words, bytes, copies } = ready;
    const { memory } = module;
    if (arm > 0) {
      for (let group = 0; group < groups; group++) {
        const copy = copies + group * memory.startBytes;
        bytes.copyWithin(memory.first + group * memory.record, copy, copy + memory.startBytes);
      }
    }
    const end = memory.first + groups * memory.record;
    functions.run!(module.orders[arm]!, memory.first, ready.draws, end);
    this.tell(ready, arm, i, count);
    if (words[FAULTED / 4] !== 0) this.tellFaults(ready, arm, i, count);
  }

  private tell({ module, numbers }: Ready, arm: number, i: number, count: number): void {
    const { memory } = module;
    const record = memory.record / 8;
    for (const [outcome, column] of this.block.columns.entries()) {
      let from = (memory.first + cellAt(memory.outcomes, outcome)) / 8;
      let to = arm * this.block.count + i;
      for (let left = count; left > 0; left -= LANES) {
        for (let lane = 0; lane < LANES && lane < left; lane++) column[to + lane] = numbers[from + lane]!;
        to += LANES;
        from += record;
      }
    }
  }

  private tellFaults({ module, numbers, program }: Ready, arm: number, i: number, count: number): void {
    const { memory } = module;
    for (let lane = 0; lane < count; lane++) {
      const record = memory.first + Math.floor(lane / LANES) * memory.record;
      const code = numbers[(record + memory.fault.at) / 8 + (lane % LANES)]!;
      if (code === 0) continue;
      const turn = numbers[(record + memory.faultTurn.at) / 8 + (lane % LANES)]!;
      this.failed[arm]!.push({ ...program.sites[code - 1]!, turn, arm, ...this.placeOf(i + lane) });
      for (const column of this.block.columns) column[arm * this.block.count + i + lane] = Number.NaN;
    }
  }
}
