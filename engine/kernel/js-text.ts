// Program -> the whole text of its kernel: constants, draws, one function for each piece of a run, and the run itself.

import { drawLines } from './js-draws.ts';
import { comment, estimateBytecode, type FunctionText, MOST_BYTECODE } from './js-function.ts';
import { callAll, type JsOptions, stepFunctions } from './js-step.ts';
import {
  armFunctions,
  endFunctions,
  ordersFunctions,
  outcomeFunctions,
  startFunctions,
  viewsFunctions,
  worldFunctions,
} from './js-turn.ts';
import type { Program, Slot, Unsupported } from './program.ts';

/** What the text expects to be given, by name: see createMemory. As constants of the text, the optimiser knows their addresses. */
const GIVEN = [
  'F',
  'I',
  'P',
  'Q',
  'N',
  'G',
  'X',
  'Z',
  'W',
  'D',
  'V',
  'O',
  'STARTS',
  'WATCHED',
  'PARAMETERS',
  'KEYS',
  'NORMAL',
  'COUNTER',
  'LAST',
  'MONTHS',
  'YEARS',
  'POWERS',
  'noises',
  'exp',
  'log',
  'pow',
  'logistic',
  'poisson',
  'normalQuantile',
  'thresholdOf',
  'firesExactly',
] as const;

/** The kernel's text, or why there is none. */
export function kernelText(program: Program, options: JsOptions): { readonly text: string } | Unsupported {
  const arms = armFunctions(program);
  const world = worldFunctions(program);
  const start = startFunctions(program);
  const opening = callAll('open', viewsFunctions(program));
  const orders = callAll('order', ordersFunctions(program));
  const injects = stepFunctions(program, options, program.injects, 'injects');
  const phases = program.phases.map((step, index) => stepFunctions(program, options, step, `phase_${index}`));
  const end = endFunctions(program);
  const outcomes = outcomeFunctions(program);
  const functions: FunctionText[] = [
    ...callAll('world', world),
    ...callAll('start', start),
    ...opening,
    ...arms.functions,
    ...orders,
    ...injects,
    ...phases.flat(),
    ...end,
    ...callAll('finish', outcomes),
  ];
  const large = functions.find(({ lines }) => estimateBytecode(lines) > MOST_BYTECODE);
  if (large !== undefined) return { unsupported: `${large.title} is too large for one function` };
  const steps = [injects.at(-1)!, ...phases.map((all) => all.at(-1)!)];
  return {
    text: [
      ...header(program),
      '',
      ...drawLines(options.thresholds),
      ...functions.flatMap((one) => ['', ...functionLines(one)]),
      '',
      ...turnLines(arms.names, [opening.at(-1)!], [orders.at(-1)!], steps, end),
      '',
      ...runLines(program),
      '',
      'return { world, start, turn, finish, run };',
      '',
    ].join('\n'),
  };
}

function functionLines({ name, parameters, lines, title }: FunctionText): readonly string[] {
  return [...(title === name ? [] : [comment(title)]), `function ${name}(${parameters}) {`, ...lines, '}'];
}

function turnLines(
  arms: readonly (readonly string[])[],
  opening: readonly FunctionText[],
  orders: readonly FunctionText[],
  steps: readonly FunctionText[],
  end: readonly FunctionText[],
): readonly string[] {
  const differ = arms.some((names) => names.length > 0);
  const calls = [...orders, ...steps].map((one) =>
    one.faults ? `  if ((code = ${one.name}(t)) !== 0) return code;` : `  ${one.name}(t);`,
  );
  const last = end.map((one) => (one.faults ? `  if (${one.name}(t) !== 0) return -1;` : `  ${one.name}(t);`));
  return [
    ...(differ
      ? [
          '// Which orders each arm gives.',
          'function armOrders(arm, t) {',
          '  switch (arm) {',
          ...arms.map((names, arm) => `    case ${arm}: ${names.map((name) => `${name}(t);`).join(' ')} break;`),
          '  }',
          '}',
          '',
        ]
      : []),
    '// A whole turn; gives 0, -1 when the run is over, or the code of a fault.',
    'function turn(arm, t) {',
    '  let code = 0;',
    ...opening.map(({ name }) => `  ${name}(t);`),
    ...(differ ? ['  armOrders(arm, t);'] : []),
    ...calls,
    ...last,
    '  return code;',
    '}',
  ];
}

function runLines({ model }: Program): readonly string[] {
  return [
    '// The turns from `from` to the end, then the outcomes; gives 0 or the code of a fault, whose turn is in LAST.',
    'function run(arm, from) {',
    '  let t = from;',
    '  for (;;) {',
    '    const code = turn(arm, t);',
    '    if (code > 0) {',
    '      LAST[0] = t;',
    '      return code;',
    '    }',
    `    if (code < 0 || t + 1 >= ${model.turns}) break;`,
    '    t += 1;',
    '  }',
    '  LAST[0] = t;',
    '  return finish(t);',
    '}',
  ];
}

function header(program: Program): readonly string[] {
  const { model, layout } = program;
  return [
    `'use strict';`,
    comment(`${model.id} ${model.version}, variant ${model.variant}`),
    '//',
    ...slotLines('F', 'numbers', layout.numbers, program),
    ...slotLines('I', 'whole numbers', layout.wholes, program),
    '// P: stocks before they are committed; Q, N: what incidents, injects and machines did in this step; G: levels asked for',
    '// W: kept for a world; X: kept for a turn; D: random numbers of a future; O: outcomes',
    `const { ${GIVEN.join(', ')} } = given;`,
    `const COLUMNS = ${program.draws.length};`,
  ];
}

function slotLines(name: string, title: string, slots: readonly Slot[], program: Program): readonly string[] {
  return [
    comment(`${name}: ${title}`),
    ...slots.map((slot, at) => comment(`  ${at} ${slot.kind} ${nameOf(program, slot)}`)),
  ];
}

function nameOf({ model }: Program, { kind, index, state }: Slot): string {
  switch (kind) {
    case 'stock':
      return model.stocks[index]!.name;
    case 'force':
    case 'cost':
    case 'ordered':
      return model.levers[index]!.name;
    case 'view':
    case 'coming':
      return model.views[index]!.name;
    case 'times':
    case 'count':
      return model.incidents[index]!.name;
    case 'leaf':
      return model.machines[index]!.name;
    case 'entered':
      return `${model.machines[index]!.name}.${model.machines[index]!.states[state]!.name}`;
    case 'released':
    case 'asked':
      return model.injects[index]!.name;
    default:
      return String(index);
  }
}
