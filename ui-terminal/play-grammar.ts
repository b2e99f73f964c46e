// The grammar of the commands that play a case or a run, and look at a case afterwards.

import type { Command } from 'commander';
import { addExamples, SCENARIO } from './command-help.ts';
import { addCaseOptions, addFuturesOptions, nameList, wholeNumber } from './options.ts';
import type { Terminal } from './terminal.ts';

export function addPlay(program: Command, terminal: Terminal): void {
  const command = program
    .command('play')
    .description('play a scenario turn by turn, on the terminal or from a script')
    .argument('[scenario]', `${SCENARIO}; left out, choose on the screen`)
    .option('--seat <a,b>', 'seats held by persons; the others follow their strategy', nameList);
  addCaseOptions(command)
    .option('--case <file>', 'write the case here (default: in the folder of cases)')
    .option('--resume [case]', 'go on with a case; without a name the latest')
    .option('--script <file>', 'play the orders of a file, without a terminal, and print the story')
    .option('--turns <n>', 'without a terminal: play on until so many turns are played', wholeNumber(1))
    .option('--json', 'with --script or --turns: every event as a line of JSON (greyzone.play/1)')
    .option('--ascii', 'no box drawing, no braille')
    .option('--screen-reader', 'sentences instead of pictures')
    .action(async (scenario, options) =>
      (await import('./commands/play.ts')).play(scenario, { ...options, ...program.opts() }, terminal),
    );
  command.addHelpText(
    'after',
    `
Everything is saved as it is played: a case is one file, and nothing in it is ever lost. A script has one step a line:
  latvia: schools[latvia] continue, media[latvia] continue     # orders of a seat for the coming turn
  turn                  turn 4                                 # play one turn, or four
  undo                  back 3                                 # take back; go back to where turn 3 had been played
  hold latvia strategy  hold latvia person
  inject NAME           note TEXT        note latvia: TEXT     bookmark NAME
  estimate latvia OUTCOME 0.3
  rule fear[latvia] = 0.4, ladder[riga] = unrest because REASON`,
  );
  addExamples(command, [
    'greyzone play',
    'greyzone play baltic-2014 --seat latvia',
    'greyzone play baltic-2014 --seat latvia,estonia --seed demo',
    'greyzone play --resume',
    'greyzone play baltic-2014 --script orders.txt --turns 28 --json',
  ]);
}

export function addReplay(program: Command, terminal: Terminal): void {
  const command = program
    .command('replay')
    .description('play a case again from its log and prove that every turn comes to the state that was noted')
    .argument('<case>', 'file of the case')
    .option('--scenario <scenario>', 'where its scenario is, when it does not come along')
    .option('--verify', 'only the proof, no story')
    .option('--json', 'as JSON (greyzone.replay/1)')
    .action(async (file, options) => (await import('./commands/replay.ts')).replay(file, options, terminal));
  addExamples(command, [
    'greyzone replay game.case.jsonl',
    'greyzone replay game.case.jsonl --verify',
    'greyzone replay game.case.jsonl --scenario my-scenario/scenario.yaml --json',
  ]);
}

export function addDiff(program: Command, terminal: Terminal): void {
  const command = program
    .command('diff')
    .description('where two cases, or two lines of one, went apart, turn by turn')
    .argument('<case>', 'file of a case')
    .argument('[other]', 'file of another case; left out, the last two lines of the first')
    .option('--lines <a,b>', 'lines of one case by their number, as the timeline counts them', nameList)
    .option('--scenario <scenario>', 'where the scenario is, when it does not come along')
    .option('--json', 'as JSON (greyzone.diff/1)')
    .action(async (one, other, options) => (await import('./commands/diff.ts')).diff(one, other, options, terminal));
  addExamples(command, [
    'greyzone diff game.case.jsonl',
    'greyzone diff game.case.jsonl --lines 1,3',
    'greyzone diff mine.case.jsonl yours.case.jsonl --json',
  ]);
}

export function addRun(program: Command, terminal: Terminal): void {
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
