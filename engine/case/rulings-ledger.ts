// The line of a seminar -> its ledger of rulings, one row each: what the model gave, what was ruled and why, what changed.

import type { Model } from '../model/model.ts';
import { amend } from '../reference/amend.ts';
import { positionOf, type RunState } from '../reference/run.ts';
import type { AdjudicationMode } from '../vocabulary.ts';
import { type ChanceQuestion, COMES, STAYS } from './chance-question.ts';
import type { CaseEntry, CaseInput, ChanceRuling } from './entry.ts';
import type { Ground } from './ground.ts';
import {
  type GivenRuling,
  oddsAsRuled,
  type PlayedTurns,
  proposedAnswer,
  questionsPlayed,
  ruledOddsOf,
  rulingsGiven,
} from './played-questions.ts';
import type { ProposedAnswer } from './proposal.ts';
import { answerWords, eventWords } from './question-words.ts';
import { stateWords } from './room-words.ts';

/** A ruling on chance that was in force when its turn was played. Turns count from 1. */
export interface ChanceRow {
  readonly kind: 'chance';
  readonly turn: number;
  readonly date: string;
  readonly channel: string;
  readonly label: string;
  /** All that the question could answer; empty when it never arose. */
  readonly answers: readonly ProposedAnswer[];
  /** The answer that the ruling names, else the one that came; null when it lapsed. With its odds by the model and as ruled. */
  readonly answer: string | null;
  readonly modelOdds: number | null;
  readonly ruledOdds: number | null;
  /** What the model's own draw would have answered, and what the turn took; null when the question never arose. */
  readonly proposed: string | null;
  readonly came: string | null;
  readonly changed: boolean;
  readonly lapsed: boolean;
  /**
   * How much likelier the ruling made a step up than the model had it, less the same for a step down: -2..2. Null where up and down mean nothing
   * (lesser incidents) and where the ruling lapsed; see `umpireBias`.
   */
  readonly lean: number | null;
  readonly mode: AdjudicationMode;
  readonly way: ChanceRuling['way'];
  readonly reason: string;
  /** Wall time at which it was given. */
  readonly at: string | null;
}

/** A stock or a machine that was set by hand; no odds go with it. */
export interface ByHandRow {
  readonly kind: 'by hand';
  readonly turn: number;
  readonly date: string;
  readonly name: string;
  readonly label: string;
  /** Numbers as text, states as their labels. */
  readonly before: string;
  readonly after: string;
  readonly changed: boolean;
  readonly reason: string;
  readonly at: string | null;
}

/** One ruling: on chance, or on the state itself. */
export type LedgerRow = ChanceRow | ByHandRow;

/** Of a standing: the turns played, and the run as it stood before each and after the last. */
export interface PlayedLine extends PlayedTurns {
  readonly runs: readonly RunState[];
}

/** Incidents from this importance on count as escalating. */
const ESCALATING = 2;

/** In order of turns; what was set by hand before a turn stands before the rulings on its chance. `line` leads from the opening to the standing. */
export function rulingsLedger(ground: Ground, standing: PlayedLine, line: readonly CaseEntry[]): readonly LedgerRow[] {
  const given = rulingsGiven(line);
  const byHand = handRows(ground, standing, line);
  return standing.runs.flatMap((_, turn): LedgerRow[] => {
    const set = byHand.filter((row) => row.turn === turn + 1);
    if (turn >= standing.records.length) return set;
    const questions = questionsPlayed(ground, standing, turn);
    const rulings = [...(given.get(turn)?.values() ?? [])];
    return [...set, ...rulings.map((ruling) => chanceRow(ground, standing, turn, ruling, questions))];
  });
}

