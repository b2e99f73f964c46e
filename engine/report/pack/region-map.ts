// The open book and outlines -> the map of its places, as a drawing inside the page. Places without an outline, or all of them, become tiles.

import { type Html, html, trusted } from '../html/html.ts';
import type { OpenBook, Place } from './pack-book.ts';
import type { PackLook } from './pack-style.ts';
import { page } from './page.ts';

/** Closed rings of points in hundredths of a degree, east and north. */
export interface PlaceOutline {
  readonly label: readonly [east: number, north: number];
  readonly rings: readonly (readonly (readonly [east: number, north: number])[])[];
}

export type OutlineOf = (place: string) => PlaceOutline | null;

/** Null where the scenario has no places. */
export function regionMap(book: OpenBook, look: PackLook, outlineOf: OutlineOf): string | null {
  const { places } = book;
  if (places.length === 0) return null;
  const drawn = places.flatMap((place) => {
    const outline = outlineOf(place.name);
    return outline === null ? [] : [{ place, outline }];
  });
  const tiles = places.filter(({ name }) => outlineOf(name) === null);
  return page(book, look, {
    title: 'Region map',
    audience: 'everybody; the wall',
    body: html`${drawn.length === 0 ? null : outlines(drawn, around(places, outlineOf))}${tiles.length === 0 ? null : tileMap(tiles, drawn.length > 0)}<h2>Places</h2>
<table>
<caption>What the map shows, and room to note how each place stands</caption>
<thead><tr><th scope="col">Place</th><th scope="col">In</th><th scope="col">Note</th></tr></thead>
<tbody>
${places.map(({ label, within }) => html`<tr><th scope="row">${label}</th><td>${within?.label ?? null}</td><td></td></tr>\n`)}</tbody>
</table>
`,
  });
}

interface Drawn {
  readonly place: Place;
  readonly outline: PlaceOutline;
}

const WIDTH = 800;
const MARGIN = 14;
/** A degree of longitude against one of latitude at 57 degrees north, in the middle of the three states. */
const EAST_SCALE = 0.545;

/** The whole countries, thinly, so that one sees where the places lie. */
function around(places: readonly Place[], outlineOf: OutlineOf): readonly PlaceOutline[] {
  const names = new Set(places.flatMap(({ within }) => (within === null ? [] : [within.name])));
  return [...names].map(outlineOf).filter((outline) => outline !== null);
}

function outlines(drawn: readonly Drawn[], countries: readonly PlaceOutline[]): Html {
  const points = [...drawn.map(({ outline }) => outline), ...countries].flatMap(({ rings }) => rings.flat());
  const [west, east] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  const [south, north] = [Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([, y]) => y))];
  const scale = Math.min((WIDTH - 2 * MARGIN) / ((east - west) * EAST_SCALE), 900 / (north - south));
  const x = (value: number): string => (MARGIN + (value - west) * EAST_SCALE * scale).toFixed(1);
  const y = (value: number): string => (MARGIN + (north - value) * scale).toFixed(1);
  const height = Math.ceil(2 * MARGIN + (north - south) * scale);
  const width = Math.ceil(2 * MARGIN + (east - west) * EAST_SCALE * scale);
  const path = ({ rings }: PlaceOutline): string =>
    rings.map((ring) => `M${ring.map(([e, n]) => `${x(e)} ${y(n)}`).join('L')}Z`).join('');
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="map-title map-text">
<title id="map-title">Outlines of the places</title>
<desc id="map-text">${drawn.map(({ place }) => place.label).join(', ')}, north up. The table below names them all.</desc>
${countries.map((outline) => html`<path d="${trusted(path(outline))}" fill="none" stroke="#666" stroke-width="0.8" stroke-dasharray="3 3"/>\n`)}${drawn.map(({ outline }) => html`<path d="${trusted(path(outline))}" fill="#eee" stroke="#000" stroke-width="2" stroke-linejoin="round"/>\n`)}${drawn.map(
  ({ place, outline }) =>
    html`<text x="${x(outline.label[0])}" y="${y(outline.label[1])}" text-anchor="middle" font-family="sans-serif" font-size="19" font-weight="bold" stroke="#fff" stroke-width="5" paint-order="stroke">${place.label}</text>\n`,
)}</svg>
<p class="small">Outlines: Natural Earth, public domain; simplified, not for measuring.</p>
`;
}

const TILE = { width: 190, height: 76, gap: 10, columns: 4 } as const;

function tileMap(places: readonly Place[], others: boolean): Html {
  const rows = Math.ceil(places.length / TILE.columns);
  const left = (i: number): number => (i % TILE.columns) * (TILE.width + TILE.gap);
  const top = (i: number): number => Math.floor(i / TILE.columns) * (TILE.height + TILE.gap);
  const suffix = others ? '-tiles' : '';
  return html`<svg class="map" viewBox="-2 -2 ${TILE.columns * (TILE.width + TILE.gap)} ${rows * (TILE.height + TILE.gap)}" role="img" aria-labelledby="map-title${suffix} map-text${suffix}">
<title id="map-title${suffix}">Places as tiles</title>
<desc id="map-text${suffix}">${places.map(({ label }) => label).join(', ')}. Tiles stand in the order of the scenario, not where they lie.</desc>
${places.map(
  ({ label, within }, i) =>
    html`<rect x="${left(i)}" y="${top(i)}" width="${TILE.width}" height="${TILE.height}" fill="#fff" stroke="#000" stroke-width="2"/>
<text x="${left(i) + TILE.width / 2}" y="${top(i) + 34}" text-anchor="middle" font-family="sans-serif" font-size="18" font-weight="bold">${label}</text>
${within === null ? null : html`<text x="${left(i) + TILE.width / 2}" y="${top(i) + 58}" text-anchor="middle" font-family="sans-serif" font-size="14">${within.label}</text>\n`}`,
)}</svg>
`;
}
