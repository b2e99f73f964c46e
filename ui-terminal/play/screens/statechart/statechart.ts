// A machine as the seat sees it: its states, where it stands, and the ways out.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { statechartLook, statechartTell } from './statechart-look.ts';
import { STATECHART_KEYS, type StatechartState, startStatechart } from './statechart-state.ts';

export const STATECHART: Screen<StatechartState> = {
  id: 'statechart',
  title: () => say('screen.statechart'),
  start: startStatechart,
  keys: STATECHART_KEYS,
  look: statechartLook,
  filter: (state, typed) => ({ ...state, typed }),
  tell: statechartTell,
};
