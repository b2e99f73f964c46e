// Scenario + opening -> what a case stands on: the model with what every seat sees, the reference made from it, the one world it is played in.

import type { Scenario } from '../language/scenario.ts';
import { lower } from '../model/lower.ts';
import type { Arm, Model, NodeId } from '../model/model.ts';
import { withoutAsked, withSeminarByHand } from '../model/seminar-model.ts';
import { settingsByName } from '../model/setting.ts';
import type { SeatSights } from '../model/sights.ts';
import { createWorlds } from '../model/worlds.ts';
import { createDraws, type Draws } from '../reference/draws.ts';
import { createReference, type Reference } from '../reference/reference.ts';
import { begin, type RunState } from '../reference/run.ts';
import type { CaseOpening } from './entry.ts';

/** What a case stands on, and what no input changes. */
export interface Ground {
  /** In a seminar: with the injects of the master events list coming by hand alone. */
  readonly scenario: Scenario;
  readonly opening: CaseOpening;
  readonly model: Model;
  /** By seat, in the order of `model.seats`. */
  readonly sights: readonly SeatSights[];
  readonly reference: Reference;
  readonly draws: Draws;
  readonly arm: Arm;
  /** What a seminar asks of a position, by `dueName` or `watchName`: 1 where it holds. Empty elsewhere. */
  readonly asked: ReadonlyMap<string, NodeId>;
  /** The run before its first turn. */
  readonly start: RunState;
}

/** The ground, or what of the opening the scenario does not know, one sentence each. */
export function layGround(
  scenario: Scenario,
  opening: CaseOpening,
): { readonly ground: Ground } | { readonly faults: readonly string[] } {
  if (opening.seminar && scenario.seminar === null)
    return {
      faults: [
        `"${scenario.id}" has no seminar: give it moves and a master events list in a file seminar.yaml beside it`,
      ],
    };
  const played =
    opening.seminar && scenario.seminar !== null ? withSeminarByHand(scenario, scenario.seminar) : scenario;
  const settings = settingsByName(opening.settings);
  const lowered = lower(played, { variant: opening.variant, settings, sights: true });
  if (lowered.model === null) return { faults: lowered.faults.map(({ message }) => message) };
  const { model, sights, asked } = withoutAsked(scenario, lowered.model, lowered.sights);
  const arm = {
    policy: model.policies.findIndex(({ name }) => name === opening.policy),
    doctrine: model.doctrines.findIndex(({ name }) => name === opening.doctrine),
  };
  const faults = [
    ...(arm.policy < 0 ? [`the scenario has no policy "${opening.policy}"`] : []),
    ...(arm.doctrine < 0 ? [`the scenario has no doctrine "${opening.doctrine}"`] : []),
    ...Object.keys(opening.holders)
      .filter((seat) => !model.seats.some(({ name }) => name === seat))
      .map((seat) => `the scenario has no seat "${seat}"`),
  ];
  if (faults.length > 0) return { faults };
  const reference = createReference(model);
  const { seed, design, worlds, world, replication } = opening;
  const draws = createDraws(model, seed);
  const parameters = Float64Array.from(createWorlds(model, { seed, design, worlds })(world));
  const start = begin(reference, { arm, parameters, draws, world, replication });
  const told = { ...played, auxiliaries: scenario.auxiliaries };
  return { ground: { scenario: told, opening, model, sights, reference, draws, arm, asked, start } };
}
