// How it was done: tasks of the evaluation guide with P, S, M or U, what is to be improved, and the forms that people handed in.

import { FEEDBACK_WORDS, feedbackQuestions } from '../../../../engine/index.ts';
import { askInTurn } from '../../asking.ts';
import { seatLabel } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, Deed, KeyRow } from '../../screen.ts';
import { type StringId, say } from '../../strings.ts';
import { cellNames, isBlank, notBlank, oneOf, type Seminar, seminarIn } from './white-facts.ts';
import {
  anySeminar,
  chosenIn,
  keyFor,
  LIST_START,
  type Listing,
  type ListRow,
  type ListState,
  listScreen,
  matching,
  viewKey,
} from './white-list.ts';

const VIEWS = ['tasks', 'improvements', 'feedback'] as const;

interface EvaluationState extends ListState {
  readonly view: (typeof VIEWS)[number];
}

interface EvaluationRow extends ListRow {
  readonly about: readonly Section[];
  /** For a task: what to ask. */
  readonly task: { readonly objective: string; readonly index: number; readonly text: string } | null;
}

function rowsOf({ view, typed }: EvaluationState, context: Context): readonly EvaluationRow[] {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  const rows = { tasks: taskRows, improvements: improvementRows, feedback: feedbackRows }[view](seminar);
  return matching(rows, typed);
}

function taskRows({ plan, stands }: Seminar): readonly EvaluationRow[] {
  return plan.evaluation.flatMap(({ objective, capability, tasks }) =>
    tasks.map((text, index): EvaluationRow => {
      const rated = stands.ratings.get(`${objective}/${index}`) ?? null;
      return {
        key: `${objective}/${index}`,
        text: `${rated?.rating ?? '-'}  ${text}`,
        tone: rated === null ? 'plain' : rated.rating === 'P' ? 'good' : rated.rating === 'U' ? 'bad' : 'warn',
        task: { objective, index, text },
        about: [
          { heading: say('evaluation.task'), passages: [paragraph(text)] },
          { heading: say('evaluation.capability'), passages: [paragraph(capability)] },
          { heading: say('msel.objective'), passages: [paragraph(plan.objectives.get(objective) ?? objective)] },
          {
            heading: say('evaluation.rating'),
            passages:
              rated === null
                ? [paragraph(say('evaluation.not-rated'))]
                : [row(rated.rating, say(`evaluation.${rated.rating}` as StringId)), paragraph(rated.why)],
          },
        ],
      };
    }),
  );
}

function improvementRows({ plan, stands }: Seminar): readonly EvaluationRow[] {
  return stands.improvements.map(({ objective, what, owner, due }, index) => ({
    key: String(index),
    text: what,
    task: null,
    about: [
      {
        heading: what,
        passages: [
          row(say('evaluation.owner'), owner === '' ? '-' : owner),
          row(say('evaluation.due'), due === '' ? '-' : due),
          row(say('msel.objective'), plan.objectives.get(objective) ?? objective),
        ],
      },
    ],
  }));
}

function feedbackRows({ session, plan, stands }: Seminar): readonly EvaluationRow[] {
  const questions = feedbackQuestions(plan);
  return stands.feedback.map(({ seat, scores, words }, index) => {
    const marks = Object.values(scores);
    const mean = marks.length === 0 ? '-' : (marks.reduce((sum, one) => sum + one, 0) / marks.length).toFixed(1);
    return {
      key: String(index),
      text: say('evaluation.form', { number: index + 1, cell: seatLabel(session.ground.scenario, seat), mean }),
      task: null,
      about: [
        {
          heading: say('evaluation.marks'),
          passages: questions.map(({ key, text }) => row(String(scores[key] ?? '-'), text)),
        },
        ...words.flatMap((text, at): readonly Section[] =>
          isBlank(text) ? [] : [{ heading: FEEDBACK_WORDS[at] ?? '', passages: [paragraph(text)] }],
        ),
      ],
    };
  });
}

