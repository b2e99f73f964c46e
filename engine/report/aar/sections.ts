// The report as data -> its sections in order: paragraphs, lists and tables. Pages, Markdown and CSV are made of these and of nothing else.

import { inWords } from '../../case/room-words.ts';
import { figure } from '../pictures/picture.ts';
import type { Aar, Moment } from './aar.ts';

export type Cell = string | number | null | Moment;

export interface AarTable {
  /** Of its CSV file, as `timeline`. */
  readonly name: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly title: string;
  /** `id` is text that keeps to one line; `when` holds moments, which CSV writes as four columns. */
  readonly kind: 'text' | 'id' | 'number' | 'when';
}

export interface AarSection {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly bullets: readonly string[];
  readonly tables: readonly AarTable[];
}

const NO_SEMINAR = 'This case is no seminar: it was played without a master events list, a white cell or a hot wash.';

export function sectionsOf(aar: Aar): readonly AarSection[] {
  return [
    summary(aar),
    facts(aar),
    timeline(aar),
    injects(aar),
    rulings(aar),
    beliefs(aar),
    scores(aar),
    cloud(aar),
    alternatives(aar),
    ratings(aar),
    observations(aar),
    improvements(aar),
    feedback(aar),
    bulleted('assumptions', 'Assumptions', aar.assumptions, 'The scenario names none.'),
    bulleted('limits', 'Limits', aar.limits, ''),
    bulleted('reproduce', 'To make this report again', aar.reproduce, ''),
  ];
}

const text = (title: string): Column => ({ title, kind: 'text' });
const number = (title: string): Column => ({ title, kind: 'number' });
const WHEN: Column = { title: 'When', kind: 'when' };

function momentOf({ turn, date, at, minute }: Moment): Moment {
  return { turn, date, at, minute };
}

function bulleted(id: string, title: string, bullets: readonly string[], none: string): AarSection {
  return { id, title, paragraphs: bullets.length === 0 && none !== '' ? [none] : [], bullets, tables: [] };
}

function summary({ summary }: Aar): AarSection {
  return {
    ...{ id: 'summary', title: 'Summary', bullets: summary, tables: [] },
    paragraphs: ['A draft: every sentence is made from the case. Rewrite it in your own words.'],
  };
}

function facts({ case: one, scenario, seminar }: Aar): AarSection {
  const rows: readonly (readonly [string, string])[] = [
    ['Scenario', `${scenario.title} (${scenario.id}, version ${scenario.version})`],
    ['Cells', one.cells.map(({ label }) => label).join(', ') || 'none held by a person'],
    ['The others', `policy ${one.policy}, doctrine ${one.doctrine}`],
    ['Played', `${one.from} to ${one.until}, ${one.turns} of ${one.of} turns (${one.unit}s)`],
    ...(one.variant === 'base' ? [] : [['Variant', one.variant] as const]),
    ...one.settings.map(({ name, value }) => ['Held', `${name} = ${value}`] as const),
    ...(seminar === null
      ? []
      : ([
          ['Kind', seminar.type],
          ['Aim', seminar.aim],
          ['STARTEX', wallWords(seminar.startex)],
          ['ENDEX', wallWords(seminar.endex)],
        ] as const)),
  ];
  const moves: readonly AarTable[] =
    seminar === null
      ? []
      : [
          {
            name: 'moves',
            caption: 'Moves as planned and as played',
            columns: [text('Move'), text('Planned turns'), number('Planned minutes'), WHEN, number('Minutes')],
            rows: seminar.moves.map(({ title, plannedTurns: [first, last], plannedMinutes, began, minutes }) => [
              ...[title, `${first} to ${last}`, plannedMinutes, began, minutes],
            ]),
          },
        ];
  const table: AarTable = { name: 'facts', caption: 'What was played', columns: [text('What'), text('Is')], rows };
  return { id: 'facts', title: 'Who, what, when', paragraphs: [], bullets: [], tables: [table, ...moves] };
}

