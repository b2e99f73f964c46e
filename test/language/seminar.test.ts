// The seminar of a scenario: what it means, and every slip answered with its place and what to do.

import { describe, expect, test } from 'vitest';
import { caretsOf, EVERY_WORD, edited, inspect, unmarked } from './every-word.ts';

describe('the seminar of the fixture', () => {
  const seminar = inspect(EVERY_WORD).scenario?.seminar;
  const entry = (id: string) => seminar?.msel.find((one) => one.id === id);

  test('has moves that follow one another, however their turns are written', () => {
    expect(seminar?.moves.map(({ name, turns, minutes }) => [name, turns, minutes])).toEqual([
      ['autumn', [0, 5], 15],
      ['winter', [6, 19], 25.5],
    ]);
    expect(seminar?.notPlayed).toEqual([{ turns: [20, 23], why: 'the hour is over' }]);
    expect(seminar?.moves[0]?.questions).toEqual({
      all: ['What has changed?'],
      bySeat: new Map([['latvia', ['Whom do you call?']]]),
    });
  });

  test('takes words and moment of an inject, unless it says otherwise', () => {
    expect(entry('W-01')).toMatchObject({
      text: 'The summit ends.',
      moment: { kind: 'planned', turn: 0, minute: null },
      move: 'autumn',
      kind: 'standard',
      status: 'draft',
    });
    expect(entry('W-02')).toMatchObject({
      text: 'The minister comes on Tuesday.',
      moment: { kind: 'planned', turn: 0, minute: 6 },
      objectives: ['decide', 'speak'],
      to: ['estonia', 'latvia'],
    });
  });

  test('knows what waits for a condition and what is kept for the director', () => {
    expect(entry('W-03')).toMatchObject({ moment: { kind: 'condition', words: 'max(grievance) > alarm' }, move: null });
    expect(entry('W-04')).toMatchObject({ moment: { kind: 'by-hand' }, status: 'skipped', reason: 'too much' });
    expect(entry('W-06')).toMatchObject({ moment: { kind: 'planned', turn: 7 }, move: 'winter' });
  });

  test('means every seat but the white one by all', () => {
    expect(entry('W-01')?.to).toEqual(['nato', 'russia', 'osce', 'estonia', 'latvia']);
  });

  test('leaves a scenario without one as it was', () => {
    const without = EVERY_WORD.replace(/\nseminar:[\s\S]*?\n(?=end when:)/, '\n');
    expect(inspect(without)).toMatchObject({ problems: [], scenario: { seminar: null } });
  });
});

interface Slip {
  readonly old: string;
  /** «marks» around what the checker points at. */
  readonly by: string;
  readonly says: string;
  readonly hint?: string;
}

const W06 = 'W-06: { text: The harbour is closed., at: { turn: 8 }';

