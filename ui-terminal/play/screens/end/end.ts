// How it ended, and what can be learnt from it. Here, after the last turn, everything may be shown.

import { lookReading, READING_START, type Reading, readingKeys, tellReading } from '../../reading.ts';
import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { endSections } from './end-text.ts';

export const END: Screen<Reading> = {
  id: 'end',
  title: () => say('screen.end'),
  start: () => READING_START,
  keys: [
    {
      keys: ['t'],
      does: say('screen.timeline').toLowerCase(),
      footer: true,
      run: (state) => ({ state, deeds: [{ kind: 'go', to: 'timeline' }] }),
    },
    {
      keys: ['b'],
      does: say('screen.board').toLowerCase(),
      footer: true,
      run: (state) => ({ state, deeds: [{ kind: 'go', to: 'board' }] }),
    },
    {
      keys: ['u'],
      does: say('key.undo'),
      footer: true,
      run: (state) => ({ state, deeds: [{ kind: 'undo' }, { kind: 'go', to: 'board' }] }),
    },
    { keys: ['q'], does: say('key.quit'), footer: true, run: (state) => ({ state, deeds: [{ kind: 'quit' }] }) },
    ...readingKeys<Reading>(endSections),
    ...goKeys<Reading>('end').filter(({ keys }) => !['b', 't', 'u'].includes(keys[0]!)),
  ],
  look: (state, context) => lookReading(endSections(context), state, context),
  tell: (_, context) => tellReading(endSections(context)),
};
