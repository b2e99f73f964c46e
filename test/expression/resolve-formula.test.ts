// Names, types, members and units of formulas: what each means where it stands, and what is said when it means nothing.

import { describe, expect, test } from 'vitest';
import type { Scope } from '../../engine/expression/scope.ts';
import { printUnit } from '../../engine/expression/unit.ts';
import { resolved, short } from './tiny-scope.ts';

function meaning(text: string, more: Partial<Scope> = {}): string {
  const { term, faults } = resolved(text, more);
  if (term === null) throw new Error(`${text}: ${faults.map((fault) => fault.message).join('; ')}`);
  return short(term);
}

describe('whose member a name means', () => {
  const REGION = { each: 'region' };
  const COUNTRY = { each: 'country' };

  test.each<[string, Partial<Scope>, string]>([
    ['mood', REGION, 'mood'],
    ['grievance', REGION, "my region's grievance"],
    ['fear', REGION, "my country's fear"],
    ['fear', COUNTRY, "my country's fear"],
    ['fear', { each: 'town' }, "my country's fear"],
    ['fear[latvia]', REGION, 'fear[latvia]'],
    ['fear[latvia]', {}, 'fear[latvia]'],
    ['region == riga', REGION, 'region is riga'],
    ['riga == region', REGION, 'region is riga'],
    ['country != latvia', REGION, 'not(country is latvia)'],
    // From nowhere over all; from a country over my own regions; from a region over all.
    ['mean(grievance)', {}, "mean(region: my region's grievance)"],
    ['mean(grievance)', COUNTRY, "mean(region of country: my region's grievance)"],
    ['mean(grievance)', REGION, "mean(region: my region's grievance)"],
    ['mean(grievance over region)', COUNTRY, "mean(region of country: my region's grievance)"],
    ['mean(grievance over region of country)', REGION, "mean(region of country: my region's grievance)"],
    ['mean(grievance over region of all)', COUNTRY, "mean(region: my region's grievance)"],
    ['sum(calm)', COUNTRY, "sum(town of country: my town's calm)"],
    ['sum(calm)', REGION, "sum(town of region: my town's calm)"],
    ['sum(calm over town of country)', REGION, "sum(town of country: my town's calm)"],
    ['sum(votes)', COUNTRY, "sum(party: my party's votes)"],
    // The innermost set of what the body names.
    ['sum(grievance * fear)', {}, "sum(region: multiply(my region's grievance, my country's fear))"],
    ['sum(fear * grievance)', {}, "sum(region: multiply(my country's fear, my region's grievance))"],
    ['sum(fear[latvia] * grievance)', {}, "sum(region: multiply(fear[latvia], my region's grievance))"],
    ['any(in(ladder, unrest))', {}, "any(region: in(my region's ladder, unrest))"],
    ['sum(if(region == riga, 1, 0))', {}, 'sum(region: if(region is riga, 1, 0))'],
    ['sum(1 over region)', COUNTRY, 'sum(region of country: 1)'],
    // Aggregates inside aggregates: the inner one is settled first, and by its own place.
    [
      'max(mean(grievance) + fear)',
      {},
      "max(country: add(mean(region of country: my region's grievance), my country's fear))",
    ],
    [
      'sum(count(grievance > 0.5) * fear)',
      {},
      "sum(country: multiply(count(region of country: less(0.5, my region's grievance)), my country's fear))",
    ],
    [
      'sum(fear * (sum(grievance) - 1))',
      {},
      "sum(country: multiply(my country's fear, subtract(sum(region of country: my region's grievance), 1)))",
    ],
    // One word, two meanings.
    ['count(riot)', {}, 'count(riot)'],
    ['count(protest)', REGION, "count(my region's protest)"],
    ['count(protest[riga])', {}, 'count(protest[riga])'],
    ['count(happened(protest))', {}, "count(region: less(0, times(my region's protest)))"],
    ['count(uneasy)', COUNTRY, "count(region of country: my region's uneasy)"],
    ['max(mood, 1)', {}, 'max(mood, 1)'],
    ['max(grievance, 1)', REGION, "max(my region's grievance, 1)"],
    ['min(fear)', {}, "min(country: my country's fear)"],
  ])('%s in %o', (text, more, expected) => {
    expect(meaning(text, more)).toBe(expected);
  });
});

