// One run, turn by turn -> a story that a person can read and a test can replay: orders, news, odds and draws, what moved, what came of it.

import type { Model, Outcome } from '../model/model.ts';
import { elementOf, memberOf } from '../model/slot-name.ts';
import type {
  CandidateRecord,
  InjectRecord,
  LeverRecord,
  PhaseRecord,
  StockMove,
  TurnRecord,
} from '../reference/turn-record.ts';
import type { DesignKind } from '../vocabulary.ts';
import { alignColumns, noPaint, type Paint, printable, wrap } from './text-layout.ts';

/** Which run it is. World and replication count from 0. */
export interface RunNames {
  readonly policy: string;
  readonly doctrine: string;
  readonly seed: string;
  readonly design: DesignKind;
  readonly worlds: number;
  readonly world: number;
  readonly replication: number;
}

export interface StoryOptions {
  readonly width: number;
  /** Also what was asked and did not happen, what the seats see, and the smallest moves of the stocks. */
  readonly trace: boolean;
  readonly paint?: Paint;
}

/** Share of a stock's range below which a move is told only with the trace. */
const SMALL_MOVE = 0.01;

interface Teller {
  readonly model: Model;
  readonly width: number;
  readonly trace: boolean;
  readonly paint: Paint;
}

/** The story as text of at most `width` columns; the same run gives the same text. */
export function runStory(model: Model, names: RunNames, turns: readonly TurnRecord[], options: StoryOptions): string {
  const teller = { model, width: options.width, trace: options.trace, paint: options.paint ?? noPaint };
  const parts = [storyHead(teller, names), ...turns.map((turn) => turnPart(teller, turn)), ending(teller, turns)];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** One turn of it, for a story that is told while it happens. */
export function turnStory(model: Model, record: TurnRecord, { width, trace, paint = noPaint }: StoryOptions): string {
  return `${turnPart({ model, width, trace, paint }, record).join('\n')}\n`;
}

/** What came of it, after the last turn. */
export function endStory(
  model: Model,
  turns: readonly TurnRecord[],
  { width, trace, paint = noPaint }: StoryOptions,
): string {
  return `${ending({ model, width, trace, paint }, turns).join('\n')}\n`;
}

function storyHead({ model, width, paint }: Teller, names: RunNames): string[] {
  const { policy, doctrine, seed, design, worlds, world, replication } = names;
  const title = `${model.id} ${model.version} (${model.hash.slice(0, 8)})  ${printable(model.title)}`;
  const run = `policy ${policy}; doctrine ${doctrine}; variant ${model.variant}; seed ${printable(seed)}; world ${world} of a ${design} design of ${worlds}; replication ${replication}`;
  return [...wrap(title, width, '', '  ').map((line) => paint('heading', line)), ...wrap(run, width)];
}

function turnPart(teller: Teller, record: TurnRecord): string[] {
  const lines = [
    ...record.levers
      .filter((lever) => teller.trace || isOrder(lever))
      .flatMap((lever) => item(teller, leverText(lever))),
    ...(teller.trace ? record.views.flatMap(({ name, shown }) => item(teller, `view ${name}: ${figure(shown)}`)) : []),
    ...record.injects.flatMap((inject) => injectLines(teller, inject)),
    ...moveLines(teller, record.injectMoves),
    ...record.phases.flatMap((phase) => phaseLines(teller, phase)),
    ...failureLines(teller, record),
  ];
  const quiet = lines.length === 0 ? ['  nothing changed'] : lines;
  return [teller.paint('heading', `Turn ${record.turn + 1}, ${record.date}`), ...quiet];
}

function isOrder({ before, after, refused, inForceBefore, inForce }: LeverRecord): boolean {
  return before !== after || refused || inForceBefore !== inForce;
}

function leverText({ name, before, asked, after, refused, origin, cost, inForceBefore, inForce }: LeverRecord): string {
  const order = before === after ? `${name} stays ${after}` : `${name} ${before} -> ${after}`;
  const why = origin === null ? '' : ` (${origin})`;
  const refusal = refused ? `; ${asked} was asked for and cannot be paid` : '';
  const force = inForceBefore === inForce ? '' : `, in force ${figure(inForceBefore)} -> ${figure(inForce)}`;
  return `order ${order}${why}${refusal}${force}${cost === 0 ? '' : `, cost ${figure(cost)}`}`;
}

function injectLines(teller: Teller, { name, reason, news }: InjectRecord): string[] {
  return [...item(teller, `inject ${name} (${reason === 'turn' ? 'planned' : reason})`), ...newsLines(teller, news)];
}

function phaseLines(teller: Teller, phase: PhaseRecord): string[] {
  const lines = [
    ...incidentLines(teller, phase),
    ...transitionLines(teller, phase),
    ...(teller.trace ? quietLines(teller, phase) : []),
    ...moveLines(teller, phase.moves),
  ];
  return lines.length === 0 ? [] : [teller.paint('faint', ` ${phase.name}`), ...lines];
}

function incidentLines(teller: Teller, { incidents }: PhaseRecord): string[] {
  return incidents
    .filter(({ times }) => teller.trace || times > 0)
    .flatMap(({ name, kind, odds, draw, times, news }) => {
      const what = times === 0 ? 'does not happen' : times === 1 ? 'happens' : `happens ${times} times`;
      const why = kind === 'certain' ? '' : ` (${kind} ${figure(odds)}${drawText(draw)})`;
      return [...item(teller, `incident ${name} ${what}${why}`), ...newsLines(teller, news)];
    });
}

function transitionLines(teller: Teller, { transitions, asked }: PhaseRecord): string[] {
  return transitions.flatMap(({ name, machine, from, to, leaf, news }) => {
    const question = asked.find((candidate) => candidate.machine === machine && candidate.state === from);
    const taken = question?.candidates.find((candidate) => candidate.to === to && question.to === to);
    const odds = isCertain(taken) ? '' : ` (${slice(taken)}${drawText(question?.draw ?? null)})`;
    const inside = leaf === to ? '' : `, in ${leaf}`;
    return [...item(teller, `machine ${name}: ${from} -> ${to}${inside}${odds}`), ...newsLines(teller, news)];
  });
}

/** States that were asked and stayed. */
function quietLines(teller: Teller, { asked }: PhaseRecord): string[] {
  return asked
    .filter(({ to }) => to === null)
    .flatMap(({ name, state, candidates, draw }) => {
      const odds = candidates.map((candidate) => `${candidate.to} ${slice(candidate)}`).join(', ');
      return item(teller, `machine ${name} stays ${state} (${odds}${drawText(draw)})`);
    });
}

/** Certain from the start: nothing hung on chance. */
function isCertain(candidate: CandidateRecord | undefined): candidate is undefined {
  return candidate === undefined || (candidate.odds === null && candidate.from === 0);
}

/** A slice that begins at 0 is its chance; a later one says where it lies. What is left over goes to the certain one. */
function slice({ odds, from, until }: CandidateRecord): string {
  if (odds === null) return from === 0 ? 'certain' : `otherwise, from ${figure(from)} on`;
  return from === 0 ? `chance ${figure(odds)}` : `chance ${figure(odds)}, from ${figure(from)} to ${figure(until)}`;
}

function drawText(draw: number | null): string {
  return draw === null ? '' : `, draw ${figure(draw)}`;
}

/** Stocks that moved, members of one stock together. Moves too small to matter are left to the trace. */
function moveLines(teller: Teller, moves: readonly StockMove[]): string[] {
  const shown = moves.filter((move) => teller.trace || isLarge(teller.model, move));
  const stocks = Map.groupBy(shown, ({ name }) => elementOf(name));
  return [...stocks].flatMap(([stock, own]) => {
    const texts = own.map(({ name, before, after }) => `${memberText(name)}${figure(before)} -> ${figure(after)}`);
    return item(teller, `${stock} ${texts.join(', ')}`);
  });
}

/** By at least a hundredth of the stock's range. */
function isLarge(model: Model, { stock, before, after }: StockMove): boolean {
  const { low, high } = model.stocks[stock]!;
  return Math.abs(after - before) >= SMALL_MOVE * (high - low);
}

function memberText(name: string): string {
  const member = memberOf(name);
  return member === null ? '' : `${member} `;
}

function newsLines({ width, paint }: Teller, news: string | null): string[] {
  if (news === null) return [];
  return wrap(`"${printable(news)}"`, width, '      ').map((line) => paint('strong', line));
}

function failureLines(teller: Teller, { failure }: TurnRecord): string[] {
  if (failure === null) return [];
  const phase = teller.model.phases[failure.phase];
  const where = phase === undefined ? '' : ` in phase ${phase.name}`;
  return item(teller, `THE RUN FAILS${where}: ${failure.reason}: ${failure.element}`).map((line) =>
    teller.paint('worse', line),
  );
}

function ending({ model, paint }: Teller, turns: readonly TurnRecord[]): string[] {
  const values = turns.at(-1)?.outcomes;
  if (values == null) return ['No outcomes: the run failed.'];
  const rows = model.outcomes.map((outcome, index) => [
    { text: outcome.name },
    { text: outcomeText(outcome, values[index] ?? Number.NaN) },
    { text: outcome.kind === 'share' ? '' : (outcome.unit ?? '') },
  ]);
  return [paint('heading', 'Outcomes'), ...alignColumns(rows, [false, true, false], paint)];
}

function outcomeText({ kind }: Outcome, value: number): string {
  if (Number.isNaN(value)) return 'missing';
  return kind === 'share' ? (value === 1 ? 'yes' : 'no') : figure(value);
}

/** One thing that happened, two spaces in, its further lines four. */
function item({ width }: Teller, text: string): string[] {
  return wrap(text, width, '  ', '    ');
}

/** Four significant digits: enough to follow a single run, which has no error of its own. */
function figure(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4)) + 0) : String(value);
}
