// A thread of its own: folds the case as its inputs arrive and forecasts what is asked, the newest ask first, telling more as it knows more.

import { parentPort, workerData } from 'node:worker_threads';
import {
  benchmarkOf,
  type CaseEntry,
  type CaseOpening,
  createForecaster,
  createStandings,
  type Forecaster,
  type Ground,
  layGround,
  type Scenario,
} from '../../engine/index.ts';
import type { FromThread, ToThread } from './forecast-client.ts';
import type { ForecastAsk } from './forecasting.ts';

/** Worlds drawn from the belief, streams of chance in each: 4096 futures, told of after 256 and after 1024. */
const WORLDS = 128;
const REPLICATIONS = 32;
const BENCHMARK_FUTURES = 400;

const { scenario, opening } = workerData as { readonly scenario: Scenario; readonly opening: CaseOpening };
const port = parentPort!;
const entries: CaseEntry[] = [];
const forecasters = new Map<string, Forecaster>();
const ground = groundOf();
const standings = createStandings(ground, () => entries);

type Asked = { readonly key: string; readonly ask: ForecastAsk };
const wanted: { ask: Asked | null; benchmark: boolean; prepare: { seat: string; entry: number } | null } = {
  ask: null,
  benchmark: false,
  prepare: null,
};
let isWorking = false;

function groundOf(): Ground {
  const laid = layGround(scenario, opening);
  if ('faults' in laid) throw new Error(laid.faults.join('; '));
  return laid.ground;
}

port.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'entries':
      entries.push(...message.entries);
      return;
    case 'ask':
      wanted.ask = message;
      break;
    case 'prepare':
      wanted.prepare = message;
      break;
    case 'benchmark':
      wanted.benchmark = true;
      break;
    case 'cancel':
      wanted.ask = null;
      return;
  }
  if (!isWorking) void work();
});

async function work(): Promise<void> {
  isWorking = true;
  while (wanted.ask !== null || wanted.benchmark || wanted.prepare !== null) {
    if (wanted.ask !== null) await forecast(wanted.ask);
    else if (wanted.benchmark) benchmark();
    else if (wanted.prepare !== null) await prepare(wanted.prepare);
  }
  isWorking = false;
}

async function forecast(asked: Asked): Promise<void> {
  const { key, ask } = asked;
  const tell = (state: Extract<FromThread, { kind: 'forecast' }>['state']): void =>
    say({ kind: 'forecast', key, state });
  try {
    const { options, numbers } = ask;
    const request = { options, numbers, worlds: WORLDS, replications: REPLICATIONS };
    for (const { done, total, forecast } of forecasterOf(ask.seat).grow(standings.at(ask.entry), request)) {
      if (forecast === null) tell({ kind: 'waiting', done, total });
      else tell(done < total ? { kind: 'some', forecast, done, total } : { kind: 'done', forecast });
      await others();
      if (wanted.ask !== asked) return;
    }
  } catch (error) {
    tell({ kind: 'failed', why: wordsOf(error) });
  }
  if (wanted.ask === asked) wanted.ask = null;
}

function benchmark(): void {
  wanted.benchmark = false;
  try {
    say({ kind: 'benchmark', state: { kind: 'done', benchmark: benchmarkOf(ground, BENCHMARK_FUTURES) } });
  } catch (error) {
    say({ kind: 'benchmark', state: { kind: 'failed', why: wordsOf(error) } });
  }
}

/** What the seat may believe is worked out before it asks. */
async function prepare(wish: { readonly seat: string; readonly entry: number }): Promise<void> {
  wanted.prepare = null;
  try {
    const standing = standings.at(wish.entry);
    if (standing.over) return;
    for (const _ of forecasterOf(wish.seat).prepare(standing)) {
      await others();
      if (wanted.ask !== null || wanted.prepare !== null) return;
    }
  } catch {
    // Asked for in earnest, it will fail again and be told.
  }
}

function forecasterOf(seat: string): Forecaster {
  const known = forecasters.get(seat) ?? createForecaster(ground, seat);
  forecasters.set(seat, known);
  return known;
}

function say(message: FromThread): void {
  port.postMessage(message);
}

/** Lets what has arrived be heard. */
function others(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
