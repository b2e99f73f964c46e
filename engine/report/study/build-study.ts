// A batch that is over -> the report as plain data. One outcome is in memory at a time; the same batch and request give the same report.

import type { Driver } from '../../analysis/driver-split.ts';
import { rankArms } from '../../analysis/ranking.ts';
import type { UnitPoints } from '../../analysis/unit-points.ts';
import { resamplePoints } from '../../batch/resample-points.ts';
import type { Outcome } from '../../model/model.ts';
import { settingsByName } from '../../model/setting.ts';
import { questionFacts, scenarioFacts } from '../batch-facts.ts';
import { counted, grouped, listNames } from '../text-layout.ts';
import { assumptionsOf } from './assumptions.ts';
import { failureBox, failureWords } from './boxes.ts';
import { chartsOf } from './charts.ts';
import { driversIntroduction, driversOf, driverWords, worldDrivers } from './drivers.ts';
import { estimateRows, estimateWords, groupPair, headlineOf, heatMapsOf, NO_HEADLINE } from './estimates.ts';
import { type FrontCriterion, frontOf } from './front.ts';
import { GAME_CAVEAT, gameOf, gameWords } from './game.ts';
import { limitsOf } from './limits.ts';
import { chosenPolicies, overTimePart } from './over-time-part.ts';
import {
  type ChanceLeft,
  firstWorlds,
  MOST_METRIC_WORLDS,
  resamplesFor,
  robustnessOf,
  robustnessWords,
} from './robust.ts';
import {
  columnOf,
  directionOf,
  groupsOf,
  modelOf,
  namedSamples,
  type OutcomeColumn,
  type StudyProgress,
  type StudyRequest,
  type StudySource,
  tryPerformance,
} from './source.ts';
import {
  type BoxesSection,
  type ClaimsPart,
  type Design,
  type DriversSection,
  type EstimateRow,
  type Game,
  type Group,
  type Headline,
  type OutcomeDrivers,
  type OutcomeRobustness,
  REPORT_FORMAT,
  type Study,
  type StudyOutcome,
  type StudyPolicy,
} from './study.ts';

/** A front over many outcomes says little: it takes the first ones, and what is named a cost. */
const MOST_CRITERIA = 4;
/** Boxes are drawn for the leading outcomes. */
const MOST_BOXES = 3;

export interface StudyExtras {
  readonly claims: ClaimsPart;
  /** Sentences on what the model leaves out, beyond the scenario's own. */
  readonly leftOut: readonly string[];
}

