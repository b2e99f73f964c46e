// What the command line says of a seminar -> an open session, or a stop with the reason in one line.

import { existsSync } from 'node:fs';
import type { Scenario, Session } from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { caseFolder } from '../play/case-folder.ts';
import { type CaseWish, createShelf, quoted, type Shelf, seatsToHold, toldFault } from '../play/case-shelf.ts';
import { programVersion } from '../program-version.ts';
import type { SeminarOptions } from './seminar-options.ts';
import type { WallClock } from './wall-clock.ts';

export interface OpenedSeminar {
  readonly session: Session;
  readonly remark: string | null;
  /** What is to be said when the console is left. */
  readonly farewell: string;
  /** The file was made just now. */
  readonly isNew: boolean;
}

/** What is settled when a case is opened. */
const SETTLED = ['cells', 'policy', 'doctrine', 'variant', 'seed', 'world', 'set'] as const;

/** `seed`: of a new case that is given none; left out, a fresh one. */
export function openSeminar(
  scenario: string | undefined,
  options: SeminarOptions,
  clock: WallClock,
  seed?: string,
): OpenedSeminar {
  const shelf = createShelf(caseFolder(process.env, process.platform), programVersion(), clock);
  const { case: file } = options;
  if (file !== undefined && existsSync(file)) return resumed(shelf, file, scenario, options);
  if (scenario === undefined)
    throw badInput(
      file === undefined
        ? 'name the scenario to begin a seminar, or the case to go on with one: greyzone seminar SCENARIO --case FILE'
        : `there is no case ${file}; begin one: greyzone seminar SCENARIO --case ${quoted(file)}`,
    );
  const read = shelf.library().open(scenario);
  if (read !== null) checkSeminar(scenario, read);
  const begun = shelf.start(scenario, { ...wishOf(options, read, seed), seminar: true });
  if ('fault' in begun) throw badInput(toldFault(begun));
  return { ...begun, farewell: farewellOf(begun.session, shelf), isNew: true };
}

function resumed(shelf: Shelf, file: string, scenario: string | undefined, options: SeminarOptions): OpenedSeminar {
  const late = SETTLED.find((name) => options[name] !== undefined);
  if (late !== undefined)
    throw badInput(`--${late} is settled when a case is opened, and ${file} is there already: leave it out to go on`);
  const opened = shelf.resume(file, scenario);
  if ('fault' in opened) {
    const isHeld = opened.fault.includes('is being written by');
    const watch = `to watch it: greyzone watch ${quoted(file)}, or greyzone seat ${quoted(file)} --as CELL`;
    throw badInput(toldFault(isHeld ? { ...opened, notes: [...opened.notes, watch] } : opened));
  }
  const { session } = opened;
  if (session.ground.opening.seminar !== true) {
    session.close();
    throw badInput(
      `${file} was opened with greyzone play and is no seminar: go on with greyzone play --resume ${quoted(file)}`,
    );
  }
  return { ...opened, farewell: farewellOf(session, shelf), isNew: false };
}

function farewellOf(session: Session, shelf: Shelf): string {
  return `The case is in ${session.file}\nGo on with: ${shelf.resumeCommand(session)}\n`;
}

function wishOf(options: SeminarOptions, scenario: Scenario | null, seed: string | undefined): CaseWish {
  const { cells, policy, doctrine, variant, world, set, case: file } = options;
  const wanted = options.seed ?? seed;
  return {
    seats: cells ?? cellsOf(scenario),
    ...(policy === undefined ? {} : { policy }),
    ...(doctrine === undefined ? {} : { doctrine }),
    ...(variant === undefined ? {} : { variant }),
    ...(wanted === undefined ? {} : { seed: wanted }),
    ...(world === undefined ? {} : { world }),
    ...(set === undefined ? {} : { set }),
    ...(file === undefined ? {} : { file }),
  };
}

/** Seats with a role sheet that have something to decide; where there are none, all that have. */
function cellsOf(scenario: Scenario | null): readonly string[] {
  if (scenario === null) return [];
  const deciding = seatsToHold(scenario);
  const roles = new Set((scenario.seminar?.roles ?? []).map(({ seat }) => seat));
  return roles.size === 0 ? deciding : deciding.filter((seat) => roles.has(seat));
}

function checkSeminar(name: string, { seminar }: Scenario): void {
  if (seminar !== null) return;
  throw badInput(
    `${name} has no section "seminar", so there are no moves and no list of events: add "seminar:", as narva-spring has it, or play it with greyzone play`,
  );
}
