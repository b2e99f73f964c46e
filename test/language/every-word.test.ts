// The fixture that uses every word of the language: it checks without a warning, and there is no word that it leaves out.

import { describe, expect, test } from 'vitest';
import { RESERVED_WORDS } from '../../engine/expression/formula.ts';
import { scenarioSchema } from '../../engine/language/scenario-file.ts';
import { lower } from '../../engine/model/lower.ts';
import { caretsOf, EVERY_WORD, edited, inspect } from './every-word.ts';

describe('the scenario of every word', () => {
  const { scenario, said } = inspect(EVERY_WORD);

  test('has no problem, not even a warning', () => {
    expect(said).toBe('');
    expect(scenario?.id).toBe('every-word');
  });

  test('becomes a model under each of its variants', () => {
    if (scenario === null) throw new Error('not read');
    expect(scenario.variants).toEqual(['base', 'product']);
    for (const variant of scenario.variants) expect(lower(scenario, { variant }).faults).toEqual([]);
  });

  test('uses every word of the formula language', () => {
    const NOT_WORDS = ['constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf'];
    const missing = [...RESERVED_WORDS].filter((word) => !new RegExp(`\\b${word}\\b`).test(EVERY_WORD));
    expect(missing).toEqual(NOT_WORDS);
  });

  test('uses every key of the grammar that needs no second file, and every word that a key can take but those of which a file has one', () => {
    const missingKeys = wordsOf('properties').filter(
      (key) => !new RegExp(`(^|[\\s{])"?${key}"?:`, 'm').test(EVERY_WORD),
    );
    expect(missingKeys).toEqual(['extends', 'without']);
    const missingValues = wordsOf('enum').filter((word) => !new RegExp(`[:\\s]${word}\\b`).test(EVERY_WORD));
    expect(missingValues).toEqual(['day', 'week', 'quarter', 'lhs', 'mc']);
  });

  test('means what it says', () => {
    expect(scenario?.facts.get('speakers')?.values.get('latgale')).toBe(0.58);
    expect(scenario?.facts.get('speakers')?.provenance).toEqual({
      sources: ['R1', 'R2'],
      why: null,
      trust: 'good',
      note: 'Rounded.',
    });
    expect(scenario?.facts.get('border')?.values.get('latvia')).toBe(300);
    expect(scenario?.labels.get('ida_viru')).toBe('Ida-Viru');
    expect(scenario?.labels.get('latgale')).toBe('Latgale');
    expect(scenario?.sources.get('R2')).toBe('A. Author, 2012, Fears and promises');
    expect(scenario?.seats.map((seat) => seat.name)).toEqual(['nato', 'russia', 'osce', 'estonia', 'latvia', 'white']);
    expect(scenario?.seats.map((seat) => seat.budget)).toEqual([
      { start: 0, perTurn: 12 },
      { start: 40, perTurn: 2 },
      null,
      { start: 0, perTurn: 3 },
      null,
      null,
    ]);
    expect(scenario?.uncertainties.get('resolve')?.distribution).toEqual({
      kind: 'truncated-normal',
      mean: 0.5,
      sd: 0.2,
      low: 0,
      high: 1,
    });
    expect(scenario?.uncertainties.get('reach')?.distribution).toEqual({
      kind: 'beta',
      alpha: 2,
      beta: 2,
      low: 0.2,
      high: 0.9,
    });
    expect(scenario?.uncertainties.get('mood')?.distribution).toEqual({
      kind: 'discrete',
      values: [0, 1, 2],
      weights: [0.5, 0.3, 0.2],
    });
    const { rampUp, rampDown, seenBy } = scenario?.levers.get('integration') ?? {};
    expect([rampUp, rampDown]).toEqual([0.2, 1]);
    expect(seenBy).toEqual({ all: false, exactly: ['own', 'nato'], late: ['russia'], noisy: [], gated: null });
    expect(scenario?.stocks.get('boats')).toMatchObject({
      integer: true,
      low: 0,
      high: 50,
      phase: null,
      label: 'Boats at sea',
    });
    expect(scenario?.injects.get('election')?.turn).toBe(13);
    const later = scenario?.optionGroups[0]?.options[2]?.rules.map(({ from, until }) => [from, until]);
    expect(later).toEqual([
      [6, 15],
      [17, null],
      [null, null],
    ]);
    expect(scenario?.policies).toHaveLength(10);
    expect(scenario?.policies.at(-1)).toEqual({ name: 'history', options: ['as_in_2014', 'drift_on'] });
    const [, short, long] = scenario?.claims ?? [];
    expect(short?.arms.map(({ name, policy }) => [name, policy])).toEqual([
      ['history', 'history'],
      ['firm+drift_on', 'firm+drift_on'],
    ]);
    expect(short?.conditions.map(({ text }) => text)).toEqual([
      'insecurity[latvia][history] > insecurity[latvia][firm+drift_on]',
    ]);
    expect(long?.conditions[0]).toMatchObject({
      terms: [
        { coefficient: 1, outcome: 'fear_at_end', arm: 'sure' },
        { coefficient: -2, outcome: 'fear_at_end', arm: 'unsure' },
      ],
      constant: 0.1,
      within: null,
    });
    expect(long?.conditions[1]).toMatchObject({ within: 3 });
    expect(long?.where).toEqual([{ target: 'drift', low: -0.1, high: 0.1 }]);
    expect(scenario?.claimsElsewhere.map(({ id, testedIn }) => [id, testedIn])).toEqual([
      ['SF-20', 'every-other-word'],
    ]);
    const ladder = scenario?.machines
      .get('ladder')
      ?.body.states.map(({ name, parent, initial, final }) => [name, parent, initial, final]);
    expect(ladder).toEqual([
      ['quiet', -1, null, false],
      ['unrest', -1, null, false],
      ['insurgency', -1, 'nascent', false],
      ['nascent', 2, null, false],
      ['entrenched', 2, null, false],
      ['settled', -1, null, true],
    ]);
  });
});

