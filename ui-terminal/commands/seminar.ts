// `greyzone seminar`: the console of the white cell, on a terminal or from a script. Loads little, so that the first picture stands at once.

import { badInput, EXIT, Stop } from '../exit-code.ts';
import type { SeminarOptions } from '../seminar/seminar-options.ts';
import type { Terminal } from '../terminal.ts';
import { drawsFor, whyNoTerminal } from './play.ts';

export async function seminar(
  scenario: string | undefined,
  options: SeminarOptions,
  terminal: Terminal,
): Promise<void> {
  const { script } = options;
  if (script !== undefined)
    return (await import('../seminar/seminar-without-terminal.ts')).holdSeminarFromScript(
      scenario,
      { ...options, script },
      terminal,
    );
  const why = whyNoTerminal();
  if (why !== null)
    throw badInput(
      `the console of a seminar needs a terminal, and ${why}; hold it from a file instead: greyzone seminar SCENARIO --case FILE --script FILE`,
    );
  const looks = drawsFor(options);
  const { startPlay } = await import('../play/start.tsx');
  let farewell = '';
  const code = await startPlay({
    what: scenario ?? options.case ?? 'the seminar',
    screenReader: looks.screenReader,
    begin: async () => {
      const begun = (await import('../seminar/begin-seminar.ts')).beginSeminar(scenario, options, looks);
      farewell = begun.farewell;
      return begun;
    },
  });
  terminal.out(farewell);
  if (code !== EXIT.ok) throw new Stop(code, '');
}
