// A terminal without a window: streams that the program takes for a TTY, and an emulator that keeps what would be seen.

import { PassThrough, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import xterm from '@xterm/headless';

export interface FakeTerminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** All bytes that were written, as text. */
  readonly written: () => string;
  /** Rows of the screen as text, cut at the present width: after a shrink the emulator keeps old cells beside it. */
  readonly rows: () => readonly string[];
  readonly cell: (row: number, column: number) => Cell;
  readonly isAlternate: () => boolean;
  readonly press: (...keys: readonly string[]) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Waits until the screen holds a text (or fulfils a condition); throws with the screen when it never does. */
  readonly until: (wanted: string | RegExp | ((screen: string) => boolean), milliseconds?: number) => Promise<string>;
  /** Waits until nothing new was written for a while. */
  readonly settled: () => Promise<string>;
}

export interface Cell {
  readonly text: string;
  /** `#rrggbb`, or null for the colour of the terminal. */
  readonly colour: string | null;
  readonly bold: boolean;
  readonly faint: boolean;
  readonly inverse: boolean;
}

/** What the keys send that are no letters. */
const SENT: Readonly<Record<string, string>> = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift+tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  'page up': '\x1b[5~',
  'page down': '\x1b[6~',
  home: '\x1b[H',
  end: '\x1b[F',
  'ctrl+c': '\x03',
  'ctrl+p': '\x10',
};

const QUIET_MS = 80;

export function fakeTerminal(columns: number, rows: number): FakeTerminal {
  // A terminal driver in raw mode still makes carriage return and line feed of a line feed.
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  let [written, lastWrite] = ['', 0];
  const stdout = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString();
        lastWrite = performance.now();
        emulator.write(chunk, done);
      },
    }),
    { isTTY: true, columns, rows },
  );
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode(isRaw: boolean) {
      this.isRaw = isRaw;
      return this;
    },
    ref: () => {},
    unref: () => {},
  });
  const shown = (): readonly string[] => {
    const buffer = emulator.buffer.active;
    return Array.from({ length: emulator.rows }, (_, row) =>
      (buffer.getLine(buffer.baseY + row)?.translateToString(false, 0, emulator.cols) ?? '').trimEnd(),
    );
  };
  const text = (): string => shown().join('\n');
  return {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    written: () => written,
    rows: shown,
    cell: (row, column) => {
      const buffer = emulator.buffer.active;
      const cell = buffer.getLine(buffer.baseY + row)?.getCell(column);
      const isColoured = cell?.isFgRGB() === true;
      return {
        text: cell?.getChars() ?? '',
        colour: isColoured ? `#${cell.getFgColor().toString(16).padStart(6, '0')}` : null,
        bold: (cell?.isBold() ?? 0) !== 0,
        faint: (cell?.isDim() ?? 0) !== 0,
        inverse: (cell?.isInverse() ?? 0) !== 0,
      };
    },
    isAlternate: () => emulator.buffer.active.type === 'alternate',
    press: (...keys) => {
      for (const key of keys) stdin.write(SENT[key] ?? key);
    },
    resize: (nextColumns, nextRows) => {
      emulator.resize(nextColumns, nextRows);
      Object.assign(stdout, { columns: nextColumns, rows: nextRows });
      stdout.emit('resize');
    },
    until: async (wanted, milliseconds = 10_000) => {
      const end = performance.now() + milliseconds;
      const holds = (screen: string): boolean =>
        typeof wanted === 'string'
          ? screen.includes(wanted)
          : wanted instanceof RegExp
            ? wanted.test(screen)
            : wanted(screen);
      while (!holds(text())) {
        if (performance.now() > end) throw new Error(`never came: ${String(wanted)}\n${text()}`);
        await pause(5);
      }
      return text();
    },
    settled: async () => {
      const begun = performance.now();
      while (performance.now() - Math.max(begun, lastWrite) < QUIET_MS) await pause(10);
      return text();
    },
  };
}
