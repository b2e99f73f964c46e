// `greyzone watch`: the projector of a room. It reads what white shows to everybody, and nothing else.

import { badInput, EXIT, Stop } from '../exit-code.ts';
import { caseOfRoom, stopWithoutRoom } from '../room/room-case.ts';
import { screenDoor } from '../room/room-folder-door.ts';
import { isOnTerminal, type RoomOptions, roomLooks } from '../room/room-options.ts';
import { lackText, whiteText } from '../room/waiting.ts';
import type { Terminal } from '../terminal.ts';

export async function watch(path: string, options: RoomOptions, terminal: Terminal): Promise<void> {
  const caseFile = caseOfRoom(path);
  const isOnce = options.json === true || !isOnTerminal();
  if (isOnce || options.wait === false) stopWithoutRoom(caseFile);
  if (isOnce) return printOnce(caseFile, options, terminal);
  const looks = roomLooks(options);
  const { createWatch } = await import('../room/room-program.ts');
  const { startRoom } = await import('../room/start-room.tsx');
  const code = await startRoom({ program: createWatch({ door: screenDoor(caseFile), looks }) });
  if (code !== EXIT.ok) throw new Stop(code, '');
}

async function printOnce(caseFile: string, { json }: RoomOptions, terminal: Terminal): Promise<void> {
  const { screenSentences } = await import('../room/watch-look.ts');
  const seen = screenDoor(caseFile).look();
  if (seen.view === null) throw badInput(lackText(seen));
  if (json === true) return terminal.out(`${JSON.stringify(seen.view, null, 2)}\n`);
  const sentences = [whiteText(seen), ...screenSentences(seen.view, Date.now())].filter((text) => text !== '');
  terminal.out(`${sentences.join('\n')}\n`);
}
