// Rulings on chance: they choose among the model's own futures, change nothing that was decided before, and refuse what has no chance.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AdjudicationInput,
  ownDraw,
  playAsRuled,
  ruledDraws,
  whyNotAdjudication,
} from '../../engine/case/adjudication.ts';
import type { ChanceQuestion } from '../../engine/case/chance-question.ts';
import type { ChanceRuling } from '../../engine/case/entry.ts';
import type { Ground } from '../../engine/case/ground.ts';
import { firstStanding, type Standing, stateHash } from '../../engine/case/standing.ts';
import { groundOf, openingOf } from './played-case.ts';
import { reseeded, ruledTurn, rulingOn, smallGround, standingAfter, withRulings } from './ruled-case.ts';

/** A machine with states in states, three ways and a remainder, a rate, a logistic chance, and a later phase that reads what came. */
const SMALL = smallGround(`
stocks: { heat: { start: 0.2, range: [0, 9], phase: second, next: heat + 0.1, why: w } }
incidents:
  spark: { phase: first, chance: 0.3, effects: { heat: +1 }, importance: 3, why: w }
  drift: { phase: first, chance: logistic(heat - 1), importance: 1, why: w }
  raids: { phase: first, rate: 0.7, importance: 2, why: w }
  storm: { phase: first, rate: 30, why: w }
  echo: { phase: second, when: happened(spark), chance: 0.5, why: w }
  tail: { phase: second, chance: "if(happened(spark), 0.9, 0.1)", why: w }
  fade: { phase: second, chance: "if(happened(spark), 0, 0.5)", why: w }
  hardly: { phase: first, chance: 0.00000000001, why: w }
  never: { phase: first, chance: 0, why: w }
machines:
  mood:
    phase: first
    initial: calm
    states:
      calm: [{ to: tense, chance: 0.2 }, { to: open, chance: 0.1 }, { to: hostile, chance: 0.3 }, { to: tense, chance: 0.1 }]
      tense: [{ to: calm, chance: 0.4 }, { to: hostile }]
      open: [{ to: calm, chance: 0.5 }]
      hostile:
        initial: loud
        states:
          loud: [{ to: louder, chance: 0.5 }]
          louder: [{ to: loud, chance: 0.5 }]
        leave: [{ to: calm, chance: 0.25 }]
    why: w
`);
const GROUNDS: readonly Ground[] = [
  SMALL,
  groundOf(openingOf('tutorial', ['town_hall'])),
  groundOf(openingOf('narva-spring', ['estonia'])),
];

/** A place in a case, and one of the questions of its coming turn. */
const asked = fc
  .record({
    which: fc.nat(GROUNDS.length - 1),
    seed: fc.nat(60),
    turn: fc.nat(5),
    pick: fc.nat(1000),
    way: fc.nat(1000),
  })
  .map(({ which, seed, turn, pick, way }) => {
    const ground = reseeded(GROUNDS[which]!, `law ${seed}`);
    const standing = standingAfter(ground, turn);
    const questions = standing.over ? [] : playAsRuled(ground, standing).questions;
    const question = questions[pick % questions.length];
    const possible = question?.answers.filter((answer) => answer.possible) ?? [];
    return { ground, standing, questions, question, answer: possible[way % possible.length]?.name ?? '' };
  })
  .filter(({ question }) => question !== undefined)
  .map((found) => ({ ...found, question: found.question! }));

const draws = (questions: readonly ChanceQuestion[]) =>
  questions.map(({ stream, draw, answer }) => [stream, draw, answer]);

function ruleOn(ground: Ground, standing: Standing, channel: string, ruling: ChanceRuling) {
  return playAsRuled(ground, withRulings(standing, [rulingOn(standing.played + 1, channel, ruling)]));
}

test('an override gives the answer that is wanted, and what was decided before it stays', () => {
  fc.assert(
    fc.property(asked, ({ ground, standing, questions, question, answer }) => {
      const ruled = ruleOn(ground, standing, question.stream, { way: 'override', answer });
      const at = questions.indexOf(question);
      expect(ruled.questions[at]).toEqual({ ...question, answer, draw: ruled.questions[at]!.draw });
      expect(ruled.questions.slice(0, at)).toEqual(questions.slice(0, at));
      expect(ruled.lapsed).toEqual([]);
      if (answer === question.answer) expect(draws(ruled.questions)).toEqual(draws(questions));
      const before = ruled.record.phases.findIndex(({ name }) => name === question.phase);
      expect(ruled.record.phases.slice(0, before)).toEqual(
        playAsRuled(ground, standing).record.phases.slice(0, before),
      );
    }),
    { numRuns: 60, seed: 1 },
  );
}, 60_000);

