// A case file + who looks -> the door of its room folder: reads what white publishes, follows it, hands in messages.

import { existsSync, type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import {
  type CellMessage,
  postMessage,
  type RoomFault,
  readRoomView,
  readSeatView,
  roomFolderOf,
  type ScreenView,
  type SeatView,
} from '../../engine/index.ts';
import { cleaned, cleanText } from './clean-text.ts';
import type { Lack, RoomDoor, Seen } from './room-door.ts';

/** White gives a sign of life every few seconds; after this long without one it is told as gone. */
const GONE_AFTER_MS = 15_000;
const POLL_MS = 500;
const SAME_CLOCK_MS = 10_000;

export function screenDoor(caseFile: string): RoomDoor<ScreenView> {
  return doorTo(caseFile, 'screen.json', () => readRoomView(caseFile, 'screen'));
}

export function seatDoor(caseFile: string, seat: string): RoomDoor<SeatView> {
  return doorTo(caseFile, `seat-${seat}.json`, () => readSeatView(caseFile, seat));
}

type Read<View> = RoomFault | { readonly view: View; readonly beat: { readonly beat: string } | null };

function doorTo<View extends ScreenView | SeatView>(
  caseFile: string,
  file: string,
  read: () => Read<View>,
): RoomDoor<View> {
  const signs = signsOfLife();
  const clocks = clocksApart();
  let last: View | null = null;
  const folder = roomFolderOf(caseFile);
  const lackOf = (fault: string): Lack => {
    if (!existsSync(folder)) return { kind: 'folder', folder, caseFile };
    const isThere = existsSync(join(folder, file));
    return isThere ? { kind: 'fault', why: cleanText(fault) } : { kind: 'view', folder, caseFile };
  };
  return {
    look: (): Seen<View> => {
      const got = read();
      if ('fault' in got) {
        return { view: last, lack: lackOf(got.fault), white: signs(null), ...clocks(null) };
      }
      last = cleaned(got.view) as View;
      const beat = got.beat?.beat ?? null;
      return { view: last, lack: null, white: signs(beat), ...clocks(beat) };
    },
    follow: (changed) => follow(folder, changed),
    post: (message: CellMessage) => {
      const fault = postMessage(caseFile, message);
      return fault === null ? '' : cleanText([fault.fault, ...fault.notes].join(' '));
    },
  };
}

/**
 * Clocks of two machines may differ, so only the first sign of life is held against the clock; from then on it counts that the sign changes.
 * When the sign is taken back, white closed its console.
 */
export function signsOfLife(now: () => number = Date.now): (beat: string | null) => Seen<ScreenView>['white'] {
  let sign: { readonly beat: string; readonly seen: number } | null = null;
  return (beat) => {
    if (beat === null) return { isThere: false, since: sign?.seen ?? null };
    if (sign === null) sign = { beat, seen: Math.min(now(), Date.parse(beat) || 0) };
    else if (sign.beat !== beat) sign = { beat, seen: now() };
    return now() - sign.seen <= GONE_AFTER_MS ? { isThere: true } : { isThere: false, since: sign.seen };
  };
}

/**
 * What a sign of life that has just come says of the clock of white, which may be that of another machine or go on while ours was set back.
 * A sign takes a moment to come, so that a few seconds are no difference.
 */
export function clocksApart(now: () => number = Date.now): (beat: string | null) => Pick<Seen<ScreenView>, 'ahead'> {
  let [before, ahead]: [string | null, number] = [null, 0];
  return (beat) => {
    const difference = beat === null ? Number.NaN : Date.parse(beat) - now();
    // Nobody knows how old the first one is.
    const isFresh = before !== null && beat !== before;
    if (isFresh && Math.abs(difference - ahead) > SAME_CLOCK_MS)
      ahead = Math.abs(difference) > SAME_CLOCK_MS ? difference : 0;
    before = beat ?? before;
    return ahead === 0 ? {} : { ahead };
  };
}

/** Tells of changes at once where the system does, and in any case twice a second: some network folders tell nothing. */
function follow(folder: string, changed: () => void): () => void {
  let watcher: FSWatcher | null = null;
  const drop = (): void => {
    watcher?.close();
    watcher = null;
  };
  const take = (): void => {
    if (watcher !== null || !existsSync(folder)) return;
    try {
      watcher = watch(folder, { persistent: false }, changed);
      watcher.on('error', drop);
    } catch {
      // The timer goes on.
    }
  };
  take();
  const timer = setInterval(() => {
    if (!existsSync(folder)) drop();
    take();
    changed();
  }, POLL_MS);
  return () => {
    clearInterval(timer);
    drop();
  };
}
