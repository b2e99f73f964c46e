// Rulings on questions of chance -> the draws with which the coming turn is played. Does not read standing.ts, which reads it.
// A ruling is a replaced draw, so it can only choose among futures that the model allows; nothing decided earlier in the turn changes.

import { chanceWord, channelKey, uniform32, uniform53 } from '../chance/channel.ts';
import type { Model } from '../model/model.ts';
import type { Draws } from '../reference/draws.ts';
import { type PlayedTurn, playTurn, positionOf } from '../reference/run.ts';
import type { AdjudicationMode } from '../vocabulary.ts';
import { byHandOf, type Ordered } from './by-hand.ts';
import { answerNamed, answerOn, type ChanceQuestion, drawFor, questionsOf } from './chance-question.ts';
import type { CaseInput, ChanceRuling } from './entry.ts';
import type { Ground } from './ground.ts';
import type { SeminarStanding } from './seminar-standing.ts';

/** What of a standing bears on the coming turn. Every standing of a seminar is one. */
export interface ComingTurn extends Ordered {
  readonly played: number;
  readonly over: boolean;
  readonly seminar: Pick<SeminarStanding, 'adjudications'>;
}

export type AdjudicationInput = Extract<CaseInput, { kind: 'adjudication' }>;

/** The coming turn, played as ruled. */
export interface RuledTurn extends PlayedTurn {
  /** The draws it was played with. In every other turn, world and replication they are the ground's own. */
  readonly draws: Draws;
  readonly questions: readonly ChanceQuestion[];
  /** Channels of rulings that mean nothing here: the question does not arise, or cannot go as ruled any more. */
  readonly lapsed: readonly string[];
}

/** Modes that a way of ruling fits: to accept is the model's word alone, to override is the director's. */
const MODES: Readonly<Record<ChanceRuling['way'], readonly AdjudicationMode[]>> = {
  accept: ['rigid'],
  're-roll': ['free', 'semi-rigid', 'rigid'],
  moderate: ['semi-rigid'],
  override: ['free', 'semi-rigid'],
};

const SET_IT = 'set the state itself by a ruling';

/** The draws of the coming turn under the rulings given for it; the ground's own draws where there are none. */
export function ruledDraws(ground: Ground, standing: ComingTurn): Draws {
  if (standing.over || standing.seminar.adjudications.size === 0) return ground.draws;
  return playAsRuled(ground, standing).draws;
}

/**
 * Plays the coming turn until every ruling has met its question, phase by phase: all questions of a phase read the position of its beginning,
 * so what is ruled in it leaves their odds alone. Throws when the case is over.
 */
export function playAsRuled(ground: Ground, standing: ComingTurn): RuledTurn {
  const { model, reference } = ground;
  const { adjudications } = standing.seminar;
  const byHand = byHandOf(ground, standing);
  const met = new Map<string, boolean>();
  const chosen = new Map<number, number>();
  for (;;) {
    const draws = drawsWith(ground, standing, new Map(chosen));
    const played = playTurn(reference, { snapshot: standing.run.snapshot, draws }, byHand);
    const questions = questionsOf(model, played.record);
    const open = questions.filter(({ stream }) => adjudications.has(stream) && !met.has(stream));
    if (open.length === 0) {
      const asked = new Set(questions.map(({ stream }) => stream));
      const lapsed = [...adjudications.keys()].filter((stream) => !asked.has(stream) || met.get(stream) === false);
      return { ...played, draws, questions, lapsed };
    }
    for (const question of open.filter(({ phase }) => phase === open[0]!.phase)) {
      const own = ownDraw(ground, standing, question.channel);
      const draw = drawAsRuled(ground, standing, question, adjudications.get(question.stream)!.ruling, own);
      met.set(question.stream, draw !== null);
      if (draw !== null) chosen.set(question.channel, draw);
    }
  }
}

/** The model's own draw of a channel in the coming turn. */
export function ownDraw(
  { draws }: Ground,
  { run, played }: Pick<ComingTurn, 'run' | 'played'>,
  channel: number,
): number {
  const { world, replication } = positionOf(run);
  return draws.draw(channel, world, replication, played);
}

/** Number of the next re-roll of a channel for the coming turn, from 1. Another ruling in between begins the count, and the draws, anew. */
export function nextReRoll({ seminar }: Pick<ComingTurn, 'seminar'>, channel: string): number {
  const ruling = seminar.adjudications.get(channel)?.ruling;
  return ruling?.way === 're-roll' ? ruling.drawn + 1 : 1;
}

