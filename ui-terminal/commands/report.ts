// `greyzone report`: a stored batch -> the report of its question, as a page, as Markdown, as tables of LaTeX, as figures, as JSON.

import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  buildStudy,
  type ClaimsPart,
  claimsPart,
  closeStored,
  countedBlocks,
  documentText,
  drawStudy,
  leftOutOf,
  type Model,
  openCoverage,
  openPen,
  openStored,
  planClaimBatches,
  planClaims,
  runClaims,
  type StoredResult,
  type Study,
  type StudyFigure,
  type StudyProgress,
  type StudySection,
  type StudySource,
  settingsByName,
  sourceOfStored,
  studyFiles,
  studyLatex,
  studyMarkdown,
  studyPage,
  studySections,
  testClaims,
  unknownName,
  untestedClaims,
} from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { refusal, stopOn } from '../load-scenario.ts';
import { openOutput } from '../output-file.ts';
import { programVersion } from '../program-version.ts';
import { runInterruptibly } from '../run-interruptibly.ts';
import { missingText, openBatch, quoted, telling } from '../stored-batch.ts';
import type { Terminal } from '../terminal.ts';

export interface ReportOptions {
  readonly output?: string;
  readonly figures?: string;
  readonly markdown?: string;
  readonly latex?: string;
  readonly json?: true;
  readonly outcomes?: readonly string[];
  /** `outcome=value`, or a value for the leading outcome. */
  readonly threshold?: readonly string[];
  readonly futures: number;
  readonly claims?: true;
  readonly workers?: number;
  readonly quiet?: true;
}

export async function report(folder: string, options: ReportOptions, terminal: Terminal): Promise<void> {
  const { opened } = await openBatch(folder);
  const merge = await telling(async () => closeStored(opened, false));
  if (merge.kind === 'missing')
    throw badInput(
      `${missingText(merge.missing, countedBlocks(opened))} in ${folder}, so there is nothing to report yet. To go on:\n  greyzone shard ${quoted(folder)} --index 0 --of 1`,
    );
  const stored = await telling(() => openStored(folder));
  try {
    await reportOf(stored, folder, options, terminal);
  } finally {
    stored.close();
  }
}

async function reportOf(
  stored: StoredResult,
  folder: string,
  options: ReportOptions,
  terminal: Terminal,
): Promise<void> {
  const { manifest, plan } = stored;
  const batchAgain = `${manifest.reproduce} --out ${quoted(folder)}`;
  const source = sourceOfStored(stored, programVersion(), [batchAgain, reportCommand(folder, options)]);
  const model = plan.models[0]!;
  const outcomes = outcomesOf(source, model, options.outcomes);
  const thresholds = thresholdsOf(model, outcomes, options.threshold ?? []);
  const writers = openWriters(options, terminal);
  const claims = await claimsOf(source, options, terminal);
  const { coverage } = openCoverage();
  const leftOut = coverage === null ? [] : leftOutOf(coverage, source.scenario.id);
  const request = { outcomes, thresholds, futures: options.futures };
  const study = await telling(() => worked(buildStudy(source, request, { claims, leftOut }), options, terminal));
  await writers(study);
  if (study.design.failed === study.design.runs) throw new Stop(EXIT.failed, 'every run failed');
}

/** As `compare`: the scenario's own outcomes unless others are asked for; one that exists for each member can be named as a whole. */
function outcomesOf({ scenario }: StudySource, model: Model, asked: readonly string[] | undefined): readonly number[] {
  const known = model.outcomes.flatMap(({ name, element }) => (name === element ? [name] : [element, name]));
  stopOn((asked ?? []).map((name) => unknownName('outcome', name, [...new Set(known)])));
  const wanted = asked ?? scenario.defaults.outcomes ?? model.outcomes.slice(0, USUAL_OUTCOMES).map(({ name }) => name);
  const found = wanted.flatMap((name) =>
    model.outcomes.flatMap((outcome, index) => (outcome.name === name || outcome.element === name ? [index] : [])),
  );
  if (found.length === 0) throw badInput('there is no outcome to report');
  return [...new Set(found)];
}

const USUAL_OUTCOMES = 8;

function thresholdsOf(
  model: Model,
  outcomes: readonly number[],
  asked: readonly string[],
): ReadonlyMap<string, number> {
  const names = outcomes.map((index) => model.outcomes[index]!.name);
  return new Map(
    asked.map((text): [string, number] => {
      const [, name = names[0]!, number = ''] = /^(?:(.+)=)?([^=]*)$/.exec(text) ?? [];
      const value = number.trim() === '' ? Number.NaN : Number(number);
      if (!Number.isFinite(value)) throw badInput(`--threshold ${text}: expected a number, or outcome=number`);
      stopOn([unknownName('outcome', name, names)]);
      return [name, value];
    }),
  );
}

/** Runs the claims that this scenario can test itself, over the futures of the batch. */
async function claimsOf(source: StudySource, options: ReportOptions, terminal: Terminal): Promise<ClaimsPart> {
  const { scenario, plan } = source;
  const { variants: _, policies: _p, doctrines: _d, ...question } = plan.question;
  const command = `greyzone claims ${quoted(scenario.id)} --seed ${quoted(question.seed)} --worlds ${question.worlds} --replications ${question.replications}`;
  if (!options.claims || scenario.claims.length === 0) return untestedClaims(scenario.claims.length, command);
  const planned = planClaims(scenario, scenario.claims, settingsByName(question.settings));
  if (planned.plan === null) throw refusal(planned.faults);
  const { batches, problems } = planClaimBatches(question, planned.plan);
  if (batches === null) throw refusal(problems);
  const { run } = await runInterruptibly(batches.runs, options, terminal, (batch) => runClaims(batches, batch));
  const section = testClaims(run, { scenario: scenario.id, all: scenario.claimsElsewhere.length === 0 });
  return claimsPart(section);
}

