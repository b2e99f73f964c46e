// One model run by the reference and by the JavaScript kernel -> the first place where they differ, in words, or null.

import { createJsKernel, type JsKernelOptions } from '../../engine/kernel/js-kernel.ts';
import { kernelStateOf } from '../../engine/kernel/kernel-state.ts';
import type { Program, Slot } from '../../engine/kernel/program.ts';
import type { BlockSetup, FailedRun } from '../../engine/model/block.ts';
import type { Arm, Model } from '../../engine/model/model.ts';
import { createWorlds } from '../../engine/model/worlds.ts';
import { createDraws } from '../../engine/reference/draws.ts';
import type { Position } from '../../engine/reference/position.ts';
import { createReference } from '../../engine/reference/reference.ts';
import { turnEvents } from '../../engine/reference/run.ts';
import { startContext } from '../../engine/reference/start-step.ts';

export interface Comparison {
  readonly arms?: readonly Arm[];
  readonly seed?: string;
  readonly worlds?: number;
  readonly replications?: number;
  readonly options?: JsKernelOptions;
}

export function allArms({ policies, doctrines }: Model): readonly Arm[] {
  return policies.flatMap((_, policy) => doctrines.map((_, doctrine) => ({ policy, doctrine })));
}

/** A few arms in which every option of every group and every doctrine is played at least once. */
export function coveringArms(model: Model): readonly Arm[] {
  const { policies, doctrines } = model;
  const missing = new Set(policies.flatMap(({ options }) => options.map((option, group) => `${group} ${option}`)));
  const covered: number[] = [0];
  const cover = (policy: number): void => {
    for (const [group, option] of policies[policy]!.options.entries()) missing.delete(`${group} ${option}`);
  };
  cover(0);
  while (missing.size > 0) {
    const gains = policies.map(
      ({ options }) => options.filter((option, group) => missing.has(`${group} ${option}`)).length,
    );
    const best = gains.indexOf(Math.max(...gains));
    covered.push(best);
    cover(best);
  }
  const count = Math.max(covered.length, doctrines.length);
  return Array.from({ length: count }, (_, arm) => ({
    policy: covered[arm % covered.length]!,
    doctrine: arm % doctrines.length,
  }));
}

/** What every run left behind, turn by turn. */
export interface RunTrace {
  readonly states: readonly { readonly numbers: readonly number[]; readonly wholes: readonly number[] }[];
  readonly outcomes: readonly number[];
  readonly failure: Omit<FailedRun, 'arm' | 'world' | 'replication'> | null;
}

export function setupOf(model: Model, { arms, seed = 'kernel', worlds = 1, replications = 2 }: Comparison): BlockSetup {
  const parametersOf = createWorlds(model, { seed, design: 'mc', worlds });
  return { arms: arms ?? allArms(model), seed, parametersOf, replications };
}

/** Null when outcomes, failures and every slot after every turn are equal in every bit. */
export function difference(model: Model, comparison: Comparison): string | null {
  const setup = setupOf(model, comparison);
  const futures = (comparison.worlds ?? 1) * setup.replications;
  const made = kernelTraces(model, setup, futures, comparison.options ?? {});
  if ('unsupported' in made) return `unsupported: ${made.unsupported}`;
  for (let arm = 0; arm < setup.arms.length; arm++) {
    for (let future = 0; future < futures; future++) {
      const expected = referenceTrace(model, setup, made.program, arm, future);
      const found = traceDifference(model, made.program, expected, made.traces[arm * futures + future]!);
      if (found !== null) return `arm ${arm}, future ${future}: ${found}`;
    }
  }
  return null;
}

