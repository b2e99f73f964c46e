// States that no transition leads to, and states that nothing leads out of although they are not marked final.

import type { Reporter } from '../reporter.ts';
import type { MachineBody, Scenario, StateElement } from '../scenario.ts';

export function reportLostStates(scenario: Scenario, report: Reporter): void {
  for (const machine of scenario.machines.values()) {
    for (const body of [machine.body, ...machine.variants.values()]) {
      reportUnreachable(machine.name, body, report);
      reportDeadEnds(body, report);
    }
  }
}

function reportUnreachable(machine: string, body: MachineBody, report: Reporter): void {
  const reached = reachable(body);
  for (const [i, state] of body.states.entries()) {
    if (!reached.has(i))
      report.errorAtKey('unreachable-state', state.path, `no transition of ${machine} leads to "${state.name}"`, [
        'Add a transition to it, or take the state out.',
      ]);
  }
}

function reachable({ initial, states }: MachineBody): ReadonlySet<number> {
  const index = new Map(states.map((state, i) => [state.name, i]));
  const reached = new Set<number>();
  const open = [initial];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const at of around(states, index.get(name) ?? -1)) {
      const state = states[at];
      if (state === undefined || reached.has(at)) continue;
      reached.add(at);
      open.push(...state.transitions.map((transition) => transition.to));
    }
    const inner = states[index.get(name) ?? -1]?.initial ?? null;
    if (inner !== null) open.push(inner);
  }
  return reached;
}

/** The state and those around it. */
function around(states: readonly StateElement[], index: number): number[] {
  const found: number[] = [];
  for (let at = index; at >= 0; at = states[at]?.parent ?? -1) found.push(at);
  return found;
}

function reportDeadEnds(body: MachineBody, report: Reporter): void {
  if (body.states.length === 1) return;
  for (const [i, state] of body.states.entries()) {
    const isLeaf = state.initial === null;
    const out = around(body.states, i).some((at) => (body.states[at]?.transitions.length ?? 0) > 0);
    if (isLeaf && !state.final && !out)
      report.errorAtKey('dead-end', state.path, `nothing leads out of "${state.name}"`, [
        `Write "${state.name}: final" if that is meant, or add a transition.`,
      ]);
  }
}
