// Every number has a source or the word judgement with a reason, and a grade of trust; every source named is in the register.

import { suggestion } from '../../expression/formula-words.ts';
import { TRUST_GRADES } from '../../vocabulary.ts';
import { itemPath } from '../build-context.ts';
import type { Reporter } from '../reporter.ts';
import type { Element, Scenario } from '../scenario.ts';
import type { Path } from '../yaml-text.ts';

export const JUDGEMENT = 'judgement';

export function reportMissingReasons(scenario: Scenario, fileAt: (path: Path) => unknown, report: Reporter): void {
  const { facts, uncertainties, noises, levers } = scenario;
  for (const table of [facts, uncertainties, noises])
    for (const element of table.values()) reportReasonless(element, 'error', report);
  for (const lever of levers.values()) reportReasonless(lever, 'warning', report);
  for (const table of [facts, uncertainties, levers])
    for (const element of table.values()) reportUngraded(element, report);
  for (const series of scenario.record?.series ?? []) {
    reportReasonless(series, 'error', report);
    reportUngraded(series, report);
  }
  reportUnknownSources(scenario, fileAt, report);
}

function reportReasonless({ name, provenance, path }: Element, severity: 'error' | 'warning', report: Reporter): void {
  const { sources, why } = provenance;
  if (why !== null || sources.some((source) => source !== JUDGEMENT)) return;
  const message =
    sources.length === 0
      ? `the numbers of "${name}" have no source and no reason`
      : `"${name}" is a judgement without a reason`;
  const notes = ['Add "source: ID" from the register, or "source: judgement" with "why: ...".'];
  if (severity === 'error') report.errorAtKey('missing-reason', path, message, notes);
  else report.warnAtKey('missing-reason', path, message, notes);
}

/** A judgement without a grade is a guess; a number that leans on a source may be anything from counted to carried over. */
function reportUngraded({ name, provenance, path }: Element, report: Reporter): void {
  const { sources, trust } = provenance;
  if (trust !== null || sources.every((source) => source === JUDGEMENT)) return;
  report.errorAtKey('missing-trust', path, `"${name}" has a source and no grade of trust`, [
    `Add "trust: ${TRUST_GRADES.join(' | ')}": how far the source carries the number. A judgement without a grade counts as a guess.`,
  ]);
}

function reportUnknownSources(scenario: Scenario, fileAt: (path: Path) => unknown, report: Reporter): void {
  const known = new Set([...scenario.sources.keys(), JUDGEMENT]);
  const check = (sources: readonly string[], path: Path) => {
    for (const [i, source] of sources.entries()) {
      const at = [...path, 'source'];
      if (!known.has(source))
        report.error('unknown-source', itemPath(fileAt(at), at, i), `the register has no source "${source}"`, [
          ...suggestion(source, [...known]),
          'Sources are declared under "sources" or in sources.yaml beside the scenario.',
        ]);
    }
  };
  const { facts, uncertainties, noises, levers, stocks, auxiliaries, incidents, machines, injects, outcomes } =
    scenario;
  for (const table of [
    facts,
    uncertainties,
    noises,
    levers,
    stocks,
    auxiliaries,
    incidents,
    machines,
    injects,
    outcomes,
  ]) {
    for (const { provenance, path } of table.values()) check(provenance.sources, path);
  }
  for (const series of scenario.record?.series ?? []) check(series.provenance.sources, series.path);
  for (const { sources, path } of [...(scenario.seminar?.roles ?? []), ...(scenario.seminar?.msel ?? [])])
    check(sources, path);
  for (const claim of scenario.claims) check(claim.sources, ['claims', claim.id]);
}