type Write = (study: Study) => Promise<void>;

/** Every place is tried before the work begins; nothing is asked for but what will be written. */
function openWriters(options: ReportOptions, terminal: Terminal): Write {
  const wantsPage = options.output !== undefined && !options.json;
  const files = [options.markdown, options.latex, options.figures].some((one) => one !== undefined);
  const nothing = !wantsPage && !options.json && !files;
  const json = options.json ? openOutput(options.output, terminal) : null;
  const page = wantsPage || nothing ? openOutput(options.output, terminal) : null;
  const markdown = options.markdown === undefined ? null : openOutput(options.markdown, terminal);
  const latex = options.latex === undefined ? null : openLatex(options.latex, terminal);
  const figures = options.figures === undefined ? null : openFolder('--figures', options.figures);
  return async (study) => {
    const sections = studySections(study);
    json?.(documentText(study));
    latex?.(study, sections);
    const drawn: readonly StudyFigure[] =
      page !== null || figures !== null ? await drawStudy(study, await openPen()) : [];
    page?.(studyPage(study, sections, drawn));
    const written = figures === null ? [] : await studyFiles(sections, drawn);
    for (const { file, content } of written) writeInto(join(options.figures!, file), content);
    markdown?.(studyMarkdown(study, linked(sections, drawn, written, options)));
    const names = [options.output, options.markdown, options.latex, options.figures].filter(
      (name) => name !== undefined,
    );
    if (!options.quiet && names.length > 0)
      terminal.err(
        `${names.join(', ')}: ${study.outcomes.length} outcomes, ${study.design.policies.length} policies, ${study.design.runs} runs\n`,
      );
  };
}

/** Figures that Markdown can show: each as its SVG, beside the text. */
function linked(
  sections: readonly StudySection[],
  drawn: readonly StudyFigure[],
  written: readonly { readonly file: string }[],
  { figures, markdown }: ReportOptions,
): Parameters<typeof studyMarkdown>[1] {
  if (figures === undefined || markdown === undefined) return [];
  const from = relative(dirname(markdown), figures);
  const places = sections.flatMap((section) => section.figures);
  return drawn
    .filter(({ place }) => places.includes(place))
    .flatMap(({ place, name, alt }) => {
      const file = written.find((one) => one.file.endsWith(`-${name}.svg`))?.file;
      return file === undefined ? [] : [{ id: place, file: join(from, file), alt }];
    });
}

/** A file takes the document that holds all tables in one; a name that ends in a slash or a folder takes one file for each table. */
function openLatex(path: string, terminal: Terminal): (study: Study, sections: readonly StudySection[]) => void {
  const isFolder = path.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = isFolder ? path : dirname(path);
  if (isFolder) openFolder('--latex', path);
  const main = isFolder ? null : openOutput(path, terminal);
  return (study, sections) => {
    const files = studyLatex(study.scenario.title, sections);
    const whole = files.find(({ file }) => file === 'tables.tex')?.text ?? '';
    if (main === null) {
      for (const { file, text } of files) writeInto(join(folder, file), text);
      return;
    }
    main(inlined(whole, files));
  };
}

/** `\input{name}` -> the text of that table, so that one file is enough. */
function inlined(whole: string, files: readonly { readonly file: string; readonly text: string }[]): string {
  return whole.replace(/^\\input\{([^}]+)\}$/gm, (line, name: string) => {
    const found = files.find(({ file }) => basename(file, '.tex') === name);
    return found === undefined ? line : found.text.trimEnd();
  });
}

function openFolder(option: string, path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw badInput(`${option} ${path}: this is a file`);
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw badInput(`${option} ${path}: cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
  return path;
}

function writeInto(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content);
  } catch (error) {
    throw badInput(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

/** Steps are told on stderr; between two of them Ctrl-C is heard. */
async function worked(
  work: AsyncGenerator<StudyProgress, Study>,
  { quiet }: ReportOptions,
  { liveWidth, err }: Terminal,
): Promise<Study> {
  let interrupted = false;
  const interrupt = (): void => {
    interrupted = true;
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    let told = '';
    for (let step = await work.next(); ; step = await work.next()) {
      if (step.done) return step.value;
      const { what, done, total } = step.value;
      const line = liveWidth === null ? what : `${what} (${done} of ${total})`;
      if (!quiet && line !== told)
        err(liveWidth === null ? `${line} ...\n` : `\r\u001b[K${line.slice(0, liveWidth - 1)}`);
      told = line;
      await setImmediate();
      if (interrupted) throw new Stop(EXIT.interrupted, `interrupted at ${what}; nothing was written`);
    }
  } finally {
    if (!quiet && liveWidth !== null) err('\r\u001b[K');
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}

/** Less the names of files: these do not change what it says. */
function reportCommand(folder: string, { outcomes, threshold = [], futures, claims }: ReportOptions): string {
  return [
    `greyzone report ${quoted(folder)}`,
    ...(outcomes === undefined ? [] : [`--outcomes ${quoted(outcomes.join(','))}`]),
    ...threshold.map((one) => `--threshold ${quoted(one)}`),
    `--futures ${futures}`,
    ...(claims ? ['--claims'] : []),
    '-o report.html',
  ].join(' ');
}
