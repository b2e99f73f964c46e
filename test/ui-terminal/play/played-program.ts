// The program as it runs, on a fake terminal: a game over cases in a folder of its own, and the way to wait for its end.

import { createBatchThread } from '../../../ui-terminal/play/batch-client.ts';
import { createShelf } from '../../../ui-terminal/play/case-shelf.ts';
import { createForecastThread } from '../../../ui-terminal/play/forecast-client.ts';
import { createGame, firstScreen } from '../../../ui-terminal/play/game.ts';
import { looksOf } from '../../../ui-terminal/play/looks.ts';
import { startPlay } from '../../../ui-terminal/play/start.tsx';
import { type FakeTerminal, fakeTerminal } from './fake-terminal.ts';

export interface Wanted {
  /** Folder of the cases. */
  readonly folder: string;
  readonly columns: number;
  readonly rows: number;
  readonly colour?: boolean;
  readonly ascii?: boolean;
  readonly screenReader?: boolean;
  /** Of cases that are begun on the home screen. */
  readonly seed?: string;
  /** What the screens say is the file of the case. */
  readonly shownFile?: string;
  /** Left out, the home screen comes first. */
  readonly open?: { readonly scenario: string; readonly seats: readonly string[]; readonly seed: string } | undefined;
}

export interface Played {
  readonly terminal: FakeTerminal;
  /** The exit code, when the program was left. */
  readonly ended: Promise<number>;
}

export function playOn({ folder, columns, rows, open, seed = 'a case', shownFile, ...looks }: Wanted): Played {
  const terminal = fakeTerminal(columns, rows);
  const { colour = true, ascii = false, screenReader = false } = looks;
  const shelf = createShelf(folder, 'test');
  const ended = startPlay({
    what: open?.scenario ?? 'greyzone',
    screenReader,
    on: terminal,
    begin: () => {
      const opened = open === undefined ? null : shelf.start(open.scenario, { seats: open.seats, seed: open.seed });
      if (opened !== null && 'fault' in opened) throw new Error(opened.fault);
      const game = createGame({
        session: opened?.session ?? null,
        seat: open?.seats[0] ?? '',
        looks: looksOf({ colour, ascii, screenReader }),
        shelf: {
          start: (scenario, seats) => {
            const begun = shelf.start(scenario, { seats, seed });
            if ('fault' in begun || shownFile === undefined) return begun;
            return { ...begun, session: { ...begun.session, file: shownFile } };
          },
          resume: shelf.resume,
          library: shelf.library,
        },
        forecastingOf: createForecastThread,
        batchingOf: createBatchThread,
      });
      return { game, screen: opened === null ? 'home' : firstScreen(opened.session) };
    },
  });
  return { terminal, ended };
}
