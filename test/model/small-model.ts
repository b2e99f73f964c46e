// A few lines of a scenario -> its model, and formulas of the model as text, to compare them exactly.

import { checkScenario } from '../../engine/language/check-scenario.ts';
import type { Scenario } from '../../engine/language/scenario.ts';
import { type Lowered, type LowerOptions, lower } from '../../engine/model/lower.ts';
import type { Effect, Model, NodeId, Rule } from '../../engine/model/model.ts';
import { renderProblems } from '../../engine/problem.ts';

const HEAD = `
greyzone: 1
id: small
title: T
question: Q?
clock: { start: 2014-11, turn: month, turns: 6 }
phases: [first, second]
seats: { nato: NATO, russia: Russia, estonia: Estonia, latvia: Latvia }
sets:
  country: [estonia, latvia]
  region: { of: country, estonia: [narva, tallinn], latvia: [riga] }
outcomes: { nothing: { is: final(turn) } }
`;

/** Sections of the scenario; a section that the head has, too, takes its place. */
export function scenarioOf(sections: string): Scenario {
  const given = [...sections.matchAll(/^([a-z][a-z_ ]*):/gm)].map(([, key]) => key);
  const head = HEAD.split(/\n(?=\S)/).filter((part) => !given.includes(part.split(':')[0]?.trim()));
  const text = `${head.join('\n')}\n${sections}`;
  const { scenario, problems } = checkScenario({
    scenario: { name: 'small', text },
    bases: [],
    registers: [],
    hash: 'h',
  });
  if (scenario === null) throw new Error(renderProblems(problems, new Map([['small', text]])));
  return scenario;
}

export function lowered(sections: string, options: LowerOptions = {}): Lowered {
  return lower(scenarioOf(sections), options);
}

export function modelOf(sections: string, options: LowerOptions = {}): Model {
  const { model, faults } = lowered(sections, options);
  if (model === null) throw new Error(faults.map((fault) => fault.message).join('; '));
  return model;
}

const SIGNS: Readonly<Record<string, string>> = {
  add: '+',
  subtract: '-',
  multiply: '*',
  divide: '/',
  power: '^',
  less: '<',
  'less-equal': '<=',
  equal: '==',
  'not-equal': '!=',
};

/** `(fear[latvia] + 0.5)`: the node with names for numbers. */
export function shown(model: Model, id: NodeId | null): string | null {
  if (id === null) return null;
  const node = model.nodes[id];
  if (node === undefined) throw new Error(`no node ${id}`);
  const of = (child: NodeId) => shown(model, child) ?? '';
  switch (node.op) {
    case 'number':
    case 'boolean':
      return String(node.value);
    case 'parameter':
      return model.parameters[node.index]?.name ?? '?';
    case 'stock':
      return model.stocks[node.index]?.name ?? '?';
    case 'lever':
      return model.levers[node.index]?.name ?? '?';
    case 'noise':
      return model.noises[node.index]?.name ?? '?';
    case 'at':
      return `${model.levers[node.index]?.name} at ${model.levers[node.index]?.levels[node.level]?.name}`;
    case 'cost':
      return `cost of ${model.levers[node.index]?.name}`;
    case 'funds':
      return `funds of ${model.seats[model.purses[node.index]?.seat ?? -1]?.name}`;
    case 'view':
      return `<${model.views[node.index]?.name}>`;
    case 'in':
    case 'turns-in':
      return `${node.op} ${model.machines[node.machine]?.name}.${model.machines[node.machine]?.states[node.state]?.name}`;
    case 'times':
    case 'count':
      return `${node.op} of ${model.incidents[node.index]?.name}`;
    case 'reduced': {
      const reducer = model.reducers[node.index];
      return `${reducer?.reduction} of ${reducer === undefined ? '?' : of(reducer.of)}`;
    }
    case 'if':
      return `if(${of(node.a)}, ${of(node.b)}, ${of(node.c)})`;
    default:
      if ('b' in node)
        return SIGNS[node.op]
          ? `(${of(node.a)} ${SIGNS[node.op]} ${of(node.b)})`
          : `${node.op}(${of(node.a)}, ${of(node.b)})`;
      return 'a' in node ? `${node.op}(${of(node.a)})` : node.op;
  }
}

export function auxiliary(model: Model, name: string): string | null {
  return shown(model, model.auxiliaries.find((candidate) => candidate.name === name)?.node ?? null);
}

export function shownEffects(model: Model, effects: readonly Effect[]): string[] {
  return effects.map(
    ({ stock, mode, amount }) => `${model.stocks[stock]?.name} ${mode === 'set' ? '=' : '+='} ${shown(model, amount)}`,
  );
}

export function shownRules(model: Model, rules: readonly Rule[]): string[] {
  return rules.map(({ lever, level, when, origin }) => {
    const { name, levels } = model.levers[lever] ?? { name: '?', levels: [] };
    return `${origin}: ${name} -> ${levels[level]?.name}${when === null ? '' : ` when ${shown(model, when)}`}`;
  });
}
