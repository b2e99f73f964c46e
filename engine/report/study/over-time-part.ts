// The main group of a batch -> how a few policies go on over time: shares of states, fans of numbers, and how soon events come.

import type { Sample } from '../../analysis/sample.ts';
import { timeToEvent } from '../../analysis/time-to-event.ts';
import { type OverTime, type OverTimeRequest, overTimeOf } from '../../batch/over-time.ts';
import type { PlannedArm } from '../../batch/plan-batch.ts';
import { everyTerm, type Term } from '../../expression/term.ts';
import type { Scenario } from '../../language/scenario.ts';
import type { Model, NodeId, Outcome, Reducer } from '../../model/model.ts';
import { childrenOf } from '../../model/ranges.ts';
import { memberOf } from '../../model/slot-name.ts';
import { counted, grouped } from '../text-layout.ts';
import { measured, plain } from './measured.ts';
import { armsIn, modelOf, type StudyProgress, type StudySource } from './source.ts';
import type { EstimateRow, EventCurves, Group, OverTimeSection } from './study.ts';

const MOST_POLICIES = 4;
const MOST_QUANTITIES = 6;
const MOST_MACHINES = 3;
const MOST_EVENTS = 4;

type Role = OverTimeSection['policies'][number]['role'];

/** Baseline, best, worst, then those whose estimates lie farthest from all chosen so far. `rows`: of the leading outcome in the main group. */
export function chosenPolicies(
  rows: readonly EstimateRow[],
  baseline: string,
  best: string | null,
): OverTimeSection['policies'] {
  const known = rows.flatMap(({ policy, value }) => (value.estimate === null ? [] : [{ policy, at: value.estimate }]));
  const chosen = new Map<string, Role>([[baseline, 'baseline']]);
  const add = (policy: string | undefined, role: Role): void => {
    if (policy !== undefined && !chosen.has(policy) && chosen.size < MOST_POLICIES) chosen.set(policy, role);
  };
  add(best ?? undefined, 'best');
  const at = (policy: string): number | undefined => known.find((one) => one.policy === policy)?.at;
  const fromBest = best === null ? undefined : at(best);
  const farthest = [...known].sort((a, b) => Math.abs(b.at - (fromBest ?? 0)) - Math.abs(a.at - (fromBest ?? 0)));
  if (fromBest !== undefined) add(farthest[0]?.policy, 'worst');
  while (chosen.size < Math.min(MOST_POLICIES, known.length)) {
    const taken = [...chosen.keys()].flatMap((policy) => at(policy) ?? []);
    const gap = (value: number): number => Math.min(...taken.map((other) => Math.abs(other - value)));
    const [next] = known.filter(({ policy }) => !chosen.has(policy)).sort((a, b) => gap(b.at) - gap(a.at));
    if (next === undefined) break;
    add(next.policy, 'contrast');
  }
  return [...chosen].map(([policy, role]) => ({ policy, role }));
}

/** An event that a person would time: a condition of which an outcome asks `ever` or `first`. */
interface TimedEvent {
  readonly outcome: Outcome;
  readonly index: number;
  readonly node: number;
  /** The outcome is itself the turn. */
  readonly isTurn: boolean;
}

/** `asked`: outcomes of the report by number, read first; `wanted`: futures for each policy. */
export async function* overTimePart(
  source: StudySource,
  group: Group,
  policies: OverTimeSection['policies'],
  asked: readonly number[],
  wanted: number,
): AsyncGenerator<StudyProgress, OverTimeSection> {
  const { scenario, plan } = source;
  const model = modelOf(source, group);
  const arms = policies.flatMap(
    ({ policy }) => armsIn(source, group).find(({ names }) => names.policy === policy) ?? [],
  );
  const named = outcomesFirst(model, asked);
  const terms = named.flatMap(({ element }) => scenario.outcomes.get(element)?.is ?? []);
  const own = terms.slice(0, asked.length);
  const [allQuantities, allMachines, allEvents] = [
    quantitiesIn(scenario, model, own),
    machinesIn(scenario, own, terms),
    eventsIn(scenario, model, named),
  ];
  const quantities = allQuantities.slice(0, MOST_QUANTITIES);
  const machines = allMachines.slice(0, MOST_MACHINES);
  const events = allEvents.slice(0, MOST_EVENTS);
  const caps = [
    capWords(allMachines.length, MOST_MACHINES, 'state machines'),
    capWords(allQuantities.length, MOST_QUANTITIES, 'quantities'),
    capWords(allEvents.length, MOST_EVENTS, 'events'),
  ].flatMap((text) => text ?? []);
  const futures = Math.min(wanted, plan.futures);
  const made = yield* run(model, source, arms, {
    futures,
    quantities,
    machines,
    events: events.map(({ outcome, node }) => ({ name: outcome.name, node })),
  });
  const about = { futures, failed: 0, turns: turnsOf(model), policies };
  if (typeof made === 'string') return { ...about, machines: [], stocks: [], events: [], words: [], why: made };
  const ofAll = made.kept?.futures ?? futures;
  if (made.failed === ofAll * arms.length)
    return {
      ...about,
      failed: made.failed,
      machines: [],
      stocks: [],
      events: [],
      words: [],
      why: 'Every one of these runs failed.',
    };
  const curves: EventCurves[] = [];
  for (const event of events) curves.push(await eventCurves(source, model, arms, event, made));
  return {
    ...about,
    failed: made.failed,
    machines: made.machines.map(({ element, members, states, shares }) => ({
      machine: element,
      label: scenario.machines.get(element)?.label ?? element,
      members,
      states: states.map((name) => ({ name, label: stateLabel(scenario, element, name, model.variant) })),
      policies: arms.map(({ names }, arm) => ({ policy: names.policy, shares: shares[arm]!, runs: made.runs[arm]! })),
    })),
    stocks: made.quantities.map(({ element, slots, fans }) => {
      const { label, unit } = scenario.stocks.get(element) ?? scenario.auxiliaries.get(element)!;
      return {
        name: element,
        label,
        unit,
        members: slots.flatMap((slot) => memberOf(slot) ?? []),
        policies: arms.map(({ names }, arm) => ({ policy: names.policy, fan: fans[arm]! })),
      };
    }),
    events: curves,
    words: wordsOf(made, policies, plan.futures, caps),
    why: null,
  };
}

