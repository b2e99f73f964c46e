// Checked scenario -> model: which nodes, slots, channels, rules and views come out, exactly.

import { describe, expect, test } from 'vitest';
import { auxiliary, lowered, modelOf, shown, shownEffects, shownRules } from './small-model.ts';

const STOCKS = `
stocks:
  mood: { start: 0.5, range: [0, 1] }
  fear: { each: country, start: { latvia: 0.3, other: 0.1 }, range: [0, 1] }
  grievance: { each: region, start: 0, range: [0, 1] }
facts:
  half: { value: 0.5, why: x }
  speakers: { each: region, values: { narva: 0.9, other: 0.4 }, why: x }
uncertainties:
  skill: { uniform: [0, 1], why: x }
  reach: { each: country, uniform: [0, 1], why: x }
`;

function aux(formula: string, more = ''): string | null {
  return auxiliary(modelOf(`${STOCKS}auxiliaries: { x: { is: "${formula}" } }\n${more}`), 'x');
}

describe('slots', () => {
  test('stand in the order of the file, member by member', () => {
    const model = modelOf(STOCKS);
    expect(model.stocks.map(({ name }) => name)).toEqual([
      'mood',
      'fear[estonia]',
      'fear[latvia]',
      'grievance[narva]',
      'grievance[tallinn]',
      'grievance[riga]',
    ]);
    expect(model.stocks.map(({ start }) => shown(model, start))).toEqual(['0.5', '0.1', '0.3', '0', '0', '0']);
    expect(model.parameters.map(({ name }) => name)).toEqual(['skill', 'reach[estonia]', 'reach[latvia]']);
    expect(model.seats.map(({ name }) => name)).toEqual(['nato', 'russia', 'estonia', 'latvia', 'white']);
  });

  test('the clock has the name, month and year of every turn', () => {
    const { clock, turns } = modelOf('');
    expect(turns).toBe(6);
    expect(clock.dates.map(({ label, month, year }) => `${label} ${month} ${year}`)).toEqual([
      'November 2014 11 2014',
      'December 2014 12 2014',
      'January 2015 1 2015',
      'February 2015 2 2015',
      'March 2015 3 2015',
      'April 2015 4 2015',
    ]);
  });

  test('channels are named after what draws, and stand once', () => {
    const model = modelOf(`
noise: { weather: { each: country, normal: [0, 1], why: x } }
incidents:
  riot: { phase: first, chance: 0.5, why: x }
  storms: { phase: first, each: country, rate: 2, why: x }
  sure: { phase: first, when: turn == 2 }
machines:
  m:
    phase: first
    initial: a
    states: { a: [{ to: b, chance: 0.5 }, { to: a, chance: 0.2 }], b: [{ to: a, after: 1 }] }
    why: x
`);
    expect(model.channels).toEqual([
      { name: 'noise:weather[estonia]', kind: 'real' },
      { name: 'noise:weather[latvia]', kind: 'real' },
      { name: 'incident:riot', kind: 'word' },
      { name: 'incident:storms[estonia]', kind: 'real' },
      { name: 'incident:storms[latvia]', kind: 'real' },
      { name: 'machine:m.a', kind: 'word' },
    ]);
    expect(model.incidents.map(({ channel }) => channel)).toEqual([2, 3, 4, null]);
    expect(model.machines[0]?.states.map(({ channel }) => channel)).toEqual([5, null]);
  });
});

