// A typo in any part of a scenario is answered with the line, the characters, what was expected and what to do.

import { describe, expect, test } from 'vitest';
import { isError } from '../../engine/problem.ts';
import { caretsOf, EVERY_WORD, edited, inspect, unmarked } from './every-word.ts';

interface Typo {
  /** A passage that stands once in the fixture, and what the author writes instead; «» mark what the carets should show. */
  readonly old: string;
  readonly by: string;
  /** Where the carets stand when that is elsewhere: a passage of the edited file, with marks. */
  readonly at?: string;
  readonly says: string;
  readonly note?: string;
  /** How many problems there are in all; 1 unless the slip breaks something else, too. */
  readonly problems?: number;
}

describe('one slip', () => {
  const typos: readonly Typo[] = [
    // The head of the file
    { old: 'greyzone: 1', by: 'greyzone: «2»', says: 'expected the language version 1, got 2' },
    {
      old: 'greyzone: 1\nid: every',
      by: '«i»d: every',
      says: 'missing key "greyzone"',
      note: 'For example: greyzone: 1',
    },
    { old: 'id: every-word', by: 'id: «Every Word»', says: 'expected lower-case words joined by hyphens' },
    { old: 'version: 1.2.3', by: 'version: «1.2»', says: 'expected a version as 1.0.0, got 1.2' },
    { old: 'purpose: Shows', by: '«porpose»: Shows', says: 'unknown key "porpose"', note: 'Did you mean "purpose"?' },
    {
      old: 'start: 2014-09,',
      by: 'start: «2014-13»,',
      says: 'expected a date as 2014-09 or 2014-09-15, got "2014-13"',
    },
    {
      old: 'turn: month',
      by: 'turn: «monht»',
      says: 'expected one of day, week, month, quarter, year, got "monht"',
      note: 'Did you mean "month"?',
    },
    { old: 'turns: 24', by: 'turns: «0»', says: 'expected a whole number from 1 to 4096, got 0' },
    { old: 'turns: 24', by: 'turns: «24.5»', says: 'expected a whole number from 1 to 4096, got 24.5' },
    {
      old: 'turns: 24 }',
      by: 'turns: 24, «step»: 1 }',
      says: 'unknown key "step"',
      note: 'Possible here: start, turn, turns.',
    },
    { old: 'ladder, society]', by: 'ladder, society, «news»]', says: 'the phase "news" stands twice' },
    { old: 'phases: [news, ladder, society]', by: 'phases: «[]»', says: 'expected a list of at least 1 item, got 0' },
    {
      old: 'phases: [news, ladder, society]',
      by: 'phases: «news»',
      says: 'expected a list, got "news"',
      note: 'A list is written [a, b]',
    },
    // Seats and sets
    {
      old: 'budget: 12 per turn',
      by: 'budget: «12 each turn»',
      says: 'expected a number, or "0.3 per turn", got "12 each turn"',
    },
    { old: 'per_turn: 2 }', by: '«per_trun»: 2 }', says: 'unknown key "per_trun"', note: 'Did you mean "per_turn"?' },
    { old: 'osce: OSCE', by: 'osce: «7»', says: 'expected a text or a map, got 7' },
    { old: 'osce: OSCE', by: 'osce: OSCE\n  «own»: Own', says: '"own" is a word of the language and cannot be a seat' },
    { old: 'latvia: Latvia\n', by: 'latvia:«»\n', says: 'expected a text or a map, got nothing' },
    {
      old: 'estonia: [ida_viru',
      by: '«estonai»: [ida_viru',
      says: 'expected a member of country, got "estonai"',
      note: 'Did you mean "estonia"?',
      problems: 2,
    },
    {
      old: 'of: country\n',
      by: 'of: «contry»\n',
      says: 'expected a set declared above, got "contry"',
      note: 'Did you mean "country"?',
    },
    {
      old: 'latvia: [riga, latgale]',
      by: 'latvia: [riga, «harju»]',
      says: '"harju" is a member already',
      note: 'Every member of every set has a name of its own',
    },
    {
      old: 'latvia: [riga, latgale]',
      by: 'latvia: «riga»',
      says: 'expected a list of members of region in latvia',
      note: 'latvia: [north, south]',
    },
    {
      old: 'labels: { ida_viru',
      by: 'labels: { «ida_varu»',
      says: 'expected a member of a set, got "ida_varu"',
      note: 'Did you mean "ida_viru"?',
    },
    // Facts
    {
      old: 'values: { ida_viru: 0.8, harju',
      by: 'values: { ida_viru: 0.8, «harjo»',
      says: 'expected a member of region, or "other", got "harjo"',
      note: 'Did you mean "harju"?',
    },
    {
      old: 'values: { ida_viru: 0.8, harju: 0.38, other: 0.58 }',
      by: 'values: «{ ida_viru: 0.8, harju: 0.38, riga: 0.5 }»',
      says: 'missing value for latgale',
      note: 'or give "other" for the rest',
    },
    { old: 'harju: 0.38', by: 'harju: «1.38»', says: 'expected a number in the declared range 0 to 1, got 1.38' },
    { old: 'harju: 0.38', by: 'harju: «"0.38"»', says: 'expected a number, got "0.38"' },
    { old: 'value: 0.05,', by: 'value: 0,«05»,', says: 'unknown key "5"', note: 'A number is written with a point' },
    { old: 'value: 0.05,', by: 'value: «1e999»,', says: 'expected a finite number, got Infinity' },
    { old: 'habit: { value', by: 'habit: { «valeu»', says: 'unknown key "valeu"', note: 'Did you mean "value"?' },
    {
      old: 'source: [R1, R2]',
      by: 'source: [R1, «R3»]',
      says: 'the register has no source "R3"',
      note: 'Did you mean "R1"?',
    },
    {
      old: 'trust: good\n',
      by: 'trust: «god»\n',
      says: 'expected one of good, fair, weak, guess, got "god"',
      note: 'Did you mean "good"?',
    },
    {
      old: 'border: { each: country, unit: km, value: 300, source: R1, trust: good }',
      by: '«border»: { each: country, unit: km, value: 300, source: R1 }',
      says: '"border" has a source and no grade of trust',
      note: 'A judgement without a grade counts as a guess.',
    },
    {
      old: 'habit: { value: 0.05, source: judgement, trust: fair, why: how fast opinions move }',
      by: '«habit»: { value: 0.05, source: judgement }',
      says: '"habit" is a judgement without a reason',
      note: 'with "why: ..."',
    },
    {
      old: 'habit: { value: 0.05, source: judgement, trust: fair, why: how fast opinions move }',
      by: '«habit»: { value: 0.05 }',
      says: 'the numbers of "habit" have no source and no reason',
    },
    {
      old: 'unit: km, value: 100',
      by: 'unit: «5km», value: 100',
      says: 'expected a unit as share, km or people / km, got "5km"',
    },
    {
      old: 'value: 100, range: [50',
      by: 'value: «100», range: [150',
      says: 'expected a number in the declared range 150 to 200, got 100',
    },
    {
      old: 'border: { each: country',
      by: 'border: { each: «contry»',
      says: 'expected a set, got "contry"',
      note: 'Did you mean "country"?',
    },
    {
      old: 'border: { each: country, unit: km, value: 300,',
      by: '«border»: { each: country, unit: km,',
      says: 'expected "value: NUMBER", or "values: { member: NUMBER, ... }" with "each"',
    },
    // Uncertainties and noise
    {
      old: 'triangular: [0.2, 0.5, 0.8]',
      by: 'triangular: «[0.8, 0.5, 0.2]»',
      says: 'low 0.8 is above high 0.2',
      note: 'triangular: [low, mode, high]',
    },
    {
      old: 'triangular: [0.2, 0.5, 0.8]',
      by: '«triangluar»: [0.2, 0.5, 0.8]',
      says: 'unknown key "triangluar"',
      note: 'Did you mean "triangular"?',
    },
    { old: 'triangular: [0.2, 0.5, 0.8]', by: 'triangular: «[0.2, 0.5]»', says: 'expected a list of 3 items, got 2' },
    {
      old: 'uniform: [0, 1], why: nobody',
      by: 'uniform: [0, 1], «pert»: [0, 1, 2], why: nobody',
      says: 'expected one distribution, got uniform and pert',
    },
    {
      old: 'uniform: [0, 1], why: nobody',
      by: 'uniform: [0, 1], within: «[0, 1]», why: nobody',
      says: '"within" belongs to normal and beta, not to uniform',
    },
    {
      old: 'appetite: { uniform: [0, 1], why',
      by: '«appetite»: { why',
      says: 'expected a distribution',
      note: 'triangular: [0.2, 0.5, 0.8]',
    },
    { old: 'normal: [0, 0.01], why: the', by: 'normal: «[0, -0.01]», why: the', says: 'sd -0.01 is not above 0' },
    { old: 'discrete: { 0: 0.5', by: 'discrete: { «calm»: 0.5', says: 'expected a number, got "calm"' },
    { old: 'pert: [1, 3, 9]', by: 'pert: [1, 3, «.inf»]', says: 'expected a finite number, got Infinity' },
    // Levers
    {
      old: 'seat: nato\n    label',
      by: 'seat: «natoo»\n    label',
      says: 'expected a seat, or a set whose members are seats, got "natoo"',
      note: 'Did you mean "nato"?',
    },
    {
      old: 'start: rotational\n',
      by: 'start: «rotatonal»\n',
      says: 'expected a level of presence, got "rotatonal"',
      note: 'Did you mean "rotational"?',
    },
    { old: 'ramp: 0.3 per turn', by: 'ramp: «0.3 a turn»', says: 'expected a number, or "0.3 per turn"' },
    {
      old: 'cost: 4 * presence +',
      by: 'cost: 4 * «promise» +',
      says: 'expected facts, uncertainties and the lever itself, got a lever ("promise")',
    },
    {
      old: 'cost: { covers_insurgency: 1 }',
      by: 'cost: { «covers_insurgancy»: 1 }',
      says: 'expected a level of promise, got "covers_insurgancy"',
      note: 'Did you mean "covers_insurgency"?',
    },
    {
      old: 'levels: { general: 0, covers',
      by: 'levels: { general: «zero», covers',
      says: 'expected a number, got "zero"',
    },
    {
      old: 'levels: { none: 0, reporting: 1 }',
      by: 'levels: { none: 0, reporting: 1, «not»: 2 }',
      says: '"not" is a word of the language and cannot be a name',
    },
    {
      old: 'seat: country\n',
      by: 'seat: «region»\n',
      says: 'expected a seat: "region" is a set',
      note: 'Say "each: region"',
    },
    {
      old: 'exactly: [own, nato], one',
      by: 'exactly: [own, «nata»], one',
      says: 'expected a seat, or a set whose members are seats, got "nata"',
      note: 'Did you mean "nato"?',
    },
    {
      old: 'source: R2\n    trust',
      by: 'source: «{ R2: page 3 }»\n    trust',
      says: 'expected a text or a list, got a map',
    },
    {
      old: '"in(alliance, attributed)" } }',
      by: '"in(alliance, «atributed»)" } }',
      says: 'expected a state of alliance, got "atributed"',
      note: 'Did you mean "attributed"?',
    },
    {
      old: '"in(alliance, attributed)" } }',
      by: 'in(alliance, «attributed)» } }',
      says: 'unknown key "attributed)"',
      note: 'A comma ends a value inside { }',
    },
    // Stocks
    {
      old: 'each: region\n    unit: share\n    start',
      by: 'each: «regoin»\n    unit: share\n    start',
      says: 'expected a set, got "regoin"',
      note: 'Did you mean "region"?',
    },
    {
      old: 'start: { ida_viru: 0.4',
      by: 'start: { ida_viru: «1.4»',
      says: 'expected a start in the range 0 to 1, got 1.4',
    },
    {
      old: 'start: clamp(0.2 + 0.1 * resolve, 0, 1)',
      by: 'start: clamp(0.2 + 0.1 * «trust», 0, 1)',
      says: 'expected facts and uncertainties only, got a stock ("trust")',
    },
    {
      old: 'start: clamp(0.2 + 0.1 * resolve, 0, 1)',
      by: 'start:«»',
      says: 'expected a formula or a map, got nothing',
    },
    { old: 'range: [0, 50]', by: 'range: «[50, 0]»', says: 'expected a range from low to high, got 50 to 0' },
    { old: 'range: [0, 50]', by: 'range: «[0, 50.5]»', says: 'expected whole numbers as range of an integer stock' },
    { old: 'range: [0, 50]', by: 'range: «0 to 50»', says: 'expected a list, got "0 to 50"' },
    { old: 'integer: true', by: 'integer: «maybe»', says: 'expected true or false, got "maybe"' },
    {
      old: 'phase: society\n    next: grievance',
      by: 'phase: «sociaty»\n    next: grievance',
      says: 'expected a phase, got "sociaty"',
      note: 'Did you mean "society"?',
    },
    {
      old: 'phase: society, next: "min',
      by: 'next: "min',
      says: 'missing key "phase": in which phase does the stock move?',
      at: '«calm»: { each',
    },
    {
      old: 'phase: ladder, next: "max(0, trust - habit * indicator)"',
      by: 'phase: «ladder»',
      says: 'a stock without "next" has no phase of its own',
    },
    {
      old: 'next: grievance + habit',
      by: 'next: «grievnce» + habit',
      says: 'unknown name "grievnce"',
      note: 'Did you mean "grievance"?',
    },
    { old: 'with_noise: { nato: 0.1', by: 'with_noise: { nato: «-0.1»', says: 'expected a number above 0, got -0.1' },
    {
      old: 'with_noise: { nato: 0.1',
      by: 'with_noise: { «natoo»: 0.1',
      says: 'expected a seat, or a set whose members are seats, got "natoo"',
      note: 'Did you mean "nato"?',
    },
    {
      old: 'one_turn_late: [osce] }',
      by: '«one_turn_lat»: [osce] }',
      says: 'unknown key "one_turn_lat"',
      note: 'Did you mean "one_turn_late"?',
    },
    // Auxiliaries
    {
      old: 'is: 0.8 * (1 - promise * believed) + 0.2 * (1 - presence) * abs(reach) - habit * integration',
      by: 'is: «border + 0 * integration»',
      says: 'expected a plain number as declared, got km',
      problems: 2,
    },
    {
      old: '      product: 1 - promise',
      by: '      «base»: 1 - promise',
      says: '"base" is the file as written and cannot name a variant',
    },
    {
      old: '+ mood - sqrt(trust)',
      by: '+ mood - «sqr»(trust)',
      says: 'unknown function "sqr"',
      note: 'Did you mean "sqrt"?',
    },
    {
      old: '+ mood - sqrt(trust)',
      by: '+ mood - «tense»',
      says: 'expected a number, got a condition',
      note: 'Write if(CONDITION, 1, 0)',
    },
    {
      old: 'logistic(log(memory) + mood - sqrt(trust)),',
      by: 'logistic(log(memory) + mood - sqrt(trust«)»,',
      says: 'expected ")", got the end of the formula',
    },
    {
      old: 'seen_share: { is',
      by: '«grievance»: { is',
      says: '"grievance" is the name of another stock already',
      note: 'Names are unique over the whole file.',
    },
    { old: 'seen_share: { is', by: '«mean»: { is', says: '"mean" is a word of the language and cannot be a name' },
    {
      old: 'tense and not (turn < 2)',
      by: 'tense and not «(turn - 2)»',
      says: 'expected a condition, got a number',
      note: 'Compare it with something',
    },
    {
      old: 'is: count(grievance > alarm) /',
      by: 'is: count(«grievance») /',
      says: 'expected a condition, got a number',
    },
    {
      old: 'max(grievance over region of country)',
      by: 'max(grievance over «regoin» of country)',
      says: 'expected a set, got "regoin"',
      note: 'Did you mean "region"?',
    },
    {
      old: '- min(grievance) +',
      by: '- «grievance» +',
      says: '"grievance" exists once for each region: say which',
      note: 'Write grievance[ida_viru], or take sum',
    },
    {
      old: '- min(grievance) +',
      by: '- grievance«[»tallinn] +',
      says: 'expected the end of the value before this',
      note: 'Put quotes around',
    },
    {
      old: 'funds(nato)',
      by: 'funds(«osce»)',
      says: 'expected a seat with a budget, got "osce"',
      note: 'Seats with a budget: nato, russia, estonia.',
    },
    {
      old: 'funds(nato)',
      by: 'funds(«natoo»)',
      says: 'expected a seat with a budget, got "natoo"',
      note: 'Did you mean "nato"?',
    },
    {
      old: 'at(promise, covers_insurgency)',
      by: 'at(promise, «cover_insurgency»)',
      says: 'expected a level of promise, got "cover_insurgency"',
      note: 'Did you mean "covers_insurgency"?',
    },
    { old: 'month >= 6', by: 'month «=>» 6', says: 'expected a comparison, got "=>"', note: 'Did you mean ">="?' },
    { old: 'year == 2016', by: 'year «=» 2016', says: 'expected "==" to compare, got "="' },
    {
      old: 'border / patrol_length * p',
      by: 'border «÷» patrol_length * p',
      says: 'expected a formula, got the character "÷"',
      note: 'Did you mean "/"?',
    },
    {
      old: 'patrol_length * presence',
      by: 'patrol_length * «(border + review)»',
      says: 'adds km and turns: units clash',
    },
    {
      old: 'indicator: { is: "if(very_tense, 1, 0)" }',
      by: 'indicator: { is: "if(very_tense, 1, 0)" }\n  «loop_a»: { is: loop_b }\n  loop_b: { is: loop_a + indicator }',
      says: 'the auxiliary needs itself: loop_a -> loop_b -> loop_a',
      note: 'Make one of them a stock',
    },
    // Incidents and effects
    {
      old: 'phase: news\n    when: turn > 1',
      by: 'phase: «nwes»\n    when: turn > 1',
      says: 'expected a phase, got "nwes"',
      note: 'Did you mean "news"?',
    },
    { old: 'when: turn > 1 and not season', by: 'when: «turn + 1»', says: 'expected a condition, got a number' },
    {
      old: 'effects: { fear: +0.05',
      by: 'effects: { «faer»: +0.05',
      says: 'expected a stock to write to, got "faer"',
      note: 'Did you mean "fear"?',
    },
    {
      old: 'effects: { fear: +0.05',
      by: 'effects: { «speakers»: +0.05',
      says: 'expected a stock to write to, got the fact "speakers"',
      note: 'A fact never changes.',
    },
    {
      old: 'effects: { fear: +0.05',
      by: 'effects: { «believed»: +0.05',
      says: 'expected a stock to write to, got the auxiliary "believed"',
    },
    {
      old: '"grievance[latgale]"',
      by: '«"grievance[latagle]"»',
      says: 'expected a member of region, or "all", got "latagle"',
      note: 'Did you mean "latgale"?',
    },
    { old: '"grievance[latgale]"', by: '«"grievance[]"»', says: 'expected a name, as fear, fear[latvia] or fear[all]' },
    { old: 'boats: -1', by: 'boats: "= «season»"', says: 'expected a number, got a condition' },
    {
      old: 'boats: -1',
      by: '«grievance»: -1',
      says: '"grievance" exists once for each region: say which',
      note: 'Write "grievance[ida_viru]" or "grievance[all]".',
    },
    { old: 'importance: 2\n', by: 'importance: «4»\n', says: 'expected a whole number from 1 to 3, got 4' },
    {
      old: 'border of {country}',
      by: 'border of «{contry}»',
      says: 'expected {country} in the news, got {contry}',
      note: 'Did you mean "country"?',
    },
    {
      old: '    rate: clamp(0.02 + seen_share + luck * habit, 0, 3)',
      by: '    chance: 0.1\n    rate: «clamp(0.02 + seen_share + luck * habit, 0, 3)»',
      says: 'expected "chance" or "rate", got both',
    },
    {
      old: 'inject: [patrol_sent]',
      by: 'inject: [«patrol_send»]',
      says: 'expected the name of an inject, got "patrol_send"',
      note: 'Did you mean "patrol_sent"?',
      problems: 2,
    },
    {
      old: 'region != latgale',
      by: 'region != «latvia»',
      says: 'expected a member of region, got "latvia"',
      note: 'Possible: ida_viru, harju',
    },
    {
      old: 'region != latgale',
      by: '«district» != narva',
      says: 'expected a set that I am a member of, got "district"',
    },
    {
      old: 'not happened(kidnapping) or',
      by: 'not happened(«kidnaping») or',
      says: 'expected an incident, got "kidnaping"',
      note: 'Did you mean "kidnapping"?',
    },
    {
      old: 'count(kidnapping) > 3',
      by: '«happened(kidnapping) == true»',
      says: 'expected numbers to compare, got two conditions',
    },
    {
      old: 'effects: { grievance: -0.01 }',
      by: 'effects: { «grievance -0.01» }',
      says: 'expected a name, as fear, fear[latvia] or fear[all]',
    },
    // Machines
    {
      old: 'initial: quiet',
      by: 'initial: «quit»',
      says: 'expected one of its own states, got "quit"',
      note: 'Did you mean "quiet"?',
    },
    {
      old: '{ to: unrest,',
      by: '{ to: «unrset»,',
      says: 'expected a state of this machine, got "unrset"',
      note: 'Did you mean "unrest"?',
    },
    {
      old: '{ to: unrest,',
      by: '{ «too»: unrest,',
      says: 'unknown key "too"',
      note: 'Did you mean "to"?',
      problems: 2,
    },
    { old: '{ to: quiet, chance: 0.25', by: '{ to: quiet, chance: «two»', says: 'unknown name "two"' },
    {
      old: '  settled: final',
      by: '  «settled»: []',
      says: 'nothing leads out of "settled"',
      note: 'Write "settled: final" if that is meant',
    },
    {
      old: 'settled: final',
      by: 'settled: «finl»',
      says: 'expected "final" or a list or a map, got "finl"',
      note: 'Did you mean "final"?',
    },
    {
      old: 'initial: nascent\n',
      by: 'initial: «quiet»\n',
      says: 'expected one of its own states, got "quiet"',
      note: 'Possible: nascent, entrenched.',
    },
    {
      old: '        initial: nascent\n        states',
      by: '        states',
      says: 'missing key "initial" in insurgency: which of its states is entered first?',
      note: 'initial: nascent',
      at: '«insurgency»:\n        label',
    },
    {
      old: 'after: 4 }]',
      by: 'after: «grievance» }]',
      says: 'expected facts and uncertainties only, got a stock ("grievance")',
    },
    {
      old: '[{ to: entrenched, after: 4 }]\n          entrenched: []',
      by: '[]\n          «entrenched»: []',
      says: 'no transition of ladder leads to "entrenched"',
      note: 'Add a transition to it',
    },
    {
      old: 'entrenched: []',
      by: 'entrenched: []\n          «unrest»: []',
      says: 'the state "unrest" stands twice in ladder',
    },
    {
      old: 'entrenched: []',
      by: 'entrenched: []\n          «of»: [{ to: entrenched }]',
      says: '"of" is a word of the language and cannot be a name',
    },
    // Options, policies, doctrines, strategies
    {
      old: 'as_in_2014: { presence:',
      by: 'as_in_2014: { «presense»:',
      says: 'expected a lever, got "presense"',
      note: 'Did you mean "presence"?',
    },
    {
      old: 'as_in_2014: { presence: rotational,',
      by: 'as_in_2014: { presence: «rotary»,',
      says: 'expected a level of presence, got "rotary"',
      note: 'Possible: none, rotational, persistent, brigade.',
    },
    {
      old: 'from: 2015-03,',
      by: 'from: «2019-03»,',
      says: 'expected a moment inside the scenario, turn 1 to 24; this would be turn 55',
    },
    { old: 'until: 2015-12', by: 'until: «2015-02»', says: 'expected "until" not before "from"' },
    { old: 'from: 18,', by: 'from: «soon»,', says: 'expected a turn number or a date as 2015-03, got "soon"' },
    { old: 'from: 18,', by: 'from: «0»,', says: 'expected a moment inside the scenario, turn 1 to 24' },
    {
      old: '{ each: country, when: fear',
      by: '{ when: «fear»',
      says: '"fear" exists once for each country: say which',
    },
    {
      old: '{ each: country, when: fear',
      by: '{ each: «contry», when: max(fear)',
      says: 'expected a set, got "contry"',
      note: 'Did you mean "country"?',
    },
    {
      old: 'history: { reassurance: as_in_2014, integration_path: drift_on }',
      by: '«history»: { reassurance: as_in_2014 }',
      says: 'missing key "integration_path": a policy takes one option of each group',
    },
    {
      old: 'history: { reassurance: as_in_2014,',
      by: 'history: { reassurance: «as_in_2015»,',
      says: 'expected an option of reassurance, got "as_in_2015"',
      note: 'Did you mean "as_in_2014"?',
    },
    {
      old: 'set: { sponsorship: none }',
      by: 'set: { sponsorship: none, «presence»: none }',
      says: 'both set presence',
      note: 'Let one group, or the doctrines alone, set a lever.',
    },
    {
      old: 'max(grievance) > alarm and turn',
      by: '«skill» > alarm and turn',
      says: 'expected something that a seat can see, got an uncertainty ("skill")',
      note: 'seen by nobody',
    },
    {
      old: 'set: { monitoring: reporting }',
      by: 'set: { «presence»: brigade }',
      says: 'the lever presence belongs to the seat "nato", not to "osce"',
      note: 'Put the rule under the seat',
    },
    {
      old: '"turns_in(ladder[latgale], unrest) > 0", set',
      by: '«max(fear over country of all) > 0», set',
      says: 'the seat "osce" cannot see fear[estonia]: its seen_by leaves the seat out',
      note: 'Change seen_by',
      problems: 2,
    },
    { old: 'osce: [{ when', by: '«oscw»: [{ when', says: 'expected a seat, got "oscw"', note: 'Did you mean "osce"?' },
    // Injects
    {
      old: 'turn: 1, news',
      by: 'turn: «25», news',
      says: 'expected a moment inside the scenario, turn 1 to 24; this would be turn 25',
    },
    {
      old: 'date: 2015-10',
      by: 'date: «2017-10»',
      says: 'expected a moment inside the scenario, turn 1 to 24; this would be turn 38',
    },
    { old: 'date: 2015-10', by: 'date: «2015-31»', says: 'expected a turn number or a date as 2015-03, got "2015-31"' },
    { old: 'by: hand', by: 'by: «hands»', says: 'expected "hand", got "hands"', note: 'Did you mean "hand"?' },
    {
      old: 'by: hand,',
      by: 'by: hand, turn: 3,',
      says: 'expected one of "turn", "date", "when" and "by: hand"',
      at: 'visit: «{ by: hand, turn: 3, effects: { trust: 0.1 }, why: a guess }»',
    },
    {
      old: 'consultation: { news',
      by: '«forgotten»: { news: x }\n  consultation: { news',
      says: 'missing key "turn", "date", "when" or "by: hand": when is it released?',
    },
    // Outcomes, claims, the end
    {
      old: 'is: final(mean(fear))',
      by: 'is: mean(«fear»)',
      says: 'expected a reduction over the turns around "fear"',
      note: 'For example final(fear)',
    },
    { old: 'is: final(mean(fear))', by: 'is: final(«fear»)', says: '"fear" exists once for each country: say which' },
    { old: 'is: turns(tense)', by: 'is: turns(«mean(fear)»)', says: 'expected a condition, got a number' },
    {
      old: 'is: highest(spread)',
      by: 'is: highest(«final(spread)»)',
      says: 'a reduction over turns cannot stand inside another',
    },
    {
      old: 'fear)), better: lower',
      by: 'fear)), better: «less»',
      says: 'expected one of lower, higher, neither, got "less"',
    },
    {
      old: 'kind: contested',
      by: 'kind: «contestd»',
      says: 'expected one of assumed, implied, contested, got "contestd"',
      note: 'Did you mean "contested"?',
    },
    {
      old: '[firm, as_in_2014]',
      by: '[firm, «as_in_2013»]',
      says: 'expected an option of reassurance, got "as_in_2013"',
      note: 'Did you mean "as_in_2014"?',
    },
    { old: '[firm, as_in_2014]', by: '«[firm]»', says: 'expected a list of 2 items, got 1' },
    {
      old: 'expect: fear_at_end lower',
      by: 'expect: «fear_at_end down»',
      says: 'expected a comparison, got "fear_at_end down"',
      note: 'With two arms also "fear lower"',
    },
    {
      old: 'expect: fear_at_end lower',
      by: 'expect: «fear_at_ned» lower',
      says: 'expected an outcome, got "fear_at_ned"',
      note: 'Did you mean "fear_at_end"?',
    },
    {
      old: 'under: [base, product]',
      by: 'under: [base, «prodct»]',
      says: 'expected a structural variant, got "prodct"',
      note: 'Did you mean "product"?',
    },
    {
      old: 'doctrine: opportunist, settings',
      by: 'doctrine: «oportunist», settings',
      says: 'expected a doctrine, got "oportunist"',
      note: 'Did you mean "opportunist"?',
    },
    {
      old: 'settings: { skill: 0.6',
      by: 'settings: { «skil»: 0.6',
      says: 'expected a fact or an uncertainty, got "skil"',
      note: 'Did you mean "skill"?',
    },
    {
      old: 'policy: firm+mixed, variant: product',
      by: 'policy: firm+mixed, variant: «prodct»',
      says: 'expected a structural variant, got "prodct"',
      note: 'Did you mean "product"?',
    },
    {
      old: '2 * fear_at_end[unsure]',
      by: '2 * fear_at_end[«unsur»]',
      says: 'expected an arm, got "unsur"',
      note: 'Did you mean "unsure"?',
    },
    {
      old: '2 * fear_at_end[unsure]',
      by: '«swing[sure] * fear_at_end[unsure]»',
      says: 'expected outcomes with numeric factors, added and subtracted',
    },
    {
      old: 'and insecurity[latvia][sure]',
      by: 'and insecurity[«sure»]',
      says: 'expected a member of country, got "sure"',
      note: 'First the member, then the arm: insecurity[estonia][sure].',
    },
    { old: 'unchanged within 0.2', by: 'unchanged within «some»', says: 'expected a number above 0 after "within"' },
    { old: 'where: { drift:', by: 'where: { «alarm»:', says: 'expected an uncertainty, got "alarm"' },
    { old: '[-0.1, 0.1] }\n', by: '«[0.1, -0.1]» }\n', says: 'expected [low, high], got 0.1 above -0.1' },
    {
      old: 'where: { drift:',
      by: 'where: { «skill»:',
      says: 'the arm "sure" holds "skill" at one number already',
    },
    { old: 'under: [base]\n', by: 'under: [base, «base»]\n', says: 'the variant "base" stands twice' },
    {
      old: 'every-other-word, note',
      by: 'every-other-word, «says»: x, note',
      says: '"tested_in" stands alone: "says" stands there',
    },
    {
      old: 'tested_in: every-other-word, note',
      by: 'tested_in: «every-word», note',
      says: 'is sent to this scenario itself',
      note: 'or name the scenario that holds it.',
    },
    {
      old: 'arms: { history: { policy: history } }',
      by: 'arms: { history: { policy: «history+drift_on+more» } }',
      says: 'expected a policy, got "history+drift_on+more"',
      note: 'A policy takes one option of each group: ',
    },
    {
      old: 'arms: { history: { policy: history } }',
      by: 'note: x',
      at: '«SF-05»: {',
      says: 'missing key "arms": what is compared?',
    },
    {
      old: 'expect: swing unchanged',
      by: '«arms»: { a: {} }, expect: swing unchanged',
      at: '«compare»: [history, firm+drift_on], arms',
      says: '"compare" is the short form of "arms": expected one of the two',
    },
    {
      old: 'unsure: { policy: firm+mixed, variant: product, settings: { "reach[latvia]": 0.3 } }',
      by: '«unsure»: { policy: history, doctrine: opportunist, settings: { alarm: 0.5, skill: 0.6 } }',
      says: 'the arms "sure" and "unsure" are the same',
    },
    {
      old: 'is: final(mean(fear))',
      by: 'is: "final(fear[latvia][«sure»])"',
      says: 'expected one [member] at most, got another one, [sure]',
    },
    {
      old: 'end when: all(in(ladder, settled))',
      by: 'end when: «sum(fear)»',
      says: 'expected a condition, got a number',
    },
    { old: 'end when: all', by: '«end_when»: all', says: 'unknown key "end_when"', note: 'Did you mean "end when"?' },
    {
      old: 'baseline: as_in_2014+drift_on',
      by: 'baseline: «as_in_2014+drift»',
      says: 'expected a policy, got "as_in_2014+drift"',
      note: 'Did you mean "as_in_2014+drift_on"?',
    },
    {
      old: 'doctrines: [opportunist]',
      by: 'doctrines: [«oportunist»]',
      says: 'expected a doctrine, got "oportunist"',
      note: 'Did you mean "opportunist"?',
    },
    { old: 'worlds: 64', by: 'worlds: «many»', says: 'expected a whole number from 1 to 4294967295, got "many"' },
    {
      old: 'design: sobol',
      by: 'design: «sobel»',
      says: 'expected one of sobol, lhs, mc, got "sobel"',
      note: 'Did you mean "sobol"?',
    },
    {
      old: 'outcomes: [fear_at_end,',
      by: 'outcomes: [«fear_at_ned»,',
      says: 'expected an outcome, got "fear_at_ned"',
      note: 'Did you mean "fear_at_end"?',
    },
    // YAML itself
    { old: 'osce: OSCE', by: 'osce: OSCE\n  «osce»: OSCE', says: 'the key "osce" stands twice in its map' },
    {
      old: 'purpose: Shows and tests every word of the language.',
      by: '«purpose:Shows and tests every word of the language.»',
      says: 'expected "key: value"',
      note: 'a space after ":" missing',
    },
  ];

  test.each(typos)('$by', ({ old, by, at, says, note, problems = 1 }) => {
    const text = edited(old, by.replace(/[«»]/g, ''));
    const marked = at === undefined ? edited(old, by) : edited(at.replace(/[«»]/g, ''), at, text);
    const { line, column, under } = unmarked(marked);
    const answer = inspect(text);
    expect(answer.said).toContain(says);
    expect(answer.problems).toHaveLength(problems);
    expect(answer.scenario).toBeNull();
    const problem = answer.problems.find(({ message }) => message.includes(says));
    expect(problem && isError(problem)).toBe(true);
    expect(problem?.place).toMatchObject({ line, column, length: Math.max(1, under.length) });
    if (note !== undefined) expect(problem?.notes.join(' ')).toContain(note);
    // What the author sees: the line as it stands in the file, and carets under the very characters.
    const carets = problem && caretsOf(answer.render(problem));
    expect(carets?.under.trimEnd()).toBe(under);
    expect(carets?.line).toBe(text.split('\n')[line - 1]?.slice(0, 160));
  });

  test('is tried in every part of the language', () => {
    expect(typos.length).toBeGreaterThan(120);
    expect(EVERY_WORD).not.toMatch(/[«»]/);
  });
});
