// How the program ends, for scripts: the codes, and the way a command stops early with one.

export const EXIT = { ok: 0, failed: 1, badInput: 2, interrupted: 130 } as const;

export const EXIT_CODES_HELP = `Exit codes:
  0    done
  1    failed: every run failed, or something broke
  2    bad input: an option, a name or a scenario file
  130  interrupted (Ctrl-C)`;

/** Stops a command: `main` prints the text on stderr and ends with the code. Thrown only at this edge, never in the engine. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function badInput(message: string): Stop {
  return new Stop(EXIT.badInput, message);
}
