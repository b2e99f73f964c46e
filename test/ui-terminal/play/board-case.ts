// A case in memory, some turns in, and the context in which a screen draws it.

import { createSession, type Session } from '../../../engine/index.ts';
import { NO_BATCHING } from '../../../ui-terminal/play/batching.ts';
import { NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { type Frame, textOf } from '../../../ui-terminal/play/frame.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import type { Context, KeyRow, Screen, Step } from '../../../ui-terminal/play/screen.ts';
import { caseInMemory, groundFor, heldBy, openingFor } from '../../case/made-case.ts';
import { shippedScenario } from '../../shipped.ts';

export interface Played {
  readonly scenario: string;
  readonly seat: string;
  readonly turns: number;
}

export function playedCase({ scenario: name, seat, turns }: Played): Session {
  const scenario = shippedScenario(`scenarios/${name}`);
  const opening = openingFor(scenario, { seed: 'board', worlds: 64, holders: heldBy([seat]) });
  const session = createSession(groundFor(scenario, opening), caseInMemory(opening));
  for (let turn = 0; turn < turns; turn++) session.play();
  return session;
}

export interface Shown {
  readonly columns: number;
  readonly rows: number;
  readonly ascii?: boolean;
}

/** `rows` of the whole terminal; the program keeps three. */
export function contextFor(session: Session, seat: string, { columns, rows, ascii = false }: Shown): Context {
  return {
    session,
    seat,
    looks: looksOf({ colour: true, ascii, screenReader: false }),
    width: columns,
    height: rows - 3,
    forecasting: NO_FORECASTING,
    batching: NO_BATCHING,
    library: { scenarios: [], cases: [], open: () => null },
  };
}

export function textOfFrame(frame: Frame): string {
  return `${frame.map((spans) => textOf(spans).trimEnd()).join('\n')}\n`;
}

/** The step of the first row that holds the key and works now; null when none does. */
export function step<State>(screen: Screen<State>, state: State, key: string, context: Context): Step<State> | null {
  const row: KeyRow<State> | undefined = screen.keys.find(
    ({ keys, when }) => keys.includes(key) && (when === undefined || when(state, context)),
  );
  return row?.run(state, context) ?? null;
}

/** The state after several keys. */
export function pressing<State>(screen: Screen<State>, state: State, keys: readonly string[], context: Context): State {
  return keys.reduce((now, key) => step(screen, now, key, context)?.state ?? now, state);
}
