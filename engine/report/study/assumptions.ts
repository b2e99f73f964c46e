// Scenario -> what its numbers rest on, where they come from, what it leaves out, and what its structural variants change.

import type { Coverage } from '../../language/coverage.ts';
import type { Provenance, Scenario } from '../../language/scenario.ts';
import { auditNumbers, isJudged } from '../../model/audit-numbers.ts';
import { TRUST_GRADES } from '../../vocabulary.ts';
import { counted } from '../text-layout.ts';
import type { AssumptionsSection } from './study.ts';

/** `leftOut`: further sentences on what the model leaves out. */
export function assumptionsOf(
  scenario: Scenario,
  settings: ReadonlyMap<string, number>,
  leftOut: readonly string[],
): AssumptionsSection {
  const numbers = auditNumbers(scenario, settings);
  const judged = numbers.filter(isJudged);
  const judgements = judged
    .map(({ name, label, kind, grade, unit, low, high, base }) => {
      const { why, sources } = provenanceOf(scenario, kind, name);
      return {
        name,
        label,
        kind,
        value: short(base),
        range: `${short(low)} to ${short(high)}`,
        unit,
        trust: grade,
        why,
        sources,
      };
    })
    .sort((a, b) => TRUST_GRADES.indexOf(b.trust ?? 'good') - TRUST_GRADES.indexOf(a.trust ?? 'good'));
  const guesses = judgements.filter(({ trust }) => trust === 'guess').length;
  return {
    why: null,
    words: [
      judgements.length === 0
        ? 'No number with a range is graded as a guess or as weakly supported.'
        : `${counted(judgements.length, 'number')} with a range ${judgements.length === 1 ? 'is' : 'are'} graded as a guess (${guesses}) or as weakly supported (${judgements.length - guesses}). Every result is conditional on them; "greyzone audit" moves each alone and tells which can change the recommended policy.`,
    ],
    judgements,
    sources: [...scenario.sources].map(([id, text]) => ({ id, text })),
    leavesOut: [
      ...(scenario.notFor === null ? [] : [scenario.notFor]),
      ...(scenario.record?.cannotTell ?? []),
      ...leftOut,
    ],
    variants: scenario.variants.slice(1).map((variant) => ({ variant, changes: changesOf(scenario, variant) })),
  };
}

/** What the list of the sources names and no scenario embodies; nothing for a scenario that the list does not speak of. */
export function leftOutOf({ rows }: Coverage, id: string): readonly string[] {
  if (!rows.some(({ scenario }) => scenario === id)) return [];
  return rows.flatMap(({ what, leftOut }) => (leftOut === null ? [] : [`${what}: ${leftOut}`]));
}

function provenanceOf(scenario: Scenario, kind: 'fact' | 'uncertainty', name: string): Provenance {
  const element = kind === 'fact' ? scenario.facts.get(name) : scenario.uncertainties.get(name);
  return element?.provenance ?? { sources: [], why: null, trust: null, note: null };
}

function changesOf({ machines, auxiliaries }: Scenario, variant: string): readonly string[] {
  const named = [
    ...[...machines.values()].filter(({ variants }) => variants.has(variant)).map(({ label }) => `machine: ${label}`),
    ...[...auxiliaries.values()]
      .filter(({ variants }) => variants.has(variant))
      .map(({ label }) => `formula: ${label}`),
  ];
  return named.length === 0 ? ['nothing that could be found'] : named;
}

/** Four significant digits: these are what the author wrote, or quantiles of it. */
function short(value: number): string {
  return String(Number(value.toPrecision(4)) + 0);
}
