// What a sequential batch came to -> the document `greyzone.choose/1`: what is decided and what is not, and by which procedure.

import { type Moments, normalEnough, SEQUENCE_SETTING, sequenceInterval } from '../analysis/confidence-sequence.ts';
import type { Interval } from '../analysis/interval.ts';
import type { ComparisonStanding, StoppingStatus } from '../analysis/stopping-rule.ts';
import { goalText } from '../batch/sequential/goal.ts';
import type { Allocation, SequentialResult } from '../batch/sequential/run-sequential.ts';
import type { Outcome } from '../model/model.ts';
import {
  type EngineFacts,
  type QuestionFacts,
  questionFacts,
  type ScenarioFacts,
  scenarioFacts,
} from './batch-facts.ts';
import { procedureWords } from './sequential-words.ts';

export const CHOOSE_FORMAT = 'greyzone.choose/1';

export interface ChooseGoal {
  /** As `--until` reads it. */
  readonly goal: string;
  readonly kind: 'diff' | 'ranking' | 'best';
  readonly outcome: string;
  readonly variant: string;
  readonly doctrine: string;
  readonly status: StoppingStatus;
  /** Best first by the differences so far, lowest first where no direction is better. Empty for `diff`. */
  readonly order: readonly string[];
  /** At least how likely it is that the first of `order` is the best (Bayesian, no error rate); null where it says nothing. */
  readonly probability: number | null;
}

export interface ChooseComparison {
  /** Place among `goals`. */
  readonly goal: number;
  readonly outcome: string;
  readonly variant: string;
  readonly doctrine: string;
  readonly policy: string;
  readonly baseline: string;
  readonly status: StoppingStatus;
  readonly verdict: ComparisonStanding['verdict'];
  /** Policy minus baseline at the end, over the worlds that both have. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly worlds: number;
  /** Worlds at the look that decided it. */
  readonly decidedAt: number | null;
  /** Why there is no interval. */
  readonly note: string | null;
}

export interface ChoosePolicy {
  readonly variant: string;
  readonly policy: string;
  readonly doctrine: string;
  readonly worlds: number;
  readonly runs: number;
  readonly failed: number;
  /** Over the policy's own worlds; each interval by itself holds at every look. */
  readonly estimates: readonly {
    readonly outcome: string;
    readonly estimate: number | null;
    readonly interval: Interval | null;
    readonly worlds: number;
  }[];
}

export interface ChooseLook {
  readonly look: number;
  /** Fewest and most worlds of a policy. */
  readonly worlds: readonly [least: number, most: number];
  readonly runs: number;
  /** Goals decided so far. */
  readonly decided: number;
  readonly comparisonsDecided: number;
}

export interface Choose extends Omit<QuestionFacts, 'worlds'> {
  readonly format: typeof CHOOSE_FORMAT;
  readonly scenario: ScenarioFacts & { readonly question: string; readonly turns: number };
  readonly engine: EngineFacts;
  readonly procedure: {
    readonly method: 'sequence' | 'spending';
    readonly allocate: Allocation;
    readonly confidence: number;
    /** Differences that share the error, and the confidence of each. */
    readonly comparisons: number;
    readonly comparisonConfidence: number;
    /** Worlds at the looks that were planned; of `ocba` only the first. */
    readonly planned: readonly number[];
    readonly budget: number;
    /** The procedure in sentences. */
    readonly words: readonly string[];
  };
  readonly status: StoppingStatus;
  readonly goals: readonly ChooseGoal[];
  readonly comparisons: readonly ChooseComparison[];
  readonly policies: readonly ChoosePolicy[];
  readonly looks: readonly ChooseLook[];
  readonly outcomes: readonly Pick<Outcome, 'name' | 'label' | 'unit' | 'better' | 'kind'>[];
  readonly runs: number;
  readonly timing: { readonly seconds: number; readonly workers: number };
  readonly reproduce: string;
}

export interface ChooseOptions {
  /** The question that the scenario asks. */
  readonly question: string;
  readonly version: string;
  readonly timing: Choose['timing'];
  readonly reproduce: string;
}

