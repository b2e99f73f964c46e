// The options of a batch that stops by itself: what is sought, how it looks, what it may cost.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { addReplicationsOption, DEFAULT_SEED, nameList, seedText, setting, wholeNumber } from './options.ts';

export const DEFAULT_BUDGET = 250_000;
export const USUAL_METHOD = 'sequence';
export const USUAL_CONFIDENCE = 0.95;

export function addChooseOptions(command: Command): Command {
  addGoalOptions(command)
    .option('--budget <runs>', 'most runs of all policies together', wholeNumber(1), DEFAULT_BUDGET)
    .addOption(
      new Option('--allocate <rule>', 'runs to all policies alike, or where the best is in doubt')
        .choices(['equal', 'ocba'])
        .default('equal'),
    )
    .option('--policies <a,b|all>', "policies that are ranked (default: the scenario's, or all)", nameList)
    .option('--doctrines <a,b|all>', "doctrines (default: the scenario's, or its first)", nameList)
    .option('--variants <a,b|all>', "structural variants (default: the scenario's, or base)", nameList)
    .option('--seed <text>', 'seed of all chance, any text', seedText, DEFAULT_SEED)
    .addOption(new Option('--design <design>', 'how worlds are drawn (default: mc)').choices(['mc', 'sobol', 'lhs']));
  return addReplicationsOption(command).option(
    '--set <name=value>',
    'hold an uncertainty or a fact at one number; may be repeated',
    setting,
  );
}

/** What is sought and how it looks; also for a stored batch, which need not seek anything and then has no such options at all. */
export function addGoalOptions(command: Command, isRequired = true): Command {
  const until = 'what shall be known: diff(OUTCOME, POLICY, OTHER) +- 0.01, ranking, best; several parted by ;';
  const method = new Option(
    '--method <method>',
    `any number of looks, or a planned number with narrower intervals${isRequired ? '' : ` (with --until; usually ${USUAL_METHOD})`}`,
  ).choices(['sequence', 'spending']);
  const sure = new Option(
    '--confidence <share>',
    `chance that all verdicts are right together${isRequired ? '' : ` (with --until; usually ${USUAL_CONFIDENCE})`}`,
  ).argParser(confidence);
  return (isRequired ? command.requiredOption('--until <goals>', until) : command.option('--until <goals>', until))
    .addOption(isRequired ? method.default(USUAL_METHOD) : method)
    .addOption(isRequired ? sure.default(USUAL_CONFIDENCE) : sure)
    .option('--looks <n,n,...>', 'after how many worlds to look (default: by the method)', worldList);
}

/** `0.95`; whether it makes sense is the engine's to say. */
export function confidence(text: string): number {
  const value = /^(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Expected a share between 0 and 1, as 0.95.');
}

/** `128,256,512`. */
export function worldList(text: string): readonly number[] {
  const counts = text.split(',').map((part) => (/^\s*\d{1,10}\s*$/.test(part) ? Number(part) : Number.NaN));
  if (counts.every((count) => count >= 2)) return counts;
  throw new InvalidArgumentError('Expected whole numbers of worlds from 2, parted by commas.');
}
