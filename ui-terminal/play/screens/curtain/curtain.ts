// Between two persons at one keyboard: nothing to see but whose turn it is. Drawn from the seat's name alone.

import { line, span, wrapText } from '../../frame.ts';
import type { Context, Screen } from '../../screen.ts';
import { say } from '../../strings.ts';

export const CURTAIN: Screen<null> = {
  id: 'curtain',
  title: () => say('screen.curtain'),
  start: () => null,
  keys: [
    {
      keys: ['enter'],
      does: say('curtain.open'),
      footer: true,
      run: (state, { seat }) => ({ state, deeds: [{ kind: 'unveil', seat }] }),
    },
  ],
  look: (_, context) => {
    const width = Math.min(context.width - 8, 64);
    const indent = ' '.repeat(Math.max(0, Math.floor((context.width - width) / 2)));
    const above = Math.max(0, Math.floor(context.height / 2) - 3);
    return [
      ...Array.from({ length: above }, () => line('')),
      line(indent, span('strong', say('curtain.hand', { seat: labelOf(context) }))),
      line(''),
      ...wrapText(say('curtain.why'), width).map((text) => line(indent, text)),
      line(''),
      line(indent, say('curtain.press')),
    ];
  },
  tell: (_, context) => [say('curtain.hand', { seat: labelOf(context) }), say('curtain.press')],
};

function labelOf({ session, seat }: Context): string {
  return session?.ground.model.seats.find(({ name }) => name === seat)?.label ?? seat;
}
