// The reference behind the interface that all engines share: a block of futures, run under each arm, into the caller's columns.

import type { Block, BlockSetup, Engine, FailedRun } from '../model/block.ts';
import type { Arm, Model } from '../model/model.ts';
import { createDraws } from './draws.ts';
import { createReference } from './reference.ts';
import { type SimulatedRun, simulate } from './simulate.ts';

export function createReferenceEngine(model: Model, setup: BlockSetup): Engine {
  const reference = createReference(model);
  const draws = createDraws(model, setup.seed);
  const run = (arm: Arm, world: number, replication: number): SimulatedRun => {
    const parameters = setup.parametersOf(world);
    return simulate(reference, { arm, parameters, draws, world, replication }, { trace: false });
  };
  return { name: 'reference', runBlock: (block) => runBlock(setup, block, run) };
}

function runBlock(
  { arms, replications }: BlockSetup,
  { first, count, columns }: Block,
  run: (arm: Arm, world: number, replication: number) => SimulatedRun,
): readonly FailedRun[] {
  const failed: FailedRun[] = [];
  for (const [index, arm] of arms.entries()) {
    for (let i = 0; i < count; i++) {
      const world = Math.floor((first + i) / replications);
      const replication = (first + i) % replications;
      const { outcomes, failure } = run(arm, world, replication);
      for (const [outcome, column] of columns.entries()) column[index * count + i] = outcomes[outcome]!;
      if (failure !== null) failed.push({ ...failure, arm: index, world, replication });
    }
  }
  return failed;
}
