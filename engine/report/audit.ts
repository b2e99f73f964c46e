// The document `greyzone.audit/1`: which numbers that rest on judgement can, moved alone, change the recommended policy. `audit --json` prints it.
//
// Numbers are full doubles in their own unit; an unknown number is null. The same on every machine and for any number of workers.

import { type Flip, flipsOf } from '../analysis/flip-search.ts';
import { CONFIDENCE, type Interval } from '../analysis/interval.ts';
import type { Lead } from '../analysis/lead.ts';
import { everyPolicy } from '../batch/every-policy.ts';
import type { AuditCurve, AuditPlan, AuditResult, CurvePoint } from '../batch/run-audit.ts';
import type { Trust } from '../vocabulary.ts';
import {
  type EngineFacts,
  type QuestionFacts,
  questionFacts,
  type ScenarioFacts,
  scenarioFacts,
} from './batch-facts.ts';
import type { OutcomeRow } from './comparison.ts';
import { auditCommand } from './reproduce-command.ts';

export const AUDIT_FORMAT = 'greyzone.audit/1';

/**
 * The most fragile first.
 * - flips: at some value another policy is better, and this batch can tell.
 * - may flip: at some value another policy is better in the mean, but this batch cannot tell it from chance.
 * - open: the recommended policy is best in the mean everywhere, but somewhere not distinguishable from a rival.
 * - holds: it is better than every other at every value looked at.
 */
export const AUDIT_VERDICTS = ['flips', 'may flip', 'open', 'holds'] as const;
export type AuditVerdict = (typeof AUDIT_VERDICTS)[number];

export interface AuditFlip extends Flip {
  /** The best policy where the lead is lost. */
  readonly to: string;
}

export interface AuditRow {
  readonly name: string;
  readonly label: string;
  readonly kind: 'fact' | 'uncertainty';
  readonly grade: Trust | null;
  readonly unit: string | null;
  readonly range: Interval;
  /** A fact as declared (the mean of its members), an uncertainty's mean. */
  readonly base: number;
  /** How many members are moved together. */
  readonly members: number;
  readonly verdict: AuditVerdict;
  /** Nowhere in the range can the recommended policy be told from its best rival. */
  readonly openEverywhere: boolean;
  /** From the lowest value. */
  readonly flips: readonly AuditFlip[];
  /** The smallest lead in the mean over all values looked at. */
  readonly smallest: { readonly lead: number; readonly value: number; readonly rival: string } | null;
  readonly points: readonly CurvePoint[];
}

export interface Audit extends QuestionFacts {
  readonly format: typeof AUDIT_FORMAT;
  readonly scenario: ScenarioFacts;
  readonly engine: Required<EngineFacts>;
  readonly outcome: OutcomeRow;
  readonly policies: readonly string[];
  readonly doctrine: string;
  readonly variant: string;
  /** With nothing moved; null when no run gave a value. */
  readonly recommended: (Lead & { readonly policy: string }) | null;
  /** `perNumber`: of all that is said about one number; `comparison`: of one comparison of two policies at one value (Bonferroni). */
  readonly confidence: { readonly perNumber: number; readonly comparison: number };
  /** The most fragile first. */
  readonly numbers: readonly AuditRow[];
  readonly runs: number;
  readonly failed: number;
  /** The command that makes this document again. */
  readonly reproduce: string;
}

export interface AuditOptions {
  /** What the person typed to name the scenario. */
  readonly scenario: string;
  /** Version of this program. */
  readonly version: string;
  /** Names asked for, when not all that are graded guess or weak. */
  readonly asked: readonly string[] | null;
}

/** The document of an audit that was run: every number that rests on judgement, and where it flips the recommendation. */
export function auditReport(
  { plan, points, confidence }: AuditPlan,
  result: AuditResult,
  options: AuditOptions,
): Audit {
  const { question } = plan;
  const model = plan.models[0]!;
  const isEvery = question.policies.join() === everyPolicy(model).join();
  const { name, label, unit, better, kind } = model.outcomes[0]!;
  return {
    format: AUDIT_FORMAT,
    scenario: scenarioFacts(model),
    engine: { name: result.engine, version: options.version, refusals: result.refusals },
    ...questionFacts(question),
    outcome: { name, label, unit, better, kind },
    policies: plan.arms.map(({ names }) => names.policy),
    doctrine: question.doctrines[0]!,
    variant: question.variants[0]!,
    recommended: result.recommended,
    confidence: { perNumber: CONFIDENCE, comparison: confidence },
    numbers: result.curves.map(rowOf).sort(byFragility),
    runs: result.runs,
    failed: result.failed,
    reproduce: auditCommand(options.scenario, question, name, points, options.asked, isEvery),
  };
}

function rowOf({ number, points }: AuditCurve): AuditRow {
  const { name, label, kind, grade, unit, low, high, base, slots } = number;
  const smallest = points
    .filter((point) => point.lead !== null)
    .reduce<CurvePoint | null>((least, point) => (least === null || point.lead! < least.lead! ? point : least), null);
  return {
    name,
    label,
    kind,
    grade,
    unit,
    range: { low, high },
    base,
    members: slots.length,
    verdict: verdictOf(points),
    openEverywhere: points.every(({ standing }) => standing === 'open'),
    flips: flipsOf(points).map((flip) => ({ ...flip, to: winnerOf(points, flip) })),
    smallest: smallest === null ? null : { lead: smallest.lead!, value: smallest.value, rival: smallest.rival! },
    points,
  };
}

function verdictOf(points: readonly CurvePoint[]): AuditVerdict {
  if (points.some(({ standing }) => standing === 'behind')) return 'flips';
  if (points.some(({ lead }) => lead !== null && lead < 0)) return 'may flip';
  return points.every(({ standing }) => standing === 'ahead') ? 'holds' : 'open';
}

/** The policy that leads just beyond the flip. */
function winnerOf(points: readonly CurvePoint[], { value, lost }: Flip): string {
  const beyond =
    lost === 'above' ? points.find((point) => point.value >= value) : points.findLast((point) => point.value <= value);
  return beyond?.rival ?? '';
}

/** By verdict; flips by how far the number must be moved, as a share of its range; the others by their smallest lead. */
function byFragility(a: AuditRow, b: AuditRow): number {
  return (
    AUDIT_VERDICTS.indexOf(a.verdict) - AUDIT_VERDICTS.indexOf(b.verdict) ||
    distance(a) - distance(b) ||
    (a.smallest?.lead ?? 0) - (b.smallest?.lead ?? 0)
  );
}

function distance({ flips, base, range }: AuditRow): number {
  if (flips.length === 0) return 1;
  return Math.min(...flips.map(({ value }) => Math.abs(value - base))) / (range.high - range.low);
}
