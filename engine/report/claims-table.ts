// Claims put to the test -> the printed answer: for each claim what it says, how big, in how many worlds, and the verdict in words.

import { formatEstimate, formatInterval, formatShare, formatShareInterval, inPoints } from '../analysis/figure.ts';
import type { WorldShare } from '../analysis/world-shares.ts';
import { drawnTexts, scenarioTitle } from './batch-facts.ts';
import {
  CLAIM_VERDICTS,
  type ClaimRow,
  type ClaimsReport,
  type ClaimsSection,
  type ClaimVerdict,
  type ConditionRow,
  type TestedClaim,
} from './claims.ts';
import { printSplit } from './test-claims.ts';
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
  type Tone,
  wrap,
  wrapCommand,
} from './text-layout.ts';

const INDENT = '  ';
const FAILURE_KINDS = 5;

const TONES: Readonly<Record<ClaimVerdict, Tone>> = {
  holds: 'better',
  'only if': 'strong',
  undecided: 'faint',
  fails: 'worse',
};

/** The word that stands in a row: what is not as claimed is in capitals, so that colour is not needed. */
const WORDS: Readonly<Record<ClaimVerdict, string>> = {
  holds: 'holds',
  'only if': 'ONLY IF',
  undecided: 'undecided',
  fails: 'FAILS',
};

/** At least 60 columns wide. */
export function claimsTable(report: ClaimsReport, options: PaperOptions): string {
  const page = paperOf(options);
  return joinParts([
    ...report.sections.flatMap((section, i) => sectionParts(page, section, i > 0)),
    summary(page, report),
    legend(page),
    reproduce(page, report),
  ]);
}

function sectionParts(page: Paper, section: ClaimsSection, isElsewhere: boolean): string[][] {
  return [
    header(page, section, isElsewhere),
    ...section.claims.map((claim) => claimLines(page, section, claim)),
    ...failures(page, section),
  ];
}

/** Why runs failed, the first of each kind as a command. */
function failures({ width, paint }: Paper, { failures: failed, timing }: ClaimsSection): string[][] {
  if (failed.length === 0) return [];
  const kinds = Map.groupBy(failed, ({ reason, element }) => `${reason}: ${element}`);
  const lines = [...kinds]
    .slice(0, FAILURE_KINDS)
    .flatMap(([kind, rows]) => [
      ...wrap(printable(`${kind} (${counted(rows.length, 'run')})`), width, INDENT, `${INDENT}${INDENT}`),
      ...wrapCommand(rows[0]!.reproduce, width, '    ', '      '),
    ]);
  const head = `${grouped(failed.length)} of ${counted(timing.runs, 'run')} failed and are left out`;
  return [[paint('worse', head), ...lines]];
}

function header({ width, paint }: Paper, section: ClaimsSection, isElsewhere: boolean): string[] {
  const { scenario, worlds, replications, engine, arms, timing } = section;
  const title = `${isElsewhere ? 'Tested in ' : ''}${scenarioTitle(scenario)}`;
  const failed = arms.reduce((sum, arm) => sum + arm.failed, 0);
  const facts = [
    `${counted(section.claims.length, 'claim')} on ${counted(arms.length, 'arm')} x ${counted(worlds, 'world')} x ${counted(replications, 'replication')} = ${counted(timing.runs, 'run')}`,
    ...drawnTexts(section, engine),
    ...(failed > 0 ? [`${counted(failed, 'run')} failed and are left out`] : []),
  ];
  return [...wrap(title, width, '', '  ').map((line) => paint('heading', line)), ...wrap(facts.join('; '), width)];
}

