// A scenario whose answers can be worked out by hand, run in memory, and its report. Two option groups make four policies: the score of a turn is
// dose * (4 - x) + 2 * care, with x uniform from 0 to 10, so that the dose is good where x < 4 and care is always good.

import type { BatchResult } from '../../../engine/batch/batch-result.ts';
import type { Plan } from '../../../engine/batch/plan-batch.ts';
import { planBatch } from '../../../engine/batch/plan-batch.ts';
import type { Question } from '../../../engine/batch/question.ts';
import { runBatch } from '../../../engine/batch/run-batch.ts';
import type { Scenario } from '../../../engine/language/scenario.ts';
import { lower } from '../../../engine/model/lower.ts';
import { buildStudy } from '../../../engine/report/study/build-study.ts';
import { untestedClaims } from '../../../engine/report/study/claims-part.ts';
import { type StudyRequest, sourceOfResult } from '../../../engine/report/study/source.ts';
import type { Study } from '../../../engine/report/study/study.ts';
import { scenarioOf } from '../../model/small-model.ts';

const SECTIONS = `
facts:
  base_chance: { value: 0.1, range: [0, 0.2], source: judgement, trust: guess, why: small }
uncertainties:
  x: { uniform: [0, 10], label: The unknown, trust: guess, why: nobody knows }
  y: { uniform: [0, 1], trust: weak, source: judgement, why: of no weight }
levers:
  dose: { seat: nato, levels: { off: 0, on: 1 }, cost: { on: 3 }, source: judgement, trust: guess, why: a switch }
  care: { seat: nato, levels: { none: 0, some: 1 }, cost: { some: 1 }, source: judgement, trust: guess, why: a switch }
  push: { seat: russia, levels: { calm: 0, hard: 1 }, source: judgement, trust: guess, why: a switch }
auxiliaries:
  gain: { is: dose * (4 - x) + 2 * care - push, variants: { twisted: dose * (6 - x) + 2 * care - push } }
stocks:
  score: { label: The score, start: 0, range: [-100, 100], phase: first, next: gain, why: made up }
  broken: { start: 1, range: [-100, 100], phase: first, next: 1 / (1 - WRECK * dose), why: fails on demand }
incidents:
  bell: { phase: first, chance: base_chance + 0.2 * dose, why: made up, news: Ding. }
machines:
  door:
    label: The door
    phase: first
    initial: shut
    states:
      shut:
        - { to: open, when: happened(bell), why: made up, news: It opens. }
      open: final
options: { dosing: { off: { dose: off }, on: { dose: on } }, caring: { without: { care: none }, with: { care: some } } }
doctrines: { calm: [{ set: { push: calm } }], hard: [{ set: { push: hard } }] }
outcomes:
  end_score: { is: final(score), better: higher, label: Score at the end }
  opened: { is: "ever(in(door, open))", better: lower, label: Runs with an open door }
  open_at: { is: "first(in(door, open), horizon + 1)", better: higher, label: First open turn }
  cost_in_all: { is: total(cost(dose) + cost(care)), better: lower, label: Cost }
  noted: { is: final(score), better: neither, label: Noted }
`;

export function smallScenario(wreck = 0): Scenario {
  return scenarioOf(SECTIONS.replace('WRECK', String(wreck)));
}

export const QUESTION: Question = {
  variants: ['base'],
  policies: ['off+without', 'off+with', 'on+without', 'on+with'],
  doctrines: ['calm'],
  seed: 'demo',
  design: 'mc',
  worlds: 200,
  replications: 3,
  settings: [],
  engine: 'auto',
};

export interface Run {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly result: BatchResult;
}

export async function runSmall(changes: Partial<Question> = {}, wreck = 0): Promise<Run> {
  const scenario = smallScenario(wreck);
  const question = { ...QUESTION, ...changes };
  const settings = new Map(question.settings.map(({ name, value }) => [name, value]));
  const models = question.variants.map((variant) => lower(scenario, { variant, settings }).model!);
  const { plan, problems } = planBatch(question, models);
  if (plan === null) throw new Error(JSON.stringify(problems));
  const end = await runBatch(plan, { workers: 1 });
  if (end.kind !== 'done') throw new Error('interrupted');
  return { scenario, plan, result: end.result };
}

export async function studyOf({ scenario, plan, result }: Run, changes: Partial<StudyRequest> = {}): Promise<Study> {
  const source = sourceOfResult(result, {
    scenario,
    baseline: 'off+without',
    program: '0.0.0',
    reproduce: {
      commands: [{ command: 'greyzone batch small --out runs', makes: 'the batch' }],
      environment: [{ what: 'Node', version: '26' }],
    },
  });
  const outcomes = ['end_score', 'opened', 'open_at', 'cost_in_all', 'noted'].map((name) =>
    plan.models[0]!.outcomes.findIndex((outcome) => outcome.name === name),
  );
  const request = { outcomes, thresholds: new Map<string, number>(), futures: 64, ...changes };
  const work = buildStudy(source, request, { claims: untestedClaims(0, 'greyzone claims small'), leftOut: [] });
  for (let step = await work.next(); ; step = await work.next()) if (step.done) return step.value;
}
