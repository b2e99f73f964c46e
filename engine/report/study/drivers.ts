// One outcome and what its worlds were like -> which uncertainties drive it, what knowing one would be worth, and how much is chance.

import type { Driver } from '../../analysis/driver-split.ts';
import { evpi } from '../../analysis/evpi.ts';
import { driversAt, evppi } from '../../analysis/evppi.ts';
import { givenDataIndices } from '../../analysis/given-data-indices.ts';
import type { PerformanceOfArms } from '../../analysis/performance.ts';
import type { Arm } from '../../analysis/ranking.ts';
import type { Sample } from '../../analysis/sample.ts';
import { varianceSplit } from '../../analysis/variance-split.ts';
import type { Scenario } from '../../language/scenario.ts';
import type { Model, Outcome } from '../../model/model.ts';
import { elementOf, memberOf } from '../../model/slot-name.ts';
import { createWorlds } from '../../model/worlds.ts';
import { counted, grouped } from '../text-layout.ts';
import { figureOf, measuredDifference, percent, share } from './measured.ts';
import type { StudySource } from './source.ts';
import type { DriverShares, OutcomeDrivers } from './study.ts';

/** Rows of a table. */
const MOST_ROWS = 12;
/** Worlds that the worth of knowing rests on: a smoother for every policy and uncertainty costs time, and these settle it. */
const MOST_WORTH_WORLDS = 4096;

/** Uncertainties that differ between worlds, in every world of the batch. */
export function worldDrivers({ plan }: Pick<StudySource, 'plan'>, model: Model): readonly Driver[] {
  const { worlds } = plan.question;
  const valuesOf = createWorlds(model, plan.question);
  const columns = model.parameters.map(({ name }) => ({ name, values: new Float64Array(worlds) }));
  for (let world = 0; world < worlds; world++) {
    const values = valuesOf(world);
    for (const [index, column] of columns.entries()) column.values[world] = values[index]!;
  }
  return columns.filter(({ values }) => values.some((value) => value !== values[0]));
}

export function driverLabel(scenario: Scenario, name: string): string {
  const member = memberOf(name);
  const label = scenario.uncertainties.get(elementOf(name))?.label ?? name;
  return member === null ? label : `${label}, ${scenario.labels.get(member) ?? member}`;
}

/** The parts of the main group that explaining needs; the baseline may be the best. */
export interface Explained {
  readonly outcome: Outcome;
  readonly samples: readonly Arm[];
  readonly best: string;
  readonly baseline: string;
  readonly byWorld: PerformanceOfArms | null;
}

export function driversOf(scenario: Scenario, explained: Explained, drivers: readonly Driver[]): OutcomeDrivers {
  const { outcome, samples, best, baseline, byWorld } = explained;
  const sampleOf = (name: string): Sample => samples.find((one) => one.name === name)!.sample;
  const own = sampleOf(best);
  const change = best === baseline ? null : lessOf(own, sampleOf(baseline));
  const split = varianceSplit(own);
  const part = (one: typeof split.world) =>
    one === null ? null : share({ estimate: one.share, mcse: one.mcse, interval: one.interval });
  return {
    outcome: outcome.name,
    best,
    underBest: sharesOf(scenario, own, drivers),
    ofDifference: change === null ? null : sharesOf(scenario, change, drivers),
    ...worthOf(scenario, outcome, samples, byWorld, drivers),
    split: { world: part(split.world), chance: part(split.chance), reason: split.reason },
  };
}

/** Future by future; missing where either is. */
export function lessOf(one: Sample, other: Sample): Sample {
  return { ...one, values: one.values.map((value, i) => value - other.values[i]!) };
}

function sharesOf(scenario: Scenario, sample: Sample, drivers: readonly Driver[]): DriverShares {
  const { indices, noiseShare, reason } = givenDataIndices(sample, drivers);
  const known = indices
    .flatMap(({ name, first }) => (first === null ? [] : [{ name, first }]))
    .sort((a, b) => b.first.estimate - a.first.estimate);
  return {
    rows: known.slice(0, MOST_ROWS).map(({ name, first: { estimate, error, interval } }) => ({
      uncertainty: name,
      label: driverLabel(scenario, name),
      trust: scenario.uncertainties.get(elementOf(name))?.provenance.trust ?? null,
      share: share({ estimate, mcse: error, interval }),
      told: interval !== null && interval.low > 0,
    })),
    others: Math.max(0, known.length - MOST_ROWS),
    sum: known.reduce((sum, { first }) => sum + first.estimate, 0),
    noiseShare,
    reason: drivers.length === 0 ? 'no uncertainty differs between the worlds' : reason,
  };
}

