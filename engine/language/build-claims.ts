// Claims of a file -> arms that can be run and conditions that can be tested; or where a claim of the same id is tested instead.

import { type BuildContext, known, memberKeys, provenance } from './build-context.ts';
import { readExpectation } from './claim-expectation.ts';
import type { Claim, ClaimArm, ClaimElsewhere, OptionGroup, PolicyElement } from './scenario.ts';
import type { ClaimArmFile, ClaimFile } from './scenario-file.ts';
import type { Path } from './yaml-text.ts';

/** What arms are made of. */
export interface ClaimParts {
  readonly groups: readonly OptionGroup[];
  readonly policies: readonly PolicyElement[];
  readonly variants: readonly string[];
}

type Arms = readonly ClaimArm[];

export function buildClaims(context: BuildContext, parts: ClaimParts): Claim[] {
  return claimsOf(context).flatMap(([id, file]) =>
    isHere(context, file) ? (buildClaim(context, id, file, parts) ?? []) : [],
  );
}

export function buildClaimsElsewhere(context: BuildContext): ClaimElsewhere[] {
  return claimsOf(context).flatMap(([id, file]) => {
    if (file.tested_in === undefined || isHere(context, file)) return [];
    const path: Path = ['claims', id, 'tested_in'];
    const extra = Object.keys(file).find((key) => key !== 'tested_in' && key !== 'note');
    if (extra !== undefined)
      context.report.errorAtKey('shape', ['claims', id, extra], `"tested_in" stands alone: "${extra}" stands there`, [
        `The claim ${id} of ${file.tested_in} says it all.`,
      ]);
    return [{ id, testedIn: file.tested_in, note: file.note ?? null, path }];
  });
}

/** A scenario that extends the one that sent the claim here inherits the word, and says the claim itself. */
function isHere({ file: { id } }: BuildContext, { tested_in }: ClaimFile): boolean {
  return tested_in === undefined || tested_in === id;
}

function claimsOf({ file }: BuildContext): [string, ClaimFile][] {
  return Object.entries(file.claims ?? {});
}

function buildClaim(context: BuildContext, id: string, file: ClaimFile, parts: ClaimParts): Claim | null {
  const path: Path = ['claims', id];
  const { report } = context;
  if (file.tested_in !== undefined && file.says === undefined && file.expect === undefined)
    return report.error('tested-in', [...path, 'tested_in'], `the claim ${id} is sent to this scenario itself`, [
      'Write it here, with says, kind, arms and expect; or name the scenario that holds it.',
    ]);
  for (const key of ['says', 'kind', 'expect'] as const)
    if (file[key] === undefined) report.errorAtKey('missing-key', path, `missing key "${key}"`);
  if (file.arms === undefined && file.compare === undefined)
    return report.errorAtKey('missing-key', path, 'missing key "arms": what is compared?', [
      'As arms: { before: { policy: a }, after: { policy: b } }, or in short compare: [a, b]; or tested_in: SCENARIO.',
    ]);
  if (file.arms !== undefined && file.compare !== undefined)
    return report.errorAtKey(
      'shape',
      [...path, 'compare'],
      '"compare" is the short form of "arms": expected one of the two',
    );
  const arms =
    file.compare === undefined
      ? writtenArms(context, file.arms ?? {}, parts, [...path, 'arms'])
      : comparedArms(context, file.compare, parts, [...path, 'compare']);
  const under = file.under ?? [parts.variants[0] ?? ''];
  for (const [i, variant] of under.entries()) {
    known(context, variant, parts.variants, 'a structural variant', [...path, 'under', i]);
    if (under.indexOf(variant) !== i)
      report.error('duplicate-name', [...path, 'under', i], `the variant "${variant}" stands twice`);
  }
  const where = regionOf(context, file.where ?? {}, arms ?? [], [...path, 'where']);
  if (arms === null || file.expect === undefined || file.says === undefined || file.kind === undefined) return null;
  const conditions = conditionsOf(context, file.expect, arms, path);
  const sources = provenance({ source: file.source }).sources;
  const { says, kind } = file;
  return { id, says, kind, sources, note: file.note ?? null, arms, conditions, where, under, path };
}

function conditionsOf(context: BuildContext, text: string, arms: Arms, path: Path): Claim['conditions'] {
  const outcomes = new Map(
    Object.keys(context.file.outcomes).map((name) => {
      const each = context.things.get(name)?.each ?? null;
      return [name, { each, members: each === null ? [] : memberKeys(context, each) }];
    }),
  );
  const at = [...path, 'expect'];
  const { conditions, faults } = readExpectation(text, { outcomes, arms: arms.map(({ name }) => name) });
  for (const fault of faults) context.report.errorInside('expectation', at, fault.at, fault.message, fault.notes);
  if (faults.length > 0) return [];
  const used = new Set(conditions.flatMap(({ terms }) => terms.map(({ arm }) => arm)));
  for (const { name, path: armPath } of arms)
    if (!used.has(name))
      context.report.warnAtKey('unused-arm', armPath, `nothing that is expected names the arm "${name}"`);
  return conditions;
}

/** Null when one of them has a fault. */
function writtenArms(
  context: BuildContext,
  file: Readonly<Record<string, ClaimArmFile>>,
  parts: ClaimParts,
  path: Path,
): Arms | null {
  const arms = Object.entries(file).map(([name, arm]) => writtenArm(context, name, arm, parts, [...path, name]));
  if (arms.length === 0) return context.report.error('shape', path, 'expected at least one arm');
  const seen = new Map<string, string>();
  for (const arm of arms) {
    if (arm === null) continue;
    const key = JSON.stringify([arm.policy, arm.doctrine, arm.variant, [...arm.settings].sort()]);
    const twin = seen.get(key);
    if (twin !== undefined)
      context.report.errorAtKey('duplicate-arm', arm.path, `the arms "${twin}" and "${arm.name}" are the same`);
    seen.set(key, arm.name);
  }
  const whole = arms.filter((arm) => arm !== null);
  return whole.length === arms.length ? whole : null;
}

