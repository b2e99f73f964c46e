// Options that the terminals of a room share, and whether there is a terminal to draw on.

import { type Looks, looksOf, wantsAscii } from '../play/looks.ts';
import { wantsColour } from '../terminal.ts';

export interface RoomOptions {
  readonly json?: boolean;
  /** False with --no-wait. */
  readonly wait?: boolean;
  readonly ascii?: boolean;
  readonly screenReader?: boolean;
  /** False with --no-color. */
  readonly color?: boolean;
}

/** ink needs a keyboard that it can read key by key, and a screen that it can draw on. */
export function isOnTerminal(): boolean {
  return process.stdin.isTTY === true && process.stdout.isTTY === true && process.env.TERM !== 'dumb';
}

/** To be called before ink is loaded: its colours know FORCE_COLOR alone. */
export function roomLooks({ ascii, screenReader, color }: RoomOptions): Looks {
  const args = color === false ? ['--no-color'] : [];
  const looks = looksOf({
    colour: wantsColour(args, process.env, true),
    ascii: ascii === true || wantsAscii(process.env),
    screenReader: screenReader === true || process.env.INK_SCREEN_READER === 'true',
  });
  if (!looks.colour) process.env.FORCE_COLOR = '0';
  else process.env.FORCE_COLOR ??= '3';
  return looks;
}
