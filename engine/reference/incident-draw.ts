// An incident + a position -> does it happen, how often, and with which odds.

import { MAX_POISSON_RATE, poissonQuantile } from '../chance/poisson.ts';
import type { Incident } from '../model/model.ts';
import type { FailureReason } from '../vocabulary.ts';
import { fires, isOutOfRange, oddsOf } from './asking.ts';
import { type Draws, drawAt } from './draws.ts';
import { holds, type Interpreter } from './interpreter.ts';
import type { Position } from './position.ts';

/** `odds` is a probability or a rate, 1 when certain and 0 when the condition does not hold; `fault` fails the run. */
export interface IncidentDraw {
  readonly kind: 'idle' | 'chance' | 'rate' | 'certain';
  readonly odds: number;
  readonly draw: number | null;
  readonly times: number;
  readonly fault: FailureReason | null;
}

const IDLE: IncidentDraw = { kind: 'idle', odds: 0, draw: null, times: 0, fault: null };
const CERTAIN: IncidentDraw = { kind: 'certain', odds: 1, draw: null, times: 1, fault: null };

/** Draws nothing when the condition does not hold or nothing hangs on chance. */
export function drawIncident(
  interpreter: Interpreter,
  position: Position,
  draws: Draws,
  incident: Incident,
): IncidentDraw {
  const prospect = incidentProspect(interpreter, position, incident);
  if (prospect.kind === 'idle' || prospect.kind === 'certain' || prospect.fault !== null) return prospect;
  const draw = drawAt(draws, position, incident.channel!);
  if (prospect.kind === 'rate') return { ...prospect, draw, times: poissonQuantile(prospect.odds, draw) };
  return { ...prospect, draw, times: fires(interpreter, position, incident.chance!, draw) ? 1 : 0 };
}

/** The same before the draw: `times` is 0 unless it is certain. */
export function incidentProspect(interpreter: Interpreter, position: Position, incident: Incident): IncidentDraw {
  if (!holds(interpreter, position, incident.when)) return IDLE;
  if (incident.rate !== null) return rateProspect(interpreter.evaluate(position, incident.rate));
  if (incident.chance !== null) return chanceProspect(oddsOf(interpreter, position, incident.chance));
  return CERTAIN;
}

function rateProspect(odds: number): IncidentDraw {
  const fault = odds >= 0 && odds <= MAX_POISSON_RATE ? null : 'rate out of range';
  return { kind: 'rate', odds, draw: null, times: 0, fault };
}

function chanceProspect(odds: number): IncidentDraw {
  return { kind: 'chance', odds, draw: null, times: 0, fault: isOutOfRange(odds) ? 'chance out of range' : null };
}
