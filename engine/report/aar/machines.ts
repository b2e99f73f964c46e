// A played case -> where its machines stood, as stretches of turns. Only those that moved, the most moved first.

import { inWords, slotWords, stateWords } from '../../case/room-words.ts';
import { positionOf } from '../../reference/run.ts';
import type { MachineStretches } from './aar.ts';
import type { Played } from './source.ts';

const SHOWN = 6;

export function machinesOf({ ground, scenario, standing }: Played): readonly MachineStretches[] {
  const after = standing.runs.slice(1).map((run) => positionOf(run).leaves);
  return ground.model.machines
    .map(({ name, element, states }, machine): MachineStretches => {
      const leaves = after.map((all) => all[machine]!);
      const words = (leaf: number): string => stateWords(scenario, name, states[leaf]!.name);
      const begins = leaves.flatMap((leaf, turn) => (turn === 0 || leaves[turn - 1] !== leaf ? [turn] : []));
      return {
        name,
        element: scenario.machines.get(element)?.label ?? inWords(element),
        label: slotWords(scenario, name, null),
        states: states.flatMap(({ initial }, leaf) => (initial < 0 ? [words(leaf)] : [])),
        stretches: begins.map((turn, i) => ({
          from: turn + 1,
          until: begins[i + 1] ?? leaves.length,
          state: words(leaves[turn]!),
        })),
      };
    })
    .filter(({ stretches }) => stretches.length > 1)
    .toSorted((a, b) => b.stretches.length - a.stretches.length)
    .slice(0, SHOWN);
}
