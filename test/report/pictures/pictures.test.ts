// Pictures: what is drawn is what the table says, the same bytes every time, nothing of Vega's own left over, hostile texts stay texts.

import { describe, expect, test } from 'vitest';
import { dotPlotPicture } from '../../../engine/report/pictures/dot-plot.ts';
import { type Fan, fanPicture } from '../../../engine/report/pictures/fan.ts';
import { type Lines, linesPicture } from '../../../engine/report/pictures/lines.ts';
import { openPen, type Spec } from '../../../engine/report/pictures/pen.ts';
import { extentOf, type Picture } from '../../../engine/report/pictures/picture.ts';
import { stripPicture } from '../../../engine/report/pictures/strip.ts';
import { titleOf } from '../../../engine/report/pictures/theme.ts';

const HOSTILE = `</svg><script>alert(1)</script>"'&`;
const pen = await openPen();

const fan: Fan = {
  title: 'Fear',
  along: 'Turn',
  unit: 'index',
  line: 'Played',
  rows: [
    { at: 1, p05: 0, p25: 1, p50: 2, p75: 3, p95: 4, line: 2 },
    { at: 2, p05: 0, p25: 2, p50: 4, p75: 6, p95: 8, line: 9 },
    { at: 3, p05: 0, p25: 3, p50: 5, p75: 7, p95: 10, line: null },
  ],
};
const lines: Lines = {
  title: 'Article 5',
  along: 'Before turn',
  measure: 'probability',
  range: [0, 1],
  series: [
    {
      label: 'True world',
      isReference: true,
      points: [
        { at: 1, value: 0.5 },
        { at: 2, value: 1 },
      ],
    },
    {
      label: 'NATO',
      points: [
        { at: 1, value: 0.25 },
        { at: 2, value: null },
      ],
    },
  ],
  points: [{ label: 'NATO', at: 2, value: 0.75 }],
};
const dots = {
  title: 'Weeks',
  measure: 'difference',
  mark: 0,
  dots: [
    { label: 'One', estimate: -2, low: -3, high: -1 },
    { label: 'Two', estimate: 1, low: -1, high: 3 },
    { label: 'Three', estimate: null, low: null, high: null },
  ],
};
const strip = {
  title: 'Ladder',
  along: 'Turn',
  words: ['quiet', 'unrest'],
  rows: [
    {
      label: 'Riga',
      stretches: [
        { from: 1, until: 3, word: 'quiet' },
        { from: 3, until: 5, word: 'unrest' },
      ],
    },
  ],
};

/** The spec that a picture was drawn by. */
async function specOf(
  draw: (pen: (spec: Spec) => Promise<string>) => Promise<Picture>,
): Promise<{ readonly spec: Spec; readonly picture: Picture }> {
  const specs: Spec[] = [];
  const picture = await draw(async (spec) => {
    specs.push(spec);
    return '<svg/>';
  });
  return { spec: specs[0]!, picture };
}

