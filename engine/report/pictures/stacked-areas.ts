// Shares of states by turn, one stack each -> small multiples of areas on one another, the first state lowest, each with its word on it where there is room, and a key.

import { type Panels, panels } from './panels.ts';
import type { Pen } from './pen.ts';
import { figure } from './picture.ts';
import { LINE, linesOf, plate, rectangle, words } from './plate.ts';
import { inkOn, ladderShades } from './shades.ts';
import { INK, titleOf } from './theme.ts';

export interface StackedAreas {
  readonly title: string;
  readonly along: string;
  /** In the order of the ladder, the calmest first. */
  readonly states: readonly string[];
  /** Place of each point on the axis. */
  readonly ats: readonly number[];
  readonly panels: readonly Stack[];
}

export interface Stack {
  readonly label: string;
  /** `shares[state][point]`, 0..1; null for a point that nothing reached. */
  readonly shares: readonly (readonly (number | null)[])[];
}

const WIDTH = 230;
const HEIGHT = 130;
/** Pixels that a word needs. */
const WORD_HEIGHT = 15;
const LETTER = 6.4;

export async function stackedAreasPicture(pen: Pen, all: StackedAreas): Promise<Panels> {
  const isReached = all.states.map((_, place) =>
    all.panels.some(({ shares }) => shares[place]?.some((share) => (share ?? 0) > 0)),
  );
  const never = all.states.filter((_, place) => !isReached[place]);
  const areas: StackedAreas = {
    ...all,
    states: all.states.filter((_, place) => isReached[place]),
    panels: all.panels.map(({ label, shares }) => ({ label, shares: shares.filter((_, place) => isReached[place]) })),
  };
  const { title, along, states, ats } = areas;
  const drawn: string[] = [];
  for (const stack of areas.panels) drawn.push(await stackDrawing(pen, areas, stack));
  return panels(title, [...drawn, key(states, never)], {
    alt: never.length === 0 ? altOf(areas) : `${altOf(areas)} Never reached: ${never.join(', ')}.`,
    table: {
      columns: ['Which', along, ...states],
      rows: areas.panels.flatMap(({ label, shares }) =>
        ats.map((at, i) => [label, at, ...states.map((_, place) => shares[place]?.[i] ?? null)]),
      ),
    },
  });
}

async function stackDrawing(pen: Pen, { along, states, ats }: StackedAreas, stack: Stack): Promise<string> {
  const shades = ladderShades(states.length);
  const layers = states.map((_, place) => edges(stack, ats, place));
  const x = {
    type: 'quantitative',
    title: along,
    axis: { tickMinStep: 1, grid: false, tickCount: 5 },
    scale: { domain: [ats[0] ?? 0, ats.at(-1) ?? 1], nice: false, zero: false },
  } as const;
  const y = {
    type: 'quantitative',
    title: null,
    axis: { tickCount: 5, format: '.0%', grid: false },
    scale: { domain: [0, 1], nice: false },
  } as const;
  return await pen({
    title: titleOf(stack.label, WIDTH),
    width: WIDTH,
    height: HEIGHT,
    data: { values: [] },
    layer: [
      ...layers.map((own, place) => ({
        data: { values: own.filter(({ top }) => top !== null) },
        mark: { type: 'area', color: shades[place]!, opacity: 1 },
        encoding: { x: { ...x, field: 'at' }, y: { ...y, field: 'top' }, y2: { field: 'bottom' } },
      })),
      // A line between two states, so that near shades part.
      ...layers.slice(0, -1).map((own) => ({
        data: { values: own.filter(({ top }) => top !== null) },
        mark: { type: 'line', color: '#ffffff', strokeWidth: 0.8 },
        encoding: { x: { ...x, field: 'at' }, y: { ...y, field: 'top' } },
      })),
      ...layers.flatMap((own, place) => {
        const spot = roomFor(String(place + 1), own, ats);
        const word = roomFor(states[place]!, own, ats);
        const best = word ?? spot;
        return best === null
          ? []
          : [
              {
                data: { values: [{ ...best, word: word === null ? String(place + 1) : states[place]! }] },
                mark: { type: 'text', baseline: 'middle', color: inkOn(shades[place]!), fontSize: 11 },
                encoding: {
                  x: { ...x, field: 'at' },
                  y: { ...y, field: 'middle' },
                  text: { field: 'word', type: 'nominal' },
                },
              },
            ];
      }),
    ],
  });
}

