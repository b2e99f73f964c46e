// The screens that look back and ahead: forecast, why, timeline, statechart, batch. Whole frames as texts, keys as steps, and no frame larger than its place.

import { describe, expect, test } from 'vitest';
import { createForecaster, explainTurn, type Forecast, type Session } from '../../../engine/index.ts';
import type { Batching, BatchState } from '../../../ui-terminal/play/batching.ts';
import type { ForecastAsk, Forecasting } from '../../../ui-terminal/play/forecasting.ts';
import { outcomeLabel } from '../../../ui-terminal/play/labels.ts';
import type { Context, Deed, Screen } from '../../../ui-terminal/play/screen.ts';
import { BATCH } from '../../../ui-terminal/play/screens/batch/batch.ts';
import { FORECAST } from '../../../ui-terminal/play/screens/forecast/forecast.ts';
import { differenceText, percentText } from '../../../ui-terminal/play/screens/forecast/forecast-look.ts';
import { estimateOf } from '../../../ui-terminal/play/screens/forecast/forecast-state.ts';
import { STATECHART } from '../../../ui-terminal/play/screens/statechart/statechart.ts';
import { TIMELINE } from '../../../ui-terminal/play/screens/timeline/timeline.ts';
import { lineDifferences, lineRows, turnRows } from '../../../ui-terminal/play/screens/timeline/timeline-state.ts';
import { WHY } from '../../../ui-terminal/play/screens/why/why.ts';
import { digitsFor } from '../../../ui-terminal/play/screens/why/why-look.ts';
import { whyRows } from '../../../ui-terminal/play/screens/why/why-state.ts';
import { drawn, lookingAt, openedCase, pressed } from './opened-case.ts';

const FIXTURE = 'test/fixtures/every-word.yaml';

/** Five turns, and a second line that leaves the first after two of them under other orders. */
function twoLines(): Session {
  const session = openedCase({ scenario: FIXTURE, seats: ['nato'] });
  for (let turn = 0; turn < 5; turn++) session.play();
  session.take({ kind: 'bookmark', name: 'first end' });
  const second = session.entries().filter(({ input }) => input.kind === 'turn')[1]!.n;
  session.goTo(second);
  session.take({ kind: 'orders', seat: 'nato', levers: { presence: 'brigade', promise: 'covers_insurgency' } });
  for (let turn = 0; turn < 4; turn++) session.play();
  session.take({ kind: 'note', seat: 'nato', text: 'More patrols did not calm the strait at once.' });
  return session;
}

const session = twoLines();

function forecastingOf(own: Session): Forecasting {
  const forecasters = new Map<string, ReturnType<typeof createForecaster>>();
  const known = new Map<string, Forecast>();
  const look = (ask: ForecastAsk) => {
    const key = JSON.stringify(ask);
    const forecaster = forecasters.get(ask.seat) ?? createForecaster(own.ground, ask.seat, 16);
    forecasters.set(ask.seat, forecaster);
    const { options, numbers } = ask;
    const forecast =
      known.get(key) ??
      forecaster.forecast(own.standingAt(ask.entry), { options, numbers, worlds: 8, replications: 4 });
    known.set(key, forecast);
    return { kind: 'done' as const, forecast };
  };
  return { look, benchmark: () => ({ kind: 'failed', why: 'not here' }), cancel: () => {} };
}

const forecasting = forecastingOf(session);

const SIZES = [
  { name: '80x24', width: 80, height: 21, ascii: false },
  { name: '80x24-ascii', width: 80, height: 21, ascii: true },
  { name: '120x40', width: 120, height: 37, ascii: false },
] as const;

function frameFile(name: string): string {
  return `frames/${name}.txt`;
}

async function matches<State>(name: string, screen: Screen<State>, state: State, context: Context): Promise<void> {
  await expect(drawn(screen, state, context)).toMatchFileSnapshot(frameFile(name));
}

