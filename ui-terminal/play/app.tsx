// The program on the terminal: ink draws the frame of the pure state and passes keys to it; deeds are done by the game.

import { Box, Text, useApp, useInput, useWindowSize } from 'ink';
import { useEffect, useState } from 'react';
import { type App, frameOf, OWN_ROWS, press } from './app-state.ts';
import type { Line } from './frame.ts';
import type { Game } from './game.ts';
import { keyName } from './key-name.ts';
import { type Looks, styleOf } from './looks.ts';

export function PlayApp({ game, first }: { readonly game: Game; readonly first: App }) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [app, setApp] = useState(first);
  const [, redraw] = useState(0);
  useEffect(() => game.onNews(() => redraw((count) => count + 1)), [game]);
  const context = game.context(columns, rows - OWN_ROWS);
  useInput((input, key) => {
    const pressed = press(app, keyName(input, key), context);
    const after = game.perform(pressed.app, pressed.deeds, (next) => setApp(next));
    setApp(after.app);
    if (after.quit) exit();
  });
  const frame = frameOf(app, context, columns, rows);
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {frame.map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its number
        <Row key={row} line={line} looks={context.looks} />
      ))}
    </Box>
  );
}

function Row({ line, looks }: { readonly line: Line; readonly looks: Looks }) {
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
