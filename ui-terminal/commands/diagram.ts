// `greyzone diagram`: the machines of a scenario as Mermaid, Graphviz SVG or text, or statechart JSON.

import { dotDiagram, graphvizSvg, type Model, mermaidDiagram, unknownName, xstateDiagram } from '../../engine/index.ts';
import { badInput } from '../exit-code.ts';
import { loadModel, loadScenario, stopOn } from '../load-scenario.ts';
import { openOutput } from '../output-file.ts';
import type { Terminal } from '../terminal.ts';

type Format = 'mermaid' | 'svg' | 'dot' | 'json';

export interface DiagramOptions {
  readonly machine?: string;
  readonly variant: string;
  readonly format?: Format;
  readonly output?: string;
}

export async function diagram(idOrPath: string, options: DiagramOptions, terminal: Terminal): Promise<void> {
  const model = loadModel(loadScenario(idOrPath), options.variant, []);
  const { machine = null, format = formatOf(options.output) } = options;
  const machines = [...new Set(model.machines.map(({ element }) => element))];
  if (machines.length === 0) throw badInput(`${idOrPath} has no machines to draw`);
  if (machine !== null) stopOn([unknownName('machine', machine, machines)]);
  const deliver = openOutput(options.output, terminal);
  deliver(await draw(model, machine, format));
}

/** What the ending of a file asks for. */
const ENDINGS: Readonly<Record<string, Format>> = { svg: 'svg', dot: 'dot', gv: 'dot', json: 'json' };

function formatOf(file: string | undefined): Format {
  return ENDINGS[/\.([a-z]+)$/i.exec(file ?? '')?.[1]?.toLowerCase() ?? ''] ?? 'mermaid';
}

async function draw(model: Model, machine: string | null, format: Format): Promise<string> {
  switch (format) {
    case 'mermaid':
      return withNewline(mermaidDiagram(model, machine));
    case 'dot':
      return withNewline(dotDiagram(model, machine));
    case 'json':
      return withNewline(JSON.stringify(xstateDiagram(model, machine), null, 2));
    case 'svg':
      return withNewline(await graphvizSvg(dotDiagram(model, machine)));
  }
}

function withNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
