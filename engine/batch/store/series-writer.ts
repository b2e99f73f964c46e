// Pieces of a block's series -> one Parquet file, as counts or as rows. One thread, rows in their order: the same runs give the same bytes.

import { createHash, type Hash } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  INTEGER,
  UINTEGER,
} from '@duckdb/node-api';
import { besideOf, FolderFault, wordsOf } from './batch-folder.ts';
import type { Manifest } from './manifest.ts';
import { binOf, type SeriesPlan } from './series-plan.ts';
import type { SeriesPiece } from './series-runs.ts';
import { listOf, plainPath, quotedName, quotedText } from './sql-text.ts';

/** What was written. */
export interface WrittenSeries {
  readonly rows: number;
  /** SHA-256 over the numbers as they were written, column by column, some rows at a time. */
  readonly digest: string;
}

export interface SeriesWriter {
  /** Writes a new file; what lies beside it on the way is gone afterwards. Throws a FolderFault when the disk does not take it. */
  write(file: string, replications: number, pieces: Iterable<SeriesPiece>): Promise<WrittenSeries>;
  close(): void;
}

/** Rows that DuckDB takes at once. */
const CHUNK = 2048;
/** Numbers of a row group: what a part holds in memory before it goes to the disk. */
const GROUP_NUMBERS = 2 ** 20;
const MEMORY = '256MiB';

