// The parts of a run that are not steps -> their functions: worlds, start, views, orders, end of a turn, outcomes.

import type { Lever, Model, Reducer } from '../model/model.ts';
import type { Reduction } from '../vocabulary.ts';
import { valueText } from './js-draws.ts';
import { numberText } from './js-expression.ts';
import { type CodeUnit, type FunctionText, functionsOf } from './js-function.ts';
import { condition, line, number, type Part, type Statement, when } from './js-piece.ts';
import { sharedFunctions } from './js-step.ts';
import { activeWith, leafUnder } from './moves.ts';
import { type Chain, endStage, INJECTS_STAGE, ORDERS_STAGE, type Program, VIEWS_STAGE } from './program.ts';

/** What hangs on the world alone. */
export function worldFunctions(program: Program): readonly FunctionText[] {
  const units = program.world.map(
    ({ node, slot }): CodeUnit => ({
      title: `W[${slot}]`,
      statements: [line`W[${slot}] = ${number(node)};`],
      faults: false,
    }),
  );
  const starts = program.model.stocks.map((_, stock) => startUnit(program, stock));
  return [
    ...functionsOf({ program, stage: VIEWS_STAGE, keeps: 'nothing' }, 'world_values', 't', units),
    ...functionsOf({ program, stage: VIEWS_STAGE, keeps: 'world' }, 'world_starts', 't', starts),
  ];
}

function startUnit({ model, startFaults }: Program, stock: number): CodeUnit {
  const { start, low, high, integer, name } = model.stocks[stock]!;
  const v = `v${stock}`;
  const fault = startFaults[stock]!;
  const [l, h] = [numberText(low), numberText(high)];
  return {
    title: name,
    statements: [
      line`let ${v} = ${number(start)};`,
      ...(fault === 0 ? [] : [line`if (!(${v} - ${v} === 0)) return ${fault};`]),
      ...(integer ? [line`${v} = Math.floor(${v} + 0.5);`] : []),
      line`STARTS[${stock}] = ${`${v} < ${l} ? ${l} : ${v} > ${h} ? ${h} : ${v}`};`,
    ],
    faults: fault !== 0,
  };
}

/** The state before the first turn. */
export function startFunctions(program: Program): readonly FunctionText[] {
  const { model, layout } = program;
  const plain: Statement[] = [
    ...model.stocks.map((_, stock) => line`F[${stock}] = STARTS[${stock}];`),
    ...layout.numbers.flatMap(({ kind, index }, slot) => {
      const value = startNumber(model, kind, index);
      return value === null ? [] : [line`F[${slot}] = ${numberText(value)};`];
    }),
    ...layout.wholes.map(
      ({ kind, index, state }, slot) => line`I[${slot}] = ${startWhole(model, kind, index, state)};`,
    ),
  ];
  const starters = model.reducers.flatMap(({ reduction, of }, index) =>
    reduction === 'start' && layout.at.reduced[index]! >= 0 ? [{ index, of }] : [],
  );
  const looked: Statement[] = [
    ...program.views.map((view) => line`const source${view} = ${number(model.views[view]!.source)};`),
    ...starters.map(({ index, of }) => line`const begun${index} = ${number(of)};`),
    ...program.views.flatMap((view) => {
      const coming = layout.at.coming[view]!;
      return [
        line`F[${layout.at.view[view]!}] = source${view};`,
        ...(coming < 0 ? [] : [line`F[${coming}] = source${view};`]),
      ];
    }),
    ...starters.map(({ index }) => line`F[${layout.at.reduced[index]!}] = begun${index};`),
  ];
  const unit = (title: string, statements: readonly Statement[]): CodeUnit => ({ title, statements, faults: false });
  const frame = { program, stage: VIEWS_STAGE, keeps: 'world' } as const;
  return [
    ...functionsOf(frame, 'start_state', 't', [unit('state', plain)]),
    ...(looked.length === 0 ? [] : functionsOf(frame, 'start_views', 't', [unit('views', looked)])),
  ];
}

function startNumber(model: Model, kind: string, index: number): number | null {
  switch (kind) {
    case 'stock':
      return null;
    case 'force': {
      const { levels, start } = model.levers[index]!;
      return levels[start]!.value;
    }
    case 'purse':
      return model.purses[index]!.start;
    case 'reduced':
      return emptyReduction(model.reducers[index]!.reduction);
    default:
      return 0;
  }
}

function startWhole(model: Model, kind: string, index: number, state: number): number {
  if (kind === 'leaf') return leafUnder(model.machines[index]!.states, model.machines[index]!.initial);
  if (kind === 'ordered') return model.levers[index]!.start;
  if (kind !== 'entered') return 0;
  const { states, initial } = model.machines[index]!;
  return activeWith(states, leafUnder(states, initial)).includes(state) ? 0 : -1;
}

/** A reduction before its first turn. */
function emptyReduction(reduction: Reduction): number {
  if (reduction === 'first' || reduction === 'final' || reduction === 'start') return Number.NaN;
  if (reduction === 'highest') return -Infinity;
  return reduction === 'lowest' ? Infinity : 0;
}

