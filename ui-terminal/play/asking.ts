// The deed that asks for a line of text.

import type { Deed } from './screen.ts';

type Ask = Extract<Deed, { readonly kind: 'ask' }>;

/** `then` makes the deed of the answer, or says why it will not do. */
export function ask(question: string, then: Ask['then']): Ask {
  return { kind: 'ask', question, then };
}

export interface Question {
  readonly question: string;
  /** What stands there already. */
  readonly answer?: string;
  /** Why an answer will not do; null when it will. */
  readonly whyNot?: (text: string) => string | null;
}

/** Several questions one after the other; Esc at any of them leaves all. */
export function askInTurn(questions: readonly Question[], then: (answers: readonly string[]) => Deed): Deed {
  const next = (at: number, answers: readonly string[]): Deed => {
    const now = questions[at];
    if (now === undefined) return then(answers);
    const asked = ask(now.question, (text) => {
      const why = now.whyNot?.(text.trim()) ?? null;
      return why === null ? next(at + 1, [...answers, text.trim()]) : { kind: 'say', text: why };
    });
    return now.answer === undefined ? asked : { ...asked, answer: now.answer };
  };
  return next(0, []);
}
