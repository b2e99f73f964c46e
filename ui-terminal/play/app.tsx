// The program on the terminal: ink draws the frame of the pure state and passes keys to it; deeds are done by the game.

import { Box, Text, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useReducer, useRef } from 'react';
import { cleanText } from '../room/clean-text.ts';
import { type App, frameOf, OWN_ROWS, press, tellOf } from './app-state.ts';
import type { Line } from './frame.ts';
import type { Game } from './game.ts';
import { keyNames } from './key-name.ts';
import { type Looks, styleOf } from './looks.ts';

export const CTRL_C = 'ctrl+c';

interface PlayProps {
  readonly game: Game;
  readonly first: App;
  /** Called before the program leaves by Ctrl-C, which a terminal in raw mode sends as a key. */
  readonly interrupted: () => void;
}

export function PlayApp({ game, first, interrupted }: PlayProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  // Not React state: several keys may arrive before the next drawing, and each goes on from the one before it.
  const app = useRef(first);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => game.onNews(redraw), [game]);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      if (name === CTRL_C) {
        interrupted();
        exit();
        return;
      }
      const before = app.current;
      const pressed = press(before, name, game.context(columns, rows - OWN_ROWS));
      const after = game.perform(pressed.app, pressed.deeds);
      app.current = after.isUnsaved === true ? { ...before, message: after.app.message } : after.app;
      if (after.quit) {
        exit();
        return;
      }
    }
    redraw();
  });
  // As one line, into a line that is being typed: the lines of a pasted text are no orders to the program.
  usePaste((text) => {
    if (app.current.overlay.kind === 'none') return;
    for (const sign of cleanText(text)) {
      const name = sign === ' ' ? 'space' : sign;
      app.current = press(app.current, name, game.context(columns, rows - OWN_ROWS)).app;
    }
    redraw();
  });
  const context = game.context(columns, rows - OWN_ROWS);
  if (context.looks.screenReader) return <Told sentences={tellOf(app.current, context)} />;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {frameOf(app.current, context, columns, rows).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its number
        <Row key={row} line={line} looks={context.looks} />
      ))}
    </Box>
  );
}

export function Told({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Box flexDirection="column">
      {sentences.map((sentence, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: sentences have no names
        <Text key={index}>{sentence}</Text>
      ))}
    </Box>
  );
}

export function Row({ line, looks }: { readonly line: Line; readonly looks: Looks }) {
  return (
    <Text wrap="truncate">
      {line.map(({ text, tone }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span of a row is its number
        <Text key={index} {...styleOf(tone, looks)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}
