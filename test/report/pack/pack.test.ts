// The pages of a pack: who may read what, hostile texts, structure for a screen reader, the same bytes every time.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MselEntry, Scenario, SeminarElement } from '../../../engine/language/scenario.ts';
import { cssString, escaped } from '../../../engine/report/html/html.ts';
import { buildPack, type PackFile } from '../../../engine/report/pack/build-pack.ts';
import { shippedScenario } from '../../shipped.ts';

const LOOK = { paper: 'a4', large: false } as const;
const scenario = shippedScenario('narva-spring');
const seminar = scenario.seminar!;
const pack = packOf(scenario);

function packOf(from: Scenario, look: Parameters<typeof buildPack>[1] = LOOK): readonly PackFile[] {
  const files = buildPack(from, look, () => null);
  if (files === null) throw new Error('no seminar');
  return files;
}

function textOf(files: readonly PackFile[], name: string): string {
  return files.find(({ file }) => file === name)!.text;
}

const HANDBOOK = 'controller-handbook.html';
const FOR_WHITE = new Set([HANDBOOK, 'evaluation-guides.html']);

/** Words of our own for everything in the master events list, what waits in later moves, and what the model hides. */
function marked(from: Scenario, word: string): { readonly scenario: Scenario; readonly marks: readonly string[] } {
  const marks: string[] = [];
  const mark = <T extends string | null>(text: T): T => {
    if (text === null) return text;
    marks.push(`${word}${marks.length}x`);
    return marks.at(-1) as T;
  };
  const entry = (one: MselEntry): MselEntry => ({
    ...one,
    id: mark(one.id),
    label: mark(one.label),
    text: mark(one.text),
    from: mark(one.from),
    delivery: mark(one.delivery),
    expected: mark(one.expected),
    notes: mark(one.notes),
    reason: mark(one.reason),
    inject: mark(one.inject),
    moment: one.moment.kind === 'condition' ? { ...one.moment, words: mark(one.moment.words) } : one.moment,
  });
  const old = from.seminar!;
  const changed: SeminarElement = {
    ...old,
    msel: old.msel.map(entry),
    watch: old.watch.map((one) => ({ ...one, label: mark(one.label) })),
    notPlayed: old.notPlayed.map((one) => ({ ...one, why: mark(one.why) })),
    moves: old.moves.map((move, i) => (i === 0 ? move : { ...move, situation: mark(move.situation) })),
  };
  return { scenario: { ...from, seminar: changed, purpose: mark(from.purpose) }, marks };
}

