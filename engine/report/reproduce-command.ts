// What was run -> the command line that runs it again. Results carry it, so that nobody has to guess.

import { everyPolicy } from '../batch/every-policy.ts';
import type { PlannedArm } from '../batch/plan-batch.ts';
import type { Question } from '../batch/question.ts';
import { goalsText, type Sought } from '../batch/sequential/goal.ts';
import { everyStockName, type SeriesPlan } from '../batch/store/series-plan.ts';
import type { Model } from '../model/model.ts';

/** `scenario` is what the person typed: an id or a path. `model` tells whether the policies are all of them. */
export function compareCommand(scenario: string, question: Question, baseline: string, model: Model): string {
  return join(armsAndFutures('compare', scenario, question, baseline, model));
}

/** Less its folder. `blockRuns`: the size of the blocks where it was asked for. */
export function batchCommand(
  scenario: string,
  question: Question,
  baseline: string,
  model: Model,
  blockRuns: number | null,
  until?: Sought,
  series?: SeriesPlan,
): string {
  const { engine } = question;
  return join([
    ...armsAndFutures('batch', scenario, question, baseline, model),
    ...(until === undefined ? [] : goalOptions(until)),
    ...(series === undefined ? [] : seriesOptions(series, model)),
    ...(engine === 'auto' ? [] : [`--engine ${engine}`]),
    ...(blockRuns === null ? [] : [`--block-runs ${blockRuns}`]),
  ]);
}

function seriesOptions({ kind, quantities }: SeriesPlan, model: Model): readonly string[] {
  const names = quantities.map(({ name }) => name).join(',');
  return [`--series ${kind}`, `--stocks ${names === everyStockName(model).join(',') ? 'all' : quoted(names)}`];
}

function goalOptions({ goals, method, confidence, looks }: Sought): readonly string[] {
  return [
    `--until ${quoted(goalsText(goals))}`,
    `--method ${method}`,
    `--confidence ${confidence}`,
    ...(looks === null ? [] : [`--looks ${looks.join(',')}`]),
  ];
}

function armsAndFutures(
  command: string,
  scenario: string,
  question: Question,
  baseline: string,
  model: Model,
): readonly string[] {
  const { doctrines, variants } = question;
  const isAll = question.policies.join() === everyPolicy(model).join();
  const policies = isAll ? ['all'] : question.policies;
  return [
    `greyzone ${command} ${quoted(scenario)}`,
    `--policies ${quoted(policies.join(','))}`,
    `--doctrines ${quoted(doctrines.join(','))}`,
    `--variants ${quoted(variants.join(','))}`,
    `--baseline ${quoted(baseline)}`,
    ...futuresOptions(question),
    `--replications ${question.replications}`,
  ];
}

/** Policy and doctrine are those of the scenario's record. */
export function hindcastCommand(scenario: string, question: Question): string {
  return join([
    `greyzone hindcast ${quoted(scenario)}`,
    `--variants ${quoted(question.variants.join(','))}`,
    ...futuresOptions(question),
    `--replications ${question.replications}`,
  ]);
}

/** `isEvery`: the policies are all of them. `numbers`: those asked for by name, or null. */
export function auditCommand(
  scenario: string,
  question: Question,
  outcome: string,
  points: number,
  numbers: readonly string[] | null,
  isEvery: boolean,
): string {
  return join([
    `greyzone audit ${quoted(scenario)}`,
    `--outcome ${quoted(outcome)}`,
    `--policies ${quoted(isEvery ? 'all' : question.policies.join(','))}`,
    `--doctrine ${quoted(question.doctrines.join(','))}`,
    `--variant ${quoted(question.variants.join(','))}`,
    ...(numbers === null ? [] : [`--numbers ${quoted(numbers.join(','))}`]),
    `--points ${points}`,
    ...futuresOptions(question),
    `--replications ${question.replications}`,
  ]);
}

/** `ids`: the claims that were tested. */
export function claimsCommand(
  scenario: string,
  question: Pick<Question, 'seed' | 'design' | 'worlds' | 'settings' | 'replications'>,
  ids: readonly string[],
): string {
  return join([
    `greyzone claims ${[scenario, ...ids].map(quoted).join(' ')}`,
    ...futuresOptions(question),
    `--replications ${question.replications}`,
  ]);
}

/** One run of a batch, by itself. */
export function runCommand(
  scenario: string,
  question: Pick<Question, 'seed' | 'design' | 'worlds' | 'settings'>,
  names: PlannedArm['names'],
  world: number,
  replication: number,
): string {
  return join([
    `greyzone run ${quoted(scenario)}`,
    `--policy ${quoted(names.policy)}`,
    `--doctrine ${quoted(names.doctrine)}`,
    `--variant ${quoted(names.variant)}`,
    ...futuresOptions(question),
    `--world ${world}`,
    `--replication ${replication}`,
  ]);
}

function futuresOptions({
  seed,
  design,
  worlds,
  settings,
}: Pick<Question, 'seed' | 'design' | 'worlds' | 'settings'>): string[] {
  return [
    `--seed ${quoted(seed)}`,
    `--design ${design}`,
    `--worlds ${worlds}`,
    ...settings.map(({ name, value }) => `--set ${quoted(`${name}=${value}`)}`),
  ];
}

/** Safe to paste into a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function join(words: readonly string[]): string {
  return words.join(' ');
}
