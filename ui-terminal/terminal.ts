// What a command may know of the outside: where to write, how wide it is, whether it has colours.

import { styleText } from 'node:util';
import type { Paint, Tone } from '../engine/index.ts';

export interface Terminal {
  /** The answer, and nothing else. */
  readonly out: (text: string) => void;
  /** Progress and complaints. */
  readonly err: (text: string) => void;
  /** Columns of the answer; 80 when it is not a terminal. */
  readonly width: number;
  /** Columns of a rewriting progress line, or null where progress comes as lines. */
  readonly liveWidth: number | null;
  readonly paint: Paint;
}

type Style = Parameters<typeof styleText>[0];

/** Blue and yellow stay apart for every kind of eye, on dark and on light. */
const STYLES: Readonly<Record<Tone, Style>> = {
  heading: 'bold',
  strong: 'bold',
  faint: 'dim',
  better: ['bold', 'blue'],
  worse: 'yellow',
};

const DEFAULT_WIDTH = 80;

/** `--no-color`, FORCE_COLOR, NO_COLOR and TERM=dumb, in this order; else colours where a person reads. */
export function wantsColour(args: readonly string[], env: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  if (args.includes('--no-color')) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
}

export function processTerminal(args: readonly string[]): Terminal {
  const { stdout, stderr, env } = process;
  const coloured = wantsColour(args, env, stdout.isTTY === true);
  const paint: Paint = (tone, text) => (coloured ? styleText(STYLES[tone], text, { validateStream: false }) : text);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    width: stdout.columns || DEFAULT_WIDTH,
    liveWidth: stderr.isTTY === true && env.TERM !== 'dumb' ? stderr.columns || DEFAULT_WIDTH : null,
    paint,
  };
}