describe('who may read what', () => {
  test('nothing of the white cell stands outside its handbook, and all of it stands there', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^q[a-z0-9]{14}$/), (word) => {
        const { scenario: secret, marks } = marked(scenario, word);
        const files = packOf(secret);
        expect(marks.length).toBeGreaterThan(100);
        for (const { file, text } of files) if (file !== HANDBOOK) expect(text.includes(word), file).toBe(false);
        const handbook = textOf(files, HANDBOOK);
        expect(marks.filter((mark) => !handbook.includes(mark))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  test('what is rated stands in the guides of the evaluators alone', () => {
    const evaluation = seminar.evaluation.map((one, i) => ({
      ...one,
      capability: `zcapability${i}`,
      tasks: [`ztask${i}`],
    }));
    const files = packOf({ ...scenario, seminar: { ...seminar, evaluation } });
    const holding = files.filter(({ text }) => /zcapability|ztask/.test(text)).map(({ file }) => file);
    expect(holding).toEqual(['evaluation-guides.html']);
  });

  test('what the model hides is in no page: doctrines, uncertainties, injects that no entry plays', () => {
    const hide = <E extends { readonly label: string; readonly provenance: object }>(map: ReadonlyMap<string, E>) =>
      new Map(
        [...map].map(([name, one]) => [
          name,
          { ...one, label: 'zhidden', provenance: { ...one.provenance, why: 'zhidden', note: 'zhidden' } },
        ]),
      );
    const files = packOf({
      ...scenario,
      uncertainties: hide(scenario.uncertainties),
      facts: hide(scenario.facts),
      stocks: hide(scenario.stocks),
      injects: new Map([...hide(scenario.injects)].map(([name, one]) => [name, { ...one, news: 'zhidden' }])),
      doctrines: scenario.doctrines.map((one) => ({ ...one, name: 'zhidden' })),
    });
    expect(files.filter(({ text }) => text.includes('zhidden'))).toEqual([]);
  });

  test('a role, a brief and the questions of a cell are for that cell', () => {
    const roles = seminar.roles.map((role) => ({ ...role, who: `zrole ${role.seat}.`, aims: [`zaim ${role.seat}.`] }));
    const seats = scenario.seats.map((seat) => ({ ...seat, brief: `zbrief ${seat.name}.` }));
    const files = packOf({ ...scenario, seats, seminar: { ...seminar, roles } });
    expect(roles.length).toBeGreaterThan(1);
    for (const { seat } of roles) {
      const holding = files.filter(({ text }) => new RegExp(`z(role|aim|brief) ${seat}\\.`).test(text));
      expect(holding.map(({ file }) => file)).toEqual([`role-${seat}.html`]);
    }
  });

  test('what the white cell is told of its own role and asks itself is in its handbook', () => {
    const role = {
      seat: 'white',
      who: 'zwhite who.',
      aims: [],
      brings: [],
      advice: ['zwhite advice.'],
      sources: [],
      path: [],
    };
    const moves = seminar.moves.map((move) => ({
      ...move,
      questions: { ...move.questions, bySeat: new Map(move.questions.bySeat).set('white', ['zwhite asks?']) },
    }));
    const files = packOf({ ...scenario, seminar: { ...seminar, moves, roles: [...seminar.roles, role] } });
    const holding = files.filter(({ text }) => text.includes('zwhite'));
    expect(holding.map(({ file }) => file)).toEqual([HANDBOOK]);
    expect(holding[0]!.text).toMatch(/zwhite who\.[\s\S]*zwhite advice\.[\s\S]*zwhite asks\?/);
  });

  test('a machine that some cell has no sight of is on no poster', () => {
    const ladder = scenario.machines.get('ladder')!;
    const seenBy = { all: false, exactly: ['russia'], late: [], noisy: [], gated: null };
    const machines = new Map(scenario.machines).set('ladder', { ...ladder, seenBy });
    const files = packOf({ ...scenario, machines });
    expect(files.map(({ file }) => file)).not.toContain('ladder-poster.html');
    expect(pack.map(({ file }) => file)).toContain('ladder-poster.html');
    expect(textOf(files, 'situation-manual.html')).not.toContain('The ladder');
  });

  test('every page of the white cell says so, on paper and on top', () => {
    for (const { file, text } of pack) {
      const onPaper = text.includes('@top-right { content: "WHITE\\000020CELL\\000020ONLY');
      expect(text.includes('WHITE CELL ONLY'), file).toBe(FOR_WHITE.has(file));
      expect(onPaper, file).toBe(FOR_WHITE.has(file));
    }
  });
});

describe('order forms', () => {
  test('hold the levers of their seat, each level once a move, and nobody else has them', () => {
    const russia = textOf(pack, 'orders-russia.html');
    const moves = seminar.moves.length;
    expect(russia.match(/>Calls and buses</g)).toHaveLength(moves);
    expect(russia.match(/Support for movements, Latgale</g)).toHaveLength(moves);
    expect(russia.match(/<\/span>campaign</g)).toHaveLength(moves);
    expect(textOf(pack, 'orders-estonia.html').match(/<th scope="row">Police</g)).toHaveLength(moves);
    for (const { file, text } of pack)
      if (!file.includes('russia')) expect(text.includes('Calls and buses<'), file).toBe(false);
  });
});

describe('texts', () => {
  const HOSTILE = `</style><script>alert(1)</script><img src=x onerror=alert(1)>"'&\u0000\ud800`;
  const KEPT = new Set([
    'seat',
    'name',
    'objective',
    'objectives',
    'move',
    'kind',
    'status',
    'path',
    'when',
    'condition',
  ]);

  function hostile(value: unknown, key = ''): unknown {
    if (KEPT.has(key)) return value;
    if (typeof value === 'string') return HOSTILE;
    if (value instanceof Map) return new Map([...value].map(([name, one]) => [name, hostile(one)]));
    if (Array.isArray(value)) return value.map((one) => hostile(one, typeof one === 'number' ? 'path' : ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, hostile(one, name)]));
  }

  test('of a scenario never become markup', () => {
    const labels = new Map([...scenario.labels.keys(), 'riga', 'estonia'].map((name) => [name, HOSTILE]));
    const files = packOf({
      ...scenario,
      ...{ title: HOSTILE, question: HOSTILE, purpose: HOSTILE, notFor: HOSTILE, version: HOSTILE, labels },
      seats: scenario.seats.map((seat) => ({ ...seat, label: HOSTILE, brief: HOSTILE })),
      levers: new Map([...scenario.levers].map(([name, lever]) => [name, { ...lever, label: HOSTILE }])),
      seminar: hostile(seminar) as SeminarElement,
    });
    for (const { file, text } of files) {
      expect(text.match(/<\/style>/g), file).toHaveLength(1);
      expect(text, file).not.toMatch(/<script|<img/);
      expect(text.includes('\u0000'), file).toBe(false);
      expect(text.isWellFormed(), file).toBe(true);
      expect(text).toContain('&lt;script&gt;');
    }
  });

  test('are escaped in elements, attributes and style sheets', () => {
    expect(escaped(`<a href="x">'&</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;&#39;&amp;&lt;/a&gt;');
    expect(cssString('a "b"</style>')).toBe('"a\\000020\\000022b\\000022\\00003c\\00002fstyle\\00003e"');
  });
});

describe('pages', () => {
  test('stand alone: no script, nothing fetched, links to pages of the pack only', () => {
    const names = new Set(pack.map(({ file }) => file));
    for (const { file, text } of pack) {
      expect(text, file).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:|src=/);
      const links = [...text.matchAll(/href="([^"]*)"/g)].map(([, to]) => to!);
      expect(links.filter((to) => !names.has(to))).toEqual([]);
      if (file === 'index.html') expect(new Set(links)).toEqual(new Set([...names].filter((name) => name !== file)));
    }
  });

  test('have a language, headings in order, headers in tables, names for drawings, each id once', () => {
    for (const { file, text } of pack) {
      expect(text, file).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
      const levels = [...text.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
      expect(levels[0], file).toBe(1);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      for (const [i, level] of levels.entries()) expect(level - (levels[i - 1] ?? 0), file).toBeLessThanOrEqual(1);
      for (const [table] of text.matchAll(/<table[\s\S]*?<\/table>/g)) {
        expect(table, file).toMatch(/<caption>|^<table aria-label="[^"]+"/);
        expect(table, file).toMatch(/<th scope="(col|row)"/);
        expect(table, file).not.toMatch(/<th(?! scope=)[ >]/);
      }
      for (const [svg] of text.matchAll(/<svg[\s\S]*?<\/svg>/g)) {
        expect(svg, file).toMatch(/role="img" aria-labelledby="/);
        expect(svg, file).toMatch(/<title id=.*<\/title>\n<desc /);
      }
      const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(ids, file).toEqual([...new Set(ids)]);
    }
  });

  test('are the same bytes every time; paper and size of type are in the style sheet alone', () => {
    expect(packOf(shippedScenario('narva-spring'))).toEqual(pack);
    const large = packOf(scenario, { paper: 'letter', large: true });
    const bare = ({ text }: PackFile) => text.replace(/<style>[\s\S]*<\/style>/, '');
    expect(large.map(bare)).toEqual(pack.map(bare));
    expect(large[0]!.text).toMatch(/size: letter portrait;[\s\S]*font: 18pt/);
    expect(pack[0]!.text).toMatch(/size: A4 portrait;[\s\S]*font: 11pt/);
  });

  test('of the map draw outlines where there are some and tiles for the rest', () => {
    const square = {
      label: [2400, 5700],
      rings: [
        [
          [2390, 5690],
          [2410, 5690],
          [2410, 5710],
          [2390, 5690],
        ],
      ],
    } as const;
    const files = buildPack(scenario, LOOK, (place) => (place === 'riga' ? square : null))!;
    const map = textOf(files, 'region-map.html');
    expect(map.match(/<path /g)).toHaveLength(1);
    expect(map.match(/<rect /g)).toHaveLength(3);
    expect(textOf(pack, 'region-map.html').match(/<rect /g)).toHaveLength(4);
  });

  test('name as places what lies in a country, not the seasons or whatever else a set may hold', () => {
    const rows = (id: string) => {
      const map = textOf(packOf(shippedScenario(id)), 'region-map.html');
      return [...map.matchAll(/<tr><th scope="row">([^<]*)</g)].map(([, label]) => label);
    };
    expect(rows('narva-spring')).toEqual(['Ida-Viru', 'Harju', 'Riga', 'Latgale']);
    expect(rows('baltic-2014')).toContain('Latgale');
    expect(rows('baltic-2014')).not.toContain('Winter');
  });

  test('of the ladder take news of the way up, so that unrest that ends is not what interference sounds like', () => {
    const poster = textOf(packOf(shippedScenario('baltic-2014')), 'ladder-poster.html');
    expect(poster).toContain('Regular forces cross the border into a region.');
    expect(poster).not.toContain('The squares of a region empty.');
  });

  test('are not made where there is no seminar', () => {
    expect(buildPack({ ...scenario, seminar: null }, LOOK, () => null)).toBeNull();
  });
});
