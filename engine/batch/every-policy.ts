// What `--policies all` means: every combination of options once, under its first name.

import type { Model } from '../model/model.ts';

/** In the order of the model. */
export function everyPolicy(model: Model): readonly string[] {
  const seen = new Set<string>();
  return model.policies.flatMap(({ name, options }) => {
    const key = options.join('+');
    if (seen.has(key)) return [];
    seen.add(key);
    return [name];
  });
}
