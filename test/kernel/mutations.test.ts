// Deliberate faults in the generated text: each must be seen by the comparison that the agreement tests make, else they prove nothing.

import { expect, test } from 'vitest';
import { chanceWord, channelKey, uniform32 } from '../../engine/chance/channel.ts';
import { thresholdOf } from '../../engine/kernel/guard-band.ts';
import type { Arm, Model } from '../../engine/model/model.ts';
import { buildModel } from '../reference/build-model.ts';
import { difference } from './compare.ts';
import { shippedModels } from './shipped-models.ts';
import { small } from './small-model.ts';

const baltic = shippedModels().find(({ name }) => name === 'baltic-2014')!.model;

/** Replaces once, and fails when there is nothing to replace: then the mutation is out of date. */
function swap(from: string | RegExp, to: string): (text: string) => string {
  return (text) => {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`nothing to mutate: ${from}`);
    return changed;
  };
}

function swapPolicies(text: string): string {
  const [first, second] = [/case 0: (.*) break;/, /case 1: (.*) break;/].map((arm) => armLines(text).match(arm)![1]!);
  return text.replace(
    armLines(text),
    armLines(text).replace(first!, '@').replace(second!, first!).replace('@', second!),
  );
}

function armLines(text: string): string {
  const from = text.indexOf('function armOrders');
  return text.slice(from, text.indexOf('// A whole turn'));
}

const MUTATIONS: readonly {
  readonly name: string;
  readonly model: Model;
  readonly rewrite: (text: string) => string;
  readonly more?: { readonly arms: readonly Arm[]; readonly worlds: number };
}[] = [
  {
    name: 'wrong rotation',
    model: small,
    rewrite: (text) => text.replaceAll('(b << 26) | (b >>> 6)', '(b << 25) | (b >>> 7)'),
  },
  { name: 'wrong parity constant', model: small, rewrite: (text) => text.replaceAll('0x1bd11bda', '0x1bd11bdb') },
  {
    name: 'words of a block exchanged',
    model: small,
    rewrite: (text) => text.replaceAll('((a >>> 0) + 0.5)', '((b >>> 0) + 0.5)'),
  },
  { name: 'half a step off in u', model: small, rewrite: (text) => text.replaceAll('(a >>> 5)', '(a >>> 6)') },
  { name: 'missing clamp above', model: small, rewrite: swap(/(F\[0\] = P\[0\] = .*) v0 > 1 \? 1 : v0/, '$1 v0') },
  { name: 'missing clamp below', model: small, rewrite: swap(/(F\[0\] = P\[0\] = )v0 < 0 \? 0 : /, '$1') },
  {
    name: 'missing rounding',
    model: small,
    rewrite: swap(/v1 = Math\.floor\(v1 \+ 0\.5\);(\s+F\[1\])/, 'v1 = Math.floor(v1);$1'),
  },
  { name: 'off by one in after', model: small, rewrite: swap(/2 <= \(/, '1 <= (') },
  { name: 'entry turn forgotten', model: small, rewrite: swap(/(case 1: I\[\d+\] = 1;) I\[\d+\] = t;/, '$1') },
  { name: 'wrong target', model: small, rewrite: swap(/case 1: (I\[\d+\]) = 1;/, 'case 1: $1 = 0;') },
  { name: 'ramp ignored', model: small, rewrite: swap('now0 + 0.2 <', 'now0 + 9 <') },
  { name: 'swapped policies', model: small, rewrite: swapPolicies },
  { name: 'threshold moved', model: small, rewrite: swap(/- u_i0;/, '- u_i0 - 0.3;') },
  { name: 'count not kept', model: small, rewrite: swap(/F\[(\d+)\] \+= Q\[1\]/, 'F[$1] = Q[1]') },
  { name: 'effect lost', model: small, rewrite: swap(/P\[0\] \+= \(-0\.1\);/, '') },
  { name: 'commit before the step is over', model: small, rewrite: swap(/\n(\s+)P\[0\] = /, '\n$1F[0] = P[0] = ') },
  { name: 'swapped policies, in a whole scenario', model: baltic, rewrite: swapPolicies },
  {
    name: 'late view shown at once',
    model: baltic,
    rewrite: swap(/F\[(\d+)\] = F\[(\d+)\];\n(\s+F\[\2\] = (source\d+);)/g, 'F[$1] = $4;\n$3'),
    // What is seen late there is violence, and that is rare: under the last doctrine it comes oftenest.
    more: { arms: [{ policy: 0, doctrine: baltic.doctrines.length - 1 }], worlds: 24 },
  },
];

for (const { name, model, rewrite, more } of MUTATIONS) {
  test(`${name} is seen`, () => {
    const arms = [0, 1].map((policy) => ({ policy, doctrine: 0 }));
    const question = { arms, worlds: 1, replications: 6, ...more };
    expect(difference(model, { ...question, options: { rewrite, thresholds: true } })).not.toBeNull();
  });
}

test('without a fault nothing is seen', () => {
  for (const thresholds of [false, true]) {
    expect(difference(small, { replications: 20, options: { thresholds } })).toBeNull();
  }
});

test('inside the guard band the rule itself decides', () => {
  // A threshold a little off is set right by the band; without the band it is not.
  const off = (by: string) => (text: string) =>
    text.replaceAll(/= thresholdOf\((.*?)\);/g, `= thresholdOf($1) + ${by};`);
  const noBand = (text: string) => text.replaceAll('1e-5', '0').replaceAll('0.00001', '0');
  expect(agreesOnEdge((text) => text)).toBe(true);
  expect(agreesOnEdge(off('2e-6'))).toBe(true);
  expect(agreesOnEdge((text) => noBand(off('2e-6')(text)))).toBe(false);
});

/** Log odds that lie within 1e-6 of the threshold of the very word that is drawn, on both sides. */
function agreesOnEdge(rewrite: (text: string) => string): boolean {
  return edgeModels().every(
    (model) => difference(model, { replications: 1, options: { rewrite, thresholds: true } }) === null,
  );
}

function edgeModels(): readonly Model[] {
  const key = channelKey('kernel', 'edge');
  const threshold = thresholdOf(uniform32(chanceWord(key, 0, 0, 0)));
  return [-1e-6, -1e-9, 1e-9, 1e-6].map((distance) =>
    buildModel({
      turns: 1,
      stocks: { hits: { start: 0 }, odds: { start: threshold + distance } },
      incidents: { edge: { logit: 'odds', effects: [['hits', 'add', 1]] } },
      outcomes: { hits: ['final', 'hits'] },
    }),
  );
}
