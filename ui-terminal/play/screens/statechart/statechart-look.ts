// The statechart as a frame: a list of machines, and the states of one as a tree of boxes in boxes, the active ones lit, with the ways out of them.

import { type ComingEvent, explainComing, type Model, type SeenMachine } from '../../../../engine/index.ts';
import {
  beside,
  box,
  clipText,
  type Frame,
  type Glyphs,
  type Line,
  line,
  scrolled,
  span,
  textOf,
} from '../../frame.ts';
import { labelOf, stateLabel } from '../../labels.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { firstAsk } from '../forecast/forecast-ask.ts';
import { createMemory, figure } from '../remembered.ts';
import { type StatechartState, seenMachines } from './statechart-state.ts';

type Machine = Model['machines'][number];

const comingOnce = createMemory<readonly ComingEvent[]>();

export function statechartLook(state: StatechartState, context: Context): Frame {
  const { session, looks, width, height } = context;
  if (session === null) return [line(say('app.no-case'))];
  const { glyphs } = looks;
  const machines = seenMachines(context, state.typed);
  const cursor = Math.max(
    0,
    machines.findIndex(({ name }) => name === state.machine),
  );
  const listWidth = Math.min(40, Math.floor(width * 0.38));
  const chartWidth = width - listWidth - 1;
  const rows = machines.map((machine, index) => listLine(machine, index === cursor, listWidth - 2, context));
  const { frame, more } = scrolled(rows.length === 0 ? [line(say('app.nothing'))] : rows, cursor, height - 2);
  const seen = seenMachines(context).find(({ name }) => name === state.machine);
  const chart = seen === undefined ? [] : machineChart(seen, context, chartWidth - 2);
  const room = height - 2;
  // Until it is scrolled, the picture stands so that the innermost active state and its ways out are on it.
  const lit = chart.findLastIndex((row) => row.some(({ tone }) => tone === 'cursor'));
  const wanted = state.pane === 'list' ? Math.max(0, lit + 6 - room) : state.scroll;
  const first = Math.min(wanted, Math.max(0, chart.length - room));
  const mark = (pane: StatechartState['pane'], text: string): string =>
    state.pane === pane ? `${glyphs.cursor} ${text}` : text;
  return beside([
    {
      frame: box(mark('list', say('statechart.machines')), frame, { width: listWidth, height, glyphs, more }),
      width: listWidth,
    },
    {
      frame: box(mark('chart', seen === undefined ? '' : titleOf(seen, context)), chart.slice(first, first + room), {
        width: chartWidth,
        height,
        glyphs,
        more: chart.length > room ? `${first + room}/${chart.length}` : '',
      }),
      width: chartWidth,
    },
  ]);
}

export function statechartTell(state: StatechartState, context: Context): readonly string[] {
  if (context.session === null) return [say('app.no-case')];
  const seen = seenMachines(context).find(({ name }) => name === state.machine);
  if (seen === undefined) return [say('app.nothing')];
  return [titleOf(seen, context), ...machineChart(seen, context, 400).map((row) => textOf(row).trim())];
}

function titleOf({ name }: SeenMachine, { session }: Context): string {
  return labelOf(session!.ground.scenario, name);
}

function listLine(machine: SeenMachine, isChosen: boolean, width: number, context: Context): Line {
  const { glyphs } = context.looks;
  const leaf = machine.states.at(-1);
  const active = leaf === undefined ? '?' : stateLabel(context.session!.ground.scenario, machine.name, leaf);
  const name = clipText(
    titleOf(machine, context),
    Math.max(10, width - Math.min(active.length, 14) - 3),
    glyphs.ellipsis,
  );
  const text = clipText(`${isChosen ? glyphs.cursor : ' '} ${name} `, width, glyphs.ellipsis);
  const rest = clipText(active, Math.max(1, width - text.length), glyphs.ellipsis);
  const gap = ' '.repeat(Math.max(0, width - text.length - rest.length));
  return isChosen ? line(span('cursor', text + gap + rest)) : line(text, gap, span('faint', rest));
}

/** Every state on a line, those inside others indented in a frame of their own; the ways out of active states with their odds. */
function machineChart(seen: SeenMachine, context: Context, width: number): Frame {
  const { session, seat, looks } = context;
  const { ground } = session!;
  const standing = session!.standing();
  const machine = ground.model.machines.find(({ name }) => name === seen.name)!;
  const label = (state: string): string => stateLabel(ground.scenario, seen.name, state);
  const coming = comingOnce(standing, seat, () => explainComing(ground, standing, seat)).filter(
    ({ kind, name }) => kind === 'machine' && name === seen.name,
  );
  const lines: Line[] = [howSeen(seen), ...nextTurn(seen, context, width), []];
  const draw = (parent: number, bars: string): void => {
    const children = machine.states.flatMap((one, index) => (one.parent === parent ? [index] : []));
    for (const index of children) {
      const own = machine.states[index]!;
      const isActive = seen.states.includes(own.name);
      const isCompound = own.initial >= 0;
      lines.push(stateLine(machine, index, bars, isActive, seen.how === 'exact', label, width, looks.glyphs));
      const inner = isCompound ? `${bars}${looks.glyphs.vertical} ` : `${bars}  `;
      lines.push(...ways(machine, index, isActive, seen.how === 'exact', coming, label, inner, width, looks.glyphs));
      if (!isCompound) continue;
      draw(index, inner);
      const edge =
        looks.glyphs.corners[2] + looks.glyphs.horizontal.repeat(Math.max(4, Math.min(30, width - bars.length - 4)));
      lines.push(line(span('faint', `${bars}${edge}`)));
    }
  };
  draw(-1, '');
  return lines;
}

