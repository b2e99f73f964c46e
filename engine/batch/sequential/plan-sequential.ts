// A question, goals and how to look -> everything about a sequential batch that is fixed before its first run, or why it cannot be made.

import { MOST_LOOKS } from '../../analysis/alpha-spending.ts';
import { SEQUENCE_SETTING } from '../../analysis/confidence-sequence.ts';
import type { StoppingMethod } from '../../analysis/stopping-rule.ts';
import { MAX_WORLDS } from '../../chance/channel.ts';
import type { Model } from '../../model/model.ts';
import type { Problem } from '../../problem.ts';
import { planStored } from '../plan-batch.ts';
import type { Question } from '../question.ts';
import type { Goal } from './goal.ts';
import { FIRST_LOOK, sequenceLooks, spendingLooks } from './look-schedule.ts';
import type { Allocation, SequentialPlan } from './run-sequential.ts';
import { settleGoals } from './settle-goals.ts';

/** What a batch that stops by itself is asked. */
export interface SequentialQuestion {
  /** Worlds follow from the budget. Its policies are those that `ranking` and `best` speak of. */
  readonly question: Omit<Question, 'worlds'>;
  readonly goals: readonly Goal[];
  readonly method: 'sequence' | 'spending';
  /** Chance that all verdicts are right together, at least; 0.5 to below 1. */
  readonly confidence: number;
  /** Worlds at each look; null for the usual. */
  readonly looks: readonly number[] | null;
  /** Runs of all arms together. */
  readonly budget: number;
  readonly allocate: Allocation;
}

/** Far beyond what one sitting can wait for. */
export const MOST_BUDGET = 2 ** 32;
/** With `ocba` runs wait in memory for those that they are compared with. */
const MOST_HELD = 2 ** 26;

/** The plan, or why it cannot be made. */
export function planSequential(
  asked: SequentialQuestion,
  models: readonly Model[],
): { readonly sequential: SequentialPlan | null; readonly problems: readonly Problem[] } {
  const { question, goals, budget, allocate, confidence } = asked;
  const early = soughtProblems(asked, models);
  if (early.length > 0) return { sequential: null, problems: early };
  const policies = policiesOf(asked);
  const arms = question.variants.length * policies.length * question.doctrines.length;
  const all = Math.floor(budget / question.replications);
  const most = Math.min(Math.floor(all / arms), MAX_WORLDS);
  const looks = looksOf(asked, most);
  const size = sizeProblems(asked, arms, most, looks);
  if (size.length > 0) return { sequential: null, problems: size };
  const worlds = allocate === 'ocba' ? Math.min(all, MAX_WORLDS) : looks.at(-1)!;
  const { plan, problems } = planStored({ ...question, policies, worlds }, models);
  if (plan === null) return { sequential: null, problems };
  const method: StoppingMethod =
    asked.method === 'spending' ? { kind: 'spending', looks } : { kind: 'sequence', ...SEQUENCE_SETTING };
  const settled = settleGoals(goals, question.policies, plan, method, confidence);
  return { sequential: { plan, settled, looks, allocate, budget }, problems: [] };
}

/** What is wrong with the goals and the way of looking, whatever the size of the batch. */
export function soughtProblems(asked: SequentialQuestion, models: readonly Model[]): readonly Problem[] {
  return [...askedProblems(asked), ...goalProblems(asked, models)];
}

/** Those that are ranked, if anything is, and those that differences name. */
function policiesOf({ question, goals }: SequentialQuestion): readonly string[] {
  const ranked = goals.some(({ kind }) => kind !== 'diff') ? question.policies : [];
  const named = goals.flatMap((goal) => (goal.kind === 'diff' ? [goal.policy, goal.baseline] : []));
  return [...new Set([...ranked, ...named])];
}

function looksOf({ looks, method, allocate }: SequentialQuestion, most: number): readonly number[] {
  if (looks !== null) return looks;
  if (allocate === 'ocba') return [Math.min(FIRST_LOOK, most)];
  return method === 'spending' ? spendingLooks(most) : sequenceLooks(most);
}