describe('what the words mean', () => {
  test.each([
    ['a > b', 'less(skill, mood)', 'mood > skill'],
    ['a >= b', 'less-equal(skill, mood)', 'mood >= skill'],
    ['a <= b', 'less-equal(mood, skill)', 'mood <= skill'],
    ['happened', 'less(0, times(riot))', 'happened(riot)'],
    ['times', 'times(riot)', 'times(riot)'],
    ['in', 'in(alliance, attributed)', 'in(alliance, attributed)'],
    ['turns_in', 'turns-in(alliance, attributed)', 'turns_in(alliance, attributed)'],
    ['turns_in of the whole', 'turns-in(alliance, any)', 'turns_in(alliance)'],
    ['at', 'at(presence, brigade)', 'at(presence, brigade)'],
    ['at with a member', 'at(rights[latvia], grant)', 'at(rights[latvia], grant)'],
    ['cost', 'cost(presence)', 'cost(presence)'],
    ['funds', 'funds(nato)', 'funds(nato)'],
    ['pow', 'power(mood, 2)', 'pow(mood, 2)'],
    ['round and floor', 'add(round(mood), floor(mood))', 'round(mood) + floor(mood)'],
    ['the clock', 'add(add(turn, horizon), add(month, year))', 'turn + horizon + (month + year)'],
    ['a condition as factor', 'multiply(2, indicator(tense))', '2 * tense'],
    ['a condition as first factor', 'multiply(indicator(less(0, mood)), 2)', '(mood > 0) * 2'],
    ['a choice of conditions', 'if(tense, less(0, mood), false)', 'if(tense, mood > 0, false)'],
  ])('%s', (_, expected, text) => {
    expect(meaning(text)).toBe(expected);
  });

  test('a choice of conditions is a condition, a count is a number', () => {
    expect(resolved('if(tense, mood > 0, false)').term?.type).toBe('condition');
    expect(resolved('count(uneasy)').term?.type).toBe('number');
    expect(resolved('all(uneasy)').term?.type).toBe('condition');
  });

  test('in outcomes reductions read a run', () => {
    const outcome = (text: string, each: string | null = null) => resolved(text, { setting: 'outcome', each }).term;
    const shown = (text: string, each: string | null = null) => {
      const term = outcome(text, each);
      return term && short(term);
    };
    expect(shown('final(mean(fear))')).toBe("final(mean(country: my country's fear))");
    expect(shown('mean(final(fear))')).toBe("mean(country: final(my country's fear))");
    expect(shown('average(grievance)', 'region')).toBe("average(my region's grievance)");
    expect(shown('first(tense)')).toBe('first(tense)');
    expect(shown('first(tense, horizon + 1)')).toBe('first(tense, add(horizon, 1))');
    expect(shown('turns(tense) / horizon')).toBe('divide(turns(tense), horizon)');
    expect(shown('total(count(riot)) + border')).toBe('add(total(count(riot)), border)');
    expect(outcome('ever(tense)')?.type).toBe('condition');
    expect(outcome('final(tense)')?.type).toBe('condition');
    expect(outcome('turns(tense)')?.type).toBe('number');
  });
});

