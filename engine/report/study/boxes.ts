// Worlds and whether the best policy fails in them -> the few limits on few uncertainties that hold most of its failures: scenario discovery.

import type { Driver } from '../../analysis/driver-split.ts';
import { givenDataIndices } from '../../analysis/given-data-indices.ts';
import { findBox } from '../../analysis/prim.ts';
import type { PrimColumn } from '../../analysis/prim-box.ts';
import { primReproducibility } from '../../analysis/prim-reproducibility.ts';
import { boxWords, type ColumnWords } from '../../analysis/prim-words.ts';
import type { Sample } from '../../analysis/sample.ts';
import type { UnitPoints } from '../../analysis/unit-points.ts';
import { worldMeans } from '../../analysis/world-shares.ts';
import type { Scenario } from '../../language/scenario.ts';
import type { Outcome } from '../../model/model.ts';
import { elementOf } from '../../model/slot-name.ts';
import { counted, grouped } from '../text-layout.ts';
import { driverLabel } from './drivers.ts';
import { percent } from './measured.ts';
import type { FailureBox } from './study.ts';

/** Peeling is patient: these sizes keep it to seconds. */
const MOST_WORLDS = 2048;
const MOST_INPUTS = 30;
const HALVES = 10;
/** Fewer failing (or other) worlds than this are no pattern. */
const FEWEST = 10;
/** In worlds that did not make it, a box with failures less than so many times as frequent as everywhere may be chance. */
const WEAK = 1.5;
/** Of a picture; more would only be blots. */
const MOST_POINTS = 400;

export interface FailureQuestion {
  readonly outcome: Outcome;
  readonly policy: string;
  readonly sample: Sample;
  /** The baseline, or the best other policy where the baseline itself is best; null when there is no other. */
  readonly rival: { readonly policy: string; readonly sample: Sample } | null;
  /** All others, the rival included. */
  readonly others: readonly Sample[];
  /** A world fails when its mean is worse than this; null: when it is worse than the rival's, or where that is rare, than any other's. */
  readonly threshold: number | null;
}

export function failureBox(
  scenario: Scenario,
  question: FailureQuestion,
  drivers: readonly Driver[],
  points: UnitPoints,
): FailureBox {
  const { outcome, policy, rival, threshold } = question;
  const againstOne = failing(question, rival === null ? [] : [rival.sample]);
  const isRare = threshold === null && question.others.length > 1 && countOf(againstOne) < FEWEST;
  const fails = isRare ? failing(question, question.others) : againstOne;
  const known = [...fails.keys()].filter((world) => !Number.isNaN(fails[world]!)).slice(0, MOST_WORLDS);
  const cases = Uint8Array.from(known, (world) => fails[world]!);
  const failed = cases.reduce((sum, one) => sum + one, 0);
  const worse = outcome.better === 'lower' ? 'above' : 'below';
  const rule =
    threshold !== null
      ? `its mean there is ${worse} ${threshold}`
      : isRare
        ? `some other policy has a better mean in it (against ${rival?.policy ?? 'the baseline'} alone it is worse in ${countOf(againstOne) === 0 ? 'none' : `${countOf(againstOne)} of them only`})`
        : `its mean there is worse than that of ${rival?.policy ?? 'another policy'}`;
  const base = {
    outcome: outcome.name,
    policy,
    rule,
    worlds: known.length,
    failing: failed,
    inputs: { tried: Math.min(drivers.length, MOST_INPUTS), of: drivers.length },
    baseDensity: known.length === 0 ? 0 : failed / known.length,
  };
  const nothing = { ...base, box: null, trajectory: [], halves: null, scatter: null };
  const reason = whyNot(question, known.length, failed, drivers);
  if (reason !== null) return { ...nothing, reason };

  const columns = inputsOf(fails, known, drivers);
  const found = findBox(columns, cases);
  const trajectory = found.trajectory.map(({ coverage, density, mass, restricted }) => ({
    coverage,
    density: density ?? 0,
    mass,
    restricted,
  }));
  if (found.box === null || found.measure === null || found.box.length === 0)
    return { ...nothing, trajectory, reason: found.reason ?? 'no limit makes failures clearly more frequent' };
  const halves = primReproducibility(columns, cases, points, {}, HALVES);
  const again = new Map(halves.restricted.map(({ name, share }) => [name, share]));
  const limits = found.box.flatMap((limit) => {
    if (limit.kind !== 'number') return [];
    const column = columns.find(({ name }) => name === limit.name);
    const values = column?.kind === 'number' ? column.values : new Float64Array();
    return [
      {
        uncertainty: limit.name,
        label: driverLabel(scenario, limit.name),
        low: limit.low,
        high: limit.high,
        least: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
        most: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
        quasiP: found.quasiP.find(({ name }) => name === limit.name)?.p ?? 1,
        again: again.get(limit.name) ?? null,
      },
    ];
  });
  const { coverage, density, mass } = found.measure;
  return {
    ...base,
    box: { words: boxWords(found.box, wordsFor(scenario, columns)), limits, coverage, density: density ?? 0, mass },
    trajectory,
    halves: { halves: halves.halves, own: halves.own, others: halves.others },
    scatter: scatterOf(limits, columns, cases),
    reason: null,
  };
}

