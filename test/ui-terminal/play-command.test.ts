// `greyzone play`, `replay` and `diff` as a user types them, without a terminal: cases, scripts, proofs, and every way in which they refuse.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../case/played-case.ts';
import { type Ended, start } from './greyzone.ts';

/** A home of its own, so that nobody's cases are touched. */
interface Place {
  readonly folder: string;
  readonly cases: () => readonly string[];
  readonly file: (name: string, text: string) => string;
  readonly greyzone: (...args: readonly string[]) => Promise<Ended>;
}

function place(): Place {
  const folder = tempFolder();
  const home = join(folder, 'greyzone', 'cases');
  return {
    folder,
    cases: () => readdirSync(home).filter((name) => name.endsWith('.case.jsonl')),
    file: (name, text) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    greyzone: (...args) => start(args, { XDG_STATE_HOME: folder }).ended,
  };
}

const ORDERS = 'town_hall: evenings weekly, answers prompt\nturn 2\nundo\ntown_hall: answers slow\nturn 9\n';

describe('play --script', () => {
  test('tells the story, keeps the case, and says how to go on', async () => {
    const { greyzone, file, cases } = place();
    const { code, stdout, stderr } = await greyzone(
      'play',
      'tutorial',
      '--script',
      file('orders.txt', ORDERS),
      '--seed',
      'demo',
    );
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).toContain('held by persons: town_hall');
    expect(stdout).toContain('> town_hall: evenings weekly, answers prompt');
    expect(stdout).toContain('> undo');
    expect(stdout).toContain('Turn 6,');
    expect(stdout).toContain('Outcomes');
    expect(cases()).toEqual(['tutorial-town_hall-demo.case.jsonl']);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('Go on with: greyzone play --resume tutorial-town_hall-demo');
  });

  test('the same script gives the same story and the same log, and a case never takes the place of another', async () => {
    const { greyzone, file, cases } = place();
    const script = file('orders.txt', ORDERS);
    const [one, two] = [
      await greyzone('play', 'tutorial', '--script', script),
      await greyzone('play', 'tutorial', '--script', script),
    ];
    const story = (text: string): string => text.split('\nThe case is in')[0]!;
    expect(story(two.stdout)).toBe(story(one.stdout));
    expect(cases()).toEqual(['tutorial-town_hall-greyzone-2.case.jsonl', 'tutorial-town_hall-greyzone.case.jsonl']);
  });

  test('--json gives one event a line, in a documented form', async () => {
    const { greyzone, file } = place();
    const { code, stdout } = await greyzone('play', 'tutorial', '--script', file('o', ORDERS), '--json');
    expect(code).toBe(0);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const { format } of events) expect(format).toBe('greyzone.play/1');
    expect(events[0]).toMatchObject({
      event: 'open',
      scenario: { id: 'tutorial' },
      seed: 'greyzone',
      holders: { town_hall: 'person' },
    });
    expect(events.map(({ event }) => event)).toEqual([
      ...['open', 'input', 'turn', 'turn', 'input', 'input', 'turn', 'turn', 'turn', 'turn', 'turn', 'over'],
    ]);
    expect(Object.keys(events.at(-1)!.outcomes as object)).toContain('trust_at_end');
  });

  test('--turns plays on with what stands, and --resume goes on from there', async () => {
    const { greyzone, file } = place();
    const first = await greyzone(
      'play',
      'tutorial',
      '--script',
      file('o', 'town_hall: evenings weekly\n'),
      '--turns',
      '2',
      '--seed',
      'two',
    );
    expect(first.stdout).toContain('Turn 2,');
    expect(first.stdout).not.toContain('Turn 3,');
    const more = await greyzone('play', '--resume', '--turns', '4');
    expect(more.code).toBe(0);
    expect(more.stdout).not.toContain('Turn 2,');
    expect(more.stdout).toContain('Turn 4,');
    const named = await greyzone('play', '--resume', 'tutorial-town_hall-two', '--turns', '5', '--json');
    expect(named.stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  test('faults of a script stand with line and column, nothing is played, and no case is left behind', async () => {
    const { greyzone, file, cases } = place();
    const script = file('bad.txt', 'town_hall: evenings wekly\nturn\n');
    const { code, stdout, stderr } = await greyzone('play', 'tutorial', '--script', script);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`${script}:1:21 unknown level of evenings "wekly"`);
    expect(stderr).toContain('did you mean "weekly"?');
    expect(cases()).toEqual([]);
  });
});