describe.each(SIZES)('at $name', ({ name, ...size }) => {
  const context = lookingAt(session, { seat: 'nato', forecasting, ...size });
  const white = lookingAt(session, { seat: 'white', forecasting, ...size });

  test('why', async () => {
    await matches(`why-${name}`, WHY, WHY.start(context), context);
    await matches(`why-white-${name}`, WHY, WHY.start(white), white);
    await matches(`why-coming-${name}`, WHY, pressed(WHY, WHY.start(context), 'x', context).state, context);
  });

  test('timeline', async () => {
    const state = TIMELINE.start(context);
    await matches(`timeline-${name}`, TIMELINE, state, context);
    await matches(`timeline-two-lines-${name}`, TIMELINE, pressed(TIMELINE, state, 'd', context).state, context);
  });

  test('statechart', async () => {
    const [first] = session.ground.model.machines;
    await matches(`statechart-${name}`, STATECHART, STATECHART.start(context, { machine: first!.name }), context);
    await matches(`statechart-white-${name}`, STATECHART, STATECHART.start(white, { machine: first!.name }), white);
  });

  test('forecast', async () => {
    const start = FORECAST.start(context, { levers: { presence: 'none' } });
    for (const view of ['fan', 'states', 'outcomes', 'options'] as const)
      await matches(`forecast-${view}-${name}`, FORECAST, { ...start, view }, context);
    await matches(`forecast-own-first-${name}`, FORECAST, { ...start, ownFirst: true }, context);
  });
});

describe('frames', () => {
  const sizes = [
    [60, 13],
    [80, 21],
    [100, 27],
    [200, 57],
  ] as const;
  const screens = [WHY, TIMELINE, STATECHART, FORECAST] as readonly Screen<unknown>[];
  test.each(sizes)('of %i x %i never are larger than that, whatever is pressed', (width, height) => {
    for (const seat of width === 80 ? ['nato', 'latvia', 'white'] : ['nato'])
      for (const ascii of width === 80 ? [false, true] : [false])
        for (const screen of screens) {
          const context = lookingAt(session, { seat, width, height, ascii, forecasting });
          let state = screen.start(context);
          const keys = screen.keys.map((row) => row.keys[0]!);
          for (let step = 0; step < 25; step++) {
            const text = drawn(screen, state, context);
            if (ascii) expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
            const key = keys[(step * 7 + 3) % keys.length]!;
            const row = screen.keys.find(
              ({ keys: own, when }) => own.includes(key) && (when === undefined || when(state, context)),
            );
            if (row !== undefined) state = row.run(state, context).state;
          }
          expect(screen.tell!(state, context).length).toBeGreaterThan(0);
        }
  });

  test('stand without a case and after the end', () => {
    const over = openedCase({ scenario: FIXTURE, seats: ['nato'] });
    while (!over.standing().over) over.play();
    for (const screen of [...screens, BATCH] as readonly Screen<unknown>[])
      for (const own of [null, over]) {
        const context = lookingAt(own, { seat: 'nato' });
        expect(drawn(screen, screen.start(context), context).trim()).not.toBe('');
      }
  });
});

describe('why', () => {
  const context = lookingAt(session, { seat: 'white' });

  test('prints the odds and the draw of the record', () => {
    const { played } = session.standing();
    const events = explainTurn(session.ground, session.standing(), 'white', played - 1);
    let printed = 0;
    for (const [cursor, row] of whyRows(context, { turn: played - 1, typed: '' }).entries()) {
      if (row.kind !== 'drawn') continue;
      const event = events.find(
        ({ name, ways }) => name === row.event.name && ways[0]?.from === row.event.ways[0]?.from,
      )!;
      const text = WHY.tell!({ turn: played - 1, cursor, scroll: 0, typed: '', pane: 'list' }, context).join('\n');
      const slices = event.ways.flatMap(({ slice }) => slice);
      const digits = event.draw === null || event.form !== 'chance' ? 3 : digitsFor(event.draw, slices);
      for (const { odds } of event.ways)
        if (odds !== null) expect(text).toContain(String(Number(odds.toPrecision(digits))));
      if (event.draw !== null) expect(text).toContain(String(Number(event.draw.toPrecision(digits))));
      printed++;
    }
    expect(printed).toBe(events.length);
  });

  test('tells a seat only roughly of odds that hang on what it does not see', () => {
    const busy = openedCase({ scenario: FIXTURE, seats: ['russia'], seed: 'busy' });
    for (let turn = 0; turn < 12; turn++) {
      busy.take({ kind: 'orders', seat: 'russia', levers: { sponsorship: 'arms' } });
      busy.play();
    }
    let rough = 0;
    for (const { name: seat } of busy.ground.model.seats) {
      const seen = lookingAt(busy, { seat });
      for (let turn = 0; turn < 12; turn++)
        for (const [cursor, row] of whyRows(seen, { turn, typed: '' }).entries()) {
          if (row.kind !== 'drawn') continue;
          const text = WHY.tell!({ turn, cursor, scroll: 0, typed: '', pane: 'list' }, seen).join('\n');
          for (const { odds, clear, formula } of row.event.ways) {
            expect(clear, text).toBe(formula === null || !/hidden|unknown/.test(formula.numbers));
            if (odds === null || clear || Number(odds.toPrecision(2)) === Number(odds.toPrecision(6))) continue;
            expect(text).not.toContain(String(Number(odds.toPrecision(6))));
            rough++;
          }
        }
    }
    expect(rough).toBeGreaterThan(0);
  });

  test('finds what a line of news is about, also when it came a turn late', () => {
    const standing = session.standing();
    const [record] = standing.records.flatMap(({ turn, phases }) =>
      phases.flatMap(({ incidents }) => incidents.filter(({ times }) => times > 0).map(({ name }) => ({ turn, name }))),
    );
    for (const late of [0, 1]) {
      const about = { turn: record!.turn + 1 + late, kind: 'incident', name: record!.name };
      const state = WHY.start(context, about);
      const chosen = whyRows(context, state)[state.cursor]!;
      expect(chosen.kind === 'drawn' && chosen.event.name).toBe(record!.name);
    }
  });
});