function howSeen({ how, states }: SeenMachine): Line {
  if (states.length === 0) return line(span('warn', say('statechart.no-picture')));
  return line(span('faint', say(`seen.${how}`)));
}

function stateLine(
  { states, initial }: Machine,
  index: number,
  bars: string,
  isActive: boolean,
  isExact: boolean,
  label: (state: string) => string,
  width: number,
  { corners, horizontal, cursor, ellipsis }: Glyphs,
): Line {
  const { name, parent, initial: inside, final } = states[index]!;
  const isFirst = (parent < 0 ? initial : states[parent]!.initial) === index;
  const edge = inside >= 0 ? `${corners[0]}${horizontal} ` : '';
  const notes = [isFirst ? say('statechart.first') : '', final ? say('statechart.final') : ''].filter(
    (text) => text !== '',
  );
  const text = `${isActive ? `${cursor} ` : '  '}${label(name)}${isActive ? ` ${say(isExact ? 'statechart.now' : 'statechart.seen')}` : ''}`;
  const rest = notes.length > 0 ? ` (${notes.join(', ')})` : '';
  const room = Math.max(1, width - bars.length - edge.length);
  const clipped = clipText(text, room, ellipsis);
  return line(
    span('faint', bars + edge),
    span(isActive ? 'cursor' : 'plain', clipped),
    span('faint', clipText(rest, Math.max(0, room - clipped.length), ellipsis)),
  );
}

/** Of an active state a line for each way, with odds; of the others only where they lead. */
function ways(
  { states }: Machine,
  index: number,
  isActive: boolean,
  isExact: boolean,
  coming: readonly ComingEvent[],
  label: (state: string) => string,
  bars: string,
  width: number,
  { ellipsis }: Glyphs,
): Frame {
  const { name, transitions } = states[index]!;
  const cut = (text: string): string => clipText(text, width - bars.length, ellipsis);
  if (transitions.length === 0) return [];
  if (!isActive) {
    const targets = [...new Set(transitions.map(({ target }) => states[target]!.name))];
    return [line(span('faint', bars), span('faint', cut(`  -> ${targets.map(label).join(', ')}`)))];
  }
  const open = coming.filter(({ from }) => from === name);
  const targets = [...new Set(transitions.map(({ target }) => states[target]!.name))];
  return targets.map((to): Line => {
    const own = open.filter((one) => one.to === to);
    return line(
      span('faint', bars),
      span(
        isExact && own.length > 0 ? 'strong' : 'faint',
        cut(`  -> ${label(to)}  ${isExact ? oddsText(own) : say('statechart.cannot-tell')}`),
      ),
    );
  });
}

function oddsText(own: readonly ComingEvent[]): string {
  if (own.length === 0) return say('statechart.closed');
  return own
    .map(({ open, odds }) => {
      if (open === 'hidden') return say('statechart.open-unknown');
      if (odds === 'hidden') return say('statechart.odds-unknown');
      return odds === null ? say('statechart.certain') : say('statechart.chance', { odds: figure(odds) });
    })
    .join('; ');
}

/** What the seat's own forecast says of the coming turn; white knows the odds themselves. */
function nextTurn({ name }: SeenMachine, context: Context, width: number): Frame {
  const { session, seat, forecasting } = context;
  if (seat === 'white' || session!.standing().over) return [];
  const state = forecasting.look(firstAsk(context));
  const forecast = state.kind === 'done' || state.kind === 'some' ? state.forecast : null;
  const shares = forecast?.options[0]?.machines.find((machine) => machine.name === name);
  const row = shares?.shares[0];
  if (shares === undefined || row === undefined)
    return state.kind === 'waiting' ? [line(span('faint', say('statechart.looking')))] : [];
  const texts = shares.leaves
    .map((leaf, index) => ({ leaf, share: row[index]! }))
    .filter(({ share }) => share >= 0.005)
    .sort((a, b) => b.share - a.share)
    .map(({ leaf, share }) => `${stateLabel(session!.ground.scenario, name, leaf)} ${Math.round(share * 100)} %`);
  const lines: Line[] = [];
  let now = say('statechart.next-turn');
  for (const text of texts) {
    if (now.length + text.length + 2 > width) {
      lines.push(line(now));
      now = ' ';
    }
    now += ` ${text},`;
  }
  return [...lines, line(now.replace(/,$/, ''))];
}
