// Every shipped scenario, and the fixture that uses every word of the language, under each of its variants.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkScenario } from '../../engine/language/check-scenario.ts';
import { lower } from '../../engine/model/lower.ts';
import type { Model } from '../../engine/model/model.ts';
import { openScenario, shippedScenarios } from '../../engine/scenario-folder.ts';
import { BASE_VARIANT } from '../../engine/vocabulary.ts';

const EVERY_WORD = fileURLToPath(new URL('../fixtures/every-word.yaml', import.meta.url));

export function shippedModels(): readonly { readonly name: string; readonly model: Model }[] {
  const shipped = shippedScenarios().map(({ id, folder }) => ({ id, path: folder }));
  const fixture = existsSync(EVERY_WORD) ? [{ id: 'every-word', path: EVERY_WORD }] : [];
  return [...shipped, ...fixture].flatMap(({ id, path }) => {
    const { texts } = openScenario(path);
    const { scenario } = texts === null ? { scenario: null } : checkScenario(texts);
    if (scenario === null) throw new Error(`${id} does not check`);
    return scenario.variants.map((variant) => ({
      name: variant === BASE_VARIANT ? id : `${id}, ${variant}`,
      model: lower(scenario, { variant }).model!,
    }));
  });
}
