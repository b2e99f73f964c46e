// Why did that happen, and what could happen next?

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { whyLook, whyTell } from './why-look.ts';
import { startWhy, WHY_KEYS, type WhyState } from './why-state.ts';

export const WHY: Screen<WhyState> = {
  id: 'why',
  title: () => say('screen.why'),
  start: startWhy,
  keys: WHY_KEYS,
  look: whyLook,
  filter: (state, typed) => ({ ...state, typed, cursor: 0, scroll: 0 }),
  tell: whyTell,
};