/** Views and incomes. All views look at the same moment. */
export function viewsFunctions(program: Program): readonly FunctionText[] {
  const { model, layout, views, draws } = program;
  const looks = views.flatMap((index) => {
    const view = model.views[index]!;
    return [
      line`const source${index} = ${number(view.source)};`,
      ...(view.kind === 'gated' ? [line`const open${index} = ${condition(view.gate)};`] : []),
    ];
  });
  const shows = views.flatMap((index): readonly Statement[] => {
    const view = model.views[index]!;
    const slot = layout.at.view[index]!;
    const coming = layout.at.coming[index]!;
    if (view.kind === 'late') return [line`F[${slot}] = F[${coming}];`, line`F[${coming}] = source${index};`];
    if (view.kind === 'gated') return [line`if (open${index}) F[${slot}] = source${index};`];
    const column = draws.findIndex(({ use, channel }) => use === 'normal' && channel === view.channel);
    return [line`F[${slot}] = source${index} + ${numberText(view.sd)} * ${valueText(program, column)};`];
  });
  const incomes = model.purses.flatMap(({ perTurn }, index) =>
    layout.at.purse[index]! < 0 ? [] : [line`F[${layout.at.purse[index]!}] += ${numberText(perTurn)};`],
  );
  const statements = [...looks, ...shows, ...incomes];
  const frame = { program, stage: VIEWS_STAGE, keeps: 'turn' } as const;
  return [
    ...sharedFunctions(program, VIEWS_STAGE),
    ...(statements.length === 0
      ? []
      : functionsOf(frame, 'views', 't', [{ title: 'views', statements, faults: false }])),
  ];
}

/** For each arm the function that says what it asks of the levers on which arms differ; its name is in `names`. */
export function armFunctions(program: Program): {
  readonly functions: readonly FunctionText[];
  readonly names: readonly (readonly string[])[];
} {
  const open = new Set(program.chains.flatMap((chains) => chains.map(({ lever }) => lever)));
  const byText = new Map<string, readonly FunctionText[]>();
  const functions: FunctionText[] = [];
  const names = program.chains.map((chains, arm) => {
    const units = [...open]
      .sort((a, b) => a - b)
      .map((lever) =>
        chainUnit(
          program,
          lever,
          chains.find((one) => one.lever === lever),
        ),
      );
    const made = functionsOf({ program, stage: ORDERS_STAGE, keeps: 'turn' }, `arm_${arm}`, 't', units);
    const text = JSON.stringify(made.map(({ lines }) => lines));
    const old = byText.get(text);
    if (old !== undefined) return old.map(({ name }) => name);
    byText.set(text, made);
    functions.push(...made);
    return made.map(({ name }) => name);
  });
  return { functions, names };
}

/** What all arms ask alike, then payment and ramps. */
export function ordersFunctions(program: Program): readonly FunctionText[] {
  const frame = { program, stage: ORDERS_STAGE, keeps: 'turn' } as const;
  const named = new Set([...program.chains.flat(), ...program.commonChains].map(({ lever }) => lever));
  const common = program.commonChains.map((chain) => chainUnit(program, chain.lever, chain));
  const pays = program.levers.map(
    ({ lever, fault }): CodeUnit => ({
      title: program.model.levers[lever]!.name,
      statements: payLever(program, lever, fault, named.has(lever)),
      faults: fault !== 0,
    }),
  );
  return [...functionsOf(frame, 'orders', 't', common), ...functionsOf(frame, 'pay', 't', pays)];
}

function chainUnit(program: Program, lever: number, chain: Chain | undefined): CodeUnit {
  const stays = `I[${program.layout.at.ordered[lever]!}]`;
  const rules = chain?.rules ?? [];
  const isCertain = rules.at(-1)?.when === null;
  const text = rules.flatMap(({ when: test, level }): readonly Part[] =>
    test === null ? [String(level)] : [condition(test), ` ? ${level} : `],
  );
  return {
    title: program.model.levers[lever]!.name,
    statements: [line`G[${lever}] = ${[...text, ...(isCertain ? [] : [stays])]};`],
    faults: false,
  };
}

function payLever(program: Program, index: number, fault: number, isNamed: boolean): readonly Statement[] {
  const { layout, model } = program;
  const lever = model.levers[index]!;
  const ordered = layout.at.ordered[index]!;
  const costSlot = layout.at.cost[index]!;
  const isCosted = fault !== 0 || costSlot >= 0 || lever.purse !== null;
  const level = `level${index}`;
  const cost = `cost${index}`;
  const purse = lever.purse === null ? '' : `F[${layout.at.purse[lever.purse]}]`;
  return [
    line`let ${level} = ${isNamed ? `G[${index}]` : `I[${ordered}]`};`,
    ...(isCosted ? [line`let ${cost} = ${costParts(lever, level)};`] : []),
    ...(fault === 0 ? [] : [line`if (!(${cost} - ${cost} === 0)) return ${fault};`]),
    ...(lever.purse === null
      ? []
      : [
          line`while (${level} > 0 && !(${cost} <= ${purse})) {`,
          line`  ${level} -= 1;`,
          line`  ${cost} = ${costParts(lever, level)};`,
          line`}`,
          line`${purse} -= ${cost};`,
        ]),
    ...(costSlot < 0 ? [] : [line`F[${costSlot}] = ${cost};`]),
    line`I[${ordered}] = ${level};`,
    ...follow(program, lever, index, level),
  ];
}

