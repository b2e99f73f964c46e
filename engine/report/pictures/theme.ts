// What all pictures share: colours, type and sizes. Text and axes take the colour of the page that they stand in, so a picture reads on light and dark.

/** Masataka Okabe and Kei Ito 2008, Color universal design: told apart with every common kind of colour vision; these four also read on white and on near-black. */
export const COLOURS = { blue: '#0072B2', vermilion: '#D55E00', green: '#009E73', purple: '#CC79A7' } as const;

/** Colours of series in their order; each also has a dash of its own, so that nothing is told by colour alone. */
export const SERIES: readonly string[] = [
  COLOURS.blue,
  COLOURS.vermilion,
  COLOURS.green,
  COLOURS.purple,
  '#E69F00',
  '#56B4E9',
];
export const DASHES: readonly (readonly number[])[] = [
  [1, 0],
  [7, 3],
  [2, 2],
  [7, 2, 2, 2],
  [4, 4],
  [10, 2],
];

/** The colour of the text around the picture. */
export const INK = 'currentColor';

/** Narrow enough for a telephone; two stand side by side on a page. In pixels. */
export const WIDTH = 300;
export const HEIGHT = 130;

export const FONT = '"Liberation Sans", Arial, Helvetica, sans-serif';

/** Configuration of Vega-Lite. */
export const THEME = {
  font: FONT,
  background: null,
  padding: 6,
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    domainColor: INK,
    tickColor: INK,
    gridColor: INK,
    gridOpacity: 0.15,
    domainOpacity: 0.5,
    tickOpacity: 0.5,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
  },
  legend: { labelColor: INK, titleColor: INK, labelFontSize: 11, orient: 'top', title: null },
  text: { color: INK, fontSize: 11 },
  title: { color: INK, fontSize: 12, anchor: 'start', fontWeight: 'bold' },
} as const;

const TITLE_LETTERS = 44;

/** A title in as many lines as it needs above a picture of that width. */
export function titleOf(text: string, width = WIDTH): { readonly text: readonly string[]; readonly limit: number } {
  const letters = (TITLE_LETTERS * width) / WIDTH;
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= letters) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return { text: lines, limit: 2 * WIDTH };
}
