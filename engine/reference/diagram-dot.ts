// Machines -> Graphviz DOT text. States with states inside are clusters; arrows to and from them end at their border.

import type { Machine, Model, Transition } from '../model/model.ts';
import { conditionTexts, drawnMachines, effectTexts, machineTitle } from './diagram-text.ts';
import { shapeOf } from './machine-shape.ts';

/** The machine declared as `element`, or all of them (null). The text is for any Graphviz; its `dot` layout fits best. */
export function dotDiagram(model: Model, element: string | null = null): string {
  const machines = drawnMachines(model, element);
  return [
    `digraph ${quote(element ?? model.id)} {`,
    '  compound=true; rankdir=TB; nodesep=0.4; ranksep=0.5; fontname="Helvetica"; fontsize=12;',
    '  node [shape=box, style="rounded,filled", fillcolor="#f5f5f5", color="#555555", fontname="Helvetica", fontsize=11];',
    '  edge [color="#555555", fontname="Helvetica", fontsize=9];',
    ...machines.flatMap((machine) => indent(machineLines(model, machine))),
    '}',
    '',
  ].join('\n');
}

function machineLines(model: Model, machine: Machine): readonly string[] {
  const idOf = (state: number): string => `${machine.element}:${machine.states[state]!.name}`;
  const clusterOf = (state: number): string => `cluster_${idOf(state)}`;
  const { paths } = shapeOf(machine);
  const leafUnder = (state: number): number => {
    const { initial } = machine.states[state]!;
    return initial < 0 ? state : leafUnder(initial);
  };
  const inside = (parent: number): readonly string[] =>
    machine.states.flatMap((state, index) => (state.parent === parent ? stateLines(index) : []));
  const stateLines = (index: number): readonly string[] => {
    const { name, initial, final } = machine.states[index]!;
    if (initial >= 0) return cluster(clusterOf(index), name, [...startLines(idOf(index), initial), ...inside(index)]);
    return [`${quote(idOf(index))} [label=${quote(name)}${final ? ', peripheries=2' : ''}];`];
  };
  /** A dot that points to the child entered first. */
  const startLines = (owner: string, initial: number): readonly string[] => [
    `${quote(`${owner}:start`)} [shape=point, width=0.12, fillcolor="#555555"];`,
    arrow(`${owner}:start`, initial, headOf(initial, null)),
  ];
  const isInside = (inner: number, outer: number): boolean => paths[inner]!.includes(outer);
  /** An arrow to a state with states inside goes to the child entered first, cut at the border if it crosses it. */
  const headOf = (target: number, source: number | null): readonly string[] => {
    const crosses = machine.states[target]!.initial >= 0 && (source === null || !isInside(source, target));
    return crosses ? [`lhead=${quote(clusterOf(target))}`] : [];
  };
  const arrow = (from: string, target: number, attributes: readonly string[]): string =>
    `${quote(from)} -> ${quote(idOf(leafUnder(target)))} [${attributes.join(', ')}];`;
  /** One that leaves from the whole of such a state begins at its border; if it stays inside, the label says whose it is. */
  const transitionArrow = (source: number, transition: Transition): string => {
    const whole = machine.states[source]!.initial >= 0;
    const stays = whole && isInside(transition.target, source);
    const lines = [
      ...(stays ? [`anywhere in ${machine.states[source]!.name}`] : []),
      ...conditionTexts(model, transition),
      ...effectTexts(model, transition).map((effect) => `then ${effect}`),
    ];
    return arrow(idOf(leafUnder(source)), transition.target, [
      `label=${quote(lines.flatMap(folded).join('\n'))}`,
      ...headOf(transition.target, source),
      ...(whole && !stays ? [`ltail=${quote(clusterOf(source))}`] : []),
    ]);
  };
  const arrows = machine.states.flatMap(({ transitions }, source) =>
    transitions.map((transition) => transitionArrow(source, transition)),
  );
  return cluster(`cluster_${machine.element}`, machineTitle(model, machine), [
    ...startLines(machine.element, machine.initial),
    ...inside(-1),
    ...arrows,
  ]);
}

/** Characters of a line beside an arrow, and lines of one clause; what is longer ends in dots. */
const LABEL_WIDTH = 38;
const LABEL_LINES = 3;

function folded(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= LABEL_WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.length <= LABEL_LINES ? lines : [...lines.slice(0, LABEL_LINES), '...'];
}

function cluster(id: string, label: string, lines: readonly string[]): readonly string[] {
  return [
    `subgraph ${quote(id)} {`,
    ...indent([`label=${quote(label)}; style="rounded"; color="#999999";`, ...lines]),
    '}',
  ];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