function capWords(all: number, most: number, what: string): string | null {
  return all > most ? `${most} of ${all} ${what}` : null;
}

async function* run(
  model: Model,
  { plan, series }: StudySource,
  arms: readonly PlannedArm[],
  rest: Pick<OverTimeRequest, 'futures' | 'quantities' | 'machines' | 'events'>,
): AsyncGenerator<StudyProgress, OverTime | string> {
  try {
    const work = overTimeOf(model, { ...plan.question, ...rest, arms }, series);
    for (let step = await work.next(); ; step = await work.next()) {
      if (step.done) return step.value;
      yield { what: 'curves over time', done: step.value, total: rest.futures };
    }
  } catch (error) {
    return `The compiled engine cannot draw these curves: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

function turnsOf({ clock }: Model): OverTimeSection['turns'] {
  return clock.dates.map(({ label }, turn) => ({ turn: turn + 1, label }));
}

/** Those asked for, then all others. */
function outcomesFirst({ outcomes }: Model, asked: readonly number[]): readonly Outcome[] {
  return [...asked.map((index) => outcomes[index]!), ...outcomes.filter((_, index) => !asked.includes(index))];
}

/** Stocks and auxiliaries that the outcomes name themselves; conditions are events rather than curves. Without one, the first stocks. */
function quantitiesIn(scenario: Scenario, model: Model, terms: readonly Term[]): readonly string[] {
  const read = terms.flatMap((term) =>
    [...everyTerm(term)].flatMap((one) =>
      one.op === 'read' && (one.what === 'stock' || (one.what === 'auxiliary' && one.type === 'number'))
        ? [one.name]
        : [],
    ),
  );
  const there = (element: string): boolean =>
    [...model.stocks, ...model.auxiliaries].some(({ name }) => name === element || name.startsWith(`${element}[`));
  const found = [...new Set(read)].filter(there);
  return found.length > 0 ? found : [...scenario.stocks.keys()].filter(there).slice(0, 3);
}

/** Machines that the outcomes asked for speak of, then those that others do, the most spoken of first. */
function machinesIn(scenario: Scenario, own: readonly Term[], all: readonly Term[]): readonly string[] {
  const spoken = (terms: readonly Term[]): string[] =>
    terms.flatMap((term) => [...everyTerm(term)].flatMap((one) => (one.op === 'in' ? [one.machine] : [])));
  const counts = new Map<string, number>();
  for (const machine of spoken(all)) counts.set(machine, (counts.get(machine) ?? 0) + 1);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([machine]) => machine);
  const found = [...new Set([...spoken(own), ...byCount])];
  return found.length > 0 ? found : [...scenario.machines.keys()];
}

function eventsIn(scenario: Scenario, model: Model, outcomes: readonly Outcome[]): readonly TimedEvent[] {
  const seen = new Map<NodeId, TimedEvent>();
  for (const outcome of outcomes) {
    const term = scenario.outcomes.get(outcome.element)?.is;
    const asked = term?.op === 'apply' && term.operation === 'indicator' ? term.args[0] : term;
    if (asked?.op !== 'reduce' || (asked.reduction !== 'ever' && asked.reduction !== 'first')) continue;
    const reducer = reducerUnder(model, outcome.value);
    if (reducer === null || !model.conditions[reducer.of]) continue;
    const isTurn = reducer.reduction === 'first';
    // Of two outcomes that ask for one event the turn says more: it is known of every run.
    if (seen.has(reducer.of) && (!isTurn || seen.get(reducer.of)?.isTurn)) continue;
    seen.set(reducer.of, { outcome, index: model.outcomes.indexOf(outcome), node: reducer.of, isTurn });
  }
  return [...seen.values()];
}

/** The first one that a formula reads; null for one that reads none. */
function reducerUnder(model: Model, id: NodeId): Reducer | null {
  const node = model.nodes[id]!;
  if (node.op === 'reduced') return model.reducers[node.index] ?? null;
  for (const child of 'a' in node ? childrenOf(node) : []) {
    const found = reducerUnder(model, child);
    if (found !== null) return found;
  }
  return null;
}

async function eventCurves(
  source: StudySource,
  model: Model,
  arms: readonly PlannedArm[],
  { outcome, index, isTurn }: TimedEvent,
  made: OverTime,
): Promise<EventCurves> {
  const { question, futures } = source.plan;
  const watched = made.events.find(({ name }) => name === outcome.name)!.first;
  const column = isTurn && source.failures.length === 0 ? await source.column(index) : null;
  const whole = column !== null && isSameEvent(column, arms, watched, model.turns, futures) ? column : null;
  const { replications } = question;
  const sampleAt = (arm: PlannedArm, place: number): Sample => {
    if (whole !== null)
      return {
        worlds: question.worlds,
        replications,
        values: whole.slice(arm.index * futures, (arm.index + 1) * futures),
      };
    // A world that was cut off by the number of futures keeps what it has.
    const worlds = Math.ceil(made.futures / replications);
    const values = new Float64Array(worlds * replications).fill(Number.NaN);
    values.set(watched[place]!);
    return { worlds, replications, values };
  };
  return {
    event: outcome.name,
    label: outcome.label,
    basis: whole === null ? 'over time' : 'batch',
    horizon: model.turns,
    policies: arms.map((arm, place) => {
      const found = timeToEvent(sampleAt(arm, place), model.turns, whole === null ? 'failed' : 'never');
      const end = found.curve.at(-1);
      return {
        policy: arm.names.policy,
        curve: found.curve,
        median: found.median,
        restrictedMean: plain(found.restrictedMean),
        atEnd: measured(
          { kind: 'share' },
          { estimate: end?.share ?? null, mcse: end?.mcse ?? null, interval: end?.interval ?? null },
        ),
        runs: found.n,
      };
    }),
  };
}

/** Does the outcome give the very turns that were watched? It does not where a run without the event has a turn of the run as its value. */
function isSameEvent(
  column: Float64Array,
  arms: readonly PlannedArm[],
  watched: readonly Float64Array[],
  turns: number,
  futures: number,
): boolean {
  return arms.every(({ index }, place) =>
    watched[place]!.every((turn, future) => {
      const value = column[index * futures + future]!;
      return turn > turns ? Number.isNaN(value) || value > turns : value === turn;
    }),
  );
}

function stateLabel({ machines }: Scenario, element: string, state: string, variant: string): string {
  const machine = machines.get(element);
  const body = machine?.variants.get(variant) ?? machine?.body;
  return body?.states.find(({ name }) => name === state)?.label ?? state;
}

function wordsOf(
  { futures, failed, kept, events }: OverTime,
  policies: OverTimeSection['policies'],
  all: number,
  caps: readonly string[],
): readonly string[] {
  const few =
    futures < all ? `the first ${grouped(futures)} of the ${counted(all, 'future')}` : `all ${counted(all, 'future')}`;
  const roles = policies.map(({ policy, role }) => (role === 'contrast' ? policy : `${policy} (${role})`)).join(', ');
  const of =
    kept === undefined
      ? `of ${few} of the batch, run once more turn by turn`
      : `of all ${counted(kept.futures, 'future')} of the batch, as it kept them turn by turn${kept.kind === 'sketch' ? ' in 200 bins of each range' : ''},`;
  return [
    `Shares of states and fans of numbers are ${of} for ${counted(policies.length, 'policy', 'policies')}: ${roles}. These were chosen by the leading outcome. A fan shows where 50 and 90 % of the runs lie, not the error of its middle.`,
    ...(kept !== undefined && events.length > 0 ? [`The curves of events are of ${few}, run once more.`] : []),
    ...(caps.length > 0 ? [`Drawn are those of which the outcomes speak first: ${caps.join(', ')}.`] : []),
    ...(failed > 0
      ? [
          `${counted(failed, 'of these runs', 'of these runs')} failed and ${failed === 1 ? 'counts' : 'count'} nowhere.`,
        ]
      : []),
  ];
}