describe('formulas', () => {
  test.each([
    // Facts are numbers, and numbers are worked out.
    ['half + mood', '(0.5 + mood)'],
    ['half * 4 + mood', '(2 + mood)'],
    ['speakers[narva] + speakers[riga]', '1.3'],
    ['horizon', '6'],
    ['-(3)', '-3'],
    ['if(half > 0, mood, skill)', 'mood'],
    ['if(turn > 1, mood, mood)', 'mood'],
    ['2 * (half > 0)', '2'],
    ['mood * (half < 0)', '(mood * 0)'],
    ['mood * (skill > 0.5)', '(mood * if((0.5 < skill), 1, 0))'],
    // What the words become.
    ['mood > skill', '(skill < mood)'],
    ['mood >= skill', '(skill <= mood)'],
    ['clamp(mood, half, 1)', 'max(min(mood, 1), 0.5)'],
    ['round(mood)', 'floor((mood + 0.5))'],
    ['max(mood, skill, half)', 'max(max(mood, skill), 0.5)'],
    ['pow(mood, 2)', '(mood ^ 2)'],
    ['turn + month + year', '((turn + month) + year)'],
    ['sqrt(mood) + exp(skill) + abs(log(mood))', '((sqrt(mood) + exp(skill)) + abs(log(mood)))'],
    ['logistic(mood)', 'logistic(mood)'],
    ['not (mood > 0 and skill > 0)', 'not(and((0 < mood), (0 < skill)))'],
    // Aggregates are written out in the order of the members.
    ['sum(grievance)', '((grievance[narva] + grievance[tallinn]) + grievance[riga])'],
    ['mean(grievance)', '(((grievance[narva] + grievance[tallinn]) + grievance[riga]) / 3)'],
    ['max(grievance)', 'max(max(grievance[narva], grievance[tallinn]), grievance[riga])'],
    ['min(fear)', 'min(fear[estonia], fear[latvia])'],
    ['any(fear > half)', 'or((0.5 < fear[estonia]), (0.5 < fear[latvia]))'],
    ['all(fear > half)', 'and((0.5 < fear[estonia]), (0.5 < fear[latvia]))'],
    ['count(fear > half)', '(if((0.5 < fear[estonia]), 1, 0) + if((0.5 < fear[latvia]), 1, 0))'],
    ['sum(speakers)', '1.7000000000000002'],
    [
      'sum(grievance * fear)',
      '(((grievance[narva] * fear[estonia]) + (grievance[tallinn] * fear[estonia])) + (grievance[riga] * fear[latvia]))',
    ],
    [
      'max(mean(grievance) + fear)',
      'max((((grievance[narva] + grievance[tallinn]) / 2) + fear[estonia]), ((grievance[riga] / 1) + fear[latvia]))',
    ],
    ['sum(if(region == riga, grievance, 0))', '(0 + grievance[riga])'],
    ['sum(if(country == latvia, grievance, 0))', '(0 + grievance[riga])'],
    ['sum(1 over region)', '3'],
    ['mean(reach)', '((reach[estonia] + reach[latvia]) / 2)'],
  ])('%s', (formula, written) => {
    expect(aux(formula)).toBe(written);
  });

  test.each([
    ['grievance', '(grievance[riga] * 2)', 'grievance * 2'],
    ['my country', 'fear[latvia]', 'fear'],
    ['another', 'fear[estonia]', 'fear[estonia]'],
    ['the regions of my country', 'grievance[riga]', 'sum(grievance over region of country)'],
    ['which I am', 'false', 'region == narva'],
    ['whose I am', 'true', 'country == latvia'],
    ['my own fact', '0.4', 'speakers'],
  ])('from a region: %s', (_, written, formula) => {
    const model = modelOf(`${STOCKS}auxiliaries: { x: { each: region, is: "${formula}" } }`);
    expect(auxiliary(model, 'x[riga]')).toBe(written);
  });

  test('of auxiliaries stand in the place of their names, each with its own member', () => {
    const model = modelOf(`${STOCKS}auxiliaries:
  unease: { each: country, is: fear + mean(grievance) }
  total_unease: { is: sum(unease) }
  tense: { is: total_unease > half }
  very_tense: { is: tense }
`);
    expect(auxiliary(model, 'unease[latvia]')).toBe('(fear[latvia] + (grievance[riga] / 1))');
    expect(auxiliary(model, 'very_tense')).toBe(auxiliary(model, 'tense'));
    const node = model.auxiliaries.find(({ name }) => name === 'very_tense')?.node ?? -1;
    expect(model.conditions[node]).toBe(true);
  });

  test('that are equal are one node, and children come before their parents', () => {
    const model = modelOf(`${STOCKS}auxiliaries:
  a: { is: mood * skill + half }
  b: { is: 0.5 + 1 - 1 + mood * skill, why: x }
  c: { is: mood * skill + 0.5, why: x }
`);
    const of = (name: string) => model.auxiliaries.find((candidate) => candidate.name === name)?.node;
    expect(of('a')).toBe(of('c'));
    expect(of('a')).not.toBe(of('b'));
    expect(new Set(model.nodes.map((node) => JSON.stringify(node))).size).toBe(model.nodes.length);
    for (const [id, node] of model.nodes.entries()) {
      const children = [
        ...('a' in node ? [node.a] : []),
        ...('b' in node ? [node.b] : []),
        ...('c' in node ? [node.c] : []),
      ];
      for (const child of children) expect(child).toBeLessThan(id);
    }
  });

  test('keep minus zero apart from zero', () => {
    const model = modelOf(`${STOCKS}auxiliaries: { a: { is: mood + 0 }, b: { is: mood + -0 } }`);
    const numbers = model.nodes.flatMap((node) => (node.op === 'number' ? [node.value] : []));
    expect(numbers.some((value) => Object.is(value, 0)) && numbers.some((value) => Object.is(value, -0))).toBe(true);
  });
});

