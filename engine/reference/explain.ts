// A run state -> what could happen in its next turn, with the odds of everything and the formula behind them.
// The orders and injects of the turn are carried out (they hang on no chance of the turn's phases); then each phase is looked at as things stand.

import type { Chance, Failure, NodeId } from '../model/model.ts';
import { candidatesOf, isFaulty } from './asking.ts';
import { incidentProspect } from './incident-draw.ts';
import type { Interpreter } from './interpreter.ts';
import { type ByHand, openStep } from './open-step.ts';
import type { Position } from './position.ts';
import { printNode, printNodeWithNumbers } from './print-node.ts';
import type { Reference } from './reference.ts';
import type { RunState } from './run.ts';
import type { InjectRecord, LeverRecord } from './turn-record.ts';

export interface Prospect {
  /** 0-based number and name of the turn that comes. */
  readonly turn: number;
  readonly date: string;
  readonly levers: readonly LeverRecord[];
  readonly injects: readonly InjectRecord[];
  readonly phases: readonly PhaseProspect[];
  /** The orders or injects of the turn fail the run, and so nothing follows. */
  readonly failure: Failure | null;
}

export interface PhaseProspect {
  readonly phase: number;
  readonly name: string;
  /** True for the first phase. The odds of later ones hold if nothing changes in those before them. */
  readonly exact: boolean;
  readonly incidents: readonly IncidentProspect[];
  readonly machines: readonly MachineProspect[];
}

/** An incident whose condition holds. */
export interface IncidentProspect {
  readonly incident: number;
  readonly name: string;
  readonly kind: 'chance' | 'rate' | 'certain';
  /** Probability, or expected number; 1 when certain. */
  readonly odds: number;
  readonly formula: FormulaTexts | null;
  readonly faulty: boolean;
}

/** Where a machine stands and the ways out that are open now, in the order in which they are asked. */
export interface MachineProspect {
  readonly machine: number;
  readonly name: string;
  readonly leaf: string;
  /** Probability that nothing fires. */
  readonly stays: number;
  readonly ways: readonly WayProspect[];
  readonly faulty: boolean;
}

export interface WayProspect {
  readonly from: string;
  readonly to: string;
  /** Its own chance once its state is asked (null: certain), and its probability with all that is asked before it. */
  readonly chance: number | null;
  readonly odds: number;
  readonly formula: FormulaTexts | null;
}

/** A formula with names, and with the numbers that it reads now. */
export interface FormulaTexts {
  readonly names: string;
  readonly numbers: string;
}

/** What the next turn of a run that is not over may bring. `byHand` as for `playTurn`. */
export function explain(reference: Reference, { snapshot, draws }: RunState, byHand: ByHand = {}): Prospect {
  const { interpreter, model } = reference;
  const { position, record } = openStep(interpreter, snapshot.context, draws, byHand);
  return {
    turn: record.turn,
    date: record.date,
    levers: record.levers,
    injects: record.injects,
    phases: position.failure === null ? model.phases.map((_, phase) => explainPhase(interpreter, position, phase)) : [],
    failure: position.failure,
  };
}

function explainPhase(interpreter: Interpreter, position: Position, phase: number): PhaseProspect {
  const { name, incidents, machines } = interpreter.model.phases[phase]!;
  return {
    phase,
    name,
    exact: phase === 0,
    incidents: incidents.flatMap((incident) => explainIncident(interpreter, position, incident)),
    machines: machines.map((machine) => explainMachine(interpreter, position, machine)),
  };
}

function explainIncident(interpreter: Interpreter, position: Position, index: number): readonly IncidentProspect[] {
  const incident = interpreter.model.incidents[index]!;
  const { kind, odds, fault } = incidentProspect(interpreter, position, incident);
  if (kind === 'idle') return [];
  const formula =
    kind === 'rate'
      ? textsOf(interpreter, position, incident.rate)
      : chanceTexts(interpreter, position, incident.chance);
  return [{ incident: index, name: incident.name, kind, odds, formula, faulty: fault !== null }];
}

function explainMachine(interpreter: Interpreter, position: Position, index: number): MachineProspect {
  const { name, states } = interpreter.model.machines[index]!;
  const leaf = position.leaves[index]!;
  const ways: WayProspect[] = [];
  let stays = 1;
  let faulty = false;
  for (const state of interpreter.shapes[index]!.paths[leaf]!) {
    const candidates = candidatesOf(interpreter, position, states[state]!);
    faulty ||= isFaulty(candidates);
    for (const { transition, odds, from, until } of candidates) {
      const way = states[state]!.transitions[transition]!;
      ways.push({
        from: states[state]!.name,
        to: states[way.target]!.name,
        chance: odds,
        odds: stays * (until - from),
        formula: chanceTexts(interpreter, position, way.chance),
      });
    }
    stays = Math.max(0, stays * (1 - (candidates.at(-1)?.until ?? 0)));
    if (stays === 0) break;
  }
  return { machine: index, name, leaf: states[leaf]!.name, stays, ways, faulty };
}

function textsOf(interpreter: Interpreter, position: Position, node: NodeId | null): FormulaTexts | null {
  if (node === null) return null;
  return {
    names: printNode(interpreter.model, node),
    numbers: printNodeWithNumbers(interpreter, node, position),
  };
}

/** A chance that is given by its log odds is told as the logistic of them. */
function chanceTexts(interpreter: Interpreter, position: Position, chance: Chance | null): FormulaTexts | null {
  if (chance === null || chance.kind === 'probability') return textsOf(interpreter, position, chance?.p ?? null);
  const { names, numbers } = textsOf(interpreter, position, chance.x)!;
  return { names: `logistic(${names})`, numbers: `logistic(${numbers})` };
}
