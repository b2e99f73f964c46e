// A scenario with a seminar -> the same scenario in which its master events list plays itself, and a model that measures when each entry
// comes, when each watched condition first holds, and what else is seen.

import type { Term } from '../expression/term.ts';
import type { InjectElement, MselEntry, OutcomeElement, Scenario, SeminarElement } from '../language/scenario.ts';
import type { Model, Node, NodeId, Outcome, Reducer } from './model.ts';
import { type ReachModel, reachModel } from './reach-model.ts';

export type { MselEntry, SeminarElement, SeminarMove } from '../language/scenario.ts';

export interface PreflightModel extends ReachModel {
  /** Place in `model.outcomes` of the first turn (from 1; turns + 1: never) of each entry; null for one that bots do not play. */
  readonly entries: readonly (number | null)[];
  /** The same of each watched condition, in the order of the seminar. */
  readonly watch: readonly number[];
}

/** Bots play neither what is kept for the director nor what was put off. An inject of the scenario keeps its own moment. */
export function isPlayedByBots({ status, moment, inject }: MselEntry): boolean {
  return status !== 'deferred' && status !== 'skipped' && (moment.kind !== 'by-hand' || inject !== null);
}

/** No formula can read these names. */
function injectName({ id, inject }: MselEntry): string {
  return inject ?? `entry ${id}`;
}

function watchName(index: number): string {
  return `watch ${index}`;
}

/** Entries planned or waiting for a condition become injects that do so; words alone become injects without effects. Its outcomes are what is watched. */
export function withSeminarPlayed(scenario: Scenario, seminar: SeminarElement): Scenario {
  const injects = new Map(scenario.injects);
  for (const entry of seminar.msel.filter(isPlayedByBots)) {
    const name = injectName(entry);
    const inject = injects.get(name) ?? wordsAlone(entry, name);
    injects.set(name, withMoment(inject, entry));
  }
  const never = scenario.clock.turns + 1;
  const outcomes = seminar.watch.map(({ label, condition, path }, i): OutcomeElement => {
    const is: Term = {
      op: 'reduce',
      reduction: 'first',
      type: 'number',
      unit: null,
      at: condition.at,
      body: condition,
      otherwise: { op: 'number', type: 'number', unit: null, at: condition.at, value: never },
    };
    return { name: watchName(i), label, each: null, unit: null, provenance: NOWHERE, path, is, better: 'neither' };
  });
  return { ...scenario, injects, outcomes: new Map(outcomes.map((outcome) => [outcome.name, outcome])) };
}

const NOWHERE = { sources: [], why: null, trust: null, note: null };

function wordsAlone({ label, path, text }: MselEntry, name: string): InjectElement {
  return {
    name,
    label,
    each: null,
    unit: null,
    provenance: NOWHERE,
    path,
    effects: [],
    asks: [],
    news: text,
    importance: 1,
    turn: null,
    when: null,
    seenBy: { all: true, exactly: [], late: [], noisy: [], gated: null },
  };
}

function withMoment(inject: InjectElement, { moment }: MselEntry): InjectElement {
  switch (moment.kind) {
    case 'planned':
      return { ...inject, turn: moment.turn, when: null };
    case 'condition':
      return { ...inject, turn: null, when: moment.when };
    case 'by-hand':
      return inject;
  }
}

/** `model` is that of the scenario in which the seminar is played. Its own outcomes, the watched conditions, come last. */
export function preflightModel(model: Model, seminar: SeminarElement): PreflightModel {
  const { model: watching, watched } = reachModel(model);
  const nodes: Node[] = [...watching.nodes];
  const conditions: boolean[] = [...watching.conditions];
  const reducers: Reducer[] = [...watching.reducers];
  const outcomes: Outcome[] = [...watching.outcomes];
  const add = (node: Node, isCondition: boolean): NodeId => {
    conditions.push(isCondition);
    return nodes.push(node) - 1;
  };
  const zero = add({ op: 'number', value: 0 }, false);
  const never = add({ op: 'number', value: model.turns + 1 }, false);
  const entries = seminar.msel.map((entry) => {
    const name = injectName(entry);
    const flag = isPlayedByBots(entry) ? watching.stocks.findIndex((stock) => stock.name === `fired ${name}`) : -1;
    if (flag < 0) return null;
    const fired = add({ op: 'less', a: zero, b: add({ op: 'stock', index: flag }, false) }, true);
    const first = add({ op: 'reduced', index: reducers.push({ reduction: 'first', of: fired }) - 1 }, false);
    const isMissing = add({ op: 'not-equal', a: first, b: first }, true);
    const value = add({ op: 'if', a: isMissing, b: never, c: first }, false);
    return outcomes.push(firstTurn(`turn of ${entry.id}`, value)) - 1;
  });
  const watch = seminar.watch.map((_, i) => {
    const outcome = model.outcomes.find(({ name }) => name === watchName(i));
    if (outcome === undefined) throw new Error(`the model does not watch condition ${i}`);
    return outcomes.push(outcome) - 1;
  });
  return { model: { ...watching, nodes, conditions, reducers, outcomes }, watched, entries, watch };
}

function firstTurn(name: string, value: NodeId): Outcome {
  return {
    name,
    element: name,
    member: null,
    label: name,
    unit: 'turns',
    better: 'neither',
    kind: 'mean',
    value,
    firsts: [],
  };
}
