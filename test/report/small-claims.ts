// A scenario whose claims have known answers, run and tested: the dose moves the score by 4 - x in every run, so it changes sign at x = 4.

import { type ClaimsQuestion, type ClaimsRun, planClaimBatches, runClaims } from '../../engine/batch/run-claims.ts';
import type { Scenario } from '../../engine/language/scenario.ts';
import { planClaims } from '../../engine/model/claim-plan.ts';
import type { ClaimRow, ClaimsSection } from '../../engine/report/claims.ts';
import { testClaims } from '../../engine/report/test-claims.ts';
import { scenarioOf } from '../model/small-model.ts';

const SECTIONS = `
facts:
  base_chance: { value: 0.02, range: [0, 0.1], source: judgement, trust: guess, why: small }
uncertainties:
  x: { uniform: [0, 10], trust: guess, why: nobody knows }
  y: { uniform: [0, 1], trust: guess, why: nobody knows }
levers:
  dose: { seat: nato, levels: { off: 0, on: 1 }, source: judgement, trust: guess, why: a switch }
auxiliaries:
  odd: { is: x, variants: { twisted: 2 - y } }
stocks:
  score: { start: 0, range: [-100, 100], phase: first, next: dose * (4 - odd), why: made up }
incidents:
  bell: { each: country, phase: first, chance: base_chance + 0.1 * dose, why: made up, news: Ding. }
options: { dosing: { off: { dose: off }, on: { dose: on } } }
outcomes:
  end_score: { is: final(score), better: higher }
  rang: { each: country, is: ever(happened(bell)), better: lower }
  rings: { is: total(sum(times(bell))), better: lower }
  first_ring: { is: "first(happened(bell[latvia]))", better: higher }
  never: { is: ever(turn > 100), better: lower }
`;

export const QUESTION: ClaimsQuestion = {
  seed: 'demo',
  design: 'sobol',
  worlds: 400,
  replications: 2,
  settings: [],
  engine: 'auto',
};

/** `claims` as lines of the section. */
export function claimsScenario(claims: string): Scenario {
  return scenarioOf(`${SECTIONS}claims:\n${claims.replace(/^/gm, '  ')}\n`);
}

export async function runSome(
  claims: string,
  changes: Partial<ClaimsQuestion> = {},
  mostAtOnce?: number,
): Promise<ClaimsRun> {
  const scenario = claimsScenario(claims);
  const question = { ...QUESTION, ...changes };
  const settings = new Map(question.settings.map(({ name, value }) => [name, value]));
  const { plan, faults } = planClaims(scenario, scenario.claims, settings);
  if (plan === null) throw new Error(JSON.stringify(faults));
  const { batches, problems } = planClaimBatches(question, plan, mostAtOnce);
  if (batches === null) throw new Error(JSON.stringify(problems));
  const end = await runClaims(batches, { workers: 1 });
  if (end.kind !== 'done') throw new Error('interrupted');
  return end.run;
}

export async function testSome(claims: string, changes: Partial<ClaimsQuestion> = {}): Promise<ClaimsSection> {
  return testClaims(await runSome(claims, changes), { scenario: 'small', all: true });
}

/** The first row of the only claim, which begins with these words. */
export async function rowOf(expectation: string, changes: Partial<ClaimsQuestion> = {}): Promise<ClaimRow> {
  const section = await testSome(`C: { says: It is so, kind: implied, ${expectation} }`, changes);
  return section.claims[0]!.rows[0]!;
}
