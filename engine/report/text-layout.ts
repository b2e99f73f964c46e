// Plain text that fits: wrapping, columns, and what a terminal must not obey. Colour is the caller's, after everything has its width.

/** What a piece of text is, for a caller that has colours. The text alone already says everything. */
export type Tone = 'heading' | 'faint' | 'strong' | 'better' | 'worse';
/** Puts a tone on a text that has its width already; it adds no columns. */
export type Paint = (tone: Tone, text: string) => string;

export const noPaint: Paint = (_, text) => text;

/** What a text is drawn on. `width` in columns of a terminal. */
export interface Paper {
  readonly width: number;
  readonly paint: Paint;
}

/** Without `paint` the text is plain. */
export interface PaperOptions {
  readonly width: number;
  readonly paint?: Paint;
}

/** A terminal narrower than `narrowest` is drawn on as if it had so many columns. */
export function paperOf({ width, paint = noPaint }: PaperOptions, narrowest = 60): Paper {
  return { width: Math.max(narrowest, width), paint };
}

/** Parts with an empty line between them, and a newline at the end; a part without lines is left out. */
export function joinParts(parts: readonly (readonly string[])[]): string {
  const shown = parts.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** One cell; `tone` colours it without changing its width. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

const GAP = '  ';

/** A row of heads. */
export function faintCells(texts: readonly string[]): Cell[] {
  return texts.map((text) => ({ text, tone: 'faint' }));
}

/** Rows of cells as lines: first column to the left, the others as `right` says. No line ends in spaces. */
export function alignColumns(rows: readonly (readonly Cell[])[], right: readonly boolean[], paint: Paint): string[] {
  const widths = columnWidths(rows);
  return rows.map((row) => {
    const last = row.findLastIndex((cell) => cell.text !== '');
    const cells = row.slice(0, last + 1).map((cell, column) => {
      const space = ' '.repeat((widths[column] ?? 0) - cell.text.length);
      const plain = column === last ? cell.text.trimEnd() : cell.text;
      const text = cell.tone === undefined ? plain : paint(cell.tone, plain);
      if (right[column]) return space + text;
      return column === last ? text : text + space;
    });
    return GAP + cells.join(GAP);
  });
}

function columnWidths(rows: readonly (readonly Cell[])[]): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.text.length ?? 0)),
  );
}

/** Width that `alignColumns` needs. */
export function tableWidth(rows: readonly (readonly Cell[])[]): number {
  return columnWidths(rows).reduce((sum, width) => sum + GAP.length + width, 0);
}

/** Cuts the texts of one column, to no less than `least` characters, until the table fits `width`. */
export function fitColumn(
  rows: readonly (readonly Cell[])[],
  column: number,
  least: number,
  width: number,
): readonly (readonly Cell[])[] {
  const over = tableWidth(rows) - width;
  if (over <= 0) return rows;
  const most = Math.max(least, Math.max(...rows.map((row) => row[column]?.text.length ?? 0)) - over);
  return rows.map((row) => row.map((cell, i) => (i === column ? { ...cell, text: shorten(cell.text, most) } : cell)));
}

/** Words of a text on lines of at most `width`; a longer word stands alone. `first` goes before the first line, `rest` before the others. */
export function wrap(text: string, width: number, first = '', rest = first): string[] {
  const lines: string[] = [];
  let words: string[] = [];
  let used = first.length;
  for (const word of text.split(' ').filter((candidate) => candidate !== '')) {
    if (words.length > 0 && used + word.length > width) {
      lines.push(words.join(' '));
      words = [];
      used = rest.length;
    }
    words.push(word);
    used += word.length + 1;
  }
  return [...lines, words.join(' ')].map((line, index) => (index === 0 ? first : rest) + line);
}

/** An option with its value, or a word; what is quoted stays whole. */
const COMMAND_PART = /(?:--\S+ )?(?:'[^']*'|\\.|[^\s'\\])+/g;

/** A command over several lines that can still be pasted: each but the last ends in a backslash. No option is parted from its value. */
export function wrapCommand(command: string, width: number, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const part of command.match(COMMAND_PART) ?? []) {
    const isEmpty = line === first || line === rest;
    if (isEmpty || line.length + part.length + 3 <= width) line += isEmpty ? part : ` ${part}`;
    else {
      lines.push(`${line} \\`);
      line = rest + part;
    }
  }
  return [...lines, line];
}

/** At most `width` characters; what is cut from the middle is marked, so that both ends still tell names apart. */
export function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.ceil((width - 2) / 2);
  return `${text.slice(0, head)}..${text.slice(text.length - (width - 2 - head))}`;
}

/** Texts such as `0.30 ± 0.03` or `-0.1 to 0.25 pp`, padded so that the points of both numbers stand below one another. */
export function alignPoints(texts: readonly string[]): string[] {
  const split = texts.map((text) => /^(-?[\d,]+)(\.\d+)?( ± | to )(-?[\d,]+)(\.\d+)?(.*)$/.exec(text)?.slice(1, 7));
  const width = (part: number): number => Math.max(0, ...split.map((parts) => parts?.[part]?.length ?? 0));
  const widths = [0, 1, 2, 3, 4].map(width);
  return split.map((parts, index) => {
    if (parts === undefined) return texts[index]!;
    const padded = widths.map((least, part) => {
      const text = parts[part] ?? '';
      return part === 0 || part === 3 ? text.padStart(least) : text.padEnd(least);
    });
    return padded.join('') + (parts[5] ?? '');
  });
}

/** A name on lines of at most about `width`, broken after `_` and before `[`. */
export function breakName(name: string, width: number): string[] {
  const lines: string[] = [];
  for (const part of name.split(/(?<=_)|(?=\[)/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= width) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  return lines.map((line) => shorten(line, Math.max(width, 14)));
}

/** Names in a sentence: all of a few, else the first and how many more. */
export function listNames(names: readonly string[], most: number): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** A scenario's text may hold control characters; a terminal must not obey them. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
}

/** `1,234,567`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 world`, `2 worlds`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}
