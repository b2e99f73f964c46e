// Texts of a scenario or a room -> HTML. Whatever is put into a template is escaped; only what a template made itself is taken as it is.

const MARK: unique symbol = Symbol('html');

export interface Html {
  readonly [MARK]: string;
}

export type Piece = Html | string | number | null | readonly Piece[];

/** `html\`<p>${text}</p>\``: strings and numbers are escaped, null is nothing, lists are joined. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { [MARK]: parts.map((part, i) => part + printed(pieces[i] ?? null)).join('') };
}

/** For style sheets and drawings that the report room wrote itself; never for a text of a scenario. */
export function trusted(text: string): Html {
  return { [MARK]: text };
}

export function textOf(made: Html): string {
  return made[MARK];
}

function printed(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  return MARK in piece ? piece[MARK] : piece.map(printed).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes. What no page may hold (control characters, halves of pairs) becomes U+FFFD. */
export function escaped(text: string): string {
  return wellFormed(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

/** A quoted string of a style sheet: everything but plain letters and digits by its number. */
export function cssString(text: string): string {
  const coded = [...wellFormed(text)].map((char) => (/[A-Za-z0-9]/.test(char) ? char : cssCode(char)));
  return `"${coded.join('')}"`;
}

function cssCode(char: string): string {
  return `\\${(char.codePointAt(0) ?? 0xfffd).toString(16).padStart(6, '0')}`;
}

/** Without control characters and halves of pairs: U+FFFD stands for each. */
export function wellFormed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, '\ufffd');
}
