// Diagrams of machines: Mermaid text, Graphviz text, and a statechart as JSON. Small ones are shown whole.

import { instance } from '@viz-js/viz';
import { describe, expect, test } from 'vitest';
import { createActor, createMachine, setup } from 'xstate';
import { dotDiagram } from '../../engine/reference/diagram-dot.ts';
import { mermaidDiagram } from '../../engine/reference/diagram-mermaid.ts';
import { xstateDiagram } from '../../engine/reference/diagram-xstate.ts';
import { buildModel } from './build-model.ts';
import { midSizeModel } from './mid-size-model.ts';

const model = buildModel({
  phases: ['escalation'],
  stocks: { fear: {}, trust: {} },
  injects: { summit: {} },
  machines: {
    ladder: {
      initial: 'quiet',
      states: {
        quiet: [
          { to: 'unrest', when: ['less', 0.5, 'fear'], chance: ['multiply', 0.2, 'fear'], news: 'Crowds gather.' },
        ],
        unrest: {
          initial: 'street',
          states: {
            street: [{ to: 'armed', after: 4, when: ['not', ['in', 'talks', 'on']] }],
            armed: [{ to: 'armed', logit: 'fear' }],
          },
          leave: [
            {
              to: 'quiet',
              chance: 0.25,
              effects: [
                ['fear', 'add', -0.02],
                ['trust', 'set', 0.5],
              ],
              asks: ['summit'],
            },
          ],
        },
        settled: 'final',
      },
    },
    talks: { initial: 'off', states: { off: [{ to: 'on' }], on: [] } },
    box: {
      initial: 'whole',
      states: {
        whole: {
          initial: 'a',
          states: { a: [{ to: 'whole' }], b: [] },
          leave: [{ to: 'b', chance: 0.5 }, { to: 'whole' }],
        },
      },
    },
  },
});
const midSize = buildModel(midSizeModel);

describe('Mermaid', () => {
  test('draws one machine, with the states inside a state in its box', () => {
    expect(mermaidDiagram(model, 'ladder')).toBe(`stateDiagram-v2
  [*] --> ladder_quiet
  state "quiet" as ladder_quiet
  state "unrest" as ladder_unrest {
    [*] --> ladder_street
    state "street" as ladder_street
    state "armed" as ladder_armed
  }
  state "settled" as ladder_settled
  ladder_settled --> [*]
  ladder_quiet --> ladder_unrest : fear #62; 0.5, chance 0.2 * fear
  ladder_unrest --> ladder_quiet : chance 0.25, then fear -0.02, trust = 0.5, asks for summit
  ladder_street --> ladder_armed : after 4 turns, not in(talks, on)
  ladder_armed --> ladder_armed : chance logistic(fear)
`);
  });

  test('draws all machines, one for each that is declared', () => {
    const text = mermaidDiagram(midSize);
    expect(text.match(/^ {2}state "/gm)).toHaveLength(5);
    expect(text).toContain('state "ladder (as in ida_viru, 1 of 4)" as ladder {');
  });

  test('lets no sign of a formula end a label', () => {
    for (const line of mermaidDiagram(midSize).split('\n')) {
      const label = line.split(' : ')[1];
      if (label !== undefined) expect(label.replace(/#\d+;/g, '')).not.toMatch(/[:;<>]/);
    }
  });
});

describe('Graphviz', () => {
  test('draws states with states inside as clusters, and cuts arrows at their border', () => {
    const text = dotDiagram(model, 'ladder');
    expect(text).toContain('subgraph "cluster_ladder:unrest" {');
    expect(text).toContain(
      '"ladder:quiet" -> "ladder:street" [label="fear > 0.5\\nchance 0.2 * fear", lhead="cluster_ladder:unrest"];',
    );
    expect(text).toContain(
      '"ladder:street" -> "ladder:quiet" [label="chance 0.25\\nthen fear -0.02\\nthen trust = 0.5\\nthen asks for summit", ltail="cluster_ladder:unrest"];',
    );
    expect(text).toContain('"ladder:settled" [label="settled", peripheries=2];');
  });

  test('keeps arrows that stay inside a cluster inside it, and says so when they are of the whole', () => {
    const text = dotDiagram(model, 'box');
    expect(text).toContain('"box:a" -> "box:a" [label=""];');
    expect(text).toContain('"box:a" -> "box:b" [label="anywhere in whole\\nchance 0.5"];');
    expect(text).toContain('"box:start" -> "box:a" [lhead="cluster_box:whole"];');
  });

  test.each([
    ['one machine', dotDiagram(model, 'ladder')],
    ['all machines', dotDiagram(model)],
    ['a middling model', dotDiagram(midSize)],
  ])('is read by Graphviz without a word of complaint: %s', async (_, text) => {
    const result = (await instance()).render(text, { format: 'svg' });
    expect(result.errors).toEqual([]);
    expect(result.status).toBe('success');
    expect(result.output).toContain('<svg');
  });
});

describe('statechart JSON', () => {
  test('has the states of the machine, and names that say what guards and actions are', () => {
    expect(xstateDiagram(model, 'ladder')).toEqual({
      id: 'ladder',
      description: 'ladder',
      initial: 'quiet',
      states: {
        quiet: {
          id: 'ladder:quiet',
          on: {
            'phase.escalation': [
              {
                target: '#ladder:unrest',
                reenter: true,
                guard: 'fear > 0.5, chance 0.2 * fear',
                description: 'Crowds gather.',
              },
            ],
          },
        },
        unrest: {
          id: 'ladder:unrest',
          initial: 'street',
          states: {
            street: {
              id: 'ladder:street',
              on: {
                'phase.escalation': [
                  { target: '#ladder:armed', reenter: true, guard: 'after 4 turns, not in(talks, on)' },
                ],
              },
            },
            armed: {
              id: 'ladder:armed',
              on: { 'phase.escalation': [{ target: '#ladder:armed', reenter: true, guard: 'chance logistic(fear)' }] },
            },
          },
          on: {
            'phase.escalation': [
              {
                target: '#ladder:quiet',
                reenter: true,
                guard: 'chance 0.25',
                actions: ['fear -0.02', 'trust = 0.5', 'asks for summit'],
              },
            ],
          },
        },
        settled: { id: 'ladder:settled', type: 'final' },
      },
    });
  });

  test.each([
    ['one machine', xstateDiagram(model, 'ladder'), 'quiet'],
    ['all machines', xstateDiagram(model), { ladder: 'quiet', talks: 'off', box: { whole: 'a' } }],
    [
      'a middling model',
      xstateDiagram(midSize),
      { ladder: 'quiet', nato: 'talking', eu: 'watching', sponsor: 'probing', media: 'calm' },
    ],
  ])('survives JSON and is accepted by createMachine: %s', (_, config, value) => {
    const machine = createMachine(JSON.parse(JSON.stringify(config)));
    expect(machine.getStateNodeById(machine.id).key).toBe(machine.id);
    expect(createActor(machine).getSnapshot().value).toEqual(value);
  });

  test('runs as a statechart once its guards are given', () => {
    const config = JSON.parse(JSON.stringify(xstateDiagram(model, 'ladder')));
    const guards = { 'fear > 0.5, chance 0.2 * fear': () => true };
    const actor = createActor(setup({ guards }).createMachine(config)).start();
    actor.send({ type: 'phase.escalation' });
    expect(actor.getSnapshot().value).toEqual({ unrest: 'street' });
  });
});
