// A case in memory, some turns in, and the context in which a screen draws it.

import { addInput, openLog } from '../../../engine/case/case-log.ts';
import { CASE_FORMAT, type CaseOpening, createSession, layGround, type Session } from '../../../engine/index.ts';
import { checkScenario } from '../../../engine/language/check-scenario.ts';
import { openScenario } from '../../../engine/scenario-folder.ts';
import { NO_BATCHING } from '../../../ui-terminal/play/batching.ts';
import { NO_FORECASTING } from '../../../ui-terminal/play/forecasting.ts';
import { type Frame, textOf } from '../../../ui-terminal/play/frame.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import type { Context, KeyRow, Screen, Step } from '../../../ui-terminal/play/screen.ts';

export interface Played {
  readonly scenario: string;
  readonly seat: string;
  readonly turns: number;
}

export function playedCase({ scenario: name, seat, turns }: Played): Session {
  const { scenario } = checkScenario(openScenario(`scenarios/${name}`).texts!);
  if (scenario === null) throw new Error(`${name} has errors`);
  const opening: CaseOpening = {
    kind: 'open',
    format: CASE_FORMAT,
    scenario: { id: scenario.id, version: scenario.version, hash: scenario.hash },
    program: 'test',
    seed: 'board',
    design: 'sobol',
    worlds: 64,
    world: 3,
    replication: 0,
    variant: 'base',
    settings: [],
    policy: scenario.defaults.baseline ?? scenario.policies[0]?.name ?? 'none',
    doctrine: scenario.defaults.doctrines?.[0] ?? scenario.doctrines[0]?.name ?? 'none',
    holders: { [seat]: 'person' },
  };
  const laid = layGround(scenario, opening);
  if ('faults' in laid) throw new Error(laid.faults.join(', '));
  let { log } = openLog(opening);
  const session = createSession(laid.ground, {
    file: 'test.case.jsonl',
    log: () => log,
    add: (on, input) => {
      const added = addInput(log, on, input);
      log = added.log;
      return added.entry;
    },
    close: () => {},
  });
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
