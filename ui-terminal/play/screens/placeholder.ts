// Stands where a screen is not there yet.

import { line } from '../frame.ts';
import type { Screen, ScreenId } from '../screen.ts';
import { say } from '../strings.ts';

export function placeholder(id: ScreenId): Screen<null> {
  return {
    id,
    title: () => say(`screen.${id}`),
    start: () => null,
    keys: [],
    look: () => [line(' ')],
  };
}
