// A step of a turn (the injects, or a phase) -> its functions: shared formulas, moves, writers in order, commit.
// Every function gives a fault code, 0 for none.

import type { Chance, Consequence, NodeId, State, Transition } from '../model/model.ts';
import { isInside } from '../model/ranges.ts';
import { GUARD_BAND } from './guard-band.ts';
import { fillerOf } from './js-draws.ts';
import { numberText } from './js-expression.ts';
import { type CodeUnit, comment, estimateBytecode, type FunctionText, functionsOf } from './js-function.ts';
import { condition, line, number, type Part, type Statement, when } from './js-piece.ts';
import { CHANCE_TOLERANCE, chanceUse } from './lower-program.ts';
import { enteredBy, leafUnder } from './moves.ts';
import type { DrawUse, Program, Step, Touched } from './program.ts';

/** What the text needs to know besides the program. */
export interface JsOptions {
  /** Compare log odds with ready thresholds; else work out the exponential each time. */
  readonly thresholds: boolean;
}

/** The functions of a step, the last of which, `name`, carries it out. */
export function stepFunctions(program: Program, options: JsOptions, step: Step, name: string): readonly FunctionText[] {
  const frame = { program, stage: step.stage, keeps: 'turn' } as const;
  const parts = [
    ...sharedFunctions(program, step.stage),
    ...functionsOf(
      frame,
      `${name}_moves`,
      't',
      step.moves.map((move) => moveUnit(program, move)),
    ),
    ...functionsOf(frame, `${name}_injects`, 't', injectUnits(program, step)),
    ...functionsOf(
      frame,
      `${name}_incidents`,
      't',
      step.incidents.map((index) => incidentUnit(program, options, step, index)),
    ),
    ...step.machines.flatMap((index) =>
      functionsOf(frame, `machine_${index}`, 't', [machineUnit(program, options, step, index)]).map(leaving),
    ),
    ...functionsOf(frame, `${name}_commit`, 't', commitUnits(program, step)),
  ];
  const entered = step.machines.map((index) => movedFunction(program, index));
  return [...entered, ...callAll(name, parts)];
}

/** A machine's function is left as soon as a transition fires, so it stays a function. */
function leaving(one: FunctionText): FunctionText {
  return { ...one, mayLeave: true };
}

/** The formulas that a stage works out for itself and later ones. */
export function sharedFunctions(program: Program, stage: number): readonly FunctionText[] {
  const units = program.shared
    .filter((one) => one.stage === stage)
    .map(
      ({ node, slot }): CodeUnit => ({
        title: `formula ${node}`,
        statements: [line`X[${slot}] = ${number(node)};`],
        faults: false,
      }),
    );
  return functionsOf({ program, stage, keeps: 'before' }, `shared_${stage}`, 't', units);
}

/** Functions called one after the other under one name, up to the first fault; small ones are written out in it instead. */
export function callAll(name: string, called: readonly FunctionText[]): readonly FunctionText[] {
  const joined = called.filter(isJoined(called));
  const faulty = called.filter(({ faults }) => faults);
  const lines = called.flatMap((one) => (joined.includes(one) ? blockOf(one) : callOf(one)));
  const needsCode = faulty.some((one) => !joined.includes(one));
  const all: FunctionText = {
    name,
    parameters: 't',
    lines: [...(needsCode ? ['  let code = 0;'] : []), ...lines, '  return 0;'],
    faults: faulty.length > 0,
    title: name,
  };
  return [...called.filter((one) => !joined.includes(one)), all];
}

/** Bytecode up to which functions are joined: a call saved is worth more than a small function. */
const JOINED_BYTECODE = 9_000;

function isJoined(called: readonly FunctionText[]): (one: FunctionText) => boolean {
  let size = 0;
  const joined = called.filter(({ lines, mayLeave }) => {
    const own = estimateBytecode(lines);
    if (mayLeave === true || size + own > JOINED_BYTECODE) return false;
    size += own;
    return true;
  });
  return (one) => joined.includes(one);
}

function blockOf({ lines, title }: FunctionText): readonly string[] {
  const body = lines.at(-1) === '  return 0;' ? lines.slice(0, -1) : lines;
  return [`  { ${comment(title)}`, ...body.map((text) => `  ${text}`), '  }'];
}

function callOf({ name, faults }: FunctionText): readonly string[] {
  return [faults ? `  if ((code = ${name}(t)) !== 0) return code;` : `  ${name}(t);`];
}

