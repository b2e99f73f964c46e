// `npm run bench`: engines against each other and against hand-written programs, in turn, with equality checked first. Writes RESULTS.md.

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJsKernel } from '../../engine/kernel/js-kernel.ts';
import { createWasmKernelNow } from '../../engine/kernel/wasm-kernel.ts';
import type { BlockSetup, Engine } from '../../engine/model/block.ts';
import type { Arm, Model } from '../../engine/model/model.ts';
import { createWorlds } from '../../engine/model/worlds.ts';
import { createReferenceEngine } from '../../engine/reference/reference-engine.ts';
import { shippedModel } from '../shipped.ts';
import { type Contestant, interleaved, median, type Rounds, rateOf, ratio } from './measure.ts';
import { C_FLAGS, yardstickPrograms } from './programs.ts';
import { scaledModel } from './scaled-model.ts';

const ROUNDS = Number(process.argv[2] ?? 5);
if (!Number.isInteger(ROUNDS) || ROUNDS < 1) {
  console.error(`expected a number of rounds of at least 1, got ${process.argv[2]}`);
  process.exit(2);
}
const root = fileURLToPath(new URL('../..', import.meta.url));
const lines: string[] = [];

type Make = (model: Model, setup: BlockSetup) => Engine | { readonly unsupported: string };
const ENGINES: Readonly<Record<string, Make>> = {
  reference: createReferenceEngine,
  js: createJsKernel,
  wasm: createWasmKernelNow,
};

function setupFor(model: Model, arms: readonly Arm[]): BlockSetup {
  return {
    arms,
    seed: 'bench',
    replications: 1,
    parametersOf: createWorlds(model, { seed: 'bench', design: 'sobol', worlds: 2 ** 20 }),
  };
}

function make(name: string, model: Model, arms: readonly Arm[]): Engine {
  const engine = ENGINES[name]!(model, setupFor(model, arms));
  if ('unsupported' in engine) throw new Error(engine.unsupported);
  return engine;
}

function columnsFor(model: Model, arms: number, count: number): Float64Array[] {
  return model.outcomes.map(() => new Float64Array(arms * count));
}

function everyArm({ policies, doctrines }: Model): Arm[] {
  return policies.flatMap((_, policy) => doctrines.map((_, doctrine) => ({ policy, doctrine })));
}

/** A contestant that runs blocks of `count` futures; rates count runs times policies. */
function contestant(name: string, engine: string, model: Model, arms: readonly Arm[], count: number): Contestant {
  const made = make(engine, model, arms);
  const columns = columnsFor(model, arms.length, count);
  let first = 0;
  const work = () => {
    made.runBlock({ first, count, columns });
    first = (first + count) % 2 ** 19;
  };
  return { name, measure: () => rateOf(count * arms.length, work) };
}

/** Rows of all engines must be equal before anything is timed. */
function checkEqual(model: Model, arms: readonly Arm[], count: number): void {
  const found = Object.keys(ENGINES).map((name) => {
    const columns = columnsFor(model, arms.length, count);
    make(name, model, arms).runBlock({ first: 0, count, columns });
    return Buffer.concat(columns.map((column) => Buffer.from(column.buffer))).toString('base64');
  });
  if (new Set(found).size !== 1) throw new Error(`the engines differ on ${model.id}: nothing was timed`);
}

function write(...text: string[]): void {
  lines.push(...text);
}

function rateTable(rates: Rounds): void {
  write('| program | runs/s, median | least | most |', '| --- | ---: | ---: | ---: |');
  for (const [name, values] of rates) {
    const figures = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
      Math.round(value).toLocaleString('en'),
    );
    write(`| ${name} | ${figures.join(' | ')} |`);
  }
  write('');
}

