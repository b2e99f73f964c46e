// All screens by their id.

import type { Screen, ScreenId } from '../screen.ts';
import { BOARD } from './board/board.ts';
import { BRIEFING } from './briefing/briefing.ts';
import { CURTAIN } from './curtain/curtain.ts';
import { END } from './end/end.ts';
import { HOME } from './home/home.ts';
import { placeholder } from './placeholder.ts';

/** Each screen is given back only states that it made itself, so the table need not know their kinds. The one cast. */
function listed<State>(screen: Screen<State>): Screen<unknown> {
  return screen as unknown as Screen<unknown>;
}

export const SCREENS: Readonly<Record<ScreenId, Screen<unknown>>> = {
  home: listed(HOME),
  briefing: listed(BRIEFING),
  board: listed(BOARD),
  orders: listed(placeholder('orders')),
  forecast: listed(placeholder('forecast')),
  why: listed(placeholder('why')),
  timeline: listed(placeholder('timeline')),
  statechart: listed(placeholder('statechart')),
  end: listed(END),
  curtain: listed(CURTAIN),
  batch: listed(placeholder('batch')),
};
