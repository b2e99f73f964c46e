// The grammar of the commands that look at a scenario: what there is, whether it is right, what it covers, how it is drawn and compiled.

import { type Command, Option } from 'commander';
import { addExamples, SCENARIO } from './command-help.ts';
import { addEngineOption, DEFAULT_SEED, seedText, wholeNumber } from './options.ts';
import type { Terminal } from './terminal.ts';

export function addScenarios(program: Command, terminal: Terminal): void {
  const command = program
    .command('scenarios')
    .description('list the scenarios that come along')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('./commands/scenarios.ts')).scenarios(options, terminal));
  addExamples(command, ['greyzone scenarios']);
}

export function addCheck(program: Command, terminal: Terminal): void {
  const command = program
    .command('check')
    .description('check a scenario: every mistake with file, line, column and what to do')
    .argument('<scenario>', SCENARIO)
    .option('--strict', 'warnings count as errors; with --reach so does what was never seen (exit code 1)')
    .option('--reach', 'also run it, over all policies, doctrines and variants: what is seen, and what never')
    .option('--runs <n>', 'with --reach: runs in all, spread evenly (default: 2,000 to 50,000 by size)', wholeNumber(1))
    .option('--seed <text>', 'with --reach: seed of all chance, any text', seedText, DEFAULT_SEED);
  addEngineOption(command, 'with --reach: engine; all see the same')
    .option('--workers <n>', 'with --reach: worker threads', wholeNumber(1))
    .option('--json', 'the problems as JSON (greyzone.check/1), the reach inside it (greyzone.reach/1)')
    .option('-q, --quiet', 'no progress')
    .action(async (scenario, options) => (await import('./commands/check.ts')).check(scenario, options, terminal));
  addExamples(command, [
    'greyzone check baltic-2014',
    'greyzone check --strict my-scenario/scenario.yaml',
    'greyzone check baltic-2014 --reach --runs 5000',
  ]);
}

export function addSchema(program: Command, terminal: Terminal): void {
  const command = program
    .command('schema')
    .description('print the JSON Schema of a scenario file, for editors')
    .option('-o, --output <file>', 'write to a file')
    .action(async (options) => (await import('./commands/schema.ts')).schema(options, terminal));
  addExamples(command, ['greyzone schema -o greyzone.schema.json']);
}

export function addCoverage(program: Command, terminal: Terminal): void {
  const command = program
    .command('coverage')
    .description('which system of the source documents works in which scenario, and what was left out and why')
    .argument('[ids...]', 'entries to show in full, as RB-16')
    .option('--file <file>', 'another coverage table than the one that comes along')
    .option('--json', 'as JSON (greyzone.coverage/1)')
    .action(async (ids, options) => (await import('./commands/coverage.ts')).coverage(ids, options, terminal));
  addExamples(command, ['greyzone coverage', 'greyzone coverage RB-16 SF-01']);
}

export function addDiagram(program: Command, terminal: Terminal): void {
  const formats = ['mermaid', 'svg', 'dot', 'json'];
  const command = program
    .command('diagram')
    .description('the state machines of a scenario as a picture, or as text for one')
    .argument('<scenario>', SCENARIO)
    .option('--machine <name>', 'this machine only')
    .option('--variant <name>', 'the structural variant', 'base')
    .addOption(
      new Option('--format <format>', 'format (default: by the ending of the file, or mermaid)').choices(formats),
    )
    .option('-o, --output <file>', 'write to a file')
    .action(async (scenario, options) => (await import('./commands/diagram.ts')).diagram(scenario, options, terminal));
  addExamples(command, [
    'greyzone diagram baltic-2014 --machine alliance',
    'greyzone diagram baltic-2014 -o machines.svg',
  ]);
}

export function addKernel(program: Command, terminal: Terminal): void {
  const command = program
    .command('kernel')
    .description('what a compiled engine runs for a scenario, as text')
    .argument('<scenario>', SCENARIO)
    .option('--variant <name>', 'the structural variant', 'base')
    .addOption(new Option('--print <form>', 'JavaScript, or WebAssembly as text').choices(['js', 'wat']).default('js'))
    .option('-o, --output <file>', 'write to a file')
    .action(async (scenario, options) => (await import('./commands/kernel.ts')).kernel(scenario, options, terminal));
  addExamples(command, ['greyzone kernel baltic-2014 --print js', 'greyzone kernel gamblers-ruin --print wat']);
}
