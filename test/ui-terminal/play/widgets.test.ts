// Small pictures: what they draw at their ends, in braille and in ASCII, and that they keep their size.

import { describe, expect, test } from 'vitest';
import { ASCII, UNICODE, widthOf } from '../../../ui-terminal/play/frame.ts';
import { bordersOf, outlineOf } from '../../../ui-terminal/play/map/outlines.ts';
import { bar, barBothWays } from '../../../ui-terminal/play/widgets/bar.ts';
import { createCanvas } from '../../../ui-terminal/play/widgets/canvas.ts';
import { type FanQuantiles, fanChart } from '../../../ui-terminal/play/widgets/fan-chart.ts';
import { changeText, numberText, shortNumber } from '../../../ui-terminal/play/widgets/number-text.ts';
import { type Place, regionMap } from '../../../ui-terminal/play/widgets/region-map.ts';
import { sparkline } from '../../../ui-terminal/play/widgets/sparkline.ts';
import { tileMap } from '../../../ui-terminal/play/widgets/tile-map.ts';
import { textOfFrame } from './board-case.ts';

test('numbers keep the digits that count', () => {
  const shown = [0, 0.3333, 12.345, 99.96, 1234.5, -0.004, 0.00004, 2.5e7, Number.NaN, Number.POSITIVE_INFINITY];
  expect(shown.map(numberText)).toEqual(['0', '0.33', '12.3', '100', '1235', '-0.004', '0', '2.5e+7', '-', '-']);
  expect(changeText(0.5, 0.52, UNICODE)).toBe('▲ +0.02');
  expect(changeText(0.52, 0.5, ASCII)).toBe('v -0.02');
  expect(changeText(0.5, 0.5004, UNICODE)).toBe('·');
  expect(changeText(0.0009, 0.0021, UNICODE)).toBe('▲ +0.001');
  expect(changeText(0.0021, 0.0009, UNICODE)).toBe('▼ -0.001');
  expect(changeText(0.0021, 0.0022, UNICODE)).toBe('·');
  expect(changeText(1, 4e8, UNICODE)).toBe('▲ +4e8');
});

test('short numbers keep to five columns', () => {
  const shown = [0, 0.3333, 0.0017, 0.0004, -0.35, -0.004, 12.345, -12.345, 99_999, 123_456, 2.5e7, Number.NaN];
  expect(shown.map(shortNumber)).toEqual([
    '0',
    '0.33',
    '0.002',
    '4e-4',
    '-0.35',
    '-4e-3',
    '12.3',
    '-12.3',
    '99999',
    '1e5',
    '3e7',
    '-',
  ]);
});

test('a sparkline is one column a turn, the last ones, lowest to highest', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8, UNICODE)).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([0, 7], 8, ASCII)).toBe('_#');
  expect(sparkline([9, 9, 0, 1], 2, UNICODE)).toBe('▁█');
  expect(sparkline([5, 5], 4, UNICODE)).toBe('▄▄');
  expect(sparkline([0.5], 4, UNICODE, { low: 0, high: 1 })).toBe('▅');
  expect(sparkline([1, Number.NaN, 2], 4, UNICODE)).toBe('▁ █');
  expect(sparkline([], 4, UNICODE)).toBe('');
});

test('a bar is as full as its share', () => {
  expect([-1, 0, 0.5, 1, 2, Number.NaN].map((share) => bar(share, 4, ASCII))).toEqual([
    '....',
    '....',
    '##..',
    '####',
    '####',
    '....',
  ]);
});

test('a bar that may be negative has nought in the middle', () => {
  expect([-1, -0.5, 0, 0.5, 1].map((share) => barBothWays(share, 4, ASCII))).toEqual([
    '####|....',
    '..##|....',
    '....|....',
    '....|##..',
    '....|####',
  ]);
});

test('a canvas sets the dots of a braille sign, and letters in ASCII', () => {
  const canvas = createCanvas(2, 1);
  canvas.line(0, 0, 0, 3, { tone: 'plain', letter: '|' });
  canvas.dot(3, 3, { tone: 'series1', letter: 'x' });
  canvas.dot(99, 99, { tone: 'plain', letter: '!' });
  expect(textOfFrame(canvas.frame(UNICODE))).toBe('⡇⢀\n');
  expect(textOfFrame(canvas.frame(ASCII))).toBe('|x\n');
  canvas.write(1, 0, 'yz', 'plain');
  expect(textOfFrame(canvas.frame(UNICODE))).toBe('⡇y\n');
});

