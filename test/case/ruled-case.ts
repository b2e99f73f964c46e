// A case with rulings on chance, for tests: a ground from a few lines or a shipped scenario, and turns played as ruled.

import type { AdjudicationInput } from '../../engine/case/adjudication.ts';
import type { CaseEntry, ChanceRuling } from '../../engine/case/entry.ts';
import type { Ground } from '../../engine/case/ground.ts';
import { firstStanding, follow, type Standing } from '../../engine/case/standing.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import { scenarioOf } from '../model/small-model.ts';
import { groundFor, openingFor } from './made-case.ts';

export function smallGround(sections: string): Ground {
  const scenario = scenarioOf(sections);
  return groundFor(scenario, openingFor(scenario, { seed: 'ruled', design: 'mc', worlds: 4, world: 1 }));
}

/** The same ground under another seed. */
export function reseeded(ground: Ground, seed: string): Ground {
  const draws = createDraws(ground.model, seed);
  return { ...ground, opening: { ...ground.opening, seed }, draws, start: { ...ground.start, draws } };
}

/** A ruling with the mode and the reason that its way needs. */
export function rulingOn(turn: number, channel: string, ruling: ChanceRuling): AdjudicationInput {
  const mode = ruling.way === 'accept' ? 'rigid' : 'semi-rigid';
  return { kind: 'adjudication', turn, channel, ruling, mode, reason: ruling.way === 'accept' ? '' : 'a good one' };
}

export function withRulings(standing: Standing, inputs: readonly AdjudicationInput[]): Standing {
  const adjudications = new Map(inputs.map((input) => [input.channel, input]));
  return { ...standing, seminar: { ...standing.seminar, adjudications } };
}

export function ruledTurn(ground: Ground, standing: Standing, inputs: readonly AdjudicationInput[]): Standing {
  const turn = { kind: 'turn', turn: standing.played + 1, state: '' } as const;
  return withRulings(follow(ground, withRulings(standing, inputs), turn), []);
}

/** After some turns without rulings. */
export function standingAfter(ground: Ground, turns: number): Standing {
  let standing = firstStanding(ground);
  while (standing.played < turns && !standing.over) standing = ruledTurn(ground, standing, []);
  return standing;
}

/** One line of entries. */
export function lineOf(inputs: readonly CaseEntry['input'][]): readonly CaseEntry[] {
  return inputs.map((input, index) => ({ n: index + 1, on: index, at: `2015-03-01T10:0${index}:00.000Z`, input }));
}
