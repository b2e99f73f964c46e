// `greyzone.choose/1` -> the printed answer: what is decided, how the policies stand, what it cost, and how far it can be trusted.

import {
  formatInterval,
  formatShare,
  formatShareInterval,
  inPoints,
  roundToError,
  withoutError,
} from '../analysis/figure.ts';
import type { Interval } from '../analysis/interval.ts';
import { drawnTexts, scenarioTitle } from './batch-facts.ts';
import type { Choose, ChooseComparison, ChooseGoal } from './sequential.ts';
import { percent } from './sequential-words.ts';
import {
  alignColumns,
  type Cell,
  counted,
  faintCells,
  fitColumn,
  grouped,
  joinParts,
  listNames,
  type Paper,
  type PaperOptions,
  paperOf,
  printable,
  shorten,
  wrap,
  wrapCommand,
} from './text-layout.ts';

const NARROWEST = 72;
const NAMED = 6;

/** At least 72 columns wide. */
export function chooseText(choose: Choose, options: PaperOptions): string {
  const paper = paperOf(options, NARROWEST);
  return joinParts([
    head(choose, paper),
    ...choose.goals.map((goal, place) => goalPart(choose, goal, place, paper)),
    policyTable(choose, paper),
    words(choose, paper),
    footer(choose, paper),
  ]);
}

function head(choose: Choose, { width, paint }: Paper): string[] {
  const { scenario, runs, procedure, looks, status, policies, engine } = choose;
  const verdict =
    status === 'decided'
      ? `Decided after ${counted(runs, 'run')} and ${counted(looks.length, 'look')}.`
      : `Undecided: ${counted(runs, 'run')} of ${grouped(procedure.budget)} are spent and the plan ends here.`;
  const facts = [
    `${counted(policies.length, 'arm')}, ${counted(choose.replications, 'replication')} in each world, ${counted(scenario.turns, 'turn')}`,
    ...drawnTexts({ ...choose, worlds: 0 }, engine),
  ];
  return [
    ...wrap(scenarioTitle(scenario), width, '', '  ').map((line) => paint('heading', line)),
    ...wrap(printable(scenario.question), width),
    ...wrap(facts.join('; '), width),
    ...wrap(verdict, width).map((line) => paint(status === 'decided' ? 'strong' : 'worse', line)),
  ];
}

function goalPart(choose: Choose, goal: ChooseGoal, place: number, paper: Paper): string[] {
  const { width, paint } = paper;
  const title = `${goal.goal}; doctrine ${goal.doctrine}, variant ${goal.variant}: ${goal.status}`;
  const own = choose.comparisons.filter((comparison) => comparison.goal === place);
  const rows = rowsOf(goal, own);
  const isRanking = goal.kind === 'ranking';
  const top = faintCells([
    goal.kind === 'diff' ? 'difference' : isRanking ? 'in order' : 'policy',
    'mean',
    'interval',
    'worlds',
    'it is',
  ]);
  const first: Cell[][] =
    goal.kind === 'diff'
      ? []
      : [[{ text: goal.order[0]!, tone: 'strong' }, ...NO_CELLS, { text: firstIs(choose, goal), tone: 'strong' }]];
  const table = rows.map(({ name, comparison }): Cell[] => [
    { text: name },
    { text: meanText(choose, comparison) },
    { text: intervalText(choose, comparison) },
    { text: grouped(comparison.worlds) },
    saidOf(goal, comparison),
  ]);
  const cells = fitColumn([top, ...first, ...table], 0, 16, width);
  const unit = choose.outcomes.find(({ name }) => name === goal.outcome)?.unit;
  const about =
    goal.kind === 'diff'
      ? ''
      : isRanking
        ? `Each against the one above it${unitText(unit)}.`
        : `Each against ${goal.order[0]}${unitText(unit)}.`;
  return [
    ...wrap(title, width, '', '  ').map((line) => paint('heading', line)),
    ...alignColumns(cells, [false, true, true, true, false], paint),
    ...wrap([about, sentence(choose, goal, own)].filter((text) => text !== '').join(' '), width),
  ];
}

