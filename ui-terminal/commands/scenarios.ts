// `greyzone scenarios`: what comes along, one line each. Nothing is checked here; `greyzone check` does that.

import { alignColumns, documentText, printable, shippedHeads } from '../../engine/index.ts';
import type { Terminal } from '../terminal.ts';

export function scenarios({ json }: { readonly json?: true }, terminal: Terminal): void {
  const listed = shippedHeads().map(({ id, version, title, question }) => ({ id, version, title, question }));
  if (json) {
    terminal.out(documentText(listed));
    return;
  }
  const rows = listed.map(({ id, version, title }) => [id, version, printable(title)].map((text) => ({ text })));
  const lines = alignColumns(rows, [false, false, false], terminal.paint);
  terminal.out(lines.map((line) => `${line.trimStart()}\n`).join(''));
}