/** Ends of a path of Vega: pixels of its corners. */
function corners(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

describe('what is drawn', () => {
  test('is what the table says, number for number', async () => {
    const drawn = await specOf((one) => fanPicture(one, fan));
    expect(drawn.picture.table.rows).toEqual([
      [1, 0, 1, 2, 3, 4, 2],
      [2, 0, 2, 4, 6, 8, 9],
      [3, 0, 3, 5, 7, 10, null],
    ]);
    expect(drawn.spec.data.values.map((row) => Object.values(row))).toEqual(drawn.picture.table.rows);
    const dotted = await specOf((one) => dotPlotPicture(one, dots));
    expect(dotted.spec.data.values.map((row) => Object.values(row).slice(0, 4))).toEqual(dotted.picture.table.rows);
    const lined = await specOf((one) => linesPicture(one, lines));
    expect(lined.picture.table.columns).toEqual(['Before turn', 'True world', 'NATO', 'NATO said']);
    expect(lined.picture.table.rows).toEqual([
      [1, 0.5, 0.25, null],
      [2, 1, null, 0.75],
    ]);
    const stripped = await specOf((one) => stripPicture(one, strip));
    expect(stripped.picture.table.rows).toEqual([
      ['Riga', 1, 3, 'quiet'],
      ['Riga', 3, 5, 'unrest'],
    ]);
  });

  test('stands where its numbers say: heights in the SVG are in proportion', async () => {
    const { svg } = await linesPicture(pen, lines);
    const paths = [...svg.matchAll(/<path d="(M0,[^"]*L300,[^"]*)"[^>]*stroke="currentColor"/g)].map(([, path]) =>
      corners(path!),
    );
    // 130 pixels from 0 to 1: one half at 65, one at 0.
    expect(paths[0]).toEqual([
      [0, 65],
      [300, 0],
    ]);
    const [, band] = /<path d="([^"]*)" fill="#0072B2" opacity="0.22"/.exec((await fanPicture(pen, fan)).svg) ?? [];
    const [low, high] = extentOf([0, 4, 2, 8, 9, 10]);
    const height = (value: number) => 130 * (1 - (value - low) / (high - low));
    const found = corners(band!);
    expect(found).toHaveLength(6);
    for (const [i, value] of [4, 8, 10].entries())
      expect(found.some(([x, y]) => Math.abs(x - 150 * i) < 0.01 && Math.abs(y - height(value)) < 0.01)).toBe(true);
  });

  test('is told in words: how often the line lies inside, which intervals leave out the mark', async () => {
    expect((await fanPicture(pen, fan)).alt).toContain('in 1 of 2');
    expect((await dotPlotPicture(pen, dots)).alt).toBe(
      'Weeks: from -2 (One) to 1 (Two). 1 of 3 intervals leave out 0.',
    );
    expect((await linesPicture(pen, lines)).alt).toBe('Article 5: True world from 0.5 to 1; NATO from 0.25 to 0.25.');
  });
});

describe('every picture', () => {
  const all = (word: string): readonly ((one: typeof pen) => Promise<Picture>)[] => [
    (one) => fanPicture(one, { ...fan, title: word, unit: word, along: word }),
    (one) => dotPlotPicture(one, { ...dots, title: word, measure: word, dots: [{ ...dots.dots[0]!, label: word }] }),
    (one) =>
      linesPicture(one, { ...lines, title: word, measure: word, series: [{ ...lines.series[0]!, label: word }] }),
    (one) =>
      stripPicture(one, {
        ...strip,
        title: word,
        words: [word],
        rows: [{ label: word, stretches: [{ from: 1, until: 90, word }] }],
      }),
  ];

  test('has the same bytes from another pen', async () => {
    for (const draw of all('Fear')) expect((await draw(await openPen())).svg).toBe((await draw(pen)).svg);
  });

  test('holds no ids, roles, scripts or references, and takes the colour of its page', async () => {
    for (const draw of all('Fear')) {
      const { svg } = await draw(pen);
      expect(svg).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+" width="\d+" height="\d+">/,
      );
      expect(svg).not.toMatch(/ id=| role=| aria-|url\(|href|<script|<image|<style/);
      expect(svg).toContain('fill="currentColor"');
      expect(svg).not.toMatch(/fill="#000|fill="black|NaN|undefined/);
    }
  });

  test('keeps hostile texts as texts', async () => {
    for (const draw of all(HOSTILE)) {
      const { svg } = await draw(pen);
      expect(svg.match(/<\/svg>/g)).toHaveLength(1);
      expect(svg).not.toContain('<script');
      expect(svg).toContain('&lt;');
    }
  });

  test('breaks long titles into lines', () => {
    expect(titleOf('one two')).toEqual({ text: ['one two'], limit: 600 });
    expect(titleOf(`${'a'.repeat(40)} bbbbb`).text).toHaveLength(2);
  });
});
