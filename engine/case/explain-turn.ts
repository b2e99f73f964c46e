// A turn of a case -> everything that hung on chance in it: odds, draws, the slices of competing ways, the formulas and what they read.
// A phase reads the position of its beginning, so a played turn is played again step by step and every formula is told on the position that it truly read.
// A seat is told numbers only of what it sees exactly; white, and everybody once the case is over, sees all.

import { everyTerm, type Term } from '../expression/term.ts';
import type { Provenance } from '../language/scenario.ts';
import type { Chance, Model, Node, NodeId, State } from '../model/model.ts';
import type { Hearing } from '../model/sights.ts';
import { type Candidate, candidatesOf } from '../reference/asking.ts';
import { beforeOrders } from '../reference/before-orders.ts';
import type { FormulaTexts } from '../reference/explain.ts';
import { incidentProspect } from '../reference/incident-draw.ts';
import { holds } from '../reference/interpreter.ts';
import { type ByHand, openStep } from '../reference/open-step.ts';
import { BY_HAND } from '../reference/orders-step.ts';
import type { Position } from '../reference/position.ts';
import { nameNode, printNode, printNodeWithNumbers, printNumber } from '../reference/print-node.ts';
import { positionOf, type RunState, turnEvents } from '../reference/run.ts';
import type { TurnRecord } from '../reference/turn-record.ts';
import { WHITE_SEAT } from '../vocabulary.ts';
import type { Ground } from './ground.ts';
import { byHandOf, type Standing } from './standing.ts';

/** Words in place of numbers: what the seat does not see, and what nobody in the case can know. */
export const HIDDEN = 'hidden';
export const UNKNOWN = 'unknown';

/** Something that a formula reads, in the order of reading. */
export interface FormulaRead {
  readonly name: string;
  readonly kind: 'fact' | 'uncertainty' | 'stock' | 'auxiliary' | 'lever' | 'machine' | 'incident' | 'other';
  readonly label: string;
  /** As text: a number, `true`, `hidden` or `unknown`. */
  readonly value: string;
  /** Of facts and uncertainties. */
  readonly provenance: Provenance | null;
  /** Of an auxiliary: what it is made of. */
  readonly formula: FormulaTexts | null;
}

/** One way that a draw can go: it is gone when the draw lies in [from, until). A rate has no slices (both 0). */
export interface ExplainedWay {
  readonly from: string;
  readonly to: string;
  /** Null: certain once it is reached. */
  readonly odds: number | null;
  readonly slice: readonly [from: number, until: number];
  readonly taken: boolean;
  /** The seat sees all that the odds hang on. If not, they are to be told only roughly: else what is hidden could be worked out from them. */
  readonly clear: boolean;
  readonly formula: FormulaTexts | null;
  readonly when: FormulaTexts | null;
  readonly reads: readonly FormulaRead[];
}

/** An incident or one asked state of a machine. */
export interface ExplainedEvent {
  readonly kind: 'incident' | 'machine';
  readonly name: string;
  readonly label: string;
  readonly phase: string;
  readonly form: 'chance' | 'rate' | 'certain';
  /** Null when nothing hung on chance, or when it is still to come. */
  readonly draw: number | null;
  /** How often an incident came, 1 or 0 for a machine that moved or stayed; null when it is still to come. */
  readonly times: number | null;
  readonly ways: readonly ExplainedWay[];
}

/** A way that may be open in the turn to come, as far as the seat can tell. */
export interface ComingEvent {
  readonly kind: 'incident' | 'machine';
  readonly name: string;
  readonly label: string;
  readonly phase: string;
  readonly from: string;
  readonly to: string;
  /** `hidden` stands for what the seat cannot know: whether the way is open, or with which odds. */
  readonly open: boolean | typeof HIDDEN;
  /** Probability, or expected number of a rate; null when certain. */
  readonly odds: number | null | typeof HIDDEN;
  readonly formula: FormulaTexts | null;
}

/** Positions at the beginning of every phase of a turn that was played. A turn that failed ends early. */
export function phasePositions({ reference, model }: Ground, start: RunState, record: TurnRecord): readonly Position[] {
  const events = turnEvents(model, start.draws, handOf(model, record));
  const positions: Position[] = [];
  let snapshot = start.snapshot;
  for (const event of events.slice(0, 1 + record.phases.length)) {
    if (event.type !== 'open') positions.push(snapshot.context.position);
    snapshot = reference.chart.next(snapshot, event);
  }
  return positions;
}

