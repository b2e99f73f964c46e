// Names as the screens write them: the author's label, else the name in words; and draws beside the odds that they met.

import { describe, expect, test } from 'vitest';
import {
  happeningLabel,
  labelOf,
  leverLabel,
  memberLabel,
  outcomeLabel,
  seatLabel,
  sentence,
  stateLabel,
  words,
} from '../../../ui-terminal/play/labels.ts';
import { FIRST_STATE, rowsOf } from '../../../ui-terminal/play/screens/board/board-state.ts';
import { pictureOf } from '../../../ui-terminal/play/screens/board/picture.ts';
import { digitsFor } from '../../../ui-terminal/play/screens/why/why-look.ts';
import { playedCase } from './board-case.ts';

const SESSION = playedCase({ scenario: 'baltic-2014', seat: 'latvia', turns: 0 });
const { scenario, model } = SESSION.ground;

describe('a name', () => {
  test('without a label is told in words', () => {
    expect(['in_2014', 'rotations_2014+hold', 'quiet'].map(words)).toEqual([
      'in 2014',
      'rotations 2014 + hold',
      'quiet',
    ]);
    expect(labelOf(scenario, 'nothing_like_it[latvia]')).toBe('Nothing like it, Latvia');
    expect(seatLabel(scenario, 'some_body')).toBe('Some body');
    expect(stateLabel(scenario, 'nothing[latvia]', 'on_the_table')).toBe('on the table');
  });

  test('with a label keeps it, and its member has one', () => {
    expect(labelOf(scenario, 'cohesion')).toBe('Cohesion of the alliance');
    expect(memberLabel({ labels: new Map([['rest', 'the rest of Latvia']]) }, 'rest')).toBe('Rest of Latvia');
    for (const { name, element, member } of [...model.machines, ...model.incidents]) {
      const label = labelOf(scenario, name);
      expect(label).toMatch(/^[^_[]+$/);
      expect(label.endsWith(member === null ? label : `, ${memberLabel(scenario, member)}`)).toBe(true);
      expect(label.startsWith(labelOf(scenario, element))).toBe(true);
    }
    for (const { name } of model.outcomes) expect(outcomeLabel(scenario, name)).not.toMatch(/[_[]/);
  });

  test('of a lever puts another member first, and leaves out the seat itself', () => {
    const own = model.levers.find(({ name }) => name.endsWith('[latvia]'))!;
    expect(leverLabel(scenario, own.name, 'nato')).toBe(`Latvia: ${leverLabel(scenario, own.name, 'latvia')}`);
  });

  test('of a happening is told part by part', () => {
    const machine = model.machines.find(({ member }) => member !== null)!;
    const [from, to] = machine.states.map(({ name }) => name);
    expect(happeningLabel(scenario, `${machine.name}: ${from} -> ${to}`)).toBe(
      `${labelOf(scenario, machine.name)}: ${stateLabel(scenario, machine.name, from!)} -> ${stateLabel(scenario, machine.name, to!)}`,
    );
    expect(happeningLabel(scenario, 'odd_thing[latvia] x2')).toBe('Odd thing, Latvia x2');
    expect(happeningLabel(scenario, 'inject wales_summit')).toBe(
      sentence(scenario.injects.get('wales_summit')?.label ?? 'wales summit'),
    );
  });
});

test('the board lists helpers last, and never what an author named among them', () => {
  const { indicators } = pictureOf(SESSION, 'latvia');
  const first = indicators.findIndex(({ isHelper }) => isHelper);
  expect(first).toBeGreaterThan(0);
  expect(indicators.slice(first).every(({ isHelper }) => isHelper)).toBe(true);
  for (const { name } of indicators.slice(first)) {
    const element = name.replace(/\[.*/, '');
    expect(scenario.auxiliaries.get(element)?.label.toLowerCase()).toBe(words(element));
  }
});

test('helpers are found by typing', () => {
  const state = { ...FIRST_STATE, pane: 'indicators' as const };
  const helper = pictureOf(SESSION, 'latvia').indicators.find(({ isHelper }) => isHelper)!;
  const labelsWith = (filter: string): readonly string[] =>
    rowsOf({ ...state, filter }, SESSION, 'latvia').indicators.map(({ label }) => label);
  expect(labelsWith('')).not.toContain(helper.label);
  expect(labelsWith(helper.label)).toContain(helper.label);
});

test('odds and draw have three digits, and more where they would else read as equal or the wrong way round', () => {
  expect(digitsFor(0.521745, [0, 0.9])).toBe(3);
  expect(digitsFor(0.12344, [0, 0.12357])).toBe(3);
  expect(digitsFor(0.1231, [0, 0.12344])).toBe(4);
  expect(digitsFor(0.1234, [0, 0.1234])).toBe(3);
  expect(digitsFor(0.49996, [0, 0.5])).toBe(5);
});
