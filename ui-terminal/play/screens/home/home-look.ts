// The home screen as a frame: two lists and what is said about the chosen line; or the seats of a scenario and what each is told.

import { basename } from 'node:path';
import { CASE_SUFFIX } from '../../../../engine/index.ts';
import { beside, box, clipText, type Frame, type Line, line, scrolled, span, wrapText } from '../../frame.ts';
import type { Context, ScenarioSize } from '../../screen.ts';
import { say } from '../../strings.ts';
import { caseRows, type HomeRow, type HomeState, type Pane, scenarioRows, seatRows } from './home-state.ts';

const GREETING_ROWS = 3;

export function lookHome(state: HomeState, context: Context): Frame {
  return state.choosing === null ? lookLists(state, context) : lookSeats(state, context);
}

function lookLists(state: HomeState, context: Context): Frame {
  const { width, height, looks } = context;
  const rest = height - GREETING_ROWS;
  const caseHeight = Math.min(Math.max(4, context.library.cases.length + 2), Math.floor(rest / 3));
  const half = Math.floor(width * 0.6);
  const scenarios = scenarioRows(state, context);
  const list = listBox(
    say('home.scenarios'),
    scenarios.map(({ title }) => title),
    { state, pane: 'scenarios', width: half, height: rest - caseHeight, looks },
  );
  const about = scenarios[state.cursor.scenarios];
  const inside = about === undefined ? [] : aboutLines(about, context, width - half - 4);
  const side = box(about?.id ?? '', inside, {
    width: width - half,
    height: rest - caseHeight,
    glyphs: looks.glyphs,
  });
  const cases = caseRows(state, context);
  const caseList = listBox(
    say('home.cases'),
    cases.map((one) =>
      say('home.case', {
        name: basename(one.file, CASE_SUFFIX),
        turns: turnsText(one, context),
        when: dayOf(one.when),
      }),
    ),
    { state, pane: 'cases', width, height: caseHeight, looks },
  );
  return [
    ...greeting(width),
    ...beside(
      [
        { frame: list, width: half },
        { frame: side, width: width - half },
      ],
      0,
    ),
    ...caseList,
  ];
}

/** The title in full, how large it is, and the question. */
function aboutLines({ kind, id, title, question }: HomeRow, { library }: Context, width: number): Frame {
  const size = kind === 'batch' ? null : (library.sizeOf?.(id) ?? null);
  return [
    ...wrapText(title, width).map((text) => line(' ', span('strong', text))),
    ...(size === null ? [] : [line(' ', span('faint', sizeText(size)))]),
    line(''),
    ...wrapText(question, width).map((text) => line(' ', text)),
  ];
}

function sizeText({ turns, seats }: ScenarioSize): string {
  return say(seats === 1 ? 'home.size-one-seat' : 'home.size', { turns, seats });
}

/** `4 of 28 turns`, `28 turns, finished`. */
function turnsText({ scenario, turns }: Context['library']['cases'][number], { library }: Context): string {
  const all = library.sizeOf?.(scenario)?.turns ?? null;
  if (all === null) return say(turns === 1 ? 'home.one-turn' : 'home.turns', { turns });
  return say(turns >= all ? 'home.finished' : 'home.turns-of', { turns, all });
}

function greeting(width: number): Frame {
  const lines = wrapText(say('home.greeting'), width - 2).slice(0, GREETING_ROWS - 1);
  return [
    ...lines.map((text) => line(' ', text)),
    ...Array.from({ length: GREETING_ROWS - lines.length }, () => line('')),
  ];
}

interface ListPlace {
  readonly state: HomeState;
  readonly pane: Pane;
  readonly width: number;
  readonly height: number;
  readonly looks: Context['looks'];
}

function listBox(title: string, rows: readonly string[], { state, pane, width, height, looks }: ListPlace): Frame {
  const { glyphs } = looks;
  const isHere = state.pane === pane;
  const lines = rows.map((text, index): Line => {
    const isChosen = index === state.cursor[pane];
    const mark = isChosen ? `${glyphs.cursor} ` : '  ';
    const shown = clipText(`${mark}${text}`, width - 2, glyphs.ellipsis);
    return isChosen && isHere ? line(span('cursor', shown)) : line(shown);
  });
  const empty = state.filter === '' ? say('home.no-cases') : say('app.nothing');
  const shown = lines.length === 0 ? [line(' ', span('faint', empty))] : lines;
  const { frame, more } = scrolled(shown, state.cursor[pane], height - 2);
  return box(title, frame, { width, height, glyphs, more });
}

function lookSeats(state: HomeState, context: Context): Frame {
  const { width, height, looks, library } = context;
  const { glyphs } = looks;
  const { choosing } = state;
  const scenario = choosing === null ? null : library.open(choosing.scenario);
  if (choosing === null || scenario === null) return [];
  const head = wrapText(scenario.question, width - 2);
  const how = wrapText(say('home.seats-how'), width - 2);
  const rest = height - head.length - how.length - 1;
  const third = Math.max(22, Math.floor(width / 3));
  const seats = seatRows(state, context);
  const rows = seats.map(({ name, label }, index): Line => {
    const isChosen = index === choosing.cursor;
    const mark = `${isChosen ? glyphs.cursor : ' '} ${choosing.seats.includes(name) ? '[x]' : '[ ]'}`;
    const text = clipText(`${mark} ${label}`, third - 2, glyphs.ellipsis);
    return isChosen ? line(span('cursor', text)) : line(text);
  });
  const under = seats[choosing.cursor];
  const brief = wrapText(under?.brief ?? say('briefing.no-brief'), width - third - 4).map((text) => line(' ', text));
  return [
    line(' ', span('strong', scenario.title)),
    ...head.map((text) => line(' ', text)),
    ...beside(
      [
        { frame: box(say('home.seats'), rows, { width: third, height: rest, glyphs }), width: third },
        {
          frame: box(under?.label ?? '', brief, { width: width - third, height: rest, glyphs }),
          width: width - third,
        },
      ],
      0,
    ),
    ...how.map((text) => line(' ', span('faint', text))),
  ];
}

/** `21 Nov 2026 22:11`, in local time. */
function dayOf(when: number): string {
  return new Date(when).toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

export function tellHome(state: HomeState, context: Context): readonly string[] {
  if (state.choosing !== null) {
    const seats = seatRows(state, context);
    const under = seats[state.choosing.cursor];
    return [
      say('home.seats-how'),
      ...seats.map(({ name, label }, index) => {
        const mark = index === state.choosing?.cursor ? '> ' : '';
        return `${mark}${label}${state.choosing?.seats.includes(name) ? `, ${say('home.marked')}` : ''}`;
      }),
      under?.brief ?? say('briefing.no-brief'),
    ];
  }
  const list = (title: string, rows: readonly string[], pane: Pane): readonly string[] => [
    title,
    ...rows.map((text, index) => (state.pane === pane && index === state.cursor[pane] ? `> ${text}` : text)),
  ];
  return [
    say('home.greeting'),
    ...list(
      say('home.scenarios'),
      scenarioRows(state, context).map(({ title, question }) => `${title}: ${question}`),
      'scenarios',
    ),
    ...list(
      say('home.cases'),
      caseRows(state, context).map((one) => `${basename(one.file, CASE_SUFFIX)}, ${turnsText(one, context)}`),
      'cases',
    ),
  ];
}
