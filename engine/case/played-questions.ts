// The line of a seminar -> the questions of chance of every turn played on it, each with the ruling that was in force.

import type { RunState } from '../reference/run.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import { type AdjudicationInput, moderatedOdds, ownDraw } from './adjudication.ts';
import { answerNamed, answerOn, type ChanceQuestion, questionsOf } from './chance-question.ts';
import type { CaseEntry } from './entry.ts';
import type { Ground } from './ground.ts';

/** Of a standing: the turns played, and the run that each was played from. */
export interface PlayedTurns {
  readonly records: readonly TurnRecord[];
  readonly starts: readonly RunState[];
}

/** The last ruling on a channel for a turn. `at` is the wall time at which it was given. */
export interface GivenRuling {
  readonly input: AdjudicationInput;
  readonly at: string | null;
}

/** `turn` counts from 0. */
export function questionsPlayed({ model }: Ground, { records }: PlayedTurns, turn: number): readonly ChanceQuestion[] {
  return questionsOf(model, records[turn]!);
}

/** By turn (from 0) and channel, the last one of each. `line`: the entries from the opening to where the case stands. */
export function rulingsGiven(line: readonly CaseEntry[]): ReadonlyMap<number, ReadonlyMap<string, GivenRuling>> {
  const given = new Map<number, Map<string, GivenRuling>>();
  for (const { input, at } of line) {
    if (input.kind !== 'adjudication') continue;
    const turn = input.turn - 1;
    const own = given.get(turn) ?? new Map<string, GivenRuling>();
    given.set(turn, own.set(input.channel, { input, at: at ?? null }));
  }
  return given;
}

/** What the model's own draw would have answered in a turn that was played; the odds are those of the turn as it was played. */
export function proposedAnswer(
  ground: Ground,
  { starts }: PlayedTurns,
  turn: number,
  question: ChanceQuestion,
): string {
  const draw = ownDraw(ground, { run: starts[turn]!, played: turn }, question.channel);
  return draw === question.draw ? question.answer : answerOn(question, draw).name;
}

/** The answer that a ruling is about (what came, unless it names one), with its odds by the model and as ruled. */
export interface RuledOdds {
  readonly answer: string;
  readonly model: number;
  readonly ruled: number;
}

/** Null when the question has no such answer, or gave it no chance: the ruling lapsed. */
export function ruledOddsOf(question: ChanceQuestion, { ruling }: Pick<AdjudicationInput, 'ruling'>): RuledOdds | null {
  const name = 'answer' in ruling ? ruling.answer : question.answer;
  const answer = answerNamed(question, name);
  if (answer === undefined || ('answer' in ruling && !answer.possible)) return null;
  return { answer: name, model: answer.odds, ruled: oddsAsRuled(question, ruling).get(name)! };
}

/** The odds of every answer under a ruling. A re-roll and an acceptance leave them to the model. */
export function oddsAsRuled(
  question: ChanceQuestion,
  ruling: AdjudicationInput['ruling'],
): ReadonlyMap<string, number> {
  if (ruling.way === 'moderate') return moderatedOdds(question, ruling.answer, ruling.chance);
  if (ruling.way === 'override')
    return new Map(question.answers.map(({ name }) => [name, name === ruling.answer ? 1 : 0]));
  return new Map(question.answers.map(({ name, odds }) => [name, odds]));
}
