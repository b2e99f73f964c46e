// A sequential question -> the command line that asks it again, to the same last bit.

import { goalsText } from '../batch/sequential/goal.ts';
import type { SequentialQuestion } from '../batch/sequential/plan-sequential.ts';
import { quoted } from './reproduce-command.ts';

/** `scenario` is what the person typed: an id or a path. */
export function chooseCommand(scenario: string, asked: SequentialQuestion): string {
  const { question, goals, method, confidence, looks, budget, allocate } = asked;
  const { policies, doctrines, variants, seed, design, replications, settings } = question;
  const isRanked = goals.some(({ kind }) => kind !== 'diff');
  return [
    `greyzone choose ${quoted(scenario)}`,
    `--until ${quoted(goalsText(goals))}`,
    ...(isRanked ? [`--policies ${quoted(policies.join(','))}`] : []),
    `--doctrines ${quoted(doctrines.join(','))}`,
    `--variants ${quoted(variants.join(','))}`,
    `--method ${method}`,
    `--confidence ${confidence}`,
    ...(looks === null ? [] : [`--looks ${looks.join(',')}`]),
    `--budget ${budget}`,
    `--allocate ${allocate}`,
    `--seed ${quoted(seed)}`,
    `--design ${design}`,
    `--replications ${replications}`,
    ...settings.map(({ name, value }) => `--set ${quoted(`${name}=${value}`)}`),
  ].join(' ');
}
