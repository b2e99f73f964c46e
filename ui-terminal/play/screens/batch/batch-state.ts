// The batch screen as pure state: which scenario, how many worlds, how far its table is scrolled; and the keys that change this.

import { DEFAULT_SEED } from '../../../options.ts';
import type { Context, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { movedIn } from '../remembered.ts';

export interface BatchScreenState {
  readonly cursor: number;
  readonly seed: string;
  /** Null: as many as the scenario says. */
  readonly worlds: number | null;
  readonly scroll: number;
  readonly typed: string;
  /** Browses the scenarios although a table is there. */
  readonly choosing: boolean;
}

const WORLDS: readonly (number | null)[] = [16, 64, 256, 1024, null, 4096, 16384];

export function listedScenarios({ library }: Context, typed: string): Context['library']['scenarios'] {
  return library.scenarios.filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(typed.toLowerCase()));
}

/** `about`: the id of a scenario, or { scenario }. */
export function startBatch(context: Context, about?: unknown): BatchScreenState {
  const wanted = typeof about === 'string' ? about : (about as { readonly scenario?: string } | undefined)?.scenario;
  const id = wanted ?? context.session?.ground.scenario.id;
  const cursor = Math.max(
    0,
    listedScenarios(context, '').findIndex((scenario) => scenario.id === id),
  );
  return { cursor, seed: DEFAULT_SEED, worlds: null, scroll: 0, typed: '', choosing: wanted !== undefined };
}

export type Shows = 'choice' | 'running' | 'table';

export function showsOf({ choosing }: BatchScreenState, { batching }: Context): Shows {
  const { kind } = batching.look();
  if (kind === 'running') return 'running';
  return kind === 'done' && !choosing ? 'table' : 'choice';
}

type Row = KeyRow<BatchScreenState>;

const isChoosing: Row['when'] = (state, context) => showsOf(state, context) === 'choice';

function moveBy(by: number): Row['run'] {
  return (state, context) =>
    showsOf(state, context) === 'table'
      ? { state: { ...state, scroll: Math.max(0, state.scroll + by) } }
      : { state: { ...state, cursor: movedIn(state.cursor, by, listedScenarios(context, state.typed).length) } };
}

function worldsBy(by: number): Row['run'] {
  return (state) => ({
    state: { ...state, worlds: WORLDS[movedIn(WORLDS.indexOf(state.worlds), by, WORLDS.length)] ?? null },
  });
}

export const BATCH_KEYS: readonly Row[] = [
  {
    keys: ['esc'],
    does: say('batch.stop'),
    footer: true,
    when: (state, context) => showsOf(state, context) === 'running',
    run: (state, { batching }) => {
      batching.cancel();
      return { state: { ...state, choosing: true }, deeds: [{ kind: 'say', text: say('batch.stopped') }] };
    },
  },
  {
    keys: ['enter'],
    does: say('batch.start'),
    footer: true,
    when: isChoosing,
    run: (state, context) => {
      const scenario = listedScenarios(context, state.typed)[state.cursor];
      if (scenario === undefined) return { state };
      context.batching.start({ scenario: scenario.id, seed: state.seed, worlds: state.worlds });
      return { state: { ...state, choosing: false, scroll: 0 } };
    },
  },
  { keys: ['up', 'k'], does: say('key.up'), run: moveBy(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moveBy(1) },
  { keys: ['page up'], does: say('key.page-up'), run: moveBy(-15) },
  { keys: ['page down', 'space'], does: say('key.page-down'), run: moveBy(15) },
  { keys: ['home'], does: say('key.top'), run: moveBy(-100_000) },
  { keys: ['end'], does: say('key.bottom'), run: moveBy(100_000) },
  { keys: ['left', 'h'], does: say('batch.fewer'), footer: true, when: isChoosing, run: worldsBy(-1) },
  { keys: ['right', 'l'], does: say('batch.more'), footer: true, when: isChoosing, run: worldsBy(1) },
  {
    keys: ['tab'],
    does: say('batch.choose'),
    footer: true,
    when: (state, { batching }) => batching.look().kind === 'done' && state.typed === '',
    run: (state) => ({ state: { ...state, choosing: !state.choosing, scroll: 0 } }),
  },
];
