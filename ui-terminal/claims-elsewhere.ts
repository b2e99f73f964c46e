// A claim that is tested in another scenario -> where it stands in full, or the fault of the line that sends it on, with its place.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Claim,
  type ClaimElsewhere,
  checkScenario,
  openScenario,
  type Problem,
  type Scenario,
  shippedScenarios,
  unknownName,
} from '../engine/index.ts';

export interface FollowedClaim {
  /** How the scenario is named on a command line. */
  readonly place: string;
  readonly scenario: Scenario;
  readonly claim: Claim;
}

export interface StrayClaim {
  /** The scenario in which the line stands, as it is named on a command line. */
  readonly from: string;
  readonly problem: Problem;
  /** File names and contents, for the source lines. */
  readonly texts: ReadonlyMap<string, string>;
}

/** `load` gives null for a scenario with mistakes of its own. `trail` are the scenarios on the way, the first one included. */
export function followClaim(
  from: string,
  elsewhere: ClaimElsewhere,
  trail: readonly string[],
  load: (place: string) => Scenario | null,
): FollowedClaim | StrayClaim {
  const { id, testedIn } = elsewhere;
  if (trail.includes(testedIn))
    return stray(from, elsewhere, `the claim ${id} is sent in a circle: ${[...trail, testedIn].join(', ')}`, []);
  const place = placeOf(from, testedIn);
  const shipped = shippedScenarios().map((scenario) => scenario.id);
  if (place === null)
    return stray(
      from,
      elsewhere,
      `no scenario "${testedIn}" beside this one or among those that come along`,
      notesOn('scenario', testedIn, shipped),
    );
  const scenario = load(place);
  if (scenario === null)
    return stray(from, elsewhere, `${testedIn}, where the claim ${id} is tested, has mistakes of its own`, [
      `See greyzone check ${place}.`,
    ]);
  const claim = scenario.claims.find((candidate) => candidate.id === id);
  if (claim !== undefined) return { place, scenario, claim };
  const next = scenario.claimsElsewhere.find((candidate) => candidate.id === id);
  if (next !== undefined) return followClaim(place, next, [...trail, testedIn], load);
  const there = scenario.claims.map((candidate) => candidate.id);
  return stray(from, elsewhere, `${testedIn} has no claim ${id}`, notesOn('claim', id, there));
}

/** Faults of all the claims of a scenario that are tested elsewhere. */
export function strayClaims(from: string, { id, claimsElsewhere }: Scenario): StrayClaim[] {
  const known = new Map<string, Scenario | null>();
  const load = (place: string): Scenario | null => {
    if (!known.has(place)) known.set(place, checked(place));
    return known.get(place) ?? null;
  };
  return claimsElsewhere.flatMap((elsewhere) => {
    const found = followClaim(from, elsewhere, [id], load);
    return 'problem' in found ? [found] : [];
  });
}

function checked(place: string): Scenario | null {
  const { texts } = openScenario(place);
  return texts === null ? null : checkScenario(texts).scenario;
}

function notesOn(what: string, name: string, known: readonly string[]): readonly string[] {
  return unknownName(what, name, known)?.notes ?? [];
}

/** A folder beside that of the scenario, else one that comes along. */
function placeOf(from: string, id: string): string | null {
  const file = openScenario(from).texts?.scenario.name;
  const beside = file === undefined ? null : join(dirname(dirname(resolve(file))), id);
  const shipped = shippedScenarios().find((candidate) => candidate.id === id);
  if (beside !== null && existsSync(join(beside, 'scenario.yaml'))) return shipped?.folder === beside ? id : beside;
  return shipped === undefined ? null : id;
}

/** With file, line and column of `tested_in`. */
function stray(from: string, { path }: ClaimElsewhere, message: string, notes: readonly string[]): StrayClaim {
  const { texts, files } = openScenario(from);
  const place = texts === null ? null : checkScenario(texts).placeOf(path);
  return {
    from,
    problem: { severity: 'error', code: 'tested-in', path: path.join('.'), message, place, notes },
    texts: new Map(files.map(({ name, text }) => [name, text])),
  };
}
