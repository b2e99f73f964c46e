// Runs of the arms of claims -> every claim's effects, shares of worlds, verdicts and drivers.

import { claimEffect, combine, type EffectTerm, onlyWorlds } from '../analysis/claim-effect.ts';
import { confirmCut, type Driver, type DriverSplit, proposeCut, SPLIT_CONFIDENCE } from '../analysis/driver-split.ts';
import type { Interval } from '../analysis/interval.ts';
import { type Standing, standingOf, worldMeans, worldShares } from '../analysis/world-shares.ts';
import type { ClaimsRun } from '../batch/run-claims.ts';
import type { FailedRun } from '../model/block.ts';
import type { ClaimCondition, ClaimRowPlan, PlannedClaim } from '../model/claim-plan.ts';
import { isSlotOf } from '../model/slot-name.ts';
import { createHalves } from '../model/world-halves.ts';
import { createWorlds } from '../model/worlds.ts';
import { questionFacts, scenarioFacts } from './batch-facts.ts';
import {
  CLAIM_VERDICTS,
  type ClaimRow,
  type ClaimsFailure,
  type ClaimsSection,
  type ClaimVerdict,
  type ConditionRow,
} from './claims.ts';
import { claimsCommand, runCommand } from './reproduce-command.ts';

/** A region with fewer worlds decides nothing. */
const FEWEST_INSIDE = 30;
/** A larger share of futures in which only some arms have a value, and those that are left speak for nobody. */
const MOST_PARTLY = 0.05;
/** Differences this small against what is compared are rounding. */
const ROUNDING = 1e-12;

export interface ClaimsOptions {
  /** What the person typed to name the scenario, for the command that reproduces. */
  readonly scenario: string;
  /** These are all claims of the scenario. */
  readonly all: boolean;
}

/** One row for each claim and variant. Worlds outside the region of a claim do not count. */
export function testClaims(run: ClaimsRun, { scenario, all }: ClaimsOptions): ClaimsSection {
  const { plan, question } = run;
  const { worlds, replications } = question;
  const table = createWorldTable(run);
  return {
    scenario: { ...scenarioFacts(plan.base), turns: plan.base.turns },
    engine: { name: run.engine, refusals: run.refusals },
    ...questionFacts(question),
    arms: plan.arms.map(({ model, names }, arm) => ({
      arm,
      ...names,
      settings: Object.fromEntries(plan.held[model] ?? []),
      runs: worlds * replications,
      failed: run.failed.filter((failed) => failed.arm === arm).length,
    })),
    claims: plan.claims.map((claim) => ({
      id: claim.id,
      says: claim.says,
      kind: claim.kind,
      sources: claim.sources,
      note: claim.note,
      where: claim.where.map(({ target, low, high }) => ({ target, low, high })),
      rows: claim.rows.map((row) => testRow(run, table, claim, row)),
    })),
    failures: run.failed.map((failed) => failureRow(run, failed, scenario)),
    timing: { ...run.timing, runs: run.runs },
    digests: run.digests,
    reproduce: claimsCommand(scenario, question, all ? [] : plan.claims.map((claim) => claim.id)),
  };
}

function failureRow({ plan, question }: ClaimsRun, failed: FailedRun, scenario: string): ClaimsFailure {
  const { arm, world, replication, reason, element } = failed;
  const { model, names } = plan.arms[arm]!;
  const held = [...(plan.held[model] ?? [])].map(([name, value]) => ({ name, value }));
  const settings = [...question.settings, ...held];
  const reproduce = runCommand(scenario, { ...question, settings }, names, world, replication);
  return { arm, world, replication, reason, turn: failed.turn + 1, element, reproduce };
}

/** What every world was like: one column for each uncertainty. */
interface WorldTable {
  readonly columns: readonly Driver[];
  readonly isSearched: (world: number) => boolean;
}

function createWorldTable({ plan, question }: ClaimsRun): WorldTable {
  const columns = plan.base.parameters.map(({ name }) => ({ name, values: new Float64Array(question.worlds) }));
  const valuesOf = createWorlds(plan.base, question);
  for (let world = 0; world < question.worlds; world++) {
    const values = valuesOf(world);
    columns.forEach((column, parameter) => {
      column.values[world] = values[parameter] ?? Number.NaN;
    });
  }
  return { columns, isSearched: createHalves(question.seed) };
}

function testRow(run: ClaimsRun, table: WorldTable, claim: PlannedClaim, row: ClaimRowPlan): ClaimRow {
  const all = Array.from({ length: run.question.worlds }, (_, world) => world);
  const inside = all.filter((world) => isInside(table, claim, world));
  const facts = { variant: row.variant, arms: row.arms, worlds: all.length, worldsInside: inside.length };
  const none = { conditions: [], shares: worldShares([]), verdict: 'undecided', onlyIf: null } as const;
  if (claim.where.length > 0 && inside.length < FEWEST_INSIDE)
    return { ...facts, ...none, reason: `only ${inside.length} worlds lie in its region, fewer than ${FEWEST_INSIDE}` };
  const drivers = driversOf(run, table, row, inside);
  const tested = claim.conditions.map((condition) => testCondition(run, table, row, condition, inside, drivers));
  const conditions = tested.map((test) => test.row);
  const verdict = worst(conditions.map((condition) => condition.verdict));
  const splits = conditions.flatMap(({ split }) => (split === null ? [] : [printSplit(split)]));
  return {
    ...facts,
    conditions,
    shares: worldShares(inside.map((_, i) => together(tested.map(({ standings }) => standings[i] ?? null)))),
    verdict,
    onlyIf: verdict === 'only if' ? [...new Set(splits)].join(' and ') : null,
    reason: null,
  };
}

