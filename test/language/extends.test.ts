// Scenarios that build on one another: what is merged, what is taken out, where a fault stands, and what is refused.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { layOver } from '../../engine/language/laid-over.ts';
import { readYaml, type YamlText } from '../../engine/language/yaml-text.ts';
import { inspectScenario } from '../../engine/model/inspect-scenario.ts';
import { renderProblems } from '../../engine/problem.ts';
import { openScenario } from '../../engine/scenario-folder.ts';

let root = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'greyzone-extends-'));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Writes a small library: `{ 'a/scenario.yaml': ... }`. */
function library(name: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name, file)), { recursive: true });
    writeFileSync(join(root, name, file), text);
  }
  return join(root, name);
}

function answer(folder: string): {
  readonly scenario: ReturnType<typeof inspectScenario>['scenario'];
  readonly said: string;
} {
  const opened = openScenario(folder);
  const inspected =
    opened.texts === null ? { scenario: null, problems: opened.problems } : inspectScenario(opened.texts);
  const texts = new Map(opened.files.map(({ name, text }) => [name, text]));
  return { scenario: inspected.scenario, said: renderProblems(inspected.problems, texts) };
}

const head = (id: string, more = '') => `greyzone: 1\nid: ${id}\ntitle: A title\nquestion: A question?\n${more}`;

const BASE = `${head('base', 'purpose: To be built on.\n')}clock: { start: 2014-09, turn: month, turns: 4 }
phases: [all]
facts:
  pull: { value: 0.2, source: judgement, why: a guess }
stocks:
  fear: { start: 0.5, range: [0, 1], phase: all, next: fear * pull, why: it fades }
injects:
  visit: { turn: 2, effects: { fear: -0.1 }, source: judgement, why: a guess }
outcomes:
  fear_at_end: { is: final(fear), better: lower }
`;

describe('what lies over what', () => {
  test('elements merge by field; who a scenario is, is its own', () => {
    const path = library('merge', {
      'base/scenario.yaml': BASE,
      'over/scenario.yaml': `${head('over', 'extends: base\n')}clock: { turns: 6 }\nfacts: { pull: { value: 0.4 } }\n`,
    });
    const { scenario, said } = answer(join(path, 'over'));
    expect(said).toBe('');
    expect(scenario).toMatchObject({ id: 'over', purpose: null, version: '0.0.0', clock: { turns: 6, unit: 'month' } });
    expect(scenario?.facts.get('pull')?.values.get('')).toBe(0.4);
    expect(scenario?.facts.get('pull')?.provenance.why).toBe('a guess');
    expect([...(scenario?.stocks.keys() ?? [])]).toEqual(['fear']);
  });

  test('what is taken out is gone, and may be declared anew', () => {
    const path = library('without', {
      'base/scenario.yaml': BASE,
      'over/scenario.yaml': `${head('over', 'extends: base\nwithout: [injects, facts.pull]\n')}uncertainties: { pull: { uniform: [0, 0.5], source: judgement, why: now unknown } }\n`,
    });
    const { scenario, said } = answer(join(path, 'over'));
    expect(said).toBe('');
    expect(scenario?.injects.size).toBe(0);
    expect([...(scenario?.uncertainties.keys() ?? [])]).toEqual(['pull']);
  });

  test('parts bring their own register; what is inherited may go unread', () => {
    const path = library('parts', {
      'parts/words.yaml': 'greyzone: 1\nfacts: { spare: { value: 1, source: P1, trust: good } }\n',
      'parts/sources.yaml': 'P1: A census\n',
      'base/scenario.yaml': BASE,
      'over/scenario.yaml': head('over', 'extends: [base, ../parts/words.yaml]\n'),
      'over/sources.yaml': 'P2: A survey\n',
    });
    const { scenario, said } = answer(join(path, 'over'));
    expect(said).toBe('');
    expect(Object.fromEntries(scenario?.sources ?? [])).toEqual({ P1: 'A census', P2: 'A survey' });
  });

  test('a text reached on two ways is laid once, under both', () => {
    const path = library('diamond', {
      'base/scenario.yaml': BASE,
      'left/scenario.yaml': `${head('left', 'extends: base\n')}facts: { pull: { value: 0.6 } }\n`,
      'right/scenario.yaml': `${head('right', 'extends: base\n')}clock: { turns: 9 }\n`,
      'over/scenario.yaml': head('over', 'extends: [left, right]\n'),
    });
    const { scenario } = answer(join(path, 'over'));
    expect(scenario?.facts.get('pull')?.values.get('')).toBe(0.6);
    expect(scenario?.clock.turns).toBe(9);
    expect(openScenario(join(path, 'over')).texts?.bases).toHaveLength(3);
  });

  test('the hash covers what a scenario builds on', () => {
    const hash = (name: string, base: string) =>
      openScenario(
        join(
          library(name, { 'base/scenario.yaml': base, 'over/scenario.yaml': head('over', 'extends: base\n') }),
          'over',
        ),
      ).texts?.hash;
    expect(hash('hash1', BASE)).toBe(hash('hash2', BASE));
    expect(hash('hash1', BASE)).not.toBe(hash('hash3', BASE.replace('0.2', '0.3')));
  });
});

