// The deed that asks for a line of text.

import type { Deed } from './screen.ts';

type Ask = Extract<Deed, { readonly kind: 'ask' }>;

/** `then` makes the deed of the answer, or says why it will not do. */
export function ask(question: string, then: Ask['then']): Ask {
  return { kind: 'ask', question, then };
}
