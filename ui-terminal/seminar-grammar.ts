// The grammar of the commands around a seminar: before it, in the room, and after it.

import { type Command, Option } from 'commander';
import { addExamples, SCENARIO } from './command-help.ts';
import { addCaseOptions, addEngineOption, DEFAULT_SEED, nameList, repeated, seedText, wholeNumber } from './options.ts';
import type { Terminal } from './terminal.ts';

export function addPreflight(program: Command, terminal: Terminal): void {
  const command = program
    .command('preflight')
    .description(
      "bots play a seminar's list of events before a room does: what comes and when, what never, does it fit",
    )
    .argument('<scenario>', SCENARIO)
    .option('--minutes <n>', "time at hand, as 45, 90 or 180 (default: the seminar's)", wholeNumber(1))
    .option(
      '--runs <n>',
      'runs in all, over all policies and doctrines (default: 2,000 to 50,000 by size)',
      wholeNumber(1),
    )
    .option('--doctrines <a,b|all>', 'doctrines (default: all)', nameList)
    .option('--variant <name>', 'the structural variant', 'base')
    .option('--seed <text>', 'seed of all chance, any text', seedText, DEFAULT_SEED);
  addEngineOption(command, 'engine; all give the same answers')
    .option('--workers <n>', 'worker threads (default: as many as the machine runs at once)', wholeNumber(1))
    .option('--strict', 'exit code 1 when an entry never comes, a move is too full or the schedule too long')
    .option('--json', 'everything, as JSON (greyzone.preflight/1)')
    .option('-o, --output <file>', 'write to a file, whole or not at all')
    .option('-q, --quiet', 'no progress')
    .action(async (scenario, options) =>
      (await import('./commands/preflight.ts')).preflight(scenario, options, terminal),
    );
  addExamples(command, [
    'greyzone preflight narva-spring',
    'greyzone preflight narva-spring --doctrines symbolic_spring --minutes 45',
    'greyzone preflight my-scenario/scenario.yaml --strict --json',
  ]);
}

export function addPack(program: Command, terminal: Terminal): void {
  const command = program
    .command('pack')
    .description('everything on paper for a seminar: a folder of pages to print from a browser')
    .argument('<scenario>', `${SCENARIO}; it needs a section "seminar"`)
    .requiredOption(
      '-o, --output <folder>',
      'folder to write: a new one, an empty one, or an earlier pack, which is replaced',
    )
    .addOption(new Option('--paper <size>', 'size of the paper').choices(['a4', 'letter']).default('a4'))
    .option('--large', 'large print, 18 pt')
    .action(async (scenario, options) => (await import('./commands/pack.ts')).pack(scenario, options, terminal));
  command.addHelpText(
    'after',
    `
The folder holds index.html, which links and explains the rest: situation manual, region map, ladder poster and feedback form for everybody; for
each cell a role sheet and an order form for each move; for the white cell alone the handbook with the master events list, and evaluation guides.
Participants' pages hold nothing of the events list. Nothing is fetched, and the same scenario gives the same bytes.`,
  );
  addExamples(command, [
    'greyzone pack narva-spring -o narva-pack',
    'greyzone pack narva-spring -o narva-pack --paper letter --large',
    'greyzone pack my-scenario/scenario.yaml -o pack',
  ]);
}

export function addSeminar(program: Command, terminal: Terminal): void {
  const command = program
    .command('seminar')
    .description('hold a seminar: the console of the white cell, which the projector and the cells follow')
    .argument('[scenario]', `${SCENARIO}, with a section "seminar"; left out, --case goes on`)
    .option('--case <file>', 'the case: gone on with where it is there, else made (default: a new one)')
    .option('--cells <a,b>', 'seats held by the people of the room (default: those with a role sheet)', nameList);
  addCaseOptions(command)
    .option('--script <file>', 'hold it from a file, without a terminal, at the times that the file gives')
    .option('--ascii', 'no box drawing, no braille')
    .option('--screen-reader', 'sentences instead of pictures')
    .action(async (scenario, options) =>
      (await import('./commands/seminar.ts')).seminar(scenario, { ...options, ...program.opts() }, terminal),
    );
  command.addHelpText(
    'after',
    `
One laptop, one case file, nothing over the network. The console writes the case; beside it lies a folder that ends in .room, which
"greyzone watch CASE" (the projector) and "greyzone seat CASE --as CELL" follow. A script has one deed a line:
  startex 2026-03-04T09:00:00Z     pause     resume     endex        the clock; "wait 4" lets four minutes go by
  move flags                       release N-01     skip N-04 because ...     defer N-02 until 6 because ...
  orders estonia policing[estonia]=firm talks[estonia]=mayors        request estonia ...     answer estonia-1 ...
  rule incident:riot[harju] comes because ...                        also: accept, reroll, "comes 0.6", "rule free ..."
  play 3                           play on                           to the end of the move, or until something is due
  note strength "..." on N-08      rate tell_apart 1 S because ...   improve tell_apart "..." by "..." due 2026-06-01
  feedback estonia 5 4 3 5 4 4 words "..."                           one form, in the order of its questions`,
  );
  addExamples(command, [
    'greyzone seminar narva-spring --case spring.case.jsonl',
    'greyzone seminar --case spring.case.jsonl',
    'greyzone seminar narva-spring --case spring.case.jsonl --script evening.txt --seed demo',
  ]);
}

