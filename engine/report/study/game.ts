// One outcome of all policies against all doctrines -> the table of a game, its worst cases, its equilibrium and what it is worth.

import { estimateMean } from '../../analysis/estimate-mean.ts';
import { estimateShare } from '../../analysis/estimate-share.ts';
import { equilibriumValue, mixedEquilibrium } from '../../analysis/mixed-equilibrium.ts';
import { type GameArms, payoffMatrix } from '../../analysis/payoff-matrix.ts';
import { listNames } from '../text-layout.ts';
import { figureOf, measured, percent, UNKNOWN } from './measured.ts';
import { armsIn, directionOf, type OutcomeColumn, type StudySource } from './source.ts';
import type { Game } from './study.ts';

/** Null where no direction is better. */
export function gameOf(source: StudySource, variant: string, column: OutcomeColumn): Game | null {
  const { outcome } = column;
  const direction = directionOf(outcome);
  const { policies, doctrines } = source.plan.question;
  if (direction === null) return null;
  const names = [...new Set(policies)];
  const answers = [...new Set(doctrines)];
  const byDoctrine = answers.map((doctrine) => armsIn(source, { variant, doctrine }));
  const samples = names.map((policy) =>
    byDoctrine.map((arms) => column.sampleOf(arms.find((arm) => arm.names.policy === policy)!)),
  );
  const arms: GameArms = { policies: names, doctrines: answers, samples };
  const matrix = payoffMatrix(arms, outcome.kind, direction);
  const summary = outcome.kind === 'share' ? estimateShare : estimateMean;
  const payoffs = samples.map((row) => row.map((sample) => measured(outcome, summary(sample))));
  const numbers = matrix.payoffs.map((row) => row.flatMap(({ mean }) => (mean === null ? [] : [mean])));
  const whole = numbers.every((row) => row.length === answers.length);
  const mixed = whole ? mixedEquilibrium(numbers, direction) : null;
  return {
    variant,
    outcome: outcome.name,
    policies: names,
    doctrines: answers,
    payoffs,
    worst: matrix.worst.map(({ doctrine, notToldApart }, i) => ({
      policy: names[i]!,
      doctrine,
      value: payoffs[i]![answers.indexOf(doctrine ?? '')] ?? UNKNOWN,
      notToldApart,
    })),
    maximin: matrix.maximin,
    minimax: matrix.minimax,
    saddle: matrix.saddle,
    equilibrium:
      mixed === null
        ? null
        : {
            policies: mixed.policies,
            doctrines: mixed.doctrines,
            value: measured({ kind: outcome.kind }, equilibriumValue(arms, mixed)),
          },
  };
}

export const GAME_CAVEAT =
  'Each of these games supposes an adversary who wants nothing but the contrary of that one outcome: a stress test, no forecast.';

export function gameWords(
  { maximin, minimax, saddle, equilibrium, worst, policies, doctrines }: Game,
  label: string,
): string {
  if (maximin === null || equilibrium === null) return `${label}: a payoff is missing, so there is no equilibrium.`;
  const own = worst.find(({ policy }) => policy === maximin);
  const open =
    own !== undefined && own.notToldApart.length > 0 ? ` (not told apart: ${listNames(own.notToldApart, 3)})` : '';
  const secure = `${label}: by the estimates ${maximin} secures most, ${figureOf(own?.value ?? UNKNOWN)} at the worst, against ${own?.doctrine}${open}.`;
  const mixture = (names: readonly string[], shares: readonly number[]): string =>
    names
      .map((name, i) => ({ name, share: shares[i]! }))
      .filter((one) => one.share > 0)
      .sort((a, b) => b.share - a.share)
      .map(({ name, share }) => (share === 1 ? name : `${name} ${percent(share)}`))
      .join(', ');
  const value = equilibrium.value.range === 'n/a' ? '' : ` (95 % interval ${equilibrium.value.range})`;
  const ends = saddle
    ? `${maximin} against ${minimax} is an equilibrium without mixing`
    : `The equilibrium mixes: policies ${mixture(policies, equilibrium.policies)}; doctrines ${mixture(doctrines, equilibrium.doctrines)}`;
  return `${secure} ${ends}, worth ${figureOf(equilibrium.value)}${value}.`;
}