function claimLines(page: Paper, section: ClaimsSection, claim: TestedClaim): string[] {
  const { width, paint } = page;
  const kind = claim.kind === 'assumed' ? 'assumed: restates an input' : claim.kind;
  const sources = claim.sources.length > 0 ? `; ${claim.sources.join(', ')}` : '';
  const region = claim.where.map(({ target, low, high }) => `${target} in ${low} to ${high}`);
  const inside = claim.rows.map(
    ({ worldsInside, worlds }) => `${grouped(worldsInside)} of ${counted(worlds, 'world')}`,
  );
  return [
    `${paint('heading', claim.id)}  (${printable(kind + sources)})`,
    ...wrap(printable(claim.says), width, INDENT),
    ...[...conditionTexts(claim), armsText(section, claim)]
      .flatMap((line) => wrap(line, width, INDENT, `${INDENT}${INDENT}`))
      .map((line) => paint('faint', line)),
    ...(region.length > 0
      ? wrap(`Where ${region.join(' and ')}: ${[...new Set(inside)].join(', ')}`, width, INDENT)
      : []),
    ...alignColumns(rowsOf(claim), [false, true, true, true, true, false], paint),
    ...claim.rows.flatMap((row) => remarks(page, claim, row)),
  ];
}

/** Several conditions have letters. */
function conditionTexts({ rows }: TestedClaim): string[] {
  const conditions = rows.find((row) => row.conditions.length > 0)?.conditions ?? [];
  return conditions.map(({ text }, i) => `${conditions.length > 1 ? `${letter(i)}: ` : ''}${printable(text)}`);
}

/** `promise = promise+hold, opportunist; sure = ..., attribution_skill=0.8`: what every arm is, the row's variant apart. */
function armsText({ arms }: ClaimsSection, { rows }: TestedClaim): string {
  const [first] = rows;
  const texts = (first?.arms ?? []).map(({ name, arm }) => {
    const { policy, doctrine, variant, settings } = arms[arm]!;
    const held = Object.entries(settings).map(([target, value]) => `${target}=${value}`);
    const own = rows.every(
      (row) => arms[row.arms.find((other) => other.name === name)?.arm ?? arm]?.variant === variant,
    );
    const where = own && variant !== first?.variant ? [`variant ${variant}`] : [];
    return `${name} = ${[policy, doctrine, ...where, ...held].join(', ')}`;
  });
  return `arms: ${printable(texts.join('; '))}`;
}

function letter(i: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + (i % 26));
}

function rowsOf({ rows }: TestedClaim): Cell[][] {
  const head = faintCells(['variant', 'effect (95 %)', 'worlds: hold', 'tie', 'against', '']);
  return [head, ...rows.flatMap(variantRows)];
}

function variantRows(row: ClaimRow): Cell[][] {
  const several = row.conditions.length > 1;
  const whole = figures(
    row.variant,
    several || row.conditions.length === 0 ? '' : effectText(row.conditions[0]!),
    row.shares,
    row.verdict,
  );
  if (!several) return [whole];
  const parts = row.conditions.map((condition, i) =>
    figures(`  ${letter(i)}`, effectText(condition), condition.shares, condition.verdict),
  );
  return [whole, ...parts];
}

function figures(
  name: string,
  effect: string,
  { holds, ties, against }: ClaimRow['shares'],
  verdict: ClaimVerdict,
): Cell[] {
  return [
    { text: name },
    { text: effect },
    { text: shareText(holds) },
    { text: percent(ties) },
    { text: percent(against) },
    { text: WORDS[verdict], tone: TONES[verdict] },
  ];
}

/** Narrower than this against the estimate, an interval is rounding: every future gave the same amount. */
const ROUNDING = 1e-9;

/** `0.027 to 0.035`, `-3.1 to 2.2 pp`. */
function effectText({ interval, estimate, mcse, isShare }: ConditionRow): string {
  const isPoint = interval !== null && interval.high - interval.low <= ROUNDING * Math.abs(estimate ?? 0);
  if (interval === null || isPoint)
    return isShare ? inPoints(formatShare(estimate, null)) : formatEstimate(estimate, null);
  return isShare ? inPoints(formatShareInterval(interval, mcse)) : formatInterval(interval, mcse);
}

/** `81 % (79 to 83)` */
function shareText(share: WorldShare): string {
  if (share.share === null || share.interval === null) return 'n/a';
  const { low, high } = share.interval;
  const decimals = high - low < 0.02 ? 1 : 0;
  return `${percent(share)} (${(100 * low).toFixed(decimals)} to ${(100 * high).toFixed(decimals)})`;
}

