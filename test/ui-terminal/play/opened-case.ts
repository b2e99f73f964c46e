// A case in memory that a test plays itself, a context that looks at it, and frames as text that are checked for their size.

import { createSession, type Session } from '../../../engine/index.ts';
import { type Batching, NO_BATCHING } from '../../../ui-terminal/play/batching.ts';
import { type Forecasting, NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { fitFrame, textOf, widthOf } from '../../../ui-terminal/play/frame.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import type { Context, Screen, Step } from '../../../ui-terminal/play/screen.ts';
import { caseInMemory, groundFor, heldBy, openingFor } from '../../case/made-case.ts';
import { shippedScenario } from '../../shipped.ts';

export interface CaseWanted {
  readonly scenario: string;
  readonly seats: readonly string[];
  readonly seed?: string;
}

export function openedCase({ scenario: id, seats, seed = 'screens' }: CaseWanted): Session {
  const scenario = shippedScenario(id);
  const opening = openingFor(scenario, { seed, worlds: 16, world: 0, holders: heldBy(seats) });
  return createSession(groundFor(scenario, opening), caseInMemory(opening));
}

export interface Looking {
  readonly seat: string;
  readonly width?: number;
  readonly height?: number;
  readonly ascii?: boolean;
  readonly forecasting?: Forecasting;
  readonly batching?: Batching;
}

export function lookingAt(session: Session | null, looking: Looking): Context {
  const { seat, width = 80, height = 21, ascii = false } = looking;
  return {
    session,
    seat,
    looks: looksOf({ colour: false, ascii, screenReader: false }),
    width,
    height,
    forecasting: looking.forecasting ?? NO_FORECASTING,
    batching: looking.batching ?? NO_BATCHING,
    library: { scenarios: [], cases: [], open: () => null },
  };
}

/** The text of a frame; throws when the look gave a line that is too wide, or too many lines. */
export function drawn<State>(screen: Screen<State>, state: State, context: Context): string {
  const frame = screen.look(state, context);
  if (frame.length > context.height) throw new Error(`${screen.id}: ${frame.length} lines on ${context.height}`);
  const wide = frame.find((line) => widthOf(line) > context.width);
  if (wide !== undefined) throw new Error(`${screen.id}: wider than ${context.width}: ${textOf(wide)}`);
  const lines = fitFrame(frame, context.width, context.height).map((line) => textOf(line).trimEnd());
  return `${lines.join('\n')}\n`;
}

/** What a key does now. Throws when it does nothing. */
export function pressed<State>(screen: Screen<State>, state: State, key: string, context: Context): Step<State> {
  const row = screen.keys.find(({ keys, when }) => keys.includes(key) && (when === undefined || when(state, context)));
  if (row === undefined) throw new Error(`${screen.id} has no key ${key} now`);
  return row.run(state, context);
}
