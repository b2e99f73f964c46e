// The reach of a scenario as text: a table for each machine, then incidents, injects and levels. What was never seen is marked by a sign and a word.

import { formatShare, formatShareInterval, withoutError } from '../analysis/figure.ts';
import { neverSeen, type Reach, type ReachRow } from './reach-report.ts';
import {
  alignColumns,
  type Cell,
  counted,
  faintCells,
  fitColumn,
  grouped,
  joinParts,
  listNames,
  type Paint,
  type PaperOptions,
  paperOf,
  printable,
  wrap,
} from './text-layout.ts';

const NAME_LEAST = 12;
const HEADS: Readonly<Record<ReachRow['kind'], string>> = {
  state: 'machine',
  incident: 'Incidents',
  inject: 'Injects (but those by hand)',
  level: 'Levels of levers, ordered by any policy, doctrine or strategy',
};

/** At least 60 columns wide. */
export function reachText(reach: Reach, options: PaperOptions): string {
  const { width, paint } = paperOf(options);
  return joinParts([
    head(reach, width, paint),
    ...machineTables(reach, width, paint),
    ...(['incident', 'inject'] as const).map((kind) => elementTable(reach, kind, width, paint)),
    levelTable(reach, width, paint),
    summary(reach, width, paint),
  ]);
}

function head(reach: Reach, width: number, paint: Paint): string[] {
  const { policies, doctrines, variants, worlds, runs, failed } = reach;
  const arms = [
    counted(policies, 'policy', 'policies'),
    counted(doctrines, 'doctrine'),
    counted(variants.length, 'variant'),
  ];
  const text = `What is reached in ${counted(runs, 'run')}: ${arms.join(' x ')}, ${counted(worlds, 'world')} each.`;
  const failures = failed === 0 ? [] : wrap(`${counted(failed, 'run')} failed and saw nothing.`, width);
  return [...wrap(text, width).map((line) => paint('heading', line)), ...failures];
}

function machineTables(reach: Reach, width: number, paint: Paint): string[][] {
  const states = reach.rows.filter(({ kind }) => kind === 'state');
  const machines = [...new Set(states.map(({ element }) => element))];
  return machines.map((machine) => {
    const own = states.filter(({ element }) => element === machine);
    return table(`${HEADS.state} ${machine}`, own, width, paint);
  });
}

function elementTable(reach: Reach, kind: 'incident' | 'inject', width: number, paint: Paint): string[] {
  const rows = reach.rows.filter((row) => row.kind === kind);
  return rows.length === 0 ? [] : table(HEADS[kind], rows, width, paint);
}

/** Rows of whole elements, each with what its members have in common or apart. */
function table(title: string, rows: readonly ReachRow[], width: number, paint: Paint): string[] {
  const wholes = rows.filter(({ member }) => member === null);
  const membersOf = (whole: ReachRow) =>
    rows.filter(({ element, part, member }) => element === whole.element && part === whole.part && member !== null);
  const members = Math.max(0, ...wholes.map((whole) => membersOf(whole).length));
  const top = faintCells(['', '', 'of runs', '95 %', ...(members > 0 ? ['each member'] : [])]);
  const cells = wholes.map((whole) => rowCells(whole, membersOf(whole)));
  const lines = alignColumns(
    fitColumn([top, ...cells], 1, NAME_LEAST, width),
    [false, false, true, true, false],
    paint,
  );
  const notes = wholes.flatMap((whole) => neverNote(whole, membersOf(whole)));
  return [
    ...titleLines(members > 0 ? `${title}, in any of its members` : title, width, paint),
    ...lines,
    ...notes.flatMap((note) => wrap(note, width, '    ', '      ')),
  ];
}

function titleLines(title: string, width: number, paint: Paint): string[] {
  return wrap(title, width, '', '  ').map((line) => paint('strong', line));
}