describe('the timeline', () => {
  const context = lookingAt(session, { seat: 'nato' });

  test('shows both lines as a tree and where the present one is', () => {
    expect(
      lineRows(session).map(({ turns, shared, parent, isPresent }) => ({ turns, shared, parent, isPresent })),
    ).toEqual([
      { turns: 5, shared: 0, parent: -1, isPresent: false },
      { turns: 6, shared: 2, parent: 0, isPresent: true },
    ]);
  });

  test('goes back to the turn under the cursor', () => {
    const own = twoLines();
    const looking = lookingAt(own, { seat: 'nato' });
    const earlier = pressed(TIMELINE, TIMELINE.start(looking), 'left', looking).state;
    const [deed] = pressed(TIMELINE, earlier, 'g', looking).deeds ?? [];
    expect(deed?.kind).toBe('go to entry');
    own.goTo((deed as Extract<Deed, { kind: 'go to entry' }>).entry);
    expect(own.standing().played).toBe(5);
    expect(lineRows(own).length).toBe(3);
  });

  test('tells a seat of orders and news of its own alone', () => {
    const rows = turnRows(session, 'russia', session.head());
    expect(rows.flatMap(({ orders, remarks }) => [...orders, ...remarks])).toEqual([]);
    const mine = turnRows(session, 'nato', session.head());
    expect(mine.flatMap(({ orders }) => orders)).toContain('Patrols: brigade');
    expect(mine.at(-1)!.remarks.join()).toContain('More patrols');
  });

  test('says where two lines differ, the orders first', () => {
    const [first] = lineDifferences(session, 'nato', lineRows(session)[0]!.entry);
    expect(first?.turn).toBe(3);
    expect(first?.here).toContain('Patrols: brigade');
    expect(pressed(TIMELINE, TIMELINE.start(context), 'd', context).state.compared).toBe(lineRows(session)[0]!.entry);
  });
});

