// The figures of a study: what is drawn is what the tables say, in the same bytes every time, and hostile texts stay texts.

import { describe, expect, test } from 'vitest';
import { barsPicture } from '../../../engine/report/pictures/bars.ts';
import { boxRowsPicture } from '../../../engine/report/pictures/box-rows.ts';
import { curvesPicture } from '../../../engine/report/pictures/curves.ts';
import { fansPicture } from '../../../engine/report/pictures/fans.ts';
import { type HeatMap, heatMapPicture } from '../../../engine/report/pictures/heat-map.ts';
import { isPanels, sizeOf } from '../../../engine/report/pictures/panels.ts';
import { openPen } from '../../../engine/report/pictures/pen.ts';
import { linesOf } from '../../../engine/report/pictures/plate.ts';
import { pngOf } from '../../../engine/report/pictures/png.ts';
import { brightness, DIVERGING, inkOn, ladderShades, SEQUENTIAL } from '../../../engine/report/pictures/shades.ts';
import { stackedAreasPicture } from '../../../engine/report/pictures/stacked-areas.ts';
import { standingTablePicture } from '../../../engine/report/pictures/standing-table.ts';
import { statechartPicture } from '../../../engine/report/pictures/statechart.ts';
import { drawStudy } from '../../../engine/report/study/study-figures.ts';
import { studyFiles } from '../../../engine/report/study/study-files.ts';
import { FIGURES, sampleSections, sampleStudy } from './sample-study.ts';

const HOSTILE = `</svg><script>alert(1)</script>"'&\u202e${'w'.repeat(90)}`;
const pen = await openPen();
const study = sampleStudy();
const figures = await drawStudy(study, pen);

describe('a study', () => {
  test('has figures in every place, each with a drawing, words and numbers', () => {
    expect(new Set(figures.map(({ place }) => place))).toEqual(new Set(FIGURES));
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length);
    for (const { svg, alt, table, caption, name } of figures) {
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="/);
      expect(svg).not.toMatch(/ id=| role=| aria-|url\(|href|<script|<image|<style|NaN|undefined|Infinity/);
      expect(`${alt}${caption}`).not.toMatch(/NaN|undefined|Infinity|null/);
      expect(alt.length).toBeGreaterThan(30);
      expect(table.rows.length).toBeGreaterThan(0);
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
      expect(name).toMatch(/^[a-z0-9-]+$/);
      expect(caption).not.toMatch(/\.$/);
    }
  });

  test('is drawn in the same bytes by another pen, and files are too', async () => {
    const again = await drawStudy(sampleStudy(), await openPen());
    expect(again).toEqual(figures);
    const some = figures.filter(({ place }) => place === 'machines' || place === 'charts');
    const files = await studyFiles(sampleSections(study), some);
    expect(await studyFiles(sampleSections(study), some)).toEqual(files);
    expect(files.map(({ file }) => file)).toEqual([
      'findings-01-machines-ladder.svg',
      'findings-01-machines-ladder.png',
      'robust-02-charts-ladder.svg',
      'robust-02-charts-ladder.png',
    ]);
  });

  test('keeps hostile texts as texts, in drawings and in files', async () => {
    const hostile = await drawStudy(sampleStudy(HOSTILE), pen);
    expect(hostile).toHaveLength(figures.length);
    for (const { svg, name } of hostile) {
      expect(svg.match(/<\/svg>/g)).toHaveLength(1);
      expect(svg).not.toContain('<script');
      expect(name).toMatch(/^[a-z0-9-]+$/);
    }
    const [svg] = await studyFiles(sampleSections(study), hostile.slice(0, 1));
    expect(String(svg!.content)).not.toContain('<script');
  });

  test('differences of shares are in percentage points, and hold what the document holds', () => {
    const dots = figures.find(({ name }) => name === 'estimates-violence')!;
    const row = study.estimates.rows.find(({ outcome, difference }) => outcome === 'violence' && difference !== null)!;
    const drawn = dots.table.rows.find(([policy]) => policy === row.policy)!;
    expect(drawn[1]).toBe(row.difference!.estimate! * 100);
    expect(drawn[2]).toBe(row.difference!.interval!.low * 100);
    expect(dots.table.columns[1]).toContain('percentage points');
  });
});

