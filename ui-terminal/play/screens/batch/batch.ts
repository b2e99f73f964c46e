// Policies compared over thousands of futures, without playing.

import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { batchLook, batchTell } from './batch-look.ts';
import { BATCH_KEYS, type BatchScreenState, startBatch } from './batch-state.ts';

export const BATCH: Screen<BatchScreenState> = {
  id: 'batch',
  title: () => say('screen.batch'),
  start: startBatch,
  keys: BATCH_KEYS,
  look: batchLook,
  filter: (state, typed) => ({ ...state, typed, cursor: 0, scroll: 0 }),
  tell: batchTell,
};
