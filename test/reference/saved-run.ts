// A run state <-> text. The text holds all that the run knows, so it can be kept, sent, and taken up again at the same point.

import type { Draws } from '../../engine/reference/draws.ts';
import type { Reference } from '../../engine/reference/reference.ts';
import type { RunState } from '../../engine/reference/run.ts';
import type { RunContext } from '../../engine/reference/run-context.ts';

/** A run as JSON. Numbers that JSON has no word for (NaN, infinities, -0) stand as `{"number": "-Infinity"}`. */
export function saveRun({ snapshot }: RunState): string {
  return JSON.stringify({ value: snapshot.value, context: snapshot.context }, writeNumber);
}

/** The run that `saveRun` wrote, of the same model. The draws must be of the same seed. Throws on text that is not a saved run. */
export function restoreRun(reference: Reference, text: string, draws: Draws): RunState {
  const { value, context } = JSON.parse(text, readNumber) as { value: Record<string, string>; context: RunContext };
  return { snapshot: reference.chart.restore(value, context), draws };
}

function writeNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'number' || (Number.isFinite(value) && !Object.is(value, -0))) return value;
  return { number: Object.is(value, -0) ? '-0' : String(value) };
}

function readNumber(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('number' in value)) return value;
  return Number(value.number);
}
