// A model of middling size, written by hand for timing: four regions with an escalation ladder each, two alliances, a sponsor, the press.
// 8 machines, 12 stocks, 8 incidents, 3 levers, 36 turns in 3 phases.

import type { Expr, ModelSpec, StateSpec } from './build-model.ts';

const REGIONS = ['ida_viru', 'harju', 'riga', 'latgale'];

const score = (base: number, ...parts: readonly Expr[]): Expr => ['logistic', ['add', base, ...parts]];
const per = <T>(of: (region: string) => T, name: string) =>
  Object.fromEntries(REGIONS.map((region) => [`${name}_${region}`, of(region)]));

const ladder = (region: string): Readonly<Record<string, StateSpec>> => ({
  quiet: [
    { to: 'unrest', chance: score(-4, ['multiply', 3, `grievance_${region}`]), news: `Crowds gather in ${region}.` },
  ],
  unrest: [
    { to: 'insurgency', when: ['less', 0.2, 'arms'], chance: ['multiply', 0.1, `grievance_${region}`] },
    { to: 'quiet', chance: 0.25, effects: [[`grievance_${region}`, 'add', -0.02]] },
  ],
  insurgency: {
    initial: 'nascent',
    states: {
      nascent: [{ to: 'entrenched', after: 4 }],
      entrenched: [{ to: 'nascent', chance: ['multiply', 0.1, 'presence'] }],
    },
    leave: [{ to: 'quiet', chance: 0.05, effects: [[`fear_${region}`, 'add', -0.1]] }],
  },
});

export const midSizeModel: ModelSpec = {
  turns: 36,
  phases: ['incidents', 'ladder', 'society'],
  parameters: {
    appetite: { kind: 'uniform', low: 0, high: 1 },
    resolve: { kind: 'triangular', low: 0.2, mode: 0.5, high: 0.8 },
  },
  noise: { weather: { kind: 'normal', mean: 0, sd: 0.05 } },
  stocks: {
    ...per(
      (region) => ({
        start: 0.35,
        range: [0, 1] as const,
        phase: 'society',
        next: [
          'add',
          `grievance_${region}`,
          ['multiply', 0.04, ['subtract', 0.5, `grievance_${region}`]],
          ['multiply', 0.01, 'weather'],
        ] as Expr,
      }),
      'grievance',
    ),
    ...per(
      (region) => ({
        start: 0.2,
        range: [0, 1] as const,
        phase: 'society',
        next: [
          'add',
          ['multiply', 0.9, `fear_${region}`],
          ['if', ['in', `ladder_${region}`, 'insurgency'], 0.1, 0],
        ] as Expr,
      }),
      'fear',
    ),
    cohesion: {
      start: 0.6,
      range: [0, 1],
      phase: 'society',
      next: ['add', 'cohesion', ['multiply', 0.02, ['subtract', 'resolve', 'cohesion']]],
    },
    boats: { start: 0, range: [0, 50], integer: true },
    press: { start: 0, range: [0, 1], phase: 'society', next: ['multiply', 0.7, 'press'] },
    spent: { start: 0, phase: 'society', next: ['add', 'spent', ['cost', 'presence']] },
  },
  auxiliaries: { worst: ['max', ...REGIONS.map((region) => `fear_${region}`)] },
  purses: { nato: { start: 2, perTurn: 2 } },
  levers: {
    presence: {
      levels: { none: 0, rotational: 0.3, persistent: 0.6, brigade: 1 },
      costs: { rotational: 1, persistent: 3, brigade: 9 },
      up: 0.3,
      purse: 'nato',
    },
    promise: { levels: { general: 0, covers_insurgency: 1 } },
    arms: { levels: { none: 0, some: 0.3, many: 0.8 } },
  },
  views: { late_worst: { of: 'worst', kind: 'late' }, noisy_press: { of: 'press', kind: 'noisy', sd: 0.1 } },
  incidents: {
    ...per(
      (region) => ({
        phase: 'incidents',
        logit: ['add', -3, ['multiply', 2, 'appetite'], `grievance_${region}`] as Expr,
        effects: [
          [`fear_${region}`, 'add', 0.05],
          ['press', 'add', 0.1],
        ] as const,
      }),
      'protest',
    ),
    seizure: { phase: 'incidents', rate: ['add', 0.02, ['multiply', 0.3, 'arms']], effects: [['boats', 'add', 1]] },
    kidnapping: { phase: 'incidents', chance: 0.03, effects: [['cohesion', 'add', -0.02]], asks: ['summit'] },
    leak: { phase: 'incidents', chance: ['multiply', 0.1, 'press'], effects: [['cohesion', 'add', -0.01]] },
    harvest: { phase: 'incidents', when: ['equal', 'month', 9], effects: [['press', 'set', 0.2]] },
  },
  machines: {
    ...Object.fromEntries(
      REGIONS.map((region) => [
        `ladder_${region}`,
        { phase: 'ladder', initial: 'quiet', states: ladder(region), element: 'ladder', member: region },
      ]),
    ),
    nato: {
      phase: 'ladder',
      initial: 'talking',
      states: {
        talking: [{ to: 'assuring', when: ['less', 0.3, 'worst'], chance: 'cohesion' }],
        assuring: [
          { to: 'acting', chance: score(-4, ['multiply', 4, 'worst']) },
          { to: 'talking', after: 6, chance: 0.2 },
        ],
        acting: [{ to: 'assuring', when: ['less', 'worst', 0.2] }],
      },
    },
    eu: {
      phase: 'ladder',
      initial: 'watching',
      states: {
        watching: [{ to: 'monitoring', chance: ['multiply', 0.3, 'press'] }],
        monitoring: [{ to: 'watching', after: 5 }],
      },
    },
    sponsor: {
      phase: 'ladder',
      initial: 'probing',
      states: {
        probing: [{ to: 'pressing', chance: ['multiply', 0.1, 'appetite'] }],
        pressing: [
          { to: 'resting', chance: 0.1 },
          { to: 'probing', chance: 0.1 },
        ],
        resting: [{ to: 'probing', after: 3 }],
      },
    },
    media: {
      phase: 'society',
      initial: 'calm',
      states: {
        calm: [{ to: 'loud', when: ['less', 0.3, 'press'] }],
        loud: [{ to: 'calm', chance: 0.5, effects: [['press', 'add', -0.1]] }],
      },
    },
  },
  policies: {
    steady: [{ set: ['presence', 'brigade'], when: ['less', 0.6, 'late_worst'] }, { set: ['presence', 'rotational'] }],
    promise: [{ set: ['promise', 'covers_insurgency'] }],
  },
  doctrines: {
    opportunist: [{ set: ['arms', 'many'], when: ['in', 'sponsor', 'pressing'] }, { set: ['arms', 'none'] }],
  },
  injects: { summit: { news: 'A summit is called.', effects: [['cohesion', 'add', 0.05]] }, wales: { turn: 0 } },
  outcomes: {
    fear_at_end: ['final', 'worst'],
    turns_afraid: ['turns', ['less', 0.5, 'worst']],
    first_unrest: {
      value: ['first', ['or', ...REGIONS.map((region): Expr => ['in', `ladder_${region}`, 'unrest'])]],
      missing: true,
    },
    cohesion: ['average', 'cohesion'],
    boats: ['final', 'boats'],
  },
};