/** Works for seconds up to some minutes and tells how far it is. */
export async function* buildStudy(
  source: StudySource,
  request: StudyRequest,
  { claims, leftOut }: StudyExtras,
): AsyncGenerator<StudyProgress, Study> {
  const { scenario, plan } = source;
  const main = groupsOf(source)[0]!;
  const model = modelOf(source, main);
  const outcomes = request.outcomes.map((index) => ({ index, outcome: model.outcomes[index]! }));
  const policies = policiesOf(source);
  const leading = outcomes.find(({ outcome }) => directionOf(outcome) !== null) ?? null;
  yield { what: 'the worlds', done: 0, total: outcomes.length };
  const drivers = worldDrivers(source, model);
  const parts = startParts();
  let headline: Headline = NO_HEADLINE;
  for (const [done, { index, outcome }] of outcomes.entries()) {
    const column = columnOf(source, outcome, await source.column(index));
    if (leading?.index === index) headline = headlineOf(source, column);
    const threshold = request.thresholds.get(outcome.name) ?? null;
    for (const what of takeOutcome(source, main, column, drivers, threshold, parts))
      yield { what: `${what}: ${outcome.name}`, done, total: outcomes.length };
  }
  yield { what: 'the front', done: 0, total: 1 };
  const front = frontOf(criteriaOf(parts.criteria), pointsOf(source, 'front'), parts.criteria.length);
  const best = headline.rows[0]?.best ?? null;
  const leadingRows = parts.rows.filter(
    (row) => row.outcome === (leading ?? outcomes[0])?.outcome.name && isIn(row, main),
  );
  const shown = chosenPolicies(leadingRows, source.baseline, best);
  const overTime = yield* overTimePart(source, main, shown, request.outcomes, request.futures);
  const maps = heatMapsOf(parts.rows, policies, source.baseline);
  const study = {
    format: REPORT_FORMAT as typeof REPORT_FORMAT,
    program: source.program,
    scenario: {
      ...scenarioFacts(model),
      question: scenario.question,
      purpose: scenario.purpose,
      notFor: scenario.notFor,
      turns: model.turns,
      unit: model.clock.unit,
      from: model.clock.dates[0]?.label ?? '',
      until: model.clock.dates.at(-1)?.label ?? '',
    },
    design: designOf(source, main),
    outcomes: outcomes.map(({ outcome }) => studyOutcome(outcome)),
    policies,
    headline,
    estimates: {
      rows: parts.rows,
      words: estimateWords(source, parts.rows),
      why: parts.rows.some(({ value }) => value.estimate !== null) ? null : NO_VALUE,
    },
    heatMaps: { maps, ...heatWords(policies, maps.length, source.baseline) },
    overTime,
    robustness: robustnessSection(source, parts),
    game: gameSection(
      source,
      parts,
      outcomes.map(({ outcome }) => outcome),
    ),
    front,
    drivers: driversSection(
      source,
      parts,
      drivers,
      outcomes.map(({ outcome }) => outcome),
    ),
    boxes: boxesSection(
      parts,
      outcomes.map(({ outcome }) => outcome),
    ),
    claims,
    assumptions: assumptionsOf(scenario, settingsByName(plan.question.settings), leftOut),
    charts: chartsOf(
      scenario,
      model,
      overTime.machines.map(({ machine }) => machine),
    ),
    reproduce: { ...source.reproduce, scenarioHash: model.hash, digest: source.digest },
  };
  return { ...study, limits: limitsOf(source, study) };
}

const NO_VALUE = 'No run has a value of any of these outcomes, so there is nothing to estimate.';

/** What grows outcome by outcome. */
interface Parts {
  readonly rows: EstimateRow[];
  readonly robustness: OutcomeRobustness[];
  readonly chance: ChanceLeft[];
  readonly worlds: number[];
  readonly games: Game[];
  readonly drivers: OutcomeDrivers[];
  readonly boxes: BoxesSection['boxes'][number][];
  readonly criteria: FrontCriterion[];
}

function startParts(): Parts {
  return { rows: [], robustness: [], chance: [], worlds: [], games: [], drivers: [], boxes: [], criteria: [] };
}

/** Yields before each long step. */
function* takeOutcome(
  source: StudySource,
  main: Group,
  column: OutcomeColumn,
  drivers: readonly Driver[],
  threshold: number | null,
  parts: Parts,
): Generator<string> {
  const { outcome } = column;
  yield 'estimates';
  parts.rows.push(...estimateRows(source, column));
  const direction = directionOf(outcome);
  const samples = namedSamples(source, main, column);
  const byWorld = direction === null ? null : tryPerformance(samples, direction);
  if (byWorld !== null) {
    parts.criteria.push({ outcome, byWorld: firstWorlds(byWorld) });
    parts.worlds.push(byWorld.worlds.length);
    const known = byWorld.chance.filter((left) => left !== null);
    parts.chance.push({ label: outcome.label, share: known.length === 0 ? null : Math.max(...known) });
    if (samples.length > 1 && byWorld.worlds.length > 1) {
      yield 'robustness';
      parts.robustness.push(robustnessOf(outcome, byWorld, pointsOf(source, 'robustness'), threshold));
    }
  }
  if (new Set(source.plan.question.doctrines).size > 1) {
    yield 'the game';
    const game = gameOf(source, main.variant, column);
    if (game !== null) parts.games.push(game);
  }
  const ranking = direction === null ? null : rankArms(samples, outcome.kind, direction);
  const best = ranking === null ? source.baseline : ranking.best;
  if (best === null || !samples.some(({ sample }) => sample.values.some((value) => !Number.isNaN(value)))) return;
  yield 'drivers';
  const explained = { outcome, samples, best, baseline: source.baseline, byWorld };
  parts.drivers.push(driversOf(source.scenario, explained, drivers));
  if (ranking === null || parts.boxes.length >= MOST_BOXES) return;
  yield 'where the best policy fails';
  const rivalName = best === source.baseline ? ranking.arms.find(({ name }) => name !== best)?.name : source.baseline;
  const sampleOf = (name: string | undefined) => samples.find((one) => one.name === name)?.sample;
  const rival = sampleOf(rivalName);
  parts.boxes.push(
    failureBox(
      source.scenario,
      {
        outcome,
        policy: best,
        sample: sampleOf(best)!,
        rival: rival === undefined || rivalName === undefined ? null : { policy: rivalName, sample: rival },
        others: samples.filter(({ name }) => name !== best).map(({ sample }) => sample),
        threshold,
      },
      drivers,
      pointsOf(source, 'halves'),
    ),
  );
}

