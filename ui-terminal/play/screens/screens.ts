// All screens by their id.

import type { Screen, ScreenId } from '../screen.ts';
import { BATCH } from './batch/batch.ts';
import { BOARD } from './board/board.ts';
import { BRIEFING } from './briefing/briefing.ts';
import { CURTAIN } from './curtain/curtain.ts';
import { END } from './end/end.ts';
import { FORECAST } from './forecast/forecast.ts';
import { HOME } from './home/home.ts';
import { ORDERS } from './orders/orders.ts';
import { STATECHART } from './statechart/statechart.ts';
import { TIMELINE } from './timeline/timeline.ts';
import { CELLS } from './white/cells.ts';
import { CONTROL } from './white/control.ts';
import { EVALUATION } from './white/evaluation.ts';
import { MSEL } from './white/msel.ts';
import { NOTES } from './white/notes.ts';
import { PREVIEW } from './white/preview.ts';
import { REQUESTS } from './white/requests.ts';
import { RULING } from './white/ruling.ts';
import { WHY } from './why/why.ts';

/** Each screen is given back only states that it made itself, so the table need not know their kinds. The one cast. */
function listed<State>(screen: Screen<State>): Screen<unknown> {
  return screen as unknown as Screen<unknown>;
}

export const SCREENS: Readonly<Record<ScreenId, Screen<unknown>>> = {
  home: listed(HOME),
  briefing: listed(BRIEFING),
  board: listed(BOARD),
  orders: listed(ORDERS),
  forecast: listed(FORECAST),
  why: listed(WHY),
  timeline: listed(TIMELINE),
  statechart: listed(STATECHART),
  end: listed(END),
  curtain: listed(CURTAIN),
  batch: listed(BATCH),
  control: listed(CONTROL),
  msel: listed(MSEL),
  cells: listed(CELLS),
  ruling: listed(RULING),
  requests: listed(REQUESTS),
  notes: listed(NOTES),
  evaluation: listed(EVALUATION),
  preview: listed(PREVIEW),
};
