// A seminar + a seat or the projector -> what it may show, as plain data: made from observations and released injects alone.
// These are the only texts that leave the white cell. Nothing of the master events list, of notes, odds or hidden state is in them.

import type { Manner } from '../model/sights.ts';

export const ROOM_FORMAT = 'greyzone.room/1';

/** What every screen of the room knows. */
export interface RoomHead {
  readonly format: typeof ROOM_FORMAT;
  readonly title: string;
  readonly handling: string;
  /** Turns played, of all; the name of the turn to come. */
  readonly played: number;
  readonly turns: number;
  readonly date: string;
  readonly over: boolean;
  readonly clock: RoomClock;
  readonly move: RoomMove | null;
}

/** Wall times as ISO 8601 in UTC. */
export interface RoomClock {
  readonly startex: string | null;
  readonly endex: string | null;
  /** Null while paused. */
  readonly since: string | null;
  readonly before: number;
}

export interface RoomMove {
  readonly title: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly minutes: number;
  /** Milliseconds of exercise when it began. */
  readonly began: number;
  readonly situation: string;
  /** For all cells. */
  readonly questions: readonly string[];
}

/** An inject as the room hears it. */
export interface RoomInject {
  readonly turn: number;
  readonly date: string;
  readonly at: string | null;
  readonly from: string;
  readonly delivery: string;
  readonly label: string;
  readonly text: string;
}

/** A line of news that a room has heard. */
export interface RoomNews {
  readonly turn: number;
  readonly date: string;
  readonly text: string;
  readonly importance: number;
}

/** A stock or an auxiliary, as a cell sees it. */
export interface RoomNumber {
  readonly name: string;
  readonly label: string;
  readonly value: number;
  readonly unit: string | null;
  readonly how: Manner;
}

/** A place of the map with the state that is seen there, if any. */
export interface RoomPlace {
  readonly name: string;
  readonly label: string;
  readonly state: string | null;
  /** 0 (quiet) upwards, place of the state in its ladder; null unseen. */
  readonly rung: number | null;
  /** How it is seen; missing where it is not. */
  readonly how?: Manner;
}

/** A machine, as a cell sees it. */
export interface RoomState {
  readonly name: string;
  readonly label: string;
  readonly states: readonly string[];
  readonly how: Manner;
}

/** The projector: what every cell sees and hears. */
export interface ScreenView extends RoomHead {
  readonly kind: 'screen';
  readonly injects: readonly RoomInject[];
  readonly news: readonly RoomNews[];
  readonly numbers: readonly RoomNumber[];
  readonly machines: readonly RoomState[];
  readonly places: readonly RoomPlace[];
}

/** A lever, as a cell sees it. */
export interface RoomLever {
  readonly name: string;
  readonly label: string;
  readonly level: string;
  /** As sealed for the coming turn; null when it stays. */
  readonly ordered: string | null;
  readonly levels: readonly { readonly name: string; readonly label: string }[];
}

export interface RoomRequest {
  readonly id: string;
  readonly turn: number;
  readonly text: string;
  readonly answer: string | null;
}

/** A cell's own terminal. */
export interface SeatView extends RoomHead {
  readonly kind: 'seat';
  readonly seat: string;
  readonly label: string;
  readonly brief: string | null;
  readonly role: { readonly who: string; readonly aims: readonly string[]; readonly brings: readonly string[] } | null;
  /** Of this cell alone; those for all are in the move. */
  readonly questions: readonly string[];
  readonly injects: readonly RoomInject[];
  readonly news: readonly RoomNews[];
  readonly numbers: readonly RoomNumber[];
  readonly machines: readonly RoomState[];
  readonly places: readonly RoomPlace[];
  readonly levers: readonly RoomLever[];
  readonly funds: number | null;
  /** Whether orders for the coming turn are in, and who brought them. */
  readonly orders: 'open' | 'sealed here' | 'sealed by white' | 'strategy';
  readonly requests: readonly RoomRequest[];
  /** Messages of this seat that white has dealt with, the latest last; `why` is empty for those taken. */
  readonly receipts: readonly { readonly message: string; readonly why: string }[];
  /** Events that the cell may give odds for. */
  readonly forecasts: readonly { readonly name: string; readonly label: string; readonly given: number | null }[];
}

/** What one terminal of a room may show. */
export type RoomView = ScreenView | SeatView;

/** What a cell's terminal sends to white. One file each; the id is unique: seat, time and a random part. */
export type CellMessage =
  | {
      readonly kind: 'orders';
      readonly id: string;
      readonly seat: string;
      readonly turn: number;
      readonly levers: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'request'; readonly id: string; readonly seat: string; readonly text: string }
  | {
      readonly kind: 'estimate';
      readonly id: string;
      readonly seat: string;
      readonly outcome: string;
      readonly probability: number;
    };
