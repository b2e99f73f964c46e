// Places with outlines -> a map of braille dots: borders, denser dots and another tone the higher a place stands, and its name and mark written
// over it, so that neither colour nor dots have to be told apart.

import { clipText, type Frame, type Glyphs, type Tone } from '../frame.ts';
import { bordersOf, type Outline, outlineOf, type Point } from '../map/outlines.ts';
import { type Canvas, createCanvas } from './canvas.ts';

/** A place of a map, drawn as an outline or as a tile. */
export interface Place {
  readonly member: string;
  readonly label: string;
  /** One or two columns that say how it stands. */
  readonly mark: string;
  /** 0 (nothing to see) .. 6. */
  readonly level: number;
  readonly tone: Tone;
  /** What the mark means, in a few words. */
  readonly state: string;
  readonly isChosen: boolean;
}

export const LEAST_MAP_COLUMNS = 34;
export const LEAST_MAP_ROWS = 14;

/** Are the outlines of all of them known? */
export function areMapped(places: readonly Pick<Place, 'member'>[]): boolean {
  return places.length > 1 && places.every(({ member }) => outlineOf(member) !== null);
}

/** Null when the terminal has no braille, the room is too small or a place has no outline: then tiles are drawn. */
export function regionMap(
  places: readonly Place[],
  { width, height, glyphs }: { readonly width: number; readonly height: number; readonly glyphs: Glyphs },
): Frame | null {
  if (!glyphs.braille || width < LEAST_MAP_COLUMNS || height < LEAST_MAP_ROWS || places.length < 2) return null;
  const found = places.flatMap((place) => {
    const outline = outlineOf(place.member);
    return outline === null ? [] : [{ place, outline }];
  });
  if (found.length < places.length) return null;
  const canvas = createCanvas(width, height);
  const put = projection(
    found.map(({ outline }) => outline),
    canvas,
  );
  for (const { place, outline } of found) shade(canvas, outline, place, put);
  for (const border of bordersOf(places.map(({ member }) => member)))
    for (const [index, point] of border.entries()) {
      const [x0, y0] = put(border[index - 1] ?? point);
      const [x1, y1] = put(point);
      canvas.line(x0, y0, x1, y1, { tone: 'faint', letter: '.' });
    }
  writeNames(canvas, found, put, width, glyphs.ellipsis);
  return canvas.frame(glyphs);
}

type Put = (point: Point) => readonly [x: number, y: number];

/** Degrees to dots, upright, as large as fits, in the middle. East-west degrees are shortened as they are at the middle latitude. */
function projection(outlines: readonly Outline[], { width, height }: Canvas): Put {
  const points = outlines.flatMap(({ rings }) => rings.flat());
  const [west, east] = endsOf(points.map(([x]) => x));
  const [south, north] = endsOf(points.map(([, y]) => y));
  const shortening = Math.cos((((south + north) / 2 / 100) * Math.PI) / 180);
  const scale = Math.min((width - 1) / ((east - west) * shortening), (height - 1) / (north - south));
  const left = (width - 1 - (east - west) * shortening * scale) / 2;
  const top = (height - 1 - (north - south) * scale) / 2;
  return ([x, y]) => [left + (x - west) * shortening * scale, top + (north - y) * scale];
}

function endsOf(values: readonly number[]): readonly [number, number] {
  return [
    values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  ];
}

/** Order in which the dots of a 4 x 4 block fill up (Bayer's matrix). */
const THRESHOLDS = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

function shade(canvas: Canvas, { rings }: Outline, { level, tone }: Place, put: Put): void {
  if (level <= 0) return;
  const drawn = rings.map((ring) => ring.map(put));
  for (let y = 0; y < canvas.height; y++) {
    const crossings = drawn.flatMap((ring) => crossingsOf(ring, y + 0.5)).sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2)
      for (let x = Math.ceil(crossings[i]!); x <= crossings[i + 1]!; x++)
        if (THRESHOLDS[(y % 4) * 4 + (x % 4)]! < level * 2) canvas.dot(x, y, { tone, letter: '.' });
  }
}

function crossingsOf(ring: readonly (readonly [number, number])[], y: number): readonly number[] {
  return ring.slice(1).flatMap(([x1, y1], index) => {
    const [x0, y0] = ring[index]!;
    return y0 > y !== y1 > y ? [x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)] : [];
  });
}

/** The names over the map. One that would lie on another moves up or down by a row. */
function writeNames(
  canvas: Canvas,
  found: readonly { readonly place: Place; readonly outline: Outline }[],
  put: Put,
  width: number,
  ellipsis: string,
): void {
  const taken: { row: number; from: number; to: number }[] = [];
  for (const { place, outline } of found) {
    const [x, y] = put(outline.label);
    const text = `${place.mark} ${clipText(place.label, Math.max(4, Math.floor(width / 3)), ellipsis)}`;
    const from = Math.min(Math.max(0, Math.round(x / 2 - text.length / 2)), Math.max(0, width - text.length));
    const at = Math.floor(y / 4);
    const free = [at, at + 1, at - 1, at + 2, at - 2].find((row) =>
      taken.every((other) => other.row !== row || other.to < from || other.from > from + text.length),
    );
    const row = free ?? at;
    taken.push({ row, from, to: from + text.length });
    canvas.write(from, row, text, place.isChosen ? 'cursor' : place.tone === 'rung0' ? 'plain' : place.tone);
  }
}
