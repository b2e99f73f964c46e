// A scenario whose ranking turns at values that can be worked out by hand, and its audit run in this process.

import type { Question } from '../../engine/batch/question.ts';
import { planAudit, runAudit } from '../../engine/batch/run-audit.ts';
import { auditModel, auditNumbers, isJudged } from '../../engine/model/audit-numbers.ts';
import { type Audit, auditReport } from '../../engine/report/audit.ts';
import { scenarioOf } from '../model/small-model.ts';

/**
 * Harm with the guard: its price, half of the time 0.1 more, and what the members suffer from it; without: the danger, on the average 0.55.
 * So the guard is better while price + 0.05 + burden < danger: with price 0.2 and burden 0.1 as long as danger is above 0.35, with the mean
 * danger as long as price is below 0.4 or burden below 0.3. `idle` counts for nothing; `known` is no guess.
 */
export const GUARD = `
uncertainties:
  danger: { uniform: [0.2, 0.9], source: judgement, why: x }
  storms: { discrete: { 0: 0.9, 1: 0.1 }, source: judgement, why: x, trust: weak }
  known: { uniform: [0, 1], source: judgement, why: x, trust: good }
facts:
  price: { value: 0.2, range: [0.1, 0.7], source: judgement, why: x }
  burden: { each: country, values: { estonia: 0.05, latvia: 0.15 }, range: [0, 0.6], source: judgement, why: x, trust: weak }
  idle: { value: 1, range: [0, 2], source: judgement, why: x }
  settled: { value: 1, range: [0, 2], source: judgement, why: x, trust: fair }
  fixed: { value: 1, source: judgement, why: x }
levers: { guard: { seat: nato, levels: { none: 0, one: 1 }, source: judgement, why: x } }
stocks: { bother: { start: 0, range: [0, 1], why: x } }
incidents:
  nuisance: { phase: first, when: turn == 1, chance: 0.5, effects: { bother: +0.1 } }
options: { guarding: { without: { guard: none }, with: { guard: one } } }
outcomes:
  harm:
    is: "final(if(at(guard, one), price + bother + mean(burden) + storms, danger + 0 * (idle + settled + fixed + known)))"
    better: lower
    why: x
  harm_turned: { is: "final(0 - if(at(guard, one), price + bother + mean(burden) + storms, danger))", better: higher, why: x }
  guarded: { is: "ever(at(guard, one))" }
`;

export const guardScenario = scenarioOf(GUARD);

export const guardQuestion: Question = {
  variants: ['base'],
  policies: ['with', 'without'],
  doctrines: ['none'],
  seed: 'a seed',
  design: 'mc',
  worlds: 256,
  replications: 1,
  settings: [],
  engine: 'auto',
};

export interface TinyAudit {
  readonly question?: Partial<Question>;
  readonly outcome?: string;
  readonly numbers?: readonly string[];
  readonly points?: number;
  readonly workers?: number;
}

export function plannedAudit({ question, outcome = 'harm', numbers, points = 5 }: TinyAudit = {}) {
  const all = auditNumbers(guardScenario);
  const chosen = numbers === undefined ? all.filter(isJudged) : all.filter(({ name }) => numbers.includes(name));
  const { model } = auditModel(guardScenario, chosen, { variant: 'base', settings: new Map() });
  const index = model!.outcomes.findIndex(({ name }) => name === outcome);
  const { plan, problems } = planAudit({ ...guardQuestion, ...question }, model!, index, chosen, points);
  if (plan === null) throw new Error(problems.map(({ message }) => message).join());
  return plan;
}

export async function tinyAudit(request: TinyAudit = {}): Promise<Audit> {
  const plan = plannedAudit(request);
  const end = await runAudit(plan, { workers: request.workers ?? 1 });
  if (end.kind !== 'done') throw new Error('interrupted');
  return auditReport(plan, end.result, { scenario: 'small', version: '0.0.0', asked: request.numbers ?? null });
}
