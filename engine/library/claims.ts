// A scenario -> its claims put to the test, each with a verdict.

import { planClaimBatches, runClaims } from '../batch/run-claims.ts';
import { unknownName } from '../batch/unknown-name.ts';
import { planClaims } from '../model/claim-plan.ts';
import { settingsByName } from '../model/setting.ts';
import { CLAIMS_FORMAT, type ClaimsReport } from '../report/claims.ts';
import { testClaims } from '../report/test-claims.ts';
import { BASE_VARIANT } from '../vocabulary.ts';
import { FUTURES_NAMES, type FuturesOptions, futuresAsked, workOf } from './asked-batch.ts';
import { modelOf } from './asked-model.ts';
import { checkAsked, type OptionNames } from './known-options.ts';
import type { LoadedScenario } from './load-scenario.ts';
import { packageVersion } from './package-version.ts';
import { ScenarioError, throwFaults, throwProblems } from './scenario-error.ts';

/** What `claims` can be told. */
export interface ClaimsOptions extends FuturesOptions {
  /** Ids of the claims to test; all that are tested in this scenario unless told. */
  readonly only?: readonly string[];
}

const NAMES: OptionNames<ClaimsOptions> = { ...FUTURES_NAMES, only: true };

/**
 * Tests the claims that stand in this scenario: the document that `greyzone claims --json` prints. Claims that it leaves to another scenario are
 * listed in its `claimsElsewhere`: load that one to test them. Throws a ScenarioError for unknown claims, and where there is none to test.
 */
export async function claims(scenario: LoadedScenario, options: ClaimsOptions = {}): Promise<ClaimsReport> {
  checkAsked(scenario, options, NAMES);
  const asked = claimsAsked(scenario, options.only ?? []);
  modelOf(scenario, BASE_VARIANT, options.set ?? {});
  const question = futuresAsked(scenario, options);
  const { plan, faults } = planClaims(scenario, asked, settingsByName(question.settings));
  if (plan === null) throwFaults(faults);
  const { batches, problems } = planClaimBatches(question, plan);
  if (batches === null) throw new ScenarioError(problems);
  const end = await runClaims(batches, workOf(options));
  if (end.kind === 'interrupted') throw options.signal?.reason;
  const all = scenario.claimsElsewhere.length === 0 && asked.length === scenario.claims.length;
  const section = testClaims(end.run, { scenario: scenario.place, all });
  return { format: CLAIMS_FORMAT, version: packageVersion(), sections: [section] };
}

function claimsAsked({ id, claims: all, claimsElsewhere }: LoadedScenario, only: readonly string[]) {
  if (all.length === 0) throwFaults([{ message: `${id} makes no claims that are tested in it` }]);
  const sent = claimsElsewhere.filter((claim) => only.includes(claim.id));
  if (sent.length > 0)
    throwFaults(
      sent.map((claim) => ({ message: `the claim ${claim.id} is tested in ${claim.testedIn}: load that scenario` })),
    );
  const known = all.map((claim) => claim.id);
  throwProblems(only.map((name) => unknownName('claim', name, known)));
  return only.length === 0 ? all : all.filter((claim) => only.includes(claim.id));
}