describe('refusals of play', () => {
  test.each([
    [['play'], 'play needs a terminal, and the input is no terminal; play from a file instead'],
    [['play', '--turns', '2'], 'the scenario must be named'],
    [['play', '--seat', 'x'], '--seat needs the scenario'],
    [['play', 'tutorial', '--resume', 'x', '--seed', 'y'], '--seed is settled when a case is opened'],
    [['play', 'nosuch', '--turns', '1'], 'no scenario "nosuch"'],
    [['play', 'tutorial', '--seat', 'townhall', '--turns', '1'], 'unknown seat "townhall"; did you mean "town_hall"?'],
    [['play', 'tutorial', '--policy', 'meat', '--turns', '1'], 'unknown policy "meat"; did you mean "meet"?'],
    [['play', 'tutorial', '--doctrine', 'x', '--turns', '1'], 'unknown doctrine "x"'],
    [['play', 'tutorial', '--variant', 'x', '--turns', '1'], 'unknown variant "x"'],
    [['play', 'tutorial', '--set', 'fadding=0.1', '--turns', '1'], 'did you mean "fading"?'],
    [['play', 'tutorial', '--script', '/nowhere/x.txt'], '--script /nowhere/x.txt: there is no such file'],
    [['play', '--resume', '--turns', '1'], 'there is no case to go on with'],
    [['play', '--resume', '/nowhere/x', '--turns', '1'], 'cannot read /nowhere/x: no such file or folder'],
    [['play', 'tutorial', '--case', '/dev/null/y', '--turns', '1'], 'cannot write /dev/null/y'],
  ])('%j', async (args, message) => {
    const { code, stdout, stderr } = await place().greyzone(...args);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });
});

describe('replay and diff', () => {
  async function played(): Promise<Place & { readonly name: string; readonly text: string }> {
    const here = place();
    const name = join(here.folder, 'mine.case.jsonl');
    const { code } = await here.greyzone('play', 'tutorial', '--script', here.file('o', ORDERS), '--case', name);
    expect(code).toBe(0);
    return { ...here, name, text: readFileSync(name, 'utf8') };
  }

  test('a replay proves every state, and tells the line on which the case stands', async () => {
    const { greyzone, name } = await played();
    expect(await greyzone('replay', name, '--verify')).toEqual({
      code: 0,
      stdout: '7 of 7 turns come to the noted state: the case holds.\n',
      stderr: '',
    });
    const story = await greyzone('replay', name);
    expect(story.stdout).toContain('> turn 2, town_hall: answers slow');
    expect(story.stdout.match(/^Turn 2,/gm)).toHaveLength(1);
    const json = JSON.parse((await greyzone('replay', name, '--json')).stdout) as object;
    expect(json).toMatchObject({ format: 'greyzone.replay/1', turns: 7, agreeing: 7, torn: false, holds: true });
  });

  test('what does not hold ends with 1 and says where', async () => {
    const { greyzone, file, text } = await played();
    const changed = await greyzone(
      'replay',
      file('changed.case.jsonl', text.replace('"weekly"', '"monthly"')),
      '--verify',
    );
    expect(changed).toMatchObject({ code: 1, stdout: '' });
    expect(changed.stderr).toContain(
      'changed.case.jsonl:2 this line or one before it was changed after it was written',
    );
    const torn = await greyzone('replay', file('torn.case.jsonl', text.slice(0, -9)), '--verify');
    expect(torn).toMatchObject({ code: 0, stdout: '6 of 6 turns come to the noted state: the case holds.\n' });
    expect(torn.stderr).toContain('the last line was cut off');
    const none = await greyzone('replay', file('none.case.jsonl', 'hello\n'), '--verify');
    expect(none).toMatchObject({ code: 2, stdout: '' });
  });

  test('a case of another text of its scenario is refused, and its orders can still be read', async () => {
    const { greyzone, file, folder } = place();
    const source = readFileSync(new URL('../../scenarios/tutorial/scenario.yaml', import.meta.url), 'utf8');
    const scenario = file('scenario.yaml', source);
    const name = join(folder, 'own.case.jsonl');
    expect((await greyzone('play', scenario, '--script', file('o', ORDERS), '--case', name)).code).toBe(0);
    expect((await greyzone('replay', name, '--scenario', scenario, '--verify')).code).toBe(0);
    file('scenario.yaml', source.replace('start: 0.55', 'start: 0.56'));
    const refused = await greyzone('play', scenario, '--resume', name, '--turns', '6');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('was played in another text of "tutorial"');
    const replayed = await greyzone('replay', name, '--scenario', scenario);
    expect(replayed.code).toBe(1);
    expect(replayed.stdout).toContain('> turn 1, town_hall: evenings weekly, answers prompt');
    expect(replayed.stderr).toContain('Name the scenario file as it was then');
  });

  test('a diff shows where two lines went apart', async () => {
    const { greyzone, name } = await played();
    const { code, stdout } = await greyzone('diff', name);
    expect(code).toBe(0);
    expect(stdout).toContain('A line 1, 2 turns; B line 2, 6 turns');
    expect(stdout).toContain('order answers: A prompt, B slow');
    const json = JSON.parse((await greyzone('diff', name, '--json')).stdout) as {
      readonly turns: readonly { readonly turn: number }[];
    };
    expect(json.turns.map(({ turn }) => turn)).toEqual([2]);
    const one = await greyzone('diff', name, '--lines', '1,9');
    expect(one).toMatchObject({ code: 2 });
    expect(one.stderr).toContain('lines are counted from 1 to 2');
  });

  test('two cases of different scenarios cannot be compared', async () => {
    const { greyzone, name, folder } = await played();
    const other = join(folder, 'other.case.jsonl');
    await greyzone('play', 'lake', '--turns', '1', '--case', other);
    const { code, stderr } = await greyzone('diff', name, other);
    expect(code).toBe(2);
    expect(stderr).toContain('the cases were played in different texts');
  });
});
