// The board: what the seat sees of the world, on one screen.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { lookOfBoard } from './board-look.ts';
import { BOARD_KEYS, type BoardState, startBoard } from './board-state.ts';
import { tellBoard } from './board-words.ts';

export const BOARD: Screen<BoardState> = {
  id: 'board',
  title: ({ entry }, { session }) =>
    entry === null || session === null
      ? say('screen.board')
      : say('board.as-of', { turn: session.standingAt(entry).played + 1 }),
  start: startBoard,
  keys: BOARD_KEYS,
  look: lookOfBoard,
  filter: (state, text) => ({ ...state, filter: text }),
  tell: tellBoard,
};
