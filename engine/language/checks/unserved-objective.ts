// An objective of a seminar that no entry of the master events list serves, or that nobody evaluates: the room cannot come back with it.

import type { Reporter } from '../reporter.ts';
import type { Scenario } from '../scenario.ts';

export function reportUnservedObjectives({ seminar }: Scenario, report: Reporter): void {
  if (seminar === null) return;
  const served = new Set(seminar.msel.flatMap(({ objectives }) => objectives));
  const evaluated = new Set(seminar.evaluation.map(({ objective }) => objective));
  for (const name of seminar.objectives.keys()) {
    const path = ['seminar', 'objectives', name];
    if (!served.has(name))
      report.warnAtKey('unserved-objective', path, `no entry of the MSEL serves the objective "${name}"`, [
        `Add an entry with "objective: ${name}", or take the objective out.`,
      ]);
    if (!evaluated.has(name))
      report.warnAtKey('unserved-objective', path, `nothing evaluates the objective "${name}"`, [
        `Add { objective: ${name}, capability: ..., tasks: [...] } under evaluation.`,
      ]);
  }
}
