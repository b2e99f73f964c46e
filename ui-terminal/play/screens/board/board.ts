// The board: what the seat sees of the world, on one screen.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { lookOfBoard } from './board-look.ts';
import { BOARD_KEYS, type BoardState, FIRST_STATE } from './board-state.ts';
import { tellBoard } from './board-words.ts';

export const BOARD: Screen<BoardState> = {
  id: 'board',
  title: () => say('screen.board'),
  start: () => FIRST_STATE,
  keys: BOARD_KEYS,
  look: lookOfBoard,
  filter: (state, text) => ({ ...state, filter: text }),
  tell: tellBoard,
};
