// Steps of a script + a session -> the same inputs as from the keyboard, in order, telling each thing that happened. Stops at the first refusal.

import {
  lineTo,
  type Model,
  type Problem,
  type Session,
  type SessionInput,
  type Taken,
  unknownName,
} from '../../engine/index.ts';
import { faultAt, type Step, type Word } from './script.ts';

/** What happened, in the order in which it happened. */
export type ScriptEvent =
  | { readonly event: 'step'; readonly step: Step }
  | { readonly event: 'turn'; readonly turn: number }
  | { readonly event: 'over' };

/** Names that the case does not know, before anything is played. */
export function scriptFaults({ ground: { model } }: Session, steps: readonly Step[]): readonly Problem[] {
  return steps
    .flatMap((step) => namesOf(model, step))
    .flatMap(({ word, kind, known }) => {
      const problem = unknownName(kind, word.text, known);
      return problem === null ? [] : [faultAt(word.place, problem.message, problem.notes)];
    });
}

interface Named {
  readonly word: Word;
  readonly kind: string;
  readonly known: readonly string[];
}

function namesOf(model: Model, step: Step): readonly Named[] {
  const seats = model.seats.map(({ name }) => name);
  const seat = (word: Word): Named => ({ word, kind: 'seat', known: seats });
  switch (step.kind) {
    case 'orders': {
      const owner = seats.indexOf(step.seat.text);
      if (owner < 0) return [seat(step.seat)];
      const own = model.levers.filter((lever) => lever.seat === owner);
      return step.levers.flatMap(({ lever, level }) => {
        const found = own.find(({ name }) => name === lever.text);
        if (found === undefined)
          return [{ word: lever, kind: `lever of ${step.seat.text}`, known: own.map(({ name }) => name) }];
        return [{ word: level, kind: `level of ${lever.text}`, known: found.levels.map(({ name }) => name) }];
      });
    }
    case 'hold':
      return [seat(step.seat)];
    case 'note':
      return step.seat === null ? [] : [seat(step.seat)];
    case 'inject':
      return [{ word: step.inject, kind: 'inject', known: model.injects.map(({ name }) => name) }];
    case 'estimate':
      return [seat(step.seat), { word: step.outcome, kind: 'outcome', known: model.outcomes.map(({ name }) => name) }];
    case 'rule':
      return step.sets.map(({ name }) => ({
        word: name,
        kind: 'stock or machine',
        known: [...model.stocks, ...model.machines].map((one) => one.name),
      }));
    default:
      return [];
  }
}

/** Gives the fault at which it stopped, or null. */
export function playScript(
  session: Session,
  steps: readonly Step[],
  tell: (event: ScriptEvent) => void,
): Problem | null {
  for (const step of steps) {
    const why = playStep(session, step, tell);
    if (why !== null) return faultAt(step.place, why);
  }
  return null;
}

function playStep(session: Session, step: Step, tell: (event: ScriptEvent) => void): string | null {
  if (step.kind === 'turn') return playTurns(session, step.count, tell);
  if (step.kind === 'orders' && session.standing().holders[step.seat.text] !== 'person')
    return `${step.seat.text} is held by its strategy: write "hold ${step.seat.text} person" first`;
  const taken = takeStep(session, step);
  if (taken.kind === 'refused') return taken.why;
  tell({ event: 'step', step });
  return null;
}

/** Ends early, and not as a fault, when the case is over. */
export function playTurns(session: Session, count: number, tell: (event: ScriptEvent) => void): string | null {
  for (let i = 0; i < count; i++) {
    const taken = session.play();
    if (taken.kind === 'refused') return taken.why;
    tell({ event: 'turn', turn: session.standing().played });
    if (session.standing().over) {
      tell({ event: 'over' });
      return null;
    }
  }
  return null;
}

function takeStep(session: Session, step: Exclude<Step, { kind: 'turn' }>): Taken {
  switch (step.kind) {
    case 'undo':
      return session.undo();
    case 'back':
      return goBackTo(session, step.played);
    default:
      return session.take(inputOf(session, step));
  }
}

/** Where `played` turns had been played on the present line. */
export function goBackTo(session: Session, played: number): Taken {
  const line = lineTo(session.entries(), session.head()).filter(({ input }) => input.kind === 'turn');
  const entry = played === 0 ? 0 : line[played - 1]?.n;
  if (entry === undefined) return { kind: 'refused', why: `turn ${played} has not been played on this line` };
  return session.goTo(entry);
}

function inputOf(session: Session, step: Exclude<Step, { kind: 'turn' | 'undo' | 'back' }>): SessionInput {
  switch (step.kind) {
    case 'orders':
      return {
        kind: 'orders',
        seat: step.seat.text,
        levers: Object.fromEntries(step.levers.map(({ lever, level }) => [lever.text, level.text])),
      };
    case 'hold':
      return { kind: 'holder', seat: step.seat.text, holder: step.holder };
    case 'inject':
      return { kind: 'inject', inject: step.inject.text };
    case 'note':
      return { kind: 'note', seat: step.seat?.text ?? 'white', text: step.text };
    case 'bookmark':
      return { kind: 'bookmark', name: step.name };
    case 'estimate':
      return { kind: 'estimate', seat: step.seat.text, outcome: step.outcome.text, probability: step.probability };
    case 'rule': {
      const { model } = session.ground;
      const isStock = (name: string): boolean => model.stocks.some((stock) => stock.name === name);
      const pairs = step.sets.map(({ name, value }) => [name.text, value.text] as const);
      return {
        kind: 'ruling',
        reason: step.reason,
        stocks: Object.fromEntries(pairs.flatMap(([name, value]) => (isStock(name) ? [[name, Number(value)]] : []))),
        machines: Object.fromEntries(pairs.filter(([name]) => !isStock(name))),
      };
    }
  }
}

/** Seats that a script gives orders to: a person holds them when nobody says who does. */
export function seatsOf(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.flatMap((step) => (step.kind === 'orders' ? [step.seat.text] : [])))];
}