/** Chance of the report itself: keyed, so that the same batch gives the same resamples. */
function pointsOf({ plan }: StudySource, what: string): UnitPoints {
  return resamplePoints(plan.question.seed, what);
}

function isIn(row: Group, group: Group): boolean {
  return row.variant === group.variant && row.doctrine === group.doctrine;
}

/** The leading outcomes and any whose name begins with `cost`. */
function criteriaOf(all: readonly FrontCriterion[]): readonly FrontCriterion[] {
  const isCost = ({ outcome }: FrontCriterion): boolean => outcome.name.startsWith('cost');
  const costs = all.filter(isCost).slice(0, 1);
  const others = all.filter((one) => !isCost(one)).slice(0, MOST_CRITERIA - costs.length);
  return all.filter((one) => others.includes(one) || costs.includes(one));
}

function policiesOf({ plan }: StudySource): readonly StudyPolicy[] {
  const model = plan.models[0]!;
  return [...new Set(plan.question.policies)].map((name) => {
    const options = model.policies.find((policy) => policy.name === name)?.options ?? [];
    return {
      name,
      options: options.map((option, i) => ({ group: model.optionGroups[i]?.name ?? '', option })),
    };
  });
}

function studyOutcome({ name, label, unit, better, kind }: Outcome): StudyOutcome {
  const measure = kind === 'share' ? 'share of runs' : unit === null ? 'mean over runs' : `mean over runs, ${unit}`;
  return { name, label, unit, better, kind, measure };
}

function designOf(source: StudySource, main: Group): Design {
  const { plan, scenario, baseline } = source;
  const { question, futures, runs, arms } = plan;
  const failed = source.failures.reduce((sum, one) => sum + one.runs, 0);
  const [policies, doctrines, variants] = [question.policies, question.doctrines, question.variants].map((names) => [
    ...new Set(names),
  ]) as [string[], string[], string[]];
  return {
    ...questionFacts(question),
    engine: source.engine,
    refusals: source.refusals,
    variants,
    policies,
    doctrines,
    baseline,
    arms: arms.length,
    futures,
    runs,
    failed,
    failures: source.failures,
    main,
    words: [
      scenario.question,
      `${counted(policies.length, 'policy', 'policies')} ${policies.length === 1 ? 'was' : 'were'} run under ${counted(doctrines.length, 'doctrine')} of the adversary (${listNames(doctrines, 4)}) and ${counted(variants.length, 'structural variant')} (${listNames(variants, 4)}), over the same ${counted(futures, 'future')}: ${counted(question.worlds, 'world')}, draws of what nobody knows, with ${counted(question.replications, 'stream')} of chance in each. That makes ${counted(runs, 'run')}.`,
      `The same draws reach every policy, so that a difference between two of them is not that of luckier draws; it still has the error of a finite batch. The baseline is ${baseline}.`,
      ...(failed > 0 ? [`${grouped(failed)} of these runs failed and count nowhere.`] : []),
      ...(source.stopWords ?? []),
    ],
  };
}

