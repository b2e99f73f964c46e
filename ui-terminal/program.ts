// The grammar of the command line: commands, options, help. What a command does is imported only when it is asked for.

import { Command } from 'commander';
import { addAudit, addChoose, addClaims, addCompare, addHindcast, addReport } from './answer-grammar.ts';
import { addBatchCommands } from './batch-grammar.ts';
import { addExamples, SCENARIO } from './command-help.ts';
import { addDiff, addPlay, addReplay, addRun } from './play-grammar.ts';
import { programVersion } from './program-version.ts';
import { addCheck, addCoverage, addDiagram, addKernel, addScenarios, addSchema } from './scenario-grammar.ts';
import { addAar, addPack, addPreflight, addSeat, addSeminar, addWatch } from './seminar-grammar.ts';
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
    'greyzone play baltic-2014 --seat latvia',
    'greyzone compare baltic-2014',
    'greyzone run baltic-2014 --world 3 --trace',
    'greyzone check my-scenario/scenario.yaml',
  ]);
  addScenarios(program, terminal);
  addCheck(program, terminal);
  addPreflight(program, terminal);
  addSchema(program, terminal);
  addCoverage(program, terminal);
  addPlay(program, terminal);
  addSeminar(program, terminal);
  addWatch(program, terminal);
  addSeat(program, terminal);
  addReplay(program, terminal);
  addDiff(program, terminal);
  addRun(program, terminal);
  addDiagram(program, terminal);
  addCompare(program, terminal);
  addBatchCommands(program, terminal, SCENARIO, addExamples);
  addChoose(program, terminal);
  addReport(program, terminal);
  addClaims(program, terminal);
  addHindcast(program, terminal);
  addAudit(program, terminal);
  addKernel(program, terminal);
  addPack(program, terminal);
  addAar(program, terminal);
  return program.helpCommand('help [command]', 'print the help of a command');
}
