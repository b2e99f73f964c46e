// `greyzone claims`: the claims of a scenario, also those tested in another one, are run and answered with their verdicts.

import {
  CLAIMS_FORMAT,
  type Claim,
  type ClaimElsewhere,
  type ClaimsBatches,
  type ClaimsReport,
  type ClaimsSection,
  claimsCsv,
  claimsTable,
  createRunningTotal,
  documentText,
  planClaimBatches,
  planClaims,
  runClaims,
  type Scenario,
  type Setting,
  settingsByName,
  testClaims,
  unknownName,
} from '../../engine/index.ts';
import { type FollowedClaim, followClaim } from '../claims-elsewhere.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { futuresOf } from '../futures.ts';
import { checkSettings, loadScenario, problemsIn, refusal, stopOn } from '../load-scenario.ts';
import type { BatchCommandOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface ClaimsOptions extends BatchCommandOptions {
  readonly only?: readonly string[];
}

interface Tested {
  readonly kind: 'done';
  readonly sections: readonly ClaimsSection[];
}

/** A scenario as it was named, and those of its claims that are asked for. */
interface Asked {
  readonly place: string;
  readonly scenario: Scenario;
  readonly claims: Claim[];
}

export async function claims(
  idOrPath: string,
  ids: readonly string[],
  options: ClaimsOptions,
  terminal: Terminal,
): Promise<void> {
  const scenario = loadScenario(idOrPath);
  checkNames(scenario, ids, options);
  const asked = collect(idOrPath, scenario, [...new Set([...ids, ...(options.only ?? [])])]);
  const planned = asked.map((one, i) => batchesOf(one, options, i === 0));
  const deliver = openOutput(options.output, terminal);
  const runs = planned.reduce((sum, batches) => sum + batches.runs, 0);
  const { sections } = await runInterruptibly<Tested>(runs, options, terminal, async (batch) => {
    const done: ClaimsSection[] = [];
    const total = createRunningTotal(runs, batch.onProgress);
    for (const [i, batches] of planned.entries()) {
      const end = await runClaims(batches, { ...batch, onProgress: total.nextPart() });
      if (end.kind === 'interrupted') return { kind: 'interrupted' as const, progress: total.progress() };
      const { place, scenario: tested, claims: some } = asked[i]!;
      const all = tested.claimsElsewhere.length === 0 && some.length === tested.claims.length;
      done.push(testClaims(end.run, { scenario: place, all }));
    }
    return { kind: 'done' as const, sections: done };
  });
  deliver(answer({ format: CLAIMS_FORMAT, version: programVersion(), sections }, options, terminal));
  const arms = sections.flatMap((section) => section.arms);
  if (arms.length > 0 && arms.every((arm) => arm.failed === arm.runs)) throw new Stop(EXIT.failed, 'every run failed');
}

function checkNames(scenario: Scenario, ids: readonly string[], { only = [], set = [] }: ClaimsOptions): void {
  const known = [...scenario.claims, ...scenario.claimsElsewhere].map(({ id }) => id);
  if (known.length === 0)
    throw badInput(`${scenario.id} makes no claims: add a section "claims:" (see scenarios/README.md, Claims)`);
  stopOn([...ids, ...only].map((id) => unknownName('claim', id, known)));
  checkSettings(scenario, set);
}

/** The scenario itself first, then the others in the order in which its claims name them. Without ids all claims. */
function collect(idOrPath: string, scenario: Scenario, ids: readonly string[]): Asked[] {
  const isAsked = ({ id }: { readonly id: string }): boolean => ids.length === 0 || ids.includes(id);
  const asked = new Map<string, Asked>([
    [scenario.id, { place: idOrPath, scenario, claims: scenario.claims.filter(isAsked) }],
  ]);
  for (const elsewhere of scenario.claimsElsewhere.filter(isAsked)) {
    const { place, scenario: other, claim } = follow(idOrPath, elsewhere, scenario.id);
    const known = asked.get(other.id) ?? { place, scenario: other, claims: [] };
    known.claims.push(claim);
    asked.set(other.id, known);
  }
  return [...asked.values()].filter((one) => one.claims.length > 0);
}

/** Where the claim stands in full; stops at one that is sent nowhere or in a circle. */
function follow(from: string, elsewhere: ClaimElsewhere, first: string): FollowedClaim {
  const found = followClaim(from, elsewhere, [first], loadScenario);
  if ('claim' in found) return found;
  throw problemsIn(found.from, [found.problem], found.texts);
}

/** What is set by hand holds in the scenario that was asked about; the others run as they are. */
function batchesOf({ scenario, claims }: Asked, options: ClaimsOptions, isFirst: boolean): ClaimsBatches {
  const settings: readonly Setting[] = isFirst ? (options.set ?? []) : [];
  const { plan, faults } = planClaims(scenario, claims, settingsByName(settings));
  if (plan === null) throw refusal(faults);
  const { batches, problems } = planClaimBatches({ ...futuresOf(scenario, options), settings }, plan);
  if (batches === null) throw refusal(problems);
  return batches;
}

function answer(report: ClaimsReport, { json, csv }: ClaimsOptions, { width, paint }: Terminal): string {
  if (json) return documentText(report);
  if (csv) return claimsCsv(report);
  return claimsTable(report, { width, paint });
}