function yardstick(): void {
  const model = shippedModel('yardstick');
  const all = everyArm(model).slice(0, 16);
  const one = all.slice(0, 1);
  checkEqual(model, all, 24);
  const { contestants, skipped } = yardstickPrograms();
  const rates = interleaved(
    [
      ...contestants,
      contestant('reference (xstate actor)', 'reference', model, one, 24),
      contestant('JavaScript, 1 policy', 'js', model, one, 4096),
      contestant('JavaScript, 16 policies', 'js', model, all, 1024),
      contestant('WebAssembly, 1 policy', 'wasm', model, one, 8192),
      contestant('WebAssembly, 16 policies', 'wasm', model, all, 2048),
    ],
    ROUNDS,
    (line) => console.error(`yardstick: ${line}`),
  );
  write(
    '## The yardstick model',
    '',
    'Runs (times policies) a second on one core; programs in turn, start-up and making of kernels left out.',
    '',
  );
  rateTable(rates);
  const goals: readonly (readonly [string, string, number])[] = [
    ['JavaScript, 1 policy', 'scalar C', 0.75],
    ['WebAssembly, 1 policy', 'scalar C', 1.6],
    ['WebAssembly, 16 policies', 'scalar C', 3.5],
    ['WebAssembly, 1 policy', 'numpy, same draws', 4.5],
    ['WebAssembly, 16 policies', 'numpy, same draws', 10],
    ['WebAssembly, 1 policy', 'reference (xstate actor)', 2500],
    ['WebAssembly, 1 policy', 'pure Python, own generator', 85],
  ];
  write('| ratio, taken round by round | measured | aim |', '| --- | ---: | ---: |');
  for (const [a, b, aim] of goals) {
    const value = ratio(rates, a, b);
    write(
      `| ${a} / ${b} | ${value === null ? 'skipped' : value >= 100 ? Math.round(value) : value.toPrecision(3)} | ${aim} |`,
    );
  }
  write('', ...skipped.map((reason) => `Skipped: ${reason}.`), '');
}

function baltic(): void {
  const model = shippedModel('baltic-2014');
  const all = everyArm(model);
  checkEqual(model, all, 2);
  const rates = interleaved(
    [
      contestant('reference (xstate actor)', 'reference', model, all.slice(0, 1), 12),
      contestant('JavaScript, 1 arm', 'js', model, all.slice(0, 1), 1024),
      contestant(`JavaScript, ${all.length} arms`, 'js', model, all, 64),
      contestant('WebAssembly, 1 arm', 'wasm', model, all.slice(0, 1), 2048),
      contestant(`WebAssembly, ${all.length} arms`, 'wasm', model, all, 128),
    ],
    ROUNDS,
    (line) => console.error(`baltic-2014: ${line}`),
  );
  write(
    '## baltic-2014',
    '',
    `${model.machines.length} machines, ${model.stocks.length} stocks, ${model.incidents.length} incidents, ${model.turns} turns; an arm is a policy with a doctrine.`,
    '',
  );
  rateTable(rates);
  write('| until the first block (4 futures, 60 arms) is there | ms, median |', '| --- | ---: |');
  for (const name of ['js', 'wasm'])
    write(`| ${name} | ${Math.round(median(Array.from({ length: ROUNDS }, () => firstBlock(name, model, all))))} |`);
  write('');
}

/** Milliseconds from the model to the rows of a first small block. */
function firstBlock(name: string, model: Model, arms: readonly Arm[]): number {
  const began = performance.now();
  make(name, model, arms).runBlock({ first: 0, count: 4, columns: columnsFor(model, arms.length, 4) });
  return performance.now() - began;
}

