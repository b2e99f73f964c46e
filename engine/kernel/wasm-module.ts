// Program -> the bytes of its module: helpers, draws, one function for each piece of a run (more where one would grow too large), and the run.

import type { Program } from './program.ts';
import { endStage, INJECTS_STAGE, ORDERS_STAGE, VIEWS_STAGE } from './program.ts';
import { type FunctionCode, I32, moduleBytes } from './wasm-bytes.ts';
import { drawFunction, fillFunction } from './wasm-draws.ts';
import { FunctionWriter } from './wasm-function.ts';
import { helperFunctions, LAW_IMPORT, POW_IMPORT } from './wasm-helpers.ts';
import { layMemory, type MemoryLayout } from './wasm-memory.ts';
import { PIECE_PARAMETERS, type PieceOptions, type WasmFrame, writePiece } from './wasm-piece.ts';
import { stepUnits, tookMasks, type Unit } from './wasm-step.ts';
import {
  openLevers,
  tellArm,
  tellEnd,
  tellFinals,
  tellOrders,
  tellOutcomes,
  tellStartState,
  tellStartViews,
  tellViews,
  tellWorldStarts,
  tellWorldValues,
} from './wasm-turn.ts';

export interface WasmModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memory: MemoryLayout;
  /** Which orders each arm gives; the selector of `run`. */
  readonly orders: readonly number[];
  /** Pieces to be called once a world, and once a run, in order. */
  readonly world: readonly string[];
  readonly start: readonly string[];
}

const IMPORTS = [POW_IMPORT, LAW_IMPORT];
/** A word in low memory that says whether some lane goes on after this turn. */
const GOING = 4;

export interface ModuleOptions {
  /** Compare log odds with ready thresholds; else work out the exponential each time. */
  readonly thresholds: boolean;
  readonly mostCode: number;
}

export function buildModule(program: Program, options: ModuleOptions): WasmModule {
  return new ModuleBuilder(program, options).build();
}

class ModuleBuilder {
  private readonly program: Program;
  private readonly mostCode: number;
  private readonly frame: WasmFrame;
  private readonly functions: FunctionCode[] = [];
  private readonly silent = new Set<string>();
  private readonly indices = new Map<string, number>(IMPORTS.map(({ name }, index) => [name, index]));

  constructor(program: Program, { thresholds, mostCode }: ModuleOptions) {
    this.program = program;
    this.mostCode = mostCode;
    const memory = layMemory(program, thresholds, tookMasks(program).size);
    this.frame = { program, memory, thresholds, indexOf: (name) => this.indexOf(name) };
  }

  build(): WasmModule {
    const { program } = this;
    const { memory } = this.frame;
    for (const code of helperFunctions(this.indexOf(POW_IMPORT.name))) this.add(code);
    this.add(fillFunction(memory, this.indexOf(LAW_IMPORT.name)));
    for (const kind of ['words', 'thresholds'] as const) this.add(drawFunction(kind, memory));
    const once = { stage: INJECTS_STAGE, keeps: 'world' } as const;
    this.piece('finals', once, tellFinals);
    this.piece('outcomes', once, tellOutcomes);
    const world = [
      this.piece('world_values', { stage: VIEWS_STAGE, keeps: 'nothing' }, tellWorldValues),
      this.piece('world_starts', { stage: VIEWS_STAGE, keeps: 'world' }, tellWorldStarts),
    ];
    const start = [
      this.piece('start_state', { stage: VIEWS_STAGE, keeps: 'world' }, tellStartState),
      this.piece('start_views', { stage: VIEWS_STAGE, keeps: 'world' }, tellStartViews),
    ];
    const views = this.piece('views', { stage: VIEWS_STAGE, keeps: 'turn' }, tellViews);
    const arms = this.arms();
    const orders = this.piece('orders', { stage: ORDERS_STAGE, keeps: 'turn' }, tellOrders);
    const steps = [program.injects, ...program.phases].flatMap((step, at) => {
      const name = at === 0 ? 'injects' : `phase_${at - 1}`;
      const options = { stage: step.stage, keeps: 'turn' } as const;
      const whole = this.written(name, options, stepUnits(program, step, true));
      if (whole.body.length <= this.mostCode) return [this.add(whole)];
      return this.units(name, options, stepUnits(program, step, false));
    });
    const end = this.piece('end', { stage: endStage(program.model), keeps: 'turn' }, (piece) =>
      tellEnd(piece, () => {
        piece.code.i32(GOING).i32(1).op('i32.store', 2, 0);
      }),
    );
    this.add(this.run(views, arms.names, [orders, ...steps], end));
    const bytes = moduleBytes({ imports: IMPORTS, functions: this.functions });
    return { bytes, memory, orders: arms.orders, world, start };
  }

