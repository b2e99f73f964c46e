// `greyzone kernel`: what a compiled engine runs for a scenario, as text to be read.

import { type Model, printJsKernel, printWasmKernel } from '../../engine/index.ts';
import { EXIT, Stop } from '../exit-code.ts';
import { loadModel, loadScenario } from '../load-scenario.ts';
import { openOutput } from '../output-file.ts';
import type { Terminal } from '../terminal.ts';

export interface KernelOptions {
  readonly variant: string;
  readonly print: 'js' | 'wat';
  readonly output?: string;
}

export async function kernel(idOrPath: string, options: KernelOptions, terminal: Terminal): Promise<void> {
  const model = loadModel(loadScenario(idOrPath), options.variant, []);
  const deliver = openOutput(options.output, terminal);
  const printed =
    options.print === 'js' ? printJsKernel(model, everyArm(model)) : await printWasmKernel(model, everyArm(model));
  if (typeof printed !== 'string')
    throw new Stop(EXIT.failed, `no compiled engine can run ${model.id}: ${printed.unsupported}`);
  deliver(printed.endsWith('\n') ? printed : `${printed}\n`);
}

function everyArm({ policies, doctrines }: Model) {
  return policies.flatMap((_, policy) => doctrines.map((_, doctrine) => ({ policy, doctrine })));
}
