// Answers that are dear to make, kept as long as what they were made of: for one owner (a standing, a forecast) one answer a key.

export function createMemory<Value>(): (owner: object, key: string, make: () => Value) => Value {
  const kept = new WeakMap<object, Map<string, Value>>();
  return (owner, key, make) => {
    const own = kept.get(owner) ?? new Map<string, Value>();
    kept.set(owner, own);
    if (!own.has(key)) own.set(key, make());
    return own.get(key)!;
  };
}

/** A place in a list that moved by some rows and stays in it. */
export function movedIn(cursor: number, by: number, count: number): number {
  return Math.min(Math.max(0, cursor + by), Math.max(0, count - 1));
}

/** At most six significant digits: odds, draws and numbers of formulas, to be checked by hand. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(6)) + 0);
}