/** 1 where the policy fails, 0 where not, NaN where it cannot be told. Equal to its rival is no failure. */
function failing({ outcome, sample, threshold }: FailureQuestion, rivals: readonly Sample[]): Float64Array {
  const own = worldMeans(sample);
  const others = rivals.map(worldMeans);
  const bestOf = outcome.better === 'lower' ? Math.min : Math.max;
  return own.map((value, world) => {
    const limit = threshold ?? (others.length === 0 ? Number.NaN : bestOf(...others.map((means) => means[world]!)));
    if (Number.isNaN(value) || Number.isNaN(limit)) return Number.NaN;
    return Number(outcome.better === 'lower' ? value > limit : value < limit);
  });
}

function countOf(fails: Float64Array): number {
  return fails.reduce((sum, one) => (one === 1 ? sum + 1 : sum), 0);
}

function whyNot(
  { rival, threshold }: FailureQuestion,
  worlds: number,
  failed: number,
  drivers: readonly Driver[],
): string | null {
  if (threshold === null && rival === null) return 'there is no other policy to lose to, and no threshold was named';
  if (drivers.length === 0) return 'no uncertainty differs between the worlds';
  if (failed < FEWEST) return `fewer than ${FEWEST} failures are no pattern`;
  if (worlds - failed < FEWEST) return `where it does not fail, in fewer than ${FEWEST} worlds, is no pattern`;
  return null;
}

/** The uncertainties that move failure most, in the order of the scenario. */
function inputsOf(fails: Float64Array, known: readonly number[], drivers: readonly Driver[]): PrimColumn[] {
  const columns = drivers.map(({ name, values }) => ({
    name,
    values: Float64Array.from(known, (world) => values[world]!),
  }));
  if (columns.length > MOST_INPUTS) {
    const sample = {
      worlds: known.length,
      replications: 1,
      values: Float64Array.from(known, (world) => fails[world]!),
    };
    const { indices } = givenDataIndices(sample, columns);
    const shares = new Map(indices.map(({ name, first }) => [name, first?.estimate ?? Number.NEGATIVE_INFINITY]));
    const kept = new Set(
      [...shares]
        .sort((a, b) => b[1] - a[1])
        .slice(0, MOST_INPUTS)
        .map(([name]) => name),
    );
    if (kept.size > 0) return columns.filter(({ name }) => kept.has(name)).map(asNumber);
  }
  return columns.slice(0, MOST_INPUTS).map(asNumber);
}

function asNumber({ name, values }: Driver): PrimColumn {
  return { kind: 'number', name, values };
}

function wordsFor(scenario: Scenario, columns: readonly PrimColumn[]): Readonly<Record<string, ColumnWords>> {
  return Object.fromEntries(
    columns.map(({ name }) => {
      const unit = scenario.uncertainties.get(elementOf(name))?.unit;
      const label = driverLabel(scenario, name);
      return [name, unit === null || unit === undefined ? { label } : { label, unit }];
    }),
  );
}

function scatterOf(
  limits: NonNullable<FailureBox['box']>['limits'],
  columns: readonly PrimColumn[],
  cases: Uint8Array,
): FailureBox['scatter'] {
  const [x, y] = [...limits].sort((a, b) => a.quasiP - b.quasiP);
  if (x === undefined || y === undefined) return null;
  const valuesOf = (name: string): Float64Array => {
    const column = columns.find((one) => one.name === name);
    return column?.kind === 'number' ? column.values : new Float64Array();
  };
  const [across, up] = [valuesOf(x.uncertainty), valuesOf(y.uncertainty)];
  const count = Math.min(cases.length, MOST_POINTS);
  const points = Array.from({ length: count }, (_, i): readonly [number, number, 0 | 1] => [
    across[i]!,
    up[i]!,
    cases[i] === 1 ? 1 : 0,
  ]);
  return { x: x.uncertainty, y: y.uncertainty, points };
}

/** A paragraph. */
export function failureWords(label: string, one: FailureBox): string {
  const { policy, rule, worlds, failing: failed, box, halves, baseDensity, inputs, reason } = one;
  const caps = [
    ...(worlds === MOST_WORLDS ? [`the first ${grouped(MOST_WORLDS)} worlds`] : []),
    ...(inputs.tried < inputs.of
      ? [`the ${inputs.tried} of ${inputs.of} uncertainties that alone move failure most`]
      : []),
  ];
  const first = `${label}: ${policy} is said to fail in a world when ${rule}. It does so in ${grouped(failed)} of ${counted(worlds, 'world')}${failed > 0 ? ` (${percent(baseDensity)})` : ''}.`;
  if (box === null) return `${first} No box is drawn: ${reason}.`;
  const sought = caps.length === 0 ? '' : ` (sought among ${caps.join(' and ')})`;
  const others = halves?.others;
  const isWeak = others !== null && others !== undefined && others.density < WEAK * baseDensity;
  const checked =
    others === null || others === undefined
      ? ''
      : ` Boxes made on one half of the worlds hold ${percent(others.coverage)} of the failures of the other half, and in them ${percent(others.density)} fail (means of ${halves?.halves} random halves)${isWeak ? `: hardly more than the ${percent(baseDensity)} of all worlds, so this box may be chance` : ''}.`;
  const doubtful = box.limits.filter(({ again }) => again !== null && again < 0.5).map(({ label: name }) => name);
  const shaky =
    doubtful.length === 0
      ? ''
      : doubtful.length === box.limits.length && doubtful.length > 1
        ? ' None of its limits is found again in half of the random halves.'
        : ` Fewer than half of the random halves name ${doubtful.join(', ').replace(/, ([^,]*)$/, ' and $1')} too.`;
  return `${first} Failures gather in this box${sought}: ${box.words}. It holds ${percent(box.coverage)} of them in ${percent(box.mass)} of the worlds, and ${percent(box.density)} of its worlds fail.${checked}${shaky}`;
}
