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
    bestSentence(comparison, outcome, best),
    equalsSentence(ranking),
    change === undefined ? '' : baselineSentence(comparison, outcome, change),
    doubtSentence(best),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function bestSentence({ baseline }: Comparison, outcome: OutcomeRow, best: EstimateRow): string {
  const word = outcome.better === 'lower' ? 'Lowest' : 'Highest';
  const range = best.interval === null ? '' : ` (95 %: ${rangeText(outcome, best)})`;
  const itself = best.policy === baseline ? ', the baseline itself' : '';
  return `${word} ${printable(outcome.label)}: ${best.policy}${itself}${range}.`;
}

function equalsSentence({ notToldApart, order }: RankingRow): string {
  if (order.length < 2) return '';
  if (notToldApart.length === 0) return 'This batch tells it apart from every other policy.';
  const fair = order.length > 2 ? ` (fair to all ${order.length - 1} comparisons)` : '';
  return `Not distinguishable from it${fair}: ${listNames(notToldApart, NAMES)}.`;
}

function baselineSentence({ baseline }: Comparison, outcome: OutcomeRow, change: DifferenceRow): string {
  if (change.interval === null) return `Against ${baseline} this batch shows no difference.`;
  if (change.verdict === 'not distinguishable')
    return `Against ${baseline} it is not distinguishable (difference ${differenceText(outcome, change)}).`;
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