function costParts({ levels }: Lever, level: string): readonly Part[] {
  if (levels.every(({ cost }) => cost === levels[0]!.cost)) return [number(levels[0]!.cost)];
  return levels.flatMap(({ cost }, at): readonly Part[] =>
    at === levels.length - 1 ? [number(cost)] : [`${level} === ${at} ? `, number(cost), ' : '],
  );
}

/** One turn of the number in force towards the number ordered. */
function follow(
  { layout }: Program,
  { levels, rampUp, rampDown }: Lever,
  index: number,
  level: string,
): readonly Statement[] {
  const force = `F[${layout.at.force[index]}]`;
  const goal = `goal${index}`;
  const now = `now${index}`;
  const value = levels.flatMap((one, at) =>
    at === levels.length - 1 ? [numberText(one.value)] : [`${level} === ${at} ? ${numberText(one.value)} : `],
  );
  if (rampUp === null && rampDown === null) return [line`${force} = ${value};`];
  const up = `if (${goal} > ${now} && ${now} + ${numberText(rampUp ?? 0)} < ${goal}) ${force} = ${now} + ${numberText(rampUp ?? 0)};`;
  const down = `if (${goal} < ${now} && ${now} - ${numberText(rampDown ?? 0)} > ${goal}) ${force} = ${now} - ${numberText(rampDown ?? 0)};`;
  const ramps = [...(rampUp === null ? [] : [up]), ...(rampDown === null ? [] : [down])].join(' else ');
  return [line`const ${goal} = ${value};`, line`const ${now} = ${force};`, line`${ramps} else ${force} = ${goal};`];
}

/** Reducers and watches; `end` gives -1 when the run stops here. */
export function endFunctions(program: Program): readonly FunctionText[] {
  const { model, layout, watches, endWhen } = program;
  const stage = endStage(model);
  const frame = { program, stage, keeps: 'turn' } as const;
  const reducers = program.reducers.map(
    (index): CodeUnit => ({
      title: `reducer ${index}`,
      statements: reduceTurn(program, model.reducers[index]!, `F[${layout.at.reduced[index]!}]`),
      faults: false,
    }),
  );
  const watched = watches.map(
    (node, index): CodeUnit => ({
      title: `watch ${index}`,
      statements: [line`WATCHED[${index}] = ${number(node)};`],
      faults: false,
    }),
  );
  const stop: readonly CodeUnit[] =
    endWhen === null ? [] : [{ title: 'end', statements: [line`if (${condition(endWhen)}) return -1;`], faults: true }];
  return [...sharedFunctions(program, stage), ...functionsOf(frame, 'end', 't', [...reducers, ...watched, ...stop])];
}

function reduceTurn({ conditions }: Program, { reduction, of }: Reducer, slot: string): readonly Statement[] {
  switch (reduction) {
    case 'ever':
      if (conditions[of]!) return [when([`${slot} === 0`], [when([condition(of)], [line`${slot} = 1;`])])];
      return [line`${slot} = Math.max(${slot}, ${number(of)});`];
    case 'first':
      return [when([`${slot} !== ${slot}`], [when([condition(of)], [line`${slot} = t + 1;`])])];
    case 'highest':
      return [line`${slot} = Math.max(${slot}, ${number(of)});`];
    case 'lowest':
      return [line`${slot} = Math.min(${slot}, ${number(of)});`];
    case 'turns':
    case 'average':
    case 'total':
      return [line`${slot} += ${number(of)};`];
    case 'final':
      return [line`${slot} = ${number(of)};`];
    case 'start':
      return [];
  }
}

/** The outcomes of a run that is over after turn t. */
export function outcomeFunctions(program: Program): readonly FunctionText[] {
  const { model, layout, finals, outcomeFaults } = program;
  const frame = { program, stage: INJECTS_STAGE, keeps: 'world' } as const;
  const last = finals.map(
    (index): CodeUnit => ({
      title: `reducer ${index}`,
      statements: [line`F[${layout.at.reduced[index]!}] = ${number(model.reducers[index]!.of)};`],
      faults: false,
    }),
  );
  const outcomes = model.outcomes.map(({ name, value, firsts }, index): CodeUnit => {
    const taken = [
      line`const o${index} = ${number(value)};`,
      line`if (!(o${index} - o${index} === 0)) return ${outcomeFaults[index]!};`,
      line`O[${index}] = o${index};`,
    ];
    const missing = firsts
      .map((first) => `F[${layout.at.reduced[first]}] !== F[${layout.at.reduced[first]}]`)
      .join(' || ');
    const statements = firsts.length === 0 ? taken : [when([missing], [line`O[${index}] = NaN;`], taken)];
    return { title: name, statements, faults: true };
  });
  return [...functionsOf(frame, 'finals', 't', last), ...functionsOf(frame, 'outcomes', 't', outcomes)];
}