function unitText(unit: string | null | undefined): string {
  return unit === null || unit === undefined || unit === 'share' ? '' : `, in ${printable(unit)}`;
}

const NO_CELLS: readonly Cell[] = [{ text: '' }, { text: '' }, { text: '' }];

/** Of the first in the order, where that is what was sought. */
function firstIs({ outcomes }: Choose, { kind, status, outcome }: ChooseGoal): string {
  if (kind !== 'best' || status !== 'decided') return '';
  return outcomes.find(({ name }) => name === outcome)?.better === 'higher' ? 'highest' : 'lowest';
}

interface Row {
  readonly name: string;
  readonly comparison: ChooseComparison;
}

/** Comparisons turned so that the policy that is named stands first. */
function rowsOf({ kind, order }: ChooseGoal, own: readonly ChooseComparison[]): readonly Row[] {
  if (kind === 'diff')
    return own.map((comparison) => ({ name: `${comparison.policy} - ${comparison.baseline}`, comparison }));
  return order.slice(1).map((name, i) => {
    const other = kind === 'best' ? order[0]! : order[i]!;
    return { name, comparison: turned(own, name, other) };
  });
}

function turned(own: readonly ChooseComparison[], policy: string, baseline: string): ChooseComparison {
  const found = own.find((one) => one.policy === policy && one.baseline === baseline);
  if (found !== undefined) return found;
  const other = own.find((one) => one.policy === baseline && one.baseline === policy)!;
  const { estimate, interval, verdict } = other;
  return {
    ...other,
    policy,
    baseline,
    estimate: estimate === null ? null : 0 - estimate,
    interval: interval === null ? null : { low: 0 - interval.high, high: 0 - interval.low },
    verdict: verdict === 'lower' ? 'higher' : verdict === 'higher' ? 'lower' : verdict,
  };
}

function meanText(choose: Choose, { outcome, estimate, interval }: ChooseComparison): string {
  return figure(choose, outcome, estimate, interval, true);
}

function figure(
  choose: Choose,
  outcome: string,
  value: number | null,
  interval: Interval | null,
  isDifference: boolean,
): string {
  const error = interval === null ? null : (interval.high - interval.low) / 4;
  if (value === null) return 'n/a';
  if (!isShare(choose, outcome)) return String(roundToError(value, error));
  const text = withoutError(formatShare(value, error));
  return isDifference ? inPoints(text) : text;
}

function intervalText(choose: Choose, { outcome, interval }: ChooseComparison): string {
  if (interval === null) return '';
  return isShare(choose, outcome) ? inPoints(formatShareInterval(interval, null)) : formatInterval(interval, null);
}

function isShare({ outcomes }: Choose, outcome: string): boolean {
  return outcomes.find(({ name }) => name === outcome)?.kind === 'share';
}

function saidOf({ kind }: ChooseGoal, { verdict, note, decidedAt, status }: ChooseComparison): Cell {
  if (status !== 'decided') return { text: note === null ? 'open' : shortNote(note), tone: 'worse' };
  const at = decidedAt === null ? '' : ` at ${grouped(decidedAt)}`;
  return { text: `${kind === 'diff' ? 'known' : verdict}${at}` };
}

function shortNote(note: string): string {
  return note.startsWith('too few events')
    ? 'too few events'
    : note.startsWith('every world')
      ? 'no spread'
      : 'too early';
}