function moveUnit({ model }: Program, { stock, next }: Step['moves'][number]): CodeUnit {
  return { title: model.stocks[stock]!.name, statements: [line`P[${stock}] = ${number(next)};`], faults: false };
}

function injectUnits(program: Program, step: Step): readonly CodeUnit[] {
  const { model, layout } = program;
  if (step.injects.length === 0) return [];
  const due = step.injects.map((index): Statement => {
    const { turn, when: condition_ } = model.injects[index]!;
    const asked = layout.at.asked[index]!;
    const reasons: (readonly Part[])[] = [
      ...(asked < 0 ? [] : [[`I[${asked}] !== 0`]]),
      ...(turn === null ? [] : [[`t === ${turn}`]]),
      ...(condition_ === null ? [] : [[condition(condition_)]]),
    ];
    const any =
      reasons.length === 0 ? ['false'] : reasons.flatMap((reason, i) => (i === 0 ? reason : [' || ', ...reason]));
    return line`Q[${injectQueue(program, index)}] = I[${layout.at.released[index]!}] === 0 && (${any}) ? 1 : 0;`;
  });
  const forget = step.injects.flatMap((index) =>
    layout.at.asked[index]! < 0 ? [] : [line`I[${layout.at.asked[index]!}] = 0;`],
  );
  const fire = step.injects.map((index) =>
    when(
      [`Q[${injectQueue(program, index)}] !== 0`],
      [line`I[${layout.at.released[index]!}] = 1;`, ...consequences(program, step, model.injects[index]!, null)],
    ),
  );
  return [{ title: 'injects', statements: [line`Z[0] = 0;`, ...due, ...forget, ...fire], faults: false }];
}

/** Injects note that they fired behind the incidents' times. */
function injectQueue({ model }: Program, index: number): number {
  return model.incidents.length + index;
}

function incidentUnit(program: Program, options: JsOptions, step: Step, index: number): CodeUnit {
  const { model } = program;
  const incident = model.incidents[index]!;
  const noted = isNoted(program, step, index);
  const fault = program.incidentFaults[index]!;
  const times = incident.rate === null ? '1' : `times${index}`;
  const happens: readonly Statement[] = [
    ...(noted ? [line`Q[${index}] = ${times};`] : []),
    ...consequences(program, step, incident, incident.rate === null ? null : times),
  ];
  const decide = (): readonly Statement[] => {
    if (incident.rate !== null) {
      return [
        line`const rate${index} = ${number(incident.rate)};`,
        ...failUnless(fault, `rate${index} >= 0 && rate${index} <= 64`),
        ...draw(program, options, columnOf(program, incident.channel!, 'chance'), `u${index}`),
        line`const times${index} = poisson(rate${index}, u${index});`,
        when([`times${index} > 0`], happens),
      ];
    }
    if (incident.chance === null) return happens;
    return chanceStatements(program, options, incident.chance, incident.channel!, fault, `i${index}`, happens);
  };
  const body = incident.when === null ? decide() : [when([condition(incident.when)], decide())];
  return {
    title: `incident ${incident.name}`,
    statements: [...(noted ? [line`Q[${index}] = 0;`] : []), ...body],
    faults: fault !== 0,
  };
}

/** One chance that has the draw for itself. */
function chanceStatements(
  program: Program,
  options: JsOptions,
  chance: Chance,
  channel: number,
  fault: number,
  name: string,
  then: readonly Statement[],
): readonly Statement[] {
  if (chance.kind === 'probability') {
    const column = columnOf(program, channel, 'chance');
    const u = draw(program, options, column, `u_${name}`);
    if (fault === 0) return [...u, when([`u_${name} < `, number(chance.p)], then)];
    return [
      line`const p_${name} = ${number(chance.p)};`,
      ...failUnless(fault, inRange(`p_${name}`)),
      ...u,
      when([`u_${name} < p_${name}`], then),
    ];
  }
  const use = chanceUse(program.model, chance, channel);
  const column = columnOf(program, channel, use);
  const x: readonly Statement[] = [
    line`const x_${name} = ${number(chance.x)};`,
    ...failUnless(fault, `x_${name} === x_${name}`),
  ];
  if (use === 'logit' && options.thresholds) {
    const test = `d_${name} > ${GUARD_BAND} || (d_${name} >= -${GUARD_BAND} && firesExactly(x_${name}, V[row + ${column}]))`;
    return [
      ...x,
      ...draw(program, options, column, `u_${name}`),
      line`const d_${name} = x_${name} - u_${name};`,
      when([test], then),
    ];
  }
  const { low, high } = program.late.ranges[chance.x]!;
  const exp: Statement = { kind: 'exp', name: `e_${name}`, argument: [`-x_${name}`], low: -high, high: -low };
  return [...x, exp, ...draw(program, options, column, `u_${name}`), when([`u_${name} * (1 + e_${name}) < 1`], then)];
}