describe('units', () => {
  const unitOf = (text: string, more: Partial<Scope> = {}) => {
    const { term } = resolved(text, more);
    return term?.unit == null ? term?.unit : printUnit(term.unit);
  };

  test.each([
    ['border', 'km'],
    ['border * border', 'km * km'],
    ['border / pace', 'turns'],
    ['border ^ 2', 'km * km'],
    ['border ^ -1', '1 / km'],
    ['sqrt(border * border)', 'km'],
    ['border + 5', 'km'],
    ['5 + border', 'km'],
    ['max(border, 0)', 'km'],
    ['if(tense, border, 0)', 'km'],
    ['abs(-border)', 'km'],
    ['turn - 1', 'turns'],
    ['turns_in(alliance) / horizon', 'a plain number'],
    ['border * tense', 'km'],
    ['exp(border / border)', 'a plain number'],
    ['sum(border over region)', 'km'],
    ['mood', null],
    ['border * mood', null],
    ['border ^ mood', null],
    ['sqrt(border)', null],
    ['count(uneasy)', null],
  ])('of %s', (text, unit) => {
    expect(unitOf(text)).toBe(unit);
  });
});

describe('faults', () => {
  /** « and » stand around the characters that the fault should point at. */
  const cases: [text: string, message: string, note?: string | undefined, more?: Partial<Scope>][] = [
    // Names
    ['«grievnce»', 'unknown name "grievnce"', 'Did you mean "grievance"?'],
    ['1 + «moood»', 'unknown name "moood"', 'Did you mean "mood"?'],
    ['«zzz»', 'unknown name "zzz"'],
    ['«trun» > 1', 'unknown name "trun"', 'Did you mean "turn"?'],
    ['«toString»', 'unknown name "toString"'],
    ['«sqrt»', 'expected "(" after sqrt'],
    ['«mean»', 'expected "(" after mean'],
    ['«sqr»(mood)', 'unknown function "sqr"', 'Did you mean "sqrt"?'],
    ['«final»', 'unknown name "final"'],
    ['«final(mood)»', '"final" reduces over the turns of a run and belongs in an outcome'],
    ['«highest(mood)»', '"highest" reduces over the turns of a run and belongs in an outcome', 'sum, mean, max'],
    ['«alliance»', 'expected something with a value, got a machine ("alliance")', 'Ask in(alliance, calm_waters)'],
    ['«riot»', 'expected something with a value, got an incident ("riot")', 'Ask happened(riot)'],
    ['«summit»', 'expected something with a value, got an inject ("summit")'],
    ['«bill»', 'expected something with a value, got an outcome ("bill")'],
    ['«country» + 1', 'expected something with a value, got a set ("country")', 'Compare it with a member'],
    ['«latvia»', 'expected something with a value, got a member of a set ("latvia")'],
    // Types
    ['«tense» + 1', 'expected a number, got a condition', 'Write if(CONDITION, 1, 0)'],
    ['-«tense»', 'expected a number, got a condition'],
    ['not «mood»', 'expected a condition, got a number', 'as in "x > 0"'],
    ['tense and «mood»', 'expected a condition, got a number'],
    ['«tense * tense»', 'expected a number, got the product of two conditions', 'Write "and"'],
    ['«tense == true»', 'expected numbers to compare, got two conditions', '"not" before it'],
    ['«tense» > 1', 'expected a number, got a condition'],
    ['if(«mood», 1, 2)', 'expected a condition, got a number'],
    ['if(tense, 1, «tense»)', 'expected a number, got a condition'],
    ['if(tense, tense, «1»)', 'expected a condition, got a number'],
    ['count(«grievance»)', 'expected a condition, got a number'],
    ['sum(«uneasy»)', 'expected a number, got a condition'],
    ['«1e999»', 'expected a number that a computer can hold'],
    // Arguments
    ['«sqrt(1, 2)»', 'sqrt takes 1 argument, got 2'],
    ['«clamp(mood)»', 'clamp takes 3 arguments, got 1'],
    ['«pow(mood)»', 'pow takes 2 arguments, got 1'],
    ['«if(tense, 1)»', 'if takes 3 arguments, got 2'],
    ['«in(alliance)»', 'in takes 2 arguments, got 1'],
    ['«sum(1, 2)»', 'sum takes 1 argument, got 2'],
    ['«all(tense, tense)»', 'all takes 1 argument, got 2'],
    ['«count(tense, 1)»', 'count takes 1 argument, got 2'],
    ['in(«riot», quiet)', 'expected a machine, got an incident ("riot")'],
    ['in(«alience», attributed)', 'expected a machine, got "alience"', 'Did you mean "alliance"?'],
    ['in(«1», attributed)', 'expected the name of a machine in in(...)'],
    ['in(alliance, «atributed»)', 'expected a state of alliance, got "atributed"', 'Did you mean "attributed"?'],
    ['in(alliance, «1»)', 'expected a state of alliance'],
    ['at(presence, «brigad»)', 'expected a level of presence, got "brigad"', 'Did you mean "brigade"?'],
    ['happened(«alliance»)', 'expected an incident, got a machine ("alliance")'],
    ['cost(«mood»)', 'expected a lever, got a stock ("mood")'],
    ['funds(«natoo»)', 'expected a seat with a budget, got "natoo"', 'Did you mean "nato"?'],
    ['sqrt(mood over «region»)', '"over" belongs to sum, mean, max, min, any, all, count, not to sqrt'],
    // Members
    ['«fear»', '"fear" exists once for each country: say which', 'Write fear[estonia]'],
    ['«fear»', '"fear" exists once for each country: say which', 'exists once (it has no "each")'],
    [
      '«grievance»',
      '"grievance" exists once for each region: say which',
      'worked out for each country',
      { each: 'country' },
    ],
    ['in(«ladder», quiet)', '"ladder" exists once for each region: say which'],
    ['fear[«lativa»]', 'expected a member of country, got "lativa"', 'Did you mean "latvia"?'],
    ['fear[«narva»]', 'expected a member of country, got "narva"'],
    ['fear[«all»]', 'expected one member, got "all"', 'mean(fear over country of all)'],
    ['mood[«latvia»]', '"mood" exists once and takes no [latvia]'],
    ['«region» == riga', 'expected a set that I am a member of, got "region"', 'exists once'],
    ['«region» == riga', 'expected a set that I am a member of, got "region"', 'for each country', { each: 'country' }],
    [
      'region == «latvia»',
      'expected a member of region, got "latvia"',
      'Possible: narva, tallinn, riga',
      { each: 'region' },
    ],
    ['region == «rigaa»', 'expected a member of region, got "rigaa"', 'Did you mean "riga"?', { each: 'region' }],
    ['region == «1»', 'expected a member of region', undefined, { each: 'region' }],
    ['mean(grievance over «regoin»)', 'expected a set, got "regoin"', 'Did you mean "region"?'],
    [
      'mean(grievance over region of «town»)',
      'expected "all", or a set around region that I belong to, got "town"',
      'Possible: country, all.',
      { each: 'region' },
    ],
    [
      'mean(grievance over region of «country»)',
      'expected "all", or a set around region that I belong to, got "country"',
      'Possible: all.',
    ],
    [
      '«sum(mood)»',
      'sum(...) of one thing runs over the members of a set, but nothing in it has members',
      'sum(... over country)',
    ],
    [
      'sum(votes * «fear»)',
      '"fear" is for each country, other names in sum(...) for each party',
      'sum(... over party)',
    ],
    // Units
    ['«border + pace»', 'adds km and km / turns: units clash'],
    ['«border - turn»', 'subtracts km and turns: units clash'],
    ['«border < turn»', 'compares km and turns: units clash'],
    ['max(border, «turn»)', 'max mixes km and turns: units clash'],
    ['«if(tense, border, turn)»', 'if gives km or turns: units clash'],
    ['2 ^ «border»', 'expected a plain number as exponent, got km'],
    ['pow(2, «border»)', 'expected a plain number as exponent, got km'],
    ['exp(«border»)', 'exp takes a plain number, got km', 'Divide by a fact of the same unit'],
    // Where the formula stands
    [
      '«mood» + skill',
      'expected facts and uncertainties only, got a stock ("mood")',
      'settled before the run',
      { setting: 'start' },
    ],
    ['«turn»', 'expected facts and uncertainties only, got "turn"', undefined, { setting: 'start' }],
    ['«happened(riot)»', 'expected facts and uncertainties only, got happened(...)', undefined, { setting: 'start' }],
    [
      '«rights[latvia]» * presence',
      'expected facts, uncertainties and the lever itself, got a lever ("rights")',
      undefined,
      { setting: 'cost', lever: 'presence' },
    ],
    [
      '«skill» > 0',
      'expected something that a seat can see, got an uncertainty ("skill")',
      'seen by nobody',
      { setting: 'orders' },
    ],
    [
      '«weather» > 0',
      'expected something that a seat can see, got a noise ("weather")',
      undefined,
      { setting: 'orders' },
    ],
    ['«mood»', 'expected a reduction over the turns around "mood"', 'final(mood)', { setting: 'outcome' }],
    [
      '«in(alliance, attributed)»',
      'expected a reduction over the turns around in(...)',
      'ever(...)',
      { setting: 'outcome' },
    ],
    ['final(«total(mood)»)', 'a reduction over turns cannot stand inside another', undefined, { setting: 'outcome' }],
    ['ever(«mood»)', 'expected a condition, got a number', undefined, { setting: 'outcome' }],
    ['total(«tense»)', 'expected a number, got a condition', undefined, { setting: 'outcome' }],
    [
      'final(mood over «region»)',
      '"over" belongs to aggregates over members, not to final',
      undefined,
      { setting: 'outcome' },
    ],
    ['«first(tense, 1, 2)»', 'first takes 1 to 2 arguments, got 3', undefined, { setting: 'outcome' }],
    ['«finl»(mood)', 'unknown function "finl"', 'Did you mean "final"?', { setting: 'outcome' }],
  ];

  test.each(cases)('%s', (marked, message, note, more) => {
    const text = marked.replace(/[«»]/g, '');
    const { term, faults } = resolved(text, more ?? {});
    expect(term).toBeNull();
    expect(faults).toHaveLength(1);
    const [fault] = faults;
    expect(fault?.message).toContain(message);
    expect(text.slice(fault?.at.start, fault?.at.end)).toBe(/«(.*)»/.exec(marked)?.[1]);
    expect(fault?.at.start).toBe(marked.indexOf('«'));
    if (note !== undefined) expect(fault?.notes.join(' ')).toContain(note);
  });

  test('are all told at once, each once', () => {
    const { faults } = resolved('unknown_a + sqrt(unknown_b) * pow(unknown_c, fear) > unknown_d');
    expect(faults.map((fault) => fault.message)).toEqual([
      'unknown name "unknown_a"',
      'unknown name "unknown_b"',
      'unknown name "unknown_c"',
      '"fear" exists once for each country: say which',
      'unknown name "unknown_d"',
    ]);
  });

  test('of another formula are not repeated where it is read', () => {
    expect(resolved('not broken and broken > 1')).toEqual({ term: null, faults: [] });
  });

  test('the whole has the type that its place needs', () => {
    expect(resolved('mood', {}, 'condition').faults[0]?.message).toBe('expected a condition, got a number');
    expect(resolved('tense', {}, 'number').faults[0]?.message).toBe('expected a number, got a condition');
  });

  test('come fast for formulas made to be slow', () => {
    const started = performance.now();
    resolved(`${'pow('.repeat(39)}mood${', 2)'.repeat(39)}`);
    resolved(`${'sum('.repeat(39)}grievance${' over region of all)'.repeat(39)}`);
    resolved(`${'if(tense, 1, '.repeat(39)}mood${')'.repeat(39)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
