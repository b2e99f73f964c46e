// What was played so far, all lines of it, and the way back to any turn.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { timelineLook, timelineTell } from './timeline-look.ts';
import { startTimeline, TIMELINE_KEYS, type TimelineState } from './timeline-state.ts';

export const TIMELINE: Screen<TimelineState> = {
  id: 'timeline',
  title: () => say('screen.timeline'),
  start: startTimeline,
  keys: TIMELINE_KEYS,
  look: timelineLook,
  filter: (state, typed) => ({ ...state, typed }),
  tell: timelineTell,
};