/** What a column holds this turn, under a name; filled when it is asked for the first time in a future. */
function draw({ draws }: Program, { thresholds }: JsOptions, column: number, name: string): readonly Statement[] {
  return [
    line`let ${name} = D[row + ${column}];`,
    line`if (${name} !== ${name}) { ${fillerOf(draws[column]!, thresholds)}(${column}, t); ${name} = D[row + ${column}]; }`,
  ];
}

function failUnless(fault: number, test: string): readonly Statement[] {
  return fault === 0 ? [] : [line`if (!(${test})) return ${fault};`];
}

function inRange(name: string): string {
  return `${name} >= 0 && ${name} <= ${numberText(1 + CHANCE_TOLERANCE)}`;
}

function columnOf({ draws }: Program, channel: number, use: DrawUse): number {
  return draws.findIndex((column) => column.channel === channel && column.use === use);
}

/** The effects of something that happened, as far as they are written at once, and its requests. */
function consequences(
  program: Program,
  step: Step,
  { effects, asks }: Consequence,
  times: string | null,
): readonly Statement[] {
  const writes = effects.flatMap(({ stock, mode, amount }): readonly Statement[] => {
    const { writes } = step.touched.find((one) => one.stock === stock)!;
    if (mode === 'set') return [line`P[${stock}] = ${number(amount)};`];
    if (writes === 'both') return [];
    return [
      times === null ? line`P[${stock}] += ${number(amount)};` : line`P[${stock}] += ${number(amount)} * ${times};`,
    ];
  });
  const requests = asks.flatMap((inject) => {
    const slot = program.layout.at.asked[inject]!;
    return slot < 0 ? [] : [line`I[${slot}] = 1;`];
  });
  return [...writes, ...requests, ...(effects.length > 0 && !step.restless ? [line`Z[0] = 1;`] : [])];
}

/** Somebody asks later whether, and how often, the incident happened. */
function isNoted({ layout, model }: Program, step: Step, index: number): boolean {
  return (
    layout.at.times[index]! >= 0 ||
    layout.at.count[index]! >= 0 ||
    model.incidents[index]!.effects.some(({ stock, mode }) => mode === 'add' && isBoth(step, stock))
  );
}

function isBoth(step: Step, stock: number): boolean {
  return step.touched.some((one) => one.stock === stock && one.writes === 'both');
}

function machineUnit(program: Program, options: JsOptions, step: Step, index: number): CodeUnit {
  const { name, states } = program.model.machines[index]!;
  const leafSlot = program.layout.at.leaf[index]!;
  const codes = transitionCodes(states);
  const ask = (state: number) => askState(program, options, step, index, state, codes[state]!);
  const leaves = states.flatMap((state, at) => (state.initial < 0 && state.transitions.length > 0 ? [at] : []));
  // A state's parent has a smaller index, so from the largest down every inner state comes before those around it.
  const around = states
    .flatMap((state, at) => (state.initial >= 0 && state.transitions.length > 0 ? [at] : []))
    .reverse();
  const statements: Statement[] = [
    line`N[${index}] = 0;`,
    line`const leaf = I[${leafSlot}];`,
    ...(leaves.length === 0
      ? []
      : [{ kind: 'switch', on: 'leaf', cases: leaves.map((label) => ({ label, body: ask(label) })) } as const]),
    ...around.map((state) => when([insideTest(states, state)], ask(state))),
    line`return 0;`,
  ];
  return { title: `machine ${name}`, statements, faults: program.stateFaults[index]!.some((fault) => fault !== 0) };
}

function insideTest(states: readonly State[], state: number): string {
  const leaves = states.flatMap(({ initial }, at) => (initial < 0 && isInside(states, at, state) ? [at] : []));
  return leaves.map((at) => `leaf === ${at}`).join(' || ');
}

/** Transitions of a machine are numbered from 1 through all its states. */
function transitionCodes(states: readonly State[]): readonly (readonly number[])[] {
  let next = 1;
  return states.map(({ transitions }) => transitions.map(() => next++));
}

