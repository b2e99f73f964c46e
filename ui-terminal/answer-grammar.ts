// The grammar of the commands that answer a question with a batch, and of the report of a stored one.

import type { Command } from 'commander';
import { addChooseOptions } from './choose-options.ts';
import { addExamples, SCENARIO } from './command-help.ts';
import {
  addDesignOption,
  addDocumentOptions,
  addFuturesOptions,
  addReplicationsOption,
  DEFAULT_SEED,
  nameList,
  repeated,
  seedText,
  setting,
  wholeNumber,
} from './options.ts';
import type { Terminal } from './terminal.ts';

export function addCompare(program: Command, terminal: Terminal): void {
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

export function addChoose(program: Command, terminal: Terminal): void {
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

export function addReport(program: Command, terminal: Terminal): void {
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

export function addClaims(program: Command, terminal: Terminal): void {
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

export function addHindcast(program: Command, terminal: Terminal): void {
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

export function addAudit(program: Command, terminal: Terminal): void {
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
