// A stock, lever or other quantity that nothing reads changes nothing: most likely a formula forgot it. What is inherited may go unread.

import { elementRead, everyTerm } from '../../expression/term.ts';
import { everyFormula } from '../formulas.ts';
import type { Reporter } from '../reporter.ts';
import type { Element, Scenario } from '../scenario.ts';

export function reportUnreadElements(scenario: Scenario, report: Reporter): void {
  const read = namesRead(scenario);
  const tables: readonly (readonly [string, ReadonlyMap<string, Element>])[] = [
    ['stock', scenario.stocks],
    ['lever', scenario.levers],
    ['auxiliary', scenario.auxiliaries],
    ['fact', scenario.facts],
    ['uncertainty', scenario.uncertainties],
    ['noise', scenario.noises],
  ];
  for (const [kind, table] of tables) {
    for (const { name, path } of table.values()) {
      if (!read.has(name) && report.isOwn(path))
        report.warnAtKey('unread', path, `nothing reads the ${kind} "${name}"`, [
          'Use it in a formula or an outcome, or take it out.',
        ]);
    }
  }
}

/** Names read by something other than the element itself. */
function namesRead(scenario: Scenario): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { owner, term } of everyFormula(scenario)) {
    for (const inner of everyTerm(term)) {
      const name = elementRead(inner);
      if (name !== null && name !== owner) names.add(name);
    }
  }
  return names;
}
