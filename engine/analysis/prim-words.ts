// In: a box and what its inputs are called. Out: the box as words: "attribution skill below 0.31 and policy is denial".
// Numbers carry as few digits as still part the cases inside from those outside.
import type { BoxLimit, NumberLimit, PrimBox } from './prim-box.ts';

/** What an input is called, and its values. */
export interface ColumnWords {
  readonly label: string;
  /** Follows each number after a space. */
  readonly unit?: string;
  /** What the categories are called; those not named here stand as they are. */
  readonly categories?: Readonly<Record<string, string>>;
}

/** Inputs without words go by their name. A box without limits: `anything`. */
export function boxWords(box: PrimBox, words: Readonly<Record<string, ColumnWords>>): string {
  const parts = box.map((limit) => limitWords(limit, words[limit.name] ?? { label: limit.name }));
  return parts.length === 0 ? 'anything' : listed(parts, 'and');
}

function limitWords(limit: BoxLimit, { label, unit, categories }: ColumnWords): string {
  if (limit.kind === 'category') {
    const name = (word: string): string => categories?.[word] ?? word;
    return limit.outside.length === 1 && limit.inside.length > 1
      ? `${label} is not ${name(limit.outside[0]!)}`
      : `${label} is ${listed(limit.inside.map(name), 'or')}`;
  }
  const withUnit = (number: string): string => (unit === undefined ? number : `${number} ${unit}`);
  const { low, high } = limit;
  if (low !== null && low === high) return `${label} at ${withUnit(text(low))}`;
  if (low !== null && high !== null)
    return `${label} between ${text(lowCut(limit).cut)} and ${withUnit(text(highCut(limit).cut))}`;
  const { word, cut } = low !== null ? lowCut(limit) : highCut(limit);
  return `${label} ${word} ${withUnit(text(cut))}`;
}

interface WordedCut {
  readonly word: string;
  readonly cut: number;
}

/** Whole numbers next to whole numbers are named themselves; of others any number between inside and outside will do. */
function lowCut({ low, below }: NumberLimit): WordedCut {
  if (below === null || wholeBoth(low!, below)) return { word: 'at least', cut: low! };
  return { word: 'above', cut: shortBetween(below, low!) };
}

function highCut({ high, above }: NumberLimit): WordedCut {
  if (above === null || wholeBoth(high!, above)) return { word: 'at most', cut: high! };
  return { word: 'below', cut: shortBetween(high!, above) };
}

function wholeBoth(a: number, b: number): boolean {
  return Number.isInteger(a) && Number.isInteger(b);
}

/** The number of fewest significant digits strictly between two; their middle where doubles leave none. */
function shortBetween(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  for (let digits = 1; digits <= 15; digits++) {
    const short = Number(middle.toPrecision(digits));
    if (low < short && short < high) return short;
  }
  return middle;
}

/** Plain decimals, the minus sign as typed; never -0. */
function text(value: number): string {
  return String(value + 0);
}

function listed(parts: readonly string[], word: string): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}