/** Only what is exactly none or all reads 0 or 100. */
function percent({ share }: WorldShare): string {
  if (share === null) return 'n/a';
  const text = (100 * share).toFixed(0);
  if (share > 0 && text === '0') return '<1 %';
  if (share < 1 && text === '100') return '>99 %';
  return `${text} %`;
}

/** What the figures do not say by themselves. */
function remarks({ width }: Paper, claim: TestedClaim, row: ClaimRow): string[] {
  const several = row.conditions.length > 1;
  const lead = claim.rows.length > 1 ? `${row.variant}: ` : '';
  const lines = [
    ...(row.reason === null ? [] : [row.reason]),
    ...(row.onlyIf === null ? [] : [`holds only if ${row.onlyIf}`]),
    ...row.conditions.flatMap((condition, i) => {
      const name = several ? `${letter(i)}: ` : '';
      return [splitText(condition), condition.note].flatMap((text) => (text === null ? [] : [`${name}${text}`]));
    }),
  ];
  return lines.flatMap((line) => wrap(printable(lead + line), width, `${INDENT}> `, `${INDENT}  `));
}

function splitText(condition: ConditionRow): string | null {
  const { split, overall, isShare } = condition;
  if (split === null) return null;
  const text = (interval: typeof split.holding) =>
    isShare ? inPoints(formatShareInterval(interval, null)) : formatInterval(interval, null);
  const whole = {
    holds: 'over all worlds it holds',
    fails: 'over all worlds it fails',
    undecided: 'over all worlds it is open',
  };
  return `where ${printSplit(split)} the effect is ${text(split.holding)}, elsewhere ${text(split.opposite)} (99\u00a0%, on the half of the worlds that did not choose the cut); ${whole[overall]}`;
}

function summary({ width, paint }: Paper, { sections }: ClaimsReport): string[] {
  const rows = sections.flatMap(({ claims }) => claims.flatMap((claim) => claim.rows.map((row) => ({ claim, row }))));
  const head = paint(
    'heading',
    `${counted(rows.length, 'verdict')} (a claim has one for each variant it is tested under)`,
  );
  const lines = CLAIM_VERDICTS.map((verdict): Cell[] => {
    const found = rows.filter(({ row }) => row.verdict === verdict);
    const names = found.map(({ claim, row }) => (claim.rows.length > 1 ? `${claim.id}/${row.variant}` : claim.id));
    return [
      { text: WORDS[verdict], tone: TONES[verdict] },
      { text: String(found.length) },
      { text: listNames(names, Number.POSITIVE_INFINITY) },
    ];
  });
  const room = width - 18;
  const table = lines.flatMap(([word, count, names]) =>
    wrap(names?.text ?? '', room).map((line, i): Cell[] => [
      i === 0 ? word! : { text: '' },
      i === 0 ? count! : { text: '' },
      { text: line },
    ]),
  );
  return [head, ...alignColumns(table, [false, true, false], paint)];
}

function legend({ width }: Paper): string[] {
  return [
    ...wrap(
      'Effect: above 0 is as claimed (pp: percentage points); mean over paired runs, 95\u00a0% interval with the worlds as clusters. Holds: the interval lies wholly on the claimed side; fails: wholly on the other; undecided: neither. For "within": wholly inside, wholly outside, neither.',
      width,
    ),
    ...wrap(
      'Worlds: each once, by the mean of its replications, with a 95\u00a0% Wilson interval; hold: as claimed in every condition, tie: no difference, against: the other way. Several conditions are worth what the worst of them is. Only if: one half of the worlds proposed the cut, on the other half both its sides exclude 0, in opposite directions, at 99\u00a0%. Every verdict is conditional on the assumptions of the scenario.',
      width,
    ),
  ];
}

function reproduce({ width }: Paper, { sections }: ClaimsReport): string[] {
  return sections.flatMap((section) => wrapCommand(section.reproduce, width, 'again: ', '       '));
}