function chosen(state: EvaluationState, context: Context): EvaluationRow | null {
  return chosenIn(state, rowsOf(state, context));
}

function listing(state: EvaluationState, context: Context): Listing {
  return {
    title: say(`evaluation.view-${state.view}`),
    rows: rowsOf(state, context),
    empty: say(`evaluation.none-${state.view}`),
    aboutTitle: say(`evaluation.one-${state.view}`),
    about: chosen(state, context)?.about ?? [],
  };
}

function rating({ objective, index }: NonNullable<EvaluationRow['task']>): Deed {
  return askInTurn(
    [
      {
        question: say('evaluation.ask-rating'),
        whyNot: (text) => (/^[psmu]$/i.test(text) ? null : say('evaluation.ratings')),
      },
      { question: say('evaluation.ask-why'), whyNot: notBlank },
    ],
    ([mark = '', why = '']) => ({
      kind: 'take',
      inputs: [{ kind: 'rating', objective, task: index, rating: mark.toUpperCase() as 'P' | 'S' | 'M' | 'U', why }],
      said: say('evaluation.said-rated'),
    }),
  );
}

function improvement({ plan }: Seminar): Deed {
  const objectives = [...plan.objectives.keys()];
  return askInTurn(
    [
      { question: say('evaluation.ask-what'), whyNot: notBlank },
      {
        question: say('evaluation.ask-objective', { names: objectives.join(', ') }),
        whyNot: oneOf(objectives),
      },
      { question: say('evaluation.ask-owner') },
      {
        question: say('evaluation.ask-due'),
        whyNot: (text) => (text === '' || /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : say('evaluation.a-day')),
      },
    ],
    ([what = '', objective = '', owner = '', due = '']) => ({
      kind: 'take',
      inputs: [{ kind: 'improvement', objective, what, owner, due }],
      said: say('evaluation.said-improvement'),
    }),
  );
}

/** One question after the other, as they stand on the paper; an empty answer leaves one out. */
function feedback(seminar: Seminar): Deed {
  const cells = cellNames(seminar);
  const questions = feedbackQuestions(seminar.plan);
  const mark = (text: string): string | null => (/^[1-5]?$/.test(text) ? null : say('evaluation.one-to-five'));
  return askInTurn(
    [
      {
        question: say('requests.ask-who', { names: cells.join(', ') }),
        whyNot: oneOf(cells),
      },
      ...questions.map(({ text }) => ({ question: say('evaluation.ask-mark', { text }), whyNot: mark })),
      ...FEEDBACK_WORDS.map((question) => ({ question })),
    ],
    ([seat = '', ...answers]) => {
      const scores = questions.flatMap(({ key }, index) =>
        isBlank(answers[index] ?? '') ? [] : [[key, Number(answers[index])] as const],
      );
      return {
        kind: 'take',
        inputs: [
          { kind: 'feedback', seat, scores: Object.fromEntries(scores), words: answers.slice(questions.length) },
        ],
        said: say('evaluation.said-feedback'),
      };
    },
  );
}

const OWN: readonly KeyRow<EvaluationState>[] = [
  keyFor((state, context) => chosen(state, context)?.task ?? null, 'enter', say('evaluation.rate'), rating),
  keyFor(
    (state, context) => (state.view === 'feedback' ? null : anySeminar(state, context)),
    'i',
    say('evaluation.add-improvement'),
    improvement,
  ),
  keyFor(
    (state, context) => (state.view === 'feedback' ? anySeminar(state, context) : null),
    'i',
    say('evaluation.add-form'),
    feedback,
  ),
  viewKey(VIEWS, say('evaluation.next-view')),
];

export const EVALUATION = listScreen<EvaluationState>({
  id: 'evaluation',
  start: () => ({ ...LIST_START, view: 'tasks' }),
  own: OWN,
  rows: rowsOf,
  listing,
});
