// Where one begins: what can be played, and what was played before.

import type { Screen } from '../../screen.ts';
import { lookHome, tellHome } from './home-look.ts';
import { filterHome, HOME_KEYS, type HomeState, startHome } from './home-state.ts';

export const HOME: Screen<HomeState> = {
  id: 'home',
  title: ({ choosing }) => (choosing === null ? 'greyzone' : `greyzone: ${choosing.scenario}`),
  start: startHome,
  keys: HOME_KEYS,
  look: lookHome,
  filter: filterHome,
  tell: tellHome,
};
