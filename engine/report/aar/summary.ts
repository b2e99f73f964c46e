// The parts of a report -> a draft of its summary, every sentence made from the data. People rewrite it; nothing here judges them.

import { figure } from '../pictures/picture.ts';
import type { Aar } from './aar.ts';

type Parts = Omit<Aar, 'summary' | 'format'>;

const RATING_WORDS = {
  P: 'without challenges',
  S: 'with some challenges',
  M: 'with major challenges',
  U: 'not at all',
};

export function summaryOf(aar: Parts): readonly string[] {
  return [...whoAndWhen(aar), ...whatCame(aar), ...turning(aar), ...others(aar), ...rated(aar)];
}

function whoAndWhen({
  scenario,
  case: { cells, turns, of, unit, from, until, over, failure, left },
  seminar,
}: Parts): string[] {
  const who =
    cells.length === 0
      ? 'No cell was held by a person'
      : `${joined(cells.map(({ label }) => label))} ${cells.length === 1 ? 'was' : 'were'} held by persons`;
  const part = over && failure === null ? 'to its end' : `and stopped after ${turns} of ${of} turns`;
  const ran =
    seminar?.minutes === null || seminar === null
      ? ''
      : ` The exercise ran ${figure(seminar.minutes)} minutes${seminar.planned === null ? '' : `, ${seminar.planned} were planned`}.`;
  const moves =
    seminar === null
      ? []
      : [`${seminar.moves.filter(({ began }) => began !== null).length} of ${seminar.moves.length} moves were begun.`];
  return [
    `${who} in "${scenario.title}". It was played from ${from} to ${until}, ${turns} ${turns === 1 ? unit : `${unit}s`}, ${part}.${ran}`,
    ...(failure === null ? [] : [`The run failed: ${failure}.`]),
    ...moves,
    ...(left === 0
      ? []
      : [
          `${left === 1 ? 'One line' : `${left} lines`} of play ${left === 1 ? 'was' : 'were'} taken back; the report follows the line that was kept.`,
        ]),
  ];
}

function whatCame({ timeline, injects, bias, rulings, cloud }: Parts): string[] {
  const came = (kind: string): number =>
    timeline.filter((row) => row.kind === kind && row.text !== 'Nothing new').length;
  const released = injects.filter(({ actual }) => actual !== null);
  const late = released.filter(({ lateTurns }) => (lateTurns ?? 0) > 0).length;
  const planned = injects.filter(({ kind }) => kind !== 'ad hoc').length;
  const list =
    injects.length === 0
      ? []
      : [
          `Of ${planned} entries of the master events list ${released.filter(({ kind }) => kind !== 'ad hoc').length} were released, ${late} of them in a later turn than planned; ${count(released.filter(({ kind }) => kind === 'ad hoc').length, 'inject')} made up on the day came besides.`,
        ];
  const outcomes = cloud.outcomes
    .filter(({ kind, played }) => kind === 'share' && played === 1)
    .map(({ label }) => `"${label}"`);
  return [
    `Cells gave new orders ${times(came('decision'))}; the model added ${count(came('event'), 'event')}.`,
    ...list,
    ...(rulings.length === 0
      ? []
      : [
          `White ruled ${times(rulings.length)}; ${count(bias.changed, 'ruling')} on chance changed the answer of the model.`,
        ]),
    ...(cloud.outcomes.every(({ played }) => played === null)
      ? []
      : [
          outcomes.length === 0
            ? 'None of the yes-or-no outcomes came.'
            : `Of the yes-or-no outcomes these came: ${joined(outcomes)}.`,
        ]),
  ];
}

function turning({ turningPoints }: Parts): string[] {
  return turningPoints.map(
    ({ turn, date, what }) =>
      `Much moved in turn ${turn} (${date}): ${what
        .slice(0, 3)
        .map((text) => text.replace(/\.$/, ''))
        .join('; ')}.`,
  );
}

function others({ alternatives, cloud }: Parts): string[] {
  const inside =
    cloud.fans.length === 0
      ? []
      : [
          `The played line lies within the middle nine tenths of ${cloud.futures} futures that nobody played in ${shareInside(cloud)} of the turns and numbers looked at.`,
        ];
  if (alternatives.points.length === 0) return inside;
  const none = `No other order that was tried comes to a difference that ${alternatives.futures} futures can tell from chance.`;
  const clear = weightiest(alternatives);
  return [...inside, ...(clear.length === 0 ? [none] : clear)];
}

const ALTERNATIVES = 3;

/** Of each decision point a sentence, each about another outcome. */
function weightiest({ points }: Parts['alternatives']): readonly string[] {
  const told = new Map<string, string>();
  for (const { sentences } of points) {
    const next = sentences.find(({ outcome }) => outcome !== null && !told.has(outcome));
    if (next !== undefined && next.outcome !== null) told.set(next.outcome, next.text);
  }
  return [...told.values()].slice(0, ALTERNATIVES);
}

function shareInside({ fans }: Parts['cloud']): string {
  const all = fans.reduce((sum, { played }) => sum + played.length, 0);
  const inside = fans.reduce((sum, fan) => sum + fan.inside, 0);
  return all === 0 ? 'none' : `${Math.round((100 * inside) / all)} %`;
}

function rated({ ratings }: Parts): string[] {
  if (ratings.length === 0) return [];
  const counts = (['P', 'S', 'M', 'U'] as const)
    .map((letter) => ({ letter, count: ratings.filter(({ rating }) => rating === letter).length }))
    .filter(({ count }) => count > 0)
    .map(({ letter, count }) => `${count} ${RATING_WORDS[letter]} (${letter})`);
  const open = ratings.filter(({ rating }) => rating === null).length;
  if (counts.length === 0) return ['No task was rated.'];
  return [
    `Of ${ratings.length} tasks ${joined(counts)}${open === 0 ? '' : `; ${open} ${open === 1 ? 'was' : 'were'} not rated`}.`,
  ];
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

function times(number: number): string {
  return number === 1 ? 'once' : number === 2 ? 'twice' : `${number} times`;
}

function joined(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
