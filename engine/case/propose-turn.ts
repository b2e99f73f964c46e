// A case as it stands -> the coming turn as the model proposes it: every question of chance with its odds, its draw, its answer, and what was ruled.

import type { Model } from '../model/model.ts';
import { type ComingTurn, ownDraw, playAsRuled } from './adjudication.ts';
import { answerOn, type ChanceQuestion } from './chance-question.ts';
import type { Ground } from './ground.ts';
import type { Proposal, ProposedQuestion } from './proposal.ts';
import { answerWords, eventsInWords, eventWords } from './question-words.ts';

/** From this importance on, news of an incident stands on the front page. */
const FRONT_PAGE = 3;

/**
 * What of the front page could come first, then machines, then lesser incidents, the more important before; among equals the one whose draw was
 * nearest to another answer. Nothing is proposed for a case that is over.
 */
export function proposeTurn(ground: Ground, standing: ComingTurn): Proposal {
  const turn = standing.played + 1;
  if (standing.over) return { turn, questions: [], lapsed: [], events: [] };
  const { questions, lapsed, record } = playAsRuled(ground, standing);
  const told = questions
    .filter(({ answers }) => answers.filter(({ possible }) => possible).length > 1)
    .map((question) => {
      const draw = ownDraw(ground, standing, question.channel);
      return { rank: rankOf(ground.model, question), near: nearness(question, draw), question, draw };
    })
    .sort((a, b) => a.rank - b.rank || a.near - b.near)
    .map(({ question, draw }) => tellQuestion(ground, standing, question, draw));
  return { turn, questions: told, lapsed, events: eventsInWords(ground.scenario, record) };
}

function tellQuestion(
  { scenario, model }: Ground,
  { seminar }: ComingTurn,
  question: ChanceQuestion,
  draw: number,
): ProposedQuestion {
  const { kind, index, name, stream, phase, answers, answer } = question;
  const state = question.state === null ? null : model.machines[index]!.states[question.state]!.name;
  return {
    channel: stream,
    kind,
    name,
    label: eventWords(scenario, name),
    state,
    phase,
    answers: answers.map((one) => ({
      name: one.name,
      label: answerWords(scenario, name, state, one.name),
      odds: one.odds,
    })),
    draw,
    proposed: answerOn(question, draw).name,
    answer,
    ruled: seminar.adjudications.get(stream) ?? null,
  };
}

function rankOf({ incidents }: Model, { kind, index }: ChanceQuestion): number {
  if (kind === 'machine') return -FRONT_PAGE + 0.5;
  return -incidents[index]!.importance;
}

/** Distance from the draw to the nearest draw that would have given another answer. */
function nearness(question: ChanceQuestion, draw: number): number {
  const taken = answerOn(question, draw);
  const others = question.answers.filter((answer) => answer !== taken && answer.possible);
  return Math.min(
    ...others.flatMap(({ slices }) =>
      slices
        .filter(({ from, until }) => until > from)
        .map(({ from, until }) => (draw < from ? from - draw : draw - until)),
    ),
  );
}
