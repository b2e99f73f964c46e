// A terminal of the room on the screen: ink draws its frames, or its sentences, and hands it the keys.

import { Box, useApp, useInput, usePaste, useWindowSize } from 'ink';
import { useEffect, useReducer } from 'react';
import { CTRL_C, Row, Told } from '../play/app.tsx';
import { keyNames } from '../play/key-name.ts';
import type { RoomProgram } from './room-program.ts';

interface RoomAppProps {
  readonly program: RoomProgram;
  /** Called before the program leaves by Ctrl-C, which a terminal in raw mode sends as a key. */
  readonly interrupted: () => void;
}

export function RoomApp({ program, interrupted }: RoomAppProps) {
  const { exit } = useApp();
  const { columns, rows } = useWindowSize();
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => program.onNews(redraw), [program]);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) {
      const isInterrupt = name === CTRL_C;
      if (isInterrupt) interrupted();
      if (isInterrupt || program.press(name, columns, rows)) {
        exit();
        return;
      }
    }
    redraw();
  });
  usePaste((text) => {
    program.paste(text);
    redraw();
  });
  const { looks } = program;
  if (looks.screenReader) return <Told sentences={program.tell(columns, rows)} />;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      {program.frame(columns, rows).map((line, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row of the screen is its number
        <Row key={row} line={line} looks={looks} />
      ))}
    </Box>
  );
}