function sentence(choose: Choose, goal: ChooseGoal, own: readonly ChooseComparison[]): string {
  const { status, order, outcome, probability } = goal;
  const better = choose.outcomes.find(({ name }) => name === outcome)?.better;
  const low = better === 'higher' ? 'highest' : 'lowest';
  const certainty = percent(choose.procedure.confidence);
  const none = own.filter(({ note, status: one }) => note !== null && one !== 'decided');
  const silent =
    none.length === 0
      ? ''
      : ` ${listNames([...new Set(none.map(({ policy, baseline, note }) => `${policy} against ${baseline}: ${note}`))], 3)}.`;
  if (goal.kind === 'diff')
    return status === 'decided'
      ? `Known to the width that was asked for, with ${certainty} confidence.${silent}`
      : `Not known to the width that was asked for.${silent}`;
  const said =
    probability === null
      ? ''
      : ` That ${order[0]} is the best has a chance of at least about ${percent(floor(probability))} (a Bayesian figure that knows nothing of peeking, no error rate).`;
  if (goal.kind === 'best') {
    const ties = own.filter(
      ({ verdict, policy, baseline }) => verdict === 'equal' && [policy, baseline].includes(order[0]!),
    );
    const equal = ties.map(({ policy, baseline }) => (policy === order[0] ? baseline : policy));
    const rest = equal.length === 0 ? '' : ` As good within the margin: ${listNames(equal, NAMED)}.`;
    if (status === 'decided')
      return `${order[0]} has the ${low} ${outcome}, with ${certainty} confidence.${rest}${said}`;
    const open = order.slice(1).filter((name) => turned(own, name, order[0]!).status !== 'decided');
    return `Undecided: ${order[0]} looks best and is not told apart from ${listNames(open, NAMED)}.${silent}${marginHint(goal)}${said}`;
  }
  if (status === 'decided') return `The whole order is decided, with ${certainty} confidence.${said}`;
  const open = order.slice(1).filter((name, i) => turned(own, name, order[i]!).status !== 'decided').length;
  return `Undecided: ${open} of ${order.length - 1} neighbours are not told apart.${silent}${marginHint(goal)}${said}`;
}

/** Two that are alike are never told apart, whatever is spent. */
function marginHint({ goal }: ChooseGoal): string {
  return goal.includes('+-') ? '' : ` Two that are nearly alike count as equal with a margin, as "${goal} +- MARGIN".`;
}

/** Never 100 % by rounding. */
function floor(probability: number): number {
  return Math.min(0.9999, Math.floor(probability * 1e4) / 1e4);
}

function policyTable(choose: Choose, { width, paint }: Paper): string[] {
  const { policies, outcomes, procedure } = choose;
  const groups = (['variant', 'doctrine'] as const).filter((key) => new Set(policies.map((one) => one[key])).size > 1);
  const label = outcomes[0]!.name;
  const top = faintCells([
    'runs spent',
    ...groups,
    'worlds',
    'runs',
    'failed',
    shorten(printable(label), 16),
    'interval',
  ]);
  const rows = policies.map((one): Cell[] => {
    const { policy, worlds, runs, failed, estimates } = one;
    const { estimate, interval } = estimates[0]!;
    return [
      { text: policy },
      ...groups.map((key) => ({ text: one[key] })),
      { text: grouped(worlds) },
      { text: grouped(runs) },
      { text: failed === 0 ? '' : grouped(failed), tone: 'worse' },
      { text: figure(choose, label, estimate, interval, false) },
      { text: ownInterval(choose, label, interval) },
    ];
  });
  const note = `Intervals of single policies: ${percent(procedure.confidence)} each by itself, at all looks together.${outcomes.length > 1 ? ' Other outcomes are in --json.' : ''}`;
  const right = [false, ...groups.map(() => false), true, true, true, true, true];
  return [
    ...alignColumns(fitColumn([top, ...rows], 0, 12, width), right, paint),
    ...wrap(note, width).map((line) => paint('faint', line)),
  ];
}

function ownInterval(choose: Choose, outcome: string, interval: Interval | null): string {
  if (interval === null) return '';
  return isShare(choose, outcome) ? formatShareInterval(interval, null) : formatInterval(interval, null);
}

function words({ procedure }: Choose, { width, paint }: Paper): string[] {
  return procedure.words.flatMap((text) => wrap(text, width, '- ', '  ')).map((line) => paint('faint', line));
}

function footer({ runs, timing, reproduce }: Choose, { width, paint }: Paper): string[] {
  const rate = timing.seconds > 0 ? `, ${grouped(Math.round(runs / timing.seconds))} runs/s` : '';
  return [
    `${counted(runs, 'run')} in ${timing.seconds.toFixed(1)} s on ${counted(timing.workers, 'worker')}${rate}; again with:`,
    ...wrapCommand(reproduce, width, '  ', '    '),
  ].map((line) => paint('faint', line));
}
