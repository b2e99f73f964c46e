// What the runs of every variant saw -> the document `greyzone.reach/1`: how often each state, incident, inject and level was seen, or never.

import { estimateShare } from '../analysis/estimate-share.ts';
import type { Interval } from '../analysis/interval.ts';
import { ruleOfThree } from '../analysis/rule-of-three.ts';
import type { Sample } from '../analysis/sample.ts';
import type { ReachResult } from '../batch/run-reach.ts';
import type { Watched } from '../model/reach-model.ts';

const REACH_FORMAT = 'greyzone.reach/1';

export interface ReachRow {
  readonly kind: Watched['kind'];
  /** The machine, incident, inject or lever as declared. */
  readonly element: string;
  /** Null for the whole element: any of its members. */
  readonly member: string | null;
  /** The state or the level; null for incidents and injects. */
  readonly part: string | null;
  /** How many states are around a state. */
  readonly depth: number;
  /** Runs that saw it, of how many that have it and did not fail. */
  readonly seen: number;
  readonly runs: number;
  readonly share: number | null;
  /**
   * 95 %, Wilson's; runs that share a world are counted for what they are worth. Null where all of many worlds show the same share: it is
   * then the share of the policies and doctrines that lead there.
   */
  readonly interval: Interval | null;
  /**
   * What was never seen may still be this frequent: rule of three. `runs` over runs, as if each were by itself; `worlds` over worlds,
   * which holds whatever the runs of one world have in common. Null for what was seen.
   */
  readonly atMost: { readonly runs: number; readonly worlds: number } | null;
}

/** How often sampled runs saw each thing that a scenario declares. */
export interface Reach {
  readonly format: typeof REACH_FORMAT;
  readonly scenario: { readonly id: string; readonly version: string; readonly hash: string };
  readonly engine: string;
  readonly seed: string;
  readonly policies: number;
  readonly doctrines: number;
  readonly variants: readonly string[];
  /** Of each policy, doctrine and variant; each world one run. */
  readonly worlds: number;
  readonly runs: number;
  readonly failed: number;
  /** Member by member, and the whole of each element that has members before them. */
  readonly rows: readonly ReachRow[];
}

/** `results`: one a variant, over the same worlds. At least one. */
export function reachReport(results: readonly ReachResult[]): Reach {
  const first = results[0]!.result;
  const { question, models } = first.plan;
  const { id, version, hash } = models[0]!;
  return {
    format: REACH_FORMAT,
    scenario: { id, version, hash },
    engine: [...new Set(results.map(({ result }) => result.engine))].join(' and '),
    seed: question.seed,
    policies: question.policies.length,
    doctrines: question.doctrines.length,
    variants: results.map(({ result }) => result.plan.question.variants[0]!),
    worlds: question.worlds,
    runs: results.reduce((sum, { result }) => sum + result.plan.runs, 0),
    failed: results.reduce((sum, { result }) => sum + result.failed.length, 0),
    rows: reachRows(results),
  };
}

/** Never seen by any of its members; levels apart, which may well be meant for a person to order. */
export function neverSeen({ rows }: Reach): readonly ReachRow[] {
  const wholes = rows.filter(({ kind, member }) => member === null && kind !== 'level');
  return wholes.filter(({ seen }) => seen === 0);
}

function reachRows(results: readonly ReachResult[]): ReachRow[] {
  const kinds: readonly Watched['kind'][] = ['state', 'incident', 'inject', 'level'];
  const all = new Map<string, Watched>();
  for (const { watched } of results) for (const what of watched) all.set(keyOf(what), what);
  return kinds.flatMap((kind) => {
    const list = [...all.values()].filter((what) => what.kind === kind);
    return elementsOf(list).flatMap((element) => elementRows(results, element));
  });
}

/** What is watched, gathered by element and part. */
function elementsOf(list: readonly Watched[]): Watched[][] {
  const groups = new Map<string, Watched[]>();
  for (const what of list) {
    const key = `${what.element}.${what.part}`;
    groups.set(key, [...(groups.get(key) ?? []), what]);
  }
  return [...groups.values()];
}

function elementRows(results: readonly ReachResult[], members: readonly Watched[]): ReachRow[] {
  const first = members[0]!;
  if (first.member === null) return [rowOf(first, sampleOf(results, members))];
  return [
    rowOf({ ...first, member: null }, sampleOf(results, members)),
    ...members.map((what) => rowOf(what, sampleOf(results, [what]))),
  ];
}

function rowOf({ kind, element, member, part, depth }: Watched, sample: Sample): ReachRow {
  const { estimate, interval, n, worlds, basis, mcse } = estimateShare(sample);
  const isSettled = basis === 'replications' && worlds > 1 && mcse !== null;
  const seen = estimate === null ? 0 : sample.values.filter((value) => value === 1).length;
  const atMost = seen > 0 ? null : { runs: ruleOfThree(n), worlds: ruleOfThree(worlds) };
  return {
    kind,
    element,
    member,
    part,
    depth,
    seen,
    runs: n,
    share: estimate,
    interval: isSettled ? null : interval,
    atMost,
  };
}

/** 1 where any of these was seen, world by world over all arms of all variants; missing where the run failed or the variant has none of them. */
function sampleOf(results: readonly ReachResult[], members: readonly Watched[]): Sample {
  const { worlds } = results[0]!.result.plan.question;
  const arms = results.reduce((sum, { result }) => sum + result.plan.arms.length, 0);
  const values = new Float64Array(worlds * arms).fill(Number.NaN);
  const keys = new Set(members.map(keyOf));
  let before = 0;
  for (const { result, watched } of results) {
    const own = result.plan.arms.length;
    for (const [outcome, what] of watched.entries()) {
      if (!keys.has(keyOf(what))) continue;
      const column = result.columns[outcome]!;
      for (let arm = 0; arm < own; arm++)
        for (let world = 0; world < worlds; world++) {
          const at = world * arms + before + arm;
          const value = column[arm * worlds + world]!;
          if (!(values[at]! >= value)) values[at] = value;
        }
    }
    before += own;
  }
  return { worlds, replications: arms, values };
}

function keyOf({ kind, element, member, part }: Watched): string {
  return JSON.stringify([kind, element, member, part]);
}
