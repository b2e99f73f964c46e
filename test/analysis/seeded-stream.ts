// In: a seed. Out: a small repeatable stream of chance for the simulations of these tests.
// It shares no code with the engine's own chance, so the estimators are judged by an outsider.

export interface SeededStream {
  /** Uniform on (0, 1), 32 bits. */
  readonly uniform: () => number;
  /** Standard normal, by Box and Muller. */
  readonly normal: () => number;
  /** 1 with the given chance, otherwise 0. */
  readonly trial: (chance: number) => number;
}

/** A 32-bit counter mixed by the finaliser of MurmurHash3 (a splitmix). */
export function seededStream(seed: number): SeededStream {
  let counter = Math.imul(seed, 0x85ebca6b) | 0;
  const uniform = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    let word = counter;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return ((word ^ (word >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal, trial: (chance) => (uniform() < chance ? 1 : 0) };
}
