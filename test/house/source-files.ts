// The source tree as the house tests see it: paths, texts, and the imports that stand in them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** All TypeScript files under a folder of the project. */
export function sourceFiles(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: path.slice(root.length).replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

export interface Import {
  readonly from: string;
  /** A path from the root for our own files, the name of the package, or `node:...`. */
  readonly to: string;
  readonly kind: 'own' | 'package' | 'builtin';
  /** Only types: gone when the program runs. */
  readonly typeOnly: boolean;
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s)?(?:[\w*{},\s$]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const CALL = /\bimport\(\s*['"]([^'"]+)['"]\s*[,)]/g;

/** Every import of a file: statements, re-exports and dynamic imports. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = withoutComments(text);
  const statements = [...code.matchAll(STATEMENT)].map((match) => ({
    to: match[2]!,
    typeOnly: match[1] !== undefined,
  }));
  const calls = [...code.matchAll(CALL)].map((match) => ({ to: match[1]!, typeOnly: false }));
  return [...statements, ...calls].map(({ to, typeOnly }) => ({ from: path, typeOnly, ...resolveImport(path, to) }));
}

function resolveImport(path: string, to: string): Pick<Import, 'to' | 'kind'> {
  if (to.startsWith('.')) return { to: posix.join(posix.dirname(path), to), kind: 'own' };
  if (to.startsWith('node:')) return { to, kind: 'builtin' };
  return {
    to: to
      .split('/')
      .slice(0, to.startsWith('@') ? 2 : 1)
      .join('/'),
    kind: 'package',
  };
}

/** The text with comments and the contents of strings that span no import blanked; good enough for our own sources. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

/** The code alone: no comments, no string contents. */
export function codeOnly(text: string): string {
  return withoutComments(text).replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
}
