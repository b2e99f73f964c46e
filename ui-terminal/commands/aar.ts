// `greyzone aar`: a played case -> its after-action report as a page, as Markdown and as CSV files.

import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  type Aar,
  type AarProgress,
  type AarSource,
  aarCsv,
  aarHtml,
  aarMarkdown,
  buildAar,
  documentText,
  drawFigures,
  layGround,
  openPen,
  readCase,
  replayCase,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { loadScenario } from '../load-scenario.ts';
import { openOutput } from '../output-file.ts';
import { otherNotes, quoted, toldFault, whyOtherScenario } from '../play/case-shelf.ts';
import { programVersion } from '../program-version.ts';
import type { Terminal } from '../terminal.ts';

export interface AarOptions {
  readonly output?: string;
  readonly markdown?: string;
  readonly csv?: string;
  readonly json?: string;
  readonly futures: number;
  readonly particles: number;
  readonly scenario?: string;
  readonly quiet?: true;
}

export async function aar(file: string, options: AarOptions, terminal: Terminal): Promise<void> {
  const source = openSource(file, options.scenario, terminal);
  const { output, markdown: marked, csv, json } = options;
  const wantsPage = output !== undefined || [marked, csv, json].every((name) => name === undefined);
  const page = wantsPage ? openOutput(output, terminal) : null;
  const markdown = marked === undefined ? null : openOutput(marked, terminal);
  const data = json === undefined ? null : openOutput(json, terminal);
  const tables = csv === undefined ? null : openFolder(csv, terminal);
  const report = await worked(source, options, terminal);
  const figures = await drawFigures(report, await openPen());
  page?.(aarHtml(report, figures));
  markdown?.(aarMarkdown(report, figures));
  data?.(documentText(report));
  tables?.(aarCsv(report, figures));
  const written = [output, marked, csv, json].filter((name) => name !== undefined);
  if (!options.quiet && written.length > 0) terminal.err(`${written.join(', ')}: ${saidOf(report)}\n`);
}

function saidOf({ case: { turns, cells }, seminar }: Aar): string {
  const who = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`;
  return `${turns} ${turns === 1 ? 'turn' : 'turns'}, ${who}${seminar === null ? ', no seminar' : ''}`;
}

/** The case, replayed; stops where it is none, was played in another text, does not hold, or was not played at all. */
function openSource(file: string, name: string | undefined, terminal: Terminal): AarSource {
  const read = readCase(file);
  if ('fault' in read)
    throw new Stop(read.fault.includes('was changed') ? EXIT.failed : EXIT.badInput, toldFault(read));
  const { log, torn } = read;
  if (torn) terminal.err('greyzone: the last line was cut off while it was written; it is left out\n');
  const scenario = loadScenario(name ?? log.opening.scenario.id);
  const other = whyOtherScenario(log.opening, scenario);
  if (other !== null) throw new Stop(EXIT.failed, toldFault({ fault: other, notes: otherNotes(file).slice(0, 1) }));
  const laid = layGround(scenario, log.opening);
  if ('faults' in laid) throw badInput(laid.faults.join('\n'));
  const { ground } = laid;
  const { fault, standing, standings } = replayCase(ground, log);
  if (fault !== null || standing === null)
    throw new Stop(
      EXIT.failed,
      `${file}: entry ${fault?.entry ?? 0} does not hold: ${fault?.message ?? ''}; see how far it does: greyzone replay ${quoted(file)}`,
    );
  if (standing.played === 0)
    throw badInput(`${file}: no turn of this case was played, so there is nothing to look back at`);
  return { ground, scenario, log, standing, standings, file, program: programVersion() };
}

/** Works step by step, so that Ctrl-C is heard. */
async function worked(source: AarSource, { futures, particles, quiet }: AarOptions, terminal: Terminal): Promise<Aar> {
  const { liveWidth, err } = terminal;
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const work = buildAar(source, { futures, particles });
    let told = '';
    for (let step = work.next(); ; step = work.next()) {
      if (step.done) return step.value;
      const line = liveWidth === null ? step.value.what : progressText(step.value);
      if (!quiet && line !== told)
        err(liveWidth === null ? `${line} ...\n` : `\r\u001b[K${line.slice(0, liveWidth - 1)}`);
      told = line;
      await setImmediate();
      if (interrupted) throw new Stop(EXIT.interrupted, `interrupted at ${step.value.what}; nothing was written`);
    }
  } finally {
    if (!quiet && liveWidth !== null) err('\r\u001b[K');
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

function progressText({ what, done, total }: AarProgress): string {
  return `${what}: ${done} of ${total}`;
}

type WriteTables = (tables: readonly { readonly file: string; readonly text: string }[]) => void;

/** Each file appears whole; other files of the folder stay. */
function openFolder(path: string, terminal: Terminal): WriteTables {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw badInput(`--csv ${path}: this is a file`);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw badInput(`--csv ${path}: cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  return (tables) => {
    for (const { file, text } of tables) openOutput(join(path, file), terminal)(text);
  };
}
