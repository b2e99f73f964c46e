// The grammar of the command line: commands, options, help. What a command does is imported only when it is asked for.

import { Command, Option } from 'commander';
import type { EngineName } from '../engine/index.ts';
import { EXIT_CODES_HELP } from './exit-code.ts';
import { addFuturesOptions, nameList, wholeNumber } from './options.ts';
import { programVersion } from './program-version.ts';
import type { Terminal } from './terminal.ts';

export function createProgram(terminal: Terminal): Command {
  const program = new Command('greyzone')
    .description('Grey-zone scenarios as state machines, compared over thousands of seeded futures.')
    .version(programVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .option('--no-color', 'no colours (also NO_COLOR, TERM=dumb; FORCE_COLOR wins over both)')
    .option('--debug', 'with a fault of the program, print where it happened')
    .showHelpAfterError('(add --help for what there is)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: terminal.out,
      writeErr: terminal.err,
      getOutHelpWidth: () => terminal.width,
      getErrHelpWidth: () => terminal.width,
      outputError: (text, write) => write(text.replace(/^error: /, 'greyzone: ')),
    });
  addExamples(program, [
    'greyzone compare baltic-2014',
    'greyzone run baltic-2014 --world 3 --trace',
    'greyzone check my-scenario/scenario.yaml',
  ]);
  addScenarios(program, terminal);
  addCheck(program, terminal);
  addSchema(program, terminal);
  addRun(program, terminal);
  addDiagram(program, terminal);
  addCompare(program, terminal);
  addKernel(program, terminal);
  return program.helpCommand('help [command]', 'print the help of a command');
}

const ENGINES: readonly EngineName[] = ['auto', 'reference', 'kernel-js', 'kernel-wasm'];

const SCENARIO = 'id of a scenario that comes along, or path of a scenario folder or file';

function addExamples(command: Command, examples: readonly string[]): void {
  const lines = examples.map((example) => `  ${example}`).join('\n');
  command.addHelpText('after', `\nExamples:\n${lines}\n\n${EXIT_CODES_HELP}`);
}

function addScenarios(program: Command, terminal: Terminal): void {
  const command = program
    .command('scenarios')
    .description('list the scenarios that come along')
    .option('--json', 'as JSON')
    .action(async (options) => (await import('./commands/scenarios.ts')).scenarios(options, terminal));
  addExamples(command, ['greyzone scenarios']);
}

function addCheck(program: Command, terminal: Terminal): void {
  const command = program
    .command('check')
    .description('check a scenario: every mistake with file, line, column and what to do')
    .argument('<scenario>', SCENARIO)
    .option('--strict', 'warnings count as errors')
    .option('--json', 'the problems as JSON')
    .action(async (scenario, options) => (await import('./commands/check.ts')).check(scenario, options, terminal));
  addExamples(command, ['greyzone check baltic-2014', 'greyzone check --strict my-scenario/scenario.yaml']);
}

function addSchema(program: Command, terminal: Terminal): void {
  const command = program
    .command('schema')
    .description('print the JSON Schema of a scenario file, for editors')
    .option('-o, --output <file>', 'write to a file')
    .action(async (options) => (await import('./commands/schema.ts')).schema(options, terminal));
  addExamples(command, ['greyzone schema -o greyzone.schema.json']);
}

function addRun(program: Command, terminal: Terminal): void {
  const command = program
    .command('run')
    .description('one run as a story, turn by turn')
    .argument('<scenario>', SCENARIO)
    .option('--policy <name>', "the policy (default: the scenario's baseline)")
    .option('--doctrine <name>', "the adversary's doctrine (default: the scenario's first)")
    .option('--variant <name>', 'the structural variant', 'base');
  addFuturesOptions(command)
    .option('--world <n>', 'which world, from 0', wholeNumber(0), 0)
    .option('--replication <n>', 'which stream of chance inside the world, from 0', wholeNumber(0), 0)
    .option('--trace', 'also what was asked and did not happen, and what the seats see')
    .option('--json', 'as JSON (greyzone.run/1)')
    .option('-o, --output <file>', 'write to a file')
    .action(async (scenario, options) => (await import('./commands/run.ts')).run(scenario, options, terminal));
  addExamples(command, [
    'greyzone run baltic-2014',
    'greyzone run baltic-2014 --policy both+accelerate --seed demo --world 3 --trace',
  ]);
}

function addDiagram(program: Command, terminal: Terminal): void {
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

function addKernel(program: Command, terminal: Terminal): void {
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

function addCompare(program: Command, terminal: Terminal): void {
  const command = program
    .command('compare')
    .description('compare policies over the same futures: which, how sure, against what')
    .argument('<scenario>', SCENARIO)
    .option('--policies <a,b|all>', "policies (default: the scenario's, or all)", nameList)
    .option('--doctrines <a,b|all>', "doctrines (default: the scenario's, or its first)", nameList)
    .option('--variants <a,b|all>', "structural variants (default: the scenario's, or base)", nameList)
    .option('--baseline <name>', "what the others are compared with (default: the scenario's, or the first policy)");
  addFuturesOptions(command)
    .option('--replications <n>', "streams of chance in each world (default: the scenario's, or 2)", wholeNumber(1))
    .option('--outcomes <a,b>', 'show these outcomes, in full', nameList)
    .option('--workers <n>', 'worker threads (default: as many as the machine runs at once)', wholeNumber(1))
    .addOption(new Option('--engine <engine>', 'engine; all give the same answers').choices(ENGINES).default('auto'))
    .addOption(new Option('--json', 'everything, as JSON (greyzone.compare/1)').conflicts('csv'))
    .option('--csv', 'one row for each arm and outcome, as CSV')
    .option('-o, --output <file>', 'write to a file, whole or not at all')
    .option('-q, --quiet', 'no progress')
    .action(async (scenario, options) => (await import('./commands/compare.ts')).compare(scenario, options, terminal));
  addExamples(command, [
    'greyzone compare baltic-2014',
    'greyzone compare baltic-2014 --policies both+hold,none+hold --worlds 256 --seed demo',
    'greyzone compare baltic-2014 --set speech_half_life=2 --json -o result.json',
  ]);
}
