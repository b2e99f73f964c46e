// The questions behind a note of the white cell: its words, what kind it is, and what it is about.

import { WHITE_SEAT } from '../../../../engine/index.ts';
import { askInTurn } from '../../asking.ts';
import type { Deed } from '../../screen.ts';
import { say } from '../../strings.ts';
import { notBlank, oneOfOrNothing, type Seminar } from './white-facts.ts';

/** `s...` strength, `i...` to improve, else plain. */
function markOf(text: string): 'strength' | 'improve' | null {
  const letter = text.toLowerCase().charAt(0);
  return letter === 's' ? 'strength' : letter === 'i' ? 'improve' : null;
}

/** `entry`: the one that the note is about, filled in to begin with. */
export function askWhiteNote({ plan }: Seminar, entry = ''): Deed {
  const ids = plan.msel.map(({ id }) => id);
  const objectives = [...plan.objectives.keys()];
  return askInTurn(
    [
      { question: say('ask.note'), whyNot: notBlank },
      { question: say('notes.ask-kind'), whyNot: (text) => (/^(|[sip].*)$/i.test(text) ? null : say('notes.kinds')) },
      { question: say('notes.ask-entry'), answer: entry, whyNot: oneOfOrNothing(ids) },
      { question: say('white.ask-objective', { names: objectives.join(', ') }), whyNot: oneOfOrNothing(objectives) },
    ],
    ([text = '', kind = '', about = '', objective = '']) => {
      const mark = markOf(kind);
      return {
        kind: 'take',
        inputs: [
          {
            kind: 'note',
            seat: WHITE_SEAT,
            text,
            ...(mark === null ? {} : { mark }),
            ...(about === '' ? {} : { entry: about }),
            ...(objective === '' ? {} : { objective }),
          },
        ],
        said: say('game.noted'),
      };
    },
  );
}
