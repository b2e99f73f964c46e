// A scenario with a record -> the same scenario whose outcomes are the record's observations, so that every engine measures them.

import type { Observation, OutcomeElement, Scenario, SeriesElement } from '../language/scenario.ts';

/** Name of the outcome that an observation is held against: `scrambles[2015]`, or the series' own name for a whole run. */
export function observationName(series: SeriesElement, { period }: Observation): string {
  return period === null ? series.name : `${series.name}[${period}]`;
}

/** In the order of the series, in each by period. Without a record as it was. */
export function withRecordAsOutcomes(scenario: Scenario): Scenario {
  const { record } = scenario;
  if (record === null) return scenario;
  const outcomes = record.series.flatMap((series) =>
    series.observations.map((observation) => outcomeOf(series, observation)),
  );
  return { ...scenario, outcomes: new Map(outcomes.map((outcome) => [outcome.name, outcome])) };
}

function outcomeOf(series: SeriesElement, observation: Observation): OutcomeElement {
  const { label, unit, provenance } = series;
  const name = observationName(series, observation);
  const path = series.formula.path;
  return { name, label, each: null, unit, provenance, path, is: observation.is, better: 'neither' };
}
