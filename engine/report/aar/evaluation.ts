// A played seminar -> ratings of tasks, observations, the improvement plan, and feedback.

import type { Feedback, ImprovementRow, ObservationRow, RatingRow } from './aar.ts';
import { entriesOf, type Played, seatWords } from './source.ts';

/** Every task of the evaluation guides; the last rating of each counts. */
export function ratingsOf(played: Played): readonly RatingRow[] {
  const { seminar } = played.scenario;
  if (played.ground.opening.seminar !== true || seminar === null) return [];
  const given = entriesOf(played, 'rating');
  return seminar.evaluation.flatMap(({ objective, capability, tasks }) =>
    tasks.map((task, place): RatingRow => {
      const last = given.findLast(({ input }) => input.objective === objective && input.task === place);
      return {
        ...{ objective, capability, task },
        objectiveText: seminar.objectives.get(objective) ?? '',
        rating: last?.input.rating ?? null,
        why: last?.input.why ?? '',
        moment: last === undefined ? null : played.moments.of(last),
      };
    }),
  );
}

/** Notes, those of an objective together, in the order of the file; then the others. */
export function observationsOf(played: Played): readonly ObservationRow[] {
  const order = [...(played.scenario.seminar?.objectives.keys() ?? [])];
  const rows = entriesOf(played, 'note').map((entry): ObservationRow => {
    const { seat, text, mark = 'observation', objective = null, entry: about = null } = entry.input;
    return { ...played.moments.of(entry), mark, who: seatWords(played.scenario, seat), objective, entry: about, text };
  });
  const place = ({ objective }: ObservationRow): number =>
    objective === null || !order.includes(objective) ? order.length : order.indexOf(objective);
  return rows.toSorted((a, b) => place(a) - place(b));
}

export function improvementsOf(played: Played): readonly ImprovementRow[] {
  return entriesOf(played, 'improvement').map((entry) => {
    const { objective, what, owner, due } = entry.input;
    return { ...played.moments.of(entry), objective, what, owner, due };
  });
}

const STEPS = [1, 2, 3, 4, 5] as const;

/** Questions in the order in which they were first answered. */
export function feedbackOf(played: Played): Feedback {
  const forms = entriesOf(played, 'feedback');
  const questions = [...new Set(forms.flatMap(({ input }) => Object.keys(input.scores)))];
  return {
    forms: forms.length,
    questions: questions.map((question) => {
      const scores = forms.flatMap(({ input }) => input.scores[question] ?? []);
      const sum = scores.reduce((total, score) => total + score, 0);
      return {
        question,
        count: scores.length,
        mean: scores.length === 0 ? null : sum / scores.length,
        distribution: STEPS.map((step) => scores.filter((score) => score === step).length),
      };
    }),
    words: forms.flatMap((entry) =>
      entry.input.words
        .filter((text) => text.trim() !== '')
        .map((text) => ({ ...played.moments.of(entry), who: seatWords(played.scenario, entry.input.seat), text })),
    ),
  };
}