/** `2026-03-01T09:00:00.000Z` -> `2026-03-01 09:00 UTC`. */
function wallWords(at: string | null): string {
  return at === null ? 'not noted' : `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

function timeline({ timeline, machines }: Aar): AarSection {
  const rows = timeline.map((row) => [momentOf(row), row.kind, row.who, row.text]);
  const stood = machines.flatMap(({ label, stretches }) =>
    stretches.map(({ from, until, state }) => [label, from, until, state]),
  );
  return {
    ...{ id: 'timeline', title: 'Timeline', bullets: [] },
    paragraphs: ['In the order of the log. What was taken back is left out; what was said in the room stays.'],
    tables: [
      { name: 'timeline', caption: 'What happened', columns: [WHEN, text('Kind'), text('Who'), text('What')], rows },
      ...(stood.length === 0
        ? []
        : [
            {
              name: 'standing',
              caption: 'Where things stood, by turns (both included)',
              columns: [text('What'), number('From turn'), number('Until turn'), text('Stood at')],
              rows: stood,
            },
          ]),
    ],
  };
}

function injects({ injects, seminar }: Aar): AarSection {
  const head = { id: 'injects', title: 'Injects, planned and actual', bullets: [] };
  if (seminar === null) return { ...head, paragraphs: [NO_SEMINAR], tables: [] };
  const rows = injects.map(({ id, label, kind, to, objectives, planned, status, reason, actual, ...late }) => [
    ...[id, label, `${kind}, to ${to}`, planned.words, status, reason, actual === null ? null : momentOf(actual)],
    ...[actual?.minuteOfMove ?? null, late.lateTurns, late.lateMinutes, objectives.map(inWords).join(', ')],
  ]);
  return {
    ...head,
    paragraphs: [
      'Late is against the plan of the file: in turns of the story, and in minutes of exercise where an entry came in the move for which it was planned. A minus is early.',
    ],
    tables: [
      {
        name: 'injects',
        caption: `${injects.length} entries`,
        columns: [
          ...[
            { title: 'Id', kind: 'id' } as const,
            text('Inject'),
            text('Kind, to'),
            text('Planned'),
            text('Status'),
            text('Reason'),
            WHEN,
          ],
          ...[number('Minute of move'), number('Turns late'), number('Minutes late'), text('Objective')],
        ],
        rows,
      },
    ],
  };
}

function rulings({ rulings, bias }: Aar): AarSection {
  const head = { id: 'rulings', title: 'Rulings', bullets: [] };
  if (rulings.length === 0) return { ...head, paragraphs: ['White ruled nothing.'], tables: [] };
  const rows = rulings.map((row) =>
    row.kind === 'by hand'
      ? [
          ...[momentOf(row), row.label, 'set by hand', rounded(row.before), null, rounded(row.after), null],
          ...[row.changed ? 'yes' : 'no', row.reason],
        ]
      : [
          ...[momentOf(row), row.label, `${row.way} (${row.mode})`],
          ...[answerOf(row, row.proposed), row.modelOdds, answerOf(row, row.came), row.ruledOdds],
          ...[row.lapsed ? 'the question never arose' : row.changed ? 'yes' : 'no', row.reason],
        ],
  );
  const mean = ({ count, mean, low, high }: typeof bias.departure): readonly (number | null)[] => [
    count,
    mean,
    low,
    high,
  ];
  return {
    ...head,
    paragraphs: [
      `Rulings on chance: ${bias.rulings}, of which ${bias.changed} changed the answer, ${bias.reRolls} were re-rolls and ${bias.lapsed} lapsed. Set by hand: ${bias.byHand}. Odds are those of the answer that the ruling names.`,
      'Departure is how much likelier rulings made the answer that they name; it can hardly be negative. Escalation is how much likelier they made a step up than the model had it, less the same for steps down: 0 is even-handed. Few rulings say little.',
    ],
    tables: [
      {
        name: 'rulings',
        caption: 'Every ruling with its reason',
        columns: [
          ...[WHEN, text('About'), text('How'), text('By the model'), number('Odds by the model')],
          ...[text('As ruled'), number('Odds as ruled'), text('Changed'), text('Reason')],
        ],
        rows,
      },
      {
        name: 'bias',
        caption: 'White against the model: mean and 95 % interval',
        columns: [text('What'), number('Rulings'), number('Mean'), number('Low'), number('High')],
        rows: [
          ['Departure', ...mean(bias.departure)],
          ...bias.byMode.map((one) => [`Departure, ${one.mode}`, ...mean(one)]),
          ['Escalation', ...mean(bias.escalation)],
        ],
      },
    ],
  };
}

type ChanceRow = Extract<Aar['rulings'][number], { readonly kind: 'chance' }>;

function answerOf({ answers }: ChanceRow, name: string | null): string {
  return answers.find((answer) => answer.name === name)?.label ?? '';
}

/** A number as text with all its digits -> with three; anything else as it is. */
function rounded(value: string): string {
  return value.trim() === '' || Number.isNaN(Number(value)) ? value : figure(Number(value));
}

function beliefs({ beliefs }: Aar): AarSection {
  const head = { id: 'beliefs', title: 'Belief against truth', bullets: [] };
  if (beliefs.why !== null) return { ...head, paragraphs: [`There is nothing to show: ${beliefs.why}.`], tables: [] };
  const cells = beliefs.questions[0]?.cells ?? [];
  const rows = beliefs.questions.flatMap(({ label, truth, cells, said }) =>
    beliefs.points.map((point, i) => [
      ...[momentOf(point), label, truth[i] ?? null, ...cells.map(({ values }) => values[i] ?? null)],
      said
        .filter(({ turn }) => turn === point.turn)
        .map((one) => `${one.label} ${figure(one.probability)}`)
        .join(', '),
    ]),
  );
  return {
    ...head,
    paragraphs: [
      `Before each turn: what could be believed with what a cell had been shown by then, worked out with ${beliefs.particles} particles and ${beliefs.futures} futures with all levers of persons left as they stand. The true world knows everything but the chance to come. Differences of a few hundredths are noise. What stays below 2 % all along is in the table and not drawn.`,
    ],
    tables: [
      {
        name: 'beliefs',
        caption: 'Probabilities by turn',
        columns: [
          WHEN,
          text('Of what'),
          number('True world'),
          ...cells.map(({ label }) => number(label)),
          text('Cells said'),
        ],
        rows,
      },
    ],
  };
}

function scores({ scores }: Aar): AarSection {
  const head = { id: 'scores', title: 'Forecast scores', bullets: [] };
  if (scores.rows.length === 0) return { ...head, paragraphs: ['No cell gave an estimate.'], tables: [] };
  return {
    ...head,
    paragraphs: [
      "Brier score: 0 is perfect, 0.25 is what one half always gets, 1 is the worst. Beside it that of the model's own forecast from what the cell had been shown. One case is one draw: a good forecast can score badly.",
    ],
    tables: [
      {
        name: 'scores',
        caption: 'By cell, means',
        columns: [text('Cell'), number('Estimates scored'), number('Brier score'), number("The model's")],
        rows: scores.cells.map(({ who, count, brier, modelBrier }) => [who, count, brier, modelBrier]),
      },
      {
        name: 'estimates',
        caption: 'Every estimate',
        columns: [
          ...[WHEN, text('Cell'), text('Of what'), number('Said'), number("The model's"), text('Came')],
          ...[number('Brier score'), number("The model's score")],
        ],
        rows: scores.rows.map((row) => [
          ...[momentOf(row), row.who, row.label, row.probability, row.model],
          ...[row.came === null ? 'not known' : row.came ? 'yes' : 'no', row.brier, row.modelBrier],
        ]),
      },
    ],
  };
}

function cloud({ cloud, case: one }: Aar): AarSection {
  const head = { id: 'cloud', title: 'The played line in a cloud of futures', bullets: [] };
  if (cloud.why !== null) return { ...head, paragraphs: [`There is nothing to show: ${cloud.why}.`], tables: [] };
  const lost = cloud.failed === 0 ? '' : ` ${cloud.failed} failed and are left out.`;
  return {
    ...head,
    paragraphs: [
      `${cloud.futures} futures that nobody played, from the start, with policy ${one.policy} and doctrine ${one.doctrine}, each in a world drawn anew.${lost} A line outside the cloud is unusual, not wrong.`,
    ],
    tables: [
      {
        name: 'outcomes',
        caption: 'Outcomes: played, and in the cloud',
        columns: [
          text('Outcome'),
          number('Played'),
          number('Mean'),
          number('5 %'),
          number('Median'),
          number('95 %'),
          number('Share below the played'),
        ],
        rows: cloud.outcomes.map(({ label, played, mean, p05, p50, p95, below }) => [
          label,
          played,
          mean,
          p05,
          p50,
          p95,
          below,
        ]),
      },
      {
        name: 'inside',
        caption: 'Turns in which the played line lay between the 5 % and 95 % quantiles',
        columns: [text('What'), number('Turns inside'), number('Of')],
        rows: cloud.fans.map(({ label, inside, played }) => [label, inside, played.length]),
      },
    ],
  };
}

function alternatives({ alternatives }: Aar): AarSection {
  const head = { id: 'alternatives', title: 'What else could have been done' };
  if (alternatives.why !== null)
    return { ...head, paragraphs: [`There is nothing to compare: ${alternatives.why}.`], bullets: [], tables: [] };
  const percent = Math.round(100 * alternatives.confidence);
  return {
    ...head,
    paragraphs: [
      `At the ${alternatives.points.length} turns in which cells moved levers farthest: ${alternatives.futures} futures from the state as it truly was, under what was ordered and under other orders, all with the same chance. Intervals are ${percent} %, since many are looked at; of these one in a hundred leaves out 0 by luck.`,
    ],
    bullets: alternatives.points.flatMap(({ sentences }) => sentences.map((one) => one.text)),
    tables: [
      {
        name: 'decisions',
        caption: 'What was ordered',
        columns: [WHEN, text('Cell'), text('Order')],
        rows: alternatives.points.flatMap((point) =>
          point.orders.map(({ who, words }) => [momentOf(point), who, words]),
        ),
      },
      {
        name: 'alternatives',
        caption: `Differences to what was done that can be told from chance, with ${percent} % intervals`,
        columns: [WHEN, text('Other orders'), text('Outcome'), number('Difference'), number('Low'), number('High')],
        rows: alternatives.points.flatMap((point) =>
          point.ways.flatMap(({ words, outcomes }) =>
            outcomes
              .filter(({ verdict }) => verdict === 'higher' || verdict === 'lower')
              .map(({ label, difference, low, high }) => [momentOf(point), words, label, difference, low, high]),
          ),
        ),
      },
    ],
  };
}

const RATINGS: Readonly<Record<string, string>> = {
  P: 'P, without challenges',
  S: 'S, some challenges',
  M: 'M, major challenges',
  U: 'U, not done',
};

function ratings({ ratings, seminar }: Aar): AarSection {
  const head = { id: 'ratings', title: 'Evaluation', bullets: [] };
  if (seminar === null) return { ...head, paragraphs: [NO_SEMINAR], tables: [] };
  if (ratings.length === 0) return { ...head, paragraphs: ['The scenario has no evaluation guides.'], tables: [] };
  return {
    ...head,
    paragraphs: ['Tasks are rated, never persons. The objectives were:'],
    bullets: seminar.objectives.map(({ name, text }) => `${inWords(name)}: ${text}`),
    tables: [
      {
        name: 'ratings',
        caption: 'Ratings by objective and task',
        columns: [text('Task'), text('Rating'), text('Why'), WHEN, text('Capability'), text('Objective')],
        rows: ratings.map(({ objective, capability, task, rating, why, moment }) => [
          ...[task, rating === null ? 'not rated' : RATINGS[rating]!, why, moment, capability, inWords(objective)],
        ]),
      },
    ],
  };
}

const MARKS = { strength: 'strength', improve: 'to improve', observation: 'observation' } as const;

function observations({ observations, seminar }: Aar): AarSection {
  const head = { id: 'observations', title: 'Observations', bullets: [] };
  if (observations.length === 0) return { ...head, paragraphs: ['Nothing was noted.'], tables: [] };
  const objective = (name: string | null): string =>
    name === null ? 'No objective' : (seminar?.objectives.find((one) => one.name === name)?.text ?? inWords(name));
  return {
    ...head,
    paragraphs: [],
    tables: [
      {
        name: 'observations',
        caption: 'Strengths, areas for improvement, and other notes, by objective',
        columns: [text('Objective'), text('Mark'), WHEN, text('Who'), text('Entry'), text('Seen or heard')],
        rows: observations.map((row) => [
          ...[objective(row.objective), MARKS[row.mark], momentOf(row), row.who, row.entry ?? '', row.text],
        ]),
      },
    ],
  };
}

function improvements({ improvements, seminar }: Aar): AarSection {
  const head = { id: 'improvements', title: 'Improvement plan', bullets: [] };
  if (improvements.length === 0)
    return { ...head, paragraphs: [seminar === null ? NO_SEMINAR : 'Nothing was agreed.'], tables: [] };
  return {
    ...head,
    paragraphs: [],
    tables: [
      {
        name: 'improvements',
        caption: 'What changes, who does it, and by when',
        columns: [text('What'), text('Owner'), text('Due'), text('Objective'), WHEN],
        rows: improvements.map((row) => [
          row.what,
          row.owner,
          row.due || 'no date',
          inWords(row.objective),
          momentOf(row),
        ]),
      },
    ],
  };
}

function feedback({ feedback, seminar }: Aar): AarSection {
  const head = { id: 'feedback', title: 'Feedback' };
  if (feedback.forms === 0)
    return { ...head, paragraphs: [seminar === null ? NO_SEMINAR : 'No form was handed in.'], bullets: [], tables: [] };
  return {
    ...head,
    paragraphs: [`${feedback.forms} forms. 1 is no, 5 is yes.`],
    bullets: feedback.words.map(({ who, text }) => `${who}: “${text}”`),
    tables: [
      {
        name: 'feedback',
        caption: 'By question',
        columns: [
          text('Question'),
          number('Answers'),
          number('Mean'),
          ...[1, 2, 3, 4, 5].map((step) => number(String(step))),
        ],
        rows: feedback.questions.map(({ question, count, mean, distribution }) => [
          question,
          count,
          mean,
          ...distribution,
        ]),
      },
    ],
  };
}
