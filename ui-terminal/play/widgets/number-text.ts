// A number -> as many digits as a person can use: three that count. A change -> a sign, an arrow and the same digits.

import type { Glyphs } from '../frame.ts';

/** `0.35`, `12.4`, `120`, `0.0021`, `1.2e+7`; a dash for what is not a number. At most 8 columns. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (size >= 1e7) return value.toExponential(1);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return trimmed(value.toFixed(1));
  if (size >= 0.01 || size < 5e-5) return trimmed(value.toFixed(2));
  return trimmed(value.toFixed(4));
}

/** The same in at most five columns: `0.002`, `4e-4`, `-12.3`, `1e5`. */
export function shortNumber(value: number): string {
  const text = numberText(value);
  if (text.length <= 5) return text;
  const three = trimmed(value.toFixed(3));
  if (three.length <= 5 && Number(three) !== 0) return three;
  return value.toExponential(0).replace('+', '');
}

/** At most eight columns: `▲ +0.02`, `▼ -0.02`, `·` for what did not move in the digits that the two values are shown with. */
export function changeText(before: number, now: number, glyphs: Glyphs): string {
  const change = now - before;
  if (!Number.isFinite(change)) return glyphs.same;
  const text = trimmed(change.toFixed(Math.min(3, Math.max(decimalsOf(before), decimalsOf(now)))));
  if (Number(text) === 0) return glyphs.same;
  const size = text.replace('-', '');
  const short = size.length <= 5 ? size : shortNumber(Math.abs(change));
  return change > 0 ? `${glyphs.up} +${short}` : `${glyphs.down} -${short}`;
}

/** At least two for what is smaller than 10, so that a move of 0.04 from 1 does not get lost. */
function decimalsOf(value: number): number {
  const shown = numberText(value).split('.')[1]?.length ?? 0;
  return Math.abs(value) < 10 ? Math.max(2, shown) : shown;
}

function trimmed(text: string): string {
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