function worthOf(
  scenario: Scenario,
  outcome: Outcome,
  samples: readonly Arm[],
  byWorld: PerformanceOfArms | null,
  drivers: readonly Driver[],
): Pick<OutcomeDrivers, 'worth' | 'worthWhy' | 'worthWorlds' | 'perfect'> {
  const nothing = { worth: [], worthWorlds: 0, perfect: null };
  if (outcome.better === 'neither') return { ...nothing, worthWhy: 'no direction of this outcome is better' };
  if (samples.length < 2) return { ...nothing, worthWhy: 'there is only one policy, so nothing is to be chosen' };
  if (byWorld === null) return { ...nothing, worthWhy: 'in no world every policy has a value' };
  const count = Math.min(byWorld.worlds.length, MOST_WORTH_WORLDS);
  const first = {
    ...byWorld,
    worlds: byWorld.worlds.slice(0, count),
    values: byWorld.values.map((row) => row.subarray(0, count)),
  };
  const { estimate, mcse, interval } = evpi(samples, outcome.better);
  const perfect = measuredDifference(outcome, { estimate, mcse, interval });
  const found = evppi(first, driversAt(drivers, first.worlds));
  if (found.length === 0)
    return {
      ...nothing,
      perfect,
      worthWhy: `${counted(count, 'world')} are too few to learn from, or nothing differs`,
    };
  const sorted = found
    .filter((one) => one.estimate > 0)
    .sort((a, b) => b.estimate - a.estimate)
    .slice(0, MOST_ROWS);
  return {
    perfect,
    worthWorlds: count,
    worthWhy: null,
    worth: sorted.map((one) => ({
      uncertainty: one.driver,
      label: driverLabel(scenario, one.driver),
      value: measuredDifference(outcome, one),
      attained: one.attained,
    })),
  };
}

const NAMES = 3;
/** Share of chance in the variance of world means that is worth a word. */
const MUCH = 0.5;

export function driverWords(
  { label }: Outcome,
  { best, underBest, ofDifference, split, worth, perfect }: OutcomeDrivers,
): string {
  const isConstant = split.reason?.startsWith('every run gave the same value') ?? false;
  const parts = [
    isConstant
      ? `${label}, under ${best}: every run gave the same value, so there is nothing to explain.`
      : `${label}, under ${best}: ${toldWords(underBest)}.`,
    ofDifference === null || (isConstant && ofDifference.reason !== null)
      ? ''
      : `What moves its difference to the baseline: ${toldWords(ofDifference)}.`,
    isConstant
      ? ''
      : split.world === null || split.chance === null
        ? `World and chance cannot be told apart: ${split.reason}.`
        : `Of the variance between its runs ${figureOf(split.world)} is what nobody knows (worlds) and ${figureOf(split.chance)} is chance${split.world.range === 'n/a' ? '' : ` (worlds: 95 % interval ${split.world.range})`}.`,
    isConstant && perfect?.interval === null ? '' : worthWords(worth, perfect),
  ];
  return parts.filter((text) => text !== '').join(' ');
}

function toldWords({ rows, reason, noiseShare, sum }: DriverShares): string {
  if (reason !== null) return `shares of variance cannot be told, ${reason}`;
  const told = rows.filter((row) => row.told);
  if (told.length === 0) return 'no single uncertainty has a share of variance that this batch can tell from none';
  const named = told.slice(0, NAMES).map(({ label, share: one }) => `${label} ${figureOf(one)} (${one.range})`);
  const few = told.length > NAMES ? `, and ${told.length - NAMES} more that can be told from none` : '';
  const noise =
    noiseShare !== null && noiseShare > MUCH
      ? `; ${percent(noiseShare)} of the variance of the observed means is chance and was taken off`
      : '';
  const together = Math.max(
    sum,
    told.reduce((all, row) => all + (row.share.estimate ?? 0), 0),
  );
  const over =
    together > 1.005
      ? `; together the shares make ${percent(together)}, where no more than 100 % is there to share: so few worlds leave each of them rough, and they order the uncertainties better than they size them`
      : '';
  return `${named.join(', ')}${few}${noise}${over}`;
}

function worthWords(worth: OutcomeDrivers['worth'], perfect: OutcomeDrivers['perfect']): string {
  const [first] = worth;
  if (perfect === null) return '';
  const all =
    perfect.interval === null ? '' : ` To know the world altogether would gain ${perfect.range} (95 % interval).`;
  if (first === undefined || first.value.interval === null || !(first.value.interval.low > 0))
    return `This batch cannot show that knowing any one uncertainty first would lead to a better choice of policy.${all}`;
  return `Most worth knowing before choosing is ${first.label}: a gain of ${first.value.range} (95 % interval).${all}`;
}

export function driversIntroduction(worlds: number, replications: number): readonly string[] {
  return [
    `Shares are first-order indices from the ${counted(worlds, 'world')} of the batch: how much of the variance of world means would go if this one uncertainty were known, with 95 % intervals in brackets. Interactions are in no single share, so that true shares sum to at most 100 %.`,
    'The worth of knowing is another question: an uncertainty that moves every policy alike changes no choice and is worth nothing.' +
      (worlds > MOST_WORTH_WORLDS
        ? ` It rests on the first ${grouped(MOST_WORTH_WORLDS)} worlds, the worth of knowing all of them together on every world.`
        : ''),
    ...(replications === 1
      ? [
          'With one replication a world chance counts as variance of the worlds, so that every share is smaller than it should be.',
        ]
      : []),
  ];
}
