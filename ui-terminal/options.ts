// Texts of options -> values, with one clear line for what cannot be read. Whether a value makes sense is the engine's to say.

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { DesignKind, EngineName, Setting } from '../engine/index.ts';

/** What everything that draws worlds can be told. */
export interface FuturesOptions {
  readonly seed: string;
  readonly design?: DesignKind;
  readonly worlds?: number;
  readonly set?: readonly Setting[];
}

/** What every command that runs a batch and answers with a document can be told. */
export interface BatchCommandOptions extends FuturesOptions {
  readonly replications?: number;
  readonly workers?: number;
  readonly engine: EngineName;
  readonly json?: true;
  readonly csv?: true;
  readonly output?: string;
  readonly quiet?: true;
}

export const DEFAULT_SEED = 'greyzone';

/** Written out here, so that reading a command line does not load the engine. */
const DESIGNS: readonly DesignKind[] = ['sobol', 'lhs', 'mc'];

/** A whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least}, in digits.`);
  };
}

/** `a,b` -> its names; each once. */
export function nameList(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw new InvalidArgumentError('Expected names parted by commas.');
  return [...new Set(names)];
}

/** `name=value`, as often as wanted; the last one of a name counts. */
export function setting(text: string, before: readonly Setting[] = []): readonly Setting[] {
  const [, name, number] = /^\s*([^=\s]+)\s*=\s*(\S+)\s*$/.exec(text) ?? [];
  const value = number === undefined ? Number.NaN : Number(number);
  if (name === undefined || !Number.isFinite(value))
    throw new InvalidArgumentError('Expected name=value with a finite number, as speech_half_life=2.');
  return [...before.filter((other) => other.name !== name), { name, value }];
}

/** Texts, as often as wanted. */
export function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export function seedText(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('Expected some text.');
}

const ENGINES: readonly EngineName[] = ['auto', 'reference', 'kernel-js', 'kernel-wasm'];

/** How many streams of chance in each world, where the scenario has a say. */
export function addReplicationsOption(command: Command): Command {
  return command.option(
    '--replications <n>',
    "streams of chance in each world (default: the scenario's, or 2)",
    wholeNumber(1),
  );
}

/** How a batch is run and where its document goes: `name` is that of the JSON document, `rows` what a row of the CSV is. */
export function addDocumentOptions(command: Command, name: string, rows: string): Command {
  const workers = 'worker threads (default: as many as the machine runs at once)';
  return addEngineOption(command.option('--workers <n>', workers, wholeNumber(1)), 'engine; all give the same answers')
    .addOption(new Option('--json', `everything, as JSON (greyzone.${name}/1)`).conflicts('csv'))
    .option('--csv', `${rows}, as CSV`)
    .option('-o, --output <file>', 'write to a file, whole or not at all')
    .option('-q, --quiet', 'no progress');
}

export function addEngineOption(command: Command, what: string): Command {
  return command.addOption(new Option('--engine <engine>', what).choices(ENGINES).default('auto'));
}

export function addDesignOption(command: Command): Command {
  return command.addOption(
    new Option('--design <design>', "how worlds are drawn (default: the scenario's, or sobol)").choices(DESIGNS),
  );
}

export function addFuturesOptions(command: Command): Command {
  return addDesignOption(command.option('--seed <text>', 'seed of all chance, any text', seedText, DEFAULT_SEED))
    .option('--worlds <n>', "worlds, draws of what nobody knows (default: the scenario's, or 64)", wholeNumber(1))
    .option('--set <name=value>', 'hold an uncertainty or a fact at one number; may be repeated', setting);
}

/** The game of a case: who holds what, and under which chance it is played. */
export function addCaseOptions(command: Command): Command {
  return command
    .option('--policy <name>', "what holds the levers of the others (default: the scenario's baseline)")
    .option('--doctrine <name>', "the adversary's doctrine (default: the scenario's first)")
    .option('--variant <name>', 'the structural variant (default: base)')
    .option(
      '--seed <text>',
      `seed of all chance, any text (default: a new one; with --script ${DEFAULT_SEED})`,
      seedText,
    )
    .option('--world <n>', 'which world, from 0 (default: 0)', wholeNumber(0))
    .option('--set <name=value>', 'hold an uncertainty or a fact at one number; may be repeated', setting);
}
