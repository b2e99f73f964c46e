// Bytes -> functions. The only place that speaks to the platform's WebAssembly.

/** Pieces, fills and the run, by name; see wasm-module.ts. */
export type WasmFunctions = Readonly<Record<string, (...values: readonly number[]) => void>>;

/** As much of the platform's interface as we use. */
interface Platform {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly validate: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly Instance: new (module: object, given: object) => { readonly exports: WasmFunctions };
}

const PAGE = 65536;

export interface WasmInstance {
  readonly functions: WasmFunctions;
  readonly buffer: ArrayBuffer;
}

/** Null when the platform has no WebAssembly with vectors. */
export function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
  memoryBytes: number,
  given: Readonly<Record<string, (a: number, b: number) => number>>,
): WasmInstance | null {
  const platform = (globalThis as unknown as { readonly WebAssembly?: Platform }).WebAssembly;
  if (platform === undefined || !platform.validate(bytes)) return null;
  const { Memory, Module, Instance } = platform;
  const memory = new Memory({ initial: Math.ceil(memoryBytes / PAGE) });
  const instance = new Instance(new Module(bytes), { given: { ...given, memory } });
  return { functions: instance.exports, buffer: memory.buffer };
}