/** Keys (`properties`) or words (`enum`, `const`) of the grammar. */
function wordsOf(part: 'properties' | 'enum'): string[] {
  const found = new Set<string>();
  const walk = (schema: unknown): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === part) for (const word of Array.isArray(value) ? value : Object.keys(value)) found.add(String(word));
      if (part === 'enum' && key === 'const') found.add(String(value));
      walk(value);
    }
  };
  walk(scenarioSchema());
  return [...found];
}

describe('warnings', () => {
  test.each([
    ['a stock', 'stocks:\n', 'stocks:\n  idle: { start: 0, range: [0, 1] }\n', 'idle'],
    [
      'a stock that only feeds itself',
      'stocks:\n',
      'stocks:\n  idle: { start: 0, range: [0, 1], phase: news, next: idle + habit }\n',
      'idle',
    ],
    ['a lever', '- habit * integration', '', 'integration'],
    ['a fact', 'facts:\n', 'facts:\n  idle: { value: 1, source: R1, trust: good }\n', 'idle'],
    ['an uncertainty', 'uncertainties:\n', 'uncertainties:\n  idle: { uniform: [0, 1], why: x }\n', 'idle'],
    ['an auxiliary', 'auxiliaries:\n', 'auxiliaries:\n  idle: { is: habit }\n', 'idle'],
    ['a noise', 'noise:\n', 'noise:\n  idle: { normal: [0, 1], why: x }\n', 'idle'],
  ])('%s that nothing reads', (kind, old, by, name) => {
    const { scenario, problems } = inspect(edited(old, by));
    expect(scenario).not.toBeNull();
    const [what] = kind.replace(/^an? /, '').split(' ');
    expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', `nothing reads the ${what} "${name}"`],
    ]);
  });

  test('a number without a name, under its own characters, unless a reason stands near', () => {
    const { scenario, problems, said } = inspect(
      edited('indicator: { is: "if(very_tense, 1, 0)" }', 'indicator: { is: "if(very_tense, 0.37, 2)" }'),
    );
    expect(scenario).not.toBeNull();
    expect(problems.map(({ message }) => message)).toEqual(['the number 0.37 has no name, so no source and no range']);
    expect(caretsOf(said)?.under).toBe('0.37');
    expect(
      inspect(
        edited(
          'indicator: { is: "if(very_tense, 1, 0)" }',
          'indicator: { why: because, is: "if(very_tense, 0.37, 2)" }',
        ),
      ).said,
    ).toBe('');
  });

  test('a lever without a reason', () => {
    const { scenario, said } = inspect(edited('ramp: 1, source: judgement, why: eyes on the ground }', 'ramp: 1 }'));
    expect(scenario).not.toBeNull();
    expect(said).toContain('warning: levers.monitoring: the numbers of "monitoring" have no source and no reason');
  });

  test('chances that cannot be bounded', () => {
    const { scenario, said } = inspect(edited('chance: 0.05 * resolve', 'chance: "clamp(log(funds(nato)), 0, 1) / 2"'));
    expect(scenario).not.toBeNull();
    expect(said).toContain('could not bound the chances of "insurgency" in 0..1 each, and at most 1 together');
    expect(said).toContain('A run in which it happens is a failed run, and is reported.');
  });
});

