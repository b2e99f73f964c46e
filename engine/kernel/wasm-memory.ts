// Program -> where everything lies in linear memory. A group of futures has a record of cells, one cell (a double for each) a number;
// what a run changes comes first, so that every arm can begin from a copy of it. Draws lie apart, one row of cells a turn, columns
// of one kind side by side.

import type { DrawColumn, Program } from './program.ts';
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
  /** World, and replication * turns of a channel, a 32-bit word for each lane. */
  readonly counters: Region;
  readonly world: Region;
  readonly starts: Region;
  readonly parameters: Region;
  /** Bytes of a group's record. */
  readonly record: number;
  readonly draws: DrawLayout;
  readonly months: number;
  readonly years: number;
  /** Where the records begin. */
  readonly first: number;
}

/** What a column holds. `thresholds`: ln(u / (1 - u)), and u elsewhere. `normals`: the normal quantile; `scaled`: of that mean and spread. `laws`: of any other distribution. */
export type ColumnKind = 'words' | 'thresholds' | 'reals' | 'normals' | 'scaled' | 'laws';

export const COLUMN_KINDS: readonly ColumnKind[] = ['words', 'thresholds', 'reals', 'normals', 'scaled', 'laws'];

/** Columns of one kind, which lie side by side; index into `program.draws`. */
export interface ColumnRun {
  readonly kind: ColumnKind;
  readonly columns: readonly number[];
  /** Byte offset of the first in its row; address of the first one's table entry. */
  readonly at: number;
  readonly table: number;
  /** Distance from a threshold to its uniform number. */
  readonly apart: number;
}

/** A column that is made when it is first asked for: many states are seldom active. One byte a row says whether it was made. */
export interface LazyColumn {
  readonly column: number;
  readonly kind: 'words' | 'thresholds';
  readonly table: number;
  /** Byte offset in the row. */
  readonly stamp: number;
}

export interface DrawLayout {
  readonly runs: readonly ColumnRun[];
  readonly lazy: readonly LazyColumn[];
  /** The stamps of a row, in steps of 16 bytes. */
  readonly stamps: Region;
  /** Byte offset of a column in its row, and of the uniform number of a column that holds a threshold. */
  readonly columns: readonly number[];
  readonly uniforms: readonly number[];
  readonly row: number;
  /** Rows of a group: two if they are made as the turns go, else turns rounded up to an even number. */
  readonly rows: number;
  /** Bytes of a group's rows. */
  readonly group: number;
}

/** Bytes of a column's table entry: the words of its key as vectors (k0, k1, k2), and mean and spread of a normal law as vectors. */
export const TABLE_ENTRY = 80;

/** From so many arms on every column is made in advance. */
const MANY_ARMS = 6;

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
  const draws = layDraws(program, thresholds, keys);
  const months = keys + TABLE_ENTRY * (draws.row / CELL);
  const years = months + 8 * model.turns;
  return {
    ...run,
    startBytes,
    ...rest,
    record: next,
    draws,
    months,
    years,
    first: Math.ceil((years + 8 * model.turns) / 64) * 64,
  };
}

function layDraws(program: Program, thresholds: boolean, table: number): DrawLayout {
  const { draws, model } = program;
  const columns: number[] = draws.map(() => -1);
  const uniforms: number[] = draws.map(() => -1);
  const kinds = draws.map((column) => kindOf(program, column, thresholds));
  // Many arms ask for nearly all states, and asking whether a column was made costs each of them something.
  const mayWait = program.arms.length < MANY_ARMS;
  const isLazy = draws.map((column, index) => mayWait && isWords(kinds[index]!) && !isSteady(program, column));
  let next = 0;
  const place = (members: readonly number[], kind: ColumnKind): void => {
    for (const index of members) columns[index] = CELL * next++;
    if (kind === 'thresholds') for (const index of members) uniforms[index] = CELL * next++;
  };
  const runs = COLUMN_KINDS.flatMap((kind): ColumnRun[] => {
    const members = [...draws.keys()].filter((index) => kinds[index] === kind && !isLazy[index]);
    const run = {
      kind,
      columns: members,
      at: next * CELL,
      table: table + next * TABLE_ENTRY,
      apart: members.length * CELL,
    };
    place(members, kind);
    return members.length === 0 ? [] : [run];
  });
  const late = [...draws.keys()].filter((index) => isLazy[index]);
  for (const index of late) place([index], kinds[index]!);
  const stamps = { at: next * CELL, cells: Math.ceil(late.length / CELL) };
  const lazy = late.flatMap((column, at): LazyColumn[] => {
    const kind = kinds[column]!;
    if (!isWords(kind)) return [];
    return [{ column, kind, table: table + (columns[column]! / CELL) * TABLE_ENTRY, stamp: stamps.at + at }];
  });
  const row = (next + stamps.cells) * CELL;
  const rows = program.arms.length > 1 ? model.turns + (model.turns & 1) : 2;
  return { runs, lazy, stamps, columns, uniforms, row, rows, group: rows * row };
}

function isWords(kind: ColumnKind): kind is 'words' | 'thresholds' {
  return kind === 'words' || kind === 'thresholds';
}

/** An incident without a condition asks for its draw in every turn. */
function isSteady({ model }: Program, { channel }: DrawColumn): boolean {
  return model.incidents.some((incident) => incident.channel === channel && incident.when === null);
}

function kindOf({ model }: Program, { word, use, noise }: DrawColumn, thresholds: boolean): ColumnKind {
  if (use === 'noise') return model.noises[noise]!.distribution.kind === 'normal' && !word ? 'scaled' : 'laws';
  if (use === 'normal') return word ? 'laws' : 'normals';
  if (!word) return 'reals';
  return use === 'logit' && thresholds ? 'thresholds' : 'words';
}

export function cellAt(region: Region, index: number): number {
  return region.at + index * CELL;
}
