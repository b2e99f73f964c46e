// The same numbers as a few plain sentences: the best policy, which others may equal it, how sure, and what the doubt is made of.

import type { Comparison, DifferenceRow, EstimateRow, OutcomeRow, RankingRow } from './comparison.ts';
import { differenceText, rangeText, sizeText } from './outcome-figures.ts';
import { listNames, printable } from './text-layout.ts';

const NAMES = 4;

/** One paragraph. `change` is the best policy's difference to the baseline, undefined when it is the baseline itself. */
export function readOutcome(
  comparison: Comparison,
  outcome: OutcomeRow,
  ranking: RankingRow,
  best: EstimateRow,
  change: DifferenceRow | undefined,
): string {
  return [
    ...(isOpen(ranking) ? [openSentence(outcome, ranking, best)] : clearSentences(comparison, outcome, ranking, best)),
    change === undefined ? '' : baselineSentence(comparison, outcome, change),
    doubtSentence(best),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** No policy can be told from the best. */
function isOpen({ notToldApart, order }: RankingRow): boolean {
  return order.length > 1 && notToldApart.length === order.length - 1;
}

function openSentence(outcome: OutcomeRow, { order }: RankingRow, best: EstimateRow): string {
  const others = order.length === 2 ? 'the other one is' : `all ${order.length - 1} others are`;
  const word = outcome.better === 'lower' ? 'lowest' : 'highest';
  const label = printable(outcome.label);
  return `${label}: no policy stands out. The ${word} estimate is that of ${best.policy}${rangeOf(outcome, best)}, and ${others} not distinguishable from it.`;
}

function clearSentences(
  { baseline }: Comparison,
  outcome: OutcomeRow,
  ranking: RankingRow,
  best: EstimateRow,
): string[] {
  const word = outcome.better === 'lower' ? 'lowest' : 'highest';
  const itself = best.policy === baseline ? ', the baseline itself' : '';
  return [
    `${printable(outcome.label)}: ${word} under ${best.policy}${itself}${rangeOf(outcome, best)}.`,
    equalsSentence(ranking),
  ];
}

function rangeOf(outcome: OutcomeRow, best: EstimateRow): string {
  return best.interval === null ? '' : ` (95 %: ${rangeText(outcome, best)})`;
}

function equalsSentence({ notToldApart, order }: RankingRow): string {
  if (order.length < 2) return '';
  if (notToldApart.length === 0) return 'This batch tells it apart from every other policy.';
  return `Not distinguishable from it (fair to all ${order.length - 1} comparisons): ${listNames(notToldApart, NAMES)}.`;
}

function baselineSentence({ baseline }: Comparison, outcome: OutcomeRow, change: DifferenceRow): string {
  if (change.interval === null) return `Against ${baseline} this batch shows no difference.`;
  if (change.verdict === 'not distinguishable')
    return `Its difference to ${baseline} is ${differenceText(outcome, change)}: not distinguishable.`;
  return `Against ${baseline} it is ${change.verdict}, by ${sizeText(outcome, change)}${pairing(change)}.`;
}

/** The variance-reduction factor in words: how many times as many unpaired runs would be as sure. */
function pairing({ varianceReduction }: DifferenceRow): string {
  if (varianceReduction === null || !(varianceReduction > 1)) return '';
  return `; sharing the same chance made this as sure as ${factor(varianceReduction)} times as many unpaired runs`;
}

function factor(value: number): string {
  return value < 10 ? value.toFixed(1) : String(Number(value.toPrecision(2)));
}

function doubtSentence({ variance }: EstimateRow): string {
  if (variance.epistemic === null || variance.aleatory === null) return '';
  const worlds = Math.round(100 * variance.epistemic);
  return `Of the variance between its runs about ${worlds} % is what nobody knows (worlds) and ${100 - worlds} % is chance.`;
}