describe('faults stand where they were written', () => {
  const over = (more: string, base = BASE) =>
    answer(
      join(
        library(`fault-${Math.abs([...more, ...base].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) | 0, 7))}`, {
          'base/scenario.yaml': base,
          'over/scenario.yaml': head('over', more),
        }),
        'over',
      ),
    ).said;

  test('in the base, when the base is at fault', () => {
    expect(over('extends: base\n', BASE.replace('fear * pull', 'fear * pul'))).toMatch(
      /base\/scenario\.yaml:11:\d+ .*stocks\.fear\.next.*pul.*Did you mean "pull"/s,
    );
  });

  test('in the overlay, when it takes away what the base needs', () => {
    expect(over('extends: base\nwithout: [facts.pull]\n')).toMatch(
      /base\/scenario\.yaml:11.*pull.*over\/scenario\.yaml takes out facts\.pull\./s,
    );
  });

  test.each([
    ['extends: bass\n', /over\/scenario\.yaml:5:10 .*no scenario "bass".*Did you mean "base"\?/s],
    ['extends: [base, ./words.yaml]\n', /over\/scenario\.yaml:5:17 .*no file "\.\/words\.yaml"/s],
    ['extends: over\n', /over\/scenario\.yaml:5:10 .*cannot build on itself: over -> over/s],
    ['extends: ../../../../etc/passwd.yaml\n', /over\/scenario\.yaml:5:10 .*no file/s],
    ['extends: 7\n', /over\/scenario\.yaml:5:10 .*expected a text or a list/s],
    [
      'extends: base\nwithout: [injects.visitt]\n',
      /:6:11 .*nothing called "injects\.visitt".*Did you mean "injects\.visit"/s,
    ],
    ['extends: base\nwithout: [inject]\n', /:6:11 .*nothing called "inject".*Did you mean "injects"/s],
    ['extends: base\nextend: base\n', /:6:1 .*unknown key "extend".*Did you mean "extends"/s],
  ])('%j', (more, expected) => {
    expect(over(more)).toMatch(expected);
  });

  test('a circle of three is named', () => {
    const path = library('circle', {
      'a/scenario.yaml': head('a', 'extends: b\n'),
      'b/scenario.yaml': head('b', 'extends: c\n'),
      'c/scenario.yaml': head('c', 'extends: a\n'),
    });
    expect(answer(join(path, 'a')).said).toMatch(/c\/scenario\.yaml:5:10 .*itself: a -> b -> c -> a.*extends: a/s);
  });

  test('one id, two sources', () => {
    const path = library('registers', {
      'base/scenario.yaml': BASE,
      'base/sources.yaml': 'R1: One book\n',
      'over/scenario.yaml': head('over', 'extends: base\n'),
      'over/sources.yaml': 'R2: Fine\nR1: Another book\n',
    });
    expect(answer(join(path, 'over')).said).toMatch(/over\/sources\.yaml:2:1 .*"R1".*One book/s);
  });

  test.each([
    ['a register inside the register', 'sources: { R1: One book }\n', 'sources'],
    ['the head of a part', 'greyzone: 1\nR1: One book\n', 'greyzone'],
    ['an id without a text', 'R1:\n', 'R1'],
    ['an id with an empty map', 'R1: {}\n', 'R1'],
  ])('a register with %s', (_, register, id) => {
    const path = library('no-register', { 'base/scenario.yaml': BASE, 'base/sources.yaml': register });
    const { said } = answer(join(path, 'base'));
    expect(said).toMatch(new RegExp(`base/sources\\.yaml:1:1 .*describes the source "${id}"`));
    expect(said).toContain('R15: Statistics Estonia, census 2011');
  });

  test('a file outside the library, and a link out of it', () => {
    const path = library('outside', {
      'elsewhere/words.yaml': 'greyzone: 1\n',
      'inside/base/scenario.yaml': BASE,
      'inside/over/scenario.yaml': head('over', 'extends: [base, ../../elsewhere/words.yaml]\n'),
      'inside/link/scenario.yaml': head('link', 'extends: [base, ./words.yaml]\n'),
    });
    expect(answer(join(path, 'inside/over')).said).toMatch(/:5:17 .*outside the folder/s);
    symlinkSync(join(path, 'elsewhere/words.yaml'), join(path, 'inside/link/words.yaml'));
    expect(answer(join(path, 'inside/link')).said).toMatch(/:5:17 .*leaves its folder/s);
  });

  test('a chain without end is cut', () => {
    const files = Array.from({ length: 90 }, (_, i): [string, string] => [
      `s${i}/scenario.yaml`,
      head(`s${i}`, `extends: s${i + 1}\n`),
    ]);
    const path = library('chain', Object.fromEntries(files));
    expect(answer(join(path, 's0')).said).toMatch(/expected at most 32 texts/);
  });
});

