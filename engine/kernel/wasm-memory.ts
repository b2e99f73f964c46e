// Program -> where everything lies in linear memory. A group of four futures has a record of cells, one cell (four doubles) a number;
// what a run changes comes first, so that every arm can begin from a copy of it. Draws lie apart, one row of cells a turn.

import type { Program } from './program.ts';
import { CELL } from './wasm-lanes.ts';

export interface Region {
  /** Byte offset inside a group's record. */
  readonly at: number;
  readonly cells: number;
}

export interface MemoryLayout {
  /** Lanes that still run, as a mask; the fault code of a lane, and the turn of its fault. */
  readonly alive: Region;
  readonly fault: Region;
  readonly faultTurn: Region;
  readonly numbers: Region;
  readonly wholes: Region;
  /** Stocks before they are committed, and the same for leaves and entry turns. */
  readonly pending: Region;
  readonly nextLeaf: Region;
  readonly nextWhole: Region;
  /** Bytes of a record that a run changes and that must be right when it begins. */
  readonly startBytes: number;
  readonly done: Region;
  /** What incidents and injects did in this step; then masks of transitions that somebody asks for. */
  readonly noted: Region;
  readonly took: Region;
  readonly flags: Region;
  readonly levels: Region;
  readonly scratch: Region;
  readonly outcomes: Region;
  /** World and replication * turns of a channel, four 32-bit words each. */
  readonly counters: Region;
  readonly world: Region;
  readonly starts: Region;
  readonly parameters: Region;
  /** Bytes of a group's record. */
  readonly record: number;
  readonly draws: DrawLayout;
  readonly months: number;
  readonly years: number;
  readonly keys: number;
  /** Where the records begin. */
  readonly first: number;
}

export interface DrawLayout {
  /** Byte offset of a column in its row, and of the uniform number of a column that holds a threshold. */
  readonly columns: readonly number[];
  readonly uniforms: readonly number[];
  readonly row: number;
  /** Rows of a group: turns rounded up to an even number. */
  readonly rows: number;
  /** Bytes of a group's rows. */
  readonly group: number;
}

/** A word in low memory that is not 0 when some run failed. */
export const FAULTED = 0;
const FIRST_TABLE = 64;

export function layMemory(program: Program, thresholds: boolean, tookMasks: number): MemoryLayout {
  const { model, layout } = program;
  let next = 0;
  const region = (cells: number): Region => {
    const at = next;
    next += cells * CELL;
    return { at, cells };
  };
  const run = {
    alive: region(1),
    fault: region(1),
    faultTurn: region(1),
    numbers: region(layout.numbers.length),
    wholes: region(layout.wholes.length),
    pending: region(model.stocks.length),
    nextLeaf: region(model.machines.length),
    nextWhole: region(layout.wholes.length),
  };
  const startBytes = next;
  const rest = {
    done: region(1),
    noted: region(model.incidents.length + model.injects.length),
    took: region(tookMasks),
    flags: region(Math.ceil((1 + model.machines.length) / 8)),
    levels: region(model.levers.length),
    scratch: region(program.scratch),
    outcomes: region(model.outcomes.length),
    counters: region(1),
    world: region(program.world.length),
    starts: region(model.stocks.length),
    parameters: region(model.parameters.length),
  };
  const keys = FIRST_TABLE;
  const months = keys + 8 * program.draws.length;
  const years = months + 8 * model.turns;
  return {
    ...run,
    startBytes,
    ...rest,
    record: next,
    draws: layDraws(program, thresholds),
    keys,
    months,
    years,
    first: Math.ceil((years + 8 * model.turns) / 64) * 64,
  };
}

function layDraws({ draws, model }: Program, thresholds: boolean): DrawLayout {
  const columns = draws.map((_, index) => index * CELL);
  let next = draws.length * CELL;
  const uniforms = draws.map(({ use }) => {
    if (use !== 'logit' || !thresholds) return -1;
    next += CELL;
    return next - CELL;
  });
  const rows = model.turns + (model.turns & 1);
  return { columns, uniforms, row: next, rows, group: rows * next };
}

export function cellAt(region: Region, index: number): number {
  return region.at + index * CELL;
}