describe('a fan chart', () => {
  const rows = Array.from({ length: 12 }, (_, i): FanQuantiles => {
    const [middle, spread] = [0.4 + 0.02 * i, 0.02 * (i + 1)];
    return [middle - 2 * spread, middle - spread, middle, middle + spread, middle + 2 * spread];
  });
  const options = {
    labels: { title: 'Fear', from: 'September 2014', to: 'April 2016', now: 'now' },
    past: [0.3, 0.33, 0.31, 0.36, 0.38, 0.4, 0.41, 0.4],
    mark: 'a',
    others: [{ rows: rows.map((row): FanQuantiles => [0, 0, row[2] / 2, 0, 0]), tone: 'series2' as const, mark: 'b' }],
  };

  for (const [name, glyphs] of [
    ['unicode', UNICODE],
    ['ascii', ASCII],
  ] as const)
    test(`in ${name}`, async () => {
      const frame = fanChart(rows, { ...options, width: 64, height: 14, glyphs });
      await expect(textOfFrame(frame)).toMatchFileSnapshot(`frames/fan-chart-${name}.txt`);
    });

  test('has exactly its size, whatever that is and whatever is missing', () => {
    const missing: FanQuantiles = [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN];
    for (const glyphs of [UNICODE, ASCII])
      for (const given of [rows, [], [missing, missing], rows.slice(0, 1)])
        for (const [width, height] of [
          [64, 14],
          [20, 5],
          [10, 3],
          [4, 1],
        ] as const)
          for (const past of [[], [0.5], options.past]) {
            const frame = fanChart(given, { ...options, past, width, height, glyphs });
            expect(frame).toHaveLength(height);
            expect(frame.map(widthOf)).toEqual(frame.map(() => width));
          }
  });

  test('says so when there is nothing to draw', () => {
    expect(textOfFrame(fanChart([], { width: 40, height: 5, glyphs: UNICODE }))).toContain('Nothing to draw yet.');
  });
});

describe('maps', () => {
  const REGIONS = ['ida_viru', 'harju', 'rest_of_estonia', 'riga', 'latgale', 'rest_of_latvia'];
  const places = REGIONS.map(
    (member, level): Place => ({
      member,
      label: member.replaceAll('_', ' '),
      mark: String(level),
      level,
      tone: 'rung1',
      state: 'covert acts',
      isChosen: false,
    }),
  );

  // Square kilometres of the counties (of 2014, with their part of the lake), the city and the statistical region, rounded; outlines are thinned to 2 km.
  test('regions have about the area that they have on the ground', () => {
    const known: Readonly<Record<string, number>> = { ida_viru: 3360, harju: 4300, riga: 305, latgale: 14_550 };
    for (const [member, area] of Object.entries(known)) {
      const squares = outlineOf(member)!.rings.reduce((sum, ring) => sum + areaOf(ring), 0);
      expect(squares / area, member).toBeGreaterThan(0.85);
      expect(squares / area, member).toBeLessThan(1.2);
    }
  });

  test('rings are closed, countries are all their regions, and other names are unknown', () => {
    for (const member of [...REGIONS, 'estonia', 'latvia', 'lithuania', 'vilnius_county', 'klaipeda_county'])
      for (const ring of outlineOf(member)!.rings) expect(ring[0], member).toEqual(ring.at(-1));
    expect(outlineOf('estonia')!.rings).toHaveLength(
      REGIONS.slice(0, 3).reduce((sum, region) => sum + outlineOf(region)!.rings.length, 0),
    );
    expect(outlineOf('atlantis')).toBeNull();
  });

  test('a border that two members share is drawn once, and one inside a member not at all', () => {
    expect(new Set(bordersOf(REGIONS)).size).toBe(bordersOf(REGIONS).length);
    expect(bordersOf(['estonia', 'latvia']).length).toBeLessThan(bordersOf(REGIONS).length);
  });

  test('the map of six regions', async () => {
    const map = regionMap(places, { width: 50, height: 24, glyphs: UNICODE })!;
    expect(map.map(widthOf)).toEqual(map.map(() => 50));
    await expect(textOfFrame(map)).toMatchFileSnapshot('frames/region-map.txt');
  });

  test('no map without braille, without room or for unknown places', () => {
    expect(regionMap(places, { width: 50, height: 24, glyphs: ASCII })).toBeNull();
    expect(regionMap(places, { width: 20, height: 24, glyphs: UNICODE })).toBeNull();
    const moved = places.map((place) => ({ ...place, member: `new_${place.member}` }));
    expect(regionMap(moved, { width: 50, height: 24, glyphs: UNICODE })).toBeNull();
  });

  test('tiles, as long as they fit', () => {
    const groups = [{ label: 'Estonia', places: places.slice(0, 3) }];
    expect(textOfFrame(tileMap(groups, { width: 36, height: 3 })!)).toContain('0 ida viru');
    expect(tileMap(groups, { width: 36, height: 2 })).toBeNull();
  });
});

/** Square kilometres of a ring in hundredths of a degree; a degree of latitude is 111.3 km. */
function areaOf(ring: readonly (readonly [number, number])[]): number {
  const twice = ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]), 0);
  const north = ring.reduce((sum, [, y]) => sum + y, 0) / ring.length / 100;
  return (Math.abs(twice) / 2) * 1.113 ** 2 * Math.cos((north * Math.PI) / 180);
}
