// A case in a folder of its own, for tests: opened, and played a while with orders that a seeded generator chose.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createCase, type OpenCase } from '../../engine/case/case-store.ts';
import type { CaseOpening } from '../../engine/case/entry.ts';
import type { Ground } from '../../engine/case/ground.ts';
import { createSession, type Session } from '../../engine/case/session.ts';
import { shippedScenario } from '../shipped.ts';
import { groundFor, heldAmong, openingFor } from './made-case.ts';

/** Gone when the test is over. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'greyzone-case-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openingOf(id: string, seats: readonly string[], seed = 'a case'): CaseOpening {
  const scenario = shippedScenario(id);
  return openingFor(scenario, { seed, holders: heldAmong(scenario, seats) });
}

export function groundOf(opening: CaseOpening): Ground {
  return groundFor(shippedScenario(opening.scenario.id), opening);
}

export function openedAt(file: string, opening: CaseOpening): OpenCase {
  const made = createCase(file, opening);
  if ('fault' in made) throw new Error(made.fault);
  return made.opened;
}

export function newSession(id: string, seats: readonly string[], folder = tempFolder(), seed = 'a case'): Session {
  const opening = openingOf(id, seats, seed);
  return createSession(groundOf(opening), openedAt(join(folder, 'one.case.jsonl'), opening));
}

/** Numbers in [0, 1) that follow from a text; for choices in tests only. */
export function choices(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Orders every lever of a seat to some level. */
export function orderSomething(session: Session, seat: string, random: () => number): void {
  const { model } = session.ground;
  const index = model.seats.findIndex(({ name }) => name === seat);
  const levers = model.levers
    .filter((lever) => lever.seat === index)
    .map(({ name, levels }) => [name, levels[Math.floor(random() * levels.length)]!.name]);
  const taken = session.take({ kind: 'orders', seat, levers: Object.fromEntries(levers) });
  if (taken.kind === 'refused') throw new Error(taken.why);
}
