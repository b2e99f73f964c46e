// `greyzone pack`: a scenario with a seminar -> a folder of pages to print.

import { buildPack, openScenario, type PackLook, type Scenario, shippedScenarios } from '../../engine/index.ts';
import { badInput, type Stop } from '../exit-code.ts';
import { loadScenario } from '../load-scenario.ts';
import { openPackFolder } from '../pack-folder.ts';
import { outlineOf } from '../play/map/outlines.ts';
import type { Terminal } from '../terminal.ts';

export interface PackOptions {
  readonly output: string;
  readonly paper: PackLook['paper'];
  readonly large?: boolean;
}

export function pack(idOrPath: string, { output, paper, large = false }: PackOptions, terminal: Terminal): void {
  const scenario = loadScenario(idOrPath);
  const files = buildPack(scenario, { paper, large }, outlineOf);
  if (files === null) throw noSeminar(scenario);
  openPackFolder(output)(files.map(({ file, text }) => [file, text] as const));
  terminal.out(`${files.length} pages in ${output}; open ${output}/index.html in a browser.\n`);
}

function noSeminar({ id }: Scenario): Stop {
  const [example] = shippedScenarios().filter(({ folder }) => hasSeminar(folder));
  const look = example === undefined ? '' : `; ${example.id} has one`;
  return badInput(
    `${id} has no section "seminar", so there is nothing to pack: add "seminar:" with aim, handling, objectives, moves, roles, msel and evaluation${look}`,
  );
}

function hasSeminar(folder: string): boolean {
  return openScenario(folder).files.some(({ text }) => /^seminar:/m.test(text));
}
