// Hindcast -> the printed answer to "would this model have been surprised?". Fits its width without wrapping.

import { formatEstimate, formatShare, withoutError } from '../analysis/figure.ts';
import { drawnTexts, scenarioTitle } from './batch-facts.ts';
import type { CalibrationRow, Hindcast, ObservationRow, SeriesRow, Tally } from './hindcast.ts';
import { strip } from './hindcast-strip.ts';
import {
  alignColumns,
  type Cell,
  counted,
  faintCells,
  grouped,
  joinParts,
  listNames,
  type Paper,
  type PaperOptions,
  paperOf,
  printable,
  tableWidth,
  wrap,
  wrapCommand,
} from './text-layout.ts';

interface Page extends Paper {
  readonly hindcast: Hindcast;
}

const NARROWEST = 72;
const LEAST_STRIP = 9;
const MOST_STRIP = 41;
const NAMES = 6;
const FAILURE_KINDS = 5;

/** At least 72 columns wide. */
export function hindcastTable(hindcast: Hindcast, options: PaperOptions): string {
  const page = { hindcast, ...paperOf(options, NARROWEST) };
  return joinParts([
    header(page),
    ...hindcast.calibration.flatMap((calibration) => variantParts(page, calibration)),
    ...limits(page),
    legend(page),
    ...failures(page),
    footer(page),
  ]);
}

function header({ hindcast, width, paint }: Page): string[] {
  const { scenario, policy, doctrine, worlds, replications, engine, arms } = hindcast;
  const futures = `${counted(worlds, 'world')} x ${counted(replications, 'replication')}`;
  const facts = [
    `policy ${policy}, doctrine ${doctrine}`,
    `${counted(arms.length, 'arm')} x ${futures} = ${counted(arms.length * worlds * replications, 'run')} of ${counted(scenario.turns, 'turn')}`,
    ...drawnTexts(hindcast, engine),
  ];
  return [
    ...wrap(scenarioTitle(scenario), width, '', '  ').map((line) => paint('heading', line)),
    ...wrap('What the runs of the policy of history say, held against what is on record.', width),
    ...wrap(facts.join('; '), width),
  ];
}

function variantParts(page: Page, calibration: CalibrationRow): string[][] {
  const { hindcast, width, paint } = page;
  const rows = hindcast.observations.filter(({ variant }) => variant === calibration.variant);
  return [
    [paint('heading', `Variant ${calibration.variant}`), ...observationTable(page, rows)],
    wrap(reading(calibration), width),
    ...outside(page, rows),
  ];
}

/** The label of each series on a line of its own, under it a line for each observation. */
function observationTable({ hindcast, width, paint }: Page, rows: readonly ObservationRow[]): string[] {
  const titles = ['', 'observed', '5 %', '50 %', '95 %', 'position', ''];
  const head = faintCells(titles);
  const figures = rows.map(figureCells);
  const room = width - tableWidth([head, ...figures]) - 2;
  const strips = room < LEAST_STRIP ? 0 : Math.min(MOST_STRIP, room);
  const cells = rows.map((row, index): Cell[] => [
    ...figures[index]!,
    { text: strips === 0 ? '' : stripOf(row, strips) },
  ]);
  const [top = '', ...lines] = alignColumns(
    [head, ...cells],
    [false, true, true, true, true, true, false, false],
    paint,
  );
  return [
    top,
    ...hindcast.series.flatMap((series) => [
      ...wrap(titleOf(series), width, '', '  ').map((line) => paint('strong', line)),
      ...lines.filter((_, index) => rows[index]?.series === series.name),
    ]),
  ];
}

function titleOf({ name, label, unit }: SeriesRow): string {
  const measure = unit === null ? '' : `, ${unit}`;
  return printable(`${label} (${name}${measure})`);
}

function figureCells(row: ObservationRow): Cell[] {
  const { period, observed, quantiles, verdict } = row;
  return [
    { text: period ?? 'whole run' },
    { text: figure(observed) },
    { text: figure(quantiles.p05) },
    { text: figure(quantiles.p50) },
    { text: figure(quantiles.p95) },
    { text: positionText(row) },
    verdict === 'below' || verdict === 'above' ? { text: verdict, tone: 'worse' } : { text: verdict ?? 'no value' },
  ];
}

/** Counts in full, other numbers to three digits. */
function figure(value: number | null): string {
  return Number.isInteger(value) ? grouped(value!) : formatEstimate(value, null);
}

/** `37 %`; `< 1 %` and `> 99 %` at the ends, where whole percents would claim certainty. */
function positionText({ position }: ObservationRow): string {
  if (position === null) return 'n/a';
  const percent = Math.round(100 * position);
  if (percent < 1) return '< 1 %';
  return percent > 99 ? '> 99 %' : `${percent} %`;
}

