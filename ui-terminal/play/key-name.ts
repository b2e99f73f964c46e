// What ink says of a key press -> its one name in the key tables: `up`, `enter`, `ctrl+p`, `space`, `?`, `j`. Keys typed faster than the
// program reads, and pasted text, come as one piece: they are taken one after the other.

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

const SIGNS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  ' ': 'space',
  '\u007f': 'backspace',
};

export function keyNames(input: string, key: Key): readonly string[] {
  const isPiece = input.length > 1 && !key.ctrl && !key.tab && NAMED.every(([field]) => !key[field]);
  return isPiece ? Array.from(input, (sign) => SIGNS[sign] ?? sign) : [keyName(input, key)];
}

export function keyName(input: string, key: Key): string {
  if (key.tab) return key.shift ? 'shift+tab' : 'tab';
  const named = NAMED.find(([field]) => key[field]);
  if (named !== undefined) return named[1];
  if (input === ' ') return 'space';
  return key.ctrl ? `ctrl+${input}` : input;
}
