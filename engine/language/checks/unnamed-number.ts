// A number inside a formula hides its reason, unless it is structural or its element gives a reason of its own.

import { everyTerm } from '../../expression/term.ts';
import { everyFormula } from '../formulas.ts';
import type { Reporter } from '../reporter.ts';
import type { Provenance, Scenario } from '../scenario.ts';
import type { Path } from '../yaml-text.ts';

/** Numbers that need no name. */
const STRUCTURAL: ReadonlySet<number> = new Set([0, 1, -1, 2, 100]);

export function reportUnnamedNumbers(scenario: Scenario, fileAt: (path: Path) => unknown, report: Reporter): void {
  const reasons = reasonsOf(scenario);
  for (const { owner, path, term } of everyFormula(scenario)) {
    if (
      path.at(-1) === 'start' ||
      path.at(-1) === 'after' ||
      hasReason(reasons.get(owner)) ||
      localReason(path, fileAt)
    )
      continue;
    for (const inner of everyTerm(term)) {
      if (inner.op !== 'number' || STRUCTURAL.has(inner.value)) continue;
      report.warnInside(
        'unnamed-number',
        path,
        inner.at,
        `the number ${inner.value} has no name, so no source and no range`,
        ['Declare it as a fact or an uncertainty, or give the element a "why" or "source".'],
      );
    }
  }
}

function reasonsOf(scenario: Scenario): ReadonlyMap<string, Provenance> {
  const { levers, stocks, auxiliaries, incidents, machines, injects, outcomes } = scenario;
  return new Map(
    [levers, stocks, auxiliaries, incidents, machines, injects, outcomes].flatMap((table) =>
      [...table].map(([name, { provenance }]) => [name, provenance] as const),
    ),
  );
}

function hasReason(provenance: Provenance | undefined): boolean {
  return provenance !== undefined && (provenance.why !== null || provenance.sources.length > 0);
}

/** A transition or a rule may give its own reason. */
function localReason(path: Path, fileAt: (path: Path) => unknown): boolean {
  return path.some((_, i) => {
    const part = fileAt(path.slice(0, path.length - i));
    return (
      typeof part === 'object' && part !== null && i > 0 && path.length - i > 2 && ('why' in part || 'source' in part)
    );
  });
}
