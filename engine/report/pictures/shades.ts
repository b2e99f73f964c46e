// Shades for values: one scale with a middle, one without, one for the steps of a ladder; and the ink that reads on each.

/** Cynthia Brewer's PuOr in nine classes: told apart with every common kind of colour vision. Orange is below the middle, purple above. */
export const DIVERGING: readonly string[] = [
  '#b35806',
  '#e08214',
  '#fdb863',
  '#fee0b6',
  '#f7f7f7',
  '#d8daeb',
  '#b2abd2',
  '#8073ac',
  '#542788',
];

/** Brewer's Blues, the lightest first. */
export const SEQUENTIAL: readonly string[] = [
  '#f7fbff',
  '#deebf7',
  '#c6dbef',
  '#9ecae1',
  '#6baed6',
  '#4292c6',
  '#2171b5',
  '#08519c',
];

/** Brewer's YlGnBu without its palest: darker from step to step, for every kind of colour vision. */
const STEPS = ['#edf8b1', '#c7e9b4', '#7fcdbb', '#41b6c4', '#1d91c0', '#225ea8', '#253494', '#081d58'] as const;

/** Shades of the steps of a ladder, the calmest lightest; as far apart as so many steps allow. */
export function ladderShades(steps: number): readonly string[] {
  const last = STEPS.length - 1;
  return Array.from({ length: steps }, (_, step) => {
    const place = steps === 1 ? 0 : (step * last) / (steps - 1);
    const [low, high] = [STEPS[Math.floor(place)]!, STEPS[Math.ceil(place)]!];
    return mixed(low, high, place - Math.floor(place));
  });
}

/** Black or white, whichever reads better on the shade. */
export function inkOn(shade: string): '#000000' | '#ffffff' {
  return (brightness(shade) + 0.05) ** 2 > 1.05 * 0.05 ? '#000000' : '#ffffff';
}

/** Relative luminance after WCAG 2, 0..1. */
export function brightness(shade: string): number {
  const [red, green, blue] = parts(shade).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function mixed(one: string, other: string, share: number): string {
  const others = parts(other);
  return `#${parts(one)
    .map((part, i) =>
      Math.round(part + share * (others[i]! - part))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function parts(shade: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(shade.slice(at, at + 2), 16));
}
