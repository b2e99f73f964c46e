// The room folder as a terminal needs it: what white last showed, whether white is there, and a way to hand in a message.

import type { CellMessage, RoomView } from '../../engine/index.ts';

/** `folder`: there is none yet; `view`: it has nothing for this screen yet. */
export type Lack =
  | { readonly kind: 'folder' | 'view'; readonly folder: string; readonly caseFile: string }
  | { readonly kind: 'fault'; readonly why: string };

/** What the folder holds now. */
export interface Seen<View extends RoomView> {
  /** Null until white shows something; kept when it can no longer be read. */
  readonly view: View | null;
  /** Why there is no view, or no new one. */
  readonly lack: Lack | null;
  /** Milliseconds by which the clock of white is ahead of ours, below nought behind; left out where both agree. */
  readonly ahead?: number;
  /** Is white there? `since`: milliseconds of its last sign of life, null when it never gave one. */
  readonly white: { readonly isThere: true } | { readonly isThere: false; readonly since: number | null };
}

/** The time by the clock of white. */
export function timeOfWhite({ ahead = 0 }: Pick<Seen<RoomView>, 'ahead'>, now: number): number {
  return now + ahead;
}

export interface RoomDoor<View extends RoomView> {
  /** Reads the folder. */
  readonly look: () => Seen<View>;
  /** Calls when something may have changed. What comes back ends it. */
  readonly follow: (changed: () => void) => () => void;
  /** Hands in a message; an empty text when it lies there, else why not. */
  readonly post: (message: CellMessage) => string;
}
