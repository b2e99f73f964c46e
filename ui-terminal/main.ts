// The program: reads the command line, runs the command, and turns every way to end into an exit code and at most one clear line.

import { CommanderError } from 'commander';
import { EXIT, Stop } from './exit-code.ts';
import { createProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const args = process.argv.slice(2);
const terminal = processTerminal(args);

/** Codes of commander that are no mistakes. */
const FINE = ['commander.help', 'commander.helpDisplayed', 'commander.version'];

// Whoever reads us may stop reading (`| head -1`): that is no failure, and nobody is left to tell.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && stream === process.stdout) terminal.err(`greyzone: ${cannotWrite(error)}\n`);
    process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed);
  });

/** Faults of the disk, not of the program. */
const DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk does not answer',
  EROFS: 'the file system is read-only',
};

function cannotWrite({ code, message }: NodeJS.ErrnoException): string {
  return `cannot write: ${DISK[code ?? ''] ?? message}`;
}

/** Runs one command line; the exit code. */
async function main(): Promise<number> {
  try {
    const program = createProgram(terminal);
    for (const command of [program, ...program.commands]) command.exitOverride();
    await program.parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return explain(error);
  }
}

function explain(error: unknown): number {
  if (error instanceof CommanderError)
    return FINE.includes(error.code) && error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  if (error instanceof Stop) {
    if (error.message !== '') terminal.err(`greyzone: ${error.message}\n`);
    return error.exitCode;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined && Object.hasOwn(DISK, code)) {
    terminal.err(`greyzone: ${cannotWrite(error as NodeJS.ErrnoException)}\n`);
    return EXIT.failed;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const detail = args.includes('--debug') ? `${stack}\n` : 'This is a fault of the program; --debug prints where.\n';
  terminal.err(`greyzone: ${message}\n${detail}`);
  return EXIT.failed;
}

process.exitCode = await main();