function askState(
  program: Program,
  options: JsOptions,
  step: Step,
  machine: number,
  index: number,
  codes: readonly number[],
): readonly Statement[] {
  const state = program.model.machines[machine]!.states[index]!;
  const fault = program.stateFaults[machine]![index]!;
  const chances = state.transitions.filter(({ chance }) => chance !== null).length;
  const name = `${machine}_${index}`;
  const fire = (at: number): readonly Statement[] => [
    line`N[${machine}] = ${codes[at]!};`,
    ...firing(program, step, state.transitions[at]!),
  ];
  if (chances > 1 && fault !== 0) return guardedSlices(program, options, state, fault, name, fire);
  return slices(program, options, state, fault, name, fire, chances);
}

function firing(program: Program, step: Step, transition: Transition): readonly Statement[] {
  return [...consequences(program, step, transition, null), line`return 0;`];
}

type Fire = (transition: number) => readonly Statement[];

/** Nothing can be out of range but a chance on its own, so the first transition whose turn has come fires at once. */
function slices(
  program: Program,
  options: JsOptions,
  state: State,
  fault: number,
  name: string,
  fire: Fire,
  chances: number,
): readonly Statement[] {
  const statements: Statement[] = chances > 1 ? [line`let sum_${name} = 0;`] : [];
  for (const [at, { when: open, chance }] of state.transitions.entries()) {
    const wrap = (body: readonly Statement[]): Statement =>
      open === null ? when(['true'], body) : when([condition(open)], body);
    if (chance === null) {
      statements.push(wrap(fire(at)));
      if (open === null) break;
    } else if (chances === 1 || chance.kind === 'logit')
      statements.push(
        wrap(chanceStatements(program, options, chance, state.channel!, fault, `${name}_${at}`, fire(at))),
      );
    else {
      const column = columnOf(program, state.channel!, 'chance');
      statements.push(
        wrap([
          line`sum_${name} += ${number(chance.p)};`,
          ...draw(program, options, column, `u_${name}_${at}`),
          when([`u_${name}_${at} < sum_${name}`], fire(at)),
        ]),
      );
    }
  }
  return statements;
}

/** All chances are looked at before one may fire, because any of them may fail the run. */
function guardedSlices(
  program: Program,
  options: JsOptions,
  state: State,
  fault: number,
  name: string,
  fire: Fire,
): readonly Statement[] {
  const column = columnOf(program, state.channel!, 'chance');
  const statements: Statement[] = [line`let sum_${name} = 0;`, line`let fired_${name} = 0;`];
  const look = (from: number): readonly Statement[] => {
    const here: Statement[] = [];
    for (let at = from; at < state.transitions.length; at++) {
      const { when: open, chance } = state.transitions[at]!;
      if (chance === null) {
        const take = line`if (fired_${name} === 0) fired_${name} = ${at + 1};`;
        if (open === null) return [...here, take];
        return [...here, when([condition(open)], [take], look(at + 1))];
      }
      const slice = [
        line`const p_${name}_${at} = ${number(chance.kind === 'logit' ? chance.x : chance.p)};`,
        line`sum_${name} += p_${name}_${at};`,
        ...failUnless(fault, `${inRange(`p_${name}_${at}`)} && ${inRange(`sum_${name}`)}`),
        ...draw(program, options, column, `u_${name}_${at}`),
        line`if (fired_${name} === 0 && u_${name}_${at} < sum_${name}) fired_${name} = ${at + 1};`,
      ];
      here.push(open === null ? when(['true'], slice) : when([condition(open)], slice));
    }
    return here;
  };
  const choose: Statement = {
    kind: 'switch',
    on: `fired_${name}`,
    cases: state.transitions.map((_, at) => ({ label: at + 1, body: fire(at) })),
  };
  return [...statements, ...look(0), choose];
}

