// The record of a turn -> its questions of chance: what each could answer, with which odds, and on which draws. And back: a draw for an answer.

import { exp } from '../arithmetic/exp.ts';
import { SMALLEST_UNIFORM } from '../chance/channel.ts';
import type { Channel, Model } from '../model/model.ts';
import type { AskedRecord, IncidentRecord, PhaseRecord, TurnRecord } from '../reference/turn-record.ts';

/** Names of answers that are no states. A rate `comes` when it comes once or more. */
export const COMES = 'comes';
export const COMES_NOT = 'not';
export const STAYS = 'stays';

/** Draws in [from, until), both in 0..1. */
export interface Slice {
  readonly from: number;
  readonly until: number;
}

export interface ChanceAnswer {
  readonly name: string;
  /** By the model, 0..1: the width of its slices. */
  readonly odds: number;
  /** More than one when several ways lead to the same state. */
  readonly slices: readonly Slice[];
  /** Some draw of the channel gives this answer. Words have 32 bits, so a chance below 1 in 2^33 gives none. */
  readonly possible: boolean;
}

/** A channel is asked once a turn at most: an incident has one phase, and so has a machine. */
export interface ChanceQuestion {
  readonly kind: 'incident' | 'machine';
  /** Index of the incident or machine in the model; for a machine also of the state that is asked. */
  readonly index: number;
  readonly state: number | null;
  readonly name: string;
  /** Index into `model.channels`, and its name. */
  readonly channel: number;
  readonly stream: string;
  readonly phase: string;
  /** Expected number, for a rate. */
  readonly rate: number | null;
  /** Ways in the order of the model; what is left over (`not`, `stays`) is the last, but a rate that does not come is the first. */
  readonly answers: readonly ChanceAnswer[];
  /** As played. */
  readonly draw: number;
  readonly answer: string;
}

/** In the order of asking. Questions that drew nothing (a condition that failed, a certain way) are none. */
export function questionsOf(model: Model, { phases }: TurnRecord): readonly ChanceQuestion[] {
  return phases.flatMap((phase) => [
    ...phase.incidents.flatMap((record) => incidentQuestion(model, phase, record)),
    ...phase.asked.flatMap((record) => machineQuestion(model, phase, record)),
  ]);
}

export function answerNamed({ answers }: ChanceQuestion, name: string): ChanceAnswer | undefined {
  return answers.find((answer) => answer.name === name);
}

/** What the question would have answered on this draw. */
export function answerOn({ answers }: ChanceQuestion, draw: number): ChanceAnswer {
  return answers.find((answer) => isInside(answer, draw)) ?? answers.findLast(({ possible }) => possible)!;
}

/**
 * A draw of the question's channel that gives this answer: `own` where it does already, else the middle of its widest slice. A rate that
 * has to come comes once. Null when no draw gives it.
 */
export function drawFor(model: Model, question: ChanceQuestion, answer: ChanceAnswer, own: number): number | null {
  if (isInside(answer, own)) return own;
  const { kind } = model.channels[question.channel]!;
  const widest = answer.slices.toSorted((a, b) => b.until - b.from - (a.until - a.from));
  const wanted = question.rate !== null && answer.name === COMES ? [onceSlice(question.rate), ...widest] : widest;
  for (const slice of wanted) {
    const draw = middleOf(kind, slice);
    if (draw !== null) return draw;
  }
  return null;
}

function isInside({ slices }: ChanceAnswer, draw: number): boolean {
  return slices.some(({ from, until }) => draw >= from && draw < until);
}

/** The first two sums of the sequential search in `poissonQuantile`. */
function onceSlice(rate: number): Slice {
  const none = exp(-rate);
  return { from: none, until: Math.min(1, none + none * rate) };
}

/** The middle one of the channel's possible draws inside the slice; null when there is none. */
function middleOf(kind: Channel['kind'], { from, until }: Slice): number | null {
  const [cells, offset] = kind === 'word' ? [2 ** 32, 0.5] : [2 ** 53, 0];
  const first = Math.max(0, Math.ceil(from * cells - offset));
  const last = Math.min(cells, Math.ceil(until * cells - offset)) - 1;
  const cell = first + Math.floor((last - first) / 2);
  const draw = Math.max(SMALLEST_UNIFORM, (cell + offset) / cells);
  return first <= last && draw >= from && draw < until ? draw : null;
}

function incidentQuestion(
  model: Model,
  phase: PhaseRecord,
  { incident: index, name, kind: form, odds, draw, times }: IncidentRecord,
): ChanceQuestion[] {
  const { channel } = model.incidents[index]!;
  if (draw === null || channel === null) return [];
  const { kind, name: stream } = model.channels[channel]!;
  const edge = form === 'rate' ? exp(-odds) : Math.min(1, odds);
  const [below, above] = [
    { from: 0, until: edge },
    { from: edge, until: 1 },
  ] as const;
  const answers =
    form === 'rate'
      ? [answerOf(kind, COMES_NOT, [below]), answerOf(kind, COMES, [above])]
      : [answerOf(kind, COMES, [below]), answerOf(kind, COMES_NOT, [above])];
  return [
    {
      kind: 'incident',
      index,
      state: null,
      name,
      channel,
      stream,
      phase: phase.name,
      rate: form === 'rate' ? odds : null,
      answers,
      draw,
      answer: times > 0 ? COMES : COMES_NOT,
    },
  ];
}

function machineQuestion(
  model: Model,
  phase: PhaseRecord,
  { machine: index, name, state: asked, candidates, draw, to }: AskedRecord,
): ChanceQuestion[] {
  const { states } = model.machines[index]!;
  const state = states.findIndex((candidate) => candidate.name === asked);
  const channel = states[state]!.channel;
  if (draw === null || channel === null) return [];
  const { kind, name: stream } = model.channels[channel]!;
  const ways = [
    ...candidates.map((candidate) => ({ name: candidate.to, slice: cut(candidate) })),
    { name: STAYS, slice: { from: Math.min(1, candidates.at(-1)!.until), until: 1 } },
  ];
  // A certain way takes all that is left, so nothing stays.
  const open = candidates.at(-1)!.odds === null ? ways.slice(0, -1) : ways;
  const answers = [...Map.groupBy(open, (way) => way.name)].map(([answer, own]) =>
    answerOf(
      kind,
      answer,
      own.map(({ slice }) => slice),
    ),
  );
  return [
    {
      kind: 'machine',
      index,
      state,
      name,
      channel,
      stream,
      phase: phase.name,
      rate: null,
      answers,
      draw,
      answer: to ?? STAYS,
    },
  ];
}

/** Rounding may carry a sum of chances a little above 1. */
function cut({ from, until }: Slice): Slice {
  return { from: Math.min(1, from), until: Math.min(1, until) };
}

function answerOf(kind: Channel['kind'], name: string, slices: readonly Slice[]): ChanceAnswer {
  const odds = slices.reduce((sum, { from, until }) => sum + (until - from), 0);
  return { name, odds, slices, possible: slices.some((slice) => middleOf(kind, slice) !== null) };
}
