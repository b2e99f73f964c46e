// A difference at one look -> its interval by the method of the plan, whether or not it is decided already.

import { repeatedInterval } from '../../analysis/alpha-spending.ts';
import { type Moments, sequenceInterval } from '../../analysis/confidence-sequence.ts';
import type { Interval } from '../../analysis/interval.ts';
import type { StoppingPlan } from '../../analysis/stopping-rule.ts';

/** `look` counts from 0. All looks at all comparisons hold together, so any of them may be told. */
export function lookInterval(stopping: StoppingPlan, look: number, moments: Moments): Interval | null {
  const { method, bounds, comparisonConfidence } = stopping;
  return method.kind === 'spending'
    ? repeatedInterval(moments, bounds![look]!)
    : sequenceInterval(moments, { ...method, confidence: comparisonConfidence });
}
