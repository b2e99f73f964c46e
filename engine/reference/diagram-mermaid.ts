// Machines -> Mermaid text (stateDiagram-v2), which many web pages and editors draw by themselves.

import type { Machine, Model } from '../model/model.ts';
import { drawnMachines, machineTitle, transitionText } from './diagram-text.ts';

/** The machine declared as `element`, or all of them (null), each in a box of its own when there are several. */
export function mermaidDiagram(model: Model, element: string | null = null): string {
  const machines = drawnMachines(model, element);
  const boxed = machines.length > 1;
  const lines = machines.flatMap((machine) =>
    boxed
      ? box(machineTitle(model, machine), idOf(machine.element), machineLines(model, machine))
      : machineLines(model, machine),
  );
  return ['stateDiagram-v2', ...indent(lines), ''].join('\n');
}

function machineLines(model: Model, machine: Machine): readonly string[] {
  const idOfState = (state: number): string => idOf(`${machine.element}_${machine.states[state]!.name}`);
  const inside = (parent: number): readonly string[] =>
    machine.states.flatMap((state, index) => (state.parent === parent ? stateLines(index) : []));
  const stateLines = (index: number): readonly string[] => {
    const { name, initial, final } = machine.states[index]!;
    if (initial >= 0) return box(name, idOfState(index), [`[*] --> ${idOfState(initial)}`, ...inside(index)]);
    return [`state "${name}" as ${idOfState(index)}`, ...(final ? [`${idOfState(index)} --> [*]`] : [])];
  };
  const arrows = machine.states.flatMap(({ transitions }, index) =>
    transitions.map((transition) => {
      const text = escapeLabel(transitionText(model, transition));
      return `${idOfState(index)} --> ${idOfState(transition.target)}${text === '' ? '' : ` : ${text}`}`;
    }),
  );
  return [`[*] --> ${idOfState(machine.initial)}`, ...inside(-1), ...arrows];
}

function box(title: string, id: string, lines: readonly string[]): readonly string[] {
  return [`state "${title}" as ${id} {`, ...indent(lines), '}'];
}

function indent(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function idOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_');
}

/** A label ends at a colon or semicolon, and angle brackets are read as tags: Mermaid's own codes stand for them. */
function escapeLabel(text: string): string {
  return text.replace(/[:;<>#]/g, (sign) => `#${sign.charCodeAt(0)};`);
}
