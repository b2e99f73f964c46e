// Scenario -> the numbers that rest on judgement, each with the stretch over which it could reasonably lie; and the model that leaves them open.

import { type Distribution, mean, quantile, support } from '../chance/distribution.ts';
import { bindingsOf } from '../expression/scope.ts';
import { JUDGEMENT } from '../language/checks/missing-reason.ts';
import type { Fact, Provenance, Scenario, Uncertainty } from '../language/scenario.ts';
import type { Trust } from '../vocabulary.ts';
import { type Lowered, lower } from './lower.ts';
import { slotName } from './slot-name.ts';

/** Plain data. All members of an `each` are moved together: see `heldAt`. */
export interface AuditNumber {
  readonly name: string;
  readonly label: string;
  readonly kind: 'fact' | 'uncertainty';
  /** `guess` also stands for a judgement that carries no grade; null for a number with a source and no grade. */
  readonly grade: Trust | null;
  readonly unit: string | null;
  readonly low: number;
  readonly high: number;
  /** A fact as declared (of several members the mean), an uncertainty's mean. */
  readonly base: number;
  /** The only possible values, from the lowest; null when everything between the ends is possible. */
  readonly possible: readonly number[] | null;
  /** Names of its slots, with their declared values for a fact. */
  readonly slots: readonly { readonly name: string; readonly value: number | null }[];
}

/** Part of an unbounded law that is moved over: from its 1 % to its 99 % quantile. */
const CENTRAL = 0.98;

/** Every uncertainty, and every fact with a range, in the order of the file; those held by a setting are left out. */
export function auditNumbers(scenario: Scenario, settings: ReadonlyMap<string, number> = new Map()): AuditNumber[] {
  const numbers = [
    ...[...scenario.uncertainties.values()].map((uncertainty) => numberOfUncertainty(scenario, uncertainty)),
    ...[...scenario.facts.values()].flatMap((fact) => numberOfFact(scenario, fact)),
  ];
  const isHeld = ({ name, slots }: AuditNumber): boolean =>
    settings.has(name) || slots.some((slot) => settings.has(slot.name));
  return numbers.filter((number) => number.high > number.low && !isHeld(number));
}

/** What the audit asks about unless told: `guess` and `weak`. */
export function isJudged({ grade }: AuditNumber): boolean {
  return grade === 'guess' || grade === 'weak';
}

/** The model in which the facts among these numbers are parameters, like the uncertainties. */
export function auditModel(
  scenario: Scenario,
  numbers: readonly AuditNumber[],
  { variant, settings }: { readonly variant: string; readonly settings: ReadonlyMap<string, number> },
): Lowered {
  const vary = new Set(numbers.filter(({ kind }) => kind === 'fact').map(({ name }) => name));
  return lower(scenario, { variant, settings, vary });
}

/**
 * The values of all slots when the number stands at `at`, which lies in low..high. An uncertainty: each slot at that value. A fact: all
 * members shifted by the same amount and kept inside the range, so that their mean is `at` (at the ends all members stand there).
 */
export function heldAt(number: AuditNumber, at: number): { readonly name: string; readonly value: number }[] {
  const { slots, low, high } = number;
  const values = slots.map(({ value }) => value);
  if (!values.every((value) => value !== null) || values.length === 1 || at <= low || at >= high)
    return slots.map(({ name }) => ({ name, value: at }));
  const shifted = (shift: number) => values.map((value) => Math.min(high, Math.max(low, value + shift)));
  let [less, more] = [low - Math.max(...values), high - Math.min(...values)];
  for (let i = 0; i < 60; i++) {
    const middle = less + (more - less) / 2;
    if (meanOf(shifted(middle)) < at) less = middle;
    else more = middle;
  }
  return shifted(more).map((value, i) => ({ name: slots[i]!.name, value }));
}

function numberOfUncertainty(scenario: Scenario, uncertainty: Uncertainty): AuditNumber {
  const { name, label, each, unit, provenance, distribution } = uncertainty;
  const [low, high] = stretchOf(distribution);
  return {
    name,
    label,
    kind: 'uncertainty',
    grade: gradeOf(provenance),
    unit,
    low,
    high,
    base: mean(distribution),
    possible: possibleOf(distribution),
    slots: slotsOf(scenario, name, each).map((slot) => ({ name: slot.name, value: null })),
  };
}

function numberOfFact(scenario: Scenario, { name, label, each, unit, provenance, values, range }: Fact): AuditNumber[] {
  if (range === null) return [];
  const [low, high] = range;
  const slots = slotsOf(scenario, name, each).map(({ name: slot, member }) => ({
    name: slot,
    value: values.get(member) ?? 0,
  }));
  const base = meanOf(slots.map(({ value }) => value));
  return [{ name, label, kind: 'fact', grade: gradeOf(provenance), unit, low, high, base, possible: null, slots }];
}

function slotsOf({ sets }: Scenario, name: string, each: string | null): { name: string; member: string }[] {
  return bindingsOf(sets, each).map((binding) => ({
    name: slotName(name, each, binding),
    member: each === null ? '' : (binding.get(each) ?? ''),
  }));
}

function gradeOf({ trust, sources }: Provenance): Trust | null {
  return trust ?? (sources.every((source) => source === JUDGEMENT) ? 'guess' : null);
}

function stretchOf(distribution: Distribution): readonly [number, number] {
  const isUnbounded = distribution.kind === 'normal' || distribution.kind === 'lognormal';
  if (!isUnbounded) return support(distribution);
  return [quantile(distribution, (1 - CENTRAL) / 2), quantile(distribution, (1 + CENTRAL) / 2)];
}

function possibleOf(distribution: Distribution): readonly number[] | null {
  if (distribution.kind !== 'discrete') return null;
  const { values, weights } = distribution;
  return [...new Set(values.filter((_, i) => (weights[i] ?? 0) > 0))].sort((a, b) => a - b);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
