// What a screen is: pure state, a table of keys, and a look that draws the state as a frame. The program around it does the rest.

import type { Scenario, Session, SessionInput } from '../../engine/index.ts';
import type { Batching } from './batching.ts';
import type { Forecasting } from './forecasting.ts';
import type { Frame } from './frame.ts';
import type { Looks } from './looks.ts';

export const SCREEN_IDS = [
  'home',
  'briefing',
  'board',
  'orders',
  'forecast',
  'why',
  'timeline',
  'statechart',
  'end',
  'batch',
  'curtain',
  'control',
  'msel',
  'cells',
  'ruling',
  'requests',
  'notes',
  'evaluation',
  'preview',
] as const;
export type ScreenId = (typeof SCREEN_IDS)[number];

/** Screens of the white cell, which a seminar alone has; `control` is where it begins. */
export const WHITE_SCREENS: readonly ScreenId[] = [
  'control',
  'msel',
  'cells',
  'ruling',
  'requests',
  'notes',
  'evaluation',
  'preview',
];

/** What every screen may look at. Screens never change it: they ask for deeds. */
export interface Context {
  /** Null on the home screen and in a batch. */
  readonly session: Session | null;
  /** The seat whose eyes we look through: its observation is all that a screen may show, but for the end and white. */
  readonly seat: string;
  readonly looks: Looks;
  /** Of the part that the screen may draw on. */
  readonly width: number;
  readonly height: number;
  readonly forecasting: Forecasting;
  readonly batching: Batching;
  readonly library: Library;
  /** At the console of a seminar alone. */
  readonly seminar?: SeminarContext;
}

/** What the white cell knows beside the case. Wall times are ISO 8601 in UTC. */
export interface SeminarContext {
  readonly now: string;
  /** What came while nobody pressed a key, the latest last. */
  readonly notices: readonly Notice[];
  /** Why the room cannot be told at the moment, in words; null when it can. */
  readonly roomFault: string | null;
}

export interface Notice {
  readonly at: string;
  readonly text: string;
}

/** What the home screen lists; read once and again when it changes. */
export interface Library {
  readonly scenarios: readonly { readonly id: string; readonly title: string; readonly question: string }[];
  readonly cases: readonly {
    readonly file: string;
    readonly scenario: string;
    readonly turns: number;
    readonly when: number;
  }[];
  readonly open: (id: string) => Scenario | null;
  /** Quick, where opening takes a second. Left out or null, it is not told. */
  readonly sizeOf?: (id: string) => ScenarioSize | null;
}

/** What a list tells of a scenario next to its title. */
export interface ScenarioSize {
  readonly turns: number;
  /** Seats that the text describes. */
  readonly seats: number;
}

/** What a key or a chosen line asks the program to do. */
export type Deed =
  | { readonly kind: 'go'; readonly to: ScreenId; readonly about?: unknown }
  | { readonly kind: 'back' }
  | { readonly kind: 'start'; readonly scenario: string; readonly seats: readonly string[] }
  | { readonly kind: 'resume'; readonly file: string }
  | { readonly kind: 'order'; readonly levers: Readonly<Record<string, string>> }
  /** Ends the turn. With several persons it is played when the last of them has ended it; until then the next one is asked to the keyboard. */
  | { readonly kind: 'play' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'go to entry'; readonly entry: number }
  | { readonly kind: 'hold'; readonly seat: string; readonly holder: 'person' | 'strategy' }
  | { readonly kind: 'look through'; readonly seat: string }
  /** The one who is named has the keyboard now: the curtain opens on this seat. */
  | { readonly kind: 'unveil'; readonly seat: string }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'bookmark'; readonly name: string }
  | { readonly kind: 'estimate'; readonly outcome: string; readonly probability: number }
  /** What white puts into the log, in order; the first that is refused ends it. `said` is shown when all were taken. */
  | { readonly kind: 'take'; readonly inputs: readonly SessionInput[]; readonly said: string }
  /** Plays on to the end of the move, until something needs the director. */
  | { readonly kind: 'play on' }
  /** White types in the orders of a cell. */
  | { readonly kind: 'orders of'; readonly seat: string }
  /** Asks for a line of text; `then` makes the deed of it (which may be the next question), or says why it will not do. */
  | {
      readonly kind: 'ask';
      readonly question: string;
      readonly answer?: string;
      readonly then: (text: string) => Deed | { readonly kind: 'say'; readonly text: string };
    }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'quit' };

/** What comes of a key: the screen's next state, and what is asked for. */
export interface Step<State> {
  readonly state: State;
  readonly deeds?: readonly Deed[];
}

/** One row of the key table. Footer, help, palette and the guide are all made from it. */
export interface KeyRow<State> {
  /** As `keyName` gives them: `up`, `j`, `enter`, `ctrl+p`, `space`, `?`. The first one is shown. */
  readonly keys: readonly string[];
  /** What it does, in two or three words; a string of the catalogue. */
  readonly does: string;
  /** Shown in the footer, most important first; the others only in the help. */
  readonly footer?: boolean;
  /** Does it work now? Left out, always. */
  readonly when?: (state: State, context: Context) => boolean;
  readonly run: (state: State, context: Context) => Step<State>;
}

export interface Screen<State> {
  readonly id: ScreenId;
  readonly title: (state: State, context: Context) => string;
  /** `about` is what the deed that came here gave. */
  readonly start: (context: Context, about?: unknown) => State;
  readonly keys: readonly KeyRow<State>[];
  /** Exactly as many lines as fit, or fewer. */
  readonly look: (state: State, context: Context) => Frame;
  /** For `/`: the state with only what matches; an empty text shows all. */
  readonly filter?: (state: State, text: string) => State;
  /** Read aloud: the same as sentences. Left out, the text of the look. */
  readonly tell?: (state: State, context: Context) => readonly string[];
}
