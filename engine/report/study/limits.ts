// A batch and the report made of it -> what a reader must not forget, in sentences made of facts.

import { counted, grouped } from '../text-layout.ts';
import { groupWords } from './estimates.ts';
import { percent } from './measured.ts';
import { groupsOf, type StudySource } from './source.ts';
import type { Study } from './study.ts';

const FEW_WORLDS = 200;

export function limitsOf(source: StudySource, study: Omit<Study, 'limits'>): readonly string[] {
  const { design, drivers } = study;
  const { worlds, replications, settings, variants, doctrines, failed, runs } = design;
  const held = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  return [
    'Every number is conditional on the assumptions of the scenario. Intervals tell the error of a finite batch and nothing else: neither wrong structure nor wrong ranges.',
    ...(worlds < FEW_WORLDS
      ? [`Only ${counted(worlds, 'world')}: errors are themselves rough, and rare worlds are not seen.`]
      : []),
    ...(worlds === 1
      ? ['One world: every error is that of chance within it and says nothing about other worlds.']
      : []),
    ...(replications === 1
      ? ['One replication a world: what is chance and what is the world cannot be told apart.']
      : replications < 8
        ? [`${replications} replications a world: which policy is better in a single world is partly chance.`]
        : []),
    DESIGN_WORDS[design.design],
    ...(failed > 0
      ? [
          `${grouped(failed)} of ${counted(runs, 'run')} (${percent(failed / runs)}) failed (${design.failures.map(({ reason, runs: count }) => `${reason}: ${grouped(count)}`).join(', ')}). They are left out, and what is left may be a milder choice of futures.`,
        ]
      : ['No run failed.']),
    ...missingWords(study),
    ...(groupsOf(source).length > 1
      ? [
          `${groupWords(source, design.main)} is the main group: robustness, front, drivers, boxes and curves are about it alone.`,
        ]
      : []),
    ...(variants.length === 1 && source.scenario.variants.length > 1
      ? [`The scenario knows ${source.scenario.variants.length} structures; only ${variants[0]} was run.`]
      : []),
    ...(doctrines.length === 1 && source.scenario.doctrines.length > 1
      ? [
          `Only the doctrine ${doctrines[0]} was run, of ${source.scenario.doctrines.length}: nothing here says what another adversary would do.`,
        ]
      : []),
    ...(held.length > 0 ? [`Held at one number: ${held.join(', ')}.`] : []),
    'This report holds many intervals, and some of them miss. That of the headline allows for all policies that it compares; those of the tables stand alone.',
    ...(drivers.outcomes.length > 0
      ? [
          'Shares of variance are first-order and hang on the ranges of the uncertainties: a wider range makes an uncertainty weigh more.',
        ]
      : []),
    ...source.remarks,
  ];
}

const DESIGN_WORDS = {
  sobol:
    "The worlds are scrambled Sobol' points. They spread more evenly than independent draws, and their errors are estimated as if they were independent: intervals are on the wide side.",
  lhs: 'The worlds are a Latin hypercube. Their errors are estimated as if they were independent draws: intervals are on the wide side for what adds up over uncertainties.',
  mc: 'The worlds are independent draws.',
} as const;

function missingWords({ estimates, outcomes, design }: Omit<Study, 'limits'>): readonly string[] {
  const perArm = design.futures;
  return outcomes.flatMap(({ name, label }) => {
    const most = Math.max(0, ...estimates.rows.filter(({ outcome }) => outcome === name).map(({ missing }) => missing));
    return most > 0 && design.failed === 0
      ? [
          `${label} has no value in up to ${percent(most / perArm)} of the runs of an arm; its figures are for the others.`,
        ]
      : [];
  });
}
