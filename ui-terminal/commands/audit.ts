// `greyzone audit`: which of the numbers that rest on judgement can, moved alone within their range, change the recommended policy.

import {
  type AuditNumber,
  auditCsv,
  auditModel,
  auditNumbers,
  auditReport,
  auditText,
  BASE_VARIANT,
  documentText,
  firstRuns,
  isJudged,
  type Model,
  planAudit,
  type Question,
  runAudit,
  type Scenario,
  type Setting,
  settingsByName,
  settlePolicies,
  unknownName,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { futuresOf } from '../futures.ts';
import { loadModel, loadScenario, refusal, stopOn } from '../load-scenario.ts';
import type { BatchCommandOptions } from '../options.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import type { Terminal } from '../terminal.ts';

export interface AuditOptions extends BatchCommandOptions {
  readonly outcome?: string;
  readonly policies?: readonly string[];
  readonly doctrine?: string;
  readonly variant?: string;
  readonly numbers?: readonly string[];
  readonly points: number;
}

export const AUDIT_WORLDS = 512;

export async function audit(idOrPath: string, options: AuditOptions, terminal: Terminal): Promise<void> {
  const scenario = loadScenario(idOrPath);
  const settings = options.set ?? [];
  const variant = options.variant ?? scenario.defaults.variants?.[0] ?? BASE_VARIANT;
  const usual = loadModel(scenario, variant, settings);
  const outcome = outcomeOf(scenario, usual, options.outcome);
  const question = questionOf(scenario, usual, options, variant);
  const numbers = numbersOf(scenario, settings, options.numbers);
  const model = openModel(scenario, numbers, variant, settings);
  const { plan, problems } = planAudit(question, model, outcome, numbers, options.points);
  if (plan === null) throw refusal(problems);
  const deliver = openOutput(options.output, terminal);
  const end = await runInterruptibly(firstRuns(plan), options, terminal, (run) => runAudit(plan, run));
  const about = { scenario: idOrPath, version: programVersion(), asked: options.numbers ?? null };
  const found = auditReport(plan, end.result, about);
  if (options.json) deliver(documentText(found));
  else deliver(options.csv ? auditCsv(found) : auditText(found, terminal));
  if (found.failed === found.runs) throw new Stop(EXIT.failed, 'every run failed');
}

/** The scenario's first outcome that says what is better, those of its defaults before the others; or the one asked for. */
function outcomeOf({ id, defaults }: Scenario, model: Model, asked: string | undefined): number {
  const { outcomes } = model;
  const names = outcomes.map(({ name }) => name);
  if (asked !== undefined) {
    stopOn([unknownName('outcome', asked, names)]);
    const found = names.indexOf(asked);
    if (outcomes[found]!.better === 'neither')
      throw badInput(
        `outcome "${asked}" does not say whether lower or higher is better: there is no policy to recommend`,
      );
    return found;
  }
  const main = (defaults.outcomes ?? []).flatMap((name) =>
    outcomes.filter((one) => [one.name, one.element].includes(name)),
  );
  const first = [...main, ...outcomes].find(({ better }) => better !== 'neither');
  if (first === undefined)
    throw badInput(`no outcome of ${id} says whether lower or higher is better: there is no policy to recommend`);
  return outcomes.indexOf(first);
}

function questionOf(scenario: Scenario, model: Model, options: AuditOptions, variant: string): Question {
  const { defaults } = scenario;
  const policies = settlePolicies(scenario, model, options);
  stopOn(
    policies.map((name) =>
      unknownName(
        'policy',
        name,
        model.policies.map((policy) => policy.name),
      ),
    ),
  );
  if (policies.length < 2) throw badInput(`an audit compares policies, and here is only one: ${policies.join()}`);
  return {
    variants: [variant],
    policies,
    doctrines: [options.doctrine ?? defaults.doctrines?.[0] ?? model.doctrines[0]!.name],
    ...futuresOf(scenario, options),
    worlds: options.worlds ?? AUDIT_WORLDS,
  };
}

function numbersOf(
  scenario: Scenario,
  settings: readonly Setting[],
  asked: readonly string[] | undefined,
): readonly AuditNumber[] {
  const all = auditNumbers(scenario, settingsByName(settings));
  if (asked !== undefined) {
    const names = all.map(({ name }) => name);
    stopOn(asked.map((name) => unknownName('fact with a range or uncertainty', name, names)));
    return all.filter(({ name }) => asked.includes(name));
  }
  const judged = all.filter(isJudged);
  if (judged.length > 0) return judged;
  throw badInput(`nothing to audit: no uncertainty and no fact with a range is graded guess or weak in ${scenario.id}`);
}

function openModel(
  scenario: Scenario,
  numbers: readonly AuditNumber[],
  variant: string,
  settings: readonly Setting[],
): Model {
  const { model, faults } = auditModel(scenario, numbers, { variant, settings: settingsByName(settings) });
  if (model !== null) return model;
  throw refusal(faults);
}
