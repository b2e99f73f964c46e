// A scenario, one of its structural variants and what is held at a number -> the model, or an error that names what is not there.

import { unknownName } from '../batch/unknown-name.ts';
import type { Scenario } from '../language/scenario.ts';
import { lower } from '../model/lower.ts';
import type { Model } from '../model/model.ts';
import type { Setting } from '../model/setting.ts';
import { elementOf } from '../model/slot-name.ts';
import { throwFaults, throwProblems } from './scenario-error.ts';

/** What is held at one number in every world: facts and uncertainties, as `{ speech_half_life: 2, 'lag[latvia]': 1 }`. */
export type Settings = Readonly<Record<string, number>>;

/** The seed where none is given, here and on the command line. */
export const USUAL_SEED = 'greyzone';

/** The engine speaks of settings as a list. */
export function settingsList(settings: Settings): readonly Setting[] {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}

/** Throws a ScenarioError when the scenario has no such variant. */
export function knownVariant({ variants }: Scenario, variant: string): void {
  throwProblems([unknownName('variant', variant, variants)]);
}

/** Throws a ScenarioError for an unknown variant, an unknown name or a number that cannot be held. */
export function modelOf(scenario: Scenario, variant: string, settings: Settings): Model {
  knownVariant(scenario, variant);
  const known = [...scenario.uncertainties.keys(), ...scenario.facts.keys()];
  throwProblems(Object.keys(settings).map((name) => unknownName('fact or uncertainty', elementOf(name), known)));
  const { model, faults } = lower(scenario, { variant, settings: new Map(Object.entries(settings)) });
  return model ?? throwFaults(faults);
}
