// A model small enough that every deliberate fault of a kernel shows in it.

import { buildModel } from '../reference/build-model.ts';

/** A stock that is pushed past its ends, a state that is left after two turns, and two policies that differ. */
export const small = buildModel({
  turns: 8,
  noise: { push: { kind: 'normal', mean: 0, sd: 1 } },
  stocks: {
    level: { start: 0.5, range: [0, 1], next: ['add', 'level', ['add', 'push', 'lever']] },
    whole: { start: 1, range: [0, 9], integer: true, next: ['add', 'whole', ['multiply', 0.8, 'level']] },
  },
  levers: { lever: { levels: { none: 0, some: 0.25, most: 0.5 }, up: 0.2 } },
  policies: { idle: [{ set: ['lever', 'none'] }], busy: [{ set: ['lever', 'most'] }] },
  machines: {
    clock: {
      initial: 'a',
      states: { a: [{ to: 'b', after: 2 }], b: [{ to: 'a', after: 1, logit: ['subtract', 'level', 0.5] }] },
    },
  },
  incidents: {
    raid: { logit: ['subtract', 'level', 0.4], effects: [['level', 'add', -0.1]] },
    rain: { rate: ['add', 'level', 0.5] },
  },
  outcomes: { level: ['final', 'level'], rain: ['total', ['count', 'rain']], at_b: ['turns', ['in', 'clock', 'b']] },
});