describe('laws', () => {
  const text = (data: object): YamlText => {
    const { yaml } = readYaml({ name: 'x.yaml', text: stringify(data) });
    if (yaml === null) throw new Error('not readable');
    return yaml;
  };
  const merged = (...layers: readonly object[]) =>
    layOver(layers.slice(0, -1).map(text), text(layers.at(-1) ?? {})).yaml.data;

  // Cases of RFC 7396, appendix A, without those that write null.
  test.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd' } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [{ e: 'x' }, { a: 1 }, { e: 'x', a: 1 }],
  ])('%j with %j', (under, over, expected) => {
    expect(merged(under, over)).toEqual(expected);
  });

  const tree = fc.letrec((tie) => ({
    map: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), { minKeys: 1, maxKeys: 3 }),
    value: fc.oneof({ maxDepth: 3 }, fc.integer({ min: 0, max: 9 }), tie('map')),
  })).map as fc.Arbitrary<Record<string, unknown>>;

  test('a text over itself is itself, and grouping does not matter', () => {
    fc.assert(
      fc.property(tree, tree, tree, (a, b, c) => {
        expect(merged(a, a)).toEqual(a);
        expect(merged(a, b, c)).toEqual(merged(merged(a, b) as object, c));
      }),
    );
  });

  test('every place points at the text that has the value', () => {
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        const named = (name: string, data: object): YamlText =>
          readYaml({ name, text: stringify(data) }).yaml as YamlText;
        const { yaml } = layOver([named('under', a)], named('over', b));
        const at = (data: unknown, path: readonly string[]): unknown =>
          path.reduce<unknown>(
            (v, k) => (typeof v === 'object' && v !== null ? (v as Record<string, unknown>)[k] : undefined),
            data,
          );
        const walk = (value: unknown, path: readonly string[]): void => {
          if (typeof value === 'object' && value !== null)
            for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
          else expect(at(yaml.placeOf(path).file === 'over' ? b : a, path)).toBe(value);
        };
        walk(yaml.data, []);
      }),
    );
  });
});

test('the shipped parts stand under the shipped scenarios', () => {
  const opened = openScenario('baltic-2014');
  expect(opened.texts?.bases.map(({ name }) => name).some((name) => name.endsWith('parts/places.yaml'))).toBe(true);
  expect(readFileSync('scenarios/parts/sources.yaml', 'utf8')).toContain('STATEE2011');
});
