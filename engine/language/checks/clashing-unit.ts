// What flows into a stock must have the stock's unit.

import type { Term } from '../../expression/term.ts';
import { parseUnit, printUnit, sameUnit } from '../../expression/unit.ts';
import { everyFormula } from '../formulas.ts';
import type { Reporter } from '../reporter.ts';
import type { Scenario } from '../scenario.ts';
import type { Path } from '../yaml-text.ts';

export function reportClashingUnits(scenario: Scenario, report: Reporter): void {
  const check = (stock: string, term: Term, path: Path) => {
    const unit = parseUnit(scenario.stocks.get(stock)?.unit ?? '');
    if (!sameUnit(unit, term.unit))
      report.error(
        'unit',
        path,
        `expected ${printUnit(unit ?? [])} for the stock "${stock}", got ${printUnit(term.unit ?? [])}`,
      );
  };
  for (const stock of scenario.stocks.values()) {
    for (const term of stock.start.values()) check(stock.name, term, [...stock.path, 'start']);
    if (stock.next !== null) check(stock.name, stock.next, [...stock.path, 'next']);
  }
  for (const { path, term } of everyFormula(scenario)) {
    if (path.at(-2) === 'effects') check(String(path.at(-1)).split('[')[0] ?? '', term, path);
  }
  for (const auxiliary of scenario.auxiliaries.values()) {
    const unit = auxiliary.unit === null ? null : parseUnit(auxiliary.unit);
    for (const term of [auxiliary.is, ...auxiliary.variants.values()]) {
      if (!sameUnit(unit, term.unit))
        report.error(
          'unit',
          [...auxiliary.path, 'is'],
          `expected ${printUnit(unit ?? [])} as declared, got ${printUnit(term.unit ?? [])}`,
        );
    }
  }
}