function commitUnits(program: Program, step: Step): readonly CodeUnit[] {
  const { model, layout } = program;
  const both = step.touched.filter(({ writes }) => writes === 'both').flatMap((one) => lateAdds(program, step, one));
  const stocks = step.touched.map(
    (one): CodeUnit => ({
      title: model.stocks[one.stock]!.name,
      statements: settle(program, one),
      faults: one.fault !== 0,
    }),
  );
  const early: CodeUnit[] = both.length > 0 ? [{ title: 'sets before adds', statements: both, faults: false }] : [];
  const books = [
    ...step.incidents.flatMap((index) => {
      const times = layout.at.times[index]!;
      const count = layout.at.count[index]!;
      return [
        ...(times < 0 ? [] : [line`F[${times}] = Q[${index}];`]),
        ...(count < 0 ? [] : [line`F[${count}] += Q[${index}];`]),
      ];
    }),
    ...step.machines.map((index) => line`if (N[${index}] !== 0) moved_${index}(N[${index}], t);`),
  ];
  const late: CodeUnit[] = books.length > 0 ? [{ title: 'times and states', statements: books, faults: false }] : [];
  if (step.restless) return [...early, ...stocks, ...late];
  const onlyIfWritten: CodeUnit[] =
    stocks.length === 0
      ? []
      : [
          {
            title: 'stocks',
            statements: [
              when(['Z[0] !== 0'], [...both, ...stocks.flatMap(({ statements }) => statements), line`Z[0] = 0;`]),
            ],
            faults: stocks.some(({ faults }) => faults),
          },
        ];
  return [...onlyIfWritten, ...late];
}

/** Adds to a stock that others set: writers in order, from what each noted of itself. */
function lateAdds(program: Program, step: Step, { stock }: Touched): readonly Statement[] {
  const { model } = program;
  const adds = (test: string, { effects }: Consequence, times: string | null): readonly Statement[] => {
    const amounts = effects.flatMap(({ stock: target, mode, amount }) =>
      target === stock && mode === 'add' ? [amount] : [],
    );
    if (amounts.length === 0) return [];
    const add = (amount: NodeId) =>
      times === null ? line`P[${stock}] += ${number(amount)};` : line`P[${stock}] += ${number(amount)} * ${times};`;
    return [when([test], amounts.map(add))];
  };
  return [
    ...step.injects.flatMap((index) => adds(`Q[${injectQueue(program, index)}] !== 0`, model.injects[index]!, null)),
    ...step.incidents.flatMap((index) => {
      const incident = model.incidents[index]!;
      return adds(`Q[${index}] !== 0`, incident, incident.rate === null ? null : `Q[${index}]`);
    }),
    ...step.machines.flatMap((machine) => {
      const { states } = model.machines[machine]!;
      const codes = transitionCodes(states);
      return states.flatMap(({ transitions }, state) =>
        transitions.flatMap((transition, at) => adds(`N[${machine}] === ${codes[state]![at]!}`, transition, null)),
      );
    }),
  ];
}

/** Checked, rounded, clamped, stored; the pending slot follows. */
function settle({ model }: Program, { stock, fault, clampLow, clampHigh }: Touched): readonly Statement[] {
  const { low, high, integer } = model.stocks[stock]!;
  const name = `v${stock}`;
  const clamped = `${clampLow ? `${name} < ${numberText(low)} ? ${numberText(low)} : ` : ''}${
    clampHigh ? `${name} > ${numberText(high)} ? ${numberText(high)} : ` : ''
  }${name}`;
  if (!integer && fault === 0 && !clampLow && !clampHigh) return [line`F[${stock}] = P[${stock}];`];
  return [
    line`${integer ? 'let' : 'const'} ${name} = P[${stock}];`,
    ...failUnless(fault, `${name} - ${name} === 0`),
    ...(integer ? [line`${name} = Math.floor(${name} + 0.5);`] : []),
    line`F[${stock}] = P[${stock}] = ${clamped};`,
  ];
}

/** What a transition does to its machine: the new leaf, and the turn in which states were entered. */
function movedFunction(program: Program, index: number): FunctionText {
  const { layout, model } = program;
  const { states, name } = model.machines[index]!;
  const codes = transitionCodes(states);
  const cases = states.flatMap(({ transitions }, source) =>
    transitions.map(({ target }, at) => {
      const slots = enteredBy(states, source, target).flatMap((state) => {
        const slot = layout.entered[index]![state]!;
        return slot < 0 ? [] : [`I[${slot}] = t;`];
      });
      const leaf = `I[${layout.at.leaf[index]}] = ${leafUnder(states, target)};`;
      return `    case ${codes[source]![at]}: ${[leaf, ...slots].join(' ')} break;`;
    }),
  );
  return {
    name: `moved_${index}`,
    parameters: 'fired, t',
    lines: ['  switch (fired) {', ...cases, '  }'],
    faults: false,
    title: `machine ${name}`,
  };
}