function addRoomOptions(command: Command): Command {
  return command
    .option('--no-wait', 'end with code 2 when the room is not open yet')
    .option('--json', 'what is shown now, as JSON (greyzone.room/1), once')
    .option('--ascii', 'no box drawing, no braille')
    .option('--screen-reader', 'sentences instead of pictures');
}

export function addWatch(program: Command, terminal: Terminal): void {
  const command = program
    .command('watch')
    .description('the projector of a seminar: clock, move, questions, injects, map, news, as all may see them')
    .argument('<case>', 'file of the case that white holds, or the folder of its room');
  addRoomOptions(command).action(async (file, options) =>
    (await import('./commands/watch.ts')).watch(file, { ...options, ...program.opts() }, terminal),
  );
  command.addHelpText(
    'after',
    `
It only reads, and follows what white shows. Keys: b large text, 1 to 5 or tab for what fills the screen, arrows scroll, q leaves.
Before the room is open it waits. Without a terminal it prints once what is shown, as text, and ends.`,
  );
  addExamples(command, [
    'greyzone watch spring.case.jsonl',
    'greyzone watch spring.case.jsonl --ascii',
    'greyzone watch spring.case.jsonl --json',
  ]);
}

export function addSeat(program: Command, terminal: Terminal): void {
  const command = program
    .command('seat')
    .description('the terminal of one cell in a seminar: what it sees and hears, its orders, questions to white, odds')
    .argument('<case>', 'file of the case that white holds, or the folder of its room')
    .option('--as <cell>', 'which cell (left out: says which there are)')
    .option('--order <lever=level>', 'without a terminal: seal this for the coming turn; may be repeated', repeated)
    .option('--ask <text>', 'without a terminal: ask white; may be repeated', repeated)
    .option('--odds <event=0.3>', 'without a terminal: how likely an event is; may be repeated', repeated);
  addRoomOptions(command).action(async (file, options) =>
    (await import('./commands/seat.ts')).seat(file, { ...options, ...program.opts() }, terminal),
  );
  command.addHelpText(
    'after',
    `
Orders hold when they are sealed, until the turn is played; sealing again replaces them. A lever that exists for one place only may be named
without it: policing=firm for policing[estonia]=firm. Messages sent without a terminal are told by their ids, one a line; white answers them in
the room. Before the room is open it waits. Without a terminal and without a message it prints once what the cell sees, as text, and ends.`,
  );
  addExamples(command, [
    'greyzone seat spring.case.jsonl --as latvia',
    'greyzone seat spring.case.jsonl --as estonia --order policing=firm --order talks=mayors',
    'greyzone seat spring.case.jsonl --as estonia --ask "Who paid for the stage?" --odds riot=0.3',
    'greyzone seat spring.case.jsonl --as latvia --json',
  ]);
}

export function addAar(program: Command, terminal: Terminal): void {
  const command = program
    .command('aar')
    .description('the after-action report of a case: what was planned, what happened, what else could have been done')
    .argument('<case>', 'file of the case')
    .option('-o, --output <file>', 'the report as one page that stands alone (default: to stdout)')
    .option('--markdown <file>', 'the report as Markdown')
    .option('--csv <folder>', 'its tables as CSV, one file each')
    .option('--json <file>', 'everything but the drawings, as JSON (greyzone.aar/1)')
    .option('--futures <n>', 'futures of the cloud and of each alternative', wholeNumber(20), 1000)
    .option('--particles <n>', "particles of a cell's belief", wholeNumber(16), 128)
    .option('--scenario <scenario>', 'where its scenario is, when it does not come along')
    .option('-q, --quiet', 'no progress')
    .action(async (file, options) => (await import('./commands/aar.ts')).aar(file, options, terminal));
  command.addHelpText(
    'after',
    `
Works for a seminar and for a case that was played with "play"; then the sections of a seminar say that there is none. The page needs no script
and fetches nothing; figures have their numbers as tables. The same case and numbers of futures and particles give the same bytes.`,
  );
  addExamples(command, [
    'greyzone aar evening.case.jsonl -o aar.html',
    'greyzone aar evening.case.jsonl --markdown aar.md --csv aar-tables',
    'greyzone aar evening.case.jsonl --futures 4000 --quiet -o aar.html',
  ]);
}
