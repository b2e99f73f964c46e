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
  documentText,
  type EngineName,
  planClaimBatches,
  planClaims,
  renderProblems,
  runClaims,
  type Scenario,
  type Setting,
  testClaims,
  unknownName,
} from '../../engine/index.ts';
import { type FollowedClaim, followClaim } from '../claims-elsewhere.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadScenario, refusal, stopOn } from '../load-scenario.ts';
import type { FuturesOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface ClaimsOptions extends FuturesOptions {
  readonly only?: readonly string[];
  readonly replications?: number;
  readonly workers?: number;
  readonly engine: EngineName;
  readonly json?: true;
  readonly csv?: true;
  readonly output?: string;
  readonly quiet?: true;
}

const DEFAULT_WORLDS = 64;
const DEFAULT_REPLICATIONS = 2;

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
    let before = { done: 0, total: runs, failed: 0 };
    for (const [i, batches] of planned.entries()) {
      const sofar = before;
      const end = await runClaims(batches, {
        ...batch,
        onProgress: (own) => {
          before = { done: sofar.done + own.done, total: runs, failed: sofar.failed + own.failed };
          batch.onProgress?.(before);
        },
      });
      if (end.kind === 'interrupted') return { kind: 'interrupted' as const, progress: before };
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
  const quantities = [...scenario.uncertainties.keys(), ...scenario.facts.keys()];
  stopOn(set.map(({ name }) => unknownName('fact or uncertainty', name.replace(/\[.*/, ''), quantities)));
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
  throw badInput(`a problem in ${found.from}\n\n${renderProblems([found.problem], found.texts)}`);
}

/** What is set by hand holds in the scenario that was asked about; the others run as they are. */
function batchesOf({ scenario, claims }: Asked, options: ClaimsOptions, isFirst: boolean): ClaimsBatches {
  const settings: readonly Setting[] = isFirst ? (options.set ?? []) : [];
  const { plan, faults } = planClaims(scenario, claims, new Map(settings.map(({ name, value }) => [name, value])));
  if (plan === null) throw badInput(faults.map(({ message, notes }) => [message, ...notes].join('; ')).join('\n'));
  const { defaults } = scenario;
  const { batches, problems } = planClaimBatches(
    {
      seed: options.seed,
      design: options.design ?? defaults.design ?? 'sobol',
      worlds: options.worlds ?? defaults.worlds ?? DEFAULT_WORLDS,
      replications: options.replications ?? defaults.replications ?? DEFAULT_REPLICATIONS,
      settings,
      engine: options.engine,
    },
    plan,
  );
  if (batches === null) throw refusal(problems);
  return batches;
}

function answer(report: ClaimsReport, { json, csv }: ClaimsOptions, { width, paint }: Terminal): string {
  if (json) return documentText(report);
  if (csv) return claimsCsv(report);
  return claimsTable(report, { width, paint });
}
