// `greyzone seat`: the terminal of one cell in a room, or messages to white without one. It reads the file of its own cell alone.

import { freshMessageId, type SeatView } from '../../engine/index.ts';
import { badInput, EXIT, Stop } from '../exit-code.ts';
import { caseOfRoom, stopWithoutRoom, stopWithoutSeat } from '../room/room-case.ts';
import type { RoomDoor } from '../room/room-door.ts';
import { seatDoor } from '../room/room-folder-door.ts';
import { isOnTerminal, type RoomOptions, roomLooks } from '../room/room-options.ts';
import { areWishes, messagesOf, type Wishes } from '../room/seat-messages.ts';
import { startSeat } from '../room/seat-state.ts';
import { say } from '../room/strings.ts';
import { lackText, whiteText } from '../room/waiting.ts';
import type { Terminal } from '../terminal.ts';

export interface SeatOptions extends RoomOptions, Wishes {
  readonly as?: string;
}

export async function seat(path: string, options: SeatOptions, terminal: Terminal): Promise<void> {
  const caseFile = caseOfRoom(path);
  const { as } = options;
  stopWithoutSeat(caseFile, as);
  const isOnce = options.json === true || areWishes(options) || !isOnTerminal();
  if (isOnce || options.wait === false) stopWithoutRoom(caseFile);
  const door = seatDoor(caseFile, as);
  if (areWishes(options)) return send(as, door, options, terminal);
  if (isOnce) return printOnce(door, options, terminal);
  const looks = roomLooks(options);
  const { createSeat } = await import('../room/room-program.ts');
  const { startRoom } = await import('../room/start-room.tsx');
  const code = await startRoom({ program: createSeat(as, { door, looks }) });
  if (code !== EXIT.ok) throw new Stop(code, '');
}

function viewOf(door: RoomDoor<SeatView>): SeatView {
  const seen = door.look();
  if (seen.view === null) throw badInput(lackText(seen));
  return seen.view;
}

/** All that was asked is held against the view before anything is sent. */
async function send(name: string, door: RoomDoor<SeatView>, options: SeatOptions, terminal: Terminal): Promise<void> {
  const messages = messagesOf(options, viewOf(door));
  if ('fault' in messages) throw badInput(messages.fault);
  const { messageOf } = await import('../room/room-program.ts');
  const sent = messages.map((unsent) => messageOf(name, { ...unsent, id: freshMessageId(name) }));
  for (const message of sent) {
    const fault = door.post(message);
    if (fault !== '') throw new Stop(EXIT.failed, say('plain.not-sent', { why: fault }));
    if (options.json !== true) terminal.out(`${message.id}\n`);
  }
  if (options.json === true) terminal.out(`${JSON.stringify(sent, null, 2)}\n`);
}

async function printOnce(door: RoomDoor<SeatView>, { json }: SeatOptions, terminal: Terminal): Promise<void> {
  const seen = door.look();
  if (seen.view === null) throw badInput(lackText(seen));
  if (json === true) return terminal.out(`${JSON.stringify(seen.view, null, 2)}\n`);
  const { seatSentences } = await import('../room/seat-look.ts');
  const sentences = [whiteText(seen), ...seatSentences(startSeat(), seen.view, Date.now())];
  terminal.out(`${sentences.filter((text) => text !== '').join('\n')}\n`);
}
