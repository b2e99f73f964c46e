// Audit -> the printed answer to "does the recommendation rest on a guess?". Headline, what flips it, what may, what it withstands.

import { roundToError } from '../analysis/figure.ts';
import type { CurvePoint } from '../batch/run-audit.ts';
import { AUDIT_VERDICTS, type Audit, type AuditFlip, type AuditRow, type AuditVerdict } from './audit.ts';
import {
  alignColumns,
  type Cell,
  counted,
  faintCells,
  grouped,
  joinParts,
  type Paint,
  type PaperOptions,
  paperOf,
  printable,
  shorten,
  wrap,
  wrapCommand,
} from './text-layout.ts';

/** A lead within its range is worth a line when it is below this share of the leads at both ends. */
const CLEARLY_LESS = 0.9;

const TITLES: Readonly<Record<AuditVerdict, string>> = {
  flips: 'Flips: another policy is better somewhere in the range',
  'may flip': 'May flip: another policy is better in the mean, not distinguishable from a tie',
  open: 'Open: never overtaken, somewhere not distinguishable from a rival',
  holds: 'Holds over the whole range',
};

/** At least 60 columns wide. */
export function auditText(audit: Audit, options: PaperOptions): string {
  const { width, paint } = paperOf(options);
  return joinParts([
    head(audit, width, paint),
    headline(audit, width, paint),
    ...AUDIT_VERDICTS.map((verdict) => section(audit, verdict, width, paint)),
    foot(audit, width, paint),
  ]);
}

function head({ scenario, outcome, policies, doctrine, variant }: Audit, width: number, paint: Paint): string[] {
  const { title, id, version, hash } = scenario;
  const text = `Judged by ${printable(outcome.label)} (${outcome.name}, ${outcome.better} is better) among ${counted(policies.length, 'policy', 'policies')}, doctrine ${doctrine}, variant ${variant}.`;
  return [
    ...wrap(printable(title), width).map((line) => paint('heading', line)),
    ...wrap(`${id} ${version} (${hash.slice(0, 8)})`, width).map((line) => paint('faint', line)),
    ...wrap(text, width),
  ];
}

function headline(audit: Audit, width: number, paint: Paint): string[] {
  const { recommended } = audit;
  if (recommended === null) return ['No run gave a value: there is nothing to recommend.'];
  const text = [`The recommendation is ${recommended.policy}${baseText(audit)}.`, flipText(audit)].join(' ');
  return wrap(text, width).map((line) => paint('strong', line));
}

function baseText({ recommended, outcome }: Audit): string {
  if (recommended === null || recommended.rival === null || recommended.lead === null) return '';
  const lead = leadText(recommended.lead, recommended.mcse, outcome.kind);
  const standing =
    recommended.standing === 'ahead'
      ? `ahead of ${recommended.rival} by ${lead}`
      : `in the mean ahead of ${recommended.rival} by ${lead}, but this batch cannot tell them apart`;
  return `, ${standing}`;
}

function flipText({ numbers }: Audit): string {
  const count = (verdict: AuditVerdict) => numbers.filter((row) => row.verdict === verdict).length;
  const all = counted(numbers.length, 'number');
  const flips = count('flips');
  const first =
    flips === 0 ? `None of ${all} flips it when moved alone` : `It flips with ${grouped(flips)} of ${all} moved alone`;
  const rest = [
    ...(count('may flip') > 0 ? [`may flip with ${count('may flip')}`] : []),
    ...(count('open') > 0 ? [`cannot be told from a rival somewhere with ${count('open')}`] : []),
    ...(count('holds') > 0 ? [`holds over the whole range of ${count('holds')}`] : []),
  ];
  return rest.length === 0 ? `${first}.` : `${first}; it ${rest.join(', ')}.`;
}

function section(audit: Audit, verdict: AuditVerdict, width: number, paint: Paint): string[] {
  const rows = audit.numbers.filter((row) => row.verdict === verdict);
  if (rows.length === 0) return [];
  const top = faintCells(['number', 'grade', 'range', 'base', 'lead at low', 'at high']);
  const name = Math.max(14, width - 62);
  const lines = alignColumns(
    [top, ...rows.map((row) => rowCells(audit, row, name))],
    [false, false, true, true, true, true],
    paint,
  );
  return [
    paint('strong', `${TITLES[verdict]} (${rows.length})`),
    lines[0]!,
    ...rows.flatMap((row, i) => [
      lines[i + 1]!,
      ...notes(audit, row).flatMap((note) => wrap(note, width, '      ', '        ')),
    ]),
  ];
}

