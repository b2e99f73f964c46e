// Machines -> the statechart as JSON, in the form that xstate's `createMachine` and the tools around it read.
// Guards and actions are names that say what they are: the formula of the guard, the effect of the action.

import type { Machine, Model, Transition } from '../model/model.ts';
import { conditionTexts, drawnMachines, effectTexts, machineTitle } from './diagram-text.ts';
import { machineConfig, phaseEvent, type StateConfig, type TransitionText } from './machine-config.ts';

export type ChartConfig = StateConfig<string, string>;

/** The machine declared as `element`, or one parallel machine with a region for each (null). The event `phase.NAME` carries out a phase. */
export function xstateDiagram(model: Model, element: string | null = null): ChartConfig {
  const machines = drawnMachines(model, element);
  const [only] = machines;
  if (element !== null && only !== undefined) return region(model, only);
  const states = Object.fromEntries(machines.map((machine) => [machine.element, region(model, machine)]));
  return { id: model.id, type: 'parallel', description: model.title, states };
}

function region(model: Model, machine: Machine): ChartConfig {
  const event = phaseEvent(model.phases[machine.phase]!.name);
  const config = machineConfig<string, string>(machine, machine.element, event, (transition) =>
    describe(model, transition),
  );
  return { ...config, description: machineTitle(model, machine) };
}

function describe(model: Model, transition: Transition): TransitionText<string, string> {
  const guard = conditionTexts(model, transition).join(', ');
  const actions = effectTexts(model, transition);
  return {
    ...(guard === '' ? {} : { guard }),
    ...(actions.length === 0 ? {} : { actions }),
    ...(transition.news === null ? {} : { description: transition.news }),
  };
}
