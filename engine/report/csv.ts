// Rows of named values -> CSV (RFC 4180). The first line names the columns, lines end in CRLF, unknown numbers are empty.

export type CsvValue = string | number | null | undefined;

/** The columns are those of the first row. */
export function csv(rows: readonly Readonly<Record<string, CsvValue>>[]): string {
  const lines = [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))];
  return lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** Quoted where it must be. A text that a spreadsheet would take for a formula is quoted text with a leading apostrophe. */
function field(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
