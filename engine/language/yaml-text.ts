// YAML text -> plain data plus the place of every key and value. Hostile text is refused in bounded time and memory.

import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Pair,
  Parser,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import type { Span } from '../expression/formula.ts';
import type { Place, Problem } from '../problem.ts';

/** Largest scenario text that is read: 1 MiB. */
export const MAX_TEXT_BYTES = 1_048_576;
/** Deepest nesting of maps and lists. */
export const MAX_YAML_DEPTH = 40;
/** Most words, signs and gaps between them; a scenario of 1,500 lines has some 20,000. */
export const MAX_YAML_TOKENS = 150_000;

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
  const tooMuch = tooLarge(name, text) ?? tooTangled(name, text);
  if (tooMuch !== null) return { yaml: null, problems: [tooMuch] };
  const doc = parseDocument(text, {
    prettyErrors: false,
    // Asked in `refusals`: the parser compares every key with every other.
    uniqueKeys: false,
    strict: true,
    merge: false,
  });
  const places = new Places(name, text, doc.contents);
  // What follows the first fault of this kind is most often only its echo.
  const faults = doc.errors.slice(0, 1).map((error) => syntaxProblem(error, places));
  const { directives } = doc;
  if (directives?.yaml.explicit && directives.yaml.version !== '1.2')
    faults.push(problem('yaml-syntax', 'expected YAML 1.2', places.at(0, 1), ['Take the line "%YAML ..." out.']));
  const problems = faults.length > 0 ? faults : refusals(doc.contents, places);
  return { yaml: problems.length > 0 ? null : yamlText(name, doc.toJS({ maxAliasCount: 0 }), places), problems };
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

/** Depth and number of tokens, counted before the parser that recurses and remembers. */
function tooTangled(name: string, text: string): Problem | null {
  const parser = new Parser();
  const fault = (code: string, message: string, note: string) =>
    problem(code, message, new Places(name, text, null).at(parser.offset, 1), [note]);
  let tokens = 0;
  for (const token of new Lexer().lex(text)) {
    for (const _ of parser.next(token)) tokens++;
    // The whole text and the word being read stand on the stack, too.
    if (parser.stack.length > MAX_YAML_DEPTH + 2)
      return fault(
        'yaml-depth',
        `expected maps and lists nested at most ${MAX_YAML_DEPTH} deep`,
        'Is a bracket not closed?',
      );
    if (++tokens > MAX_YAML_TOKENS)
      return fault(
        'text-too-large',
        `expected at most ${MAX_YAML_TOKENS} words and signs`,
        'A scenario is text that a person can read.',
      );
  }
  return null;
}

/** Anchors, aliases and tags are not part of the language, and some keys never are. */
function refusals(contents: unknown, places: Places): Problem[] {
  const found: Problem[] = [];
  if (!isNode(contents)) return [problem('yaml-empty', 'expected a scenario, got an empty file', places.at(0, 1))];
  visit(contents, {
    Node(_, node) {
      if (isAlias(node) || ('anchor' in node && node.anchor))
        found.push(
          problem('yaml-alias', 'anchors (&) and aliases (*) are not part of the language', places.ofNode(node), [
            'Write the value out, or declare it once with "each:". Quote a formula that begins with & or *.',
          ]),
        );
      if ('tag' in node && node.tag)
        found.push(
          problem('yaml-tag', 'tags (!) are not part of the language', places.ofNode(node), [
            'Quote a formula that begins with !, and write "not" for !.',
          ]),
        );
    },
    Map(_, map) {
      found.push(...keyRefusals(map, places));
    },
  });
  return found;
}

function* keyRefusals(map: YAMLMap, places: Places): Generator<Problem> {
  const seen = new Set<string>();
  for (const pair of map.items) {
    const key = keyOf(pair);
    const place = places.ofNode(pair.key);
    if (key === null) yield problem('yaml-key', 'expected a plain word as key', place);
    else if (FORBIDDEN_KEYS.has(key)) yield problem('yaml-key', `"${key}" cannot be a key`, place);
    else if (seen.has(key))
      yield problem('yaml-syntax', `the key "${key}" stands twice in its map`, place, [
        'Every key may stand once in its map: remove or rename one of the two.',
      ]);
    seen.add(key ?? '');
  }
}

function keyOf({ key }: Pair): string | null {
  return isScalar(key) ? String(key.value) : null;
}

const QUOTE = 'Put quotes around a text or a formula that holds a comma, a bracket, a quote or ": ".';

