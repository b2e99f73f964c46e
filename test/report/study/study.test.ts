// The report of a scenario whose answers are known, its sections worked out again from the columns of the batch.

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { overTime } from '../../../engine/batch/over-time.ts';
import { claimsPart } from '../../../engine/report/study/claims-part.ts';
import { driverWords } from '../../../engine/report/study/drivers.ts';
import { measuredDifference, plain, share } from '../../../engine/report/study/measured.ts';
import { paperRows } from '../../../engine/report/study/paper-rows.ts';
import { studySections } from '../../../engine/report/study/sections.ts';
import type { Study } from '../../../engine/report/study/study.ts';
import { studyMarkdown } from '../../../engine/report/study/study-markdown.ts';
import { testSome } from '../small-claims.ts';
import { type Run, runSmall, studyOf } from './small-study.ts';

/** The first outcome of the model, for what needs no other. */
const SCORE = [0];

let run: Run;
let study: Study;
beforeAll(async () => {
  run = await runSmall();
  study = await studyOf(run);
}, 60_000);

/** World means of an outcome under a policy, straight from the column. */
function meansOf(policy: string, outcome: string): number[] {
  const { plan, result } = run;
  const arm = plan.arms.findIndex(({ names }) => names.policy === policy);
  const column = result.columns[plan.models[0]!.outcomes.findIndex(({ name }) => name === outcome)]!;
  const { worlds, replications } = plan.question;
  return Array.from({ length: worlds }, (_, world) => {
    const from = arm * plan.futures + world * replications;
    return column.subarray(from, from + replications).reduce((sum, value) => sum + value, 0) / replications;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('estimates', () => {
  it('are the means of the columns, with the difference to the baseline', () => {
    for (const { policy, outcome, value, difference } of study.estimates.rows) {
      const own = mean(meansOf(policy, outcome));
      expect(value.estimate).toBeCloseTo(own, 10);
      if (policy !== study.design.baseline)
        expect(difference!.estimate).toBeCloseTo(own - mean(meansOf(study.design.baseline, outcome)), 10);
    }
    expect(study.estimates.rows).toHaveLength(20);
  });

  it('name the policy that is best by construction, in every world', () => {
    const [row] = study.headline.rows;
    expect(row).toMatchObject({ best: 'off+with', notToldApart: [], betterIn: { worlds: 200, equal: 0, of: 200 } });
    expect(row!.difference!.estimate).toBeCloseTo(2, 12);
  });

  it('stand in the fields of the map of both option groups', () => {
    const map = study.heatMaps.maps.find(({ outcome }) => outcome === 'end_score')!;
    expect([map.rowGroup, map.columnGroup, map.rows, map.columns]).toEqual([
      'dosing',
      'caring',
      ['off', 'on'],
      ['without', 'with'],
    ]);
    expect(map.cells.map((row) => row.map((cell) => cell!.policy))).toEqual([
      ['off+without', 'off+with'],
      ['on+without', 'on+with'],
    ]);
    expect(map.cells[1]![1]!.value.estimate).toBeCloseTo(mean(meansOf('on+with', 'end_score')), 10);
  });
});

describe('robustness', () => {
  it('has the regret that follows from the worlds', () => {
    const { regret } = study.robustness.outcomes.find(({ outcome }) => outcome === 'end_score')!;
    const rows = study.design.policies.map((policy) => meansOf(policy, 'end_score'));
    const best = rows[0]!.map((_, world) => Math.max(...rows.map((row) => row[world]!)));
    for (const [i, row] of regret.entries()) {
      const own = rows[i]!.map((value, world) => best[world]! - value);
      expect(row.mean.estimate).toBeCloseTo(mean(own), 10);
      expect(row.greatest).toBeCloseTo(Math.max(...own), 10);
      expect(row.bestIn).toBe(own.filter((value) => value === 0).length);
    }
  });

  it('says that metrics disagree where the worst and the best world ask for other policies', () => {
    const { metrics, sentence } = study.robustness.outcomes.find(({ outcome }) => outcome === 'end_score')!;
    const first = (name: string) =>
      metrics.find(({ metric }) => metric === name)!.scores.find(({ rank }) => rank === 1)!.policy;
    expect([first('maximin'), first('maximax')]).toEqual(['off+with', 'on+with']);
    expect(sentence).toContain('which policy comes first hangs on the metric: off+with by');
  });
});

describe('drivers and boxes', () => {
  it('find the one uncertainty that matters, and the cut at which the dose begins to pay', () => {
    const { worth, perfect } = study.drivers.outcomes.find(({ outcome }) => outcome === 'end_score')!;
    expect(worth.map(({ uncertainty }) => uncertainty)[0]).toBe('x');
    const gain = mean(meansOf('on+with', 'end_score').map((value) => Math.max(0, value - 2)));
    expect(perfect!.estimate).toBeCloseTo(gain, 10);
    const { box, failing } = study.boxes.boxes.find(({ outcome }) => outcome === 'end_score')!;
    expect(failing).toBe(meansOf('on+with', 'end_score').filter((value) => value > 2).length);
    expect(box!.limits.map(({ uncertainty }) => uncertainty)).toEqual(['x']);
    expect(box!.limits[0]!.high).toBeLessThan(4);
    expect(box!.limits[0]!.high).toBeGreaterThan(3.5);
    expect(box!.density).toBe(1);
  });

  it('take a threshold as what failure is', async () => {
    const other = await studyOf(run, { outcomes: SCORE, thresholds: new Map([['end_score', 3]]) });
    const [box] = other.boxes.boxes;
    expect(box!.rule).toBe('its mean there is below 3');
    expect(box!.failing).toBe(200);
    expect(box!.reason).toContain('no pattern');
    const metrics = other.robustness.outcomes[0]!.metrics;
    expect(metrics.find(({ metric }) => metric === 'starr-domain')!.scores.map(({ value }) => value.estimate)).toEqual([
      0,
      0,
      ...['on+without', 'on+with'].map((policy) =>
        mean(meansOf(policy, 'end_score').map((value) => Number(value >= 3))),
      ),
    ]);
  });
});

describe('over time', () => {
  it('runs the very futures of the batch again', () => {
    const { plan } = run;
    const model = plan.models[0]!;
    const door = model.machines.findIndex(({ element }) => element === 'door');
    const open = model.machines[door]!.states.findIndex(({ name }) => name === 'open');
    const node = model.nodes.findIndex((one) => one.op === 'in' && one.machine === door && one.state === open);
    const work = overTime(model, {
      ...plan.question,
      arms: plan.arms.slice(0, 4),
      futures: 200,
      quantities: ['score'],
      machines: ['door'],
      events: [{ name: 'open', node }],
    });
    let step = work.next();
    while (!step.done) step = work.next();
    const made = step.value;
    const { result } = run;
    const turns = result.columns[model.outcomes.findIndex(({ name }) => name === 'open_at')]!;
    const scores = result.columns[model.outcomes.findIndex(({ name }) => name === 'end_score')]!;
    for (let arm = 0; arm < 4; arm++) {
      const from = arm * plan.futures;
      expect([...made.events[0]!.first[arm]!]).toEqual([...turns.subarray(from, from + 200)]);
      const sorted = scores.slice(from, from + 199 + 1).sort();
      expect(made.quantities[0]!.fans[arm]!.at(-1)![2]).toBeCloseTo((sorted[99]! + sorted[100]!) / 2, 12);
      const opened = turns.subarray(from, from + 200).filter((turn) => turn <= 6).length;
      expect(made.machines[0]!.shares[arm]![1]!.at(-1)).toBeCloseTo(opened / 200, 12);
    }
  });

  it('reads the turns of an event from the whole batch where an outcome has them', () => {
    const [event] = study.overTime.events;
    expect(event).toMatchObject({ event: 'open_at', basis: 'batch' });
    const first = event!.policies.find(({ policy }) => policy === 'off+without')!;
    expect(first.runs).toBe(600);
    expect(first.atEnd.estimate).toBeCloseTo(mean(meansOf('off+without', 'opened')), 10);
  });
});

describe('words', () => {
  it('are these', () => {
    expect(study.headline.sentences).toEqual([
      'Score at the end: highest under off+with, at 2.00. off+with raises it by 2.00 (95 % interval, fair to all 3 comparisons, 1.905 to 2.000) against off+without; in 200 of 200 worlds it is the better one. This batch tells it apart from all 3 others.',
    ]);
    expect(study.boxes.words[0]).toContain('the first 3 of 4 outcomes');
    expect(study.boxes.about![0]!.text).toMatch(
      /^Score at the end: off\+with is said to fail in a world when some other policy has a better mean in it \(against off\+without alone it is worse in none\)\. It does so in 78 of 200 worlds \(39 %\)\. Failures gather in this box: The unknown below 3\.\d+\. It holds 99 % of them in 39 % of the worlds, and 100 % of its worlds fail\./,
    );
  });

  it('say in every section why there is nothing, instead of numbers', async () => {
    const poor = await studyOf(await runSmall({ policies: ['off+without'], worlds: 1, replications: 1 }));
    for (const part of [poor.heatMaps, poor.robustness, poor.game, poor.front, poor.drivers])
      expect(part.why).not.toBeNull();
    const text = studyMarkdown(poor);
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
    expect(poor.limits.join(' ')).toContain('Only 1 world');
  });

  it('name the doctrine that is worst and the value of the game', async () => {
    const both = await studyOf(await runSmall({ doctrines: ['calm', 'hard'] }), { outcomes: SCORE });
    const [game] = both.game.games;
    expect(game!.worst.map(({ doctrine }) => doctrine)).toEqual(['hard', 'hard', 'hard', 'hard']);
    expect(game!.equilibrium!.value.estimate).toBeCloseTo(1, 9);
    expect(both.headline.rows).toHaveLength(2);
  });
});

it('a batch of which every run failed still gives a report that says so', async () => {
  const lost = await runSmall({ policies: ['on+without', 'on+with', 'off+without'] }, 1);
  const half = await studyOf(lost, { outcomes: SCORE });
  expect(half.design.failed).toBe(1200);
  expect(half.limits.join(' ')).toContain('1,200 of 1,800 runs (67 %) failed (stock not finite: 1,200)');
  const { plan } = lost;
  const columns = lost.result.columns.map((column) => column.map(() => Number.NaN));
  const failed = plan.arms.flatMap(({ index }) =>
    Array.from({ length: plan.futures }, (_, future) => ({
      ...lost.result.failed[0]!,
      arm: index,
      world: Math.floor(future / 3),
      replication: future % 3,
    })),
  );
  const none = await studyOf({ ...lost, result: { ...lost.result, columns, failed } });
  expect(none.estimates.why).toContain('No run has a value');
  expect(none.headline.sentences[0]).toContain('no run has a value');
  expect(studyMarkdown(none)).not.toMatch(/NaN|undefined|Infinity/);
}, 60_000);

it('no printed figure has more digits than its error supports', () => {
  const figures = studySections(study)
    .flatMap(({ tables }) => tables.flatMap(({ rows }) => rows.flat()))
    .flatMap((cell) => cell.match(/-?[\d,]+(?:\.\d+)? ± [\d,]+(?:\.\d+)?/g) ?? []);
  expect(figures.length).toBeGreaterThan(50);
  for (const text of figures) {
    const [value = '', error = ''] = text.split(' ± ');
    const decimals = (one: string): number => one.split('.')[1]?.length ?? 0;
    expect(decimals(value), text).toBe(decimals(error));
    expect(
      error
        .replace(/^[0.,]+/, '')
        .replace('.', '')
        .replace(/^0+/, '').length,
      text,
    ).toBeLessThanOrEqual(2);
  }
});

it('claims keep their verdicts, effects and shares of worlds', async () => {
  const section = await testSome(
    'C: { says: The dose helps, kind: contested, arms: { on: { policy: on }, off: { policy: off } }, expect: "end_score[on] > end_score[off]" }',
    { worlds: 100 },
  );
  const part = claimsPart(section);
  const [tested] = section.claims[0]!.rows;
  expect(part.rows).toHaveLength(1);
  expect(part.rows[0]).toMatchObject({
    id: 'C',
    verdict: tested!.verdict,
    onlyIf: tested!.onlyIf,
    holdsIn: { worlds: tested!.shares.holds.worlds, of: 100 },
  });
  expect(part.rows[0]!.effects[0]!.value.estimate).toBe(tested!.conditions[0]!.estimate);
  expect(part.words[0]).toContain(`1 ${tested!.verdict}`);
}, 60_000);

it('the same batch gives the same report', async () => {
  const [one, two] = [await studyOf(run, { outcomes: SCORE }), await studyOf(run, { outcomes: SCORE })];
  expect(JSON.stringify(one)).toBe(JSON.stringify(two));
});

it('each row of each table has a cell for each column', () => {
  for (const { tables } of studySections(study))
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
});

describe('paper', () => {
  const rows = Array.from({ length: 20 }, (_, i) => ({ policy: `p${i}`, value: i === 7 ? null : (i * 7) % 20 }));

  it('shows the best, the baseline and the worst of a long table, and counts the rest', () => {
    const shown = paperRows(rows, 'p10', 'lower')!;
    const values = shown.rows.map((place) => rows[place]!.value).sort((a, b) => (a ?? 99) - (b ?? 99));
    // p7 has no value and comes last; p10, the baseline, has 10.
    expect(values).toEqual([0, 1, 2, 3, 4, 10, 18, 19, null]);
    expect(shown.note).toContain('11 rows are left out');
    expect(shown.note).toContain('greyzone query');
  });

  it('shows a short table whole, however many groups it has', () => {
    const few = [...rows.slice(0, 12), ...rows.slice(0, 12)].map((row, i) => ({ ...row, group: String(i < 12) }));
    expect(paperRows(few, 'p0', 'lower')).toBeUndefined();
  });
});

describe('an error that is only rounding', () => {
  const size = fc.double({ min: 1e-3, max: 1e9, noNaN: true });

  it('is no error: the number is exact, with at most six significant digits', () => {
    fc.assert(
      fc.property(size, fc.boolean(), fc.double({ min: 0, max: 0.9e-12, noNaN: true }), (value, negative, relative) => {
        const estimate = negative ? -value : value;
        const mcse = relative * value;
        const made = plain({ estimate, mcse, interval: { low: estimate - 2 * mcse, high: estimate + 2 * mcse } });
        expect([made.mcse, made.interval, made.range]).toEqual([null, null, 'n/a']);
        expect(made.text).not.toContain('±');
        const number = Number(made.text.replaceAll(',', ''));
        expect(Math.abs(number - estimate)).toBeLessThanOrEqual(0.5000001e-5 * value * 10);
        expect(number).toBe(Number(estimate.toPrecision(6)));
      }),
    );
  });

  it('is known by the size of what was compared, and a larger one is kept', () => {
    const noise = { estimate: 3e-15, mcse: 1e-16, interval: { low: 2.8e-15, high: 3.2e-15 } };
    expect(measuredDifference({ kind: 'mean' }, noise, 20).text).toBe('0');
    expect(measuredDifference({ kind: 'share' }, noise, 0.5).text).toBe('0 pp');
    expect(plain({ estimate: 20, mcse: 2e-9, interval: { low: 20 - 4e-9, high: 20 + 4e-9 } }).text).toContain('±');
  });
});

it('shares of variance that make more than all of it are called rough', () => {
  const one = study.drivers.outcomes[0]!;
  const half = share({ estimate: 0.5, mcse: 0.05, interval: { low: 0.4, high: 0.6 } });
  const rows = [{ uncertainty: 'x', label: 'The unknown', trust: null, share: half, told: true }];
  const wordsFor = (sum: number): string =>
    driverWords(run.plan.models[0]!.outcomes[0]!, {
      ...one,
      ofDifference: null,
      underBest: { rows, others: 3, sum, noiseShare: null, reason: null },
      split: { world: null, chance: null, reason: 'one replication' },
    });
  expect(wordsFor(1.43)).toContain('together the shares make 143 %');
  expect(wordsFor(0.7)).not.toContain('together the shares');
});
