// A model -> its main machines as Graphviz texts.

import type { Scenario } from '../../language/scenario.ts';
import type { Model } from '../../model/model.ts';
import { dotDiagram } from '../../reference/diagram-dot.ts';
import { counted } from '../text-layout.ts';
import type { ChartsSection } from './study.ts';

/** `machines`: those that the curves show; of a scenario without machines none. */
export function chartsOf(scenario: Scenario, model: Model, machines: readonly string[]): ChartsSection {
  const all = scenario.machines.size;
  if (all === 0) return { charts: [], words: [], why: 'The scenario has no state machine.' };
  const shown = machines.length > 0 ? machines : [...scenario.machines.keys()].slice(0, 3);
  return {
    why: null,
    charts: shown.map((machine) => ({
      machine,
      label: scenario.machines.get(machine)?.label ?? machine,
      dot: dotDiagram(model, machine),
    })),
    words: [
      `Of ${counted(all, 'state machine')} ${shown.length === all ? 'all are' : `${shown.length} are`} drawn; "greyzone diagram ${scenario.id}" draws any.`,
    ],
  };
}