  private indexOf(name: string): number {
    const index = this.indices.get(name);
    if (index === undefined) throw new Error(`no function ${name}`);
    return index;
  }

  /** A piece that says nothing need not be called. */
  private isEmpty(name: string): boolean {
    return this.silent.has(name);
  }

  private add(code: FunctionCode): string {
    this.indices.set(code.name, this.functions.push(code) - 1 + IMPORTS.length);
    return code.name;
  }

  private piece(name: string, options: PieceOptions, tell: Unit): string {
    return this.add(this.written(name, options, [tell]));
  }

  private written(name: string, options: PieceOptions, units: readonly Unit[]): FunctionCode {
    let isSilent = true;
    const code = writePiece(this.frame, name, options, (piece) => {
      const before = piece.code.size();
      for (const unit of units) unit(piece);
      isSilent = piece.code.size() === before;
    });
    if (isSilent) this.silent.add(name);
    return code;
  }

  /** One function, or several to be called in order. */
  private units(name: string, options: PieceOptions, units: readonly Unit[]): readonly string[] {
    const code = this.written(name, options, units);
    if (code.body.length <= this.mostCode || units.length === 1) return [this.add(code)];
    const middle = units.length >> 1;
    return [
      ...this.units(`${name}a`, options, units.slice(0, middle)),
      ...this.units(`${name}b`, options, units.slice(middle)),
    ];
  }

  /** A function for every different list of orders. */
  private arms(): { readonly names: readonly string[]; readonly orders: readonly number[] } {
    const { chains } = this.program;
    if (openLevers(this.program).length === 0) return { names: [], orders: chains.map(() => 0) };
    const known: string[] = [];
    const names: string[] = [];
    const orders = chains.map((own, arm) => {
      const key = JSON.stringify(own);
      const old = known.indexOf(key);
      if (old >= 0) return old;
      names.push(this.piece(`arm_${arm}`, { stage: ORDERS_STAGE, keeps: 'turn' }, (piece) => tellArm(piece, own)));
      return known.push(key) - 1;
    });
    return { names, orders };
  }

  /** All turns of one arm: (orders, first record, its first row of draws, end of the records). */
  private run(views: string, arms: readonly string[], steps: readonly string[], end: string): FunctionCode {
    const { model } = this.program;
    const { draws } = this.frame.memory;
    const code = new FunctionWriter('run', PIECE_PARAMETERS, [], true);
    const [selector, record, row, last] = PIECE_PARAMETERS.map((_, index) => code.parameter(index));
    const turn = code.pin(code.fresh(I32));
    const call = (name: string): void => {
      if (this.isEmpty(name)) return;
      code.call(this.indexOf(name), [record!, row!, turn, last!]);
    };
    code.loop(() => {
      if (draws.row > 0 && draws.rows === 2) {
        // The rows of the first two turns were filled before the run began.
        code.get(turn).i32(1).op('i32.and').op('i32.eqz').get(turn).i32(0).op('i32.ne').op('i32.and');
        code.when(() => call('fill'));
      }
      call(views);
      if (arms.length === 1) call(arms[0]!);
      if (arms.length > 1) {
        chooseOne(
          code,
          arms.length,
          () => code.get(selector!),
          (at) => call(arms[at]!),
        );
      }
      for (const step of steps) call(step);
      if (model.endWhen !== null) code.i32(GOING).i32(0).op('i32.store', 2, 0);
      call(end);
      code.get(row!).i32(draws.row).op('i32.add').set(row!);
      if (draws.rows === 2) {
        code.get(turn).i32(1).op('i32.and');
        code.when(() => {
          code
            .get(row!)
            .i32(-2 * draws.row)
            .op('i32.add')
            .set(row!);
        });
      }
      code.get(turn).i32(1).op('i32.add').set(turn);
      code.get(turn).i32(model.turns).op('i32.lt_u');
      if (model.endWhen !== null) code.i32(GOING).op('i32.load', 2, 0).op('i32.and');
    });
    return code.finish();
  }
}

/** Carries out one of several bodies, by number. */
function chooseOne(code: FunctionWriter, count: number, number: () => void, body: (at: number) => void): void {
  code.op('block', 0x40);
  for (let at = 0; at < count; at++) code.op('block', 0x40);
  number();
  code.op('br_table', ...leb(count - 1), ...Array.from({ length: count }, (_, at) => leb(at)).flat());
  for (let at = 0; at < count; at++) {
    code.op('end');
    body(at);
    code.op('br', ...leb(count - 1 - at));
  }
  code.op('end');
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
