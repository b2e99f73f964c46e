// A model whose outcomes are its whole state at the end of a shorter horizon: with every horizon in turn, engines that only give
// outcomes are compared turn by turn.

import type { Model, Node, Outcome, Reducer } from '../../engine/model/model.ts';

/** The first `turns` turns of the model; one outcome for every stock, lever, state and incident count, beside those it had. */
export function upToTurn(model: Model, turns: number): Model {
  const nodes: Node[] = [...model.nodes];
  const conditions = [...model.conditions];
  const reducers: Reducer[] = [...model.reducers];
  const add = (node: Node): number => {
    conditions.push(false);
    return nodes.push(node) - 1;
  };
  const [one, zero] = [add({ op: 'number', value: 1 }), add({ op: 'number', value: 0 })];
  const watch = (name: string, of: number): Outcome => {
    const value = add({ op: 'reduced', index: reducers.push({ reduction: 'final', of }) - 1 });
    return {
      name,
      element: name,
      member: null,
      label: name,
      unit: null,
      better: 'neither',
      kind: 'mean',
      value,
      firsts: [],
    };
  };
  const active = (machine: number, state: number): number => {
    const inside = nodes.push({ op: 'in', machine, state }) - 1;
    conditions.push(true);
    return add({ op: 'if', a: inside, b: one, c: zero });
  };
  const outcomes = [
    ...model.outcomes,
    ...model.stocks.map(({ name }, index) => watch(name, add({ op: 'stock', index }))),
    ...model.levers.map(({ name }, index) => watch(name, add({ op: 'lever', index }))),
    ...model.levers.map(({ name }, index) => watch(`cost of ${name}`, add({ op: 'cost', index }))),
    ...model.incidents.map(({ name }, index) => watch(name, add({ op: 'count', index }))),
    ...model.machines.flatMap(({ name, states }, machine) => [
      ...states.map((state, at) => watch(`${name}.${state.name}`, active(machine, at))),
      ...states.map((state, at) =>
        watch(`turns in ${name}.${state.name}`, add({ op: 'turns-in', machine, state: at })),
      ),
    ]),
  ];
  const dates = model.clock.dates.slice(0, turns);
  return { ...model, turns, clock: { ...model.clock, dates }, nodes, conditions, reducers, outcomes };
}