test('an accepted draw changes nothing, and neither does a refused ruling', () => {
  fc.assert(
    fc.property(asked, ({ ground, standing, question }) => {
      const plain = ruledTurn(ground, standing, []);
      const accepted = ruledTurn(ground, standing, [rulingOn(standing.played + 1, question.stream, { way: 'accept' })]);
      expect(stateHash(accepted.run)).toBe(stateHash(plain.run));
      const impossible = question.answers.find(({ possible }) => !possible);
      if (impossible === undefined) return;
      const override = rulingOn(standing.played + 1, question.stream, { way: 'override', answer: impossible.name });
      expect(whyNotAdjudication(ground, standing, override)).toContain('no chance');
      expect(stateHash(ruledTurn(ground, standing, [override]).run)).toBe(stateHash(plain.run));
    }),
    { numRuns: 25, seed: 2 },
  );
}, 60_000);

test('a ruled turn is the same whenever it is played, in whatever order the rulings came, and chance goes on as before', () => {
  fc.assert(
    fc.property(asked, fc.nat(99), ({ ground, standing, questions }, n) => {
      const rulings = questions.slice(0, 6).map((question, index): AdjudicationInput => {
        const answer = question.answers.find(({ possible }) => possible)!.name;
        const ways: readonly ChanceRuling[] = [
          { way: 'override', answer },
          { way: 're-roll', drawn: 1 + (n % 3) },
          { way: 'moderate', answer, chance: 1 },
          { way: 'accept' },
        ];
        return rulingOn(standing.played + 1, question.stream, ways[(index + n) % ways.length]!);
      });
      const once = ruledTurn(ground, standing, rulings);
      expect(stateHash(ruledTurn(ground, standing, rulings.toReversed()).run)).toBe(stateHash(once.run));
      const written = JSON.parse(JSON.stringify(rulings)) as AdjudicationInput[];
      expect(stateHash(ruledTurn(ground, standing, written).run)).toBe(stateHash(once.run));
      const { draw } = ruledDraws(ground, withRulings(standing, rulings));
      for (const { channel } of questions)
        expect(draw(channel, 1, 0, standing.played + 1)).toBe(ground.draws.draw(channel, 1, 0, standing.played + 1));
    }),
    { numRuns: 25, seed: 3 },
  );
}, 60_000);

/** The question of a channel in the first turn under many seeds, as ruled. */
function overSeeds(
  channel: string,
  ruling: ChanceRuling,
  count: number,
): readonly (ChanceQuestion & { own: number })[] {
  return Array.from({ length: count }, (_, seed) => {
    const ground = reseeded(SMALL, `many ${seed}`);
    const standing = firstStanding(ground);
    const question = ruleOn(ground, standing, channel, ruling).questions.find(({ stream }) => stream === channel)!;
    return { ...question, own: ownDraw(ground, standing, question.channel) };
  });
}

const share = (questions: readonly ChanceQuestion[], answer: string): number =>
  questions.filter((question) => question.answer === answer).length / questions.length;

/** Four standard errors of a share of `count` draws. */
const slack = (p: number, count: number): number => 4 * Math.sqrt((p * (1 - p)) / count);

test.each(['incident:spark', 'incident:raids'])(
  're-rolls of %s are uniform, and know nothing of the draw before',
  (channel) => {
    const first = overSeeds(channel, { way: 're-roll', drawn: 1 }, 640);
    const second = overSeeds(channel, { way: 're-roll', drawn: 2 }, 640);
    for (const rolled of [first, second]) {
      const bins = new Array<number>(16).fill(0);
      for (const { draw } of rolled) bins[Math.floor(16 * draw)]! += 1;
      // Chi-square with 15 degrees of freedom: above 37.7 once in a thousand.
      expect(bins.reduce((sum, seen) => sum + (seen - 40) ** 2 / 40, 0)).toBeLessThan(37.7);
    }
    const correlation = (pairs: readonly (readonly [number, number])[]) =>
      (12 * pairs.reduce((sum, [a, b]) => sum + (a - 0.5) * (b - 0.5), 0)) / pairs.length;
    expect(Math.abs(correlation(first.map(({ draw, own }) => [draw, own])))).toBeLessThan(4 / Math.sqrt(640));
    expect(Math.abs(correlation(first.map(({ draw }, i) => [draw, second[i]!.draw])))).toBeLessThan(4 / Math.sqrt(640));
    expect(first.every(({ draw }, i) => draw !== second[i]!.draw)).toBe(true);
  },
  60_000,
);

test('a draw of a word channel stays on the 32-bit grid, whatever is ruled', () => {
  const ways: readonly ChanceRuling[] = [
    { way: 're-roll', drawn: 3 },
    { way: 'override', answer: 'open' },
    { way: 'moderate', answer: 'hostile', chance: 0.9 },
  ];
  for (const way of ways)
    for (const { draw } of overSeeds('machine:mood.calm', way, 40)) expect((draw * 2 ** 32 - 0.5) % 1).toBe(0);
});