describe('the forecast', () => {
  const context = lookingAt(session, { seat: 'nato', forecasting });

  test('asks for a draft after what is ordered, and for the other levels of a lever', () => {
    const draft = FORECAST.start(context, { levers: { presence: 'none' } });
    expect(draft.options.map(({ levers }) => levers)).toEqual([{}, { presence: 'none' }]);
    const options = { ...draft, view: 'options' as const };
    const more = pressed(FORECAST, options, 'enter', context).state;
    expect(more.options.length).toBe(4);
    expect(pressed(FORECAST, more, 'enter', context).state.options).toEqual(draft.options);
  });

  test('keeps its numbers back until the seat has given its own', () => {
    const own = twoLines();
    const looking = lookingAt(own, { seat: 'nato', forecasting: forecastingOf(own) });
    const state = { ...FORECAST.start(looking), ownFirst: true, view: 'outcomes' as const };
    const share = own.ground.model.outcomes.find(({ kind }) => kind === 'share')!;
    const other = own.ground.model.outcomes.filter(({ kind }) => kind === 'share')[1];
    const rowOf = (label: string): string =>
      drawn(FORECAST, { ...state, typed: label.slice(0, 12) }, looking)
        .split('\n')
        .find((text) => text.includes(label.slice(0, 12)))!;
    expect(rowOf(outcomeLabel(own.ground.scenario, share.name))).toMatch(/\?\s*$/);
    own.take({ kind: 'estimate', seat: 'nato', outcome: share.name, probability: 0.3 });
    expect(rowOf(outcomeLabel(own.ground.scenario, share.name))).toMatch(/%.*30 %/);
    if (other !== undefined) expect(rowOf(outcomeLabel(own.ground.scenario, other.name))).toMatch(/\?\s*$/);
  });

  test('takes per cent and refuses what is none', () => {
    expect(estimateOf('x', '30 %')).toEqual({ kind: 'estimate', outcome: 'x', probability: 0.3 });
    expect(estimateOf('x', '2,5')).toEqual({ kind: 'estimate', outcome: 'x', probability: 0.025 });
    for (const text of ['', 'likely', '101', '-1', '1e1']) expect(estimateOf('x', text).kind).toBe('say');
  });

  test('says what cannot be told apart, and never rounds a rare thing to nothing', () => {
    const against = { estimate: 0.01, low: -0.01, high: 0.03, verdict: 'not distinguishable' as const };
    expect(differenceText({ isShare: true }, against)).toBe('not distinguishable from A (-1 to 3 points)');
    expect(differenceText({ isShare: true }, { ...against, low: 0.002, verdict: 'higher' })).toBe(
      'higher than A by 1.0 points (0.2 to 3.0)',
    );
    const lower = { estimate: -0.00106, low: -0.00116, high: -0.000948, verdict: 'lower' as const };
    expect(differenceText({ isShare: false }, lower)).toBe('lower than A by 0.0011 (0.0009 to 0.0012)');
    expect(differenceText({ isShare: false }, { ...lower, low: -0.3, high: -0.0002 })).toMatch(/\(0\.0\d* to/);
    expect(differenceText({ isShare: false }, { estimate: 0, low: 0, high: 0, verdict: 'not distinguishable' })).toBe(
      'not distinguishable from A (0 to 0)',
    );
    expect([0, 0.0004, 0.004, 0.37, 1].map(percentText)).toEqual(['0 %', '<.1 %', '0.4 %', '37 %', '100 %']);
  });

  test('is asked from the last entry that changes the future, so a note costs nothing', () => {
    const own = twoLines();
    const asks: ForecastAsk[] = [];
    const noting: Forecasting = {
      look: (ask) => {
        asks.push(ask);
        return { kind: 'waiting', done: 1024, total: 4096 };
      },
      benchmark: () => ({ kind: 'failed', why: 'not here' }),
      cancel: () => {},
    };
    const looking = lookingAt(own, { seat: 'nato', forecasting: noting });
    expect(drawn(FORECAST, FORECAST.start(looking), looking)).toContain('1,024 of 4,096 futures');
    own.take({ kind: 'note', seat: 'nato', text: 'x' });
    drawn(FORECAST, FORECAST.start(looking), looking);
    expect(asks[0]).toEqual(asks[1]);
  });
});

describe('a batch', () => {
  const ask = { scenario: 'strait', seed: 'greyzone', worlds: null };
  const scenario = { id: 'strait', title: 'A strait', question: 'Does a promise calm it?' };

  function batchingAt(state: BatchState): Batching & { readonly calls: string[] } {
    const calls: string[] = [];
    return {
      calls,
      look: () => state,
      start: (asked) => void calls.push(`start ${asked.scenario} ${asked.worlds}`),
      cancel: () => void calls.push('cancel'),
    };
  }

  function looking(batching: Batching): Context {
    return {
      ...lookingAt(null, { seat: '', batching }),
      library: { scenarios: [scenario], cases: [], open: () => null },
    };
  }

  test('is started with the scenario and the worlds chosen', async () => {
    const batching = batchingAt({ kind: 'idle' });
    const context = looking(batching);
    const state = pressed(BATCH, BATCH.start(context), 'left', context).state;
    await matches('batch-choice-80x24', BATCH, state, context);
    pressed(BATCH, state, 'enter', context);
    expect(batching.calls).toEqual(['start strait 1024']);
  });

  test('says how far it is and is stopped by Esc', async () => {
    const batching = batchingAt({ kind: 'running', ask, done: 3000, total: 12_000, seconds: 2 });
    const context = looking(batching);
    await matches('batch-running-80x24', BATCH, BATCH.start(context), context);
    pressed(BATCH, BATCH.start(context), 'esc', context);
    expect(batching.calls).toEqual(['cancel']);
  });
});
