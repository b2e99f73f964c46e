// What a stored batch is: everything that its numbers hang on, as plain data. Written before the first run and never changed.

import type { Model } from '../../model/model.ts';
import type { ChosenEngine } from '../../vocabulary.ts';
import type { Plan } from '../plan-batch.ts';
import type { Question } from '../question.ts';
import { goalsText, type Sought } from '../sequential/goal.ts';
import type { SeriesPlan } from './series-plan.ts';

export const BATCH_FORMAT = 'greyzone.batch/1';

/** The same question of the same texts on the same program gives the same manifest, byte for byte. */
export interface Manifest {
  readonly format: typeof BATCH_FORMAT;
  /** Version of the program that planned it; another one may not add blocks. */
  readonly program: string;
  readonly environment: Environment;
  readonly scenario: {
    readonly id: string;
    readonly version: string;
    readonly title: string;
    /** SHA-256 of the texts below. */
    readonly hash: string;
  };
  readonly question: Question;
  /** Where it stops by itself, before its last world perhaps; not there when it runs to its end. */
  readonly until?: Sought;
  /** The policy that a report compares with. */
  readonly baseline: string;
  /** `auto` is settled when the batch is planned. */
  readonly engine: ChosenEngine;
  /** The command that makes this batch again, less its folder. */
  readonly reproduce: string;
  readonly runs: number;
  /** Futures in a block; the last block may have fewer. A block is all arms over consecutive futures. */
  readonly blockFutures: number;
  readonly blocks: number;
  readonly arms: readonly {
    readonly variant: string;
    readonly policy: string;
    readonly doctrine: string;
  }[];
  /** Columns of the Parquet files behind the names of the run, in order. */
  readonly columns: readonly StoredColumn[];
  /** What is kept turn by turn; not there when nothing is. */
  readonly series?: SeriesPlan;
  /** All texts of the scenario, so that a shard needs nothing but this file. */
  readonly texts: readonly StoredText[];
}

/** Numbers do not hang on it; the bytes of the files may. */
export interface Environment {
  readonly node: string;
  /** System and processor, as `linux-x64`. */
  readonly platform: string;
  readonly duckdb: string;
}

export interface StoredColumn {
  /** Its name in the files. */
  readonly column: string;
  /** The uncertainty or outcome, as the scenario calls it. */
  readonly name: string;
  readonly role: 'uncertainty' | 'outcome';
  /** Of an outcome; the unit of an uncertainty stands in the scenario. */
  readonly unit: string | null;
}

export interface StoredText {
  /** From the folder that all texts share. */
  readonly name: string;
  readonly role: 'scenario' | 'base' | 'register';
  /** The text, cut at its line feeds. */
  readonly lines: readonly string[];
}

/** Columns that say which run a row is. `failed` is the reason, or null. */
export const RUN_COLUMNS = ['variant', 'policy', 'doctrine', 'world', 'replication', 'failed'] as const;

/** Uncertainties of any variant in the order of the models, then the outcomes. A name that is taken (capitals do not tell) gets an underscore behind it. */
export function storedColumns(models: readonly Model[]): readonly StoredColumn[] {
  const taken = new Set<string>(RUN_COLUMNS);
  const columnFor = (name: string): string => {
    let column = name;
    while (taken.has(column.toLowerCase())) column += '_';
    taken.add(column.toLowerCase());
    return column;
  };
  const uncertainties = new Set(models.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
  return [
    ...[...uncertainties].map(
      (name): StoredColumn => ({ column: columnFor(name), name, role: 'uncertainty', unit: null }),
    ),
    ...(models[0]?.outcomes ?? []).map(
      ({ name, unit }): StoredColumn => ({ column: columnFor(name), name, role: 'outcome', unit }),
    ),
  ];
}

/** What of a manifest follows from its plan. */
export function plannedFacts(
  plan: Plan,
  blockFutures: number,
): Pick<Manifest, 'arms' | 'runs' | 'blocks' | 'engine' | 'columns' | 'blockFutures'> {
  return {
    engine: plan.engine,
    arms: plan.arms.map(({ names }) => names),
    runs: plan.runs,
    blockFutures,
    blocks: plan.blocks.length,
    columns: storedColumns(plan.models),
  };
}

/** In what two batches differ, in words; empty when each can be finished as the other. Node and system change no number, nor does how it was asked. */
export function manifestDifferences(there: Manifest, asked: Manifest): readonly string[] {
  const scenario = (one: Manifest): string =>
    `scenario ${one.scenario.id} ${one.scenario.version} (${one.scenario.hash.slice(0, 8)})`;
  const told: readonly (readonly [what: string, of: (one: Manifest) => unknown])[] = [
    ['scenario', scenario],
    ['program', ({ program }) => `greyzone ${program}`],
    ['DuckDB', ({ environment }) => `DuckDB ${environment.duckdb}`],
    ...(['variants', 'policies', 'doctrines', 'seed', 'design', 'worlds', 'replications', 'settings'] as const).map(
      (key) => [key, ({ question }: Manifest) => question[key]] as const,
    ),
    ['baseline', ({ baseline }) => baseline],
    ['goals', ({ until }) => (until === undefined ? 'none' : soughtText(until))],
    ['engine', ({ engine }) => engine],
    ['block size', ({ blockFutures }) => `${blockFutures} futures`],
    ['columns', ({ columns }) => columns],
    ['series', ({ series }) => seriesText(series)],
    ['arms', ({ arms }) => arms],
  ];
  return told.flatMap(([what, of]) => {
    const [one, other] = [JSON.stringify(of(there)), JSON.stringify(of(asked))];
    if (one === other) return [];
    return [one.length + other.length > 80 ? `other ${what}` : `${what} ${one} there, ${other} asked`];
  });
}

function seriesText(series: SeriesPlan | undefined): string {
  return series === undefined ? 'none' : `${series.kind} of ${series.quantities.map(({ name }) => name).join(', ')}`;
}

function soughtText({ goals, ranked, method, confidence, looks }: Sought): string {
  const planned = looks === null ? '' : `, looks ${looks.join(',')}`;
  return `${goalsText(goals)}, ${method}, confidence ${confidence}${planned}, of ${ranked.join(',')}`;
}

const WIDE = 140;

/** As JSON; what holds nothing but plain values stands on one line, as far as it fits. */
export function manifestText(manifest: Manifest): string {
  return `${layOut(manifest, '')}\n`;
}

function layOut(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const keys = Object.entries(value).map(
    ([key, member]) => [isList ? '' : `${JSON.stringify(key)}: `, member] as const,
  );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (keys.every(([, member]) => typeof member !== 'object' || member === null)) {
    const line = keys.map(([key, member]) => key + JSON.stringify(member)).join(', ');
    const padded = isList || line === '' ? line : ` ${line} `;
    if (indent.length + line.length <= WIDE) return `${open}${padded}${close}`;
  }
  return `${open}\n${keys.map(([key, member]) => inner + key + layOut(member, inner)).join(',\n')}\n${indent}${close}`;
}
