// A terminal of the room -> the real one: alternate screen, one writer, and the terminal as it was on every way out.

import { render } from 'ink';
import { RoomApp } from './room-app.tsx';
import type { RoomProgram } from './room-program.ts';

export interface RoomStart {
  readonly program: RoomProgram;
  /** Another terminal than that of the process. */
  readonly on?: { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };
}

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ends when the program is left; gives the exit code. */
export async function startRoom({ program, on = process }: RoomStart): Promise<number> {
  const { stdin, stdout } = on;
  const { screenReader } = program.looks;
  let code = 0;
  const interrupted = (): void => {
    code = CODES.SIGINT;
  };
  const ink = render(<RoomApp program={program} interrupted={interrupted} />, {
    stdin,
    stdout,
    alternateScreen: !screenReader,
    incrementalRendering: true,
    interactive: true,
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: screenReader,
  });
  const stop = (signal: keyof typeof CODES): void => {
    code = CODES[signal];
    ink.unmount();
  };
  const signals = Object.keys(CODES) as (keyof typeof CODES)[];
  for (const signal of signals) process.on(signal, stop);
  try {
    await ink.waitUntilExit();
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
  return code;
}