/** What the parser says, in words for people who write scenarios. */
const YAML_WORDS: readonly (readonly [said: RegExp, message: string, note: string])[] = [
  [/^Source contains multiple/, 'expected one scenario in a file, got a second one after "---"', 'Take the "---" out.'],
  [/^Tabs are not allowed/, 'expected spaces, got a tab', 'Indent with spaces.'],
  [/^Missing closing/, 'a quote is not closed', 'Close it, or put other quotes around a text that holds one.'],
  [/end with a [}\]]$/, 'a bracket is not closed', QUOTE],
  [
    /must start at the same column/,
    'expected the same column as the lines above',
    'Keys of one map begin in one column.',
  ],
  [/^Nested mappings|^Block collections are not/, 'expected one key in this line, got a second ": "', QUOTE],
  [
    /^Implicit (map )?keys/,
    'expected "key: value"',
    `Is a quote or a bracket open, or a space after ":" missing? ${QUOTE}`,
  ],
  [/^Missing , /, 'expected a comma', QUOTE],
  [/^Missing space/, 'expected a space after ":"', QUOTE],
  [/^Sequence item without/, 'expected "- " before an item of the list', QUOTE],
  [/^Plain value cannot start/, 'a value cannot begin with this sign', 'Put quotes around it.'],
  [/at node end$|^Unexpected|^Unsupported/, 'expected the end of the value before this', QUOTE],
];

function syntaxProblem({ message, pos: [start, end] }: YAMLParseError, places: Places): Problem {
  const [, words, note] = YAML_WORDS.find(([said]) => said.test(message)) ?? [];
  const plain = words ?? message.charAt(0).toLowerCase() + message.slice(1);
  return problem('yaml-syntax', plain, places.at(start, Math.max(1, end - start)), [note ?? QUOTE]);
}

/** Places by path; keeps the parsed nodes to itself. */
class Places {
  private readonly file: string;
  private readonly text: string;
  private readonly root: unknown;
  private readonly lineStarts: readonly number[];
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(file: string, text: string, root: unknown) {
    this.file = file;
    this.text = text;
    this.root = root;
    // A byte order mark is no column of the first line.
    const starts = [text.startsWith('\uFEFF') ? 1 : 0];
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    this.lineStarts = starts;
  }

  at(offset: number, length: number): Place {
    const inside = Math.min(offset, this.text.length);
    const line = lastAtMost(this.lineStarts, inside);
    const end = (this.lineStarts[line + 1] ?? this.text.length + 1) - 1;
    return {
      file: this.file,
      line: line + 1,
      column: Math.max(1, inside - (this.lineStarts[line] ?? 0) + 1),
      length: Math.max(1, Math.min(length, end - inside)),
    };
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
    const pair = this.pairOf(parent, last);
    if (pair !== undefined) return this.ofNode(pair.key);
    if (isSeq(parent) && typeof last === 'number') return this.ofNode(parent.items[last]);
    return this.ofKey(path.slice(0, -1));
  }

  inside(path: Path, span: Span): Place {
    const { node, reached } = this.walk(path);
    if (reached < path.length || !isScalar(node) || !node.range) return this.ofValue(path);
    const start = this.sourceOffset(node, span.start);
    const last = this.sourceOffset(node, Math.max(span.start, span.end - 1));
    return this.at(start, Math.max(1, last + this.widthAt(node, last) - start));
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
      const width = this.widthAt(node, at);
      if (blank(value[i]) && !blank(this.text[at]) && width === 1) continue;
      at += width;
    }
    if (!blank(value[index])) while (at < to && blank(this.text[at])) at++;
    return Math.min(at, Math.max(from, to - 1));
  }

  /** Characters of the source that one character of a quoted value takes: `''` and `\\"` are two. */
  private widthAt({ type }: Scalar, at: number): number {
    const here = this.text.slice(at, at + 2);
    if (type === 'QUOTE_SINGLE') return here === "''" ? 2 : 1;
    if (type !== 'QUOTE_DOUBLE' || !here.startsWith('\\')) return 1;
    return { x: 4, u: 6, U: 10 }[here.slice(1)] ?? 2;
  }

  private walk(path: Path): { readonly node: unknown; readonly reached: number } {
    let node: unknown = this.root;
    for (const [i, key] of path.entries()) {
      const next = isSeq(node) && typeof key === 'number' ? node.items[key] : this.pairOf(node, key)?.value;
      if (next === undefined || next === null) return { node, reached: i };
      node = next;
    }
    return { node, reached: path.length };
  }

  /** Looked up often, in maps that may be long: each map is indexed once. */
  private pairOf(node: unknown, key: string | number): Pair | undefined {
    if (!isMap(node)) return undefined;
    const known = this.pairs.get(node);
    if (known !== undefined) return known.get(String(key));
    this.pairs.set(node, new Map(node.items.map((pair) => [keyOf(pair) ?? '', pair])));
    return this.pairOf(node, key);
  }
}

/** Index of the last number that is at most `value` in an ascending list; 0 when none is. */
function lastAtMost(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** `machines.ladder.states.quiet[0].chance` */
export function printPath(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? key : `${text}.${key}`),
    '',
  );
}

/** What stands at the path; undefined when nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string | number, unknown>)[key]
        : undefined,
    data,
  );
}