const SLIPS: readonly Slip[] = [
  {
    old: 'autumn: { title: Autumn, turns: 6',
    by: 'autumn: { title: Autumn, turns: 5',
    says: 'turn 6 belongs to no move',
    hint: 'not_played: [{ turns: [6, 6], why: ... }]',
  },
  { old: 'turns: [7, 20]', by: 'turns: «[6, 20]»', says: 'turn 6 belongs to the move autumn already' },
  { old: 'turns: [7, 20]', by: 'turns: «[20, 7]»', says: 'expected the first turn and then the last, got [20, 7]' },
  { old: 'turns: [21, 24]', by: 'turns: «[21, 25]»', says: 'expected turns from 1 to 24, got turn 25' },
  { old: 'minutes: 25.5', by: 'minutes: «0»', says: 'expected more than 0 minutes' },
  {
    old: '{ objective: speak, capability',
    by: '{ objective: «speek», capability',
    says: 'expected an objective, got "speek"',
    hint: 'speak',
  },
  {
    old: 'On the screen, expected: Each cell says what it gained., objective: speak',
    by: 'On the screen, expected: Each cell says what it gained., objective: «spaek»',
    says: 'expected an objective, got "spaek"',
    hint: 'speak',
  },
  {
    old: 'W-01: { inject: summit',
    by: 'W-01: { inject: «sumit»',
    says: 'expected the name of an inject, got "sumit"',
    hint: 'summit',
  },
  {
    old: 'inject: summit, from',
    by: 'inject: summit, at: «{ turn: 3 }», from',
    says: 'releases the inject "summit" in turn 1, not in turn 3',
  },
  {
    old: 'inject: summit, from',
    by: 'inject: panic, text: x, at: «{ turn: 3 }», from',
    says: 'the inject "panic" waits for a condition',
  },
  { old: W06, by: 'W-06: { text: The harbour is closed., at: «{ turn: 22 }»', says: 'turn 22 is not played' },
  {
    old: W06,
    by: 'W-06: { text: The harbour is closed., at: «{ turn: 8, move: autumn }»',
    says: 'turn 8 is in the move winter, not in autumn',
  },
  {
    old: W06,
    by: 'W-06: { text: The harbour is closed., at: { turn: 8, minute: «26» }',
    says: 'expected a minute before 25.5',
  },
  {
    old: W06,
    by: 'W-06: { text: The harbour is closed., at: { move: «wintr» }',
    says: 'expected a move, got "wintr"',
    hint: 'winter',
  },
  { old: W06, by: '«W-06»: { text: The harbour is closed.', says: 'when is it released?' },
  { old: W06, by: '«W-06»: { at: { turn: 8 }', says: 'what are the exact words?' },
  { old: 'W-06: {', by: '«W-05»: {', says: 'the id "W-05" is retired' },
  {
    old: 'W-06: { text: The harbour is closed., at: { turn: 8 }',
    by: 'W-06: { inject: «summit»',
    says: 'the inject "summit" is played by W-01 already',
  },
  {
    old: 'to: [estonia, latvia], delivery',
    by: 'to: [estonia, «latvja»], delivery',
    says: 'expected a seat, or "all", got "latvja"',
    hint: 'latvia',
  },
  { old: 'kind: adaptive', by: 'kind: «adaptiv»', says: 'adaptive' },
  { old: 'status: skipped, reason: too much', by: 'status: «skipped»', says: 'why is it skipped?' },
  {
    old: 'latvia: { who: You hold',
    by: '«latvja»: { who: You hold',
    says: 'expected a seat, got "latvja"',
    hint: 'latvia',
  },
  { old: 'kind: adaptive, source: R1', by: 'kind: adaptive, source: «R9»', says: 'the register has no source "R9"' },
  {
    old: 'A second boat., by: "hand"',
    by: 'A second boat., by: "hand", at: { turn: 2 }',
    says: 'expected one of "at", "when" and "by: hand"',
  },
];

describe('a slip in the seminar', () => {
  test.each(SLIPS)('$by', ({ old, by, says, hint }) => {
    const marked = by.includes('«');
    const wanted = marked ? unmarked(edited(old, by)) : null;
    const { problems, said, render } = inspect(wanted?.text ?? edited(old, by));
    expect(said).toContain(says);
    if (hint !== undefined) expect(said).toContain(hint);
    const problem = problems.find(({ message }) => message.includes(says)) ?? problems[0]!;
    if (wanted === null) return;
    expect(problem.place).toMatchObject({ line: wanted.line, column: wanted.column });
    expect(wanted.under.startsWith(caretsOf(render(problem))?.under ?? '?')).toBe(true);
  });

  test('warns of an objective that nobody serves and nobody evaluates', () => {
    const { scenario, said } = inspect(edited('objectives: { decide:', 'objectives: { rest: Rest, decide:'));
    expect(scenario).not.toBeNull();
    expect(said).toContain('no entry of the MSEL serves the objective "rest"');
    expect(said).toContain('nothing evaluates the objective "rest"');
  });
});
