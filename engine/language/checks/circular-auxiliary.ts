// Auxiliaries have no memory: one that needs itself, directly or through others, has no value.

import { everyTerm } from '../../expression/term.ts';
import type { Reporter } from '../reporter.ts';
import type { Scenario } from '../scenario.ts';

export function reportCircularAuxiliaries(scenario: Scenario, report: Reporter): void {
  const told = new Set<string>();
  for (const variant of scenario.variants) {
    const cycle = findCycle(scenario, variant);
    const key = [...(cycle ?? [])].sort().join();
    if (cycle === null || told.has(key)) continue;
    told.add(key);
    const [first = ''] = cycle;
    const under = variant === 'base' ? '' : ` under the variant "${variant}"`;
    report.errorAtKey(
      'circular-auxiliary',
      ['auxiliaries', first],
      `the auxiliary needs itself${under}: ${[...cycle, first].join(' -> ')}`,
      ['Make one of them a stock: a stock is read as it stood when the phase began.'],
    );
  }
}

function findCycle(scenario: Scenario, variant: string): string[] | null {
  const done = new Set<string>();
  for (const start of scenario.auxiliaries.keys()) {
    const cycle = search(scenario, variant, start, done);
    if (cycle !== null) return cycle;
  }
  return null;
}

/** Depth-first with a stack of its own: a chain of auxiliaries may be long. */
function search(scenario: Scenario, variant: string, start: string, done: Set<string>): string[] | null {
  const trail: { name: string; left: string[] }[] = [{ name: start, left: readsOf(scenario, variant, start) }];
  while (trail.length > 0) {
    const top = trail.at(-1);
    const next = top?.left.pop();
    if (next === undefined) {
      done.add(trail.pop()?.name ?? '');
      continue;
    }
    const at = trail.findIndex((step) => step.name === next);
    if (at >= 0) return trail.slice(at).map((step) => step.name);
    if (!done.has(next)) trail.push({ name: next, left: readsOf(scenario, variant, next) });
  }
  return null;
}

function readsOf(scenario: Scenario, variant: string, name: string): string[] {
  const auxiliary = scenario.auxiliaries.get(name);
  if (auxiliary === undefined) return [];
  const term = auxiliary.variants.get(variant) ?? auxiliary.is;
  return [...everyTerm(term)].flatMap((inner) =>
    inner.op === 'read' && inner.what === 'auxiliary' ? [inner.name] : [],
  );
}
