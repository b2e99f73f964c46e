// Every function's bits on a fixed grid, as one hash: the same on every machine, and changed by any change of the text.
import { expect, test } from 'vitest';
import { expMinusOne } from '../../engine/arithmetic/exp-minus-one.ts';
import { incompleteBeta, inverseIncompleteBeta } from '../../engine/arithmetic/incomplete-beta.ts';
import { log } from '../../engine/arithmetic/log.ts';
import { logGamma } from '../../engine/arithmetic/log-gamma.ts';
import { logistic } from '../../engine/arithmetic/logistic.ts';
import { normalCdf } from '../../engine/arithmetic/normal-cdf.ts';
import { normalQuantile } from '../../engine/arithmetic/normal-quantile.ts';
import { pow } from '../../engine/arithmetic/pow.ts';

const GRID = 4000;
const view = new DataView(new ArrayBuffer(8));

/** FNV-1a over the 64-bit words of the function's values at i / GRID, 0 < i < GRID. */
function hash(f: (u: number) => number): string {
  let state = 14695981039346656037n;
  for (let i = 1; i < GRID; i++) {
    view.setFloat64(0, f(i / GRID));
    state = BigInt.asUintN(64, (state ^ view.getBigUint64(0)) * 1099511628211n);
  }
  return state.toString(16);
}

test.each<[string, (u: number) => number, string]>([
  ['log', (u) => log(u * 9), 'b654d2ea377c05bf'],
  ['expMinusOne', (u) => expMinusOne(u - 0.4), 'b40d31b51d1c7ecc'],
  ['logistic', (u) => logistic(u * 40 - 20), 'ddccf056a5e97486'],
  ['pow', (u) => pow(u * 3, 1.7), '167c727740bc0394'],
  ['normalQuantile', normalQuantile, 'e28278bc978046fb'],
  ['normalCdf', (u) => normalCdf(u * 16 - 8), 'a513ace7333f784e'],
  ['logGamma', (u) => logGamma(u * 30), 'e5ab9c1339b22fda'],
  ['incompleteBeta', (u) => incompleteBeta(2.5, 4, u), '14eca54f3b3b65b8'],
  ['inverseIncompleteBeta', (u) => inverseIncompleteBeta(2.5, 4, u), '242a8abf68dfd4a9'],
])('%s', (_, f, expected) => {
  expect(hash(f)).toBe(expected);
});
