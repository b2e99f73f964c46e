// In the practice scenario: what to try next, by the screen one is on and the turn one is in. One line, shown while no other message is.

import type { Context, ScreenId } from './screen.ts';
import { TUTORIAL } from './screens/home/home-state.ts';
import { type StringId, say } from './strings.ts';

/** Hints of a screen, one for each turn played; the last one stays. */
const HINTS: Readonly<Partial<Record<ScreenId, readonly StringId[]>>> = {
  briefing: ['coach.briefing'],
  board: ['coach.board-0', 'coach.board-1', 'coach.board-2', 'coach.board-3', 'coach.board-4', 'coach.board-5'],
  orders: ['coach.orders-0', 'coach.orders-later'],
  why: ['coach.why'],
  forecast: ['coach.forecast'],
  timeline: ['coach.timeline'],
  end: ['coach.end'],
};

/** Empty outside the practice. */
export function hintOf(screen: ScreenId, { session }: Pick<Context, 'session'>): string {
  if (session?.ground.scenario.id !== TUTORIAL) return '';
  const hints = HINTS[screen] ?? [];
  const hint = hints[Math.min(session.standing().played, hints.length - 1)];
  return hint === undefined ? '' : say(hint);
}
