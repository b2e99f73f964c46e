// What the command line says of a case -> an open session, or a stop with the reason in one line.

import type { Session } from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { programVersion } from '../program-version.ts';
import { caseFolder } from './case-folder.ts';
import { type CaseWish, createShelf, quoted, type Shelf, type Shelved, toldFault } from './case-shelf.ts';
import type { PlayOptions } from './play-options.ts';

export function openShelf(): Shelf {
  return createShelf(caseFolder(process.env, process.platform), programVersion());
}

export function wishOf(options: PlayOptions, seats: readonly string[], seed: string | undefined): CaseWish {
  const { policy, doctrine, variant, world, set, case: file } = options;
  return {
    seats,
    ...(policy === undefined ? {} : { policy }),
    ...(doctrine === undefined ? {} : { doctrine }),
    ...(variant === undefined ? {} : { variant }),
    ...(seed === undefined ? {} : { seed }),
    ...(world === undefined ? {} : { world }),
    ...(set === undefined ? {} : { set }),
    ...(file === undefined ? {} : { file }),
  };
}

export type OpenedCase = Extract<Shelved, { readonly session: Session }>;

/** Opens what the command line names, or stops with the reason. */
export function openCase(
  scenario: string | undefined,
  options: PlayOptions,
  shelf: Shelf,
  seats: readonly string[],
  seed: string | undefined,
): OpenedCase {
  const { resume } = options;
  const shelved =
    resume === undefined
      ? shelf.start(scenario ?? '', wishOf(options, seats, seed))
      : withoutRoom(shelf.resume(resume === true ? latestOf(shelf) : resume, scenario));
  if ('session' in shelved) return shelved;
  throw badInput(toldFault(shelved));
}

/** A seminar is gone on with at its console, which has a room to look after. */
export function withoutRoom(shelved: Shelved): Shelved {
  if (!('session' in shelved) || shelved.session.ground.opening.seminar !== true) return shelved;
  const { file } = shelved.session;
  shelved.session.close();
  return { fault: `${file} is a seminar`, notes: [`Go on with: greyzone seminar --case ${quoted(file)}`] };
}

function latestOf(shelf: Shelf): string {
  const latest = shelf.latest();
  if (latest !== null) return latest;
  throw badInput(`there is no case to go on with in ${shelf.folder}; begin one: greyzone play`);
}

/** The last words of the program. */
export function farewell(session: Session, shelf: Shelf): string {
  return `The case is in ${session.file}\nGo on with: ${shelf.resumeCommand(session)}\n`;
}
