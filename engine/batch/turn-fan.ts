// Where the runs of an arm lie after one turn.

/** 5, 25, 50, 75 and 95 % quantiles over the runs that reached the turn; null where none did. */
export type TurnFan = readonly [number, number, number, number, number] | null;
