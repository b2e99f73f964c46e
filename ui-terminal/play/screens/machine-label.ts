// The name of a machine as all screens write it: `Official line`, `Ladder`.

import type { Scenario } from '../../../engine/index.ts';

export function machineLabel({ machines }: Scenario, element: string): string {
  const label = machines.get(element)?.label ?? element.replaceAll('_', ' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}
