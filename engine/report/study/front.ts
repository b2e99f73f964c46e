// World means of several outcomes -> the policies that no other one beats on all of them, and how sure each place is.

import { type FrontPolicy, paretoFront } from '../../analysis/pareto-front.ts';
import type { PerformanceOfArms } from '../../analysis/performance.ts';
import { studentTQuantile } from '../../analysis/student-t.ts';
import type { UnitPoints } from '../../analysis/unit-points.ts';
import type { Outcome } from '../../model/model.ts';
import { counted, grouped, listNames } from '../text-layout.ts';
import { measured } from './measured.ts';
import { MOST_METRIC_WORLDS, resamplesFor } from './robust.ts';
import type { FrontSection } from './study.ts';

export interface FrontCriterion {
  readonly outcome: Outcome;
  readonly byWorld: PerformanceOfArms;
}

const NAMES = 6;

/** `all`: outcomes that could have been criteria. */
export function frontOf(
  criteria: readonly FrontCriterion[],
  points: UnitPoints,
  all: number = criteria.length,
): FrontSection {
  const nothing = { criteria: [], resamples: 0, policies: [], words: [] };
  if (criteria.length < 2)
    return {
      ...nothing,
      why: 'A front needs two outcomes with a better direction and a value; this report has fewer.',
    };
  const kept = sameWorlds(criteria);
  const worlds = kept[0]!.byWorld.worlds.length;
  if (worlds === 0) return { ...nothing, why: 'There is no world in which every policy has a value on every outcome.' };
  const { policies } = kept[0]!.byWorld;
  if (policies.length < 2) return { ...nothing, why: 'There is only one policy.' };
  const resamples = resamplesFor(worlds * criteria.length, policies.length);
  const found = paretoFront(
    kept.map(({ outcome, byWorld }) => ({ name: outcome.name, measured: byWorld })),
    points,
    resamples,
  );
  const t = worlds > 1 ? studentTQuantile(0.975, worlds - 1) : 0;
  return {
    why: null,
    criteria: kept.map(({ outcome }) => outcome.name),
    resamples,
    policies: found.map(({ means, mcses, ...one }) => ({
      ...one,
      values: means.map((estimate, i) => {
        const mcse = mcses[i]!;
        const half = t * (mcse ?? 0);
        const interval = mcse === null ? null : { low: estimate - half, high: estimate + half };
        return measured({ kind: kept[i]!.outcome.kind }, { estimate, mcse, interval });
      }),
    })),
    words: wordsOf(found, kept, resamples, all),
  };
}

function wordsOf(
  found: readonly FrontPolicy[],
  criteria: readonly FrontCriterion[],
  resamples: number,
  all: number,
): string[] {
  const capped = criteria.some(({ byWorld }) => byWorld.worlds.length === MOST_METRIC_WORLDS);
  const by = (standing: FrontPolicy['standing']): string[] =>
    found.filter((one) => one.standing === standing).map(({ policy }) => policy);
  const [sure, maybe, not] = [by('surely'), by('maybe'), by('surely not')];
  const about = criteria.map(({ outcome }) => outcome.label).join('; ');
  return [
    `On ${counted(criteria.length, 'outcome')} together (${about}) a policy is on the front when no other one is at least as good on all of them and better on one.${all > criteria.length ? ` More outcomes would put nearly every policy there, so these are taken: the first of the report${criteria.some(({ outcome }) => outcome.name.startsWith('cost')) ? ' and its cost' : ''}, of ${all} with a better direction.` : ''}${capped ? ` The first ${counted(MOST_METRIC_WORLDS, 'world')} are used.` : ''}`,
    [
      `In ${grouped(resamples)} resamples of the worlds ${sure.length === 0 ? 'no policy is' : `${namesAnd(sure)} ${sure.length === 1 ? 'is' : 'are'}`} on it in 95 % or more of them`,
      maybe.length === 0 ? '' : `; ${namesAnd(maybe)} may be`,
      not.length === 0
        ? ''
        : `; ${counted(not.length, 'policy', 'policies')} ${not.length === 1 ? 'is' : 'are'} beaten in 95 % or more`,
      '.',
    ].join(''),
    ...(found.every(({ onFront }) => onFront)
      ? ['Every policy is on the front by its means: with so many outcomes that says little.']
      : []),
  ];
}

function namesAnd(names: readonly string[]): string {
  return names.length > NAMES ? listNames(names, NAMES) : names.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

/** Worlds that all criteria kept. */
function sameWorlds(criteria: readonly FrontCriterion[]): readonly FrontCriterion[] {
  const sets = criteria.map(({ byWorld }) => new Set(byWorld.worlds));
  const common = criteria[0]!.byWorld.worlds.filter((world) => sets.every((set) => set.has(world)));
  if (criteria.every(({ byWorld }) => byWorld.worlds.length === common.length)) return criteria;
  const wanted = new Set(common);
  return criteria.map(({ outcome, byWorld }) => {
    const places = byWorld.worlds.flatMap((world, place) => (wanted.has(world) ? [place] : []));
    return {
      outcome,
      byWorld: {
        ...byWorld,
        worlds: common,
        values: byWorld.values.map((row) => Float64Array.from(places, (place) => row[place]!)),
      },
    };
  });
}
