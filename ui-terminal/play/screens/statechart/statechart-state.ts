// The statechart screen as pure state: which machine is looked at, how far its picture is scrolled; and the keys that change this.

import { observe, type SeenMachine } from '../../../../engine/index.ts';
import { labelOf, stateLabel } from '../../labels.ts';
import type { Context, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { createMemory, movedIn } from '../remembered.ts';

export interface StatechartState {
  /** Name of the machine with its member, as `ladder[riga]`. */
  readonly machine: string;
  readonly scroll: number;
  readonly typed: string;
  readonly pane: 'list' | 'chart';
}

const machinesOnce = createMemory<readonly SeenMachine[]>();

/** The machines that the seat sees, and what it takes them to be in. */
export function seenMachines({ session, seat }: Context, typed = ''): readonly SeenMachine[] {
  if (session === null) return [];
  const standing = session.standing();
  const all = machinesOnce(standing, seat, () => observe(session.ground, standing, seat).machines);
  const { scenario } = session.ground;
  const text = typed.toLowerCase();
  return all.filter(({ name, states }) =>
    `${name} ${labelOf(scenario, name)} ${states.map((state) => stateLabel(scenario, name, state)).join(' ')}`
      .toLowerCase()
      .includes(text),
  );
}

/** `about`: the name of a machine, or { machine }. */
export function startStatechart(context: Context, about?: unknown): StatechartState {
  const wanted = typeof about === 'string' ? about : (about as { readonly machine?: string } | undefined)?.machine;
  const machines = seenMachines(context);
  const machine = machines.find(({ name, element }) => name === wanted || element === wanted) ?? machines[0];
  return { machine: machine?.name ?? '', scroll: 0, typed: '', pane: 'list' };
}

type Row = KeyRow<StatechartState>;

function moveBy(by: number): Row['run'] {
  return (state, context) => {
    if (state.pane === 'chart') return { state: { ...state, scroll: Math.max(0, state.scroll + by) } };
    const machines = seenMachines(context, state.typed);
    const at = machines.findIndex(({ name }) => name === state.machine);
    const next = machines[movedIn(at, at < 0 ? 1 : by, machines.length)];
    return { state: { ...state, machine: next?.name ?? state.machine, scroll: 0 } };
  };
}

/** The same machine of another member. */
function memberBy(by: number): Row['run'] {
  return (state, context) => {
    const machines = seenMachines(context);
    const element = machines.find(({ name }) => name === state.machine)?.element;
    const alike = machines.filter((machine) => machine.element === element);
    const at = alike.findIndex(({ name }) => name === state.machine);
    return { state: { ...state, machine: alike[movedIn(at, by, alike.length)]?.name ?? state.machine } };
  };
}

export const STATECHART_KEYS: readonly Row[] = [
  { keys: ['up', 'k'], does: say('key.up'), run: moveBy(-1) },
  { keys: ['down', 'j'], does: say('key.down'), run: moveBy(1) },
  { keys: ['page up'], does: say('key.page-up'), run: moveBy(-10) },
  { keys: ['page down'], does: say('key.page-down'), run: moveBy(10) },
  { keys: ['left', 'h'], does: say('statechart.member-before'), footer: true, run: memberBy(-1) },
  { keys: ['right', 'l'], does: say('statechart.member-after'), footer: true, run: memberBy(1) },
  {
    keys: ['tab', 'enter'],
    does: say('key.other-pane'),
    footer: true,
    run: (state) => ({ state: { ...state, pane: state.pane === 'list' ? 'chart' : 'list' } }),
  },
  ...goKeys<StatechartState>('statechart'),
];
