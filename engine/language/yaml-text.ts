// YAML text -> plain data plus the place of every key and value. Hostile text is refused in bounded time and memory.

import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import type { Span } from '../expression/formula.ts';
import type { Place, Problem } from '../problem.ts';

/** Largest scenario text that is read: 1 MiB. */
export const MAX_TEXT_BYTES = 1_048_576;
/** Deepest nesting of maps and lists. */
export const MAX_YAML_DEPTH = 40;

export type Path = readonly (string | number)[];

/** One file's text; `name` is what messages call it. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

export interface YamlText {
  readonly name: string;
  readonly data: unknown;
  /** Where the value at the path stands; the nearest thing around it when there is none. */
  placeOf(path: Path): Place;
  /** Where the key at the end of the path stands. */
  placeOfKey(path: Path): Place;
  /** Characters `span` of the text of the scalar at the path. */
  placeInside(path: Path, span: Span): Place;
}

const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export function readYaml({ name, text }: SourceText): {
  readonly yaml: YamlText | null;
  readonly problems: readonly Problem[];
} {
  const tooMuch = tooLarge(name, text) ?? tooDeep(name, text);
  if (tooMuch !== null) return { yaml: null, problems: [tooMuch] };
  const lines = new LineCounter();
  try {
    const doc = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: true,
      strict: true,
      merge: false,
    });
    const places = new Places(name, text, lines, doc.contents);
    const problems = [...doc.errors].map((error) =>
      problem(
        'yaml-syntax',
        yamlMessage(error.code, error.message),
        places.at(error.pos[0], Math.max(1, error.pos[1] - error.pos[0])),
        YAML_HINTS[error.code] ?? [],
      ),
    );
    if (problems.length > 0) return { yaml: null, problems };
    const refused = refusals(doc.contents, places);
    if (refused.length > 0) return { yaml: null, problems: refused };
    return { yaml: yamlText(name, doc.toJS({ maxAliasCount: 0 }), places), problems: [] };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return {
      yaml: null,
      problems: [
        problem('yaml-depth', 'expected maps and lists nested less deeply', {
          file: name,
          line: 1,
          column: 1,
          length: 1,
        }),
      ],
    };
  }
}

function yamlText(name: string, data: unknown, places: Places): YamlText {
  return {
    name,
    data,
    placeOf: (path) => places.ofValue(path),
    placeOfKey: (path) => places.ofKey(path),
    placeInside: (path, span) => places.inside(path, span),
  };
}

function problem(code: string, message: string, place: Place, notes: readonly string[] = []): Problem {
  return { severity: 'error', code, path: '', message, place, notes };
}

function tooLarge(name: string, text: string): Problem | null {
  if (text.length <= MAX_TEXT_BYTES) return null;
  const place = { file: name, line: 1, column: 1, length: 1 };
  return problem('text-too-large', `expected at most ${MAX_TEXT_BYTES} characters, got ${text.length}`, place, [
    'A scenario is text that a person can read.',
  ]);
}

/** Depth by brackets and by "- - - ": a cheap look before the parser, which recurses. */
function tooDeep(name: string, text: string): Problem | null {
  const lines = text.split('\n');
  const indents: number[] = [];
  let flow = 0;
  for (const [i, line] of lines.entries()) {
    const indent = line.length - line.trimStart().length;
    while (indents.length > 0 && (indents.at(-1) ?? 0) >= indent) indents.pop();
    if (line.trim() !== '') indents.push(indent);
    const dashes = /^\s*((?:[-?] +)*)/.exec(line)?.[1]?.length ?? 0;
    const bare = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|#.*$/g, '');
    for (const character of bare) {
      if (character === '[' || character === '{') flow++;
      if (character === ']' || character === '}') flow = Math.max(0, flow - 1);
    }
    if (flow > MAX_YAML_DEPTH || dashes / 2 > MAX_YAML_DEPTH || indents.length > MAX_YAML_DEPTH * 2) {
      return problem('yaml-depth', `expected maps and lists nested at most ${MAX_YAML_DEPTH} deep`, {
        file: name,
        line: i + 1,
        column: 1,
        length: 1,
      });
    }
  }
  return null;
}

/** Anchors and aliases are not part of the language, and some keys never are. */
function refusals(contents: unknown, places: Places): Problem[] {
  const found: Problem[] = [];
  if (!isNode(contents)) return [problem('yaml-empty', 'expected a scenario, got an empty file', places.at(0, 1))];
  visit(contents, {
    Node(_, node) {
      if (isAlias(node) || ('anchor' in node && node.anchor)) {
        found.push(
          problem('yaml-alias', 'anchors (&) and aliases (*) are not part of the language', places.ofNode(node), [
            'Write the value out, or declare it once with "each:". Quote a formula that begins with & or *.',
          ]),
        );
      }
    },
    Pair(_, pair) {
      const key = isScalar(pair.key) ? String(pair.key.value) : null;
      if (key === null)
        found.push(problem('yaml-key', 'expected a plain word as key', places.ofNode(pair.key as Node)));
      else if (FORBIDDEN_KEYS.has(key))
        found.push(problem('yaml-key', `"${key}" cannot be a key`, places.ofNode(pair.key as Node)));
    },
  });
  return found;
}

