// The forecast screen as pure state: which view, which options, where the cursor stands; and the keys that change this.

import { type ForecastOption, observe, type SeenLever } from '../../../../engine/index.ts';
import { ask } from '../../asking.ts';
import { labelOf, leverLabel, memberLabel, outcomeLabel, words } from '../../labels.ts';
import type { Context, Deed, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { createMemory, movedIn } from '../remembered.ts';
import { AS_ORDERED, seenNumbers } from './forecast-ask.ts';

export const VIEWS = ['fan', 'states', 'outcomes', 'options'] as const;
export type View = (typeof VIEWS)[number];

/** Letters and colours there are for options. */
export const MOST_OPTIONS = 4;

export interface ForecastScreenState {
  readonly view: View;
  /** `as ordered` first. */
  readonly options: readonly ForecastOption[];
  /** Cursor of each view. */
  readonly at: Readonly<Record<View, number>>;
  readonly typed: string;
  /** The program's numbers stay hidden until the seat has given its own. */
  readonly ownFirst: boolean;
}

/** A row of the states view: one machine, or all members of one together. */
export interface MachineRow {
  readonly label: string;
  /** In the list, below the row of all members. */
  readonly short: string;
  readonly machines: readonly string[];
}

const machinesOnce = createMemory<readonly MachineRow[]>();

export function machineRows({ session, seat }: Context, typed: string): readonly MachineRow[] {
  if (session === null) return [];
  const standing = session.standing();
  const { scenario } = session.ground;
  const all = machinesOnce(standing, seat, () => {
    const seen = observe(session.ground, standing, seat).machines;
    const groups = [...Map.groupBy(seen, ({ element }) => element)];
    // What the most members have, and of that the one with the most states, is mostly what a case is about.
    const states = new Map(session.ground.model.machines.map((machine) => [machine.element, machine.states.length]));
    groups.sort(([a, one], [b, two]) => two.length - one.length || states.get(b)! - states.get(a)!);
    return groups.flatMap(([element, members]): MachineRow[] => {
      const label = labelOf(scenario, element);
      const single = members.map(({ name, member }) => {
        const of = member === null ? '' : memberLabel(scenario, member);
        return { label: member === null ? label : `${label}, ${of}`, short: `  ${of}`, machines: [name] };
      });
      if (members.length < 2) return single.map((row) => ({ ...row, short: row.label }));
      const all = say('forecast.mean-of', { label, count: members.length });
      return [{ label: all, short: all, machines: members.map(({ name }) => name) }, ...single];
    });
  });
  return all.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
}

export interface OutcomeRow {
  readonly name: string;
  readonly label: string;
  readonly kind: 'mean' | 'share';
  /** Shown in per cent. */
  readonly isShare: boolean;
  readonly index: number;
  /** The scenario shows it by itself. */
  readonly isMain: boolean;
}

/** Those that the scenario shows by itself come first, in its order. */
export function outcomeRows({ session }: Pick<Context, 'session'>, typed: string): readonly OutcomeRow[] {
  if (session === null) return [];
  const { model, scenario } = session.ground;
  const main = scenario.defaults.outcomes ?? [];
  const rows = model.outcomes.map(({ name, element, kind, unit }, index) => {
    const place = main.findIndex((one) => one === name || one === element);
    const label = outcomeLabel(scenario, name);
    const isShare = kind === 'share' || unit === 'share';
    return { name, label, kind, isShare, index, isMain: place >= 0, place: place < 0 ? main.length : place };
  });
  return rows
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .filter(({ label, name }) => `${label} ${name}`.toLowerCase().includes(typed.toLowerCase()));
}

export function numberRows(
  context: Context,
  typed: string,
): readonly { readonly name: string; readonly label: string; readonly index: number }[] {
  if (context.session === null) return [];
  const { scenario } = context.session.ground;
  return seenNumbers(context)
    .map(({ name }, index) => ({ name, label: labelOf(scenario, name), index }))
    .filter(({ name, label }) => `${name} ${label}`.toLowerCase().includes(typed.toLowerCase()));
}

export function ownLevers({ session, seat }: Context, typed: string): readonly SeenLever[] {
  if (session === null) return [];
  return observe(session.ground, session.standing(), seat).levers.filter(
    ({ isOwn, name, seat: holder }) =>
      isOwn &&
      holder === seat &&
      `${name} ${leverLabel(session.ground.scenario, name, seat)}`.toLowerCase().includes(typed.toLowerCase()),
  );
}

/** Probabilities that the seat has given for outcomes in the coming turn. */
export function ownEstimates({ session, seat }: Context): ReadonlyMap<string, number> {
  if (session === null) return new Map();
  const { remarks, played } = session.standing();
  return new Map(
    remarks.flatMap((input) =>
      input.kind === 'estimate' && input.seat === seat && input.turn === played + 1
        ? [[input.outcome, input.probability] as const]
        : [],
    ),
  );
}

/** `about`: { levers } is the draft of the orders screen; { number } the one to look at; { ownFirst } keeps the program's numbers back. */
export function startForecast(context: Context, about?: unknown): ForecastScreenState {
  const {
    levers,
    number,
    ownFirst = false,
  } = (about ?? {}) as {
    readonly number?: string;
    readonly levers?: Readonly<Record<string, string>>;
    readonly ownFirst?: boolean;
  };
  const draft =
    levers === undefined || Object.keys(levers).length === 0 ? [] : [{ name: say('forecast.draft'), levers }];
  const at = number === undefined ? 0 : numberRows(context, '').findIndex(({ name }) => name === number);
  return {
    view: 'fan',
    options: [AS_ORDERED, ...draft],
    at: { fan: Math.max(0, at), states: 0, outcomes: 0, options: 0 },
    typed: '',
    ownFirst,
  };
}

type Row = KeyRow<ForecastScreenState>;

function rowCount(state: ForecastScreenState, context: Context): number {
  switch (state.view) {
    case 'fan':
      return numberRows(context, state.typed).length;
    case 'states':
      return machineRows(context, state.typed).length;
    case 'outcomes':
      return outcomeRows(context, state.typed).length;
    case 'options':
      return ownLevers(context, state.typed).length;
  }
}

function moveBy(by: number): Row['run'] {
  return (state, context) => {
    const at = movedIn(state.at[state.view], by, rowCount(state, context));
    return { state: { ...state, at: { ...state.at, [state.view]: at } } };
  };
}

function viewBy(by: number): Row['run'] {
  return (state) => {
    const next = VIEWS[(VIEWS.indexOf(state.view) + by + VIEWS.length) % VIEWS.length]!;
    return { state: { ...state, view: next, typed: '' } };
  };
}

/** Every other level of the lever under the cursor as an option of its own, or none of them any more. */
function toggleLever(state: ForecastScreenState, context: Context): ReturnType<Row['run']> {
  const lever = ownLevers(context, state.typed)[state.at.options];
  if (lever === undefined) return { state };
  const levels = context.session!.ground.model.levers.find(({ name }) => name === lever.name)!.levels;
  const { scenario } = context.session!.ground;
  const named = (level: string): string => `${leverLabel(scenario, lever.name, context.seat)}: ${words(level)}`;
  const kept = state.options.filter(({ name }) => !levels.some((level) => name === named(level.name)));
  if (kept.length < state.options.length) return { state: { ...state, options: kept } };
  const others = levels.filter(({ name }) => name !== lever.level);
  const added = others.map(({ name }) => ({ name: named(name), levers: { [lever.name]: name } }));
  const options = [...state.options, ...added].slice(0, MOST_OPTIONS);
  const left = state.options.length + added.length - options.length;
  const deeds: Deed[] = left > 0 ? [{ kind: 'say', text: say('forecast.too-many', { most: MOST_OPTIONS }) }] : [];
  return { state: { ...state, options }, deeds };
}

function askProbability(state: ForecastScreenState, context: Context): ReturnType<Row['run']> {
  const row = outcomeRows(context, state.typed)[state.at.outcomes];
  if (row === undefined || row.kind !== 'share')
    return { state, deeds: [{ kind: 'say', text: say('forecast.not-a-share') }] };
  return {
    state,
    deeds: [ask(say('forecast.ask', { label: row.label }), (text) => estimateOf(row.name, text))],
  };
}

/** Per cent, with or without the sign. */
export function estimateOf(outcome: string, text: string): Deed & { readonly kind: 'estimate' | 'say' } {
  const match = /^\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*$/.exec(text);
  const percent = match === null ? Number.NaN : Number(match[1]!.replace(',', '.'));
  if (!(percent >= 0 && percent <= 100)) return { kind: 'say', text: say('forecast.per-cent') };
  return { kind: 'estimate', outcome, probability: percent / 100 };
}

export const FORECAST_KEYS: readonly Row[] = [
  { keys: ['up', 'k'], does: say('key.up'), run: moveBy(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moveBy(1) },
  { keys: ['page up'], does: say('key.page-up'), run: moveBy(-10) },
  { keys: ['page down'], does: say('key.page-down'), run: moveBy(10) },
  { keys: ['tab', 'right', 'l'], does: say('forecast.next-view'), footer: true, run: viewBy(1) },
  { keys: ['shift+tab', 'left'], does: say('forecast.last-view'), run: viewBy(-1) },
  ...VIEWS.map(
    (view, index): Row => ({
      keys: [String(index + 1)],
      does: say(`forecast.view-${view}`),
      run: (state) => ({ state: { ...state, view, typed: '' } }),
    }),
  ),
  {
    keys: ['enter', 'space'],
    does: say('forecast.compare-lever'),
    footer: true,
    when: ({ view }) => view === 'options',
    run: toggleLever,
  },
  {
    keys: ['r'],
    does: say('forecast.only-orders'),
    when: ({ options }) => options.length > 1,
    run: (state) => ({ state: { ...state, options: [AS_ORDERED] } }),
  },
  {
    keys: ['p'],
    does: say('forecast.probability'),
    footer: true,
    when: ({ view }, { session }) => view === 'outcomes' && session !== null && !session.standing().over,
    run: askProbability,
  },
  {
    keys: ['h'],
    does: say('forecast.own-first'),
    footer: true,
    run: (state) => ({
      state: { ...state, ownFirst: !state.ownFirst },
      deeds: [{ kind: 'say', text: say(state.ownFirst ? 'forecast.own-first-off' : 'forecast.own-first-on') }],
    }),
  },
  ...goKeys<ForecastScreenState>('forecast'),
];
