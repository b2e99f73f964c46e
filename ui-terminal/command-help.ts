// What the help of every command has at its end, and what its arguments are called there.

import type { Command } from 'commander';
import { EXIT_CODES_HELP } from './exit-code.ts';

export const SCENARIO = 'id of a scenario that comes along, or path of a scenario folder or file';

export function addExamples(command: Command, examples: readonly string[]): void {
  const lines = examples.map((example) => `  ${example}`).join('\n');
  command.addHelpText('after', `\nExamples:\n${lines}\n\n${EXIT_CODES_HELP}`);
}
