// The section `record:` of a file -> what really happened, each observation with the value of a run that it is held against.

import type { Term } from '../expression/term.ts';
import { type BuildContext, element, itemPath, known, scopeFor } from './build-context.ts';
import { turnsOfPeriod } from './period.ts';
import type { Observation, PolicyElement, RecordElement, SeriesElement } from './scenario.ts';
import type { SeriesFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

export function buildRecord(
  context: BuildContext,
  policies: readonly PolicyElement[],
  variants: readonly string[],
): RecordElement | null {
  const { record, doctrines } = context.file;
  if (record === undefined) return null;
  const path: Path = ['record'];
  // Also those with a fault of their own, which was reported there.
  const names = [...policies.map(({ name }) => name), ...Object.keys(context.file.policies ?? {})];
  known(context, record.policy, [...new Set(names)], 'a policy', [...path, 'policy']);
  if (record.doctrine !== undefined)
    known(context, record.doctrine, Object.keys(doctrines ?? {}), 'a doctrine', [...path, 'doctrine']);
  for (const [i, variant] of (record.variants ?? []).entries())
    known(context, variant, variants, 'a structural variant', [...path, 'variants', i]);
  return {
    policy: record.policy,
    doctrine: record.doctrine ?? null,
    variants: record.variants ?? null,
    series: Object.entries(record.series).flatMap(
      ([name, file]) => seriesOf(context, name, file, [...path, 'series', name]) ?? [],
    ),
    cannotTell: record.cannot_tell ?? [],
  };
}

function seriesOf(context: BuildContext, name: string, file: SeriesFile, path: Path): SeriesElement | null {
  const informs = informsOf(context, file, [...path, 'informs']);
  const measured = measuredOf(context, file, path);
  // No formula can read a series, so it is not among the things that `element` looks up.
  return (
    measured && { ...element(context, '', file, path), name, label: file.label ?? spoken(name), ...measured, informs }
  );
}

function spoken(name: string): string {
  return name.replaceAll('_', ' ');
}

function informsOf(context: BuildContext, { informs }: SeriesFile, path: Path): readonly string[] {
  const words = informs === undefined ? [] : [informs].flat();
  const there = Object.keys(context.file.uncertainties ?? {});
  return words.filter((word, i) => known(context, word, there, 'an uncertainty', itemPath(informs, path, i)));
}

type Measured = Pick<SeriesElement, 'observations' | 'formula'>;

function measuredOf(context: BuildContext, file: SeriesFile, path: Path): Measured | null {
  const { report } = context;
  if (file.is !== undefined && file.per_turn !== undefined)
    return report.errorAtKey('shape', [...path, 'per_turn'], 'expected one of "is" and "per_turn"', [
      '"is" is one number for a whole run, "per_turn" is added up over periods.',
    ]);
  if (file.per_turn !== undefined) return periodsOf(context, file.per_turn, file.observed, path);
  if (file.is !== undefined) return wholeOf(context, file.is, file.observed, path);
  return report.errorAtKey('missing-key', path, 'missing key "is" or "per_turn": what is counted in a run?', [
    'For example per_turn: times(riot), or is: ever(happened(riot)).',
  ]);
}

function wholeOf(
  context: BuildContext,
  is: NonNullable<SeriesFile['is']>,
  observed: SeriesFile['observed'],
  path: Path,
): Measured | null {
  const at = [...path, 'is'];
  const term = context.report.term(is, at, scopeFor(context, null, 'outcome'), 'either');
  if (typeof observed !== 'number')
    return context.report.error('shape', [...path, 'observed'], 'expected one number for "is", got a map', [
      'Periods need "per_turn": a number each turn, which is added up over each of them.',
    ]);
  if (term === null) return null;
  if (term.type === 'condition' && observed !== 0 && observed !== 1)
    return context.report.error(
      'range',
      [...path, 'observed'],
      `expected 0 or 1, since "is" is a condition, got ${observed}`,
    );
  return { observations: [{ period: null, turns: null, observed, is: term }], formula: { path: at, term } };
}

function periodsOf(
  context: BuildContext,
  perTurn: NonNullable<SeriesFile['per_turn']>,
  observed: SeriesFile['observed'],
  path: Path,
): Measured | null {
  const at = [...path, 'per_turn'];
  const term = context.report.term(perTurn, at, scopeFor(context, null, 'turn'), 'number');
  if (typeof observed === 'number')
    return context.report.error(
      'shape',
      [...path, 'observed'],
      'expected a map of periods for "per_turn", got a number',
      ['For example observed: { 2015: 3, 2014-09/2014-12: 1 }. For a whole run write is: total(...).'],
    );
  const periods = Object.entries(observed);
  if (periods.length === 0)
    return context.report.error('shape', [...path, 'observed'], 'expected at least one period with its number');
  const observations = periods.flatMap(([period, value]) =>
    observationOf(context, term, period, value, [...path, 'observed', period]),
  );
  return term && { observations: observations.sort(byTurns), formula: { path: at, term } };
}

function observationOf(
  context: BuildContext,
  term: Term | null,
  period: string,
  observed: number,
  path: Path,
): Observation[] {
  const found = turnsOfPeriod(context.clock, period);
  if ('fault' in found) context.report.errorAtKey('period', path, found.fault.message, found.fault.notes);
  if ('fault' in found || term === null) return [];
  return [{ period, turns: found.turns, observed, is: totalWithin(term, found.turns) }];
}

function byTurns({ turns: a }: Observation, { turns: b }: Observation): number {
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}

/** `total(if(turn >= first and turn <= last, term, 0))`, with turns counted from 1. */
function totalWithin(term: Term, [first, last]: readonly [number, number]): Term {
  const base = { unit: null, at: term.at };
  const number = (value: number): Term => ({ ...base, op: 'number', type: 'number', value });
  const turn: Term = { ...base, op: 'turn', type: 'number' };
  const atMost = (a: Term, b: Term): Term => ({
    ...base,
    op: 'apply',
    operation: 'less-equal',
    type: 'condition',
    args: [a, b],
  });
  const within: Term = {
    ...base,
    op: 'apply',
    operation: 'and',
    type: 'condition',
    args: [atMost(number(first + 1), turn), atMost(turn, number(last + 1))],
  };
  const body: Term = { ...base, op: 'apply', operation: 'if', type: 'number', args: [within, term, number(0)] };
  return { ...base, op: 'reduce', reduction: 'total', type: 'number', body, otherwise: null };
}
