// Names and texts -> how SQL writes them.

export function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function listOf(texts: readonly string[]): string {
  return `[${texts.map(quotedText).join(', ')}]`;
}

/** A path that stands for itself where patterns are understood. */
export function plainPath(path: string): string {
  return path.replaceAll(/[[*?]/g, '[$&]');
}