function rowCells({ outcome }: Audit, row: AuditRow, name: number): Cell[] {
  const { range, base, grade, points } = row;
  const at = (point: CurvePoint | undefined): Cell => {
    if (point === undefined || point.lead === null) return { text: 'n/a' };
    const text = leadText(point.lead, point.mcse, outcome.kind);
    if (point.standing === 'open') return { text: `~ ${text}` };
    return { text, tone: point.standing === 'ahead' ? 'better' : 'worse' };
  };
  return [
    { text: shorten(row.name, Math.max(name, 24)) },
    { text: grade ?? '' },
    { text: `${valueText(range.low, row)}..${valueText(range.high, row)}` },
    { text: valueText(base, row) },
    at(points[0]),
    at(points.at(-1)),
  ];
}

function notes(audit: Audit, row: AuditRow): string[] {
  return [
    ...row.flips.map((flip) => flipNote(row, flip)),
    ...(row.verdict === 'open' ? [openNote(row)] : []),
    ...(row.flips.length === 0 && isOvertaken(row) ? [`behind ${row.smallest?.rival} over the whole range`] : []),
    ...failureNote(row),
    ...innerNote(audit, row),
  ];
}

/** The mean over all that can be drawn may favour a policy that no single value does. */
function isOvertaken({ verdict }: AuditRow): boolean {
  return verdict === 'flips' || verdict === 'may flip';
}

function flipNote(row: AuditRow, { value, interval, lost, to, clear }: AuditFlip): string {
  const ends = `${valueText(interval.low, row)} to ${valueText(interval.high, row)}`;
  const unsure = clear ? '' : ', not distinguishable';
  return `${lost} ${valueText(value, row)} (${ends}): ${to}${unsure}`;
}

function openNote(row: AuditRow): string {
  const rivals = [...new Set(row.points.filter(({ standing }) => standing === 'open').map(({ rival }) => rival ?? ''))];
  return `not distinguishable from ${rivals.join(' or ')} ${row.openEverywhere ? 'anywhere' : 'in part of the range'}`;
}

function failureNote({ points }: AuditRow): string[] {
  const most = Math.max(0, ...points.map(({ failed }) => failed));
  return most === 0 ? [] : [`up to ${(100 * most).toPrecision(2)} % of the runs failed and are left out`];
}

/** Where between the ends the lead is smallest, if it is clearly smaller there. */
function innerNote({ outcome }: Audit, row: AuditRow): string[] {
  const { smallest, points } = row;
  const ends = Math.min(points[0]?.lead ?? 0, points.at(-1)?.lead ?? 0);
  if (smallest === null || row.flips.length > 0 || smallest.lead > CLEARLY_LESS * ends) return [];
  const at = points.find(({ value }) => value === smallest.value);
  return [
    `smallest at ${valueText(smallest.value, row)}: ${leadText(smallest.lead, at?.mcse ?? null, outcome.kind)} to ${smallest.rival}`,
  ];
}

/** Leads in shares are percentage points. */
function leadText(lead: number, mcse: number | null, kind: 'mean' | 'share'): string {
  const scale = kind === 'share' ? 100 : 1;
  const text = plain(roundToError(scale * lead, mcse === null ? null : scale * mcse));
  return kind === 'share' ? `${text} pp` : text;
}

/** As many digits as tell the range apart in a hundred steps, and no more. */
function valueText(value: number, { range }: Pick<AuditRow, 'range'>): string {
  const step = (range.high - range.low) / 100;
  const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10(step))));
  return plain(Number(value.toFixed(decimals)));
}

function plain(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toPrecision(3) : text;
}

function foot(audit: Audit, width: number, paint: Paint): string[] {
  const { worlds, replications, runs, failed, confidence, numbers, policies } = audit;
  const percent = (share: number) => `${(100 * share).toFixed(share > 0.999 ? 2 : share > 0.99 ? 1 : 0)} %`;
  const text = [
    'A lead is what the recommended policy is better by than the best of the others, over the same futures; ~ not distinguishable from a tie.',
    `Each verdict on a number holds with ${percent(confidence.perNumber)}, fair to ${counted(policies.length - 1, 'rival')} at each value first looked at (each comparison ${percent(confidence.comparison)}).`,
    `${numbers.length > 1 ? `Over ${numbers.length} numbers some verdicts will be wrong by chance. ` : ''}Numbers are moved one at a time, all others drawn as usual; two moved together may flip what neither does alone.`,
  ].join(' ');
  const made = `${counted(worlds, 'world')} x ${counted(replications, 'replication')}, ${counted(runs, 'run')}${failed > 0 ? `, ${grouped(failed)} failed` : ''}.`;
  return [...wrap(text, width), ...wrap(made, width), ...wrapCommand(audit.reproduce, width, 'Again: ', '  ')].map(
    (line) => paint('faint', line),
  );
}
