// The ledger of rulings -> how far the director departed from the model, and which way.

import { studentTQuantile } from '../analysis/student-t.ts';
import { ADJUDICATION_MODES, type AdjudicationMode } from '../vocabulary.ts';
import type { ChanceRow, LedgerRow } from './rulings-ledger.ts';

/** Mean and 95 % interval by Student's t. No interval (null) below two rulings, no mean below one. */
export interface MeanOf {
  readonly count: number;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Over overrides and moderations that did not lapse. `departure` is odds as ruled less the model's odds, of the answer that the ruling names
 * (-1..1). An override can only raise those, so it tells how far rulings went, never where to. Where to is `escalation`: the mean of `lean`
 * (-2..2), how much likelier rulings made a step up than the model had it, less the same for steps down; 0 would be even-handed. Up is an
 * incident of importance 2 or more that comes, or a state that stands further down its machine's list; that is escalation only where the
 * scenario lists its states that way, and a welcome event counts as up like any other. Rulings are choices about single questions, not a
 * sample from anything: the interval says how alike they were, and few of them say little. Re-rolls leave the odds alone and are in
 * neither; whoever looks at a draw before asking for another can still lean by them, so `reRolls` and `changed` stand beside.
 */
export interface UmpireBias {
  readonly departure: MeanOf;
  readonly byMode: readonly (MeanOf & { readonly mode: AdjudicationMode })[];
  readonly escalation: MeanOf;
  /** Rulings on chance, how many of them changed the answer, were re-rolls, and lapsed; and what was set by hand. */
  readonly rulings: number;
  readonly changed: number;
  readonly reRolls: number;
  readonly lapsed: number;
  readonly byHand: number;
}

/** Rulings that replaced or moderated the model's odds, on average and by mode; those that lapsed do not count. */
export function umpireBias(rows: readonly LedgerRow[]): UmpireBias {
  const rulings = rows.filter((row) => row.kind === 'chance');
  const departing = rulings.filter(({ way, lapsed }) => !lapsed && (way === 'override' || way === 'moderate'));
  return {
    departure: meanOf(departing.map(departureOf)),
    byMode: ADJUDICATION_MODES.map((mode) => ({
      mode,
      ...meanOf(departing.filter((row) => row.mode === mode).map(departureOf)),
    })),
    escalation: meanOf(departing.flatMap(({ lean }) => (lean === null ? [] : [lean]))),
    rulings: rulings.length,
    changed: rulings.filter(({ changed }) => changed).length,
    reRolls: rulings.filter(({ way, lapsed }) => way === 're-roll' && !lapsed).length,
    lapsed: rulings.filter(({ lapsed }) => lapsed).length,
    byHand: rows.length - rulings.length,
  };
}

function departureOf({ ruledOdds, modelOdds }: ChanceRow): number {
  return ruledOdds! - modelOdds!;
}

function meanOf(numbers: readonly number[]): MeanOf {
  const count = numbers.length;
  if (count === 0) return { count, mean: null, low: null, high: null };
  const mean = numbers.reduce((sum, number) => sum + number, 0) / count;
  if (count === 1) return { count, mean, low: null, high: null };
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (count - 1);
  const half = studentTQuantile(0.975, count - 1) * Math.sqrt(variance / count);
  return { count, mean, low: mean - half, high: mean + half };
}
