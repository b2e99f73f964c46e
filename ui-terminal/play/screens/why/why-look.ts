// The why screen as a frame: on the left what happened in a turn (or may come), on the right the odds, the draw and the formula behind it.

import {
  type ExplainedEvent,
  type ExplainedWay,
  type FormulaRead,
  printable,
  type Scenario,
} from '../../../../engine/index.ts';
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
  wrapText,
} from '../../frame.ts';
import { stateLabel } from '../../labels.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { rowLabel, type WhyRow, type WhyState, whyRows } from './why-state.ts';

export function whyLook(state: WhyState, context: Context): Frame {
  const { session, looks, width, height } = context;
  if (session === null) return [line(say('app.no-case'))];
  const rows = whyRows(context, state);
  const cursor = Math.min(state.cursor, Math.max(0, rows.length - 1));
  const listWidth = Math.min(44, Math.floor(width * 0.4));
  const storyWidth = width - listWidth - 1;
  const inner = height - 2;
  const { frame, more } = scrolled(
    rows.length === 0
      ? [line(say('why.nothing'))]
      : rows.map((row, index) => listLine(row, session.ground.scenario, index === cursor, listWidth - 2, looks.glyphs)),
    cursor,
    inner,
  );
  const chosen = rows[cursor];
  const story = chosen === undefined ? [] : whyStory(chosen, session.ground.scenario, storyWidth - 2, looks.glyphs);
  const first = Math.min(state.scroll, Math.max(0, story.length - inner));
  const place = story.length > inner ? `${first + inner}/${story.length}` : '';
  const mark = (pane: WhyState['pane'], text: string): string =>
    state.pane === pane ? `${looks.glyphs.cursor} ${text}` : text;
  return beside([
    {
      frame: box(mark('list', turnTitle(state, context)), frame, {
        width: listWidth,
        height,
        glyphs: looks.glyphs,
        more,
      }),
      width: listWidth,
    },
    {
      frame: box(mark('story', say('why.story')), story.slice(first, first + inner), {
        width: storyWidth,
        height,
        glyphs: looks.glyphs,
        more: place,
      }),
      width: storyWidth,
    },
  ]);
}

export function whyTell(state: WhyState, context: Context): readonly string[] {
  if (context.session === null) return [say('app.no-case')];
  const { scenario } = context.session.ground;
  const rows = whyRows(context, state);
  const chosen = rows[Math.min(state.cursor, rows.length - 1)];
  return [
    turnTitle(state, context),
    ...rows.map(
      (row, index) =>
        `${index === state.cursor ? `${say('app.chosen')}: ` : ''}${rowLabel(row, scenario)}${rowOdds(row)}`,
    ),
    ...(chosen === undefined
      ? [say('why.nothing')]
      : whyStory(chosen, scenario, 400, context.looks.glyphs)
          .map(textOf)
          .filter((text) => text.trim() !== '')),
  ];
}

function turnTitle({ turn }: WhyState, { session }: Context): string {
  const { model } = session!.ground;
  const date = model.clock.dates[turn]?.label ?? '';
  const isComing = turn >= session!.standing().played;
  return say(isComing ? 'why.coming' : 'why.turn', { turn: turn + 1, date });
}

function listLine(row: WhyRow, scenario: Scenario, isChosen: boolean, width: number, glyphs: Glyphs): Line {
  const odds = rowOdds(row);
  const came = row.kind === 'coming' || row.kind === 'inject' || (row.event.times ?? 0) > 0;
  const sign = isChosen ? glyphs.cursor : came ? glyphs.bullet : ' ';
  const label = clipText(rowLabel(row, scenario), Math.max(8, width - odds.length - 2), glyphs.ellipsis);
  const text = `${sign} ${label}`;
  const gap = ' '.repeat(Math.max(0, width - text.length - odds.length));
  return line(span(isChosen ? 'cursor' : came ? 'plain' : 'faint', `${text}${gap}${odds}`));
}

function rowOdds(row: WhyRow): string {
  if (row.kind === 'inject') return '';
  if (row.kind === 'coming') {
    const { odds, open } = row.event;
    return open === 'hidden' || odds === 'hidden'
      ? ' ?'
      : odds === null
        ? ` ${say('why.certain')}`
        : ` ${percent(odds)}`;
  }
  const { event } = row;
  const way = event.ways.find(({ taken }) => taken) ?? event.ways[0];
  if (event.form === 'rate') return ` x${event.times}`;
  return way === undefined || way.odds === null ? '' : ` ${percent(way.odds)}`;
}

