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
import type { DrawUse, Program } from './program.ts';

export type JsMemory = ReturnType<typeof createMemory>;

const USE_CODES: Readonly<Record<DrawUse, number>> = { chance: 0, logit: 1, noise: 2, normal: 3 };

export function createMemory(program: Program, seed: string) {
  const { model, layout, draws } = program;
  // A word's block serves two turns, so the number of turns is rounded up to an even one.
  const cells = draws.length * (model.turns + (model.turns & 1));
  const keys = draws.map(({ channel }) => channelKey(seed, model.channels[channel]!.name));
  return {
    F: new Float64Array(layout.numbers.length),
    I: new Int32Array(layout.wholes.length),
    P: new Float64Array(model.stocks.length),
    Q: new Float64Array(model.incidents.length + model.injects.length),
    N: new Int32Array(model.machines.length),
    G: new Int32Array(model.levers.length),
    X: new Float64Array(program.scratch),
    Z: new Int32Array(1),
    W: new Float64Array(program.world.length),
    D: new Float64Array(cells),
    V: new Float64Array(cells),
    O: new Float64Array(model.outcomes.length),
    STARTS: new Float64Array(model.stocks.length),
    WATCHED: new Float64Array(program.watches.length),
    PARAMETERS: new Float64Array(model.parameters.length),
    KEYS: Int32Array.from(keys.flatMap(({ k0, k1 }) => [k0, k1])),
    IS_WORD: Uint8Array.from(draws, ({ word }) => (word ? 1 : 0)),
    USES: Uint8Array.from(draws, ({ use }) => USE_CODES[use]),
    COUNTER: new Int32Array(2),
    LAST: new Int32Array(1),
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
