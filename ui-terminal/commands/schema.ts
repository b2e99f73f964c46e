// `greyzone schema`: the grammar of a scenario file as JSON Schema.

import { documentText, scenarioSchema } from '../../engine/index.ts';
import { openOutput } from '../output-file.ts';
import type { Terminal } from '../terminal.ts';

export function schema({ output }: { readonly output?: string }, terminal: Terminal): void {
  openOutput(output, terminal)(documentText(scenarioSchema()));
}
