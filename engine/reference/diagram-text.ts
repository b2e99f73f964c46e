// What stands beside a transition in a diagram: when it may be taken, with which chance, and what it does. One text for all kinds of diagrams.

import type { Chance, Consequence, Effect, Machine, Model, NodeId, Transition } from '../model/model.ts';
import { nameNode, printNumber } from './print-node.ts';

/** The machines drawn for an element: one for each declared machine, or the one asked for. Members differ in numbers, not in shape; the first stands for all. */
export function drawnMachines(model: Model, element: string | null): readonly Machine[] {
  const seen = new Set<string>();
  return model.machines.filter((machine) => {
    if (seen.has(machine.element) || (element !== null && machine.element !== element)) return false;
    seen.add(machine.element);
    return true;
  });
}

/** `ladder`, or `ladder (as in latvia, 1 of 3)` for one that stands for several. */
export function machineTitle(model: Model, { element, member }: Machine): string {
  const alike = model.machines.filter((machine) => machine.element === element).length;
  return alike < 2 || member === null ? element : `${element} (as in ${member}, 1 of ${alike})`;
}

/** `after 4 turns`, `fear > 0.5`, `chance 0.2` */
export function conditionTexts(model: Model, { when, after, chance }: Transition): readonly string[] {
  const clauses = when === null ? [] : conjuncts(model, when).filter((clause) => clause !== after);
  return [
    ...(after === null ? [] : [afterText(model, after)]),
    ...clauses.map((clause) => nameNode(model, clause)),
    ...(chance === null ? [] : [`chance ${chanceText(model, chance)}`]),
  ];
}

/** Each thing that the transition does: `fear +0.05`, `trust = 0.5`, `asks for wales_summit`. */
export function effectTexts(model: Model, { effects, asks }: Consequence): readonly string[] {
  return [
    ...effects.map((effect) => effectText(model, effect)),
    ...asks.map((inject) => `asks for ${model.injects[inject]!.name}`),
  ];
}

/** Conditions and effects on one line: `chance 0.25, then fear -0.02`. */
export function transitionText(model: Model, transition: Transition): string {
  const effects = effectTexts(model, transition).join(', ');
  return [...conditionTexts(model, transition), ...(effects === '' ? [] : [`then ${effects}`])].join(', ');
}

function chanceText(model: Model, chance: Chance): string {
  return chance.kind === 'logit' ? `logistic(${nameNode(model, chance.x)})` : nameNode(model, chance.p);
}

function effectText(model: Model, { stock, mode, amount }: Effect): string {
  const { name } = model.stocks[stock]!;
  const node = model.nodes[amount]!;
  if (mode === 'set') return `${name} = ${nameNode(model, amount)}`;
  if (node.op === 'number') return `${name} ${node.value < 0 ? '' : '+'}${printNumber(node.value)}`;
  return `${name} + ${nameNode(model, amount)}`;
}

function conjuncts(model: Model, id: NodeId): readonly NodeId[] {
  const node = model.nodes[id]!;
  return node.op === 'and' ? [...conjuncts(model, node.a), ...conjuncts(model, node.b)] : [id];
}

/** `after 4 turns` where the clause compares the turns in the state with something; else the clause as it is. */
function afterText(model: Model, id: NodeId): string {
  const node = model.nodes[id]!;
  if (node.op !== 'less-equal' || model.nodes[node.b]!.op !== 'turns-in') return nameNode(model, id);
  const count = nameNode(model, node.a);
  return `after ${count} ${count === '1' ? 'turn' : 'turns'}`;
}
