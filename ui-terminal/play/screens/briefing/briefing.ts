// What somebody who sits down should know, to be read once and come back to.

import { lookReading, READING_START, type Reading, readingKeys, tellReading } from '../../reading.ts';
import type { Screen } from '../../screen.ts';
import { say } from '../../strings.ts';
import { goKeys } from '../go-keys.ts';
import { briefingSections } from './briefing-text.ts';

export const BRIEFING: Screen<Reading> = {
  id: 'briefing',
  title: () => say('screen.briefing'),
  start: () => READING_START,
  keys: [
    {
      keys: ['enter', 'b'],
      does: say('briefing.to-board'),
      footer: true,
      run: (state) => ({ state, deeds: [{ kind: 'go', to: 'board' }] }),
    },
    {
      keys: ['o'],
      does: say('key.orders'),
      footer: true,
      run: (state) => ({ state, deeds: [{ kind: 'go', to: 'orders' }] }),
    },
    ...readingKeys<Reading>(briefingSections),
    ...goKeys<Reading>('briefing').filter(({ keys }) => !['b', 'o'].includes(keys[0]!)),
  ],
  look: (state, context) => lookReading(briefingSections(context), state, context),
  tell: (_, context) => tellReading(briefingSections(context)),
};
