// What was run -> the command line that runs it again. Results carry it, so that nobody has to guess.

import { everyPolicy } from '../batch/every-policy.ts';
import type { PlannedArm } from '../batch/plan-batch.ts';
import type { Question } from '../batch/question.ts';
import type { Model } from '../model/model.ts';

/** `scenario` is what the person typed: an id or a path. `model` tells whether the policies are all of them. */
export function compareCommand(scenario: string, question: Question, baseline: string, model: Model): string {
  const { doctrines, variants } = question;
  const isAll = question.policies.join() === everyPolicy(model).join();
  const policies = isAll ? ['all'] : question.policies;
  return join([
    `greyzone compare ${quoted(scenario)}`,
    `--policies ${quoted(policies.join(','))}`,
    `--doctrines ${quoted(doctrines.join(','))}`,
    `--variants ${quoted(variants.join(','))}`,
    `--baseline ${quoted(baseline)}`,
    ...futuresOptions(question),
    `--replications ${question.replications}`,
  ]);
}

/** One run of a batch, by itself. */
export function runCommand(
  scenario: string,
  question: Question,
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

function futuresOptions({ seed, design, worlds, settings }: Question): string[] {
  return [
    `--seed ${quoted(seed)}`,
    `--design ${design}`,
    `--worlds ${worlds}`,
    ...settings.map(({ name, value }) => `--set ${quoted(`${name}=${value}`)}`),
  ];
}

/** Safe to paste into a POSIX shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function join(words: readonly string[]): string {
  return words.join(' ');
}
