// A question of the coming turn + the line so far -> how like questions were decided, newest first.

import { elementOf } from '../model/slot-name.ts';
import { type ChanceQuestion, COMES_NOT, STAYS } from './chance-question.ts';
import type { CaseEntry } from './entry.ts';
import type { Ground } from './ground.ts';
import { type GivenRuling, type PlayedTurns, questionsPlayed, ruledOddsOf, rulingsGiven } from './played-questions.ts';
import type { Precedent, ProposedQuestion } from './proposal.ts';
import { eventWords } from './question-words.ts';

/**
 * Rulings on the same element (and state) of any member, with their odds; and what of it came by chance alone. A question that simply went on as
 * before (`not`, `stays`) without a ruling is no precedent. `line`: the entries from the opening to where the case stands.
 */
export function precedentsFor(
  ground: Ground,
  standing: PlayedTurns,
  line: readonly CaseEntry[],
  question: Pick<ProposedQuestion, 'kind' | 'name' | 'state'>,
): readonly Precedent[] {
  const given = rulingsGiven(line);
  return standing.records
    .flatMap((_, turn) =>
      questionsPlayed(ground, standing, turn)
        .filter((candidate) => isLike(ground, candidate, question))
        .flatMap((candidate) => precedentOf(ground, turn, candidate, given.get(turn)?.get(candidate.stream))),
    )
    .reverse();
}

function isLike(
  { model }: Ground,
  { kind, index, name, state }: ChanceQuestion,
  question: Pick<ProposedQuestion, 'kind' | 'name' | 'state'>,
): boolean {
  if (kind !== question.kind || elementOf(name) !== elementOf(question.name)) return false;
  return state === null || model.machines[index]!.states[state]!.name === question.state;
}

function precedentOf(
  { scenario }: Ground,
  turn: number,
  question: ChanceQuestion,
  given: GivenRuling | undefined,
): Precedent[] {
  const odds = ruledOddsOf(question, given?.input ?? { ruling: { way: 'accept' } });
  const isQuiet = question.answer === COMES_NOT || question.answer === STAYS;
  if (odds === null || (given === undefined && isQuiet)) return [];
  return [
    {
      origin: given === undefined ? 'drawn' : 'ruled',
      turn: turn + 1,
      channel: question.stream,
      label: eventWords(scenario, question.name),
      mode: given?.input.mode ?? '',
      answer: odds.answer,
      modelOdds: odds.model,
      ruledOdds: odds.ruled,
      came: question.answer,
      reason: given?.input.reason ?? '',
    },
  ];
}