/** Why a ruling on a question of chance cannot be taken here, in one sentence; null when it can. */
export function whyNotAdjudication(ground: Ground, standing: ComingTurn, input: AdjudicationInput): string | null {
  const { channel, ruling, mode, reason } = input;
  if (standing.over) return 'the case is over';
  if (!MODES[ruling.way].includes(mode))
    return `${ruling.way} is no ${mode} ruling; it may be ${MODES[ruling.way].join(' or ')}`;
  if (ruling.way !== 'accept' && reason.trim() === '') return 'a ruling that departs from the draw needs its reason';
  if (ruling.way === 'moderate' && !(ruling.chance >= 0 && ruling.chance <= 1)) return 'a chance lies between 0 and 1';
  if (ruling.way === 're-roll' && ruling.drawn !== nextReRoll(standing, channel))
    return `the next draw of "${channel}" is number ${nextReRoll(standing, channel)}, not ${ruling.drawn}`;
  if (!isAsked(ground.model, channel)) return `there is no question of chance "${channel}"`;
  const question = playAsRuled(ground, standing).questions.find(({ stream }) => stream === channel);
  if (question === undefined)
    return `"${channel}" is not asked in the coming turn: the model gives this no chance: ${SET_IT}`;
  return 'answer' in ruling ? whyNotAnswer(question, ruling) : null;
}

function whyNotAnswer(
  question: ChanceQuestion,
  ruling: Extract<ChanceRuling, { readonly answer: string }>,
): string | null {
  const answer = answerNamed(question, ruling.answer);
  if (answer === undefined) {
    const names = question.answers.map(({ name }) => name).join(', ');
    return `"${question.stream}" has no answer "${ruling.answer}"; there are ${names}`;
  }
  if (!answer.possible) return `the model gives this no chance: ${SET_IT}`;
  const isSole = question.answers.every((other) => other === answer || !other.possible);
  if (ruling.way === 'moderate' && ruling.chance < 1 && isSole)
    return `the model gives everything else no chance: ${SET_IT}`;
  return null;
}

/** Is it a stream that an incident or a state of a machine draws from? */
function isAsked({ channels, incidents, machines }: Model, name: string): boolean {
  const index = channels.findIndex((channel) => channel.name === name);
  return (
    index >= 0 &&
    (incidents.some(({ channel }) => channel === index) ||
      machines.some(({ states }) => states.some(({ channel }) => channel === index)))
  );
}

/** The draw that a ruling means, and null where it means nothing: the question has no such answer as things stand. */
function drawAsRuled(
  ground: Ground,
  standing: ComingTurn,
  question: ChanceQuestion,
  ruling: ChanceRuling,
  own: number,
): number | null {
  if (ruling.way === 'accept') return own;
  if (ruling.way === 're-roll') return anotherDraw(ground, standing, question.channel, ruling.drawn);
  if (whyNotAnswer(question, ruling) !== null) return null;
  if (ruling.way === 'override') return drawFor(ground.model, question, answerNamed(question, ruling.answer)!, own);
  const decided = moderated(question, ruling.answer, ruling.chance, own);
  return drawFor(ground.model, question, answerNamed(question, decided)!, own);
}

/** Draw number `n` of a stream derived from the channel: as fine as the channel's own, and independent of it and of all others. */
function anotherDraw({ model, opening }: Ground, { run, played }: ComingTurn, channel: number, n: number): number {
  const { name, kind } = model.channels[channel]!;
  const key = channelKey(opening.seed, `re-roll ${n} of ${name}`);
  const { world, replication } = positionOf(run);
  if (kind === 'word') return uniform32(chanceWord(key, world, replication, played));
  return uniform53(key, world, replication, played);
}

/** Odds of every answer when `answer` has `chance` and the others keep their proportion. Answers that cannot come keep 0. */
export function moderatedOdds(question: ChanceQuestion, answer: string, chance: number): ReadonlyMap<string, number> {
  const possible = question.answers.filter((candidate) => candidate.possible);
  const others = possible.reduce((sum, { name, odds }) => (name === answer ? sum : sum + odds), 0);
  return new Map(
    question.answers.map(({ name, odds, possible: mayCome }) => {
      if (!mayCome) return [name, 0];
      return [name, name === answer ? chance : (odds / others) * (1 - chance)];
    }),
  );
}

/** The answer on the model's own draw under moderated odds: the slices lie in the model's order, each as much wider as its answer. */
function moderated(question: ChanceQuestion, answer: string, chance: number, own: number): string {
  const odds = moderatedOdds(question, answer, chance);
  const slices = question.answers
    .filter(({ possible }) => possible)
    .flatMap(({ name, odds: before, slices }) =>
      slices.map(({ from, until }) => ({ name, from, width: ((until - from) / before) * odds.get(name)! })),
    )
    .filter(({ width }) => width > 0)
    .sort((a, b) => a.from - b.from);
  let sum = 0;
  for (const { name, width } of slices) {
    sum += width;
    if (own < sum) return name;
  }
  // Rounding may keep the sum a little below 1.
  return slices.at(-1)?.name ?? answerOn(question, own).name;
}

function drawsWith({ draws }: Ground, { run, played }: ComingTurn, chosen: ReadonlyMap<number, number>): Draws {
  const at = positionOf(run);
  return {
    draw: (channel, world, replication, turn) => {
      const isHere = turn === played && world === at.world && replication === at.replication;
      return (isHere ? chosen.get(channel) : undefined) ?? draws.draw(channel, world, replication, turn);
    },
  };
}