function heatWords(
  policies: readonly StudyPolicy[],
  maps: number,
  baseline: string,
): { readonly words: readonly string[]; readonly why: string | null } {
  const pair = groupPair(policies);
  if (pair === null)
    return { words: [], why: 'The policies do not vary in two groups of options, so there is no map to draw.' };
  if (maps === 0) return { words: [], why: NO_VALUE };
  const options = policies.find(({ name }) => name === baseline)?.options ?? [];
  const held = options.filter(({ group }) => !pair.includes(group)).map(({ group, option }) => `${group} ${option}`);
  return {
    words: [
      `Rows are options of ${pair[0]}, columns options of ${pair[1]}. An empty field is a pair that was not run.${held.length === 0 ? '' : ` Everything else is as in ${baseline} (${held.join(', ')}); policies that differ there are in the tables, not on the map.`}`,
    ],
    why: null,
  };
}

function robustnessSection({ plan }: StudySource, { robustness, worlds, chance }: Parts): Study['robustness'] {
  const least = Math.min(...(worlds.length > 0 ? worlds : [0]));
  const policies = new Set(plan.question.policies).size;
  const resamples = resamplesFor(Math.min(MOST_METRIC_WORLDS, Math.max(0, ...worlds)), policies);
  if (robustness.length === 0) {
    const why =
      policies < 2
        ? 'There is only one policy, so none is more robust than another.'
        : plan.question.worlds < 2
          ? 'There is only one world: robustness is about how a policy does over many.'
          : 'No outcome has both a better direction and a value of every policy in two worlds or more.';
    return { worlds: least, resamples: 0, outcomes: [], words: [], why };
  }
  return {
    worlds: least,
    resamples,
    outcomes: robustness,
    words: robustnessWords(least, resamples, chance),
    about: robustness.map(({ outcome, sentence }) => ({ outcome, text: sentence })),
    why: null,
  };
}

function gameSection({ plan }: StudySource, { games }: Parts, outcomes: readonly Outcome[]): Study['game'] {
  const doctrines = new Set(plan.question.doctrines).size;
  if (doctrines < 2)
    return {
      games: [],
      words: [],
      why: 'The batch has one doctrine of the adversary, so there is nothing to play against: name several with --doctrines when the batch is run.',
    };
  if (games.length === 0) return { games: [], words: [], why: 'No outcome has a better direction.' };
  const labelOf = (name: string): string => outcomes.find((outcome) => outcome.name === name)?.label ?? name;
  return {
    games,
    words: [GAME_CAVEAT],
    about: games.map((game) => ({ outcome: game.outcome, text: gameWords(game, labelOf(game.outcome)) })),
    why: null,
  };
}

function driversSection(
  { plan }: StudySource,
  { drivers: found }: Parts,
  drivers: readonly Driver[],
  outcomes: readonly Outcome[],
): DriversSection {
  const { worlds } = plan.question;
  if (drivers.length === 0)
    return { worlds, outcomes: found, words: [], why: 'No uncertainty differs between the worlds of this batch.' };
  if (found.length === 0) return { worlds, outcomes: [], words: [], why: NO_VALUE };
  return {
    worlds,
    outcomes: found,
    words: driversIntroduction(worlds, plan.question.replications),
    about: found.map((one) => ({
      outcome: one.outcome,
      text: driverWords(outcomes.find(({ name }) => name === one.outcome)!, one),
    })),
    why: null,
  };
}

function boxesSection({ boxes }: Parts, outcomes: readonly Outcome[]): BoxesSection {
  if (boxes.length === 0)
    return {
      boxes: [],
      words: [],
      why: 'No outcome has a better direction and a value, so no policy can be said to fail.',
    };
  const labelOf = (name: string): string => outcomes.find((outcome) => outcome.name === name)?.label ?? name;
  const directed = outcomes.filter(({ better }) => better !== 'neither').length;
  return {
    boxes,
    words: [
      `A box is a place to look, not a law: it was sought where it looks good.${directed > boxes.length ? ` Boxes are sought for the first ${boxes.length} of ${directed} outcomes with a better direction.` : ''}`,
    ],
    about: boxes.map((one) => ({ outcome: one.outcome, text: failureWords(labelOf(one.outcome), one) })),
    why: null,
  };
}
