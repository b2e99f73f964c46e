// What the command line says of a case and a cell -> the case whose room is meant, or one clear line that says what is wrong.

import { existsSync, statSync } from 'node:fs';
import { roomFolderOf, seatsOfRoom, unknownName } from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { cleanText } from './clean-text.ts';
import { say, sayCase } from './strings.ts';

/** A case file, or the folder of its room. Throws when there is neither: a name that is written wrongly would wait for ever. */
export function caseOfRoom(path: string): string {
  const file = path.replace(/\.room[/\\]*$/, '.case.jsonl');
  if (hasRoom(file)) return file;
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    throw badInput(say('plain.no-case', { case: cleanText(path) }));
  return file;
}

export function hasRoom(caseFile: string): boolean {
  return existsSync(roomFolderOf(caseFile));
}

/** Throws unless the room is open. */
export function stopWithoutRoom(caseFile: string): void {
  if (!hasRoom(caseFile))
    throw badInput(
      say('plain.no-room', { case: sayCase(caseFile), start: say('wait.command', { case: sayCase(caseFile) }) }),
    );
}

/** Throws without a cell, and for one that the room does not have. In a room that is not open yet every name may come. */
export function stopWithoutSeat(caseFile: string, seat: string | undefined): asserts seat is string {
  const seats = seatsOfRoom(caseFile);
  if (seat === undefined) {
    stopWithoutRoom(caseFile);
    throw badInput(seats.length === 0 ? say('plain.no-seats') : say('plain.which-seat', { seats: seats.join(', ') }));
  }
  if (seats.length === 0 || seats.includes(seat)) return;
  const near = unknownName('seat', seat, seats)?.notes[0] ?? '';
  const all = near.startsWith('known') ? '' : `${near} `;
  throw badInput(
    say('plain.no-seat', { seat: cleanText(seat), hint: `${all}${say('plain.seats', { seats: seats.join(', ') })}` }),
  );
}