function percent(odds: number): string {
  return odds > 1 ? figure(Number(odds.toPrecision(3))) : `${Number((odds * 100).toPrecision(2))} %`;
}

/** The story of one row, wrapped to `width`. */
export function whyStory(row: WhyRow, scenario: Scenario, width: number, glyphs: Glyphs): Frame {
  if (row.kind === 'inject')
    return [
      ...heading(`"${row.text}"`, width),
      ...paragraph(rowLabel(row, scenario), width),
      ...paragraph(say('why.inject'), width),
    ];
  if (row.kind === 'coming') return comingStory(row, scenario, width);
  return drawnStory(row, scenario, width, glyphs);
}

function drawnStory(row: Extract<WhyRow, { kind: 'drawn' }>, scenario: Scenario, width: number, glyphs: Glyphs): Frame {
  const { event, news } = row;
  const way = event.ways.find(({ taken }) => taken) ?? event.ways[0];
  const lines: Line[] = [
    ...news.flatMap((text) => heading(`"${text}"`, width)),
    ...(news.length === 0 ? heading(rowLabel(row, scenario), width) : paragraph(rowLabel(row, scenario), width)),
    ...paragraph(say('why.where', { name: event.name, phase: event.phase }), width, '', 'faint'),
    ...paragraph(drawnSentence(event, way), width),
  ];
  const state = (name: string): string => stateLabel(scenario, event.name, name);
  if (event.form === 'chance') lines.push(...slices(event, state, width, glyphs));
  for (const one of event.ways) lines.push([], ...wayStory(one, event, state, width));
  const reads = unique(event.ways.flatMap((one) => one.reads));
  if (reads.length > 0)
    lines.push(
      [],
      line(span('strong', say('why.reads'))),
      ...reads.flatMap((read) => readLines(read, scenario, width)),
    );
  return lines;
}

function drawnSentence({ form, draw, times, kind, ways }: ExplainedEvent, way: ExplainedWay | undefined): string {
  if (way === undefined) return '';
  const digits = form === 'chance' ? digitsOf(draw, ways) : 3;
  const odds = way.odds === null ? '' : toldAs(way, way.odds, digits);
  const drawn = draw === null ? '' : figure(draw, digits);
  if (form === 'rate') return say('why.rate', { odds, draw: drawn, times: times ?? 0 });
  if (form === 'certain') return say('why.was-certain');
  if (kind === 'incident') return say((times ?? 0) > 0 ? 'why.came' : 'why.did-not-come', { odds, draw: drawn });
  return say((times ?? 0) > 0 ? 'why.moved' : 'why.stayed', { draw: drawn });
}

/** The draw's line from 0 to 1: a letter for each way, what is left over, and where the draw fell. */
function slices(
  { ways, draw, kind }: ExplainedEvent,
  state: (name: string) => string,
  width: number,
  glyphs: Glyphs,
): Frame {
  const columns = Math.min(50, width - 2);
  const digits = digitsOf(draw, ways);
  const at = (share: number): number => Math.min(columns - 1, Math.floor(share * columns));
  const cells = [...(glyphs.braille ? '·' : '.').repeat(columns)];
  for (const [index, { slice }] of ways.entries())
    for (
      let column = at(slice[0]);
      column < Math.max(at(slice[0]) + 1, Math.round(slice[1] * columns)) && slice[1] > slice[0];
      column++
    )
      if (column < columns) cells[column] = letterOf(index);
  const pointer = draw === null ? '' : `${' '.repeat(at(draw) + 1)}^`;
  return [
    line(span('faint', '0'), span('series1', cells.join('')), span('faint', '1')),
    line(span('warn', pointer)),
    ...ways.map((way, index): Line => {
      const { to, odds, slice, taken } = way;
      const what = kind === 'incident' ? say('why.it-comes') : state(to);
      const range = `[${toldAs(way, slice[0], digits)}, ${toldAs(way, slice[1], digits)})`;
      const text = `${letterOf(index)} ${what}  ${odds === null ? say('why.otherwise') : toldAs(way, odds, digits)}  ${range}${taken ? ` ${glyphs.cursor} ${say('why.taken')}` : ''}`;
      return line(span(taken ? 'strong' : 'plain', clipText(text, width, glyphs.ellipsis)));
    }),
  ];
}

function digitsOf(draw: number | null, ways: readonly ExplainedWay[]): number {
  return draw === null
    ? 3
    : digitsFor(
        draw,
        ways.flatMap(({ slice }) => slice),
      );
}

