// Formulas back to text: brackets only where they are needed, names of the scenario, numbers of a position.

import { expect, test } from 'vitest';
import { printNode, printNodeWithNumbers } from '../../engine/reference/print-node.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { begin, positionOf } from '../../engine/reference/run.ts';
import { buildModel, type Expr } from './build-model.ts';
import { setupOf } from './play.ts';

const model = (formula: Expr) =>
  buildModel({
    stocks: { fear: { start: 0.35 }, grievance: { start: -2 } },
    levers: { presence: { levels: { none: 0, brigade: 1 } } },
    purses: { nato: {} },
    parameters: { appetite: { kind: 'uniform', low: 0, high: 1 } },
    noise: { weather: { kind: 'uniform', low: 0, high: 1 } },
    views: { late_fear: { of: 'fear', kind: 'late' } },
    incidents: { riot: { when: false } },
    machines: { ladder: { initial: 'quiet', states: { quiet: [] } } },
    auxiliaries: { worst: ['max', 'fear', 'grievance'] },
    outcomes: { o: formula },
  });

test.each<[Expr, string]>([
  [['add', 1, ['multiply', 2, 'fear']], '1 + 2 * fear'],
  [['multiply', ['add', 1, 2], 'fear'], '(1 + 2) * fear'],
  [['subtract', 'fear', ['subtract', 1, 'grievance']], 'fear - (1 - grievance)'],
  [['subtract', ['subtract', 'fear', 1], 'grievance'], 'fear - 1 - grievance'],
  [['divide', 'fear', ['multiply', 2, 'grievance']], 'fear / (2 * grievance)'],
  [['power', ['add', 'fear', 1], ['negate', 'grievance']], '(fear + 1) ^ -grievance'],
  [['negate', ['multiply', 2, 'fear']], '-(2 * fear)'],
  [['power', -2, 'fear'], '(-2) ^ fear'],
  [['logistic', ['add', -5, ['multiply', 3, 'fear']]], 'logistic(-5 + 3 * fear)'],
  [['min', 'fear', ['exp', 'appetite']], 'min(fear, exp(appetite))'],
  [['max', 'fear', 'grievance', ['max', 'turn', 1], 'weather'], 'max(fear, grievance, max(turn, 1), weather)'],
  [['max', ['min', 'fear', 1], 0], 'clamp(fear, 0, 1)'],
  [['max', ['min', 'fear', 'grievance'], 0], 'max(min(fear, grievance), 0)'],
  [['if', ['less', 0.5, 'fear'], 1, 'weather'], 'if(fear > 0.5, 1, weather)'],
  [['if', ['less', 'fear', 'grievance'], 1, 0], 'if(fear < grievance, 1, 0)'],
  [
    ['if', ['and', ['or', ['less-equal', 2, 'turn'], ['equal', 'month', 9]], ['not', ['in', 'ladder', 'quiet']]], 1, 0],
    'if((turn >= 2 or month == 9) and not in(ladder, quiet), 1, 0)',
  ],
  [
    [
      'add',
      ['turns-in', 'ladder', 'quiet'],
      ['times', 'riot'],
      ['count', 'riot'],
      ['cost', 'presence'],
      ['funds', 'nato'],
      'presence',
      'late_fear',
    ],
    'turns_in(ladder, quiet) + times(riot) + count(riot) + cost(presence) + funds(nato) + presence + seen(late_fear)',
  ],
  [['if', ['at', 'presence', 'brigade'], 1, 0], 'if(at(presence, brigade), 1, 0)'],
  [['subtract', ['highest', 'fear'], ['first', ['less', 1, 'fear']]], 'highest(fear) - first(fear > 1)'],
  [0.1 + 0.2, '0.3'],
])('%j reads %s', (formula, text) => {
  const built = model(formula);
  expect(printNode(built, built.outcomes[0]!.value)).toBe(text);
});

test('an auxiliary inside a formula stands with its name, and is itself written out', () => {
  const built = model(0);
  const auxiliary = built.auxiliaries[0]!.node;
  const nodes = [...built.nodes, { op: 'negate', a: auxiliary } as const];
  expect(printNode({ ...built, nodes }, nodes.length - 1)).toBe('-worst');
  expect(printNode(built, auxiliary)).toBe('max(fear, grievance)');
});

test('the numbers of a position take the place of the names', () => {
  const built = model([
    'if',
    ['and', ['in', 'ladder', 'quiet'], ['less', 0.5, 'fear']],
    ['add', ['multiply', 0.04, 'fear'], ['multiply', 2, 'grievance']],
    ['negate', 'grievance'],
  ]);
  const reference = createReference(built);
  const position = positionOf(begin(reference, setupOf(built, { parameters: [0.5] })));
  expect(printNodeWithNumbers(reference.interpreter, built.outcomes[0]!.value, position)).toBe(
    'if(true and 0.35 > 0.5, 0.04 * 0.35 + 2 * -2, -(-2))',
  );
});
