// A seminar -> what the projector shows: what every cell sees (by now), has heard and was told. Nothing that one cell may not know.

import type { NodeId } from '../model/model.ts';
import type { Hearing, Manner, SeatSights, Sight } from '../model/sights.ts';
import type { Ground } from './ground.ts';
import { type NewsLine, newsFor, type Observation, observe } from './observation.ts';
import { cellsOf, roomHead } from './room-head.ts';
import { releasedInjects, untoldNews } from './room-injects.ts';
import { machinesSeen, placesSeen } from './room-places.ts';
import type { ScreenView } from './room-view.ts';
import type { Standing } from './standing.ts';
import { tellingNumbers } from './telling-numbers.ts';

/** A room without cells is shown no more than the clock and the map. */
export function screenView(ground: Ground, standing: Standing): ScreenView {
  const { scenario } = ground;
  const cells = cellsOf(ground, standing);
  const { numbers, machines, injects, news } = shownToAll(ground, standing, cells);
  return {
    ...roomHead(ground, standing),
    kind: 'screen',
    injects: injects.map(({ heard }) => heard),
    news: untoldNews(news, injects),
    numbers: tellingNumbers(scenario, numbers, null),
    machines: machinesSeen(scenario, machines, null),
    places: placesSeen(scenario, machines),
  };
}

function shownToAll(ground: Ground, standing: Standing, cells: readonly string[]) {
  const { model, sights } = ground;
  const eyes = cells.flatMap((cell) => sights[model.seats.findIndex(({ name }) => name === cell)] ?? []);
  if (cells.length === 0) return { numbers: { stocks: [], auxiliaries: [] }, machines: [], injects: [], news: [] };
  const seen = cells.map((cell) => observe(ground, standing, cell));
  const common = <T extends { readonly name: string }>(
    things: readonly { readonly name: string }[],
    lookOf: (own: SeatSights, index: number) => Look | null,
    shownBy: (observation: Observation) => readonly T[],
  ): readonly T[] =>
    things.flatMap(({ name }, index) => {
      const cell = lastToSee(eyes.map((own) => lookOf(own, index)));
      const shown = cell === null ? [] : shownBy(seen[cell]!);
      return shown.find((one) => one.name === name) ?? [];
    });
  return {
    numbers: {
      stocks: common(
        model.stocks,
        (own, index) => lookAt(own.stocks[index]),
        ({ stocks }) => stocks,
      ),
      auxiliaries: common(
        model.auxiliaries,
        (own, index) => lookAt(own.auxiliaries[index]),
        ({ auxiliaries }) => auxiliaries,
      ),
    },
    machines: common(
      model.machines,
      ({ machines }, index) => machines[index] ?? null,
      ({ machines }) => machines,
    ),
    injects: releasedInjects(ground, standing).filter(({ to }) => cells.every((cell) => to.includes(cell))),
    news: heardByAll(ground, standing, cells, eyes),
  };
}

/**
 * Index of the cell whose picture the whole room may have; null where one of them sees less. Either all see it exactly, from the very same node,
 * or some see it a turn late: then what it was a turn ago is what all know. How it is seen decides, never what is seen: that a noisy value
 * happens to be right, or that a gate is open for another cell, is itself something that a cell may not know.
 */
function lastToSee(looks: readonly (Look | null)[]): number | null {
  if (!looks.every((look) => look?.how === 'exact' || look?.how === 'late')) return null;
  const late = looks.findIndex((look) => look?.how === 'late');
  if (late >= 0) return late;
  return new Set(looks.map((look) => look?.states.join())).size === 1 ? 0 : null;
}

/** A sight or that of a machine: the nodes that are shown. */
interface Look {
  readonly how: Manner;
  readonly states: readonly NodeId[];
}

function lookAt(sight: Sight | null | undefined): Look | null {
  return sight === null || sight === undefined ? null : { how: sight.how, states: [sight.node] };
}

/** In the turn in which the last cell heard of it. What some hear only through a gate of their own stays with them. */
function heardByAll(
  ground: Ground,
  standing: Standing,
  cells: readonly string[],
  eyes: readonly SeatSights[],
): readonly NewsLine[] {
  const heard = cells.map((cell) => new Map(newsFor(ground, standing, cell).map((line) => [keyOf(line), line])));
  return [...(heard[0] ?? new Map<string, NewsLine>())]
    .filter(([, line]) => new Set(eyes.map((own) => hearingOf(ground, own, line)?.gate ?? null)).size === 1)
    .flatMap(([key, line]) => {
      const told = heard.flatMap((lines) => lines.get(key) ?? []);
      return told.length < cells.length ? [] : [{ ...line, turn: Math.max(...told.map(({ turn }) => turn)) }];
    })
    .sort((a, b) => a.turn - b.turn);
}

/** One thing happens once a turn and is told once. */
function keyOf({ turn, isLate, about }: NewsLine): string {
  return `${isLate ? turn - 1 : turn} ${about.kind} ${about.name}`;
}

function hearingOf({ model }: Ground, own: SeatSights, { about }: NewsLine): Hearing | null | undefined {
  const place = (things: readonly { readonly name: string }[]): number =>
    things.findIndex(({ name }) => name === about.name);
  if (about.kind === 'inject') return own.injects[place(model.injects)];
  return about.kind === 'incident' ? own.incidents[place(model.incidents)] : own.machines[place(model.machines)];
}
