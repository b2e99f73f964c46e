// Whatever the size of the terminal, board and orders stay inside it, and without unicode they are ASCII.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, textOf, widthOf } from '../../../ui-terminal/play/frame.ts';
import type { Screen } from '../../../ui-terminal/play/screen.ts';
import { BOARD } from '../../../ui-terminal/play/screens/board/board.ts';
import { ORDERS } from '../../../ui-terminal/play/screens/orders/orders.ts';
import { contextFor, playedCase, pressing } from './board-case.ts';

const CASES = [
  { seat: 'latvia', session: playedCase({ scenario: 'baltic-2014', seat: 'latvia', turns: 5 }) },
  { seat: 'white', session: playedCase({ scenario: 'lithuania', seat: 'nato', turns: 2 }) },
  { seat: 'nato', session: playedCase({ scenario: 'lisbon-2010', seat: 'nato', turns: 3 }) },
  { seat: 'home', session: playedCase({ scenario: 'verification/yardstick', seat: 'home', turns: 3 }) },
  { seat: 'white', session: playedCase({ scenario: 'verification/lake', seat: 'white', turns: 0 }) },
];
const KEYS = ['tab', 'down', 'up', 'right', 'left', 'space', 'm', 'end', 'page down', '1', '2', '3', '4', '5', '6'];

function fits<State>(screen: Screen<State>): void {
  const asked = fc.record({
    which: fc.nat(CASES.length - 1),
    columns: fc.integer({ min: 60, max: 220 }),
    rows: fc.integer({ min: 16, max: 70 }),
    ascii: fc.boolean(),
    keys: fc.array(fc.constantFrom(...KEYS), { maxLength: 6 }),
    typed: fc.constantFrom('', 'a', 'zz'),
  });
  fc.assert(
    fc.property(asked, ({ which, columns, rows, ascii, keys, typed }) => {
      const { session, seat } = CASES[which]!;
      const context = contextFor(session, seat, { columns, rows, ascii });
      const state = pressing(screen, screen.start(context), keys, context);
      const frame: Frame = screen.look(screen.filter?.(state, typed) ?? state, context);
      expect(frame.length).toBeLessThanOrEqual(context.height);
      for (const spans of frame) expect(widthOf(spans)).toBeLessThanOrEqual(columns);
      if (!ascii) return;
      for (const spans of frame) expect(textOf(spans)).toMatch(/^[\x20-\x7e]*$/);
    }),
    { numRuns: 60, seed: 2014 },
  );
}

test('the board fits', () => fits(BOARD));
test('the orders fit', () => fits(ORDERS));
