// The laws of the house as plain tables and functions, so that the tests can also show them a house that breaks them.

import { codeOnly, type Import, importsOf, type SourceFile } from './source-files.ts';

/** For each room of the engine, the rooms it may import. Data walks downstairs, never up. */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  vocabulary: [],
  problem: [],
  nearest: [],
  arithmetic: ['vocabulary'],
  chance: ['vocabulary', 'arithmetic'],
  analysis: ['vocabulary', 'arithmetic'],
  expression: ['vocabulary', 'nearest', 'arithmetic'],
  language: ['vocabulary', 'problem', 'nearest', 'arithmetic', 'chance', 'expression'],
  'scenario-folder': ['vocabulary', 'problem', 'nearest', 'language'],
  'coverage-file': ['problem', 'language', 'scenario-folder'],
  model: ['vocabulary', 'problem', 'arithmetic', 'chance', 'expression', 'language'],
  reference: ['vocabulary', 'arithmetic', 'chance', 'model'],
  kernel: ['vocabulary', 'arithmetic', 'chance', 'model'],
  batch: [
    'vocabulary',
    'expression',
    'problem',
    'nearest',
    'chance',
    'language',
    'model',
    'reference',
    'kernel',
    'analysis',
  ],
  case: ['vocabulary', 'arithmetic', 'chance', 'expression', 'language', 'model', 'reference', 'kernel', 'analysis'],
  library: [
    'vocabulary',
    'problem',
    'scenario-folder',
    'language',
    'model',
    'reference',
    'analysis',
    'batch',
    'case',
    'report',
  ],
  report: ['vocabulary', 'expression', 'language', 'model', 'reference', 'analysis', 'batch', 'case'],
};

/** Outside libraries and the one place of each. */
export const LIBRARY_ROOM: Readonly<Record<string, string>> = {
  zod: 'engine/language',
  yaml: 'engine/language',
  chevrotain: 'engine/expression',
  xstate: 'engine/reference',
  seedrandom: 'engine/chance',
  tinypool: 'engine/batch',
  '@duckdb/node-api': 'engine/batch/store',
  '@viz-js/viz': 'engine/report/pictures/statechart.ts',
  '@resvg/resvg-js': 'engine/report/pictures/png.ts',
  binaryen: 'engine/kernel',
  commander: 'ui-terminal',
  ink: 'ui-terminal',
  react: 'ui-terminal',
  'string-width': 'ui-terminal',
  'fastest-levenshtein': 'engine/nearest.ts',
  vega: 'engine/report/pictures',
  'vega-lite': 'engine/report/pictures',
  yalps: 'engine/analysis/mixed-equilibrium.ts',
};

/** Files that may touch files, threads or the clock; everything else in the engine is pure. */
export const IMPURE: readonly string[] = [
  'engine/batch/run-batch.ts',
  'engine/batch/digest.ts',
  'engine/batch/sequential/stopped-file.ts',
  'engine/batch/store/',
  'engine/scenario-folder.ts',
  'engine/coverage-file.ts',
  'engine/case/case-store.ts',
  'engine/case/case-lock.ts',
  'engine/case/room-folder.ts',
  'engine/case/checksum.ts',
  'engine/report/pictures/png.ts',
  'engine/library/package-version.ts',
];

/** Reading a time that somebody wrote down is pure; asking what time it is is not. */
const FORBIDDEN =
  /\b(?:Date(?!\.parse\b)|performance|process|setTimeout|setInterval|setImmediate|queueMicrotask|fetch)\b|\bMath\.random\b/g;

/** `engine/batch/digest.ts` -> `batch`; `engine/problem.ts` -> `problem`; `ui-terminal/x.ts` -> `ui-terminal`. */
export function roomOf(path: string): string {
  const [top = '', room = ''] = path.split('/');
  return top === 'engine' ? room.replace(/\.ts$/, '') : top;
}

/** Imports that walk upstairs, or past the front door. */
export function layeringFaults(files: readonly SourceFile[]): string[] {
  return files.flatMap(importsOf).filter(isUpstairs).map(describe);
}

function isUpstairs({ from, to, kind }: Import): boolean {
  if (kind !== 'own') return false;
  const [here, there] = [roomOf(from), roomOf(to)];
  if (here === there || from === 'engine/index.ts') return false;
  if (here === 'ui-terminal') return to !== 'engine/index.ts';
  return !(MAY_IMPORT[here] ?? []).includes(there);
}

/** Libraries outside their room, and libraries that no room was given. */
export function libraryFaults(files: readonly SourceFile[]): string[] {
  return files
    .flatMap(importsOf)
    .filter(({ kind }) => kind === 'package')
    .filter(({ from, to }) => !isWithin(from, LIBRARY_ROOM[to]))
    .map(describe);
}

function isWithin(path: string, room: string | undefined): boolean {
  return room !== undefined && (path === room || path.startsWith(`${room}/`));
}

/** Clocks, files, processes and foreign randomness in pure rooms. */
export function purityFaults(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('engine/') && !IMPURE.some((room) => path.startsWith(room)))
    .flatMap((file) => [
      ...importsOf(file)
        .filter(({ kind }) => kind === 'builtin')
        .map(describe),
      ...[...codeOnly(file.text).matchAll(FORBIDDEN)].map(([word]) => `${file.path} uses ${word}`),
    ]);
}

/** One line for each loop of imports, types included. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const graph = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(({ kind }) => kind === 'own')
        .map(({ to }) => to),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    else if (!done.has(path)) {
      for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}

function describe({ from, to }: Import): string {
  return `${from} imports ${to}`;
}
