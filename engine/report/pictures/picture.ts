// A figure as the pages take it: the drawing, a sentence that says what it shows, and its numbers as a table.

export interface Picture {
  readonly svg: string;
  /** One or two sentences for those who do not see the drawing. */
  readonly alt: string;
  readonly table: PictureTable;
}

/** The numbers that were drawn, unrounded; null is unknown. */
export interface PictureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Three significant digits, enough for a sentence. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)) + 0);
}

/** Even room around what is drawn, so that no line lies on the frame. Null values are left out. */
export function extentOf(values: readonly (number | null)[]): readonly [low: number, high: number] {
  const known = values.filter((value) => value !== null && Number.isFinite(value)) as readonly number[];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return [0, 1];
  const room = high > low ? (high - low) * 0.04 : Math.max(0.5, Math.abs(high) * 0.1);
  return [low - room, high + room];
}
