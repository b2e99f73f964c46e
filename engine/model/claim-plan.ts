// Scenario + settings for all -> what must run so that its claims can be tested: each model and each arm once, however many claims share it.

import type { Claim, ClaimArm, ClaimCondition, Scenario } from '../language/scenario.ts';
import { lower } from './lower.ts';
import type { Arm, Model } from './model.ts';
import { isSlotOf } from './slot-name.ts';
import type { LowerFault } from './slots.ts';

export type { ClaimCondition } from '../language/scenario.ts';

/** `model` is an index into `models`; policy and doctrine are indices into that model. */
export interface ClaimPlanArm extends Arm {
  readonly model: number;
  readonly names: { readonly variant: string; readonly policy: string; readonly doctrine: string };
}

/** A claim under one structural variant. `arm` is an index into `arms`. */
export interface ClaimRowPlan {
  readonly variant: string;
  readonly arms: readonly { readonly name: string; readonly arm: number }[];
}

export interface PlannedClaim extends Pick<Claim, 'id' | 'says' | 'kind' | 'sources' | 'note'> {
  readonly conditions: readonly ClaimCondition[];
  /** `parameters`: indices into the parameters of every model. */
  readonly where: readonly {
    readonly target: string;
    readonly parameters: readonly number[];
    readonly low: number;
    readonly high: number;
  }[];
  readonly rows: readonly ClaimRowPlan[];
}

export interface ClaimPlan {
  /** The models of the arms, then those that only settle which worlds there are: `base` is the scenario as asked for. */
  readonly models: readonly Model[];
  /** What is held in each model, besides the settings for all. */
  readonly held: readonly ReadonlyMap<string, number>[];
  /** Model by model. */
  readonly arms: readonly ClaimPlanArm[];
  /** The scenario under the settings for all: its parameters are the worlds. */
  readonly base: Model;
  readonly claims: readonly PlannedClaim[];
}

export type PlannedClaims =
  | { readonly plan: ClaimPlan; readonly faults: readonly [] }
  | { readonly plan: null; readonly faults: readonly LowerFault[] };

/** `settings` hold in every arm that does not say otherwise itself. `claims` are some of the scenario's. */
export function planClaims(
  scenario: Scenario,
  claims: readonly Claim[],
  settings: ReadonlyMap<string, number>,
): PlannedClaims {
  const base = lower(scenario, { settings });
  if (base.model === null) return { plan: null, faults: base.faults };
  const faults: LowerFault[] = [];
  const models: Model[] = [];
  const held: ReadonlyMap<string, number>[] = [];
  const modelByKey = new Map<string, number>();
  const modelOf = (variant: string, own: ReadonlyMap<string, number>): number => {
    const key = JSON.stringify([variant, [...own].sort()]);
    const known = modelByKey.get(key);
    if (known !== undefined) return known;
    const { model, faults: found } = lower(scenario, { variant, settings: merged(settings, own) });
    if (model === null) faults.push(...found);
    modelByKey.set(key, models.length);
    models.push(model ?? base.model);
    held.push(own);
    return models.length - 1;
  };
  const wanted = new Map<string, ClaimPlanArm>();
  const keyOf = (arm: ClaimArm, row: string): string => {
    const variant = arm.variant ?? row;
    const model = modelOf(variant, arm.settings);
    const { policies, doctrines } = models[model] ?? base.model;
    const policy = firstOfSame(policies, arm.policy);
    const doctrine = arm.doctrine === null ? 0 : doctrines.findIndex(({ name }) => name === arm.doctrine);
    const key = `${model} ${policy} ${doctrine}`;
    const names = { variant, policy: arm.policy, doctrine: doctrines[doctrine]?.name ?? '' };
    if (!wanted.has(key)) wanted.set(key, { model, policy, doctrine, names });
    return key;
  };
  const rows = claims.map((claim) =>
    claim.under.map((variant) => ({
      variant,
      arms: claim.arms.map((arm) => ({ name: arm.name, key: keyOf(arm, variant) })),
    })),
  );
  if (faults.length > 0) return { plan: null, faults };
  const sorted = [...wanted].sort(([, a], [, b]) => a.model - b.model);
  const places = new Map(sorted.map(([key], index) => [key, index]));
  const planned = claims.map((claim, i) => ({
    ...described(claim),
    where: claim.where.map((region) => ({ ...region, parameters: parametersOf(base.model, region.target) })),
    rows: (rows[i] ?? []).map(({ variant, arms }) => ({
      variant,
      arms: arms.map(({ name, key }) => ({ name, arm: places.get(key) ?? 0 })),
    })),
  }));
  const arms = sorted.map(([, arm]) => arm);
  return { plan: { models, held, arms, base: base.model, claims: planned }, faults: [] };
}

/** A named policy and the combination of options that it stands for are one. */
function firstOfSame(policies: Model['policies'], asked: string): number {
  const options = policies.find(({ name }) => name === asked)?.options.join('+');
  return policies.findIndex((policy) => policy.options.join('+') === options);
}

function described({ id, says, kind, sources, note, conditions }: Claim): Omit<PlannedClaim, 'where' | 'rows'> {
  return { id, says, kind, sources, note, conditions };
}

/** What an arm says itself wins, also over the same quantity named with or without its member. */
function merged(all: ReadonlyMap<string, number>, own: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const isNamed = (target: string) => [...own.keys()].some((name) => isSlotOf(target, name));
  return new Map([...[...all].filter(([target]) => !isNamed(target)), ...own]);
}

/** All members of a bare name. */
function parametersOf({ parameters }: Model, target: string): number[] {
  return parameters.flatMap(({ name }, index) => (isSlotOf(name, target) ? [index] : []));
}