/** Two digits of what hangs on hidden numbers, else as many as the draw needs. */
function toldAs({ clear }: ExplainedWay, value: number, digits: number): string {
  return clear || value === 0 || value === 1
    ? figure(value, digits)
    : say('why.about', { value: figure(Number(value.toPrecision(2))) });
}

/** Three, and as many more as it takes that the draw and the bounds, told with them, stand in the same order as they do. */
export function digitsFor(draw: number, bounds: readonly number[]): number {
  const isTrue = (digits: number): boolean =>
    bounds.every((bound) => Number(draw.toPrecision(digits)) < Number(bound.toPrecision(digits)) === draw < bound);
  return [3, 4, 5, 6, 7, 8].find(isTrue) ?? 9;
}

function figure(value: number, digits = 3): string {
  return String(Number(value.toPrecision(digits)) + 0);
}

function letterOf(index: number): string {
  return String.fromCharCode(65 + (index % 26));
}

function wayStory(
  { to, formula, when }: ExplainedWay,
  { kind, ways }: ExplainedEvent,
  state: (name: string) => string,
  width: number,
): Frame {
  const title = kind === 'machine' && ways.length > 1 ? [line(span('strong', clipText(`-> ${state(to)}`, width)))] : [];
  const texts = [
    ...(formula === null
      ? []
      : [
          ...labelled(say('why.formula'), formula.names, width),
          ...labelled(say('why.numbers'), formula.numbers, width),
        ]),
    ...(when === null
      ? []
      : [...labelled(say('why.when'), when.names, width), ...labelled(say('why.numbers'), when.numbers, width)]),
  ];
  return [...title, ...texts];
}

function comingStory(row: Extract<WhyRow, { kind: 'coming' }>, scenario: Scenario, width: number): Frame {
  const { event } = row;
  const { odds, open, formula } = event;
  const sentence =
    open === 'hidden'
      ? say('why.open-unknown')
      : odds === 'hidden'
        ? say('why.odds-unknown')
        : odds === null
          ? say('why.will-be-certain')
          : say('why.odds-now', { odds: figure(odds) });
  return [
    ...heading(rowLabel(row, scenario), width),
    ...paragraph(say('why.where', { name: event.name, phase: event.phase }), width, '', 'faint'),
    ...paragraph(sentence, width),
    ...(formula === null
      ? []
      : [
          [],
          ...labelled(say('why.formula'), formula.names, width),
          ...labelled(say('why.numbers'), formula.numbers, width),
        ]),
    [],
    ...paragraph(say('why.as-things-stand'), width, '', 'faint'),
  ];
}

function readLines(
  { name, label, kind, value, provenance, formula }: FormulaRead,
  scenario: Scenario,
  width: number,
): Frame {
  const word = value === 'hidden' ? say('why.hidden') : value === 'unknown' ? say('why.unknown') : value;
  const head = `${name} = ${word}`;
  const what = label === name || label === name.replaceAll('_', ' ') ? kind : `${label}, ${kind}`;
  if (provenance === null)
    return [
      ...paragraph(`${head} (${what})`, width, '  '),
      ...(formula === null ? [] : paragraph(`= ${formula.names}`, width, '    ', 'faint')),
      ...(formula === null || formula.names === formula.numbers
        ? []
        : paragraph(`= ${formula.numbers}`, width, '    ', 'faint')),
    ];
  const sources = provenance.sources.map((id) => (id === 'judgement' ? say('why.judgement') : id)).join(', ');
  const trust = provenance.trust === null ? '' : `, ${say('why.trust', { trust: provenance.trust })}`;
  const why = provenance.why === null ? '' : `: ${provenance.why}`;
  const full = provenance.sources.flatMap((id) => scenario.sources.get(id) ?? []);
  return [
    ...paragraph(`${head} (${what})`, width, '  '),
    ...paragraph(`${sources}${trust}${why}`, width, '    ', 'faint'),
    ...full.flatMap((text) => paragraph(text, width, '    ', 'faint')),
  ];
}

function labelled(label: string, text: string, width: number): Frame {
  return [line(span('faint', label)), ...paragraph(text, width, '  ')];
}

function heading(text: string, width: number): Frame {
  return wrapText(text, width).map((part) => line(span('title', part)));
}

function paragraph(text: string, width: number, indent = '', tone: 'plain' | 'faint' = 'plain'): Frame {
  return wrapText(printable(text), Math.max(10, width - indent.length)).map((part) => line(span(tone, indent + part)));
}

function unique(reads: readonly FormulaRead[]): readonly FormulaRead[] {
  return [...new Map(reads.map((read) => [`${read.kind} ${read.name}`, read])).values()];
}
