// The preflight of a seminar as text: the list of events, what is watched move by move, and the schedule. What never comes is marked by a sign and a word.

import { formatShareInterval } from '../analysis/figure.ts';
import type { Chance, Preflight, PreflightEntry } from './preflight.ts';
import {
  alignColumns,
  type Cell,
  counted,
  listNames,
  noPaint,
  type Paint,
  printable,
  shorten,
  wrap,
} from './text-layout.ts';

export interface PreflightTextOptions {
  /** Columns of the terminal; at least 72 are used. */
  readonly width: number;
  readonly paint?: Paint;
}

const NARROWEST = 72;

/** The document as text of at most `width` columns. */
export function preflightText(preflight: Preflight, { width, paint = noPaint }: PreflightTextOptions): string {
  const columns = Math.max(NARROWEST, width);
  const parts = [
    head(preflight, columns, paint),
    entryTable(preflight, columns, paint),
    watchTable(preflight, columns, paint),
    schedule(preflight, columns, paint),
    summary(preflight, columns, paint),
  ];
  const shown = parts.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function head(preflight: Preflight, width: number, paint: Paint): string[] {
  const { scenario, policies, doctrines, worlds, runs, failed } = preflight;
  const what = doctrines.length === 1 ? '1 doctrine' : `${doctrines.length} doctrines`;
  const who = policies === 1 ? '1 policy' : `${policies} policies`;
  const text = `Preflight of ${printable(scenario.title)}: bots play the MSEL in ${counted(runs, 'run')}, ${who} x ${what}, ${counted(worlds, 'world')} each.`;
  const failures = failed === 0 ? [] : wrap(`${counted(failed, 'run')} failed and count nowhere.`, width);
  return [...wrap(text, width).map((line) => paint('heading', line)), ...failures];
}

function entryTable({ entries }: Preflight, width: number, paint: Paint): string[] {
  if (entries.length === 0) return [];
  const top = ['', 'MSEL', 'comes', '95 %', 'turn 5 / 50 / 95 %', 'what'].map(
    (text): Cell => ({ text, tone: 'faint' }),
  );
  const left = 60;
  const rows = entries.map((entry) => entryCells(entry, Math.max(16, width - left)));
  return alignColumns([top, ...rows], [false, false, true, true, true, false], paint);
}

function entryCells(entry: PreflightEntry, room: number): Cell[] {
  const what = { text: shorten(printable(entry.label), room) };
  const id = { text: printable(entry.id) };
  if (entry.status === 'deferred' || entry.status === 'skipped')
    return [{ text: '' }, id, { text: entry.status }, { text: '' }, { text: '' }, what];
  if (entry.fires === null) return [{ text: '' }, id, { text: 'by hand' }, { text: '' }, { text: '' }, what];
  if (entry.dead !== null)
    return [
      { text: '!', tone: 'worse' },
      { ...id, tone: 'worse' },
      { text: 'never', tone: 'worse' },
      { text: `at most ${percent(entry.dead.atMost)}` },
      { text: '' },
      what,
    ];
  const { turn } = entry;
  const when = turn === null ? '' : `${turn.p05} / ${turn.p50} / ${turn.p95}`;
  return [{ text: '' }, id, { text: shareText(entry.fires) }, { text: between(entry.fires) }, { text: when }, what];
}

function shareText({ share }: Chance): string {
  return share === 1 ? 'always' : share === 0 ? 'never' : percent(share);
}

function percent(share: number): string {
  const value = 100 * share;
  if (value < 0.1) return '<0.1 %';
  return value > 99.9 ? '>99.9 %' : `${value.toFixed(1)} %`;
}

function between({ share, interval }: Chance): string {
  return share === 1 || interval === null ? '' : formatShareInterval(interval, null).replace(' to ', '..');
}

function watchTable({ watch, schedule: { moves } }: Preflight, width: number, paint: Paint): string[] {
  if (watch.length === 0) return [];
  const names = moves.map(({ name }) => `by ${shorten(printable(name), 14)}`);
  const top = ['watched', ...names, '95 % at the last'].map((text): Cell => ({ text, tone: 'faint' }));
  const room = Math.max(20, width - 18 - names.reduce((sum, name) => sum + name.length + 2, 0));
  const rows = watch.map(({ label, byMove }): Cell[] => [
    { text: shorten(printable(label), room) },
    ...byMove.map((chance) => ({ text: shareText(chance) })),
    { text: byMove.length === 0 ? '' : between(byMove.at(-1)!) },
  ]);
  return alignColumns([top, ...rows], [false, ...names.map(() => true), true], paint);
}

function schedule({ schedule: plan }: Preflight, width: number, paint: Paint): string[] {
  const top = ['schedule', 'turns', 'min', 'entries take', 'at most'].map((text): Cell => ({ text, tone: 'faint' }));
  const line = (text: string, minutes: number): Cell[][] =>
    minutes === 0 ? [] : [[{ text }, { text: '' }, { text: clean(minutes) }]];
  const moves = plan.moves.map(({ title, turns: [first, last], minutes, entryMinutes: { expected, most } }): Cell[] => [
    { text: shorten(printable(title), 34) },
    { text: first === last ? `${first}` : `${first}-${last}` },
    { text: clean(minutes) },
    { text: expected === 0 ? '' : `${clean(expected)} min`, ...(expected > minutes ? { tone: 'worse' as const } : {}) },
    { text: most === 0 ? '' : `${clean(most)} min` },
  ]);
  const rows = [
    top,
    ...line('Briefing', plan.briefing),
    ...moves,
    ...line('Hot wash', plan.hotWash),
    ...line('Sum', plan.total),
  ];
  const table = alignColumns(rows, [false, true, true, true, true], paint);
  const hand = plan.inHand === 0 ? [] : wrap(`By hand are entries of ${clean(plan.inHand)} min more.`, width);
  return [...table, ...hand, ...timeAtHand(plan, width, paint)];
}

function timeAtHand({ total, available, spare }: Preflight['schedule'], width: number, paint: Paint): string[] {
  if (available === null || spare === null)
    return wrap(`Nobody says how much time there is (--minutes): the schedule takes ${clean(total)} min.`, width);
  if (spare < 0)
    return wrap(`! It does not fit: ${clean(total)} min are planned and ${clean(available)} are at hand.`, width).map(
      (text) => paint('worse', text),
    );
  const rest = spare === 0 ? 'nothing to spare' : `${clean(spare)} min to spare`;
  return wrap(`It fits: ${clean(total)} of ${clean(available)} min, ${rest}.`, width);
}

/** At most one decimal. */
function clean(minutes: number): string {
  return String(Number(minutes.toFixed(1)));
}

function summary({ entries, states, statesNeverReached }: Preflight, width: number, paint: Paint): string[] {
  const dead = entries.filter((entry) => entry.dead !== null).map(({ id }) => printable(id));
  const played = entries.filter(({ fires }) => fires !== null).length;
  const first =
    dead.length === 0
      ? `Every one of ${played} played entries comes in some run.`
      : `Never came: ${dead.length} of ${played} played entries (${listNames(dead, 8)}).`;
  const second =
    states === 0
      ? ''
      : statesNeverReached.length === 0
        ? ' Every state is reached in some run.'
        : ` Never reached: ${statesNeverReached.length} of ${counted(states, 'state')} (${listNames(statesNeverReached.map(printable), 6)}).`;
  const note =
    'Bots follow policies and strategies; a room does not. Turns are those of the runs in which an entry comes; one without an interval hangs on policy and doctrine alone.';
  return [...wrap(first + second, width), ...wrap(note, width).map((text) => paint('faint', text))];
}
