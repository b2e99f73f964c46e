// What the command line asks for -> the game that the terminal shows, and its first screen.

import type { Session } from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { createBatchThread } from './batch-client.ts';
import { type Shelf, seatsToHold, toldFault } from './case-shelf.ts';
import { createForecastThread } from './forecast-client.ts';
import { createGame, firstScreen, type Game, nextPerson, personsOf } from './game.ts';
import type { Looks } from './looks.ts';
import { farewell, openCase, openShelf, wishOf, withoutRoom } from './open-case.ts';
import type { PlayOptions } from './play-options.ts';
import type { Begun } from './start.tsx';

/** Stops with the reason when it cannot be opened. `farewell`: what to say when the program is left. */
export function beginGame(
  scenario: string | undefined,
  options: PlayOptions,
  looks: Looks,
): Begun & { readonly farewell: () => string } {
  const shelf = openShelf();
  const isNew = options.resume === undefined;
  const seats = options.seat ?? (isNew ? onlySeat(scenario, shelf) : null);
  const isSeatOpen = isNew && seats === null;
  const opened = isSeatOpen ? null : openCase(scenario, options, shelf, seats ?? [], options.seed);
  const game = gameOf(opened?.session ?? null, looks, shelf, options);
  const message = opened?.remark ?? '';
  const last = (): string => {
    const session = game.session();
    return session === null ? '' : farewell(session, shelf);
  };
  if (opened === null) {
    if (scenario !== undefined) checkScenarioOpens(scenario, shelf);
    return { game, screen: 'home', about: scenario, message, farewell: last };
  }
  const isShared = personsOf(opened.session).length > 1;
  return { game, screen: isShared ? 'curtain' : firstScreen(opened.session), message, farewell: last };
}

function gameOf(session: Session | null, looks: Looks, shelf: Shelf, options: PlayOptions): Game {
  const seat = session === null ? '' : (nextPerson(session) ?? personsOf(session)[0] ?? 'white');
  return createGame({
    session,
    seat,
    looks,
    shelf: {
      start: (scenario, seats) => shelf.start(scenario, wishOf(options, seats, options.seed)),
      resume: (file) => withoutRoom(shelf.resume(file)),
      library: shelf.library,
    },
    forecastingOf: createForecastThread,
    batchingOf: createBatchThread,
  });
}

/** Where only one seat decides anything, there is nothing to choose. */
function onlySeat(scenario: string | undefined, shelf: Shelf): readonly string[] | null {
  const read = scenario === undefined ? null : shelf.library().open(scenario);
  const seats = read === null ? [] : seatsToHold(read);
  return seats.length === 1 ? seats : null;
}

function checkScenarioOpens(scenario: string, shelf: Shelf): void {
  if (shelf.library().open(scenario) !== null) return;
  const shelved = shelf.start(scenario, { seats: [] });
  if ('fault' in shelved) throw badInput(toldFault(shelved));
}
