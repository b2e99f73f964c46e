// Units as products of named powers: enough to catch months added to shares, no more.

/** Power of each base unit, sorted by name; a plain number has none. `null` elsewhere means "not declared": it fits everything. */
export type Unit = readonly (readonly [base: string, power: number])[];

const PLAIN_WORDS: ReadonlySet<string> = new Set(['1', 'share', 'index', 'ratio', 'probability', 'chance', 'odds']);

/** Reads `people / km`, `km * km`, `troops per month`, `share`. Null when it can't be read. */
export function parseUnit(text: string): Unit | null {
  const parts = text.trim().split(/\s*(\*|\/|\bper\b)\s*/);
  const powers = new Map<string, number>();
  for (let i = 0; i < parts.length; i += 2) {
    const base = parts[i] ?? '';
    if (!/^(?:1|[\p{L}_][\p{L}\p{N}_ ]*)$/u.test(base)) return null;
    if (PLAIN_WORDS.has(base)) continue;
    powers.set(base, (powers.get(base) ?? 0) + (i === 0 || parts[i - 1] === '*' ? 1 : -1));
  }
  return normal(powers);
}

/** Reads back as the same unit, but for a plain number. */
export function printUnit(unit: Unit): string {
  const bases = (sign: number) =>
    unit
      .filter(([, power]) => power * sign > 0)
      .flatMap(([base, power]): string[] => Array(Math.abs(power)).fill(base));
  const over = bases(1).join(' * ');
  const under = bases(-1).map((base) => ` / ${base}`);
  if (over === '' && under.length === 0) return 'a plain number';
  return `${over || '1'}${under.join('')}`;
}

export function sameUnit(a: Unit | null, b: Unit | null): boolean {
  return a === null || b === null || JSON.stringify(a) === JSON.stringify(b);
}

export function isPlain(unit: Unit | null): boolean {
  return unit === null || unit.length === 0;
}

/** `sign` -1 divides. Unknown on either side is unknown. */
export function multiplyUnits(a: Unit | null, b: Unit | null, sign: 1 | -1): Unit | null {
  if (a === null || b === null) return null;
  const powers = new Map(a);
  for (const [base, power] of b) powers.set(base, (powers.get(base) ?? 0) + sign * power);
  return normal(powers);
}

export function powerOfUnit(unit: Unit | null, power: number): Unit | null {
  return unit === null ? null : normal(new Map(unit.map(([base, old]) => [base, old * power])));
}

function normal(powers: ReadonlyMap<string, number>): Unit {
  return [...powers].filter(([, power]) => power !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}