test('a moderated chance of p comes in a share p of all draws, the other answers in their old proportion', () => {
  const count = 640;
  const mood = overSeeds('machine:mood.calm', { way: 'moderate', answer: 'hostile', chance: 0.65 }, count);
  // Before: tense 0.2 + 0.1, open 0.1, hostile 0.3, stays 0.3; half of what is left goes to each seventh of 0.7.
  const expected = { hostile: 0.65, tense: 0.15, open: 0.05, stays: 0.15 };
  for (const [answer, p] of Object.entries(expected))
    expect(Math.abs(share(mood, answer) - p)).toBeLessThan(slack(p, count));
  const raids = overSeeds('incident:raids', { way: 'moderate', answer: 'comes', chance: 0.2 }, count);
  expect(Math.abs(share(raids, 'comes') - 0.2)).toBeLessThan(slack(0.2, count));
  const drift = overSeeds('incident:drift', { way: 'moderate', answer: 'not', chance: 0.5 }, count);
  expect(Math.abs(share(drift, 'comes') - 0.5)).toBeLessThan(slack(0.5, count));
}, 60_000);

test('moderated to the odds that the model has, every answer stays as drawn', () => {
  for (const [channel, answer, chance] of [
    ['machine:mood.calm', 'hostile', 0.3],
    ['incident:spark', 'comes', 0.3],
    ['incident:raids', 'not', Math.exp(-0.7)],
  ] as const)
    for (const { draw, own } of overSeeds(channel, { way: 'moderate', answer, chance }, 150)) expect(draw).toBe(own);
});

test('a rate that has to come comes once where it would not have come, else as often as drawn', () => {
  const times = (ruling: ChanceRuling | null) =>
    Array.from({ length: 60 }, (_, seed) => {
      const ground = reseeded(SMALL, `rate ${seed}`);
      const standing = firstStanding(ground);
      const inputs = ruling === null ? [] : [rulingOn(1, 'incident:raids', ruling)];
      const { record } = playAsRuled(ground, withRulings(standing, inputs));
      return record.phases[0]!.incidents.find(({ name }) => name === 'raids')!.times;
    });
  const drawn = times(null);
  expect(new Set(drawn).size).toBeGreaterThan(2);
  expect(times({ way: 'override', answer: 'comes' })).toEqual(drawn.map((n) => Math.max(1, n)));
  expect(times({ way: 'override', answer: 'not' })).toEqual(drawn.map(() => 0));
});

test('even a rate of thirty can be kept away, since the model gives that a chance', () => {
  const standing = firstStanding(SMALL);
  const ruled = ruleOn(SMALL, standing, 'incident:storm', { way: 'override', answer: 'not' });
  expect(ruled.questions.find(({ name }) => name === 'storm')!.answer).toBe('not');
});

/** Under the first seed in which the question goes as said. */
function seedWhere(channel: string, answer: string): { ground: Ground; standing: Standing } {
  for (let seed = 0; seed < 200; seed++) {
    const ground = reseeded(SMALL, `where ${seed}`);
    const standing = firstStanding(ground);
    const question = playAsRuled(ground, standing).questions.find(({ stream }) => stream === channel);
    if (question?.answer === answer) return { ground, standing };
  }
  throw new Error(`${channel} never was ${answer}`);
}

test('a question that only a ruling raises can be ruled on, and its ruling lapses with it', () => {
  const { ground, standing } = seedWhere('incident:spark', 'not');
  const spark = rulingOn(1, 'incident:spark', { way: 'override', answer: 'comes' });
  const echo = rulingOn(1, 'incident:echo', { way: 'override', answer: 'comes' });
  expect(whyNotAdjudication(ground, standing, echo)).toContain('set the state itself by a ruling');
  const raised = withRulings(standing, [spark]);
  expect(whyNotAdjudication(ground, raised, echo)).toBeNull();
  // The ruling on what follows may stand first: it is resolved when its phase is reached.
  const both = playAsRuled(ground, withRulings(standing, [echo, spark]));
  expect(both.lapsed).toEqual([]);
  expect(both.record.phases[1]!.incidents.find(({ name }) => name === 'echo')!.times).toBe(1);
  const alone = playAsRuled(ground, withRulings(standing, [echo]));
  expect(alone.lapsed).toEqual(['incident:echo']);
  expect(stateHash(alone.state)).toBe(stateHash(playAsRuled(ground, standing).state));
});

