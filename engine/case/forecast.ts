// What is asked of a forecast and what it answers: plain data.

import type { Verdict } from '../analysis/difference.ts';

/** What the seat would order from now on; levers that it does not name keep their level. */
export interface ForecastOption {
  readonly name: string;
  readonly levers: Readonly<Record<string, string>>;
}

export interface ForecastRequest {
  readonly options: readonly ForecastOption[];
  /** Worlds drawn from the seat's belief, and streams of chance in each. */
  readonly worlds: number;
  readonly replications: number;
  /** Stocks or auxiliaries to draw fans of, by slot, as `fear[latvia]`. */
  readonly numbers: readonly string[];
}

/** 5, 25, 50, 75 and 95 % of the futures in each turn to come. */
export type FanRow = readonly [p05: number, p25: number, p50: number, p75: number, p95: number];

/** The futures of one option: orders as they stand, or a draft. */
export interface OptionForecast {
  readonly name: string;
  readonly fans: readonly { readonly name: string; readonly rows: readonly FanRow[] }[];
  /** For each machine the share of futures in each state (leaves in order of the model) after each turn to come. */
  readonly machines: readonly {
    readonly name: string;
    readonly leaves: readonly string[];
    readonly shares: readonly (readonly number[])[];
  }[];
  readonly outcomes: readonly {
    readonly name: string;
    readonly estimate: number | null;
    readonly mcse: number | null;
    /** Against the first option; null for the first one itself. */
    readonly against: {
      readonly estimate: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly verdict: Verdict;
    } | null;
  }[];
  readonly failed: number;
}

/** What a seat may expect, from what it can know; shares are 0..1. */
export interface Forecast {
  readonly seat: string;
  /** Turns played; row 0 of every series is the turn after them. */
  readonly played: number;
  readonly futures: number;
  /** Particles drawn, and how many equally likely ones their weights are worth. */
  readonly particles: number;
  readonly effective: number;
  readonly options: readonly OptionForecast[];
}

/** What is known so far; `forecast` is null until the first futures are in. */
export interface Growing {
  readonly done: number;
  readonly total: number;
  readonly forecast: Forecast | null;
}
