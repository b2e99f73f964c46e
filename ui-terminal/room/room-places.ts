// Places as the room sees them -> the map of their outlines, or tiles, or a list: the drawing of the board, fed with plain data.

import type { RoomPlace } from '../../engine/index.ts';
import { columnsOf, type Frame, type Glyphs, type Line, type Span, span, type Tone } from '../play/frame.ts';
import { words } from '../play/labels.ts';
import { type Place, regionMap } from '../play/widgets/region-map.ts';
import { placeList, tileMap } from '../play/widgets/tile-map.ts';
import { say } from './strings.ts';

const TONES: readonly Tone[] = ['rung0', 'rung1', 'rung2', 'rung3', 'rung4', 'rung5', 'rung6'];

export function placeState({ state }: RoomPlace): string {
  return state === null ? say('place.unseen') : words(state);
}

function placeOf(place: RoomPlace): Place {
  const level = Math.min(Math.max(0, place.rung ?? 0), TONES.length - 1);
  return {
    member: place.name,
    label: place.label,
    mark: place.rung === null ? '?' : place.rung.toString(36),
    level,
    tone: TONES[level] ?? 'plain',
    state: placeState(place),
    isChosen: false,
  };
}

/** At most `height` lines, but for a list that is longer. */
export function placesFrame(rows: readonly RoomPlace[], width: number, height: number, glyphs: Glyphs): Frame {
  const places = rows.map(placeOf);
  const legend = legendOf(rows, width);
  // The map writes one sign a cell.
  const isNarrow = places.every(({ label }) => columnsOf(label) === label.length);
  const drawn = isNarrow ? regionMap(places, { width, height: height - legend.length, glyphs }) : null;
  if (drawn !== null) return [...drawn, ...legend];
  const groups = [{ label: '', places }];
  return tileMap(groups, { width, height, ellipsis: glyphs.ellipsis }) ?? placeList(groups, width, glyphs.ellipsis);
}

/** What the marks mean, of the states that are seen now, quietest first. */
function legendOf(rows: readonly RoomPlace[], width: number): Frame {
  const known = new Map(rows.map((row) => [row.rung ?? -1, `${row.rung?.toString(36) ?? '?'} ${placeState(row)}`]));
  const lines: Span[][] = [[]];
  let used = 0;
  for (const [, text] of [...known].sort(([a], [b]) => a - b)) {
    if (used > 0 && used + columnsOf(text) + 2 > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push({ text: used > 0 ? '  ' : '' }, span('faint', text));
    used += columnsOf(text) + 2;
  }
  return lines as readonly Line[];
}
