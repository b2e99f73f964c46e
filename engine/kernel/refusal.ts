// Model -> why it cannot be compiled, or null. The checker lets none of these through; a model made by hand might have them.

import { MAX_TURNS } from '../chance/channel.ts';
import type { Arm, Chance, Model, NodeId } from '../model/model.ts';
import { nodesBelow } from '../model/ranges.ts';

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
  for (const { name, chance, rate, channel } of model.incidents) {
    if ((chance !== null || rate !== null) && channel === null) yield `${name} has a chance but no channel`;
  }
  for (const { name, states } of model.machines) {
    for (const state of states) {
      const chances = state.transitions.flatMap(({ chance }) => (chance === null ? [] : [chance]));
      if (chances.length > 0 && state.channel === null) yield `${name}.${state.name} has a chance but no channel`;
      if (chances.length > 1 && chances.some(isLogit))
        yield `${name}.${state.name} has a log-odds chance beside another`;
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
