// The steps without the statechart come to the statechart's own positions, in every bit.

import { expect, test } from 'vitest';
import { createWorlds } from '../../engine/model/worlds.ts';
import { createChartlessSteps } from '../../engine/reference/chartless-turn.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { begin, isOver, playTurn, positionOf } from '../../engine/reference/run.ts';
import { stateVector } from '../../engine/reference/state-vector.ts';
import { shippedModel } from '../shipped.ts';

test.each(['tutorial', 'lake', 'bronze-soldier-2007', 'narva-spring', 'baltic-2014'])('%s', (id) => {
  const model = shippedModel(id);
  const reference = createReference(model);
  const steps = createChartlessSteps(reference.interpreter);
  const draws = createDraws(model, 'without a chart');
  const parametersOf = createWorlds(model, { seed: 'without a chart', design: 'lhs', worlds: 4 });
  let transitions = 0;
  for (let world = 0; world < 4; world++) {
    const arm = { policy: world % model.policies.length, doctrine: world % model.doctrines.length };
    let run = begin(reference, { arm, parameters: parametersOf(world), draws, world, replication: 1 });
    let position = positionOf(run);
    for (let turn = 0; turn < 12 && !isOver(run); turn++) {
      const played = playTurn(reference, run);
      run = played.state;
      transitions += played.record.phases.reduce((sum, phase) => sum + phase.transitions.length, 0);
      position = steps.open(position, draws, {});
      for (const phase of model.phases.keys()) position = steps.phase(position, draws, phase);
      position = steps.end(position);
      expect(stateVector(position)).toEqual(stateVector(positionOf(run)));
      expect(position).toEqual(positionOf(run));
    }
  }
  if (model.machines.length > 0) expect(transitions).toBeGreaterThan(0);
});