describe('machines and incidents', () => {
  const LADDER = `
uncertainties: { delay: { uniform: [1, 3], why: x } }
stocks: { mood: { start: 0, range: [0, 1] } }
incidents: { riot: { phase: first, chance: 0.1, why: x } }
machines:
  ladder:
    each: region
    phase: second
    initial: quiet
    why: x
    states:
      quiet:
        - { to: unrest, chance: logistic(mood), news: "Crowds in {region}, {country}." }
      unrest:
        - { to: war, when: mood > 0.5, chance: 0.1 }
        - { to: quiet, chance: logistic(-mood) }
        - { to: nascent, after: delay, when: turn > 2 }
      war:
        initial: nascent
        states: { nascent: [{ to: entrenched, after: 2 }], entrenched: final }
        leave: [{ to: quiet, chance: 0.5 }]
    variants:
      calm: { initial: quiet, states: { quiet: [{ to: ended, when: turn == 6 }], ended: final } }
auxiliaries:
  at_war: { each: region, is: "in(ladder, war)" }
  since: { is: "turns_in(ladder[riga])" }
  since_war: { is: "turns_in(ladder[riga], war)" }
  riots: { is: times(riot) + count(riot) + happened(riot) * 1 }
`;

  test('states come outside in, with their parent, first child and targets', () => {
    const [machine] = modelOf(LADDER).machines;
    expect(machine).toMatchObject({ name: 'ladder[narva]', element: 'ladder', member: 'narva', phase: 1, initial: 0 });
    expect(machine?.states.map(({ name, parent, initial, final }) => [name, parent, initial, final])).toEqual([
      ['quiet', -1, -1, false],
      ['unrest', -1, -1, false],
      ['war', -1, 3, false],
      ['nascent', 2, -1, false],
      ['entrenched', 2, -1, true],
    ]);
    expect(machine?.states.map(({ transitions }) => transitions.map(({ target }) => target))).toEqual([
      [1],
      [2, 0, 3],
      [0],
      [4],
      [],
    ]);
  });

  test('a chance that is exactly a logistic, and alone, needs no division', () => {
    const model = modelOf(LADDER);
    const chances = model.machines[0]?.states.map(({ transitions }) =>
      transitions.map(
        ({ chance }) => chance && [chance.kind, shown(model, chance.kind === 'logit' ? chance.x : chance.p)],
      ),
    );
    expect(chances).toEqual([
      [['logit', 'mood']],
      [['probability', '0.1'], ['probability', 'logistic(negate(mood))'], null],
      [['probability', '0.5']],
      [null],
      [],
    ]);
    const incident = (chance: string) =>
      modelOf(
        `stocks: { mood: { start: 0, range: [0, 1] } }\nincidents: { riot: { phase: first, chance: "${chance}", why: x } }`,
      ).incidents[0]?.chance?.kind;
    expect(incident('logistic(mood)')).toBe('logit');
    expect(incident('1 * logistic(mood)')).toBe('probability');
    expect(incident('min(1, logistic(mood))')).toBe('probability');
  });

  test('"after" is a condition on full turns since the state was entered', () => {
    const model = modelOf(LADDER);
    const state = model.machines[2]?.states[1]?.transitions[2];
    expect(shown(model, state?.when ?? null)).toBe('and((delay <= turns-in ladder[riga].unrest), (2 < turn))');
    expect(shown(model, state?.after ?? null)).toBe('(delay <= turns-in ladder[riga].unrest)');
    expect(shown(model, model.machines[0]?.states[3]?.transitions[0]?.when ?? null)).toBe(
      '(2 <= turns-in ladder[narva].nascent)',
    );
  });

  test('are read by state, by time and by count', () => {
    const model = modelOf(LADDER);
    expect(auxiliary(model, 'at_war[tallinn]')).toBe('in ladder[tallinn].war');
    expect(auxiliary(model, 'since')).toBe(
      '(((turns-in ladder[riga].quiet + turns-in ladder[riga].unrest) + turns-in ladder[riga].nascent) + turns-in ladder[riga].entrenched)',
    );
    expect(auxiliary(model, 'since_war')).toBe('turns-in ladder[riga].war');
    expect(auxiliary(model, 'riots')).toBe('((times of riot + count of riot) + (if((0 < times of riot), 1, 0) * 1))');
  });

  test('a state that only another variant has is never active', () => {
    const model = modelOf(LADDER, { variant: 'calm' });
    expect(model.machines[0]?.states.map(({ name }) => name)).toEqual(['quiet', 'ended']);
    expect(auxiliary(model, 'at_war[riga]')).toBe('false');
    expect(auxiliary(model, 'since_war')).toBe('0');
  });

  test('news name their members as texts do', () => {
    const model = modelOf(`labels: { riga: Rīga }\n${LADDER}`);
    expect(model.machines.map(({ states }) => states[0]?.transitions[0]?.news)).toEqual([
      'Crowds in Narva, Estonia.',
      'Crowds in Tallinn, Estonia.',
      'Crowds in Rīga, Latvia.',
    ]);
  });

  test('conditions that always hold are left out, and numbers stay', () => {
    const model = modelOf(`
incidents:
  always: { phase: first, when: true }
  never: { phase: second, when: 1 > 2, rate: 3, importance: 3, why: x }
`);
    expect(
      model.incidents.map(({ name, when, rate, phase, importance }) => [
        name,
        shown(model, when),
        shown(model, rate),
        phase,
        importance,
      ]),
    ).toEqual([
      ['always', null, null, 0, 2],
      ['never', 'false', '3', 1, 3],
    ]);
  });

  test('phases list what moves in them', () => {
    const model = modelOf(
      `${LADDER}
`.replace(
        'stocks: { mood:',
        'stocks: { pace: { each: country, start: 0, range: [0, 1], phase: second, next: pace / 2 }, mood:',
      ),
    );
    expect(
      model.phases.map(({ name, incidents, machines, moves }) => [
        name,
        incidents,
        machines,
        moves.map(({ stock, next }) => `${model.stocks[stock]?.name} := ${shown(model, next)}`),
      ]),
    ).toEqual([
      ['first', [0], [], []],
      ['second', [], [0, 1, 2], ['pace[estonia] := (pace[estonia] / 2)', 'pace[latvia] := (pace[latvia] / 2)']],
    ]);
  });
});

