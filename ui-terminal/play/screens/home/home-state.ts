// The home screen as state: what to play, which case to go on with, and, once a scenario is chosen, which seats to hold.

import { seatsToHold } from '../../case-shelf.ts';
import type { Context, Deed, KeyRow, Step } from '../../screen.ts';
import { say } from '../../strings.ts';

export type Pane = 'scenarios' | 'cases';

export interface HomeState {
  readonly pane: Pane;
  readonly cursor: Readonly<Record<Pane, number>>;
  readonly filter: string;
  /** The scenario that was chosen, while its seats are being chosen. */
  readonly choosing: { readonly scenario: string; readonly cursor: number; readonly seats: readonly string[] } | null;
}

/** A line of the first list. */
export type HomeRow =
  | { readonly kind: 'tutorial' | 'batch'; readonly id: string; readonly title: string; readonly question: string }
  | { readonly kind: 'scenario'; readonly id: string; readonly title: string; readonly question: string };

export const TUTORIAL = 'tutorial';

/** `about`: the id of a scenario whose seats are to be chosen. */
export function startHome({ library }: Context, about?: unknown): HomeState {
  const isScenario = typeof about === 'string' && library.open(about) !== null;
  return {
    pane: library.cases.length > 0 && !isScenario ? 'cases' : 'scenarios',
    cursor: { scenarios: 0, cases: 0 },
    filter: '',
    choosing: isScenario ? { scenario: about, cursor: 0, seats: [] } : null,
  };
}

export function scenarioRows({ filter }: HomeState, { library }: Context): readonly HomeRow[] {
  const learn = library.scenarios.some(({ id }) => id === TUTORIAL)
    ? [{ kind: 'tutorial' as const, id: TUTORIAL, title: say('home.tutorial'), question: say('home.tutorial-what') }]
    : [];
  const batch = { kind: 'batch' as const, id: 'batch', title: say('home.batch'), question: say('home.batch-what') };
  const scenarios = library.scenarios
    .filter(({ id }) => id !== TUTORIAL)
    .map((scenario) => ({ kind: 'scenario' as const, ...scenario }));
  return [...learn, ...scenarios, batch].filter(({ id, title }) => matches(`${id} ${title}`, filter));
}

export function caseRows({ filter }: HomeState, { library }: Context): Context['library']['cases'] {
  return library.cases.filter(({ file, scenario }) => matches(`${file} ${scenario}`, filter));
}

function matches(text: string, filter: string): boolean {
  return text.toLowerCase().includes(filter.toLowerCase());
}

/** Seats of the chosen scenario that have something to decide. */
export function seatRows({ choosing }: HomeState, { library }: Context) {
  const scenario = choosing === null ? null : library.open(choosing.scenario);
  if (scenario === null) return [];
  const names = seatsToHold(scenario);
  return scenario.seats.filter(({ name }) => names.includes(name));
}

export const HOME_KEYS: readonly KeyRow<HomeState>[] = [
  { keys: ['enter'], does: say('home.choose'), footer: true, when: isBrowsing, run: choose },
  { keys: ['enter'], does: say('home.begin'), footer: true, when: isChoosing, run: begin },
  { keys: ['space'], does: say('home.toggle'), footer: true, when: isChoosing, run: toggle },
  {
    keys: ['tab', 'shift+tab'],
    does: say('home.other-list'),
    footer: true,
    when: isBrowsing,
    run: (state) => ({ state: { ...state, pane: state.pane === 'cases' ? 'scenarios' : 'cases' } }),
  },
  {
    keys: ['b'],
    does: say('home.to-case'),
    footer: true,
    when: (state, { session }) => isBrowsing(state) && session !== null,
    run: (state, { session }) => ({ state, deeds: [{ kind: 'resume', file: session!.file }] }),
  },
  {
    keys: ['esc', 'left', 'h'],
    does: say('key.back'),
    when: isChoosing,
    run: (state) => ({ state: { ...state, choosing: null } }),
  },
  { keys: ['up', 'k'], does: say('key.up'), run: (state, context) => ({ state: moved(state, context, -1) }) },
  { keys: ['down', 'j'], does: say('key.down'), run: (state, context) => ({ state: moved(state, context, 1) }) },
  {
    keys: ['q'],
    does: say('key.quit'),
    footer: true,
    run: (state) => ({ state, deeds: [{ kind: 'quit' }] }),
  },
];

function isBrowsing({ choosing }: HomeState): boolean {
  return choosing === null;
}

function isChoosing({ choosing }: HomeState): boolean {
  return choosing !== null;
}

function moved(state: HomeState, context: Context, by: number): HomeState {
  if (state.choosing !== null) {
    const cursor = within(state.choosing.cursor + by, seatRows(state, context).length);
    return { ...state, choosing: { ...state.choosing, cursor } };
  }
  const rows = state.pane === 'cases' ? caseRows(state, context) : scenarioRows(state, context);
  return { ...state, cursor: { ...state.cursor, [state.pane]: within(state.cursor[state.pane] + by, rows.length) } };
}

function within(cursor: number, length: number): number {
  return Math.min(Math.max(0, cursor), Math.max(0, length - 1));
}

function choose(state: HomeState, context: Context): Step<HomeState> {
  if (state.pane === 'cases') {
    const chosen = caseRows(state, context)[state.cursor.cases];
    return { state, deeds: chosen === undefined ? [] : [{ kind: 'resume', file: chosen.file }] };
  }
  const row = scenarioRows(state, context)[state.cursor.scenarios];
  if (row === undefined) return { state };
  if (row.kind === 'batch') return { state, deeds: [{ kind: 'go', to: 'batch' }] };
  const scenario = context.library.open(row.id);
  if (scenario === null) return { state, deeds: [{ kind: 'say', text: say('home.has-problems', { id: row.id }) }] };
  const seats = seatsToHold(scenario);
  if (seats.length < 2) return { state, deeds: [{ kind: 'start', scenario: row.id, seats }] };
  return { state: { ...state, choosing: { scenario: row.id, cursor: 0, seats: [] } } };
}

function toggle(state: HomeState, context: Context): Step<HomeState> {
  const { choosing } = state;
  const seat = seatRows(state, context)[choosing?.cursor ?? 0]?.name;
  if (choosing === null || seat === undefined) return { state };
  const seats = choosing.seats.includes(seat)
    ? choosing.seats.filter((name) => name !== seat)
    : [...choosing.seats, seat];
  return { state: { ...state, choosing: { ...choosing, seats } } };
}

/** With the seats that are marked; with none marked, the one under the cursor. */
function begin(state: HomeState, context: Context): Step<HomeState> {
  const { choosing } = state;
  if (choosing === null) return { state };
  const under = seatRows(state, context)[choosing.cursor]?.name;
  const seats = choosing.seats.length > 0 ? choosing.seats : under === undefined ? [] : [under];
  const start: Deed = { kind: 'start', scenario: choosing.scenario, seats };
  return { state: { ...state, choosing: null }, deeds: [start] };
}

export function filterHome(state: HomeState, filter: string): HomeState {
  return { ...state, filter, cursor: { scenarios: 0, cases: 0 } };
}