function chanceRow(
  ground: Ground,
  standing: PlayedLine,
  turn: number,
  { input, at }: GivenRuling,
  questions: readonly ChanceQuestion[],
): ChanceRow {
  const { scenario, model } = ground;
  const { channel, ruling, mode, reason } = input;
  const question = questions.find(({ stream }) => stream === channel);
  const odds = question === undefined ? null : ruledOddsOf(question, input);
  const proposed = question === undefined ? null : proposedAnswer(ground, standing, turn, question);
  const came = question?.answer ?? null;
  return {
    kind: 'chance',
    turn: turn + 1,
    date: dateOf(model, turn),
    channel,
    label: eventWords(scenario, slotOf(model, channel)),
    answers: question === undefined ? [] : answersOf(ground, question),
    answer: odds?.answer ?? null,
    modelOdds: odds?.model ?? null,
    ruledOdds: odds?.ruled ?? null,
    proposed,
    came,
    changed: proposed !== came,
    lapsed: odds === null,
    lean: question === undefined || odds === null ? null : leanOf(model, question, ruling),
    mode,
    way: ruling.way,
    reason,
    at,
  };
}

function answersOf({ scenario, model }: Ground, { name, index, state, answers }: ChanceQuestion): ProposedAnswer[] {
  const asked = state === null ? null : model.machines[index]!.states[state]!.name;
  return answers.map((answer) => ({
    name: answer.name,
    label: answerWords(scenario, name, asked, answer.name),
    odds: answer.odds,
  }));
}

/** The incident or machine that draws from a channel. */
function slotOf({ channels, incidents, machines }: Model, name: string): string {
  const index = channels.findIndex((channel) => channel.name === name);
  const incident = incidents.find(({ channel }) => channel === index);
  return (incident ?? machines.find(({ states }) => states.some(({ channel }) => channel === index)))?.name ?? name;
}

function leanOf(model: Model, question: ChanceQuestion, ruling: ChanceRuling): number | null {
  if (question.kind === 'incident' && model.incidents[question.index]!.importance < ESCALATING) return null;
  const ruled = oddsAsRuled(question, ruling);
  return question.answers.reduce(
    (sum, { name, odds }) => sum + stepOf(model, question, name) * (ruled.get(name)! - odds),
    0,
  );
}

/** 1 for a step up (an incident that comes; a state further down the machine's list), -1 for one down, 0 for none. */
function stepOf({ machines }: Model, { kind, index, state }: ChanceQuestion, answer: string): number {
  if (kind === 'incident') return answer === COMES ? 1 : 0;
  if (answer === STAYS) return 0;
  return Math.sign(machines[index]!.states.findIndex(({ name }) => name === answer) - state!);
}

function handRows(ground: Ground, { runs }: PlayedLine, line: readonly CaseEntry[]): readonly ByHandRow[] {
  const { model, reference } = ground;
  const rows: ByHandRow[] = [];
  const ruled = new Map<number, RunState>();
  for (const { input, at } of line) {
    if (input.kind !== 'ruling') continue;
    const turn = input.turn - 1;
    const before = ruled.get(turn) ?? runs[turn]!;
    const stocks = Object.entries(input.stocks).map(([name, value]) => ({
      stock: model.stocks.findIndex((stock) => stock.name === name),
      value,
    }));
    const machines = Object.entries(input.machines).map(([name, state]) => {
      const machine = model.machines.findIndex((candidate) => candidate.name === name);
      return { machine, state: model.machines[machine]!.states.findIndex((candidate) => candidate.name === state) };
    });
    const after = amend(reference, before, { stocks, machines });
    ruled.set(turn, after);
    for (const { stock } of stocks) {
      const [was, is] = [before, after].map((run) => String(positionOf(run).stocks[stock]));
      rows.push(handRow(ground, input, at, model.stocks[stock]!.name, was!, is!));
    }
    for (const { machine } of machines) {
      const { name, states } = model.machines[machine]!;
      const [was, is] = [before, after].map((run) =>
        stateWords(ground.scenario, name, states[positionOf(run).leaves[machine]!]!.name),
      );
      rows.push(handRow(ground, input, at, name, was!, is!));
    }
  }
  return rows;
}

function handRow(
  { model, scenario }: Ground,
  { turn, reason }: Extract<CaseInput, { kind: 'ruling' }>,
  at: string | undefined,
  name: string,
  before: string,
  after: string,
): ByHandRow {
  return {
    kind: 'by hand',
    turn,
    date: dateOf(model, turn - 1),
    name,
    label: eventWords(scenario, name),
    before,
    after,
    changed: before !== after,
    reason,
    at: at ?? null,
  };
}

function dateOf({ clock }: Model, turn: number): string {
  return clock.dates[turn]?.label ?? '';
}