describe('chances that leave their range', () => {
  test.each([
    [
      'chance: logistic(-4 + 2 * sponsorship + shock)',
      'chance: 0.4 + 0.7 * sponsorship + 0 * min(shock, 1)',
      'expected the chance in 0..1, got 1.1, for example at sponsorship = arms',
    ],
    [
      'chance: logistic(-4 + 2 * sponsorship + shock)',
      'chance: 0.4 - sponsorship + 0 * min(shock, 1)',
      'expected the chance in 0..1, got -0.6',
    ],
    [
      'rate: clamp(0.02 + seen_share + luck * habit, 0, 3)',
      'rate: 60 + 5 * mood + 0 * seen_share * luck',
      'expected the rate in 0..64 a turn, got 70, for example at mood = 2',
    ],
    [
      '{ to: quiet, chance: 0.25,',
      '{ to: quiet, chance: 0.75,',
      'expected the chances of "unrest" in 0..1 each, and at most 1 together, got 1.07, for example at sponsorship = arms',
    ],
  ])('%s -> %s', (old, by, says) => {
    const { scenario, said, problems } = inspect(edited(old, by));
    expect(scenario).toBeNull();
    expect(said).toContain(says);
    // The scenario as written speaks; its variants would only repeat it.
    expect(problems).toHaveLength(1);
    expect(said).not.toContain('Under the structural variant');
  });

  test('only under a variant say so', () => {
    const { said } = inspect(edited('chance: appetite }', 'chance: 2 * appetite }'));
    expect(said).toContain('expected the chances of "calm_waters" in 0..1 each');
    expect(said).toContain('Under the structural variant "product".');
  });
});

describe('many slips in one file', () => {
  test('of its shape are told together, in the order of the file', () => {
    const text = [
      'turn: month|turn: monht',
      'trust: good\n|trust: god\n',
      'integer: true|integer: maybe',
      'to: unrest,|too: unrest,',
      'design: sobol|design: sobel',
    ].reduce((before, slip) => edited(slip.split('|')[0] ?? '', slip.split('|')[1] ?? '', before), EVERY_WORD);
    const lines = inspect(text).problems.map(({ place }) => place?.line ?? 0);
    expect(lines).toHaveLength(6);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });

  test('of its meaning are told together, in the order of the file', () => {
    const slips = [
      'next: grievance + habit|next: grievnce + habt',
      'sqrt(trust)|sqr(trust)',
      'phase: news\n    when: turn|phase: nwes\n    when: trun',
      'initial: quiet|initial: quit',
      'from: 2015-03|from: 2019-03',
      'expect: fear_at_end lower|expect: fear_at_ned lower',
    ];
    const text = slips.reduce(
      (before, slip) => edited(slip.split('|')[0] ?? '', slip.split('|')[1] ?? '', before),
      EVERY_WORD,
    );
    const { problems } = inspect(text);
    expect(problems.map(({ message }) => message)).toEqual([
      'unknown name "grievnce"',
      'unknown name "habt"',
      'unknown function "sqr"',
      'expected a phase, got "nwes"',
      'unknown name "trun"',
      'expected one of its own states, got "quit"',
      'expected a moment inside the scenario, turn 1 to 24; this would be turn 55',
      'expected an outcome, got "fear_at_ned"',
    ]);
  });
});

describe('limits', () => {
  const group = (name: string, options: number) =>
    `  ${name}: { ${Array.from({ length: options }, (_, i) => `${name}_${i}: { ${name}_lever: off }`).join(', ')} }\n`;
  const lever = (name: string) => `  ${name}_lever: { seat: nato, levels: { off: 0, on: 1 }, source: R1 }\n`;
  const withGroup = (options: number) =>
    edited(
      'levers:\n',
      `levers:\n${lever('extra')}`,
      edited('options:\n', `options:\n${group('extra', options)}`),
    ).replace('history: {', 'history: { extra: extra_0,');

  test('of 1024 combinations of options', () => {
    expect(inspect(withGroup(113)).problems.some(({ code }) => code === 'too-many-policies')).toBe(false);
    const { problems } = inspect(withGroup(114));
    expect(problems.map(({ message }) => message)).toEqual(['expected at most 1024 combinations of options, got 1026']);
  });

  test('of members and of what exists for each of them', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `member_${i}`).join(', ');
    const crowd = (count: number) => edited('sets:\n', `sets:\n  crowd: [${many(count)}]\n`);
    expect(inspect(crowd(2001)).said).toContain('expected at most 2000 members of sets, got 2013');
    const stocks = Array.from({ length: 30 }, (_, i) => `  s${i}: { each: crowd, start: 0, range: [0, 1] }\n`).join('');
    const { said } = inspect(edited('stocks:\n', `stocks:\n${stocks}`, crowd(1000)));
    expect(said).toContain('expected at most 20000 elements and states, got 31');
  });

  test('of formulas once sums inside sums are written out, and of chains of auxiliaries', () => {
    const sums = `${'sum('.repeat(12)}1${' over district of all)'.repeat(12)}`;
    expect(inspect(edited('habit * integration\n', `habit * integration + ${sums}\n`)).said).toContain(
      'the formulas become too many once sums over members are written out',
    );
    const chain = Array.from({ length: 3000 }, (_, i) => `  link_${i}: { is: link_${i + 1} }\n`).join('');
    const { said } = inspect(edited('auxiliaries:\n', `auxiliaries:\n${chain}  link_3000: { is: habit }\n`));
    expect(said).toContain('auxiliaries need each other in too long a chain');
  });
});
