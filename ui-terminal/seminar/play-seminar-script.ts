// Steps of a seminar's script + a session -> the same inputs as from the console, in order and at their times. Stops at the first refusal.

import {
  type ChanceRuling,
  feedbackQuestions,
  type Problem,
  type Session,
  type SessionInput,
  type Taken,
  unknownName,
  WHITE_SEAT,
} from '../../engine/index.ts';
import { goBackTo } from '../play/play-script.ts';
import { faultAt } from '../play/script.ts';
import { cleaned } from '../room/clean-text.ts';
import { playOn } from './play-on.ts';
import { namesIn, type ScriptName, type SeminarStep } from './seminar-script.ts';
import type { HandClock } from './wall-clock.ts';

export type SeminarEvent =
  | { readonly event: 'step'; readonly step: SeminarStep; readonly at: string }
  | { readonly event: 'turn'; readonly turn: number }
  | { readonly event: 'stopped'; readonly why: string }
  | { readonly event: 'over' };

/** Names that the scenario does not know, before anything is played. */
export function seminarScriptFaults(session: Session, steps: readonly SeminarStep[]): readonly Problem[] {
  const adHoc = steps.filter(({ kind }) => kind === 'ad hoc').map((_, index) => `A-${index + 1}`);
  return steps.flatMap((step) =>
    namesIn(step).flatMap((name) => {
      const known = knownFor(session, name, step, adHoc);
      if (known === null) return [];
      const problem = unknownName(kindOf(name), name.word.text, known);
      return problem === null ? [] : [faultAt(name.word.place, problem.message, problem.notes)];
    }),
  );
}

function kindOf({ of, within }: ScriptName): string {
  if (of === 'entry') return 'entry of the events list';
  return within === undefined ? of : `${of} of ${within}`;
}

/** Null where another fault of the same line already says it. */
function knownFor(
  { ground: { model, scenario } }: Session,
  { of, within, word }: ScriptName,
  step: SeminarStep,
  adHoc: readonly string[],
): readonly string[] | null {
  const { seminar } = scenario;
  const seats = model.seats.map(({ name }) => name);
  switch (of) {
    case 'seat':
      return step.kind === 'ad hoc' && word.text === 'all' ? null : seats;
    case 'entry': {
      const planned = seminar?.msel.map(({ id }) => id) ?? [];
      return step.kind === 'input' && step.input.kind === 'note' ? [...planned, ...adHoc] : planned;
    }
    case 'move':
      return seminar?.moves.map(({ name }) => name) ?? [];
    case 'objective':
      return [...(seminar?.objectives.keys() ?? [])];
    case 'outcome':
      return model.outcomes.map(({ name }) => name);
    case 'stock or machine':
      return [...model.stocks, ...model.machines].map(({ name }) => name);
    case 'lever': {
      const owner = seats.indexOf(within ?? '');
      return owner < 0 ? null : model.levers.filter(({ seat }) => seat === owner).map(({ name }) => name);
    }
    case 'level':
      return model.levers.find(({ name }) => name === within)?.levels.map(({ name }) => name) ?? null;
  }
}

/** Gives the fault at which it stopped, or null. */
export function playSeminarScript(
  session: Session,
  steps: readonly SeminarStep[],
  clock: HandClock,
  tell: (event: SeminarEvent) => void,
): Problem | null {
  for (const step of steps) {
    const why = playStep(session, step, clock, tell);
    if (why !== null) return faultAt(step.place, why);
  }
  return null;
}