function rowCells(whole: ReachRow, members: readonly ReachRow[]): Cell[] {
  const name = `${'  '.repeat(whole.depth)}${printable(whole.part ?? whole.element)}`;
  if (whole.seen === 0) {
    const bound = whole.atMost === null ? '' : `to ${withoutError(formatShare(whole.atMost.runs, whole.atMost.runs))}`;
    const cells: Cell[] = [
      { text: '!', tone: 'worse' },
      { text: name, tone: 'worse' },
      { text: 'never', tone: 'worse' },
      { text: bound },
    ];
    return cells;
  }
  return [{ text: '' }, { text: name }, { text: shareText(whole) }, { text: intervalText(whole) }, ...between(members)];
}

/** A share that rounds to nothing or to everything and is neither says so. */
function shareText({ share, seen, runs }: ReachRow): string {
  if (share === null) return '';
  if (seen === runs) return 'always';
  const percent = 100 * share;
  if (percent < 0.1) return `${grouped(seen)} of ${grouped(runs)}`;
  return percent > 99.9 ? '>99.9 %' : `${percent.toFixed(1)} %`;
}

function intervalText({ interval, seen, runs }: ReachRow): string {
  return seen === runs || interval === null ? '' : formatShareInterval(interval, null).replace(' to ', '..');
}

/** The least and the most frequent member. */
function between(members: readonly ReachRow[]): Cell[] {
  if (members.length === 0) return [];
  const shares = members.map(({ share }) => share ?? 0);
  const [least, most] = [Math.min(...shares), Math.max(...shares)].map((share) =>
    share === 0 ? 'never' : share === 1 ? 'always' : short(share),
  );
  return [{ text: least === most ? `all ${least}` : `${least} to ${most}` }];
}

function short(share: number): string {
  const percent = 100 * share;
  return percent < 0.1 ? '<0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}

/** Members that never saw what others did. */
function neverNote(whole: ReachRow, members: readonly ReachRow[]): string[] {
  const never = members.filter(({ seen }) => seen === 0).map(({ member }) => printable(member ?? ''));
  if (whole.seen === 0 || never.length === 0) return [];
  return [`! ${printable(whole.part ?? whole.element)}: never in ${listNames(never, 6)}`];
}

function levelTable({ rows }: Reach, width: number, paint: Paint): string[] {
  const levels = rows.filter(({ kind, member }) => kind === 'level' && member === null);
  const never = levels.filter(({ seen }) => seen === 0).map(({ element, part }) => `${element} = ${part}`);
  if (levels.length === 0) return [];
  const text =
    never.length === 0 ? `all ${levels.length} were ordered` : `! never ordered: ${never.map(printable).join(', ')}`;
  return [...titleLines(HEADS.level, width, paint), ...wrap(text, width, '  ', '    ')];
}

function summary(reach: Reach, width: number, paint: Paint): string[] {
  const never = neverSeen(reach);
  const bounds = never[0]?.atMost;
  const counts = (['state', 'incident', 'inject'] as const).flatMap((kind) => {
    const all = reach.rows.filter((row) => row.kind === kind && row.member === null);
    const missed = never.filter((row) => row.kind === kind);
    return all.length === 0 ? [] : [`${missed.length} of ${counted(all.length, kind)}`];
  });
  if (counts.length === 0) return ['There is nothing to watch: no machine, no incident, no inject.'];
  const lines = wrap(`Never seen: ${counts.join(', ')}.`, width);
  if (bounds === null || bounds === undefined) return lines;
  const percent = (share: number) => withoutError(formatShare(share, share));
  const note = `"Never" is a report on these runs and no proof. By the rule of three (95 %) what was never seen may still happen in up to ${percent(bounds.runs)} of runs if each run is taken by itself; counting only the ${counted(reach.worlds, 'world')}, which all policies share, in up to ${percent(bounds.worlds)}.`;
  return [...lines, ...wrap(note, width).map((line) => paint('faint', line))];
}