describe('effects', () => {
  const EFFECTS = (effects: string, each = 'each: region, ') =>
    modelOf(`${STOCKS}incidents: { riot: { ${each}phase: first, chance: 0.1, why: x, effects: { ${effects} } } }`);

  test('reach my own, a named member or all, add or set, in the order of the file', () => {
    const model = EFFECTS(
      'fear: 0.1, "grievance[all]": "= fear", "fear[latvia]": -0.2, grievance: grievance * 2, mood: +1',
    );
    expect(shownEffects(model, model.incidents[2]?.effects ?? [])).toEqual([
      'fear[latvia] += 0.1',
      'grievance[narva] = fear[latvia]',
      'grievance[tallinn] = fear[latvia]',
      'grievance[riga] = fear[latvia]',
      'fear[latvia] += -0.2',
      'grievance[riga] += (grievance[riga] * 2)',
      'mood += 1',
    ]);
    expect(shownEffects(model, model.incidents[0]?.effects ?? [])[0]).toBe('fear[estonia] += 0.1');
  });

  test('from nowhere read every name by its member', () => {
    const model = EFFECTS('"fear[all]": mean(grievance), "fear[estonia]": "=1"', '');
    expect(shownEffects(model, model.incidents[0]?.effects ?? [])).toEqual([
      'fear[estonia] += (((grievance[narva] + grievance[tallinn]) + grievance[riga]) / 3)',
      'fear[latvia] += (((grievance[narva] + grievance[tallinn]) + grievance[riga]) / 3)',
      'fear[estonia] = 1',
    ]);
  });

  test('ask for injects, which know their turn or condition', () => {
    const model = modelOf(`
stocks: { mood: { start: 0, range: [0, 1] } }
incidents: { riot: { phase: first, chance: 0.1, why: x, inject: [second_one, first_one] } }
injects:
  first_one: { turn: 3, effects: { mood: 1 } }
  second_one: { when: mood > 0, news: It begins. }
  dated: { date: 2015-01 }
  by_hand: { by: hand, importance: 3 }
`);
    expect(model.incidents[0]?.asks).toEqual([1, 0]);
    expect(
      model.injects.map(({ name, turn, when, news, importance }) => [name, turn, shown(model, when), news, importance]),
    ).toEqual([
      ['first_one', 2, null, null, 2],
      ['second_one', null, '(0 < mood)', 'It begins.', 2],
      ['dated', 2, null, null, 2],
      ['by_hand', null, null, null, 3],
    ]);
  });
});