function playStep(
  session: Session,
  step: SeminarStep,
  clock: HandClock,
  tell: (event: SeminarEvent) => void,
): string | null {
  const told = (taken: Taken): string | null => {
    if (taken.kind === 'refused') return taken.why;
    tell({ event: 'step', step, at: clock.now() });
    return null;
  };
  const turnsTold = (from: number): void => {
    for (let turn = from + 1; turn <= session.standing().played; turn++) tell({ event: 'turn', turn });
    if (session.standing().over) tell({ event: 'over' });
  };
  switch (step.kind) {
    case 'wait':
      clock.wait(step.minutes * 60_000);
      return null;
    case 'at':
      if (Date.parse(step.at) < Date.parse(clock.now())) return `time does not go back: it is ${clock.now()} already`;
      clock.set(step.at);
      return null;
    case 'clock': {
      if (step.at !== null && step.what === 'startex') clock.set(step.at);
      if (step.at !== null && Date.parse(step.at) > Date.parse(clock.now())) clock.set(step.at);
      return told(session.take({ kind: 'clock', what: step.what, at: step.at ?? clock.now() }));
    }
    case 'move':
      return told(session.take({ kind: 'move', move: step.move, at: clock.now() }));
    case 'play': {
      for (let count = 0; count < step.count && !session.standing().over; count++) {
        const from = session.standing().played;
        const taken = session.play();
        if (taken.kind === 'refused') return taken.why;
        turnsTold(from);
      }
      return null;
    }
    case 'play on': {
      const from = session.standing().played;
      const played = playOn(session);
      if (played.kind === 'refused') return played.why;
      turnsTold(from);
      if (played.kind === 'stopped') tell({ event: 'stopped', why: played.why });
      return null;
    }
    case 'undo':
      return told(session.undo());
    case 'back':
      return told(goBackTo(session, step.played));
    case 'rule':
      return told(session.take(cleaned(rulingOf(session, step))));
    default: {
      const input = inputOf(session, step);
      // What stands in a script is shown on screens and printed, as what is typed.
      return 'refused' in input ? input.refused : told(session.take(cleaned(input)));
    }
  }
}

function rulingOf(
  session: Session,
  { channel, mode, ruling, reason }: Extract<SeminarStep, { kind: 'rule' }>,
): SessionInput {
  const before = session.standing().seminar.adjudications.get(channel.text)?.ruling;
  return {
    kind: 'adjudication',
    channel: channel.text,
    ruling: ruling.way === 're-roll' ? reRoll(before) : ruling,
    mode,
    reason,
  };
}

/** The next draw of those asked for so far. */
export function reRoll(before: ChanceRuling | undefined): ChanceRuling {
  return { way: 're-roll', drawn: before?.way === 're-roll' ? before.drawn + 1 : 1 };
}

type Plain = Extract<SeminarStep, { kind: 'set' | 'request' | 'ad hoc' | 'feedback' | 'input' }>;

function inputOf({ ground, standing }: Session, step: Plain): SessionInput | { readonly refused: string } {
  const { model, scenario } = ground;
  const { seminar } = standing();
  switch (step.kind) {
    case 'input':
      return step.input;
    case 'set': {
      const isStock = (name: string): boolean => model.stocks.some((stock) => stock.name === name);
      const pairs = step.sets.map(({ name, value }) => [name.text, value.text] as const);
      return {
        kind: 'ruling',
        reason: step.reason,
        stocks: Object.fromEntries(pairs.flatMap(([name, value]) => (isStock(name) ? [[name, Number(value)]] : []))),
        machines: Object.fromEntries(pairs.filter(([name]) => !isStock(name))),
      };
    }
    case 'request': {
      const own = seminar.requests.filter(({ seat }) => seat === step.seat).length;
      return { kind: 'request', id: `${step.seat}-${own + 1}`, seat: step.seat, text: step.text };
    }
    case 'ad hoc': {
      const all = model.seats.map(({ name }) => name).filter((name) => name !== WHITE_SEAT);
      const to = step.input.to.includes('all') ? all : step.input.to;
      return { ...step.input, to, id: `A-${seminar.adHoc.length + 1}` };
    }
    case 'feedback': {
      const questions = scenario.seminar === null ? [] : feedbackQuestions(scenario.seminar);
      if (step.scores.length > questions.length)
        return { refused: `the form asks ${questions.length} questions, and these are ${step.scores.length} marks` };
      const scores = step.scores.flatMap((score, index) =>
        score === null ? [] : [[questions[index]!.key, score] as const],
      );
      return { kind: 'feedback', seat: step.seat, scores: Object.fromEntries(scores), words: step.words };
    }
  }
}