const KEY_WIDTH = 270;
const KEY_LINE = 19;

/** The highest state on top, as it lies in the stack; its number stands where its word has no room. */
function key(states: readonly string[], never: readonly string[]): string {
  const shades = ladderShades(states.length);
  const marks = states
    .map((state, place) => ({ state, place }))
    .toReversed()
    .map(({ state, place }, i) => {
      const y = 34 + i * KEY_LINE;
      return [
        rectangle(6, y - 8, 22, 15, { fill: shades[place]!, stroke: INK, strokeWidth: 0.5 }),
        words(17, y, [String(place + 1)], { anchor: 'middle', size: 10, fill: inkOn(shades[place]!) }),
        words(36, y, linesOf(state, 36, 1)),
      ];
    });
  const rest = never.length === 0 ? [] : linesOf(`Never reached: ${never.join(', ')}`, 42, 4);
  const top = 36 + states.length * KEY_LINE;
  return plate(KEY_WIDTH, top + rest.length * LINE, [
    words(6, 12, ['States'], { bold: true }),
    ...marks,
    words(6, top, rest),
  ]);
}

interface Edge {
  readonly at: number;
  readonly bottom: number | null;
  readonly top: number | null;
}

function edges({ shares }: Stack, ats: readonly number[], place: number): readonly Edge[] {
  return ats.map((at, i) => {
    if ((shares[place]?.[i] ?? null) === null) return { at, bottom: null, top: null };
    const bottom = shares.slice(0, place).reduce((sum, state) => sum + (state[i] ?? 0), 0);
    return { at, bottom, top: bottom + shares[place]![i]! };
  });
}

/** Where the area is thick enough for all of the word, the thickest such place; null for none. */
function roomFor(
  word: string,
  edges: readonly Edge[],
  ats: readonly number[],
): { readonly at: number; readonly middle: number } | null {
  const span = (ats.at(-1) ?? 1) - (ats[0] ?? 0);
  if (span <= 0) return null;
  const half = ((word.length * LETTER) / 2 / WIDTH) * span;
  let best: { readonly at: number; readonly middle: number; readonly room: number } | null = null;
  for (const { at } of edges) {
    if (at - half < ats[0]! || at + half > ats.at(-1)!) continue;
    const beneath = edges.filter((edge) => Math.abs(edge.at - at) <= half + span / edges.length);
    if (beneath.some(({ top }) => top === null)) continue;
    const bottom = Math.max(...beneath.map((edge) => edge.bottom!));
    const top = Math.min(...beneath.map((edge) => edge.top!));
    const room = (top - bottom) * HEIGHT;
    if (room >= WORD_HEIGHT && (best === null || room > best.room + 1e-9))
      best = { at, middle: (top + bottom) / 2, room };
  }
  return best === null ? null : { at: best.at, middle: best.middle };
}

function altOf({ title, along, states, ats, panels }: StackedAreas): string {
  const told = panels.map(({ label, shares }) => {
    const last = ats.findLastIndex((_, i) => shares.some((state) => (state[i] ?? null) !== null));
    if (last < 0) return `${label}: nothing was reached`;
    const ends = states
      .map((state, place) => ({ state, share: shares[place]?.[last] ?? 0 }))
      .filter(({ share }) => share > 0)
      .map(({ state, share }) => `${state} ${figure(100 * share)} %`);
    return `${label}: at ${along.toLowerCase()} ${ats[last]} ${ends.join(', ')}`;
  });
  return `${title}, shares of runs. ${told.join('; ')}.`;
}
