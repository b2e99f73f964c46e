// `greyzone scenarios`: what comes along, one line each.

import { alignColumns, checkScenario, openScenario, printable, shippedScenarios } from '../../engine/index.ts';
import type { Terminal } from '../terminal.ts';

interface Listed {
  readonly id: string;
  readonly version: string | null;
  readonly title: string;
  readonly question: string | null;
}

export function scenarios({ json }: { readonly json?: true }, terminal: Terminal): void {
  const listed = shippedScenarios().map(({ id, folder }) => describe(id, folder));
  terminal.out(json ? `${JSON.stringify(listed, null, 2)}\n` : table(listed, terminal));
}

function table(listed: readonly Listed[], { paint }: Terminal): string {
  const rows = listed.map(({ id, version, title }) => [
    { text: id },
    { text: version ?? '' },
    { text: printable(title) },
  ]);
  const lines = alignColumns(rows, [false, false, false], paint);
  return lines.map((line) => `${line.trimStart()}\n`).join('');
}

function describe(id: string, folder: string): Listed {
  const { texts } = openScenario(folder);
  const scenario = texts === null ? null : checkScenario(texts).scenario;
  if (scenario === null) return { id, version: null, title: `has problems: greyzone check ${id}`, question: null };
  const { version, title, question } = scenario;
  return { id, version, title, question };
}