const LEVERS = `
stocks:
  fear: { each: country, start: 0, range: [0, 1], seen_by: { exactly: [nato], one_turn_late: [russia], with_noise: { own: 0.1 } } }
  mood: { start: 0, range: [0, 1], seen_by: { exactly: [russia], if: { seats: [nato], when: "in(alliance, known)" } } }
  open_book: { start: 0, range: [0, 1] }
levers:
  presence: { seat: nato, levels: { none: 0, some: 0.5, full: 1 }, start: some, ramp: { up: 0.2 }, cost: 2 * presence + half, why: x }
  rights: { each: country, seat: country, levels: { hold: 0, grant: 1 }, ramp: 1, cost: { grant: 3 }, why: x }
  arms: { seat: russia, levels: { none: 0, some: 1 }, why: x }
facts: { half: { value: 0.5, why: x } }
machines: { alliance: { phase: first, initial: unsure, states: { unsure: [{ to: known, after: 2 }], known: final }, seen_by: { one_turn_late: [nato] } } }
incidents: { riot: { phase: first, chance: 0.5, why: x, seen_by: { with_noise: { nato: 0.5 } } } }
auxiliaries: { worry: { is: max(fear) + open_book } }
`;

describe('levers and purses', () => {
  test('have levels with costs, ramps and the purse of their seat', () => {
    const model = modelOf(
      `${LEVERS}seats: { nato: { budget: 12 per turn }, russia: Russia, estonia: { budget: { start: 5 } }, latvia: Latvia }`,
    );
    const [presence, , rights, arms] = model.levers;
    expect(presence).toMatchObject({ name: 'presence', seat: 0, start: 1, rampUp: 0.2, rampDown: null, purse: 0 });
    expect(presence?.levels.map(({ name, value, cost }) => [name, value, shown(model, cost)])).toEqual([
      ['none', 0, '0.5'],
      ['some', 0.5, '1.5'],
      ['full', 1, '2.5'],
    ]);
    expect(model.levers.map(({ name, purse }) => [name, purse])).toEqual([
      ['presence', 0],
      ['rights[estonia]', 1],
      ['rights[latvia]', null],
      ['arms', null],
    ]);
    expect(rights?.levels.map(({ cost }) => shown(model, cost))).toEqual(['0', '3']);
    expect([rights?.rampUp, rights?.rampDown, arms?.rampUp]).toEqual([1, 1, null]);
    expect(model.purses).toEqual([
      { seat: 0, start: 0, perTurn: 12 },
      { seat: 2, start: 5, perTurn: 0 },
    ]);
  });

  test('are read by number, by level, by cost and by funds', () => {
    const read = (formula: string, seats = '') =>
      auxiliary(modelOf(`${LEVERS.replace('worry: {', `x: { is: "${formula}" }, worry: {`)}${seats}`), 'x');
    expect(read('presence')).toBe('presence');
    expect(read('at(presence, full)')).toBe('presence at full');
    expect(read('at(rights[latvia], grant)')).toBe('rights[latvia] at grant');
    expect(read('cost(presence)')).toBe('cost of presence');
    expect(read('funds(nato)', 'seats: { nato: { budget: 3 }, russia: R, estonia: E, latvia: L }')).toBe(
      'funds of nato',
    );
  });
});

describe('rules', () => {
  const rules = (sections: string) => {
    const model = modelOf(`${LEVERS}${sections}`);
    return {
      model,
      policy: (i: number) => shownRules(model, model.policies[i]?.rules ?? []),
      doctrine: (i: number) => shownRules(model, model.doctrines[i]?.rules ?? []),
      strategies: shownRules(model, model.strategies),
    };
  };

  test('of a policy come group by group, rule by rule, member by member', () => {
    const { model, policy } = rules(`
options:
  troops:
    plain: { presence: full }
    planned:
      - { from: 2, until: 2015-02, set: { presence: full } }
      - { from: 2015-01, when: open_book > half, set: { presence: some } }
      - { set: { presence: none } }
  law:
    both: { rights: grant }
    one: { "rights[latvia]": grant, "rights[all]": hold }
    own: [{ each: country, when: fear > half, set: { rights: grant } }]
policies: { my_choice: { law: one, troops: plain } }
`);
    expect(model.policies.map(({ name, options }) => [name, options])).toEqual([
      ['plain+both', ['plain', 'both']],
      ['plain+one', ['plain', 'one']],
      ['plain+own', ['plain', 'own']],
      ['planned+both', ['planned', 'both']],
      ['planned+one', ['planned', 'one']],
      ['planned+own', ['planned', 'own']],
      ['my_choice', ['plain', 'one']],
    ]);
    expect(policy(3)).toEqual([
      'planned: presence -> full when and((2 <= turn), (turn <= 4))',
      'planned: presence -> some when and((3 <= turn), (0.5 < open_book))',
      'planned: presence -> none',
      'both: rights[estonia] -> grant',
      'both: rights[latvia] -> grant',
    ]);
    expect(policy(6)).toEqual([
      'plain: presence -> full',
      'one: rights[latvia] -> grant',
      'one: rights[estonia] -> hold',
      'one: rights[latvia] -> hold',
    ]);
    expect(policy(2)).toEqual([
      'plain: presence -> full',
      'own: rights[estonia] -> grant when (0.5 < <fear[estonia] as estonia sees it>)',
      'own: rights[latvia] -> grant when (0.5 < <fear[latvia] as latvia sees it>)',
    ]);
  });

  test('for one member go before those for all, in whichever order they are written', () => {
    const { policy } = rules('options: { law: { either: { rights: hold, "rights[latvia]": grant } } }');
    expect(policy(0)).toEqual([
      'either: rights[latvia] -> grant',
      'either: rights[estonia] -> hold',
      'either: rights[latvia] -> hold',
    ]);
  });

  test('without options there is one policy, without doctrines one doctrine', () => {
    const { model } = rules('');
    expect(model.policies).toEqual([{ name: 'default', options: [], rules: [] }]);
    expect(model.doctrines).toEqual([{ name: 'none', rules: [] }]);
  });

  test('that can never hold are left out, those that always hold need no condition', () => {
    const { strategies } = rules(
      'strategies: { nato: [{ when: half > 1, set: { presence: full } }, { when: half < 1, from: 1, set: { presence: none } }] }',
    );
    expect(strategies).toEqual(['strategy of nato: presence -> none when (1 <= turn)']);
  });
});

describe('views', () => {
  const seen = (seat: string, when: string) => {
    const lever = seat === 'nato' ? 'presence: full' : seat === 'russia' ? 'arms: some' : `"rights[${seat}]": grant`;
    const result = lowered(`${LEVERS}strategies: { ${seat}: [{ when: "${when}", set: { ${lever} } }] }`);
    if (result.model === null) return { faults: result.faults.map(({ message }) => message), rule: null, views: [] };
    return {
      faults: [],
      rule: shown(result.model, result.model.strategies[0]?.when ?? null),
      views: result.model.views,
    };
  };

  test('stand only where a strategy looks through a lens', () => {
    expect(seen('nato', 'max(fear) > half')).toMatchObject({
      rule: '(0.5 < max(fear[estonia], fear[latvia]))',
      views: [],
    });
    expect(seen('russia', 'open_book > half')).toMatchObject({ rule: '(0.5 < open_book)', views: [] });
    expect(modelOf(LEVERS).views).toEqual([]);
  });

  test('one turn late, with noise, or while a condition holds', () => {
    const late = seen('russia', 'fear[latvia] > half');
    expect(late.rule).toBe('(0.5 < <fear[latvia] as russia sees it>)');
    expect(late.views).toMatchObject([{ kind: 'late', seat: 1, name: 'fear[latvia] as russia sees it' }]);
    const noisy = seen('latvia', 'fear[latvia] > half');
    expect(noisy.views).toMatchObject([{ kind: 'noisy', seat: 3, sd: 0.1 }]);
    const gated = seen('nato', 'mood > half');
    expect(gated.views).toMatchObject([{ kind: 'gated', seat: 0 }]);
    const model = modelOf(`${LEVERS}strategies: { nato: [{ when: mood > half, set: { presence: full } }] }`);
    const [view] = model.views;
    expect(view?.kind === 'gated' && shown(model, view.gate)).toBe('in alliance.known');
    expect(view && shown(model, view.source)).toBe('mood');
  });

  test('a condition is seen as 0 or 1, and through an auxiliary each part by itself', () => {
    expect(seen('nato', 'in(alliance, known)').rule).toBe('(<alliance as nato sees it> != 0)');
    expect(seen('russia', 'worry > half').rule).toBe(
      '(0.5 < (max(<fear[estonia] as russia sees it>, <fear[latvia] as russia sees it>) + open_book))',
    );
  });

  test('are shared by rules that look at the same', () => {
    const model = modelOf(
      `${LEVERS}strategies: { russia: [{ when: "fear[latvia] > half", set: { arms: some } }, { when: "fear[latvia] < half", set: { arms: none } }] }`,
    );
    expect(model.views).toHaveLength(1);
  });

  test('with noise have a channel of their own, and two numbers of one incident two', () => {
    const model = modelOf(
      `${LEVERS}strategies: { nato: [{ when: times(riot) + count(riot) > half, set: { presence: full } }] }`,
    );
    expect(model.views).toHaveLength(2);
    expect(model.channels.filter(({ name }) => name.startsWith('view:')).map(({ kind }) => kind)).toEqual([
      'real',
      'real',
    ]);
  });

  test.each([
    ['latvia', 'mood > half', 'the seat "latvia" cannot see mood: its seen_by leaves the seat out'],
    ['latvia', 'fear[estonia] > half', 'the seat "latvia" cannot see fear[estonia]: its seen_by leaves the seat out'],
    ['latvia', 'worry > half', 'the seat "latvia" cannot see fear[estonia]: its seen_by leaves the seat out'],
    ['russia', 'in(alliance, known)', 'the seat "russia" cannot see alliance: its seen_by leaves the seat out'],
    ['russia', 'happened(riot)', 'the seat "russia" cannot see riot: its seen_by leaves the seat out'],
  ])('%s, reading %s, sees nothing', (seat, when, message) => {
    expect(seen(seat, when).faults).toContain(message);
  });

  test('the white seat sees everything', () => {
    const model = modelOf(
      `${LEVERS.replace('arms: { seat: russia', 'arms: { seat: white')}strategies: { white: [{ when: "mood + fear[latvia] > half", set: { arms: some } }] }`,
    );
    expect(model.views).toEqual([]);
  });
});

describe('outcomes', () => {
  const outcome = (is: string, more = '') => {
    const model = modelOf(`${STOCKS}outcomes: { o: { is: "${is}" ${more} } }`);
    const [first] = model.outcomes;
    return { model, value: shown(model, first?.value ?? null), kind: first?.kind, firsts: first?.firsts };
  };

  test.each([
    ['final(mood)', 'final of mood', 'mean'],
    ['average(mean(fear))', 'average of ((fear[estonia] + fear[latvia]) / 2)', 'mean'],
    ['mean(final(fear))', '((final of fear[estonia] + final of fear[latvia]) / 2)', 'mean'],
    ['highest(mood) - lowest(mood)', '(highest of mood - lowest of mood)', 'mean'],
    ['ever(mood > half)', 'if((ever of (0.5 < mood) != 0), 1, 0)', 'share'],
    ['final(mood > half)', 'if((final of if((0.5 < mood), 1, 0) != 0), 1, 0)', 'share'],
    ['turns(mood > half)', 'turns of (0.5 < mood)', 'mean'],
    ['turns(mood > half) / horizon', '(turns of (0.5 < mood) / 6)', 'mean'],
    ['if(ever(mood > half), total(mood), 0)', 'if((ever of (0.5 < mood) != 0), total of mood, 0)', 'mean'],
    ['half', '0.5', 'mean'],
  ])('%s', (is, value, kind) => {
    expect(outcome(is)).toMatchObject({ value, kind, firsts: [] });
  });

  test('a first turn is missing when it never came, unless something stands for it', () => {
    expect(outcome('first(mood > half)')).toMatchObject({ value: 'first of (0.5 < mood)', firsts: [0] });
    expect(outcome('first(mood > half, horizon + 1)')).toMatchObject({
      value: 'if((first of (0.5 < mood) != first of (0.5 < mood)), 7, first of (0.5 < mood))',
      firsts: [],
    });
    expect(outcome('first(mood > half, 9) + first(mood < half)').firsts).toEqual([1]);
  });

  test('of members are named and labelled by member, and share reducers', () => {
    const model = modelOf(`${STOCKS}outcomes:
  unease: { each: country, is: final(fear), label: Unease, unit: index, better: lower }
  total_unease: { is: sum(final(fear)) }
labels: { latvia: Latvija }
`);
    expect(
      model.outcomes.map(({ name, element, member, label, better, unit }) => [
        name,
        element,
        member,
        label,
        better,
        unit,
      ]),
    ).toEqual([
      ['unease[estonia]', 'unease', 'estonia', 'Unease, Estonia', 'lower', 'index'],
      ['unease[latvia]', 'unease', 'latvia', 'Unease, Latvija', 'lower', 'index'],
      ['total_unease', 'total_unease', null, 'total unease', 'neither', null],
    ]);
    expect(model.reducers).toHaveLength(2);
  });

  test('the end has a condition', () => {
    const model = modelOf(`${STOCKS}end when: mood > half`);
    expect(shown(model, model.endWhen)).toBe('(0.5 < mood)');
  });
});

describe('variants', () => {
  const VARIANTS = `${STOCKS}auxiliaries:
  a: { is: mood, variants: { other_way: skill } }
  b: { is: a + half }
`;

  test('take the place of a formula wherever it is read', () => {
    expect(auxiliary(modelOf(VARIANTS), 'b')).toBe('(mood + 0.5)');
    const model = modelOf(VARIANTS, { variant: 'other_way' });
    expect(auxiliary(model, 'b')).toBe('(skill + 0.5)');
    expect(model.variant).toBe('other_way');
  });
});

describe('settings', () => {
  const read = (settings: Record<string, number>, formula: string) => {
    const options = { settings: new Map(Object.entries(settings)) };
    const result = lowered(`${STOCKS}auxiliaries: { x: { is: "${formula}" } }`, options);
    return result.model === null ? result.faults.map(({ message }) => message) : auxiliary(result.model, 'x');
  };
  const fixed = (settings: Record<string, number>) =>
    modelOf(STOCKS, { settings: new Map(Object.entries(settings)) }).parameters.map((parameter) => parameter.fixed);

  test('hold a fact at a number, for one member or for all', () => {
    expect(read({ half: 0.75 }, 'half')).toBe('0.75');
    expect(read({ speakers: 0 }, 'sum(speakers)')).toBe('0');
    expect(read({ 'speakers[riga]': 0 }, 'sum(speakers)')).toBe('1.3');
    expect(read({ speakers: 0, 'speakers[riga]': 1 }, 'sum(speakers)')).toBe('1');
  });

  test('hold an uncertainty at a number, for one member or for all', () => {
    expect(fixed({})).toEqual([null, null, null]);
    expect(fixed({ skill: 0.3 })).toEqual([0.3, null, null]);
    expect(fixed({ reach: 0.3 })).toEqual([null, 0.3, 0.3]);
    expect(fixed({ 'reach[latvia]': 0 })).toEqual([null, null, 0]);
  });

  test.each([
    ['nothing', 'no fact or uncertainty is called "nothing"'],
    ['mood', 'no fact or uncertainty is called "mood"'],
    ['reach[riga]', 'no fact or uncertainty is called "reach[riga]"'],
    ['half[riga]', 'no fact or uncertainty is called "half[riga]"'],
  ])('of %s are refused', (name, message) => {
    expect(read({ [name]: 1 }, 'mood')).toEqual([message]);
  });

  test('are finite', () => {
    expect(read({ half: Number.NaN }, 'mood')).toEqual(['expected a finite number for "half", got NaN']);
  });
});

test('a model is plain data', () => {
  const model = modelOf(`${LEVERS}strategies: { russia: [{ when: "fear[latvia] > half", set: { arms: some } }] }`);
  expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});
