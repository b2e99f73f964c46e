// A document as plain data -> its text, the same for every document of the program.

/** JSON with two spaces of indentation and one newline at the end. */
export function documentText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
