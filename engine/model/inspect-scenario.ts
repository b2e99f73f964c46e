// Scenario texts -> a checked scenario with every problem that can be found without running it: those of the language, those that show
// when sets are unrolled, and chances that can leave their range, under every structural variant.

import { type Checked, checkScenario, type ScenarioTexts } from '../language/check-scenario.ts';
import type { Scenario } from '../language/scenario.ts';
import { printPath } from '../language/yaml-text.ts';
import { isError, type Problem, sortProblems } from '../problem.ts';
import { BASE_VARIANT } from '../vocabulary.ts';
import { type BoundedChance, boundChances } from './chance-bounds.ts';
import { lower } from './lower.ts';
import { withRecordAsOutcomes } from './record-outcomes.ts';

export interface Inspected {
  /** Null when an error was found. */
  readonly scenario: Scenario | null;
  readonly problems: readonly Problem[];
}

/** As `checkScenario`, and for a sound scenario also what only its models show, every variant included. No scenario when there are errors. */
export function inspectScenario(texts: ScenarioTexts): Inspected {
  const checked = checkScenario(texts);
  const { scenario } = checked;
  if (scenario === null) return { scenario, problems: checked.problems };
  const problems = sortProblems([
    ...checked.problems,
    ...scenario.variants.flatMap((variant) => variantProblems(scenario, variant, checked)),
  ]);
  return { scenario: problems.some(isError) ? null : scenario, problems };
}

function variantProblems(scenario: Scenario, variant: string, checked: Checked): Problem[] {
  const { model, faults } = lower(scenario, { variant });
  const at = (path: readonly (string | number)[]) => ({ path: printPath(path), place: checked.placeOf(path) });
  if (model === null) {
    return faults.map(({ code, path, message, notes }) => ({ severity: 'error', code, ...at(path), message, notes }));
  }
  const recorded = scenario.record === null ? [] : lower(withRecordAsOutcomes(scenario), { variant }).faults;
  if (recorded.length > 0)
    return recorded.map(({ code, path, message, notes }) => ({ severity: 'error', code, ...at(path), message, notes }));
  const note = variant === BASE_VARIANT ? [] : [`Under the structural variant "${variant}".`];
  return boundChances(model).flatMap((bounded) => {
    const wording = wordsOf(bounded);
    if (wording === null) return [];
    const { severity, message, notes } = wording;
    return [
      {
        severity,
        code: 'chance-bounds',
        ...at(pathOf(scenario, variant, bounded)),
        message,
        notes: [...notes, ...note],
      },
    ];
  });
}

function pathOf(
  scenario: Scenario,
  variant: string,
  { element, state, what }: BoundedChance,
): readonly (string | number)[] {
  if (state === null) return ['incidents', element, what];
  const machine = scenario.machines.get(element);
  const body = machine?.variants.get(variant) ?? machine?.body;
  return body?.states.find(({ name }) => name === state)?.path ?? ['machines', element];
}

const LIMITS = { chance: 'in 0..1', rate: 'in 0..64 a turn', sum: 'in 0..1 each, and at most 1 together' } as const;
const REPAIR = {
  chance: 'Write min(1, ...) or clamp(..., 0, 1), or use logistic(...).',
  rate: 'Write clamp(..., 0, 64).',
  sum: 'Scale them down, or put the rest under one condition that excludes the others.',
} as const;

function wordsOf({ what, state, verdict }: BoundedChance): Pick<Problem, 'severity' | 'message' | 'notes'> | null {
  const subject = what === 'sum' ? `the chances of "${state}"` : `the ${what}`;
  if (verdict.kind === 'proven') return null;
  if (verdict.kind === 'refuted') {
    const where = verdict.example.map(({ name, value }) => `${name} = ${shorten(value)}`).join(', ');
    const message = `expected ${subject} ${LIMITS[what]}, got ${shorten(String(verdict.value))}${where === '' ? '' : `, for example at ${where}`}`;
    return { severity: 'error', message, notes: [verdict.value < 0 ? 'Write max(0, ...).' : REPAIR[what]] };
  }
  const [low, high] = verdict.range;
  const message = `could not bound ${subject} ${LIMITS[what]}: from the declared ranges they may lie in ${shorten(String(low))}..${shorten(String(high))}`;
  return {
    severity: 'warning',
    message,
    notes: [REPAIR[what], 'A run in which it happens is a failed run, and is reported.'],
  };
}

function shorten(value: string): string {
  return /^-?\d*\.\d{5,}/.test(value) ? String(Number(Number(value).toPrecision(4))) : value;
}
