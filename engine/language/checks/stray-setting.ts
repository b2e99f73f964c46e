// Warns where a claim holds a quantity at a number outside its declared range, or asks for worlds that are never drawn.

import { support } from '../../chance/distribution.ts';
import type { Reporter } from '../reporter.ts';
import type { Scenario } from '../scenario.ts';

export function reportStraySettings(scenario: Scenario, report: Reporter): void {
  for (const { arms, where, path } of scenario.claims) {
    for (const arm of arms)
      for (const [target, value] of arm.settings) {
        const range = rangeOf(scenario, target);
        if (range !== null && !(value >= range[0] && value <= range[1]))
          report.warn(
            'stray-setting',
            [...arm.path, 'settings', target],
            `${value} lies outside the declared range of "${target}", ${printed(range)}`,
          );
      }
    for (const { target, low, high } of where) {
      const range = rangeOf(scenario, target);
      if (range !== null && (high < range[0] || low > range[1]))
        report.warn(
          'stray-setting',
          [...path, 'where', target],
          `no world lies there: "${target}" is drawn from ${printed(range)}`,
        );
    }
  }
}

/** Null when none is declared. */
function rangeOf({ facts, uncertainties }: Scenario, target: string): readonly [number, number] | null {
  const name = target.split('[')[0] ?? '';
  const uncertainty = uncertainties.get(name);
  return uncertainty === undefined ? (facts.get(name)?.range ?? null) : support(uncertainty.distribution);
}

function printed([low, high]: readonly [number, number]): string {
  return `${Number(low.toPrecision(4))} to ${Number(high.toPrecision(4))}`;
}
