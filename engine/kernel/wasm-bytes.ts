// Functions as bytes of code -> a WebAssembly module in its binary form: types, imports, functions, one memory, exports, names.
// We write the few sections that we need ourselves: it takes a few milliseconds, where loading a compiler library takes half a second.

export const I32 = 0x7f;
export const F64 = 0x7c;
export const V128 = 0x7b;

export type ValueType = typeof I32 | typeof F64 | typeof V128;

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface ImportedFunction extends Signature {
  readonly name: string;
}

export interface FunctionCode extends Signature {
  readonly name: string;
  /** Types of the locals behind the parameters. */
  readonly locals: readonly ValueType[];
  readonly body: readonly number[];
  readonly exported: boolean;
}

export interface ModuleParts {
  readonly imports: readonly ImportedFunction[];
  /** Indices of functions count imports first. */
  readonly functions: readonly FunctionCode[];
}

/** Whole number not below 0, in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

/** A 32-bit whole number in signed LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  while (rest < -64 || rest > 63) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  return [...bytes, rest & 0x7f];
}

/** The module, which imports its memory as `given.memory` and its functions from `given`. */
export function moduleBytes({ imports, functions }: ModuleParts): Uint8Array<ArrayBuffer> {
  const types = new TypeTable();
  const importEntries = [
    [...text('given'), ...text('memory'), 0x02, 0x00, ...unsigned(1)],
    ...imports.map((one) => [...text('given'), ...text(one.name), 0x00, ...unsigned(types.indexOf(one))]),
  ];
  const declared = functions.map((one) => unsigned(types.indexOf(one)));
  const exports = functions.flatMap(({ name, exported }, index) =>
    exported ? [[...text(name), 0x00, ...unsigned(imports.length + index)]] : [],
  );
  const bodies = functions.map((one) => sized([...localBytes(one.locals), ...one.body, 0x0b]));
  const names = [...imports, ...functions].map(({ name }, index) => [...unsigned(index), ...text(name)]);
  return joined([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, types.entries),
    section(2, importEntries),
    section(3, declared),
    section(7, exports),
    section(10, bodies),
    [0x00, ...sized([...text('name'), 0x01, ...sized(vector(names))])],
  ]);
}

class TypeTable {
  readonly entries: number[][] = [];
  private readonly known = new Map<string, number>();

  indexOf({ parameters, results }: Signature): number {
    const key = `${parameters.join()}>${results.join()}`;
    const old = this.known.get(key);
    if (old !== undefined) return old;
    this.known.set(key, this.entries.length);
    return this.entries.push([0x60, ...vectorOfBytes(parameters), ...vectorOfBytes(results)]) - 1;
  }
}

function localBytes(locals: readonly ValueType[]): number[] {
  const runs: { type: ValueType; count: number }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count += 1;
    else runs.push({ type, count: 1 });
  }
  return vector(runs.map(({ type, count }) => [...unsigned(count), type]));
}

function section(id: number, entries: readonly (readonly number[])[]): number[] {
  return concat([[id], sized(vector(entries))]);
}

function sized(bytes: readonly number[]): number[] {
  return concat([unsigned(bytes.length), bytes]);
}

function vector(entries: readonly (readonly number[])[]): number[] {
  return concat([unsigned(entries.length), ...entries]);
}

function vectorOfBytes(bytes: readonly number[]): number[] {
  return [...unsigned(bytes.length), ...bytes];
}

function text(value: string): number[] {
  return vectorOfBytes([...new TextEncoder().encode(value)]);
}

/** Function bodies are too long for a spread. */
function concat(parts: readonly (readonly number[])[]): number[] {
  const all: number[] = [];
  for (const part of parts) for (const byte of part) all.push(byte);
  return all;
}

function joined(parts: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(concat(parts));
}
