// The grammar of the commands that plan, run, check and read stored batches.

import { type Command, Option } from 'commander';
import { addGoalOptions } from './choose-options.ts';
import { addEngineOption, addFuturesOptions, addReplicationsOption, nameList, wholeNumber } from './options.ts';
import type { Terminal } from './terminal.ts';

type AddExamples = (command: Command, examples: readonly string[]) => void;

const DIR = 'folder of the batch';

/** `scenario`: what an argument of that kind is called in the help. */
export function addBatchCommands(
  program: Command,
  terminal: Terminal,
  scenario: string,
  addExamples: AddExamples,
): void {
  const batch = program
    .command('batch')
    .description('a batch of any size, kept in a folder; killed and started again, it goes on where it was')
    .argument('<scenario>', scenario);
  addPlanOptions(batch)
    .option('-q, --quiet', 'no progress')
    .action(async (idOrPath, options) => (await import('./commands/batch.ts')).batch(idOrPath, options, terminal));
  addExamples(batch, [
    'greyzone batch baltic-2014 --out runs --worlds 4096',
    'greyzone batch baltic-2014 --out runs --policies all --doctrines all --variants all',
    'greyzone batch baltic-2014 --out runs --until "best(mean_insecurity) +- 0.005"',
  ]);

  const plan = program
    .command('plan')
    .description('write the plan of a batch into a folder and say what it may take; shards then run it')
    .argument('<scenario>', scenario);
  addPlanOptions(plan).action(async (idOrPath, options) =>
    (await import('./commands/plan.ts')).plan(idOrPath, options, terminal),
  );
  addExamples(plan, ['greyzone plan baltic-2014 --out runs --worlds 65536']);

  const shard = program
    .command('shard')
    .description('run what is missing of one share of a planned batch')
    .argument('<folder>', DIR)
    .requiredOption('--index <i>', 'which share, from 0', wholeNumber(0))
    .requiredOption('--of <n>', 'into how many the batch is shared', wholeNumber(1))
    .option('--workers <n>', 'worker processes (default: as many as the machine runs at once)', wholeNumber(1))
    .option('-q, --quiet', 'no progress')
    .action(async (folder, options) => (await import('./commands/shard.ts')).shard(folder, options, terminal));
  addExamples(shard, ['greyzone shard runs --index 0 --of 8']);

  const merge = program
    .command('merge')
    .description('when all shards have ended: read every block, refuse gaps, write result.json')
    .argument('<folder>', DIR)
    .action(async (folder) => (await import('./commands/merge.ts')).merge(folder, terminal));
  addExamples(merge, ['greyzone merge runs']);

  const verify = program
    .command('verify')
    .description('check every file, run some blocks again and compare numbers and bytes; changes nothing')
    .argument('<folder>', DIR)
    .option('--sample <k>', 'how many blocks to run again, spread evenly (default: 3)', wholeNumber(0))
    .addOption(new Option('--all', 'run all of them again').conflicts('sample'))
    .option('--workers <n>', 'worker processes (default: as many as the machine runs at once)', wholeNumber(1))
    .option('-q, --quiet', 'no progress')
    .action(async (folder, options) => (await import('./commands/verify.ts')).verify(folder, options, terminal));
  addExamples(verify, ['greyzone verify runs', 'greyzone verify runs --all']);

  addReaders(program, terminal, addExamples);

  const slurm = program
    .command('slurm')
    .description('write the scripts with which Slurm runs a planned batch, and submit them if asked')
    .argument('<folder>', `${DIR}, which all machines of the cluster see`)
    .requiredOption('--array <n>', 'how many shards', wholeNumber(1))
    .option('--cpus <n>', 'processors for each shard', wholeNumber(1), 1)
    .option('--partition <name>', 'partition of the cluster')
    .option('--time <limit>', 'time limit of a shard, as sbatch takes it; then it queues up again and goes on')
    .option('--submit', 'submit both: the shards, and the merge after them')
    .action(async (folder, options) => (await import('./commands/slurm.ts')).slurm(folder, options, terminal));
  addExamples(slurm, ['greyzone slurm runs --array 64', 'greyzone slurm runs --array 64 --time 02:00:00 --submit']);
}

function addPlanOptions(command: Command): Command {
  command
    .requiredOption('--out <dir>', 'folder: a new one, or the one where this very batch was begun')
    .option('--policies <a,b|all>', "policies (default: the scenario's, or all)", nameList)
    .option('--doctrines <a,b|all>', "doctrines (default: the scenario's, or its first)", nameList)
    .option('--variants <a,b|all>', "structural variants (default: the scenario's, or base)", nameList)
    .option('--baseline <name>', "what the others are compared with (default: the scenario's, or the first policy)");
  addGoalOptions(addReplicationsOption(addFuturesOptions(command)), false)
    .addOption(
      new Option(
        '--budget <runs>',
        'with --until, instead of --worlds: most runs of all arms together (default: 250000)',
      )
        .argParser(wholeNumber(1))
        .conflicts(['worlds', 'looks']),
    )
    .addOption(new Option('--allocate <rule>').choices(['equal', 'ocba']).hideHelp())
    .option(
      '--block-runs <n>',
      'runs in a block, the unit that is kept or lost (default: 65536, or less where a run has many numbers; with --until a 32nd of the batch)',
      wholeNumber(1),
    )
    .addOption(
      new Option(
        '--series <kind>',
        'keep stocks and states turn by turn too: sketch (counts in bins, small) or full (a row for every run and turn)',
      ).choices(['sketch', 'full']),
    )
    .option('--stocks <a,b|all>', 'with --series: which stocks (default: those that outcomes name)', nameList)
    .option('--workers <n>', 'worker processes (default: as many as the machine runs at once)', wholeNumber(1));
  return addEngineOption(command, 'engine; all give the same answers');
}

function addReaders(program: Command, terminal: Terminal, addExamples: AddExamples): void {
  const query = program
    .command('query')
    .description('SQL over the rows of a stored batch, which is only read')
    .argument('<folder>', DIR)
    .argument('<sql>', 'one SELECT; views: runs, arms, uncertainties, outcomes, and series where it is kept')
    .addOption(new Option('--json', 'as JSON: a list of objects').conflicts('csv'))
    .option('--csv', 'as CSV')
    .action(async (folder, sql, options) =>
      (await import('./commands/query.ts')).query(folder, sql, options, terminal),
    );
  addExamples(query, [
    'greyzone query runs "FROM outcomes"',
    'greyzone query runs "SELECT policy, avg(incidents) FROM runs GROUP BY policy" --csv',
  ]);

  const command = program
    .command('export')
    .description('all rows of a stored batch in one file, whole or not at all')
    .argument('<folder>', DIR)
    .addOption(new Option('--csv <file>', 'CSV; - is stdout').conflicts('parquet'))
    .option('--parquet <file>', 'Parquet')
    .option('--series', 'what was kept turn by turn, instead of the rows')
    .action(async (folder, options) => (await import('./commands/export.ts')).exportBatch(folder, options, terminal));
  addExamples(command, ['greyzone export runs --csv runs.csv', 'greyzone export runs --parquet runs.parquet']);
}
