// Runs of small models with draws that the test chooses: by the channel's name, the same in every turn or one for each turn.

import type { Model } from '../../engine/model/model.ts';
import type { Draws } from '../../engine/reference/draws.ts';
import type { ByHand } from '../../engine/reference/open-step.ts';
import type { Position } from '../../engine/reference/position.ts';
import { createReference, type Reference } from '../../engine/reference/reference.ts';
import { begin, isOver, playTurn, positionOf, type RunState } from '../../engine/reference/run.ts';
import type { RunSetup } from '../../engine/reference/start-step.ts';
import type { TurnRecord } from '../../engine/reference/turn-record.ts';
import { buildModel, type ModelSpec } from './build-model.ts';

export type Fixed = Readonly<Record<string, number | readonly number[]>>;

/** Draws without chance. A channel that the test does not name gives 1/2. */
export function fixedDraws(model: Model, fixed: Fixed = {}): Draws {
  return {
    draw: (channel, _world, _replication, turn) => {
      const value = fixed[model.channels[channel]!.name] ?? 0.5;
      return typeof value === 'number' ? value : value[turn]!;
    },
  };
}

export interface Play {
  readonly reference: Reference;
  readonly model: Model;
  /** Positions before the first turn and after each one. */
  readonly positions: readonly Position[];
  readonly records: readonly TurnRecord[];
  readonly last: Position;
  readonly state: RunState;
  /** Value of a stock at the start and after each turn. */
  readonly stock: (name: string) => readonly number[];
  /** Active leaf of a machine at the start and after each turn. */
  readonly leaf: (name: string) => readonly string[];
  readonly outcome: (name: string) => number;
}

export interface PlayOptions {
  readonly draws?: Fixed;
  readonly parameters?: readonly number[];
  readonly byHand?: Readonly<Record<number, ByHand>>;
  readonly policy?: number;
  readonly doctrine?: number;
}

export function setupOf(model: Model, { draws, parameters, policy, doctrine }: PlayOptions = {}): RunSetup {
  return {
    arm: { policy: policy ?? 0, doctrine: doctrine ?? 0 },
    parameters: parameters ?? [],
    draws: fixedDraws(model, draws),
    world: 0,
    replication: 0,
  };
}

/** A whole run in the pure way. */
export function play(spec: ModelSpec, options: PlayOptions = {}): Play {
  const model = buildModel(spec);
  const reference = createReference(model);
  let state = begin(reference, setupOf(model, options));
  const positions = [positionOf(state)];
  const records: TurnRecord[] = [];
  while (!isOver(state)) {
    const turn = playTurn(reference, state, options.byHand?.[records.length]);
    state = turn.state;
    records.push(turn.record);
    positions.push(positionOf(state));
  }
  const last = positions.at(-1)!;
  const named = (list: readonly { readonly name: string }[], name: string): number =>
    list.findIndex((one) => one.name === name);
  return {
    reference,
    model,
    positions,
    records,
    last,
    state,
    stock: (name) => positions.map(({ stocks }) => stocks[named(model.stocks, name)]!),
    leaf: (name) => {
      const at = named(model.machines, name);
      return positions.map(({ leaves }) => model.machines[at]!.states[leaves[at]!]!.name);
    },
    outcome: (name) => last.outcomes![named(model.outcomes, name)]!,
  };
}