function command(
  workers: number,
  engine: string,
): { readonly seconds: number; readonly digest: string; readonly peakMiB: number } {
  const args = [
    'compare',
    'baltic-2014',
    '--worlds',
    '4096',
    '--replications',
    '2',
    '--variants',
    'base',
    '--quiet',
    '--json',
    '--workers',
    String(workers),
    '--engine',
    engine,
  ];
  const peak = "process.on('exit', () => process.stderr.write('PEAK ' + process.resourceUsage().maxRSS))";
  const launch = [`--import=data:text/javascript,${encodeURIComponent(peak)}`, join(root, 'dist/ui-terminal/main.js')];
  const { stdout, stderr } = spawnSync(process.execPath, [...launch, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 29,
  });
  const result = JSON.parse(stdout) as { timing: { seconds: number }; digest: string };
  return {
    seconds: result.timing.seconds,
    digest: result.digest,
    peakMiB: Number(/PEAK (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024,
  };
}

function workers(): void {
  const rounds = Array.from({ length: ROUNDS }, () => [command(1, 'kernel-wasm'), command(2, 'kernel-wasm')] as const);
  if (new Set(rounds.flat().map(({ digest }) => digest)).size !== 1)
    throw new Error('worker counts give different digests');
  const speedUp = median(rounds.map(([one, two]) => one.seconds / two.seconds));
  write(
    '## Workers and memory',
    '',
    `\`greyzone compare baltic-2014 --worlds 4096 --replications 2 --variants base\`: 163,840 runs, time of the batch itself (threads started, kernels made).`,
    '',
  );
  write('| | measured | aim |', '| --- | ---: | ---: |', `| 2 workers / 1 worker | ${speedUp.toPrecision(3)} | 1.9 |`);
  write(
    `| peak memory of the process with 2 workers, MiB | ${Math.round(median(rounds.map(([, two]) => two.peakMiB)))} | |`,
    '',
  );
}

function scaling(): void {
  write(
    '## Cost against size',
    '',
    'A made-up model (one ladder of four states, two stocks, one incident a region), microseconds a run on the WebAssembly kernel, one row a size; linear cost is a straight staircase.',
    '',
  );
  const sizes: readonly (readonly [string, readonly number[], (size: number) => Contestant])[] = [
    ['turns', [12, 24, 48, 96, 192], (turns) => scaledContestant(turns, 6, 4)],
    ['regions', [3, 6, 12, 24, 48], (regions) => scaledContestant(24, regions, 4)],
    ['policies', [2, 4, 8, 16, 32], (policies) => scaledContestant(24, 6, policies)],
  ];
  for (const [what, list, made] of sizes) {
    const perRun = list.map((size) => 1e6 / median([made(size), made(size), made(size)].map((each) => each.measure())));
    const unit = Math.max(...perRun) / 40;
    write(
      '```',
      ...list.map(
        (size, i) =>
          `${what} ${String(size).padStart(4)} ${perRun[i]!.toPrecision(3).padStart(8)} us  ${'#'.repeat(Math.max(1, Math.round(perRun[i]! / unit)))}`,
      ),
      '```',
      '',
    );
  }
}

function scaledContestant(turns: number, regions: number, policies: number): Contestant {
  const model = scaledModel(turns, regions, policies);
  return contestant('scaled', 'wasm', model, everyArm(model), 512);
}

function lake(): void {
  const model = shippedModel('lake');
  const arms = everyArm(model);
  checkEqual(model, arms, 8);
  const perRun = median(Array.from({ length: ROUNDS }, () => contestant('lake', 'wasm', model, arms, 3000).measure()));
  write(
    '## The lake problem',
    '',
    `One experiment is 150 series of 100 years: ${Math.round(perRun / 150).toLocaleString('en')} experiments a second on one core (every series its own world, so that no world is shared).`,
    'The EMA Workbench tutorial prints 238 a second for nine worker processes on its own machine.',
    '',
  );
}

function header(): void {
  const { version } = process;
  write(
    '# Measured',
    '',
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB; ${process.platform} ${process.arch}; Node ${version}; C: ${versionOf('gcc')}, ${C_FLAGS.join(' ')}; ${versionOf('python3')}.`,
  );
  write(
    `${ROUNDS} rounds, programs in turn, medians; a shared machine, so look at ratios. Rows of all engines were compared and equal before anything was timed. Made by \`npm run bench\`.`,
    '',
  );
}

function versionOf(program: string): string {
  return (spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? 'not installed').split('\n')[0] ?? '';
}

header();
for (const part of [yardstick, baltic, workers, lake, scaling]) part();
const notes = readFileSync(join(root, 'test/bench/notes.md'), 'utf8');
writeFileSync(join(root, 'test/bench/RESULTS.md'), `${lines.join('\n').trimEnd()}\n\n${notes}`);
console.error('wrote test/bench/RESULTS.md');