function writtenArm(
  context: BuildContext,
  name: string,
  file: ClaimArmFile,
  parts: ClaimParts,
  path: Path,
): ClaimArm | null {
  const doctrines = Object.keys(context.file.doctrines ?? {});
  const { policy, doctrine, variant } = file;
  const fine = [
    policy === undefined || known(context, policy, policyNames(context, parts), 'a policy', [...path, 'policy']),
    doctrine === undefined || known(context, doctrine, doctrines, 'a doctrine', [...path, 'doctrine']),
    variant === undefined || known(context, variant, parts.variants, 'a structural variant', [...path, 'variant']),
    ...Object.keys(file.settings ?? {}).map((target) =>
      isQuantity(context, target, ['fact', 'uncertainty'], [...path, 'settings', target]),
    ),
  ];
  if (!fine.every(Boolean)) return null;
  return {
    name,
    policy: policy ?? usualPolicy(context, parts),
    doctrine: doctrine ?? usualDoctrine(context),
    variant: variant ?? null,
    settings: new Map(Object.entries(file.settings ?? {})),
    path,
  };
}

/** Two policies, or the usual one with two options of one group put in. */
function comparedArms(
  context: BuildContext,
  compare: NonNullable<ClaimFile['compare']>,
  parts: ClaimParts,
  path: Path,
): Arms | null {
  const [group, names] = Array.isArray(compare) ? [null, compare] : (Object.entries(compare)[0] ?? [null, []]);
  if (!Array.isArray(compare) && Object.keys(compare).length !== 1)
    return context.report.error(
      'shape',
      path,
      'expected one option group with two of its options, or a list of two policies',
    );
  const groups = parts.groups.map((candidate) => candidate.name);
  if (group !== null && !known(context, group, groups, 'an option group', [...path, group], true)) return null;
  const at = (i: number): Path => (group === null ? [...path, i] : [...path, group, i]);
  const possible =
    group === null
      ? policyNames(context, parts)
      : (parts.groups.find((candidate) => candidate.name === group)?.options.map((option) => option.name) ?? []);
  const what = group === null ? 'a policy' : `an option of ${group}`;
  if (!names.every((name, i) => known(context, name, possible, what, at(i)))) return null;
  if (names[0] === names[1])
    return context.report.error('duplicate-arm', at(1), `expected another one than "${names[0]}"`);
  return names.map((name, i) => ({
    name,
    policy: group === null ? name : withOption(context, parts, group, name),
    doctrine: usualDoctrine(context),
    variant: null,
    settings: new Map(),
    path: at(i),
  }));
}

function withOption(context: BuildContext, parts: ClaimParts, group: string, option: string): string {
  const usual = parts.policies.find((policy) => policy.name === usualPolicy(context, parts));
  return parts.groups
    .map((candidate, i) =>
      candidate.name === group ? option : (usual?.options[i] ?? candidate.options[0]?.name ?? ''),
    )
    .join('+');
}

/** Also those with a fault of their own, which was reported there. */
function policyNames(context: BuildContext, { policies }: ClaimParts): string[] {
  return [...new Set([...policies.map((policy) => policy.name), ...Object.keys(context.file.policies ?? {})])];
}

function usualPolicy({ file }: BuildContext, { policies }: ClaimParts): string {
  return file.defaults?.baseline ?? policies[0]?.name ?? '';
}

function usualDoctrine({ file }: BuildContext): string | null {
  return file.defaults?.doctrines?.[0] ?? Object.keys(file.doctrines ?? {})[0] ?? null;
}

function regionOf(
  context: BuildContext,
  file: Readonly<Record<string, readonly [number, number]>>,
  arms: Arms,
  path: Path,
): Claim['where'] {
  return Object.entries(file).flatMap(([target, [low, high]]) => {
    const at = [...path, target];
    if (!isQuantity(context, target, ['uncertainty'], at)) return [];
    if (!(low <= high)) context.report.error('range', at, `expected [low, high], got ${low} above ${high}`);
    const holder = arms.find(({ settings }) => [...settings.keys()].some((name) => overlap(name, target)));
    if (holder !== undefined)
      context.report.errorAtKey(
        'double-setting',
        at,
        `the arm "${holder.name}" holds "${target}" at one number already`,
      );
    return [{ target, low, high }];
  });
}

/** `fear` and `fear[latvia]` speak of the same quantity. */
function overlap(a: string, b: string): boolean {
  const [nameA, nameB] = [a.split('[')[0], b.split('[')[0]];
  return nameA === nameB && (a === b || a === nameA || b === nameB);
}

function isQuantity(
  context: BuildContext,
  target: string,
  kinds: readonly ('fact' | 'uncertainty')[],
  path: Path,
): boolean {
  const [name = '', member] = target.replace(']', '').split('[');
  const possible = [
    ...(kinds.includes('fact') ? Object.keys(context.file.facts ?? {}) : []),
    ...Object.keys(context.file.uncertainties ?? {}),
  ];
  const what = kinds.includes('fact') ? 'a fact or an uncertainty' : 'an uncertainty';
  if (!known(context, name, possible, what, path, true)) return false;
  if (member === undefined) return true;
  const each = context.things.get(name)?.each ?? null;
  if (each !== null) return known(context, member, memberKeys(context, each), `a member of ${each}`, path, true);
  context.report.errorAtKey('unknown-name', path, `"${name}" exists once and takes no [${member}]`);
  return false;
}
