// Formulas on one position, through one pair of eyes -> their texts, and everything that they read, with its value where the seat may know it.

import { everyTerm, type Term } from '../expression/term.ts';
import type { Scenario } from '../language/scenario.ts';
import type { Model, Node, NodeId } from '../model/model.ts';
import { childrenOf } from '../model/ranges.ts';
import { elementOf } from '../model/slot-name.ts';
import type { FormulaTexts } from '../reference/explain.ts';
import type { Position } from '../reference/position.ts';
import { nameNode, printNode, printNodeWithNumbers, printNumber } from '../reference/print-node.ts';
import type { Eyes } from './eyes.ts';
import type { Ground } from './ground.ts';
import { type FormulaRead, HIDDEN, UNKNOWN } from './told-event.ts';

/** From where formulas are read. */
export interface Viewpoint {
  readonly ground: Ground;
  readonly eyes: Eyes;
  readonly position: Position;
}

/** The word that stands in place of a value that the seat may not know, else null. */
function veil({ ground, eyes }: Viewpoint, node: NodeId): string | null {
  if (eyes.sees(node)) return null;
  return ground.model.nodes[node]!.op === 'parameter' ? UNKNOWN : HIDDEN;
}

/** The formula with names, and with the numbers that the seat may know. */
export function formulaTexts(from: Viewpoint, node: NodeId): FormulaTexts {
  const { model, reference } = from.ground;
  return {
    names: printNode(model, node),
    numbers: printNodeWithNumbers(reference.interpreter, node, from.position, (id) => veil(from, id)),
  };
}

/**
 * What the formulas read, each once, in the order of reading: first by the nodes of the model, auxiliaries as a whole; then the facts and
 * uncertainties that only the written terms still name, for the model folds what is known.
 */
export function formulaReads(
  from: Viewpoint,
  nodes: readonly (NodeId | null)[],
  terms: readonly (Term | null)[],
): readonly FormulaRead[] {
  const { model } = from.ground;
  const auxiliaries = new Set(model.auxiliaries.map(({ node }) => node));
  const seen = new Set<NodeId>();
  const found: FormulaRead[] = [];
  const walk = (id: NodeId, isTop: boolean): void => {
    if (seen.has(id)) return;
    seen.add(id);
    const node = model.nodes[id]!;
    if (node.op === 'number' || node.op === 'boolean') return;
    if ('a' in node && (isTop || !auxiliaries.has(id))) for (const child of childrenOf(node)) walk(child, false);
    else found.push(readOf(from, id));
  };
  for (const node of nodes) if (node !== null) walk(node, true);
  const known = new Set(found.map(({ name }) => elementOf(name)));
  const behind = [...numbersBehind(from.ground, terms)].filter(([name]) => !known.has(name));
  return [
    ...found,
    ...behind.map(([name, kind]) => (kind === 'fact' ? factRead(from, name) : uncertaintyRead(from, name))),
  ];
}

function readOf(from: Viewpoint, node: NodeId): FormulaRead {
  const { scenario, model, reference } = from.ground;
  const name = nameNode(model, node);
  const number = reference.interpreter.evaluate(from.position, node);
  const value = veil(from, node) ?? (model.conditions[node]! ? String(number === 1) : printNumber(number));
  const { kind, element } = kindOf(model, model.nodes[node]!, name);
  const declared = declaredAs(scenario, kind, element);
  return {
    name,
    kind,
    label: declared?.label ?? name,
    value,
    provenance: kind === 'uncertainty' ? (declared?.provenance ?? null) : null,
    formula: kind === 'auxiliary' ? formulaTexts(from, node) : null,
  };
}

function declaredAs(scenario: Scenario, kind: FormulaRead['kind'], element: string) {
  switch (kind) {
    case 'uncertainty':
      return scenario.uncertainties.get(element);
    case 'stock':
      return scenario.stocks.get(element);
    case 'auxiliary':
      return scenario.auxiliaries.get(element);
    case 'lever':
      return scenario.levers.get(element);
    default:
      return undefined;
  }
}

/** Facts and uncertainties that the terms rest on, those of their auxiliaries included. */
function numbersBehind(
  { scenario, model }: Ground,
  terms: readonly (Term | null)[],
): ReadonlyMap<string, 'fact' | 'uncertainty'> {
  const names = new Map<string, 'fact' | 'uncertainty'>();
  const done = new Set<string>();
  const walk = (term: Term): void => {
    for (const one of everyTerm(term)) {
      if (one.op !== 'read') continue;
      if (one.what === 'fact' || one.what === 'uncertainty') names.set(one.name, one.what);
      const auxiliary =
        one.what === 'auxiliary' && !done.has(one.name) ? scenario.auxiliaries.get(one.name) : undefined;
      if (auxiliary === undefined) continue;
      done.add(one.name);
      walk(auxiliary.variants.get(model.variant) ?? auxiliary.is);
    }
  };
  for (const term of terms) if (term !== null) walk(term);
  return names;
}

function factRead({ ground }: Viewpoint, name: string): FormulaRead {
  const { label, values, provenance } = ground.scenario.facts.get(name)!;
  return { name, kind: 'fact', label, value: rangeText([...values.values()]), provenance, formula: null };
}

function uncertaintyRead({ ground, eyes, position }: Viewpoint, name: string): FormulaRead {
  const { label, provenance } = ground.scenario.uncertainties.get(name)!;
  const own = ground.model.parameters.flatMap((parameter, index) =>
    elementOf(parameter.name) === name && (eyes.all || parameter.fixed !== null) ? [position.parameters[index]!] : [],
  );
  const value = own.length === 0 ? UNKNOWN : rangeText(own);
  return { name, kind: 'uncertainty', label, value, provenance, formula: null };
}

function kindOf(
  model: Model,
  node: Node,
  name: string,
): { readonly kind: FormulaRead['kind']; readonly element: string } {
  switch (node.op) {
    case 'parameter':
      return { kind: 'uncertainty', element: elementOf(model.parameters[node.index]!.name) };
    case 'stock':
      return { kind: 'stock', element: elementOf(model.stocks[node.index]!.name) };
    case 'lever':
    case 'at':
    case 'cost':
      return { kind: 'lever', element: elementOf(model.levers[node.index]!.name) };
    case 'in':
    case 'turns-in':
      return { kind: 'machine', element: model.machines[node.machine]!.element };
    case 'times':
    case 'count':
      return { kind: 'incident', element: model.incidents[node.index]!.element };
    default:
      return 'a' in node ? { kind: 'auxiliary', element: elementOf(name) } : { kind: 'other', element: name };
  }
}

/** One number, or from the smallest to the largest of several members. */
function rangeText(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? printNumber(low) : `${printNumber(low)} to ${printNumber(high)}, by member`;
}
