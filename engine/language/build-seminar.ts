// The section `seminar:` of a file -> how a room plays the scenario: moves that cover the clock, role sheets, the master events list, evaluation.

import { WHITE_SEAT } from '../vocabulary.ts';
import { type BuildContext, itemPath, known, scopeFor } from './build-context.ts';
import type { InjectElement, MselEntry, MselMoment, RoleSheet, SeminarElement, SeminarMove } from './scenario.ts';
import type { MselEntryFile, SeminarFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

type Injects = ReadonlyMap<string, InjectElement>;
type Span = readonly [first: number, last: number];

const ROOT: Path = ['seminar'];

export function buildSeminar(context: BuildContext, injects: Injects): SeminarElement | null {
  const { seminar: file } = context.file;
  if (file === undefined) return null;
  const moves = movesOf(context, file);
  const notPlayed = (file.not_played ?? []).flatMap(({ turns, why }, i) => {
    const span = spanOf(context, turns, [...ROOT, 'not_played', i, 'turns']);
    return span === null ? [] : [{ turns: span, why }];
  });
  const isWhole =
    moves.length === Object.keys(file.moves).length && notPlayed.length === (file.not_played ?? []).length;
  if (isWhole) checkCover(context, moves, notPlayed);
  checkEvaluation(context, file);
  return {
    aim: file.aim,
    type: file.type ?? 'seminar',
    handling: file.handling,
    objectives: new Map(Object.entries(file.objectives)),
    constraints: file.constraints ?? [],
    limitations: file.limitations ?? [],
    assumptions: file.assumptions ?? [],
    minutes: file.minutes ?? null,
    briefing: file.briefing ?? 0,
    hotWash: file.hot_wash ?? 0,
    moves,
    notPlayed,
    roles: rolesOf(context, file),
    evaluation: file.evaluation,
    msel: mselOf(context, file, moves, injects),
    retired: file.retired ?? [],
    watch: watchOf(context, file),
  };
}

/** A number of turns begins where the move before ended. */
function movesOf(context: BuildContext, file: SeminarFile): SeminarMove[] {
  let next = 1;
  return Object.entries(file.moves).flatMap(([name, move]) => {
    const path: Path = [...ROOT, 'moves', name];
    const written: Span = typeof move.turns === 'number' ? [next, next + move.turns - 1] : move.turns;
    next = written[1] + 1;
    const turns = spanOf(context, written, [...path, 'turns']);
    const questions = questionsOf(context, move.questions ?? {}, [...path, 'questions']);
    const { minutes, situation } = move;
    const title = move.title ?? name.replaceAll('_', ' ');
    return turns === null ? [] : [{ name, title, turns, minutes, situation, questions, path }];
  });
}

function questionsOf(
  context: BuildContext,
  questions: Readonly<Record<string, readonly string[]>>,
  path: Path,
): SeminarMove['questions'] {
  const seats = Object.entries(questions).filter(
    ([seat]) => seat !== 'all' && known(context, seat, context.seats, 'a seat, or "all"', [...path, seat], true),
  );
  return { all: questions.all ?? [], bySeat: new Map(seats) };
}

function spanOf({ clock, report }: BuildContext, [first, last]: Span, path: Path): Span | null {
  if (last < first)
    return report.error('range', path, `expected the first turn and then the last, got [${first}, ${last}]`);
  if (last <= clock.turns) return [first - 1, last - 1];
  return report.error('range', path, `expected turns from 1 to ${clock.turns}, got turn ${last}`, [
    'A move cannot go on after the end of the clock.',
  ]);
}

/** Moves come in order, none of them share a turn, and every turn of the clock is in a move or said to be not played. */
function checkCover(
  { clock, report }: BuildContext,
  moves: readonly SeminarMove[],
  notPlayed: SeminarElement['notPlayed'],
): void {
  const owner: (string | null)[] = Array.from({ length: clock.turns }, () => null);
  const take = ([first, last]: Span, name: string, path: Path): void => {
    const taken = owner.slice(first, last + 1).findIndex((other) => other !== null);
    if (taken >= 0)
      report.error('seminar-turns', path, `turn ${first + taken + 1} belongs to ${owner[first + taken]} already`, [
        'A turn is in one move, or under not_played.',
      ]);
    owner.fill(name, first, last + 1);
  };
  for (const [i, { name, turns, path }] of moves.entries()) {
    const before = moves[i - 1];
    if (before !== undefined && before.turns[0] > turns[0])
      report.error(
        'seminar-turns',
        [...path, 'turns'],
        `expected moves in the order of their turns, ${name} comes before ${before.name}`,
      );
    take(turns, `the move ${name}`, [...path, 'turns']);
  }
  for (const [i, { turns }] of notPlayed.entries()) take(turns, 'not_played', [...ROOT, 'not_played', i, 'turns']);
  const first = owner.indexOf(null);
  if (first < 0) return;
  const rest = owner.slice(first).findIndex((name) => name !== null);
  const last = rest < 0 ? clock.turns : first + rest;
  const which = last === first + 1 ? `turn ${last} belongs` : `turns ${first + 1} to ${last} belong`;
  report.errorAtKey('seminar-turns', [...ROOT, 'moves'], `${which} to no move`, [
    `Give them to a move, or say why they are left out: not_played: [{ turns: [${first + 1}, ${last}], why: ... }].`,
  ]);
}

function checkEvaluation(context: BuildContext, file: SeminarFile): void {
  const objectives = Object.keys(file.objectives);
  for (const [i, { objective }] of file.evaluation.entries())
    known(context, objective, objectives, 'an objective', [...ROOT, 'evaluation', i, 'objective']);
}

function rolesOf(context: BuildContext, file: SeminarFile): RoleSheet[] {
  return Object.entries(file.roles).flatMap(([seat, sheet]) => {
    const path: Path = [...ROOT, 'roles', seat];
    if (!known(context, seat, context.seats, 'a seat', path, true)) return [];
    const { who, aims, brings, advice } = sheet;
    return [{ seat, who, aims, brings, advice: advice ?? [], sources: [sheet.source ?? []].flat(), path }];
  });
}

function mselOf(
  context: BuildContext,
  file: SeminarFile,
  moves: readonly SeminarMove[],
  injects: Injects,
): MselEntry[] {
  const retired = file.retired ?? [];
  const played = new Map<string, string>();
  return Object.entries(file.msel).flatMap(([id, entry]) => {
    const path: Path = [...ROOT, 'msel', id];
    if (retired.includes(id))
      context.report.errorAtKey('duplicate-name', path, `the id "${id}" is retired and cannot be used again`, [
        'Give the entry a new id: notes of earlier exercises still speak of the old one.',
      ]);
    const other = entry.inject === undefined ? undefined : played.get(entry.inject);
    if (entry.inject !== undefined && other !== undefined)
      context.report.error(
        'duplicate-name',
        [...path, 'inject'],
        `the inject "${entry.inject}" is played by ${other} already`,
        ['An inject happens once in a run.'],
      );
    else if (entry.inject !== undefined) played.set(entry.inject, id);
    return entryOf(context, file, id, entry, { moves, injects, path }) ?? [];
  });
}

interface Around {
  readonly moves: readonly SeminarMove[];
  readonly injects: Injects;
  readonly path: Path;
}

function entryOf(
  context: BuildContext,
  file: SeminarFile,
  id: string,
  entry: MselEntryFile,
  around: Around,
): MselEntry | null {
  const { path, injects } = around;
  const inject = injectOf(context, entry, injects, path);
  const to = seatsOf(context, entry.to, [...path, 'to']);
  const objectives = [entry.objective].flat();
  for (const [i, objective] of objectives.entries())
    known(
      context,
      objective,
      Object.keys(file.objectives),
      'an objective',
      itemPath(entry.objective, [...path, 'objective'], i),
    );
  checkStatus(context, entry, path);
  const text = entry.text ?? inject?.news ?? null;
  const moment = momentOf(context, file, entry, inject, around);
  if (text === null && (entry.inject === undefined || inject !== null))
    context.report.errorAtKey('missing-key', path, 'missing key "text": what are the exact words?', [
      inject === null ? 'Or name an inject, whose news is then the text.' : `The inject "${inject.name}" has no news.`,
    ]);
  if (text === null || moment === null) return null;
  const { turn } = moment.kind === 'planned' ? moment : { turn: null };
  const move = turn === null ? null : around.moves.find(({ turns: [first, last] }) => first <= turn && turn <= last);
  return {
    id,
    inject: inject?.name ?? null,
    label: entry.label ?? inject?.label ?? openingWords(text),
    text,
    moment,
    move: move?.name ?? null,
    from: entry.from,
    to,
    delivery: entry.delivery,
    expected: entry.expected,
    objectives,
    kind: entry.kind ?? 'standard',
    status: entry.status ?? 'draft',
    reason: entry.reason ?? null,
    minutes: entry.minutes ?? null,
    notes: entry.notes ?? null,
    sources: [entry.source ?? []].flat(),
    path,
  };
}

function injectOf(
  context: BuildContext,
  { inject }: MselEntryFile,
  injects: Injects,
  path: Path,
): InjectElement | null {
  if (inject === undefined) return null;
  known(context, inject, [...injects.keys()], 'the name of an inject', [...path, 'inject']);
  return injects.get(inject) ?? null;
}

function seatsOf(context: BuildContext, to: MselEntryFile['to'], path: Path): readonly string[] {
  if (to === 'all') return context.seats.filter((seat) => seat !== WHITE_SEAT);
  return [to]
    .flat()
    .filter((seat, i) => known(context, seat, context.seats, 'a seat, or "all"', itemPath(to, path, i)));
}

function checkStatus({ report }: BuildContext, { status, reason }: MselEntryFile, path: Path): void {
  if ((status === 'deferred' || status === 'skipped') && reason === undefined)
    report.error('missing-key', [...path, 'status'], `missing key "reason": why is it ${status}?`);
}

/** What the file says; left out, what the inject says of itself. The two must not contradict one another. */
function momentOf(
  context: BuildContext,
  file: SeminarFile,
  entry: MselEntryFile,
  inject: InjectElement | null,
  around: Around,
): MselMoment | null {
  const { report } = context;
  const { path } = around;
  const given = [entry.at, entry.when, entry.by].filter((part) => part !== undefined).length;
  if (given > 1) return report.error('shape', path, 'expected one of "at", "when" and "by: hand"');
  const itself = inject === null ? null : momentOfInject(context, inject);
  if (entry.at !== undefined) return plannedAt(context, file, entry.at, { inject, itself, around });
  if (given === 1 && itself !== null && itself.kind !== 'by-hand')
    return report.errorAtKey('seminar-moment', path, `the scenario releases the inject "${inject?.name}" by itself`, [
      'Leave "when" and "by" out, or make it "by: hand" under injects.',
    ]);
  if (entry.when !== undefined) {
    const at = [...path, 'when'];
    const when = report.term(entry.when, at, scopeFor(context, null, 'turn'), 'condition');
    return when && { kind: 'condition', when, words: String(entry.when) };
  }
  if (entry.by !== undefined) return { kind: 'by-hand' };
  if (itself !== null) return itself;
  if (entry.inject !== undefined && inject === null) return null;
  return report.errorAtKey('missing-key', path, 'missing key "at", "when" or "by: hand": when is it released?', [
    'For example at: { move: NAME, minute: 4 }.',
  ]);
}

function momentOfInject(context: BuildContext, { name, turn, when }: InjectElement): MselMoment {
  if (turn !== null) return { kind: 'planned', turn, minute: null };
  if (when !== null) return { kind: 'condition', when, words: String(context.file.injects?.[name]?.when ?? '') };
  return { kind: 'by-hand' };
}

function plannedAt(
  context: BuildContext,
  file: SeminarFile,
  at: NonNullable<MselEntryFile['at']>,
  { inject, itself, around }: { inject: InjectElement | null; itself: MselMoment | null; around: Around },
): MselMoment | null {
  const { report } = context;
  const { moves, path: entryPath } = around;
  const path: Path = [...entryPath, 'at'];
  if (at.move !== undefined && !known(context, at.move, Object.keys(file.moves), 'a move', [...path, 'move']))
    return null;
  if (itself?.kind === 'condition')
    return report.error(
      'seminar-moment',
      path,
      `the inject "${inject?.name}" waits for a condition, so it cannot be planned`,
      ['Leave "at" out.'],
    );
  const fixed = itself?.kind === 'planned' ? itself.turn : null;
  const move = at.move === undefined ? undefined : moves.find(({ name }) => name === at.move);
  // A move with a fault of its own, which was reported there.
  if (at.move !== undefined && move === undefined) return null;
  const turn = at.turn !== undefined ? at.turn - 1 : (fixed ?? move?.turns[0] ?? null);
  if (turn === null)
    return report.error('missing-key', path, 'missing key "move" or "turn": in which part of the exercise?', [
      'For example at: { move: NAME, minute: 4 }.',
    ]);
  if (fixed !== null && fixed !== turn)
    return report.error(
      'seminar-moment',
      path,
      `the scenario releases the inject "${inject?.name}" in turn ${fixed + 1}, not in turn ${turn + 1}`,
      [`Write turn: ${fixed + 1}, leave the turn out, or make it "by: hand" under injects.`],
    );
  const owner = moves.find(({ turns: [first, last] }) => first <= turn && turn <= last);
  if (owner === undefined)
    return report.error('seminar-moment', path, `turn ${turn + 1} is not played: it is in no move`);
  if (move !== undefined && owner !== move)
    return report.error('seminar-moment', path, `turn ${turn + 1} is in the move ${owner.name}, not in ${move.name}`);
  const minute = at.minute ?? null;
  if (minute !== null && minute >= owner.minutes)
    return report.error(
      'range',
      [...path, 'minute'],
      `expected a minute before ${owner.minutes}, when the move ${owner.name} ends, got ${minute}`,
    );
  return { kind: 'planned', turn, minute };
}

function watchOf(context: BuildContext, file: SeminarFile): SeminarElement['watch'] {
  return Object.entries(file.watch ?? {}).flatMap(([label, formula]) => {
    const path: Path = [...ROOT, 'watch', label];
    const condition = context.report.term(formula, path, scopeFor(context, null, 'turn'), 'condition');
    return condition === null ? [] : [{ label, condition, path }];
  });
}

/** For a list, where the file gives no label. */
function openingWords(text: string): string {
  const words = text.split(/\s+/);
  return words.length <= 6 ? words.join(' ') : `${words.slice(0, 6).join(' ')} ...`;
}
