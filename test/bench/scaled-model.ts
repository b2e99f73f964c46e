// A made-up scenario of any size, to see how cost grows with turns, regions and policies.

import { checkScenario } from '../../engine/language/check-scenario.ts';
import { lower } from '../../engine/model/lower.ts';
import type { Model } from '../../engine/model/model.ts';
import { isError } from '../../engine/problem.ts';

export function scaledModel(turns: number, regions: number, policies: number): Model {
  const { scenario, problems } = checkScenario({
    scenario: { name: 'scaled', text: textOf(turns, regions, policies) },
    bases: [],
    registers: [],
    hash: 'scaled',
  });
  if (scenario === null)
    throw new Error(
      problems
        .filter(isError)
        .map(({ message }) => message)
        .join('\n'),
    );
  const { model, faults } = lower(scenario);
  if (model === null) throw new Error(JSON.stringify(faults));
  return model;
}

function textOf(turns: number, regions: number, policies: number): string {
  const names = Array.from({ length: regions }, (_, i) => `region_${i}`).join(', ');
  const levels = Array.from({ length: policies }, (_, i) => `level_${i}: ${i / policies}`).join(', ');
  const options = Array.from({ length: policies }, (_, i) => `option_${i}: { effort: level_${i} }`).join(', ');
  return `
greyzone: 1
id: scaled
title: Scaled
question: How does cost grow?
clock: { start: 2014-01, turn: month, turns: ${turns} }
phases: [events, moves]
sets: { region: [${names}] }
uncertainties: { slope: { uniform: [1, 2], why: made up } }
levers: { effort: { seat: home, levels: { ${levels} }, source: judgement, why: made up } }
stocks:
  tension: { each: region, start: 0.3, range: [0, 1], phase: moves, why: made up, next: tension + 0.1 * (0.5 - 0.3 * effort - tension) + 0.02 * happened(protest) }
  calm: { each: region, start: 0.5, range: [0, 1], phase: moves, why: made up, next: "0.9 * calm + 0.1 * (1 - tension)" }
incidents:
  protest: { each: region, phase: events, chance: logistic(-3 + slope * tension - calm), why: made up }
machines:
  ladder:
    each: region
    phase: events
    initial: quiet
    why: made up
    states:
      quiet: [{ to: uneasy, chance: logistic(-2 + tension) }]
      uneasy: [{ to: restless, chance: 0.2 * tension }, { to: quiet, chance: 0.2 * calm }]
      restless: [{ to: violent, chance: 0.1 * tension }, { to: uneasy, chance: 0.3 * calm }]
      violent: [{ to: restless, chance: 0.2 }]
options: { effort_group: { ${options} } }
outcomes: { violence: { is: "turns(any(in(ladder, violent)))", better: lower }, tension_at_end: { is: final(mean(tension)), better: lower } }
`;
}
