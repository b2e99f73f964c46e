// Model -> why it cannot be compiled, or null. The checker lets none of these through; a model made by hand might have them.

import { MAX_TURNS } from '../chance/channel.ts';
import type { Chance, Model, Node, NodeId } from '../model/model.ts';
import { childrenOf, nodesBelow } from '../model/ranges.ts';
import type { Arm } from '../model/model.ts';

export function refusalOf(model: Model, arms: readonly Arm[]): string | null {
  for (const reason of reasons(model, arms)) return reason;
  return null;
}

function* reasons(model: Model, arms: readonly Arm[]): Generator<string> {
  if (arms.length === 0) yield 'no arms to run';
  if (model.turns > MAX_TURNS) yield `${model.turns} turns are more than the ${MAX_TURNS} that a channel of chance has`;
  if (model.turns < 1) yield 'a run without turns';
  for (const { name, start } of model.stocks) {
    if (!readsWorldOnly(model, start)) yield `the start of ${name} reads more than numbers and uncertainties`;
  }
  for (const { name, levels } of model.levers) {
    if (!levels.every(({ cost }) => readsWorldOnly(model, cost)))
      yield `a cost of ${name} reads more than numbers and uncertainties`;
  }
  yield* misplacedReductions(model);
  for (const { name, chance, rate, channel } of model.incidents) {
    if ((chance !== null || rate !== null) && channel === null) yield `${name} has a chance but no channel`;
  }
  for (const { name, states } of model.machines) {
    for (const state of states) {
      const chances = state.transitions.flatMap(({ chance }) => (chance === null ? [] : [chance]));
      if (chances.length > 0 && state.channel === null) yield `${name}.${state.name} has a chance but no channel`;
      if (chances.length > 1 && chances.some(isLogit)) yield `${name}.${state.name} has a log-odds chance beside another`;
    }
  }
}

function isLogit({ kind }: Chance): boolean {
  return kind === 'logit';
}

function readsWorldOnly(model: Model, id: NodeId): boolean {
  return nodesBelow(model, [id]).every((at) => {
    const node = model.nodes[at]!;
    return 'a' in node || node.op === 'number' || node.op === 'boolean' || node.op === 'parameter';
  });
}

/** A reducer's value is known when the run is over, so only outcomes may read one. */
function* misplacedReductions(model: Model): Generator<string> {
  const inOutcomes = new Set(
    nodesBelow(
      model,
      model.outcomes.map(({ value }) => value),
    ),
  );
  const reads: boolean[] = [];
  for (const [id, node] of model.nodes.entries()) {
    reads.push(node.op === 'reduced' || childrenOf(node).some((child) => reads[child]));
    if (reads[id] && !inOutcomes.has(id) && isUsed(model, id)) yield 'a reduction is read before the run is over';
  }
}

function isUsed(model: Model, id: NodeId): boolean {
  const roots: (NodeId | null)[] = [model.endWhen, ...model.reducers.map(({ of }) => of), ...model.views.map(({ source }) => source)];
  return roots.some((root) => root !== null && root === id) || model.nodes.some((node: Node) => childrenOf(node).includes(id));
}
