// Program + seed -> the arrays and functions that a kernel's text works with.

import { exp } from '../arithmetic/exp.ts';
import { log } from '../arithmetic/log.ts';
import { logistic } from '../arithmetic/logistic.ts';
import { normalQuantile } from '../arithmetic/normal-quantile.ts';
import { pow } from '../arithmetic/pow.ts';
import { POWERS_OF_TWO } from '../arithmetic/power-of-two.ts';
import { channelKey } from '../chance/channel.ts';
import { quantile } from '../chance/distribution.ts';
import { poissonQuantile } from '../chance/poisson.ts';
import { firesExactly, thresholdOf } from './guard-band.ts';
import type { Program } from './program.ts';

export type JsMemory = ReturnType<typeof createMemory>;

export function createMemory(program: Program, seed: string) {
  const { model, layout, draws } = program;
  // A word's block serves two turns, so the number of turns is rounded up to an even one.
  const cells = draws.length * (model.turns + (model.turns & 1));
  const keys = draws.map(({ channel }) => channelKey(seed, model.channels[channel]!.name));
  return {
    F: doubles(layout.numbers.length),
    I: wholes(layout.wholes.length),
    P: doubles(model.stocks.length),
    Q: doubles(model.incidents.length + model.injects.length),
    N: wholes(model.machines.length),
    G: wholes(model.levers.length),
    X: doubles(program.scratch),
    Z: wholes(1),
    W: doubles(program.world.length),
    D: doubles(cells),
    V: doubles(cells),
    O: doubles(model.outcomes.length),
    STARTS: doubles(model.stocks.length),
    WATCHED: doubles(program.watches.length),
    PARAMETERS: doubles(model.parameters.length),
    KEYS: Int32Array.from(keys.flatMap(({ k0, k1 }) => [k0, k1])),
    NORMAL: Uint8Array.from(draws, ({ use }) => (use === 'normal' ? 1 : 0)),
    COUNTER: wholes(2),
    LAST: wholes(1),
    MONTHS: Int32Array.from(model.clock.dates, ({ month }) => month),
    YEARS: Int32Array.from(model.clock.dates, ({ year }) => year),
    POWERS: POWERS_OF_TWO,
    noises: draws.map(({ noise }) => {
      const distribution = model.noises[noise]?.distribution;
      return distribution === undefined ? null : (u: number) => quantile(distribution, u);
    }),
    exp,
    log,
    pow,
    logistic,
    poisson: poissonQuantile,
    normalQuantile,
    thresholdOf,
    firesExactly,
  };
}

/** Small typed arrays lie inside the heap and can be moved, which makes every access dearer; a buffer of this size stays outside. */
const LEAST_BYTES = 256;

function doubles(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(new ArrayBuffer(Math.max(LEAST_BYTES, 8 * length)), 0, length);
}

function wholes(length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(new ArrayBuffer(Math.max(LEAST_BYTES, 4 * length)), 0, length);
}
