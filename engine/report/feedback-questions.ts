// A seminar -> what its feedback form asks, in the order of the form: the printed one, the one that is typed in, and the report that counts them.

import type { SeminarElement } from '../language/scenario.ts';

/** Answered by a whole number from 1 (not at all) to 5 (fully). `key` is what the log of a case calls it. */
export interface FeedbackQuestion {
  readonly key: string;
  readonly text: string;
}

export const FEEDBACK_SENTENCES: readonly FeedbackQuestion[] = [
  { key: 'role', text: 'I knew what my cell could do and what it could not.' },
  { key: 'story', text: 'The story was believable enough to argue about.' },
  { key: 'rulings', text: 'What the white cell ruled was explained.' },
  { key: 'time', text: 'The time for each move was right.' },
  { key: 'voices', text: 'People with other views were heard.' },
  { key: 'use', text: 'I learned something that I can use.' },
];

/** Answered in words, in this order. */
export const FEEDBACK_WORDS: readonly string[] = [
  'What surprised you?',
  'What would you do differently at your own desk?',
  'What in the model or the story was wrong, or missing?',
];

/** First the sentences of every form, then one for each objective, whose key is `objective:NAME`. */
export function feedbackQuestions({ objectives }: Pick<SeminarElement, 'objectives'>): readonly FeedbackQuestion[] {
  return [
    ...FEEDBACK_SENTENCES,
    ...[...objectives].map(([name, text]): FeedbackQuestion => ({ key: `objective:${name}`, text })),
  ];
}
