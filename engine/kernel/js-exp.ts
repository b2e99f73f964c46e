// The text of our exp, written out at the place of its use: a call costs more than the sum, and the optimiser inlines only so much.
// The same operations in the same order as in ../arithmetic/exp.ts; range ends that cannot be reached are left out.

import { EXP_INFINITE_ABOVE, EXP_ZERO_BELOW } from '../arithmetic/exp.ts';

/** Lines that declare `name` as exp(argument), for an argument in [low, high]; bounds of -Infinity or Infinity also stand for NaN. */
export function expStatements(name: string, argument: string, low: number, high: number): readonly string[] {
  const x = `${name}x`;
  const r = `${name}r`;
  const open = low < EXP_ZERO_BELOW || high > EXP_INFINITE_ABOVE;
  const body = [
    `const ${name}k = ${x} * ${Math.LOG2E} + 6755399441055744 - 6755399441055744;`,
    `const ${r} = ${x} - ${name}k * 0.6931471803691238 - ${name}k * 1.9082149292705877e-10;`,
    `const ${r}2 = ${r} * ${r};`,
    `const ${r}4 = ${r}2 * ${r}2;`,
    `const ${name}a = 1 + ${r} + ${r}2 * (0.5 + ${r} * 0.16666666666666666);`,
    `const ${name}b = 0.041666666666666664 + ${r} * 0.008333333333333333 + ${r}2 * (0.001388888888888889 + ${r} * 0.0001984126984126984);`,
    `const ${name}c = 0.0000248015873015873 + ${r} * 0.0000027557319223985893;`,
    `const ${name}p = ${name}a + ${r}4 * (${name}b + ${r}4 * ${name}c);`,
  ];
  const scaled = `${name}p * POWERS[(${name}k + 1022) | 0]`;
  const result = high > 709 ? `${name}k > 1023 ? ${name}p * 2 * POWERS[2045] : ${scaled}` : scaled;
  if (!open) return [`const ${x} = ${argument};`, ...body, `const ${name} = ${result};`];
  return [
    `const ${x} = ${argument};`,
    `let ${name} = 0;`,
    `if (!(${x} <= ${EXP_INFINITE_ABOVE})) ${name} = ${x} > ${EXP_INFINITE_ABOVE} ? Infinity : NaN;`,
    `else if (!(${x} < ${EXP_ZERO_BELOW})) {`,
    ...body.map((text) => `  ${text}`),
    `  ${name} = ${result};`,
    '}',
  ];
}