describe('a number known to more digits than a cell holds', () => {
  test('is shown with six, in the unit of its text', async () => {
    const sure = (text: string) => ({
      estimate: 0.25,
      mcse: 1e-16,
      interval: { low: 0.25, high: 0.25 },
      text,
      range: '',
    });
    const [game] = study.game.games;
    const payoffs = game!.payoffs.map((row) => row.map(() => sure('25.00000000000001 ± 0.00000000000001 %')));
    const drawn = await drawStudy({ ...study, game: { ...study.game, games: [{ ...game!, payoffs }] } }, pen);
    const { svg } = drawn.find(({ place }) => place === 'game')!;
    expect(svg).toContain('>25</text>');
    expect(svg).not.toMatch(/25\.000|>0\.25</);
  });
});

const map: HeatMap = {
  title: 'Violence',
  measure: 'percentage points',
  down: { title: 'reassurance', labels: ['none', 'brigades'] },
  across: { title: 'integration', labels: ['as it was', 'full'] },
  scale: 'difference',
  framed: null,
  cells: [
    [
      { value: -4, text: '-4.0', low: -5, high: -3 },
      { value: 1, text: '1.0', low: -1, high: 3 },
    ],
    [
      { value: 2, text: '2.0', low: null, high: null },
      { value: null, text: 'n/a', low: null, high: null },
    ],
  ],
};

