// Options of a stored batch + its scenario -> what it is to find out before it stops, and how large it may become.

import {
  type Model,
  type Plan,
  planStored,
  planUntil,
  type Question,
  type Scenario,
  type Sought,
  type UntilPlan,
  untilBlockFutures,
} from '../engine/index.ts';
import { DEFAULT_BUDGET, USUAL_CONFIDENCE, USUAL_METHOD } from './choose-options.ts';
import { goalsAsked } from './commands/choose.ts';
import { badInput } from './exit-code.ts';
import { refusal } from './load-scenario.ts';

/** All but `until` go with `until` only. */
export interface StoredGoalOptions {
  readonly until?: string;
  readonly method?: 'sequence' | 'spending';
  readonly confidence?: number;
  readonly looks?: readonly number[];
  /** Most runs of all arms together. */
  readonly budget?: number;
  readonly allocate?: 'equal' | 'ocba';
}

interface Asked {
  readonly question: Question;
  readonly models: readonly Model[];
}

/** The question, with as many worlds as the batch may come to, and what it is run for, if anything. */
export function stopAsked(
  scenario: Scenario,
  { question, models }: Asked,
  options: StoredGoalOptions & Partial<Pick<Question, 'design' | 'worlds'>>,
): { readonly question: Question; readonly until: Sought | undefined } {
  const { until, method, confidence, looks, budget, allocate } = options;
  if (allocate === 'ocba')
    throw badInput(
      '--allocate ocba: a stored batch runs every arm over the same worlds, block by block, and so cannot send runs where the best is in doubt: take "greyzone choose --allocate ocba", which keeps nothing, or leave it out',
    );
  if (until === undefined) {
    const lonely = Object.entries({ method, confidence, looks, budget, allocate }).find(
      ([, value]) => value !== undefined,
    );
    if (lonely !== undefined) throw badInput(`--${lonely[0]} goes with --until`);
    return { question, until };
  }
  const arms = armsOf({ question, models });
  const most = Math.floor((budget ?? DEFAULT_BUDGET) / arms / question.replications);
  const worlds = options.worlds ?? looks?.at(-1) ?? Math.max(1, most);
  return {
    // Not the scenario's own design: only for independent worlds is the error rate proven.
    question: { ...question, worlds, design: options.design ?? 'mc' },
    until: {
      goals: goalsAsked(until, scenario, models[0]!),
      ranked: [...new Set(question.policies)],
      method: method ?? USUAL_METHOD,
      confidence: confidence ?? USUAL_CONFIDENCE,
      looks: looks ?? null,
    },
  };
}

/** What is ranked is what is named: the usual baseline does not come along unasked, the first policy that is named stands for it. */
export function ownBaseline<
  Options extends StoredGoalOptions & { readonly policies?: readonly string[]; readonly baseline?: string },
>({ defaults }: Scenario, options: Options): Options {
  const { until, policies = ['all'], baseline } = options;
  if (until === undefined || baseline !== undefined || defaults.baseline === null) return options;
  if (policies.includes('all') || policies.includes(defaults.baseline)) return options;
  return { ...options, baseline: policies[0]! };
}

/** In a batch that stops by itself a block holds whole worlds. `blockRuns`: as asked, or null. */
export function blockFuturesOf(asked: Asked, until: Sought | undefined, blockRuns: number | null): number | undefined {
  const wanted = blockRuns === null ? undefined : Math.max(1, Math.floor(blockRuns / armsOf(asked)));
  if (until === undefined) return wanted;
  const { replications } = asked.question;
  if (wanted !== undefined) return replications * Math.max(1, Math.floor(wanted / replications));
  const usual = planStored(asked.question, asked.models).plan?.blocks[0]?.count;
  return usual === undefined ? undefined : untilBlockFutures(until.looks, asked.question, usual);
}

/** Stops where this batch cannot stop by itself. */
export function planStop(plan: Plan, until: Sought): UntilPlan {
  const planned = planUntil(until, plan);
  if (planned.until === null) throw refusal(planned.problems);
  return planned.until;
}

function armsOf({ question, models }: Asked): number {
  return new Set(question.policies).size * new Set(question.doctrines).size * models.length;
}
