// A game -> the terminal: alternate screen, one writer, and the terminal as it was on every way out. The only file that starts ink.
// It loads nothing else before the first picture stands: the engine and the screens take longer than a person should wait for a sign of life.

import { Box, render, Text, useWindowSize } from 'ink';
import { useEffect, useState } from 'react';
import type { PlayApp } from './app.tsx';
import type { App } from './app-state.ts';
import type { Game } from './game.ts';
import type { ScreenId } from './screen.ts';
import { say } from './strings.ts';

/** What the program shows first. */
export interface Begun {
  readonly game: Game;
  readonly screen: ScreenId;
  readonly about?: unknown;
  readonly message?: string;
}

export interface Start {
  /** What is being opened, for the first picture. */
  readonly what: string;
  readonly screenReader: boolean;
  /** Called once the first picture stands. What it throws is thrown by `startPlay`, when the terminal has been given back. */
  readonly begin: () => Begun | Promise<Begun>;
  /** Another terminal than that of the process. */
  readonly on?: { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };
}

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Ends when the program is left; gives the exit code. */
export async function startPlay({ what, screenReader, begin, on = process }: Start): Promise<number> {
  const { stdin, stdout } = on;
  const held: Held = { game: null, fault: null, code: 0, left: false };
  const open = async (): Promise<OpenedGame | null> => {
    try {
      const { game, screen, about, message = '' } = await begin();
      const { PlayApp } = await import('./app.tsx');
      const { OWN_ROWS, openApp } = await import('./app-state.ts');
      if (held.left) {
        game.close();
        return null;
      }
      held.game = game;
      const size = [stdout.columns || 80, (stdout.rows || 24) - OWN_ROWS] as const;
      return { Program: PlayApp, game, first: { ...openApp(screen, game.context(...size), about), message } };
    } catch (error) {
      held.fault = error;
      ink.unmount();
      return null;
    }
  };
  const interrupted = (): void => {
    held.code = CODES.SIGINT;
  };
  const ink = render(<Opening what={what} open={open} interrupted={interrupted} />, {
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
    held.code = CODES[signal];
    ink.unmount();
  };
  const signals = Object.keys(CODES) as (keyof typeof CODES)[];
  for (const signal of signals) process.on(signal, stop);
  try {
    await ink.waitUntilExit();
  } catch (error) {
    held.fault ??= error;
  } finally {
    held.left = true;
    for (const signal of signals) process.off(signal, stop);
    held.game?.close();
  }
  if (held.fault !== null) throw held.fault;
  return held.code;
}

interface Held {
  game: Game | null;
  fault: unknown;
  code: number;
  /** Left before it was open. */
  left: boolean;
}

interface OpenedGame {
  readonly Program: typeof PlayApp;
  readonly game: Game;
  readonly first: App;
}

interface OpeningProps {
  readonly what: string;
  readonly open: () => Promise<OpenedGame | null>;
  readonly interrupted: () => void;
}

function Opening({ what, open, interrupted }: OpeningProps) {
  const { columns, rows } = useWindowSize();
  const [opened, setOpened] = useState<OpenedGame | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => void open().then(setOpened), 0);
    return () => clearTimeout(timer);
  }, [open]);
  if (opened !== null) {
    const { Program, game, first } = opened;
    return <Program game={game} first={first} interrupted={interrupted} />;
  }
  return (
    <Box width={columns} height={rows}>
      <Text>{` ${say('app.opening', { what })}`}</Text>
    </Box>
  );
}