/** The document of a batch that was run until it was decided, or until its budget was spent. */
export function chooseReport(result: SequentialResult, options: ChooseOptions): Choose {
  const { plan, settled, looks, allocate, budget } = result.sequential;
  const { stopping, outcomes } = settled;
  const model = plan.models[0]!;
  const { worlds: _, ...facts } = questionFacts(plan.question);
  const comparisons = result.standing.comparisons.map((standing, place) => comparisonOf(result, standing, place));
  const goals = settled.goals.map((_goal, place) => goalOf(result, place));
  const { method, confidence, comparisonConfidence } = stopping;
  const procedure = {
    method: method.kind,
    allocate,
    confidence,
    comparisons: comparisons.length,
    comparisonConfidence,
    planned: looks,
    budget,
  };
  return {
    format: CHOOSE_FORMAT,
    scenario: { ...scenarioFacts(model), question: options.question, turns: model.turns },
    engine: { name: result.engine, version: options.version, refusals: result.refusals },
    ...facts,
    procedure: {
      ...procedure,
      words: procedureWords({ ...procedure, design: facts.design, looks: result.looks.length }),
    },
    status: result.status,
    goals,
    comparisons,
    policies: plan.arms.map(({ index, names }) => ({
      ...names,
      worlds: result.worlds[index]!,
      runs: result.worlds[index]! * facts.replications,
      failed: result.failed[index]!,
      estimates: outcomes.map((outcome, place) => {
        const moments = result.armMoments(place, index);
        return {
          outcome: model.outcomes[outcome]!.name,
          estimate: moments.n > 0 ? moments.mean : null,
          interval: sequenceInterval(moments, { ...SEQUENCE_SETTING, confidence }),
          worlds: moments.n,
        };
      }),
    })),
    looks: result.looks.map(({ worlds, runs, comparisons: looked, goals: reached }, look) => ({
      look: look + 1,
      worlds: [Math.min(...worlds), Math.max(...worlds)],
      runs,
      decided: reached.filter((status) => status === 'decided').length,
      comparisonsDecided: looked.filter(({ status }) => status === 'decided').length,
    })),
    outcomes: outcomes.map((outcome) => {
      const { name, label, unit, better, kind } = model.outcomes[outcome]!;
      return { name, label, unit, better, kind };
    }),
    runs: result.runs,
    timing: options.timing,
    reproduce: options.reproduce,
  };
}

function comparisonOf(result: SequentialResult, standing: ComparisonStanding, place: number): ChooseComparison {
  const { plan } = result.sequential;
  const policyOf = (arm: string): string => plan.arms[Number(arm)]!.names.policy;
  const { variant, doctrine } = plan.arms[Number(standing.arm)]!.names;
  const moments = result.differences[place]!;
  const interval =
    result.looks.at(-1)!.comparisons[place]!.interval ?? (standing.verdict === null ? null : standing.interval);
  // A goal can be decided while one of its comparisons is not; then nothing more comes.
  const status = standing.status === 'going on' ? 'undecided' : standing.status;
  return {
    goal: standing.goal,
    outcome: standing.outcome,
    variant,
    doctrine,
    policy: policyOf(standing.arm),
    baseline: policyOf(standing.baseline),
    status,
    verdict: standing.verdict,
    estimate: moments.n > 0 ? moments.mean : null,
    interval,
    worlds: moments.n,
    decidedAt: standing.decidedAt,
    note: interval === null ? whyNone(moments) : null,
  };
}

function whyNone(moments: Moments): string {
  const { n, mean, variance } = moments;
  if (n === 0) return 'no world has a value on both sides';
  if (variance === 0 && mean === 0) return 'too few events to say anything yet: no world differed';
  if (variance === 0) return 'every world differed by the same amount: without spread no interval';
  if (!normalEnough(moments)) return 'too few events to say anything yet';
  return 'too early to say anything';
}

function goalOf(result: SequentialResult, place: number): ChooseGoal {
  const { goal, variant, doctrine } = result.sequential.settled.goals[place]!;
  return {
    goal: goalText(goal),
    kind: goal.kind,
    outcome: goal.outcome,
    variant,
    doctrine,
    status: result.goals[place]!,
    order: goal.kind === 'diff' ? [] : orderOf(result, place),
    probability: result.choices.find((choice) => choice.goal === place)?.probability ?? null,
  };
}

/** By the sum of the differences to all others, as the stopping rule orders them; the choice goes first. */
function orderOf(result: SequentialResult, place: number): readonly string[] {
  const { settled, plan } = result.sequential;
  const { arms, better } = settled.goals[place]!;
  const sign = better === 'higher' ? -1 : 1;
  const chosen = result.choices.find((choice) => choice.goal === place)?.arm;
  const height = new Map(arms.map((arm) => [arm, 0]));
  result.standing.comparisons.forEach((comparison, i) => {
    if (comparison.goal !== place) return;
    const { mean } = result.differences[i]!;
    const [one, other] = [Number(comparison.arm), Number(comparison.baseline)];
    height.set(one, height.get(one)! + mean);
    height.set(other, height.get(other)! - mean);
  });
  const rank = (arm: number): number => (arm === chosen ? Number.NEGATIVE_INFINITY : sign * height.get(arm)!);
  return [...arms].sort((a, b) => rank(a) - rank(b)).map((arm) => plan.arms[arm]!.names.policy);
}
