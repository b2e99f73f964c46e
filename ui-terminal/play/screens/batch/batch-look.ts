// The batch screen as a frame: what to compare, how far it is, and the table of what came of it.

import { compareTable } from '../../../../engine/index.ts';
import { progressText } from '../../../progress-line.ts';
import type { BatchState } from '../../batching.ts';
import { box, clipText, type Frame, type Line, line, scrolled, span, textOf, wrapText } from '../../frame.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { bar } from '../../widgets/bar.ts';
import { createMemory } from '../remembered.ts';
import { type BatchScreenState, listedScenarios, showsOf } from './batch-state.ts';

export function batchLook(state: BatchScreenState, context: Context): Frame {
  const known = context.batching.look();
  const shows = showsOf(state, context);
  if (shows === 'table' && known.kind === 'done') return tableView(known, state, context);
  if (shows === 'running' && known.kind === 'running') return runningView(known, context);
  return choiceView(known, state, context);
}

export function batchTell(state: BatchScreenState, context: Context): readonly string[] {
  const known = context.batching.look();
  const shows = showsOf(state, context);
  if (shows === 'table' && known.kind === 'done') return tableLines(known, 200);
  if (known.kind === 'running')
    return runningView(known, context)
      .map(textOf)
      .filter((text) => text.trim() !== '');
  return choiceView(known, state, { ...context, height: 1000 })
    .map(textOf)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

function choiceView(known: BatchState, state: BatchScreenState, context: Context): Frame {
  const { looks, width, height } = context;
  const { glyphs } = looks;
  const scenarios = listedScenarios(context, state.typed);
  const cursor = Math.min(state.cursor, Math.max(0, scenarios.length - 1));
  const worlds = state.worlds === null ? say('batch.worlds-usual') : say('batch.worlds', { worlds: state.worlds });
  const head: Frame = [
    ...(known.kind === 'failed' ? clipped(say('batch.failed', { why: known.why }), width, 'bad') : []),
    ...(known.kind === 'stopped'
      ? clipped(say('batch.stopped-at', { done: known.done, total: known.total }), width, 'warn')
      : []),
    ...clipped(say('batch.what'), width, 'plain'),
    line(span('strong', ` ${worlds}`), span('faint', `  ${say('batch.seed', { seed: state.seed })}`)),
  ];
  const question = scenarios[cursor]?.question ?? '';
  const foot = wrapText(question, width - 4)
    .slice(0, 4)
    .map((text) => line(text));
  const listHeight = height - head.length - 6;
  const rows = scenarios.map(({ id, title }, index): Line => {
    const text = clipText(
      `${index === cursor ? glyphs.cursor : ' '} ${id.padEnd(22)} ${title}`,
      width - 2,
      glyphs.ellipsis,
    );
    return line(span(index === cursor ? 'cursor' : 'plain', text));
  });
  const { frame, more } = scrolled(rows.length === 0 ? [line(say('app.nothing'))] : rows, cursor, listHeight - 2);
  return [
    ...head,
    ...box(say('batch.scenarios'), frame, { width, height: listHeight, glyphs, more }),
    ...box(say('batch.question'), foot, { width, height: 6, glyphs }),
  ];
}

function runningView(
  { ask, done, total, seconds }: Extract<BatchState, { kind: 'running' }>,
  { looks, width }: Context,
): Frame {
  const text = total === 0 ? say('batch.planning') : progressText({ done, total, failed: 0 }, seconds * 1000);
  return [
    [],
    line(span('title', ` ${say('batch.comparing', { scenario: ask.scenario })}`)),
    [],
    line(' ', span('series1', bar(total === 0 ? 0 : done / total, Math.max(10, width - 2), looks.glyphs))),
    line(` ${text}`),
    [],
    ...clipped(say('batch.while'), width, 'faint'),
  ];
}

const linesOnce = createMemory<readonly string[]>();

function tableLines({ comparison, shown }: Extract<BatchState, { kind: 'done' }>, width: number): readonly string[] {
  return linesOnce(comparison, String(width), () => compareTable(comparison, { width, ...shown }).split('\n'));
}

function tableView(
  known: Extract<BatchState, { kind: 'done' }>,
  { scroll, typed }: BatchScreenState,
  { looks, width, height }: Context,
): Frame {
  const all = tableLines(known, width - 2);
  const lines = typed === '' ? all : all.filter((text) => text.toLowerCase().includes(typed.toLowerCase()));
  const room = height - 1;
  const first = Math.min(scroll, Math.max(0, lines.length - room));
  const place = say('reading.place', { last: Math.min(first + room, lines.length), all: lines.length });
  return [
    ...lines.slice(first, first + room).map((text) => line(` ${looks.unicode ? text : asciiText(text)}`)),
    ...Array.from({ length: Math.max(0, room - lines.length) }, () => line('')),
    line(span('faint', ` ${place}`)),
  ];
}

/** The table's few signs beyond ASCII. */
function asciiText(text: string): string {
  return text
    .replaceAll('±', '+-')
    .replaceAll('≤', '<=')
    .replaceAll('≥', '>=')
    .replaceAll('–', '-')
    .replace(/[^\u0020-\u007e]/g, '?');
}

function clipped(text: string, width: number, tone: 'plain' | 'faint' | 'bad' | 'warn'): Frame {
  return wrapText(text, width - 2).map((part) => line(span(tone, ` ${part}`)));
}
