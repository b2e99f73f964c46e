// How a sequential batch was run -> the procedure in sentences, with the error rate and what is not guaranteed.

import { SEQUENCE_SETTING } from '../analysis/confidence-sequence.ts';
import type { DesignKind } from '../vocabulary.ts';
import { counted, grouped } from './text-layout.ts';

export interface Procedure {
  readonly method: 'sequence' | 'spending';
  readonly allocate: 'equal' | 'ocba';
  readonly confidence: number;
  readonly comparisons: number;
  readonly comparisonConfidence: number;
  readonly planned: readonly number[];
  readonly budget: number;
  readonly design: DesignKind;
  /** Looks taken. */
  readonly looks: number;
}

export function procedureWords(procedure: Procedure): readonly string[] {
  const { comparisons, confidence, comparisonConfidence, looks } = procedure;
  const share = comparisons === 1 ? '' : ` (each of ${grouped(comparisons)} at ${percent(comparisonConfidence)})`;
  return [
    'Every difference is paired: the same worlds and the same chance under both policies. A world counts once, as the mean of its replications.',
    `The batch stopped after ${counted(looks, 'look')}. ${methodWords(procedure)}`,
    `Error rate: with a chance of at most ${percent(1 - confidence)} any interval of ${counted(comparisons, 'difference')} misses at any look${share}. It rests on the central limit theorem, so a difference with too few events gets no interval.`,
    ...(procedure.allocate === 'ocba' ? OCBA_WORDS : []),
    ...(procedure.design === 'sobol'
      ? [
          "The rate is proven for independent worlds. Sobol' points lie more evenly, which makes misses rarer where it was tried, but nothing proves it: --design mc does.",
        ]
      : []),
    'Where a batch stops hangs on what it saw, so estimates lean a little to the side that decided; intervals allow for that.',
    'All of it holds under the assumptions of the scenario; none of it is a forecast.',
  ];
}

function methodWords({ method, planned }: Procedure): string {
  if (method === 'sequence')
    return `Its intervals are confidence sequences (Waudby-Smith and others 2024): all looks hold together, however many there are and whatever made the batch stop. They begin at ${SEQUENCE_SETTING.burnIn} worlds.`;
  const last = planned.at(-1)!;
  return `${counted(planned.length, 'look')} were planned, the last at ${counted(last, 'world')}; the error is spent over them after O'Brien and Fleming (Lan and DeMets 1983), little at first.`;
}

const OCBA_WORDS = [
  'Runs go where the best policy is in doubt (optimal computing budget allocation, Chen and others 2000). All policies take the worlds of one sequence in order, so a difference rests on the worlds that both have, counted from the first.',
  'The intervals hold for every such number of worlds together, so they also hold for one that was chosen by peeking. A plain interval over all runs of a policy would not: luck decides who gets more of them.',
];

/** `5 %`, `99.96 %`: as many digits as tell it from 100 %. */
export function percent(share: number): string {
  const value = 100 * share;
  const digits = value > 99 && value < 100 ? Math.ceil(-Math.log10(100 - value)) + 1 : 1;
  return `${Number(value.toFixed(Math.min(12, Math.max(1, digits))))} %`;
}
