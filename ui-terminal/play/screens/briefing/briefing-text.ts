// A case and a seat -> what somebody who sits down should know: the question, the part, the aims, the eyes, the levers, the keys.

import { elementOf, type Ground } from '../../../../engine/index.ts';
import { labelOf, leverLabel, words } from '../../labels.ts';
import { type Passage, paragraph, row, type Section } from '../../reading.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';

/** Outcomes of somebody else are not an aim of this seat. */
const MOST_AIMS = 8;

export function briefingSections({ session, seat }: Pick<Context, 'session' | 'seat'>): readonly Section[] {
  if (session === null) return [];
  const { ground } = session;
  const { scenario } = ground;
  const own = scenario.seats.find(({ name }) => name === seat);
  return [
    {
      heading: scenario.title,
      passages: [
        paragraph(scenario.question),
        ...(scenario.purpose === null ? [] : [paragraph(scenario.purpose)]),
        ...(scenario.notFor === null ? [] : [paragraph(say('briefing.not-for', { text: scenario.notFor }))]),
      ],
    },
    {
      heading: say('briefing.you-are', { seat: own?.label ?? seat }),
      passages: [paragraph(own?.brief ?? say('briefing.no-brief'))],
    },
    { heading: say('briefing.aims'), passages: aims(ground, seat) },
    { heading: say('briefing.eyes'), passages: eyes(ground, seat) },
    { heading: say('briefing.levers'), passages: levers(ground, seat) },
    {
      heading: say('briefing.how'),
      passages: (['how-1', 'how-2', 'how-3', 'how-4', 'how-5'] as const).map((key) =>
        paragraph(say(`briefing.${key}`)),
      ),
    },
  ];
}

function aims({ model, scenario }: Ground, seat: string): readonly Passage[] {
  const shown = scenario.defaults.outcomes;
  const judged = model.outcomes.filter(
    ({ better, member, element }) =>
      better !== 'neither' &&
      (member === null || member === seat || !model.seats.some(({ name }) => name === member)) &&
      (shown === null || shown.includes(element)),
  );
  if (judged.length === 0) return [paragraph(say('briefing.no-aims'))];
  return judged
    .slice(0, MOST_AIMS)
    .map(({ label, better }) => row(label, say(better === 'lower' ? 'briefing.lower' : 'briefing.higher')));
}

function eyes({ model, sights, scenario }: Ground, seat: string): readonly Passage[] {
  const own = sights[model.seats.findIndex(({ name }) => name === seat)];
  if (own === undefined) return [];
  const labelled = (name: string): string => {
    return labelOf(scenario, elementOf(name));
  };
  const seen = [
    ...model.stocks.map(({ name }, index) => ({ label: labelled(name), how: own.stocks[index]?.how ?? 'hidden' })),
    ...model.machines.map(({ element }, index) => ({
      label: labelled(element),
      how: own.machines[index]?.how ?? 'hidden',
    })),
  ];
  return (['exact', 'late', 'noisy', 'gated', 'hidden'] as const).flatMap((how) => {
    const labels = [...new Set(seen.filter((one) => one.how === how).map(({ label }) => label))];
    return labels.length === 0 ? [] : [row(say(`briefing.${how}`), labels.join('; '))];
  });
}

function levers({ model, reference, scenario, start }: Ground, seat: string): readonly Passage[] {
  const seatIndex = model.seats.findIndex(({ name }) => name === seat);
  const { position } = start.snapshot.context;
  const own = model.levers.filter((lever) => lever.seat === seatIndex);
  const purse = model.purses.find((candidate) => candidate.seat === seatIndex);
  if (own.length === 0) return [paragraph(say('briefing.no-levers'))];
  const rows = own.map(({ name, levels, start: first, rampUp, rampDown }) => {
    const cost = (level: (typeof levels)[number]): string => {
      const value = reference.interpreter.evaluate(position, level.cost);
      return value === 0 ? '' : ` (${say('briefing.costs', { cost: figure(value) })})`;
    };
    const list = levels
      .map(
        (level, index) => `${words(level.name)}${index === first ? ` ${say('briefing.at-start')}` : ''}${cost(level)}`,
      )
      .join(', ');
    const ramp = rampUp === null && rampDown === null ? '' : `; ${rampText(levels, rampUp, rampDown)}`;
    return row(leverLabel(scenario, name, seat), `${list}${ramp}`);
  });
  const purseText =
    purse === undefined
      ? []
      : [paragraph(say('briefing.budget', { start: figure(purse.start), income: figure(purse.perTurn) }))];
  return [...rows, ...purseText];
}

/** How long the whole way up takes: the lead time of an order. */
function rampText(
  levels: readonly { readonly value: number }[],
  rampUp: number | null,
  rampDown: number | null,
): string {
  const values = levels.map(({ value }) => value);
  const way = Math.max(...values) - Math.min(...values);
  const turns = (ramp: number | null): string =>
    ramp === null ? '1' : String(Math.max(1, Math.ceil(way / ramp - 1e-9)));
  return say('briefing.ramp', { up: turns(rampUp), down: turns(rampDown) });
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}