/** Where a run says only yes or no, a strip has nothing to show. */
function stripOf(row: ObservationRow, width: number): string {
  const { kind, observed, mean, mcse } = row;
  const { p05, p50, p95 } = row.quantiles;
  // A yes counts one and an equal value half in the position, so the error of the share is twice that of the position.
  if (kind === 'share') return `in ${withoutError(formatShare(mean, mcse === null ? null : 2 * mcse))}`;
  return p05 === null || p50 === null || p95 === null ? '' : strip({ observed, p05, p50, p95 }, width);
}

function reading({ all, telling }: CalibrationRow): string {
  const easy = all.observations - telling.observations;
  return [
    `${all.inside} of ${counted(all.observations, 'observation')} ${all.observations === 1 ? 'lies' : 'lie'} inside the 90 % band of the runs.`,
    expectation(all),
    'They are not: all come from the same runs and the same few years, so one wrong assumption can move several at once, and the true range is wider.',
    ...(easy === 0 ? [] : [easySentence(easy, telling)]),
    `${telling.lowerHalf} of the ${telling.observations === all.observations ? '' : 'telling '}observations lie in the lower half of the runs, ${telling.upperHalf} in the upper half.`,
  ].join(' ');
}

function expectation({ expected, low, high }: Tally): string {
  const range = low === high ? `${low}` : `${low} to ${high}`;
  return `Of a calibrated model one would expect ${expected.toFixed(1)}, and ${range} in 19 cases of 20, if the observations were independent.`;
}

function easySentence(easy: number, telling: Tally): string {
  const could = easy === 1 ? 'In one of them' : `In ${easy} of them`;
  const many = `Of the ${telling.observations} telling ones ${telling.inside} lie inside`;
  const inside =
    telling.observations === 1 ? `The one telling one lies ${telling.inside === 1 ? 'inside' : 'outside'}` : many;
  const rest = `${inside}, where ${telling.expected.toFixed(1)} (${telling.low} to ${telling.high}) would be expected.`;
  return `${could} the band holds 99 % of the runs or more, so agreement there says little, and a miss would say much. ${rest}`;
}

/** What lies outside, and on which uncertainties it bears. */
function outside({ hindcast, width }: Page, rows: readonly ObservationRow[]): string[][] {
  const lines = rows
    .filter(({ verdict }) => verdict === 'below' || verdict === 'above')
    .flatMap((row) => {
      const { informs = [] } = hindcast.series.find(({ name }) => name === row.series) ?? {};
      const when = row.period === null ? '' : ` ${row.period}`;
      const side = row.verdict === 'below' ? 'less' : 'more';
      const bears = informs.length === 0 ? '' : ` It bears on ${listNames(informs, NAMES)}.`;
      const text = `${row.series}${when}: on record ${side} than in nearly all runs.${bears}`;
      return wrap(printable(text), width, '  ', '    ');
    });
  return lines.length === 0 ? [] : [['Outside the band:', ...lines]];
}

function limits({ hindcast, width, paint }: Page): string[][] {
  if (hindcast.cannotTell.length === 0) return [];
  const lines = hindcast.cannotTell.flatMap((sentence) => wrap(printable(sentence), width, '  - ', '    '));
  return [[paint('strong', 'What the record cannot tell'), ...lines]];
}

function legend({ width, paint }: Page): string[] {
  const sentences = [
    '5 %, 50 %, 95 %: quantiles of the single runs, over worlds and replications.',
    'position: share of runs below the observation, those equal to it counted half.',
    'inside: from the 5 to the 95 % quantile, both included.',
    'Strip: ├ 5 %, ┼ 50 %, ┤ 95 %, ● the observation; each has a scale of its own. Where a run says yes or no: the share of runs that say yes.',
    'An observation inside its band does not show that the model is right, only that this record does not speak against it.',
  ];
  return wrap(sentences.join(' '), width).map((line) => paint('faint', line));
}

function failures({ hindcast, width, paint }: Page): string[][] {
  const { failures, arms, worlds, replications } = hindcast;
  if (failures.length === 0) return [];
  const kinds = Map.groupBy(failures, ({ reason, element }) => `${reason}: ${element}`);
  const total = counted(arms.length * worlds * replications, 'run');
  const lines = [...kinds]
    .slice(0, FAILURE_KINDS)
    .flatMap(([kind, rows]) => [
      ...wrap(`${kind} (${counted(rows.length, 'run')})`, width, '  ', '    '),
      ...wrapCommand(rows[0]!.reproduce, width, '    ', '      '),
    ]);
  return [[paint('worse', `${grouped(failures.length)} of ${total} failed and are left out`), ...lines]];
}

function footer({ hindcast, width, paint }: Page): string[] {
  const { timing, digest, reproduce } = hindcast;
  return [
    `digest ${digest}`,
    `${counted(timing.runs, 'run')} in ${timing.seconds.toFixed(1)} s on ${counted(timing.workers, 'worker')}; again with:`,
    ...wrapCommand(reproduce, width, '  ', '    '),
  ].map((line) => paint('faint', line));
}
