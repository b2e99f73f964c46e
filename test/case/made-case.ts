// A checked scenario -> a case on it, for tests: its opening, its ground, and a log that is kept in memory.

import { addInput, type CaseLog, openLog } from '../../engine/case/case-log.ts';
import type { OpenCase } from '../../engine/case/case-store.ts';
import { CASE_FORMAT, type CaseOpening, type Holder } from '../../engine/case/entry.ts';
import { type Ground, layGround } from '../../engine/case/ground.ts';
import type { Scenario } from '../../engine/language/scenario.ts';

/** The scenario's usual policy and doctrine under one seed, nobody at a seat; `chosen` is what a test wants otherwise. */
export function openingFor(scenario: Scenario, chosen: Partial<CaseOpening> = {}): CaseOpening {
  const { id, version, hash, defaults, policies, doctrines } = scenario;
  return {
    kind: 'open',
    format: CASE_FORMAT,
    scenario: { id, version, hash },
    program: 'test',
    seed: 'a case',
    design: 'sobol',
    worlds: 8,
    world: 3,
    replication: 0,
    variant: 'base',
    settings: [],
    policy: defaults.baseline ?? policies[0]!.name,
    doctrine: defaults.doctrines?.[0] ?? doctrines[0]?.name ?? 'none',
    holders: {},
    ...chosen,
  };
}

export function heldBy(persons: readonly string[]): CaseOpening['holders'] {
  return Object.fromEntries(persons.map((seat) => [seat, 'person' as const]));
}

/** The same, with a strategy at every other seat but white's. */
export function heldAmong({ seats }: Scenario, persons: readonly string[]): CaseOpening['holders'] {
  const holders = seats
    .filter(({ name }) => name !== 'white')
    .map(({ name }): [string, Holder] => [name, persons.includes(name) ? 'person' : 'strategy']);
  return Object.fromEntries(holders);
}

export function groundFor(scenario: Scenario, opening: CaseOpening): Ground {
  const laid = layGround(scenario, opening);
  if ('faults' in laid) throw new Error(laid.faults.join('; '));
  return laid.ground;
}

export interface CaseInMemory extends OpenCase {
  readonly log: () => CaseLog;
  /** The log as it would stand on the disk. */
  readonly text: () => string;
}

export function caseInMemory(opening: CaseOpening): CaseInMemory {
  const first = openLog(opening);
  let { log } = first;
  let text = first.line;
  return {
    file: 'memory',
    log: () => log,
    text: () => text,
    add: (on, input, at) => {
      const added = addInput(log, on, input, at);
      log = added.log;
      text += added.line;
      return added.entry;
    },
    close: () => {},
  };
}