describe('a heat map', () => {
  test('is centred at 0: equal sizes get shades equally far from the middle', () => {
    const fills = (values: readonly number[]): readonly string[] =>
      [
        ...heatMapPicture({
          ...map,
          down: { title: '', labels: [''] },
          across: { title: '', labels: values.map(String) },
          cells: [values.map((value) => ({ value, text: String(value), low: value - 0.1, high: value + 0.1 }))],
        }).svg.matchAll(/height="42" fill="(#[0-9a-f]{6})"/g),
      ].map(([, fill]) => fill!);
    const [low, high, half, small] = fills([-8, 8, 4, 0.2]).map((fill) => DIVERGING.indexOf(fill));
    expect([low, high, half, small]).toEqual([0, 8, 6, 4]);
  });

  test('prints every number, and hatches where the interval holds 0 or nobody knows it', () => {
    const { svg, alt, table } = heatMapPicture(map);
    for (const text of ['-4.0', '1.0', '2.0', 'n/a']) expect(svg).toContain(`>${text}</text>`);
    // Two cells and the sample of the legend.
    expect(svg.match(/<path [^>]*opacity="0\.4"/g)).toHaveLength(3);
    expect(alt).toContain('2 of 3 intervals hold 0');
    expect(table.rows.map((row) => row.at(-1))).toEqual(['yes', 'no', 'no', null]);
    const all = heatMapPicture({ ...map, cells: [[map.cells[0]![0]!, map.cells[0]![0]!]] });
    expect(all.svg).not.toContain('hatched');
    // Levels have no 0 to be told from.
    expect(heatMapPicture({ ...map, scale: 'level' }).svg).not.toMatch(/opacity="0\.4"|hatched/);
  });

  test('frames what it is told to frame', () => {
    const framed = heatMapPicture({
      ...map,
      scale: 'level',
      framed: 'Worst',
      cells: [[{ ...map.cells[0]![0]!, framed: true }, map.cells[0]![1]!]],
    });
    expect(framed.svg.match(/stroke="#111111"/g)).toHaveLength(2);
    expect(framed.alt).toContain('Worst: none, as it was.');
  });

  test('its numbers read on every shade of every scale: contrast of 4.5 at least', () => {
    for (const shade of [...DIVERGING, ...SEQUENTIAL, ...ladderShades(3), ...ladderShades(7), ...ladderShades(12)]) {
      const [one, other] = [brightness(shade), brightness(inkOn(shade))].toSorted((a, b) => b - a);
      expect((one! + 0.05) / (other! + 0.05), shade).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('shades of a ladder', () => {
  test('are darker from step to step, for any number of steps', () => {
    for (const steps of [1, 2, 5, 9]) {
      const shades = ladderShades(steps).map(brightness);
      expect(shades).toHaveLength(steps);
      for (const [i, shade] of shades.entries()) if (i > 0) expect(shade).toBeLessThan(shades[i - 1]!);
    }
  });
});

describe('stacked areas', () => {
  const areas = {
    title: 'Ladder',
    along: 'Turn',
    states: ['quiet', 'unrest'],
    ats: [1, 2, 3],
    panels: [
      {
        label: 'baseline',
        shares: [
          [1, 0.5, 0],
          [0, 0.5, 1],
        ],
      },
    ],
  };

  test('lie on one another and fill the height', async () => {
    const picture = await stackedAreasPicture(pen, areas);
    expect(picture.panels).toHaveLength(2);
    const areasDrawn = [...picture.panels[0]!.matchAll(/<path d="([^"]*)" fill="(#[0-9a-f]{6})"/g)];
    const corners = areasDrawn.map(([, path]) =>
      [...path!.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(
        ([, x, y]) => `${Math.round(Number(x))},${Math.round(Number(y))}`,
      ),
    );
    expect(corners[0]).toEqual(expect.arrayContaining(['0,0', '115,65', '230,130', '0,130']));
    expect(corners[1]).toEqual(expect.arrayContaining(['0,0', '115,65', '230,130', '230,0']));
    expect(picture.alt).toContain('baseline: at turn 3 unrest 100 %');
    expect(picture.svg).toContain('>quiet</text>');
  });

  test('stop where no run goes on', async () => {
    const cut = {
      ...areas,
      panels: [
        {
          label: 'baseline',
          shares: [
            [1, 0.5, null],
            [0, 0.5, null],
          ],
        },
      ],
    };
    const { svg, alt, table } = await stackedAreasPicture(pen, cut);
    expect(svg).not.toContain('NaN');
    expect(alt).toContain('at turn 2');
    expect(table.rows.at(-1)).toEqual(['baseline', 3, null, null]);
  });
});

describe('other pictures', () => {
  test('fans share one scale, so that panels can be compared', async () => {
    const rows = (top: number) => [1, 2].map((at) => ({ at, fan: [0, 1, 2, 3, top] as const }));
    const { panels } = await fansPicture(pen, {
      ...{ title: 'Fear', along: 'Turn', unit: '' },
      panels: [
        { label: 'a', rows: rows(4) },
        { label: 'b', rows: rows(40) },
      ],
    });
    const ticks = panels.map((svg) => [...svg.matchAll(/>(\d+)<\/text>/g)].map(([, tick]) => tick));
    expect(ticks[0]).toEqual(ticks[1]);
    expect(ticks[0]).toContain('40');
  });

  test('curves are told apart without colour: a dash each, and a letter at the end that no other covers', async () => {
    const { panels, svg } = await curvesPicture(pen, {
      ...{ title: 'Death', along: 'Turn', measure: 'share' },
      curves: ['one', 'two', 'three'].map((label) => ({
        label,
        points: [1, 2].map((at) => ({ at, value: 0.2 * at, low: 0.1 * at, high: 0.3 * at })),
      })),
    });
    const dashes = [...panels[0]!.matchAll(/stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash);
    expect(new Set(dashes).size).toBe(3);
    const places = [...panels[0]!.matchAll(/translate\([\d.]+,([\d.]+)\)[^>]*>([abc])<\/text>/g)].map(([, y]) =>
      Number(y),
    );
    expect(places).toHaveLength(3);
    expect(Math.abs(places[0]! - places[1]!)).toBeGreaterThan(10);
    expect(Math.abs(places[1]! - places[2]!)).toBeGreaterThan(10);
    expect(svg).toContain('>three</text>');
  });

  test('bars that are not told from 0 are hollow and dashed', async () => {
    const bar = { value: 2, low: 1, high: 3 };
    const { svg, alt } = await barsPicture(pen, {
      ...{ title: 'Drivers', measure: '%' },
      bars: [
        { ...bar, label: 'one', told: true },
        { ...bar, label: 'two', low: -1, told: false },
      ],
    });
    expect(
      svg.match(/fill-opacity="0"[^>]*stroke-dasharray="3,2"|stroke-dasharray="3,2"[^>]*fill-opacity="0"/g),
    ).toHaveLength(1);
    expect(alt).toBe('Drivers, %: one 2. 1 more is not told apart from 0.');
  });

  test('a box stands on the range of its uncertainty', () => {
    const { svg, alt } = boxRowsPicture({
      title: 'Fails',
      rows: [
        { kind: 'number', label: 'skill', unit: '', from: 0, until: 1, low: null, high: 0.25 },
        { kind: 'category', label: 'doctrine', inside: ['bold'], outside: ['patient'] },
      ],
    });
    // The line is 302 pixels long from 14: a quarter of it is 75.5.
    expect(svg).toMatch(/<rect x="14" y="[\d.]+" width="75\.5"/);
    expect(svg).toContain('>in: bold</text>');
    expect(alt).toBe('Fails. Inside the box: skill up to 0.25 (of 0 to 1); doctrine is bold.');
  });

  test('the best of a column stands right and is a diamond, whichever way is better', () => {
    const cells = (a: number, b: number) => [a, b].map((value) => ({ value, text: String(value) }));
    const { svg, alt } = standingTablePicture({
      title: 'Robustness',
      what: 'Policy',
      measures: [
        { label: 'mean', better: 'lower' },
        { label: 'share', better: 'higher' },
      ],
      rows: [
        { label: 'one', cells: cells(1, 0.9) },
        { label: 'two', cells: cells(2, 0.1) },
      ],
    });
    expect(alt).toBe('Robustness. mean: best is one; share: best is one.');
    expect(svg.match(/fill="#D55E00"/g)).toHaveLength(2);
  });

  test('a statechart takes the colour of its page, and its arrows are a table', async () => {
    const dot =
      'digraph { node [fillcolor="#f5f5f5", color="#555555", style=filled]; "m:a" -> "m:b" [label="x < 2\\nthen y"]; }';
    const { svg, alt, table } = await statechartPicture({ title: 'Ladder', dot });
    expect(svg).not.toMatch(/black|#555555|white| id=| class=|<title>|<!--/);
    expect(svg).toContain('currentColor');
    expect(table.rows).toEqual([['a', 'b', 'x < 2 then y']]);
    expect(alt).toContain('the states a, b and 1 arrows');
    expect(sizeOf(svg).width).toBeGreaterThan(10);
  });

  test('long words are cut into lines, never lost without a sign', () => {
    expect(linesOf('one two three', 7, 3)).toEqual(['one two', 'three']);
    expect(linesOf('abcdefghij', 6, 3)).toEqual(['abcde-', 'fghij']);
    expect(linesOf('drift_monitored+hold', 12, 3)).toEqual(['drift_', 'monitored+', 'hold'].slice(0, 3));
    expect(linesOf('one two three four', 5, 2)).toEqual(['one', 'two…']);
    expect(linesOf('', 5, 2)).toEqual([]);
  });
});

describe('files of figures', () => {
  test('an SVG stands alone on white, and the PNG is twice its size with letters in it', async () => {
    const one = figures.find((figure) => !isPanels(figure))!;
    const [svg, png] = await studyFiles(sampleSections(study), [one]);
    expect(svg!.content).toMatch(
      /^<svg [^>]*color="#16191d" role="img"><title>Figure 1\. .*<rect [^>]*fill="#ffffff"/s,
    );
    const bytes = Buffer.from(png!.content as Uint8Array);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    const { width, height } = sizeOf(one.svg);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * (width + 24), 2 * (height + 24)]);
    // Without a font nothing would be drawn for a letter.
    const empty =
      '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="15" font-family="sans-serif"></text></svg>';
    const sizes = await Promise.all(
      ['', 'ā', 'ж'].map((letter) => pngOf(empty.replace('></text>', `>${letter}</text>`))),
    );
    expect(sizes[1]!.length).toBeGreaterThan(sizes[0]!.length);
    expect(Buffer.from(sizes[1]!)).not.toEqual(Buffer.from(sizes[2]!));
  });
});