/** What was given by hand, read back from the record. */
function handOf(model: Model, { levers, injects }: TurnRecord): ByHand {
  return {
    orders: levers.flatMap(({ lever, asked, origin }) => {
      const level = model.levers[lever]!.levels.findIndex(({ name }) => name === asked);
      return origin === BY_HAND ? [{ lever, level }] : [];
    }),
    injects: injects.filter(({ reason }) => reason === 'by hand').map(({ inject }) => inject),
  };
}

/**
 * What was drawn or moved in turn `turn` (0-based, played), in order. A seat is told of incidents that came and machines that moved, if it has
 * heard of them by now; white (and everybody after the end) also of what was possible and did not come.
 */
export function explainTurn(ground: Ground, standing: Standing, seat: string, turn: number): readonly ExplainedEvent[] {
  const record = standing.records[turn];
  const start = standing.starts[turn];
  if (record === undefined || start === undefined) throw new Error(`turn ${turn + 1} has not been played`);
  const positions = phasePositions(ground, start, record);
  const eyes = eyesOf(ground, standing, seat);
  const own = ground.sights[ground.model.seats.findIndex(({ name }) => name === seat)]!;
  const after = positionOf(standing.runs[turn + 1]!);
  const hasHeard = (hearing: Hearing | null | undefined): boolean => {
    if (eyes.all) return true;
    if (hearing === null || hearing === undefined) return false;
    if (hearing.how === 'late' && standing.played < turn + 2) return false;
    return hearing.gate === null || ground.reference.interpreter.evaluate(after, hearing.gate) === 1;
  };
  return record.phases.flatMap((phase, index) => {
    const position = positions[index]!;
    const teller = createTeller(ground, eyes, position);
    const incidents = phase.incidents.filter(
      ({ incident, times }) => (eyes.all || times > 0) && hasHeard(own.incidents[incident]),
    );
    const moves = phase.asked.filter(({ machine, to }) => (eyes.all || to !== null) && hasHeard(own.machines[machine]));
    return [
      ...incidents.map(({ incident, kind, odds, draw, times }): ExplainedEvent => {
        const { name: to } = ground.model.incidents[incident]!;
        const slice: readonly [number, number] = kind === 'rate' ? [0, 0] : [0, Math.min(1, odds)];
        const way = {
          ...teller.incident(incident),
          from: '',
          to,
          odds: kind === 'certain' ? null : odds,
          slice,
          taken: times > 0,
        };
        return { ...teller.head('incident', incident), phase: phase.name, form: kind, draw, times, ways: [way] };
      }),
      ...moves.map((asked): ExplainedEvent => {
        const { states } = ground.model.machines[asked.machine]!;
        const state = states.findIndex(({ name }) => name === asked.state);
        const candidates = candidatesOf(ground.reference.interpreter, position, states[state]!);
        const ways = candidates.map(({ transition, odds, from, until }): ExplainedWay => {
          const to = states[states[state]!.transitions[transition]!.target]!.name;
          const isIn = asked.draw === null ? odds === null : asked.draw >= from && asked.draw < until;
          const taken = asked.to === to && (isIn || !isRepeated(states[state]!, candidates, to, states));
          return {
            ...teller.transition(asked.machine, state, transition),
            from: asked.state,
            to,
            odds,
            slice: [from, Math.min(1, until)],
            taken,
          };
        });
        const form = ways.every(({ odds }) => odds === null) ? 'certain' : 'chance';
        const times = asked.to === null ? 0 : 1;
        return {
          ...teller.head('machine', asked.machine),
          phase: phase.name,
          form,
          draw: asked.draw,
          times,
          ways,
        };
      }),
    ];
  });
}

/** Do several open ways lead to the same state? Then only the draw tells them apart. */
function isRepeated(state: State, candidates: readonly Candidate[], to: string, states: readonly State[]): boolean {
  return candidates.filter(({ transition }) => states[state.transitions[transition]!.target]!.name === to).length > 1;
}