test('a ruling means the odds that the rulings before it in the turn have made', () => {
  for (let seed = 0; seed < 60; seed++) {
    const ground = reseeded(SMALL, `stale ${seed}`);
    for (const [spark, tail] of [
      ['comes', 'not'],
      ['not', 'comes'],
    ] as const) {
      const rulings = [
        rulingOn(1, 'incident:tail', { way: 'override', answer: tail }),
        rulingOn(1, 'incident:spark', { way: 'override', answer: spark }),
      ];
      const { questions } = playAsRuled(ground, withRulings(firstStanding(ground), rulings));
      const answers = new Map(questions.map(({ name, answer }) => [name, answer]));
      expect([answers.get('spark'), answers.get('tail')]).toEqual([spark, tail]);
    }
  }
});

test('a ruling lapses when what came before has left its answer no chance', () => {
  const { ground, standing } = seedWhere('incident:spark', 'not');
  const fade = rulingOn(1, 'incident:fade', { way: 'override', answer: 'comes' });
  expect(whyNotAdjudication(ground, standing, fade)).toBeNull();
  expect(playAsRuled(ground, withRulings(standing, [fade])).lapsed).toEqual([]);
  const spark = rulingOn(1, 'incident:spark', { way: 'override', answer: 'comes' });
  const ruled = playAsRuled(ground, withRulings(standing, [fade, spark]));
  expect(ruled.lapsed).toEqual(['incident:fade']);
  expect(ruled.questions.find(({ name }) => name === 'fade')!.answer).toBe('not');
});

test('an inner state that is made to move leaves the outer one unasked', () => {
  let standing = ruledTurn(SMALL, firstStanding(SMALL), [
    rulingOn(1, 'machine:mood.calm', { way: 'override', answer: 'hostile' }),
  ]);
  const outer = rulingOn(2, 'machine:mood.hostile', { way: 'override', answer: 'calm' });
  const stay = rulingOn(2, 'machine:mood.loud', { way: 'override', answer: 'stays' });
  const move = rulingOn(2, 'machine:mood.loud', { way: 'override', answer: 'louder' });
  expect(playAsRuled(SMALL, withRulings(standing, [outer, move])).lapsed).toEqual(['machine:mood.hostile']);
  expect(playAsRuled(SMALL, withRulings(standing, [outer, stay])).lapsed).toEqual([]);
  standing = ruledTurn(SMALL, standing, [outer, stay]);
  expect(standing.records[1]!.phases[0]!.transitions.map(({ leaf }) => leaf)).toEqual(['calm']);
});

test('what does not fit is refused with a reason', () => {
  const standing = firstStanding(SMALL);
  const why = (input: Partial<AdjudicationInput>, at = standing) =>
    whyNotAdjudication(SMALL, at, { ...rulingOn(1, 'incident:spark', { way: 'override', answer: 'comes' }), ...input });
  expect(why({})).toBeNull();
  expect(why({ channel: 'incident:spork' })).toContain('no question of chance "incident:spork"');
  expect(why({ ruling: { way: 'override', answer: 'maybe' } })).toContain('there are comes, not');
  expect(why({ mode: 'rigid' })).toContain('free or semi-rigid');
  expect(why({ ruling: { way: 'accept' } })).toContain('rigid');
  expect(why({ ruling: { way: 'accept' }, mode: 'rigid', reason: '' })).toBeNull();
  expect(why({ ruling: { way: 'moderate', answer: 'comes', chance: 0.5 }, mode: 'free' })).toContain('semi-rigid');
  for (const chance of [-0.1, 1.1, Number.NaN])
    expect(why({ ruling: { way: 'moderate', answer: 'comes', chance } })).toContain('between 0 and 1');
  expect(why({ reason: ' ' })).toContain('reason');
  expect(why({ channel: 'incident:never' })).toContain('no chance');
  // A chance so small that none of 2^32 words gives it.
  expect(why({ channel: 'incident:hardly' })).toContain('no chance');
  expect(why({ channel: 'incident:never', ruling: { way: 'moderate', answer: 'not', chance: 0.5 } })).toContain(
    'everything else no chance',
  );
  expect(why({ channel: 'machine:mood.open', ruling: { way: 'override', answer: 'calm' } })).toContain('not asked');
  for (const mode of ['free', 'semi-rigid', 'rigid'] as const)
    expect(why({ ruling: { way: 're-roll', drawn: 1 }, mode })).toBeNull();
  expect(why({ ruling: { way: 're-roll', drawn: 2 } })).toContain('number 1');
  const rolled = withRulings(standing, [rulingOn(1, 'incident:spark', { way: 're-roll', drawn: 1 })]);
  expect(why({ ruling: { way: 're-roll', drawn: 2 } }, rolled)).toBeNull();
  expect(why({ ruling: { way: 're-roll', drawn: 1 } }, rolled)).toContain('number 2');
  expect(why({}, { ...standing, over: true })).toBe('the case is over');
});
