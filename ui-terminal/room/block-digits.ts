// A time as text -> five rows of blocks that are read from the last row of chairs.

import { type Frame, type Glyphs, line, span, type Tone } from '../play/frame.ts';

const ROWS = 5;

/** Three dots wide, five high. */
const DIGITS: Readonly<Record<string, string>> = {
  '0': '### #.# #.# #.# ###',
  '1': '.#. ##. .#. .#. ###',
  '2': '### ..# ### #.. ###',
  '3': '### ..# ### ..# ###',
  '4': '#.# #.# ### ..# ..#',
  '5': '### #.. ### ..# ###',
  '6': '### #.. ### #.# ###',
  '7': '### ..# ..# ..# ..#',
  '8': '### #.# ### #.# ###',
  '9': '### #.# ### ..# ###',
  ':': '. # . # .',
  '+': '... .#. ### .#. ...',
};

/** A dot is `dot` columns wide. Signs that have no picture are left out. */
export function blockDigits(text: string, tone: Tone, glyphs: Glyphs, dot = 2): Frame {
  const pictures = [...text].flatMap((sign) => (DIGITS[sign] === undefined ? [] : [DIGITS[sign].split(' ')]));
  return Array.from({ length: ROWS }, (_, row) => {
    const dots = pictures.map((picture) => picture[row]!).join('.');
    const drawn = [...dots].map((one) => (one === '#' ? glyphs.full : ' ').repeat(dot)).join('');
    return line(span(tone, drawn));
  });
}

/** Columns that `blockDigits` takes. */
export function blockWidth(text: string, dot = 2): number {
  const widths = [...text].flatMap((sign) => (DIGITS[sign] === undefined ? [] : [DIGITS[sign].indexOf(' ')]));
  return (widths.reduce((sum, width) => sum + width, 0) + Math.max(0, widths.length - 1)) * dot;
}