/**
 * Incidents and ways out of active states of the turn to come, as things stand. White: after the orders that are in, and only what is open.
 * Others: what they may hear of, before the orders; open or not, and how likely, only where they see everything that it hangs on.
 */
export function explainComing(ground: Ground, standing: Standing, seat: string): readonly ComingEvent[] {
  if (standing.over) return [];
  const { model, reference, sights } = ground;
  const { interpreter } = reference;
  const eyes = eyesOf(ground, standing, seat, true);
  const { snapshot, draws } = standing.run;
  const position = eyes.all
    ? openStep(interpreter, snapshot.context, draws, byHandOf(ground, standing)).position
    : beforeOrders(reference, standing.run);
  if (position.failure !== null) return [];
  const own = sights[model.seats.findIndex(({ name }) => name === seat)]!;
  const teller = createTeller(ground, eyes, position);
  const openOf = (when: NodeId | null): boolean | typeof HIDDEN =>
    when === null || eyes.sees(when) ? holds(interpreter, position, when) : HIDDEN;
  return model.phases.flatMap((phase) => [
    ...phase.incidents.flatMap((index): ComingEvent[] => {
      const incident = model.incidents[index]!;
      if (!eyes.all && own.incidents[index] === null) return [];
      const open = openOf(incident.when);
      if (open === false) return [];
      const node = incident.rate ?? nodeOf(incident.chance);
      const isSeen = open === true && (node === null || eyes.sees(node));
      const prospect = isSeen ? incidentProspect(interpreter, position, incident) : null;
      const odds = prospect === null ? HIDDEN : prospect.kind === 'certain' ? null : prospect.odds;
      const { formula } = teller.incident(index);
      return [
        { ...teller.head('incident', index), phase: phase.name, from: '', to: incident.name, open, odds, formula },
      ];
    }),
    ...phase.machines.flatMap((index): ComingEvent[] => {
      const sight = own.machines[index];
      if (!eyes.all && sight?.how !== 'exact') return [];
      const { states } = model.machines[index]!;
      const path = interpreter.shapes[index]!.paths[position.leaves[index]!]!;
      return path.flatMap((state) => {
        const open = candidatesOf(interpreter, position, states[state]!);
        return states[state]!.transitions.flatMap((way, transition): ComingEvent[] => {
          const isOpen = openOf(way.when);
          if (isOpen === false) return [];
          const candidate = open.find((one) => one.transition === transition);
          // A certain way before it takes everything.
          if (eyes.all && candidate === undefined) return [];
          const node = nodeOf(way.chance);
          const isSeen = isOpen === true && (node === null || eyes.sees(node));
          const odds = isSeen ? (candidate === undefined ? null : candidate.odds) : HIDDEN;
          const { formula } = teller.transition(index, state, transition);
          const [from, to] = [states[state]!.name, states[way.target]!.name];
          return [{ ...teller.head('machine', index), phase: phase.name, from, to, open: isOpen, odds, formula }];
        });
      });
    }),
  ]);
}

/** What a seat sees exactly: of one node, and of everything under it. */
interface Eyes {
  readonly all: boolean;
  readonly sees: (node: NodeId) => boolean;
}

/** `isToCome`: orders of the coming turn are known only to the seat that gives them. */
function eyesOf({ model, sights }: Ground, { over }: Standing, seat: string, isToCome = false): Eyes {
  const index = model.seats.findIndex(({ name }) => name === seat);
  const own = sights[index];
  if (own === undefined) throw new Error(`no seat ${seat}`);
  if (seat === WHITE_SEAT || over) return { all: true, sees: () => true };
  const known = new Map<NodeId, boolean>();
  const seesLeaf = (node: Node): boolean => {
    switch (node.op) {
      case 'number':
      case 'boolean':
      case 'turn':
      case 'month':
      case 'year':
        return true;
      case 'parameter':
        return model.parameters[node.index]!.fixed !== null;
      case 'stock':
        return own.stocks[node.index]?.how === 'exact';
      case 'lever':
      case 'at':
        return isToCome ? model.levers[node.index]!.seat === index : own.levers[node.index]?.how === 'exact';
      case 'cost':
        return model.levers[node.index]!.seat === index;
      case 'funds':
        return model.purses[node.index]!.seat === index;
      case 'view':
        return model.views[node.index]!.seat === index;
      case 'in':
      case 'turns-in':
        return own.machines[node.machine]?.how === 'exact';
      case 'times':
      case 'count':
        return own.incidents[node.index]?.how === 'exact';
      default:
        return false;
    }
  };
  const sees = (id: NodeId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const node = model.nodes[id]!;
    const seen = 'a' in node ? childrenOf(node).every(sees) : seesLeaf(node);
    known.set(id, seen);
    return seen;
  };
  return { all: false, sees };
}