function askedProblems({ question, method, confidence, looks, budget, allocate }: SequentialQuestion): Problem[] {
  const problems: Problem[] = [];
  if (question.design === 'lhs')
    problems.push(
      problem(
        'no-prefix',
        'a Latin hypercube is laid out for a number of worlds that is fixed beforehand; to stop in between would leave it uneven',
        'take --design mc, for which the error rate is proven, or sobol; or run a fixed number of worlds with "greyzone compare"',
      ),
    );
  if (!(confidence >= 0.5 && confidence < 1))
    problems.push(problem('out-of-range', `--confidence: expected a number from 0.5 to below 1, got ${confidence}`));
  if (!(Number.isInteger(budget) && budget >= 1 && budget <= MOST_BUDGET))
    problems.push(
      problem('out-of-range', `--budget: expected a whole number of runs from 1 to ${MOST_BUDGET}, got ${budget}`),
    );
  if (
    looks !== null &&
    !looks.every((worlds, i) => Number.isInteger(worlds) && worlds >= 2 && worlds > (looks[i - 1] ?? 0))
  )
    problems.push(
      problem('bad-looks', `--looks: expected ascending whole numbers of worlds from 2, got ${looks.join(',')}`),
    );
  if (looks !== null && (looks.length === 0 || (method === 'spending' && looks.length > MOST_LOOKS)))
    problems.push(problem('bad-looks', `--looks: expected 1 to ${MOST_LOOKS} looks, got ${looks.length}`));
  if (allocate === 'ocba' && method === 'spending')
    problems.push(
      problem(
        'ocba-spends',
        '--method spending needs the same planned number of worlds for every policy, and --allocate ocba decides it on the way',
        'take --method sequence, which holds at any number',
      ),
    );
  if (allocate === 'ocba' && looks !== null)
    problems.push(problem('ocba-looks', '--looks goes with --allocate equal: ocba looks after every round'));
  return problems;
}

function goalProblems(asked: SequentialQuestion, models: readonly Model[]): Problem[] {
  const { question, goals, allocate } = asked;
  const ranks = goals.some(({ kind }) => kind !== 'diff');
  if (goals.length === 0) return [problem('no-goal', 'nothing to find out: name a goal with --until')];
  if (ranks && question.policies.length < 2)
    return [problem('one-policy', 'a ranking needs at least two policies', 'name them with --policies')];
  const twins = ranks ? twinProblems(question.policies, models[0]) : [];
  if (allocate === 'equal') return twins;
  const groups = question.variants.length * question.doctrines.length;
  if (goals.length > 1 || goals[0]!.kind === 'diff' || groups > 1)
    return [
      ...twins,
      problem(
        'ocba-goal',
        '--allocate ocba seeks one best policy: one goal, in one variant, under one doctrine',
        'say --until "best(OUTCOME)" with one name each for --variants and --doctrines, or --allocate equal',
      ),
    ];
  const outcome = models[0]?.outcomes.find(({ name }) => name === goals[0]!.outcome);
  if (outcome?.better === 'neither')
    return [...twins, problem('no-direction', `--allocate ocba: nobody says which way ${outcome.name} is better`)];
  return twins;
}

/** Two names for the same options can never be told apart. */
function twinProblems(policies: readonly string[], model: Model | undefined): Problem[] {
  const optionsOf = (policy: string): string | undefined =>
    model?.policies.find(({ name }) => name === policy)?.options.join('+');
  return policies.flatMap((policy, i) => {
    const options = optionsOf(policy);
    const twin = options === undefined ? undefined : policies.slice(0, i).find((other) => optionsOf(other) === options);
    if (twin === undefined) return [];
    return [
      problem('same-policy', `"${twin}" and "${policy}" are the same policy and cannot be ranked`, 'name one of them'),
    ];
  });
}

function sizeProblems(
  { method, looks: asked, budget, question, allocate }: SequentialQuestion,
  arms: number,
  most: number,
  looks: readonly number[],
): Problem[] {
  const each = arms * question.replications;
  const enough = (worlds: number): string => `${worlds * each} runs are enough for ${worlds} worlds`;
  if (asked !== null && asked.at(-1)! > most)
    return [
      problem(
        'small-budget',
        `--looks ${asked.at(-1)}: the budget of ${budget} runs ends after ${most} worlds of ${arms} arms x ${question.replications} replications`,
        enough(asked.at(-1)!),
      ),
    ];
  if (most < FIRST_LOOK && !(method === 'spending' && asked !== null))
    return [
      problem(
        'small-budget',
        `--budget ${budget}: ${most} worlds of ${arms} arms x ${question.replications} replications, and before ${FIRST_LOOK} worlds nothing is said`,
        enough(FIRST_LOOK),
      ),
    ];
  if (method === 'sequence' && asked !== null && asked.at(-1)! < SEQUENCE_SETTING.burnIn)
    return [problem('early-looks', `--looks: before ${SEQUENCE_SETTING.burnIn} worlds a sequence says nothing`)];
  if (looks.length === 0) return [problem('bad-looks', '--looks: at least one')];
  if (allocate === 'ocba' && budget > MOST_HELD)
    return [
      problem('large-budget', `--allocate ocba keeps runs in memory: at most ${MOST_HELD} of them, not ${budget}`),
    ];
  return [];
}

function problem(code: string, message: string, ...notes: readonly string[]): Problem {
  return { severity: 'error', code, path: '', message, place: null, notes };
}