export function kernelTraces(
  model: Model,
  setup: BlockSetup,
  futures: number,
  options: JsKernelOptions,
): { readonly traces: readonly RunTrace[]; readonly program: Program } | { readonly unsupported: string } {
  const states = new Map<number, RunTrace['states'][number][]>();
  const kernel = createJsKernel(model, setup, {
    ...options,
    onTurn: ({ arm, world, replication, numbers, wholes }) => {
      const run = arm * futures + world * setup.replications + replication;
      const list = states.get(run) ?? [];
      states.set(run, list);
      list.push({ numbers: [...numbers], wholes: [...wholes] });
    },
  });
  if ('unsupported' in kernel) return kernel;
  const columns = model.outcomes.map(() => new Float64Array(setup.arms.length * futures));
  const failed = kernel.runBlock({ first: 0, count: futures, columns });
  const failures = new Map(
    failed.map(({ arm, world, replication, ...failure }) => [
      arm * futures + world * setup.replications + replication,
      failure,
    ]),
  );
  const traces = Array.from(
    { length: setup.arms.length * futures },
    (_, run): RunTrace => ({
      states: states.get(run) ?? [],
      outcomes: columns.map((column) => column[run]!),
      failure: failures.get(run) ?? null,
    }),
  );
  return { traces, program: kernel.program };
}

function referenceTrace(model: Model, setup: BlockSetup, program: Program, arm: number, future: number): RunTrace {
  const positions = referencePositions(model, setup, arm, future);
  const last = positions.at(-1)!;
  const played = last.failure === null ? positions.slice(1) : positions.slice(1, -1);
  const isOutcomeFault = last.failure?.reason === 'outcome not finite';
  const told = isOutcomeFault ? positions.slice(1) : played;
  return {
    states: told.map((position) => {
      const { numbers, wholes } = kernelStateOf(program, position);
      return { numbers: [...numbers], wholes: [...wholes] };
    }),
    outcomes: last.outcomes ?? model.outcomes.map(() => Number.NaN),
    failure: last.failure,
  };
}

/** The position at the start and after each turn, the last one possibly failed. */
export function referencePositions(model: Model, setup: BlockSetup, arm: number, future: number): readonly Position[] {
  const reference = createReference(model);
  const draws = createDraws(model, setup.seed);
  const world = Math.floor(future / setup.replications);
  const parameters = setup.parametersOf(world);
  const run = { arm: setup.arms[arm]!, parameters, draws, world, replication: future % setup.replications };
  const actor = reference.chart.start(startContext(reference.interpreter, run));
  const positions = [actor.snapshot().context.position];
  const events = turnEvents(model, draws);
  while (!positions.at(-1)!.over) {
    for (const event of events) {
      actor.send(event);
      if (actor.snapshot().context.position.failure !== null) break;
    }
    positions.push(actor.snapshot().context.position);
  }
  return positions;
}

function traceDifference(model: Model, program: Program, expected: RunTrace, found: RunTrace): string | null {
  for (const [turn, state] of expected.states.entries()) {
    const other = found.states[turn];
    if (other === undefined) return `no turn ${turn}; failed: ${JSON.stringify(found.failure)}`;
    const slots = [
      ...program.layout.numbers.map((slot, at) => ({ slot, a: state.numbers[at]!, b: other.numbers[at]! })),
      ...program.layout.wholes.map((slot, at) => ({ slot, a: state.wholes[at]!, b: other.wholes[at]! })),
    ];
    const bad = slots.find(({ slot, a, b }) => isCompared(model, slot, a) && !Object.is(a, b));
    if (bad !== undefined) return `turn ${turn}, ${JSON.stringify(bad.slot)}: ${bad.a} became ${bad.b}`;
  }
  if (found.states.length !== expected.states.length)
    return `${found.states.length} turns, not ${expected.states.length}`;
  if (JSON.stringify(expected.failure) !== JSON.stringify(found.failure))
    return `failure ${JSON.stringify(expected.failure)} became ${JSON.stringify(found.failure)}`;
  const outcome = expected.outcomes.findIndex((value, at) => !Object.is(value, found.outcomes[at]));
  if (outcome < 0) return null;
  return `outcome ${model.outcomes[outcome]!.name}: ${expected.outcomes[outcome]} became ${found.outcomes[outcome]}`;
}

/** The entry turn of a state that is not active means nothing, and a final value is taken when the run is over. */
function isCompared(model: Model, { kind, index }: Slot, expected: number): boolean {
  if (kind === 'entered') return expected >= 0;
  return kind !== 'reduced' || model.reducers[index]!.reduction !== 'final';
}
