// `greyzone play`: a scenario turn by turn, on a terminal or from a script. Loads little, so that the first picture stands at once.

import { badInput, EXIT, Stop } from '../exit-code.ts';
import { type Looks, looksOf, wantsAscii } from '../play/looks.ts';
import type { PlayOptions } from '../play/play-options.ts';
import { type Terminal, wantsColour } from '../terminal.ts';

export async function play(scenario: string | undefined, options: PlayOptions, terminal: Terminal): Promise<void> {
  checkTogether(scenario, options);
  if (options.script !== undefined || options.turns !== undefined || options.json)
    return (await import('../play/without-terminal.ts')).playWithoutTerminal(scenario, options, terminal);
  stopWithoutTerminal();
  await playOn(scenario, options, terminal);
}

function checkTogether(scenario: string | undefined, options: PlayOptions): void {
  const { resume, seat, policy, doctrine, variant, seed, world, set, script, turns, json } = options;
  const given = { '--seat': seat, '--policy': policy, '--doctrine': doctrine, '--variant': variant };
  const fixed = Object.entries({ ...given, '--seed': seed, '--world': world, '--set': set, '--case': options.case });
  const late = fixed.find(([, value]) => value !== undefined)?.[0];
  if (resume !== undefined && late !== undefined)
    throw badInput(`${late} is settled when a case is opened, and --resume goes on with one`);
  if (scenario === undefined && resume === undefined && late !== undefined)
    throw badInput(`${late} needs the scenario: greyzone play SCENARIO ${late} ...`);
  const isWithout = script !== undefined || turns !== undefined || json;
  if (isWithout && scenario === undefined && resume === undefined)
    throw badInput('without a terminal the scenario must be named: greyzone play SCENARIO --script FILE');
}

/** ink needs a keyboard that it can read key by key, and a screen that it can draw on. Null where both are there. */
export function whyNoTerminal(): string | null {
  if (process.stdin.isTTY !== true) return 'the input is no terminal';
  if (process.stdout.isTTY !== true) return 'the output is no terminal';
  return process.env.TERM === 'dumb' ? 'TERM=dumb says that this terminal cannot draw' : null;
}

function stopWithoutTerminal(): void {
  const why = whyNoTerminal();
  if (why === null) return;
  throw badInput(`play needs a terminal, and ${why}; play from a file instead: greyzone play SCENARIO --script FILE`);
}

async function playOn(scenario: string | undefined, options: PlayOptions, terminal: Terminal): Promise<void> {
  const looks = drawsFor(options);
  const { startPlay } = await import('../play/start.tsx');
  let farewell = (): string => '';
  const code = await startPlay({
    what: scenario ?? 'greyzone',
    screenReader: looks.screenReader,
    begin: async () => {
      const begun = (await import('../play/begin.ts')).beginGame(scenario, options, looks);
      farewell = begun.farewell;
      return begun;
    },
  });
  terminal.out(farewell());
  if (code !== EXIT.ok) throw new Stop(code, '');
}

/** How it is to be drawn; ink is told about colours, too. */
export function drawsFor(options: Pick<PlayOptions, 'ascii' | 'screenReader' | 'color'>): Looks {
  const looks = looksFor(options);
  // ink's colours know FORCE_COLOR alone; it must stand before ink is loaded.
  if (!looks.colour) process.env.FORCE_COLOR = '0';
  else process.env.FORCE_COLOR ??= '3';
  return looks;
}

function looksFor({ ascii, screenReader, color }: Pick<PlayOptions, 'ascii' | 'screenReader' | 'color'>): Looks {
  const args = color === false ? ['--no-color'] : [];
  return looksOf({
    colour: wantsColour(args, process.env, true),
    ascii: ascii === true || wantsAscii(process.env),
    screenReader: screenReader === true || process.env.INK_SCREEN_READER === 'true',
  });
}
