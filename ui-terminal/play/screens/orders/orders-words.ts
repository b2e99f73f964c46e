// Orders in words: how far a lever has come, what it costs, and the whole screen as sentences for a screen reader.

import type { PreviewedLever } from '../../../../engine/index.ts';
import { labelOf, words } from '../../labels.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { numberText } from '../../widgets/number-text.ts';
import { type OrderRow, type OrdersPicture, ordersOf, readersOfLever } from './orders-data.ts';
import { chosenIn, type OrdersState, rowsIn } from './orders-state.ts';

/** `In force 0.25 of 0.5, next turn 0.31, 2 turns to go.` */
export function forceText({ inForce, next, goal, turnsToGoal }: PreviewedLever): string {
  const values = { now: numberText(inForce), next: numberText(next), goal: numberText(goal), turns: turnsToGoal };
  if (turnsToGoal === 0) return say('orders.in-force', values);
  return turnsToGoal === 1 ? say('orders.in-force-next', values) : say('orders.in-force-later', values);
}

/** The same for a column: `0.25 of 0.5, 2 to go`. */
export function wayText({ inForce, goal, turnsToGoal }: PreviewedLever): string {
  if (turnsToGoal === 0) return numberText(inForce);
  return say('orders.way', { now: numberText(inForce), goal: numberText(goal), turns: turnsToGoal });
}

export function rampText({ ramp: { up, down } }: OrderRow): string {
  if (up === null && down === null) return '';
  if (up === down) return say('orders.ramp', { step: numberText(up ?? 0) });
  const step = (value: number | null): string => (value === null ? say('orders.at-once') : numberText(value));
  return say('orders.ramps', { up: step(up), down: step(down) });
}

/** Empty without a budget. */
export function moneyText({ funds, left }: OrdersPicture): string {
  if (funds === null || left === null) return '';
  return say('orders.money', { funds: numberText(funds), spent: numberText(funds - left), left: numberText(left) });
}

export function tellOrders(state: OrdersState, context: Context): readonly string[] {
  const { session, seat } = context;
  if (session === null) return [say('game.no-case')];
  const picture = ordersOf(session, seat, state.draft);
  const chosen = chosenIn(state, context);
  const money = moneyText(picture);
  const readers = chosen === null ? [] : readersOfLever(session.ground.scenario, chosen.name);
  return [
    ...(picture.isOpen ? [] : [say('orders.closed')]),
    ...rowsIn(state, context).map(({ label, preview, sealed, isDrafted }) => {
      const marks = [
        ...(isDrafted ? [say('orders.is-drafted')] : []),
        ...(sealed === null ? [] : [say('orders.sealed')]),
      ];
      return `${label}: ${[words(preview.asked), ...marks].join(', ')}. ${forceText(preview)}`;
    }),
    ...(money === '' ? [] : [money]),
    ...(chosen === null
      ? []
      : [
          say('orders.chosen', {
            name: chosen.label,
            levels: chosen.preview.levels.map(({ name }) => words(name)).join(', '),
          }),
          ...(readers.length === 0
            ? [say('orders.no-readers')]
            : [
                say('orders.readers', {
                  names: readers.map(({ name }) => labelOf(session.ground.scenario, name)).join(', '),
                }),
              ]),
        ]),
  ];
}
