// A forecast that grows: what is told early is a part of what is told last, and what was asked before changes nothing.

import { expect, test } from 'vitest';
import type { ForecastRequest } from '../../engine/case/forecast.ts';
import { createForecaster } from '../../engine/case/forecaster.ts';
import { newSession } from './played-case.ts';

const request: ForecastRequest = {
  options: [
    { name: 'as it stands', levers: {} },
    { name: 'meet', levers: { evenings: 'weekly', answers: 'prompt' } },
  ],
  worlds: 64,
  replications: 16,
  numbers: ['trust', 'rumour'],
};

test('results come after a sixteenth, a quarter and all of the futures, and draw together', () => {
  const session = newSession('tutorial', ['town_hall']);
  session.play();
  const told = [...createForecaster(session.ground, 'town_hall').grow(session.standing(), request)].flatMap(
    ({ forecast }) => (forecast === null ? [] : [forecast]),
  );
  expect(told.map(({ futures }) => futures)).toEqual([64, 256, 1024]);
  const errors = told.map(({ options }) => options[1]!.outcomes[0]!.mcse!);
  expect(errors[2]).toBeLessThan(errors[0]!);
  const estimates = told.map(({ options }) => options[1]!.outcomes[0]!.estimate!);
  expect(Math.abs(estimates[0]! - estimates[2]!)).toBeLessThan(4 * errors[0]!);
  const { fans, machines } = told[2]!.options[0]!;
  expect(fans.map(({ rows }) => rows.length)).toEqual([5, 5]);
  for (const [p05, p25, p50, p75, p95] of fans[0]!.rows) {
    expect(p05 <= p25 && p25 <= p50 && p50 <= p75 && p75 <= p95).toBe(true);
  }
  for (const share of machines[0]!.shares) expect(share.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
  session.close();
});

test('a forecaster that has answered other questions gives the answer of a new one', () => {
  const session = newSession('tutorial', ['town_hall']);
  const used = createForecaster(session.ground, 'town_hall');
  for (let turn = 0; turn < 3; turn++) {
    used.forecast(session.standing(), { ...request, options: [{ name: 'club', levers: { club: 'longer' } }] });
    // Abandoned half-way, as when somebody asks for something else.
    used.grow(session.standing(), request).next();
    session.take({ kind: 'orders', seat: 'town_hall', levers: { club: turn === 1 ? 'longer' : 'usual' } });
    session.play();
  }
  session.undo();
  session.play();
  const fresh = createForecaster(session.ground, 'town_hall').forecast(session.standing(), request);
  expect(used.forecast(session.standing(), request)).toEqual(fresh);
  session.close();
});

test('an option that orders what stands is the future of doing nothing', () => {
  const session = newSession('tutorial', ['town_hall']);
  session.take({ kind: 'orders', seat: 'town_hall', levers: { evenings: 'monthly' } });
  session.play();
  const options = [
    { name: 'nothing', levers: {} },
    { name: 'the same said aloud', levers: { evenings: 'monthly', club: 'usual', answers: 'slow' } },
  ];
  const { options: told } = createForecaster(session.ground, 'town_hall').forecast(session.standing(), {
    ...request,
    options,
  });
  expect(told[1]!.fans).toEqual(told[0]!.fans);
  expect(told[1]!.outcomes.map(({ against }) => against?.estimate)).toEqual(told[0]!.outcomes.map(() => 0));
  session.close();
});