export async function createSeriesWriter(arms: Manifest['arms'], series: SeriesPlan): Promise<SeriesWriter> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: MEMORY,
    temp_directory: '',
  });
  const connection = await instance.connect();
  const table = series.kind === 'sketch' ? sketchTable(series) : fullTable(series);
  const select = `SELECT ${[...armNames(arms), ...table.select].join(', ')} FROM series`;
  return {
    write: async (file, replications, pieces) => {
      const parts = new Parts(connection, table.columns, select, file);
      try {
        for (const piece of pieces) await table.add(piece, replications, parts);
        await table.end(parts);
        return await parts.finish();
      } catch (error) {
        if (error instanceof FolderFault) throw error;
        throw new FolderFault(`cannot write into ${dirname(file)}: ${wordsOf(error)}`, 'disk');
      } finally {
        await parts.clear();
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

interface Table {
  readonly columns: readonly Column[];
  /** Behind the names of the arm. */
  readonly select: readonly string[];
  add(piece: SeriesPiece, replications: number, parts: Parts): Promise<void>;
  end(parts: Parts): Promise<void>;
}

interface Column {
  readonly name: string;
  readonly kind: 'double' | 'integer' | 'count';
}

const SQL_TYPE = { double: 'DOUBLE', integer: 'INTEGER', count: 'UINTEGER' } as const;
const TYPE: Readonly<Record<Column['kind'], DuckDBType>> = { double: DOUBLE, integer: INTEGER, count: UINTEGER };

/** Numbers become names as they leave. */
function armNames(arms: Manifest['arms']): readonly string[] {
  return (['variant', 'policy', 'doctrine'] as const).map(
    (of) => `${listOf(arms.map((arm) => arm[of]))}[arm + 1] AS ${of}`,
  );
}

/** Counts of some arms are kept until their last future is in, then they leave as rows: arm, turn, thing, bin. */
function sketchTable(series: SeriesPlan): Table {
  const { quantities, machines } = series;
  const sizes = [...quantities.map(({ bins }) => bins), ...machines.map(({ states }) => states.length)];
  const offsets = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
  const width = sizes.reduce((sum, size) => sum + size, 0);
  let [firstArm, arms, turns] = [-1, 0, 0];
  let counts = new Uint32Array();
  let alive = new Uint32Array();
  const flush = async (parts: Parts): Promise<void> => {
    for (let place = 0; place < arms * turns; place++)
      for (const [what, size] of sizes.entries())
        for (let bin = 0; bin < size; bin++) {
          const count = counts[place * width + offsets[what]! + bin]!;
          if (count === 0) continue;
          const turn = (place % turns) + 1;
          const row = [firstArm + Math.floor(place / turns), turn, what, bin, alive[place]!, count];
          if (parts.row(row)) await parts.pour();
        }
    [firstArm, arms, turns] = [-1, 0, 0];
  };
  return {
    columns: [
      ...(['arm', 'turn', 'what', 'bin'] as const).map((name) => ({ name, kind: 'integer' as const })),
      ...(['runs', 'count'] as const).map((name) => ({ name, kind: 'count' as const })),
    ],
    select: [
      'turn',
      `CASE WHEN what < ${quantities.length} THEN 'stock' ELSE 'state' END AS kind`,
      `${listOf([...quantities, ...machines].map(({ name }) => name))}[what + 1] AS name`,
      'bin',
      ...edgeColumns(series),
      stateColumn(series),
      'runs',
      'count',
    ],
    async add(piece, _, parts) {
      if (piece.firstArm !== firstArm) {
        await flush(parts);
        [firstArm, arms] = [piece.firstArm, piece.arms];
        const columns = [...piece.values, ...piece.states];
        turns = columns.length === 0 ? 0 : columns[0]!.length / (piece.arms * piece.count);
        counts = new Uint32Array(arms * turns * width);
        alive = new Uint32Array(arms * turns);
      }
      piece.played.forEach((played, run) => {
        const place = Math.floor(run / piece.count) * turns;
        for (let turn = 0; turn < played; turn++) alive[place + turn]! += 1;
        for (const [index, quantity] of quantities.entries())
          for (let turn = 0; turn < played; turn++) {
            const value = piece.values[index]![run * turns + turn]!;
            if (Number.isNaN(value)) break;
            counts[(place + turn) * width + offsets[index]! + binOf(quantity, value)]! += 1;
          }
        for (const [index, states] of piece.states.entries())
          for (let turn = 0; turn < played; turn++) {
            const state = states[run * turns + turn]!;
            if (state >= 0) counts[(place + turn) * width + offsets[quantities.length + index]! + state]! += 1;
          }
      });
    },
    end: flush,
  };
}

/** As `edgesOf`, in SQL; a state has none. */
function edgeColumns({ quantities }: SeriesPlan): readonly string[] {
  const list = (of: (quantity: SeriesPlan['quantities'][number]) => number): string =>
    `([${quantities.map((quantity) => `'${of(quantity)}'::DOUBLE`).join(', ')}]::DOUBLE[])[what + 1]`;
  const low = list((quantity) => quantity.low!);
  const step = list(({ low, high, bins, whole }) => (whole ? 1 : (high! - low!) / bins));
  const span = list(({ whole }) => (whole ? 0 : 1));
  const edge = (bin: string, name: string): string =>
    `CASE WHEN what < ${quantities.length} THEN ${low} + ${bin} * ${step} END AS ${name}`;
  return [edge('bin', 'low'), edge(`(bin + ${span})`, 'high')];
}

function stateColumn({ quantities, machines }: SeriesPlan): string {
  const states = machines.flatMap((machine) => machine.states);
  const before = machines.map((_, index) =>
    machines.slice(0, index).reduce((sum, machine) => sum + machine.states.length, 0),
  );
  const place = `([${[...quantities.map(() => 0), ...before].join(', ')}]::INTEGER[])[what + 1] + bin + 1`;
  return `CASE WHEN what >= ${quantities.length} THEN (${listOf(states)}::VARCHAR[])[${place}] END AS state`;
}

/** Rows of some arms and futures: arm by arm, future by future, turn by turn. */
function fullTable({ quantities, machines }: SeriesPlan): Table {
  return {
    columns: [
      { name: 'arm', kind: 'integer' },
      { name: 'world', kind: 'count' },
      { name: 'replication', kind: 'integer' },
      { name: 'turn', kind: 'integer' },
      ...quantities.map((_, index) => ({ name: `q${index}`, kind: 'double' as const })),
      ...machines.map((_, index) => ({ name: `m${index}`, kind: 'integer' as const })),
    ],
    select: [
      'world',
      'replication',
      'turn',
      ...quantities.map(
        ({ column }, index) => `CASE WHEN isnan(q${index}) THEN NULL ELSE q${index} END AS ${quotedName(column)}`,
      ),
      ...machines.map(({ states, column }, index) => `${listOf(states)}[m${index} + 1] AS ${quotedName(column)}`),
    ],
    async add({ firstArm, first, count, played, values, states }, replications, parts) {
      const columns = [...values, ...states];
      const turns = columns.length === 0 ? 0 : columns[0]!.length / played.length;
      const row = new Array<number>(4 + columns.length);
      for (let run = 0; run < played.length; run++) {
        const future = first + (run % count);
        row[0] = firstArm + Math.floor(run / count);
        row[1] = Math.floor(future / replications);
        row[2] = future % replications;
        for (let turn = 0; turn < played[run]!; turn++) {
          row[3] = turn + 1;
          for (let column = 0; column < columns.length; column++)
            row[4 + column] = columns[column]![run * turns + turn]! + 0;
          if (parts.row(row)) await parts.pour();
        }
      }
    },
    end: async () => {},
  };
}

/** Rows on their way into files: some thousand, then a row group, each in a file of its own, then all of them as one. */
class Parts {
  private readonly connection: DuckDBConnection;
  private readonly columns: readonly Column[];
  private readonly select: string;
  private readonly file: string;
  private readonly groupRows: number;
  private readonly types: readonly DuckDBType[];
  private readonly buffers: readonly (Float64Array | Int32Array | Uint32Array)[];
  private readonly hash: Hash = createHash('sha256');
  private readonly made: string[] = [];
  private buffered = 0;
  private inTable = -1;
  private rows = 0;

  constructor(connection: DuckDBConnection, columns: readonly Column[], select: string, file: string) {
    this.connection = connection;
    this.columns = columns;
    this.select = select;
    this.file = file;
    this.groupRows = Math.min(64, Math.max(1, Math.floor(GROUP_NUMBERS / (columns.length * CHUNK)))) * CHUNK;
    this.types = columns.map(({ kind }) => TYPE[kind]);
    this.buffers = columns.map(({ kind }) => {
      if (kind === 'double') return new Float64Array(CHUNK);
      return kind === 'integer' ? new Int32Array(CHUNK) : new Uint32Array(CHUNK);
    });
  }

  /** True when it is time to pour. */
  row(values: readonly number[]): boolean {
    for (let column = 0; column < this.buffers.length; column++) this.buffers[column]![this.buffered] = values[column]!;
    this.buffered += 1;
    return this.buffered === CHUNK;
  }

  async pour(): Promise<void> {
    if (this.inTable < 0) await this.empty();
    const chunk = DuckDBDataChunk.create(this.types, this.buffered);
    for (const [column, buffer] of this.buffers.entries()) {
      const part = buffer.subarray(0, this.buffered);
      const vector = chunk.getColumnVector(column) as unknown as { readonly items: typeof buffer; flush(): void };
      vector.items.set(part);
      vector.flush();
      this.hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    }
    const appender = await this.connection.createAppender('series');
    appender.appendDataChunk(chunk);
    appender.closeSync();
    this.rows += this.buffered;
    this.inTable += this.buffered;
    this.buffered = 0;
    if (this.inTable >= this.groupRows) await this.part();
  }

  async finish(): Promise<WrittenSeries> {
    if (this.buffered > 0) await this.pour();
    // A block in which every run failed has a file without rows.
    if (this.inTable > 0 || this.made.length === 0) await this.part();
    if (this.made.length === 1) renameSync(this.made.pop()!, this.file);
    else
      await this.copy(
        `SELECT * FROM read_parquet(${listOf(this.made.map(plainPath))}, hive_partitioning = false)`,
        this.file,
      );
    return { rows: this.rows, digest: this.hash.digest('hex') };
  }

  async clear(): Promise<void> {
    for (const file of this.made) rmSync(file, { force: true });
    if (this.inTable >= 0) await this.connection.run('DROP TABLE IF EXISTS series');
  }

  private async part(): Promise<void> {
    if (this.inTable < 0) await this.empty();
    const file = besideOf(`${this.file}.${this.made.length}`);
    this.made.push(file);
    await this.copy(this.select, file);
    await this.empty();
  }

  /** Anew: deleted rows would stay in memory for a while. */
  private async empty(): Promise<void> {
    const fields = this.columns.map(({ name, kind }) => `${quotedName(name)} ${SQL_TYPE[kind]}`);
    await this.connection.run(`CREATE OR REPLACE TABLE series (${fields.join(', ')})`);
    this.inTable = 0;
  }

  private async copy(select: string, file: string): Promise<void> {
    const format = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${this.groupRows}, WRITE_BLOOM_FILTER false`;
    await this.connection.run(`COPY (${select}) TO ${quotedText(file)} (${format})`);
  }
}
