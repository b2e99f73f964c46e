// The grammar of the command line: commands, options, help. What a command does is imported only when it is asked for.

import { Command, Option } from 'commander';
import { addBatchCommands } from './batch-grammar.ts';
import { addChooseOptions } from './choose-options.ts';
import { EXIT_CODES_HELP } from './exit-code.ts';
import {
  addDesignOption,
  addDocumentOptions,
  addEngineOption,
  addFuturesOptions,
  addReplicationsOption,
  DEFAULT_SEED,
  nameList,
  seedText,
  setting,
  wholeNumber,
} from './options.ts';
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

function addPreflight(program: Command, terminal: Terminal): void {
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

function addSchema(program: Command, terminal: Terminal): void {
  const command = program
    .command('schema')
    .description('print the JSON Schema of a scenario file, for editors')
    .option('-o, --output <file>', 'write to a file')
    .action(async (options) => (await import('./commands/schema.ts')).schema(options, terminal));
  addExamples(command, ['greyzone schema -o greyzone.schema.json']);
}

function addCoverage(program: Command, terminal: Terminal): void {
  const command = program
    .command('coverage')
    .description('which system of the source documents works in which scenario, and what was left out and why')
    .argument('[ids...]', 'entries to show in full, as RB-16')
    .option('--file <file>', 'another coverage table than the one that comes along')
    .option('--json', 'as JSON (greyzone.coverage/1)')
    .action(async (ids, options) => (await import('./commands/coverage.ts')).coverage(ids, options, terminal));
  addExamples(command, ['greyzone coverage', 'greyzone coverage RB-16 SF-01']);
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

function addPlay(program: Command, terminal: Terminal): void {
  const command = program
    .command('play')
    .description('play a scenario turn by turn, on the terminal or from a script')
    .argument('[scenario]', `${SCENARIO}; left out, choose on the screen`)
    .option('--seat <a,b>', 'seats held by persons; the others follow their strategy', nameList)
    .option('--policy <name>', "what holds the levers of the others (default: the scenario's baseline)")
    .option('--doctrine <name>', "the adversary's doctrine (default: the scenario's first)")
    .option('--variant <name>', 'the structural variant (default: base)')
    .option(
      '--seed <text>',
      `seed of all chance, any text (default: a new one; with --script ${DEFAULT_SEED})`,
      seedText,
    )
    .option('--world <n>', 'which world, from 0 (default: 0)', wholeNumber(0))
    .option('--set <name=value>', 'hold an uncertainty or a fact at one number; may be repeated', setting)
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

function addSeminar(program: Command, terminal: Terminal): void {
  const command = program
    .command('seminar')
    .description('hold a seminar: the console of the white cell, which the projector and the cells follow')
    .argument('[scenario]', `${SCENARIO}, with a section "seminar"; left out, --case goes on`)
    .option('--case <file>', 'the case: gone on with where it is there, else made (default: a new one)')
    .option('--cells <a,b>', 'seats held by the people of the room (default: those with a role sheet)', nameList)
    .option('--policy <name>', "what holds the levers of the others (default: the scenario's baseline)")
    .option('--doctrine <name>', "the adversary's doctrine (default: the scenario's first)")
    .option('--variant <name>', 'the structural variant (default: base)')
    .option(
      '--seed <text>',
      `seed of all chance, any text (default: a new one; with --script ${DEFAULT_SEED})`,
      seedText,
    )
    .option('--world <n>', 'which world, from 0 (default: 0)', wholeNumber(0))
    .option('--set <name=value>', 'hold an uncertainty or a fact at one number; may be repeated', setting)
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

function addWatch(program: Command, terminal: Terminal): void {
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

function addSeat(program: Command, terminal: Terminal): void {
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

function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function addReplay(program: Command, terminal: Terminal): void {
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

function addDiff(program: Command, terminal: Terminal): void {
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

function addAar(program: Command, terminal: Terminal): void {
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

function addPack(program: Command, terminal: Terminal): void {
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

function addCompare(program: Command, terminal: Terminal): void {
  const command = program
    .command('compare')
    .description('compare policies over the same futures: which, how sure, against what')
    .argument('<scenario>', SCENARIO)
    .option('--policies <a,b|all>', "policies (default: the scenario's, or all)", nameList)
    .option('--doctrines <a,b|all>', "doctrines (default: the scenario's, or its first)", nameList)
    .option('--variants <a,b|all>', "structural variants (default: the scenario's, or base)", nameList)
    .option('--baseline <name>', "what the others are compared with (default: the scenario's, or the first policy)");
  addReplicationsOption(addFuturesOptions(command)).option(
    '--outcomes <a,b>',
    'show these outcomes, in full',
    nameList,
  );
  addDocumentOptions(command, 'compare', 'one row for each arm and outcome').action(async (scenario, options) =>
    (await import('./commands/compare.ts')).compare(scenario, options, terminal),
  );
  addExamples(command, [
    'greyzone compare baltic-2014',
    'greyzone compare baltic-2014 --policies both+hold,none+hold --worlds 256 --seed demo',
    'greyzone compare baltic-2014 --set speech_half_life=2 --json -o result.json',
  ]);
}

function addChoose(program: Command, terminal: Terminal): void {
  const command = program
    .command('choose')
    .description('run policies until a question is decided, then stop: which is best, in what order, by how much')
    .argument('<scenario>', SCENARIO);
  addDocumentOptions(addChooseOptions(command), 'choose', 'one row for each look and difference').action(
    async (scenario, options) => (await import('./commands/choose.ts')).choose(scenario, options, terminal),
  );
  addExamples(command, [
    'greyzone choose baltic-2014 --variants base --until "best(mean_insecurity)"',
    'greyzone choose baltic-2014 --until "diff(mean_insecurity, promise+hold, none+hold) +- 0.01"',
    'greyzone choose baltic-2014 --variants base --until "best(mean_insecurity) +- 0.005" --allocate ocba --budget 100000',
  ]);
}

function addReport(program: Command, terminal: Terminal): void {
  const command = program
    .command('report')
    .description(
      'the report of a stored batch: which policy, how sure, over time, how robust, what drives it, where it fails',
    )
    .argument('<folder>', 'folder of the batch')
    .option('-o, --output <file>', 'the report as one page that stands alone; with --json the document')
    .option('--figures <folder>', 'its figures as SVG and PNG')
    .option('--markdown <file>', 'the report as Markdown')
    .option('--latex <file>', 'its tables as LaTeX: one file, or a folder (ends in a slash) with a file for each')
    .option('--json', 'as JSON (greyzone.report/1)')
    .option('--outcomes <a,b>', "outcomes, the leading one first (default: the scenario's)", nameList)
    .option('--threshold <outcome=value>', 'how good a world must be; may be repeated', repeated)
    .option('--futures <n>', 'futures of the curves over time, for each policy', wholeNumber(16), 1024)
    .option('--claims', "also run and test the scenario's claims")
    .option('--workers <n>', 'with --claims: worker threads', wholeNumber(1))
    .option('-q, --quiet', 'no progress')
    .action(async (folder, options) => (await import('./commands/report.ts')).report(folder, options, terminal));
  command.addHelpText(
    'after',
    `
The batch must be whole. Sections that it cannot support say why instead of showing numbers. The page needs no script and fetches nothing. The same
batch and options give the same report.`,
  );
  addExamples(command, [
    'greyzone report runs -o report.html',
    'greyzone report runs -o report.html --figures figures --markdown report.md --claims',
    'greyzone report runs --outcomes mean_insecurity,cost_of_policy --threshold mean_insecurity=0.3 --json',
  ]);
}

function addClaims(program: Command, terminal: Terminal): void {
  const command = program
    .command('claims')
    .description("put the scenario's claims to the test: which hold, how big, in what share of worlds")
    .argument('<scenario>', SCENARIO)
    .argument('[ids...]', 'only these claims')
    .option('--only <a,b>', 'only these claims, parted by commas', nameList);
  addReplicationsOption(addFuturesOptions(command));
  addDocumentOptions(command, 'claims', 'one row for each claim, variant and condition').action(
    async (scenario, ids, options) => (await import('./commands/claims.ts')).claims(scenario, ids, options, terminal),
  );
  addExamples(command, [
    'greyzone claims baltic-2014',
    'greyzone claims baltic-2014 SF-01 SF-14 --worlds 4096',
    'greyzone claims baltic-2014 --json -o claims.json',
  ]);
}

function addHindcast(program: Command, terminal: Terminal): void {
  const command = program
    .command('hindcast')
    .description('the policy of history, simulated and held against what is on record')
    .argument('<scenario>', SCENARIO)
    .option('--variants <a,b|all>', "structural variants (default: the record's, or base)", nameList);
  addReplicationsOption(addFuturesOptions(command));
  addDocumentOptions(command, 'hindcast', 'one row for each variant and observation').action(
    async (scenario, options) => (await import('./commands/hindcast.ts')).hindcast(scenario, options, terminal),
  );
  addExamples(command, [
    'greyzone hindcast baltic-2014',
    'greyzone hindcast baltic-2014 --variants all --seed demo --json -o hindcast.json',
  ]);
}

function addAudit(program: Command, terminal: Terminal): void {
  const command = program
    .command('audit')
    .description('which numbers that rest on judgement can, moved alone, change the recommended policy')
    .argument('<scenario>', SCENARIO)
    .option('--outcome <name>', "what policies are judged by (default: the scenario's first)")
    .option('--policies <a,b|all>', "policies (default: the scenario's, or all)", nameList)
    .option('--doctrine <name>', "the adversary's doctrine (default: the scenario's first)")
    .option('--variant <name>', "the structural variant (default: the scenario's first)")
    .option('--numbers <a,b>', 'only these, whatever their grade (default: all graded guess or weak)', nameList)
    .option('--points <n>', 'values of each number that are looked at first, both ends included', wholeNumber(2), 5)
    .option('--seed <text>', 'seed of all chance, any text', seedText, DEFAULT_SEED);
  addDesignOption(command)
    .option('--worlds <n>', 'worlds, draws of what nobody knows, at each value (default: 512)', wholeNumber(1))
    .option('--replications <n>', 'streams of chance in each world', wholeNumber(1), 1)
    .option('--set <name=value>', 'hold a number, which is then not audited; may be repeated', setting);
  addDocumentOptions(command, 'audit', 'a row for each number and flip').action(async (scenario, options) =>
    (await import('./commands/audit.ts')).audit(scenario, options, terminal),
  );
  command.addHelpText(
    'after',
    `
The recommended policy is the best in the mean with every uncertainty drawn as usual. Then each number is held at values
all over its range (an uncertainty: all that can be drawn, of a law without ends the central 98 %; a fact: its "range"),
over the same futures. Members of an "each" are moved together: an uncertainty's stand at one value, a fact's keep their
differences as far as the range lets them.`,
  );
  addExamples(command, [
    'greyzone audit baltic-2014',
    'greyzone audit baltic-2014 --outcome abandonment_fear --worlds 256 -o audit.txt',
    'greyzone audit baltic-2014 --numbers invasion_worry,words_alone --worlds 2048 --json',
  ]);
}
