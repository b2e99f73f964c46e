// Shipped scenarios, checked and lowered, for tests.

import type { Scenario } from '../engine/language/scenario.ts';
import { inspectScenario } from '../engine/model/inspect-scenario.ts';
import { lower } from '../engine/model/lower.ts';
import type { Model } from '../engine/model/model.ts';
import { isError, renderProblems } from '../engine/problem.ts';
import { openScenario } from '../engine/scenario-folder.ts';

export function shippedScenario(id: string): Scenario {
  const { texts, problems } = openScenario(id);
  if (texts === null) throw new Error(renderProblems(problems, new Map()));
  const inspected = inspectScenario(texts);
  if (inspected.scenario === null) throw new Error(renderProblems(inspected.problems.filter(isError), new Map()));
  return inspected.scenario;
}

export function shippedModel(id: string, settings: Readonly<Record<string, number>> = {}, variant = 'base'): Model {
  const { model, faults } = lower(shippedScenario(id), { variant, settings: new Map(Object.entries(settings)) });
  if (model === null) throw new Error(JSON.stringify(faults));
  return model;
}