function isInside({ columns }: WorldTable, { where }: PlannedClaim, world: number): boolean {
  return where.every(({ parameters, low, high }) =>
    parameters.every((parameter) => {
      const value = columns[parameter]?.values[world] ?? Number.NaN;
      return value >= low && value <= high;
    }),
  );
}

/** Uncertainties that differ between the worlds inside and that no arm of the row holds, over the worlds inside. */
function driversOf(
  { plan }: ClaimsRun,
  { columns }: WorldTable,
  { arms }: ClaimRowPlan,
  inside: readonly number[],
): Driver[] {
  const held = arms.flatMap(({ arm }) => [...(plan.held[plan.arms[arm]?.model ?? -1] ?? new Map()).keys()]);
  return columns.flatMap(({ name, values }, parameter) => {
    if (plan.base.parameters[parameter]?.fixed !== null) return [];
    if (held.some((target) => isSlotOf(name, target))) return [];
    return [{ name, values: Float64Array.from(inside, (world) => values[world] ?? Number.NaN) }];
  });
}

interface TestedCondition {
  readonly row: ConditionRow;
  readonly standings: readonly (Standing | null)[];
}

function testCondition(
  run: ClaimsRun,
  table: WorldTable,
  row: ClaimRowPlan,
  condition: ClaimCondition,
  inside: readonly number[],
  drivers: readonly Driver[],
): TestedCondition {
  const { constant, within, text } = condition;
  const terms = termsOf(run, row, condition).map((term) =>
    inside.length === run.question.worlds ? term : { ...term, sample: onlyWorlds(term.sample, inside) },
  );
  const effect = claimEffect(terms, constant);
  const means = worldMeans(combine(terms, constant));
  const rounding = ROUNDING * sizeOf(terms, constant);
  const standings = Array.from(means, (mean) => standingOf(mean, condition, rounding));
  const isSelected = effect.partly > MOST_PARTLY * (effect.n + effect.partly);
  const overall =
    effect.interval === null || isSelected ? 'undecided' : VERDICT_OF[standingOfInterval(effect.interval, condition)];
  const split = isSelected ? null : findSplit(terms, condition, means, inside, drivers, table.isSearched);
  return {
    standings,
    row: {
      ...effect,
      note: isSelected ? `${effect.note}; too many for a verdict: give first(...) a value for never` : effect.note,
      text,
      within,
      isShare: terms.every(({ measure }) => measure === 'share'),
      shares: worldShares(standings),
      verdict: split === null ? overall : 'only if',
      overall,
      split,
    },
  };
}

function termsOf(run: ClaimsRun, row: ClaimRowPlan, { terms }: ClaimCondition): EffectTerm[] {
  return terms.map(({ coefficient, outcome, arm }) => {
    const place = row.arms.find(({ name }) => name === arm)?.arm ?? -1;
    const measure = run.plan.base.outcomes.find(({ name }) => name === outcome)?.kind ?? 'mean';
    return { coefficient, outcome, measure, sample: run.sampleOf(place, outcome) };
  });
}

/** Largest amount that goes into a world's mean. */
function sizeOf(terms: readonly EffectTerm[], constant: number): number {
  const largest = terms.map(
    ({ coefficient, sample }) =>
      Math.abs(coefficient) *
      sample.values.reduce((most, value) => (Math.abs(value) > most ? Math.abs(value) : most), 0),
  );
  return largest.reduce((sum, size) => sum + size, Math.abs(constant));
}

type IntervalStanding = 'claimed' | 'opposite' | 'open';
const VERDICT_OF = { claimed: 'holds', opposite: 'fails', open: 'undecided' } as const;

function standingOfInterval({ low, high }: Interval, { within, orEqual }: ClaimCondition): IntervalStanding {
  if (within !== null) {
    if (low >= -within && high <= within) return 'claimed';
    return low > within || high < -within ? 'opposite' : 'open';
  }
  if (low > 0 || (orEqual && low === 0)) return 'claimed';
  return high < 0 || (!orEqual && high === 0) ? 'opposite' : 'open';
}

/** `inside`: the worlds that the terms hold, in their order. */
function findSplit(
  terms: readonly EffectTerm[],
  condition: ClaimCondition,
  means: Float64Array,
  inside: readonly number[],
  drivers: readonly Driver[],
  isSearched: (world: number) => boolean,
): DriverSplit | null {
  const { constant, within } = condition;
  const places = inside.map((_, place) => place);
  const searched = places.filter((place) => isSearched(inside[place] ?? 0));
  const cut = proposeCut(
    means,
    drivers,
    searched,
    within === null ? (mean) => mean : (mean) => within - Math.abs(mean),
  );
  const driver = drivers.find(({ name }) => name === cut?.driver);
  if (cut === null || driver === undefined) return null;
  return confirmCut(
    cut,
    driver.values,
    places.filter((place) => !isSearched(inside[place] ?? 0)),
    (side) =>
      claimEffect(
        terms.map((term) => ({ ...term, sample: onlyWorlds(term.sample, side) })),
        constant,
        SPLIT_CONFIDENCE,
      ).interval,
    (interval) => standingOfInterval(interval, condition),
  );
}

/** `attack_severity < 4.1` */
export function printSplit({ driver, side, cut }: DriverSplit): string {
  return `${driver} ${side === 'below' ? '<' : '>='} ${cut}`;
}

function worst(verdicts: readonly ClaimVerdict[]): ClaimVerdict {
  return CLAIM_VERDICTS[Math.max(...verdicts.map((verdict) => CLAIM_VERDICTS.indexOf(verdict)))] ?? 'undecided';
}

/** Of all conditions in one world. */
function together(standings: readonly (Standing | null)[]): Standing | null {
  if (standings.includes(null)) return null;
  if (standings.includes('against')) return 'against';
  return standings.includes('ties') ? 'ties' : 'holds';
}