const YAML_HINTS: Readonly<Record<string, readonly string[]>> = {
  TAB_AS_INDENT: ['Indent with spaces.'],
  DUPLICATE_KEY: ['Every key may stand once in its map: remove or rename one of the two.'],
  BAD_INDENT: ['Keys of one map begin in the same column.'],
  MULTILINE_IMPLICIT_KEY: ['Is a quote or a bracket not closed above? A value that holds ": " must be quoted.'],
  BLOCK_AS_IMPLICIT_KEY: ['A value that holds ": " must be quoted.'],
  MISSING_CHAR: ['Is a quote, a bracket or a comma missing?'],
  BAD_ALIAS: ['Quote a formula that begins with & or *.'],
};

function yamlMessage(code: string, message: string): string {
  if (code === 'DUPLICATE_KEY') return 'this key stands twice in its map';
  return message.charAt(0).toLowerCase() + message.slice(1);
}

/** Places by path; keeps the parsed nodes to itself. */
class Places {
  private readonly file: string;
  private readonly text: string;
  private readonly lines: LineCounter;
  private readonly root: unknown;

  constructor(file: string, text: string, lines: LineCounter, root: unknown) {
    this.file = file;
    this.text = text;
    this.lines = lines;
    this.root = root;
  }

  at(offset: number, length: number): Place {
    const { line, col } = this.lines.linePos(Math.min(offset, this.text.length));
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col), length };
  }

  ofNode(node: unknown): Place {
    if (!isNode(node) || !node.range) return this.at(0, 1);
    const [start, end] = node.range;
    const firstLine = this.text.slice(start, end).split('\n')[0] ?? '';
    return this.at(
      start,
      Math.max(
        1,
        isCollection(node) && !firstLine.startsWith('[') && !firstLine.startsWith('{') ? 1 : firstLine.trimEnd().length,
      ),
    );
  }

  ofValue(path: Path): Place {
    const { node, reached } = this.walk(path);
    if (reached < path.length || !isNode(node)) return this.ofKey(path.slice(0, reached));
    // A block map's own place is its first key; the key that holds it says more.
    if (isCollection(node) && !node.flow && path.length > 0) return this.ofKey(path);
    return this.ofNode(node);
  }

  ofKey(path: Path): Place {
    const last = path.at(-1);
    const { node: parent, reached } = this.walk(path.slice(0, -1));
    if (last === undefined) return this.ofNode(this.root);
    if (reached < path.length - 1) return this.ofKey(path.slice(0, reached));
    const pair = pairOf(parent, last);
    if (pair !== undefined) return this.ofNode(pair.key);
    if (isSeq(parent) && typeof last === 'number') return this.ofNode(parent.items[last]);
    return this.ofKey(path.slice(0, -1));
  }

  inside(path: Path, span: Span): Place {
    const { node, reached } = this.walk(path);
    if (reached < path.length || !isScalar(node) || !node.range) return this.ofValue(path);
    const start = this.sourceOffset(node, span.start);
    const end = this.sourceOffset(node, Math.max(span.start, span.end - 1)) + 1;
    return this.at(start, Math.max(1, end - start));
  }

  /** Walks value and source side by side: folded lines and indentation count as the spaces they became. */
  private sourceOffset(node: Scalar, index: number): number {
    const [from, to] = node.range ?? [0, 0];
    const value = typeof node.value === 'string' ? node.value : this.text.slice(from, to);
    const blank = (character: string | undefined) => character !== undefined && /\s/.test(character);
    let at = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? from + 1 : from;
    if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') at = this.text.indexOf('\n', from) + 1;
    for (let i = 0; i < Math.min(index, value.length); i++) {
      if (!blank(value[i])) while (at < to && blank(this.text[at])) at++;
      if (blank(value[i]) && !blank(this.text[at])) continue;
      at++;
    }
    if (!blank(value[index])) while (at < to && blank(this.text[at])) at++;
    return Math.min(at, Math.max(from, to - 1));
  }

  private walk(path: Path): { readonly node: unknown; readonly reached: number } {
    let node: unknown = this.root;
    for (const [i, key] of path.entries()) {
      const next = isSeq(node) && typeof key === 'number' ? node.items[key] : pairOf(node, key)?.value;
      if (next === undefined || next === null) return { node, reached: i };
      node = next;
    }
    return { node, reached: path.length };
  }
}

function pairOf(node: unknown, key: string | number): Pair | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key));
}

/** `machines.ladder.states.quiet[0].chance` */
export function printPath(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}
