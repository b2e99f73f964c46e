// What the terminal can show -> colours and signs. Okabe and Ito's colours, which stay apart for every kind of eye, on dark and on light.

import { ASCII, type Glyphs, type Tone, UNICODE } from './frame.ts';

export interface Looks {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Linear text, no boxes, numbers for pictures. */
  readonly screenReader: boolean;
  readonly glyphs: Glyphs;
}

export interface LooksAsked {
  readonly colour: boolean;
  readonly ascii: boolean;
  readonly screenReader: boolean;
}

export function looksOf({ colour, ascii, screenReader }: LooksAsked): Looks {
  const unicode = !ascii && !screenReader;
  return { colour, unicode, screenReader, glyphs: unicode ? UNICODE : ASCII };
}

/** Is this a terminal that can show more than ASCII? */
export function wantsAscii(env: NodeJS.ProcessEnv): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return env.TERM === 'dumb' || env.TERM === 'linux' || locale === 'C' || locale === 'POSIX';
}

export interface Style {
  readonly color?: string;
  readonly bold?: boolean;
  readonly dimColor?: boolean;
  readonly inverse?: boolean;
}

const STYLES: Readonly<Record<Tone, Style>> = {
  plain: {},
  faint: { dimColor: true },
  strong: { bold: true },
  title: { bold: true },
  cursor: { inverse: true },
  good: { color: '#009E73' },
  bad: { color: '#D55E00', bold: true },
  warn: { color: '#E69F00' },
  key: { color: '#56B4E9', bold: true },
  series1: { color: '#56B4E9' },
  series2: { color: '#E69F00' },
  series3: { color: '#009E73' },
  series4: { color: '#CC79A7' },
  rung0: { dimColor: true },
  rung1: { color: '#56B4E9' },
  rung2: { color: '#009E73' },
  rung3: { color: '#E69F00' },
  rung4: { color: '#D55E00' },
  rung5: { color: '#D55E00', bold: true },
  rung6: { color: '#CC79A7', bold: true },
};

/** Without colours what remains is bold, faint and inverse. */
export function styleOf(tone: Tone | undefined, { colour }: Looks): Style {
  const style = STYLES[tone ?? 'plain'];
  if (colour) return style;
  const { color: _, ...rest } = style;
  return rest;
}
