// The report as data + a pen -> the figures of its sections, numbered through.

import { dotPlotPicture } from '../pictures/dot-plot.ts';
import { fanPicture } from '../pictures/fan.ts';
import { linesPicture } from '../pictures/lines.ts';
import type { Pen } from '../pictures/pen.ts';
import type { Picture } from '../pictures/picture.ts';
import { stripPicture } from '../pictures/strip.ts';
import type { Aar, BeliefQuestion } from './aar.ts';

export interface Figure extends Picture {
  /** From 1. */
  readonly number: number;
  /** Id of the section that it stands in. */
  readonly section: string;
  readonly caption: string;
}

type Unnumbered = Omit<Figure, 'number'>;

/** Every figure that the report has something for, numbered from 1. */
export async function drawFigures(aar: Aar, pen: Pen): Promise<readonly Figure[]> {
  const drawn = [
    ...(await timeline(aar, pen)),
    ...(await beliefs(aar, pen)),
    ...(await cloud(aar, pen)),
    ...(await alternatives(aar, pen)),
  ];
  return drawn.map((one, i) => ({ ...one, number: i + 1 }));
}

/** One strip for the machines of an element, which have their states in common. */
async function timeline({ machines, case: { unit } }: Aar, pen: Pen): Promise<readonly Unnumbered[]> {
  return await inOrder([...Map.groupBy(machines, ({ element }) => element)], async ([element, own]) => {
    const title = element.charAt(0).toUpperCase() + element.slice(1);
    const reached = new Set(own.flatMap(({ stretches }) => stretches.map(({ state }) => state)));
    return {
      section: 'timeline',
      caption: `${title}: where it stood, by ${unit}`,
      ...(await stripPicture(pen, {
        title,
        along: 'Turn',
        words: own[0]!.states.filter((state) => reached.has(state)),
        // A turn is one wide: it begins at its number.
        rows: own.map(({ label, stretches }) => ({
          label,
          stretches: stretches.map(({ from, until, state }) => ({ from, until: until + 1, word: state })),
        })),
      })),
    };
  });
}

/** Below this all along, and with nobody's estimate, a probability is told by the table. */
const WORTH_DRAWING = 0.02;

function isWorthDrawing({ truth, cells, said }: BeliefQuestion): boolean {
  const values = [...truth, ...cells.flatMap(({ values }) => values)];
  return said.length > 0 || values.some((value) => value !== null && value >= WORTH_DRAWING);
}

async function beliefs({ beliefs }: Aar, pen: Pen): Promise<readonly Unnumbered[]> {
  return await inOrder(beliefs.questions.filter(isWorthDrawing), async (question) => ({
    section: 'beliefs',
    caption: `${question.label}: ${cameWords(question)}`,
    ...(await linesPicture(pen, {
      title: question.label,
      along: 'Before turn',
      measure: 'probability',
      range: [0, 1],
      series: [
        {
          label: 'True world',
          isReference: true,
          points: beliefs.points.map(({ turn }, i) => ({ at: turn, value: question.truth[i] ?? null })),
        },
        ...question.cells.map(({ label, values }) => ({
          label,
          points: beliefs.points.map(({ turn }, i) => ({ at: turn, value: values[i] ?? null })),
        })),
      ],
      points: question.said.map(({ label, turn, probability }) => ({ label, at: turn, value: probability })),
    })),
  }));
}

function cameWords({ name, came, said }: BeliefQuestion): string {
  if (name === 'doctrine') return 'how likely each cell could hold it';
  const diamonds = said.length === 0 ? '' : '; diamonds are estimates that cells gave';
  const end = came === null ? 'what came is not known' : came ? 'it came' : 'it did not come';
  return `${end}${diamonds}`;
}

async function cloud({ cloud }: Aar, pen: Pen): Promise<readonly Unnumbered[]> {
  return await inOrder(cloud.fans, async ({ label, unit, rows, played }) => ({
    section: 'cloud',
    caption: `${label}: thick line played, dashed median, dark half of the futures, light nine tenths`,
    ...(await fanPicture(pen, {
      title: label,
      along: 'Turn',
      unit: unit ?? '',
      line: 'Played',
      rows: rows
        .map(([p05, p25, p50, p75, p95], turn) => ({
          at: turn + 1,
          p05,
          p25,
          p50,
          p75,
          p95,
          line: played[turn] ?? null,
        }))
        .filter(({ p50 }) => !Number.isNaN(p50)),
    })),
  }));
}

/** Of each decision point the outcome that other orders change most. */
async function alternatives({ alternatives }: Aar, pen: Pen): Promise<readonly Unnumbered[]> {
  return await inOrder(alternatives.points, async ({ turn, date, ways }) => {
    const others = ways.filter(({ way }) => way.kind !== 'played');
    const all = others.flatMap(({ outcomes }) => outcomes).filter(({ weight }) => weight !== null);
    const most = all.toSorted((a, b) => b.weight! - a.weight!)[0];
    const label = most?.label ?? '';
    return {
      section: 'alternatives',
      caption: `Turn ${turn}, ${date}: other orders against what was done. Diamonds differ for sure, circles may be chance`,
      ...(await dotPlotPicture(pen, {
        title: `Turn ${turn}: ${label}`,
        measure: 'difference to what was done',
        mark: 0,
        dots: others.map(({ words, outcomes }) => {
          const one = outcomes.find(({ name }) => name === most?.name);
          return {
            label: words.replace(/ from here on$/, ''),
            estimate: one?.difference ?? null,
            low: one?.low ?? null,
            high: one?.high ?? null,
          };
        }),
      })),
    };
  });
}

/** One after the other: a pen draws one picture at a time. */
async function inOrder<From, To>(all: readonly From[], draw: (one: From) => Promise<To>): Promise<readonly To[]> {
  const drawn: To[] = [];
  for (const one of all) drawn.push(await draw(one));
  return drawn;
}
