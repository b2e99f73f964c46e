import { describe, expect, test } from 'vitest';
import { rankArms } from '../../engine/analysis/ranking.ts';
import { mapSample, NONE, sampleBy, sampleOf } from './sample-of.ts';
import { seededStream } from './seeded-stream.ts';

const chance = seededStream(5);
const base = sampleBy(40, () => [chance.normal(), chance.normal()]);
const noisy = (shift: number): typeof base => mapSample(base, (value) => value + shift + 0.1 * chance.normal());
const arms = [
  { name: 'troops', sample: noisy(0.5) },
  { name: 'assurance', sample: noisy(0) },
  { name: 'both', sample: mapSample(base, (value) => value + 0.001 + 0.1 * chance.normal()) },
];

describe('ranking', () => {
  test('the best, those not told apart from it, and those worse', () => {
    const lower = rankArms(arms, 'mean', 'lower');
    expect([lower.best, ...lower.notToldApart].sort()).toEqual(['assurance', 'both']);
    expect(lower.arms.at(-1)).toMatchObject({ name: 'troops', worse: true });
    expect(lower.arms.at(-1)!.toBest!.verdict).toBe('higher');
    expect(lower.arms[0]).toMatchObject({ name: lower.best, toBest: null, worse: false });
    const higher = rankArms(arms, 'mean', 'higher');
    expect(higher).toMatchObject({ best: 'troops', notToldApart: [] });
    expect(higher.arms.slice(1).every((arm) => arm.worse && arm.toBest!.verdict === 'lower')).toBe(true);
  });

  test('each comparison has its part of the 5 %', () => {
    const ranking = rankArms(arms, 'mean', 'lower');
    expect(ranking.comparisonConfidence).toBeCloseTo(0.975, 12);
    expect(ranking.arms[1]!.toBest!.confidence).toBe(ranking.comparisonConfidence);
  });

  test('equal arms: the first given is named best and the other is a candidate too', () => {
    const [name, twin] = ['one', 'twin'];
    const ranking = rankArms(
      [
        { name, sample: base },
        { name: twin, sample: base },
      ],
      'mean',
      'lower',
    );
    expect(ranking).toMatchObject({ best: name, notToldApart: [twin] });
    expect(ranking.arms[1]!.toBest!.note).toBe('no run differed');
  });

  test('arms without a value come last and are not compared', () => {
    const nothing = mapSample(base, () => NONE);
    const ranking = rankArms(
      [{ name: 'empty', sample: nothing }, { name: 'void', sample: nothing }, ...arms],
      'mean',
      'higher',
    );
    expect(ranking.arms.map((arm) => arm.name).slice(-2)).toEqual(['empty', 'void']);
    expect(ranking.arms.at(-1)).toMatchObject({ estimate: null, toBest: null, worse: false });
    expect(ranking.comparisonConfidence).toBeCloseTo(0.975, 12);
    expect(rankArms([{ name: 'empty', sample: nothing }], 'mean', 'lower').best).toBeNull();
  });

  test('shares, one arm, and a name given twice', () => {
    const ones = { name: 'ones', sample: sampleBy(30, () => [1]) };
    const zeros = { name: 'zeros', sample: sampleBy(30, () => [0]) };
    expect(rankArms([ones, zeros], 'share', 'lower')).toMatchObject({ best: 'zeros', notToldApart: [] });
    expect(rankArms([ones], 'share', 'lower')).toMatchObject({
      best: 'ones',
      notToldApart: [],
      comparisonConfidence: 0.95,
    });
    expect(() => rankArms([ones, ones], 'share', 'lower')).toThrow(RangeError);
    expect(() => rankArms([ones, { name: 'other', sample: sampleOf([[1]]) }], 'share', 'lower')).toThrow(RangeError);
  });

  test('the truly best arm is among the candidates in at least 95 % of batches, chosen by the same data', () => {
    let kept = 0;
    for (let batch = 1; batch <= 1000; batch++) {
      const draw = seededStream(batch);
      const equal = Array.from({ length: 8 }, (_, arm) => ({
        name: `arm ${arm}`,
        sample: sampleBy(12, () => [(arm === 0 ? 0 : 0.05) + draw.normal()]),
      }));
      const { best, notToldApart } = rankArms(equal, 'mean', 'lower');
      if (best === 'arm 0' || notToldApart.includes('arm 0')) kept += 1;
    }
    expect(kept).toBeGreaterThanOrEqual(950);
  });
});
