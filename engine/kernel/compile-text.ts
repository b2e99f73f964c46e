// Text -> functions. The only place that does so; the text is our own, made from numbers and slot names, words of a scenario stand in comments only.

/** The functions that a kernel's text returns; see js-text.ts. */
export interface CompiledKernel {
  /** Works out what hangs on PARAMETERS alone; gives a fault code. */
  readonly world: (t: number) => number;
  /** Writes the state before the first turn. */
  readonly start: (t: number) => number;
  readonly turn: (arm: number, t: number) => number;
  readonly finish: (t: number) => number;
  readonly run: (arm: number, from: number) => number;
}

export function compileText(text: string, given: Readonly<Record<string, unknown>>): CompiledKernel {
  return new Function('given', text)(given) as CompiledKernel;
}
