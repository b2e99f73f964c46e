// Places by the place they lie in -> tiles of two lines, for small screens, for ASCII and where no outlines are known.

import { type Frame, fitLine, type Line, span } from '../frame.ts';
import type { Place } from './region-map.ts';

export interface PlaceGroup {
  /** Empty when the places lie in nothing. */
  readonly label: string;
  readonly places: readonly Place[];
}

const LEAST_TILE = 11;

/** Null when the tiles do not fit: then a list is drawn. */
export function tileMap(
  groups: readonly PlaceGroup[],
  { width, height, ellipsis }: { readonly width: number; readonly height: number; readonly ellipsis?: string },
): Frame | null {
  const most = Math.max(1, ...groups.map(({ places }) => places.length));
  for (let across = Math.min(most, Math.max(1, Math.floor((width + 1) / (LEAST_TILE + 1)))); across >= 1; across--) {
    const frame = groups.flatMap((group) => tilesOf(group, across, width, ellipsis));
    if (frame.length > height) continue;
    const shorter = groups.flatMap((group) => tilesOf(group, Math.max(1, across - 1), width, ellipsis));
    if (shorter.length > height || across === 1 || across <= 3) return frame;
  }
  return null;
}

function tilesOf({ label, places }: PlaceGroup, across: number, width: number, ellipsis = '.'): Frame {
  const tile = Math.floor((width + 1) / across) - 1;
  const rows: Frame[] = Array.from({ length: Math.ceil(places.length / across) }, (_, row) => {
    const own = places.slice(row * across, (row + 1) * across);
    return [
      own.flatMap((place) => [...fitLine(nameOf(place), tile, ellipsis), { text: ' ' }]),
      own.flatMap((place) => [...fitLine([span('faint', `  ${place.state}`)], tile, ellipsis), { text: ' ' }]),
    ];
  });
  return [...(label === '' ? [] : [[span('title', label)]]), ...rows.flat()];
}

function nameOf(place: Place): Line {
  return [
    span(place.tone, place.mark.padEnd(2)),
    span(place.isChosen ? 'cursor' : place.level > 0 ? 'strong' : 'plain', place.label),
  ];
}

/** One place a line: mark, name, what the mark means. */
export function placeList(groups: readonly PlaceGroup[], width: number, ellipsis = '.'): Frame {
  const nameWidth = Math.min(
    Math.max(4, ...groups.flatMap(({ places }) => places.map(({ label }) => label.length))),
    Math.floor(width / 2),
  );
  return groups.flatMap(({ places }) =>
    places.map((place) => [
      span(place.tone, place.mark.padEnd(2)),
      ...fitLine([span(place.isChosen ? 'cursor' : 'plain', place.label)], nameWidth, ellipsis),
      { text: ' ' },
      span(place.level > 0 ? place.tone : 'faint', place.state),
    ]),
  );
}
