// What the documents of a pack are made of, parted by who may read it. A document for participants takes an OpenBook or a SeatBook,
// and so cannot hold what only a WhiteBook has.

/** What everybody in the room may read. */
export interface OpenBook {
  readonly title: string;
  readonly version: string;
  readonly question: string;
  readonly notFor: string | null;
  /** The handling line of every page. */
  readonly handling: string;
  /** Kind of exercise. */
  readonly type: string;
  readonly aim: string;
  readonly objectives: readonly Objective[];
  /** Situation of the first move; those of later moves are read out when their time comes. */
  readonly opening: string | null;
  readonly briefing: number;
  readonly hotWash: number;
  readonly moves: readonly MoveRow[];
  /** What a turn is, as `week`. */
  readonly turn: string;
  readonly cells: readonly string[];
  readonly constraints: readonly string[];
  readonly limitations: readonly string[];
  readonly assumptions: readonly string[];
  readonly ladder: Ladder | null;
  readonly places: readonly Place[];
}

export interface Objective {
  readonly name: string;
  readonly text: string;
}

export interface MoveRow {
  readonly title: string;
  readonly minutes: number;
  /** `turns 1 to 4, from 23 February 2015`. */
  readonly covers: string;
}

/** States in the order of the file, innermost ones only. */
export interface Ladder {
  readonly label: string;
  readonly states: readonly {
    readonly label: string;
    /** How the news may put it; null where the scenario has no words for it. */
    readonly sounds: string | null;
    /** The state around it. */
    readonly inside: string | null;
  }[];
}

export interface Place {
  readonly name: string;
  readonly label: string;
  /** The member of the outer set that it lies in, if any. */
  readonly within: { readonly name: string; readonly label: string } | null;
}

/** For the people of one cell. */
export interface SeatBook {
  readonly open: OpenBook;
  readonly name: string;
  readonly label: string;
  readonly brief: string | null;
  readonly role: {
    readonly who: string;
    readonly aims: readonly string[];
    readonly brings: readonly string[];
    readonly advice: readonly string[];
  } | null;
  readonly levers: readonly LeverRow[];
  readonly budget: { readonly start: number; readonly perTurn: number } | null;
  /** What is asked in each move, in the order of `open.moves`: of all cells, and of this one. */
  readonly questions: readonly { readonly all: readonly string[]; readonly own: readonly string[] }[];
}

export interface LeverRow {
  readonly label: string;
  /** Where the lever exists for several members: which one this is. */
  readonly member: string | null;
  readonly levels: readonly string[];
  readonly start: string;
}

/** For the white cell and the evaluators, and nobody else. */
export interface WhiteBook {
  readonly open: OpenBook;
  readonly purpose: string | null;
  /** What the file tells the white cell of its own part. */
  readonly role: readonly string[];
  readonly moves: readonly {
    readonly title: string;
    readonly covers: string;
    readonly situation: string;
    readonly questions: readonly { readonly to: string; readonly texts: readonly string[] }[];
  }[];
  /** Turns that are left out, and why. */
  readonly notPlayed: readonly string[];
  readonly watch: readonly string[];
  /** As planned; then what waits for a condition, then what is released by hand. */
  readonly msel: readonly MselRow[];
  readonly evaluation: readonly EvaluationGuide[];
}

export interface MselRow {
  readonly id: string;
  readonly label: string;
  readonly when: string;
  readonly kind: string;
  /** With its reason, if it has one. */
  readonly status: string;
  readonly delivery: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly expected: string;
  readonly objectives: string;
  readonly minutes: number | null;
  readonly notes: string | null;
  /** The inject of the scenario that it plays. */
  readonly inject: string | null;
}

export interface EvaluationGuide {
  readonly objective: Objective;
  readonly capability: string;
  readonly tasks: readonly string[];
}