function childrenOf(node: Extract<Node, { readonly a: NodeId }>): readonly NodeId[] {
  if (!('b' in node)) return [node.a];
  return 'c' in node ? [node.a, node.b, node.c] : [node.a, node.b];
}

function nodeOf(chance: Chance | null): NodeId | null {
  return chance === null ? null : chance.kind === 'logit' ? chance.x : chance.p;
}

type Told = Pick<ExplainedWay, 'clear' | 'formula' | 'when' | 'reads'>;

interface Teller {
  readonly head: (kind: 'incident' | 'machine', index: number) => Pick<ExplainedEvent, 'kind' | 'name' | 'label'>;
  readonly incident: (index: number) => Told;
  readonly transition: (machine: number, state: number, transition: number) => Told;
}

/** Formulas on one position, through one pair of eyes. */
function createTeller({ scenario, model, reference }: Ground, eyes: Eyes, position: Position): Teller {
  const { interpreter } = reference;
  const veil = (node: NodeId): string | null => {
    if (eyes.sees(node)) return null;
    return model.nodes[node]!.op === 'parameter' ? UNKNOWN : HIDDEN;
  };
  const texts = (node: NodeId): FormulaTexts => ({
    names: printNode(model, node),
    numbers: printNodeWithNumbers(interpreter, node, position, veil),
  });
  const isClear = (node: NodeId | null): boolean => node === null || eyes.sees(node);
  const chanceTexts = (chance: Chance): FormulaTexts => {
    const { names, numbers } = texts(nodeOf(chance)!);
    if (chance.kind === 'probability') return { names, numbers };
    return { names: `logistic(${names})`, numbers: `logistic(${numbers})` };
  };
  const readOf = (node: NodeId): FormulaRead[] => {
    const one = model.nodes[node]!;
    const name = nameNode(model, node);
    const number = interpreter.evaluate(position, node);
    const value = veil(node) ?? (model.conditions[node]! ? String(number === 1) : printNumber(number));
    const { kind, element } = kindOf(model, one, name);
    const declared =
      kind === 'uncertainty'
        ? scenario.uncertainties.get(element)
        : kind === 'stock'
          ? scenario.stocks.get(element)
          : kind === 'auxiliary'
            ? scenario.auxiliaries.get(element)
            : kind === 'lever'
              ? scenario.levers.get(element)
              : undefined;
    return [
      {
        name,
        kind,
        label: declared?.label ?? name,
        value,
        provenance: kind === 'uncertainty' ? (declared?.provenance ?? null) : null,
        formula: kind === 'auxiliary' ? texts(node) : null,
      },
    ];
  };
  const reads = (nodes: readonly (NodeId | null)[], terms: readonly (Term | null)[]): readonly FormulaRead[] => {
    const auxiliaries = new Set(model.auxiliaries.map(({ node }) => node));
    const seen = new Set<NodeId>();
    const found: FormulaRead[] = [];
    const walk = (id: NodeId, isTop: boolean): void => {
      if (seen.has(id)) return;
      seen.add(id);
      const node = model.nodes[id]!;
      if (node.op === 'number' || node.op === 'boolean') return;
      if ('a' in node && (isTop || !auxiliaries.has(id))) for (const child of childrenOf(node)) walk(child, false);
      else found.push(...readOf(id));
    };
    for (const node of nodes) if (node !== null) walk(node, true);
    return [...found, ...numbersBehind(terms, found)];
  };
  /** Facts and uncertainties that the formula rests on, those of its auxiliaries included. */
  const numbersBehind = (terms: readonly (Term | null)[], found: readonly FormulaRead[]): readonly FormulaRead[] => {
    const names = new Map<string, 'fact' | 'uncertainty'>();
    const done = new Set<string>();
    const walk = (term: Term): void => {
      for (const one of everyTerm(term)) {
        if (one.op !== 'read') continue;
        if (one.what === 'fact' || one.what === 'uncertainty') names.set(one.name, one.what);
        const auxiliary =
          one.what === 'auxiliary' && !done.has(one.name) ? scenario.auxiliaries.get(one.name) : undefined;
        if (auxiliary === undefined) continue;
        done.add(one.name);
        walk(auxiliary.variants.get(model.variant) ?? auxiliary.is);
      }
    };
    for (const term of terms) if (term !== null) walk(term);
    const known = new Set(found.map(({ name }) => elementOf(name)));
    return [...names].flatMap(([name, kind]): FormulaRead[] => {
      if (known.has(name)) return [];
      if (kind === 'fact') {
        const { label, values, provenance } = scenario.facts.get(name)!;
        return [{ name, kind, label, value: rangeText([...values.values()]), provenance, formula: null }];
      }
      const { label, provenance } = scenario.uncertainties.get(name)!;
      const own = model.parameters.flatMap((parameter, index) =>
        elementOf(parameter.name) === name && (eyes.all || parameter.fixed !== null)
          ? [position.parameters[index]!]
          : [],
      );
      const value = own.length === 0 ? UNKNOWN : rangeText(own);
      return [{ name, kind, label, value, provenance, formula: null }];
    });
  };
  return {
    head: (kind, index) => {
      const { name, element, member } = kind === 'incident' ? model.incidents[index]! : model.machines[index]!;
      const declared = kind === 'incident' ? scenario.incidents.get(element) : scenario.machines.get(element);
      const label = declared?.label ?? name;
      return { kind, name, label: member === null ? label : `${label}, ${scenario.labels.get(member) ?? member}` };
    },
    incident: (index) => {
      const { element, chance, rate, when } = model.incidents[index]!;
      const declared = scenario.incidents.get(element);
      return {
        clear: isClear(rate ?? nodeOf(chance)),
        formula: rate !== null ? texts(rate) : chance === null ? null : chanceTexts(chance),
        when: when === null ? null : texts(when),
        reads: reads(
          [rate ?? nodeOf(chance), when],
          [declared?.rate ?? null, declared?.chance ?? null, declared?.when ?? null],
        ),
      };
    },
    transition: (machine, state, transition) => {
      const { element, states } = model.machines[machine]!;
      const { chance, when } = states[state]!.transitions[transition]!;
      const declared = scenario.machines.get(element);
      const body = declared?.variants.get(model.variant) ?? declared?.body;
      const written = body?.states.find(({ name }) => name === states[state]!.name)?.transitions[transition];
      return {
        clear: isClear(nodeOf(chance)),
        formula: chance === null ? null : chanceTexts(chance),
        when: when === null ? null : texts(when),
        reads: reads([nodeOf(chance), when], [written?.chance ?? null, written?.when ?? null, written?.after ?? null]),
      };
    },
  };
}

function kindOf(
  model: Model,
  node: Node,
  name: string,
): { readonly kind: FormulaRead['kind']; readonly element: string } {
  switch (node.op) {
    case 'parameter':
      return { kind: 'uncertainty', element: elementOf(model.parameters[node.index]!.name) };
    case 'stock':
      return { kind: 'stock', element: elementOf(model.stocks[node.index]!.name) };
    case 'lever':
    case 'at':
    case 'cost':
      return { kind: 'lever', element: elementOf(model.levers[node.index]!.name) };
    case 'in':
    case 'turns-in':
      return { kind: 'machine', element: model.machines[node.machine]!.element };
    case 'times':
    case 'count':
      return { kind: 'incident', element: model.incidents[node.index]!.element };
    default:
      return 'a' in node ? { kind: 'auxiliary', element: elementOf(name) } : { kind: 'other', element: name };
  }
}

/** `fear` of `fear[latvia]`. */
function elementOf(slot: string): string {
  return slot.replace(/\[.*/, '');
}

/** One number, or from the smallest to the largest of several members. */
function rangeText(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? printNumber(low) : `${printNumber(low)} to ${printNumber(high)}, by member`;
}
