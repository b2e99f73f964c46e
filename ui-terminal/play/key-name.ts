// What ink says of a key press -> its one name in the key tables: `up`, `enter`, `ctrl+p`, `space`, `?`, `j`.

import type { Key } from 'ink';

const NAMED: readonly (readonly [keyof Key, string])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page up'],
  ['pageDown', 'page down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

export function keyName(input: string, key: Key): string {
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  const named = NAMED.find(([field]) => key[field]);
  if (named !== undefined) return named[1];
  if (input === ' ') return 'space';
  return key.ctrl ? `ctrl+${input}` : input;
}
