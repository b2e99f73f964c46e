// The forecast as a frame: a fan for each number with its history, shares of states by turn, outcomes with what can be told apart, and the options.

import type { Forecast, OptionForecast } from '../../../../engine/index.ts';
import type { ForecastState } from '../../forecasting.ts';
import {
  beside,
  box,
  clipText,
  type Frame,
  type Line,
  line,
  type Span,
  scrolled,
  span,
  type Tone,
  textOf,
  wrapText,
} from '../../frame.ts';
import { leverLabel, stateLabel, words } from '../../labels.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { fanChart } from '../../widgets/fan-chart.ts';
import { numberText } from '../../widgets/number-text.ts';
import { askFor, seenSeries } from './forecast-ask.ts';
import {
  type ForecastScreenState,
  machineRows,
  numberRows,
  type OutcomeRow,
  outcomeRows,
  ownEstimates,
  ownLevers,
  VIEWS,
} from './forecast-state.ts';

const TONES: readonly Tone[] = ['series1', 'series2', 'series3', 'series4'];

/** With fewer worlds that fit, a band says more about them than about what may come. */
const FEW_WORLDS = 10;

/** Rows over the view: tabs, what is known, the options. */
const HEAD = 3;

export function forecastLook(state: ForecastScreenState, context: Context): Frame {
  const { session } = context;
  if (session === null) return [line(say('app.no-case'))];
  if (session.standing().over) return [line(say('forecast.over'))];
  const known = lookUp(state, context);
  const head: Frame = [
    [...tabs(state), { text: '  ' }, workSpan(known)],
    basisLine(known, state, context),
    optionsLine(state),
  ];
  return [...head, ...bodyOf(state, context, known)];
}

export function forecastTell(state: ForecastScreenState, context: Context): readonly string[] {
  const { session } = context;
  if (session === null) return [say('app.no-case')];
  if (session.standing().over) return [say('forecast.over')];
  const known = lookUp(state, context);
  const forecast = forecastOf(known);
  const about = [
    workSpan(known).text,
    textOf(basisLine(known, state, { ...context, width: 400 })).trim(),
    textOf(optionsLine(state)).trim(),
  ];
  if (forecast === null || isHeldBack(state, context))
    return [...about, ...(isHeldBack(state, context) ? [say('forecast.held-back')] : [])];
  if (state.view === 'fan') return [...about, fanSentence(state, context, forecast)];
  return [
    ...about,
    ...bodyOf(state, { ...context, width: 200, height: 400 }, known)
      .map(textOf)
      .map((text) => text.trim())
      .filter((text) => text !== ''),
  ];
}

function lookUp(state: ForecastScreenState, context: Context): ForecastState {
  const number = numberRows(context, state.view === 'fan' ? state.typed : '')[state.at.fan]?.index ?? 0;
  return context.forecasting.look(askFor(context, state.options, number));
}

function forecastOf(known: ForecastState): Forecast | null {
  return known.kind === 'done' || known.kind === 'some' ? known.forecast : null;
}

function isHeldBack({ ownFirst }: ForecastScreenState, context: Context): boolean {
  return ownFirst && ownEstimates(context).size === 0;
}

function tabs({ view }: ForecastScreenState): Line {
  return VIEWS.flatMap((one, index) => [
    { text: ' ' },
    span(one === view ? 'cursor' : 'faint', ` ${index + 1} ${say(`forecast.view-${one}`)} `),
  ]);
}

/** How far the work is. */
function workSpan(known: ForecastState): Span {
  if (known.kind === 'failed') return span('bad', say('forecast.failed'));
  if (known.kind === 'done') return { text: say('forecast.done', { total: grouped(known.forecast.futures) }) };
  if (known.total === 0) return { text: say('forecast.begins') };
  return { text: say('forecast.progress', { done: grouped(known.done), total: grouped(known.total) }) };
}

/** One line that says what the forecaster knows. */
function basisLine(known: ForecastState, state: ForecastScreenState, context: Context): Line {
  const forecast = forecastOf(known);
  const cut = (text: string): string => clipText(` ${text}`, context.width, context.looks.glyphs.ellipsis);
  if (known.kind === 'failed') return line(span('bad', cut(known.why)));
  if (forecast === null || isHeldBack(state, context)) return [];
  if (context.seat === 'white') return line(span('faint', cut(say('forecast.white'))));
  const seat = context.session!.ground.model.seats.find(({ name }) => name === context.seat)?.label ?? context.seat;
  const effective = Math.max(1, Math.round(forecast.effective));
  const failed = forecast.options.reduce((sum, option) => sum + option.failed, 0);
  const fault = failed > 0 ? `${say('forecast.faults', { failed: grouped(failed) })} ` : '';
  const isFew = effective < FEW_WORLDS;
  const basis = say(isFew ? 'forecast.few' : 'forecast.basis', { seat, effective, particles: forecast.particles });
  return line(span(isFew ? 'warn' : 'faint', cut(fault + basis)));
}

function optionsLine({ options }: ForecastScreenState): Line {
  return options.flatMap(({ name }, index) => [
    { text: ' ' },
    span(TONES[index] ?? 'plain', `${letterOf(index)} ${name}`),
    { text: ' ' },
  ]);
}

export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

function bodyOf(state: ForecastScreenState, context: Context, known: ForecastState): Frame {
  const room = context.height - HEAD;
  if (state.view === 'options') return optionsView(state, context, room);
  if (isHeldBack(state, context) && state.view !== 'outcomes')
    return wrapText(say('forecast.held-back'), context.width - 2).map((text) => line(span('warn', ` ${text}`)));
  const forecast = forecastOf(known);
  if (forecast === null && known.kind === 'failed') return [];
  switch (state.view) {
    case 'fan':
      return fanView(state, context, forecast, room);
    case 'states':
      return statesView(state, context, forecast, room);
    case 'outcomes':
      return outcomesView(state, context, forecast, room);
  }
}

function listBox(
  labels: readonly string[],
  cursor: number,
  title: string,
  {
    width,
    height,
    glyphs,
  }: { readonly width: number; readonly height: number; readonly glyphs: Context['looks']['glyphs'] },
): Frame {
  const rows = labels.map((label, index): Line => {
    const text = clipText(`${index === cursor ? glyphs.cursor : ' '} ${label}`, width - 2, glyphs.ellipsis);
    return line(span(index === cursor ? 'cursor' : 'plain', text));
  });
  const { frame, more } = scrolled(rows.length === 0 ? [line(say('app.nothing'))] : rows, cursor, height - 2);
  return box(title, frame, { width, height, glyphs, more });
}

function fanView(state: ForecastScreenState, context: Context, forecast: Forecast | null, height: number): Frame {
  const { width, looks, session } = context;
  const { glyphs } = looks;
  const rows = numberRows(context, state.typed);
  const cursor = Math.min(state.at.fan, Math.max(0, rows.length - 1));
  const listWidth = Math.min(34, Math.floor(width * 0.35));
  const chartWidth = width - listWidth - 1;
  const list = listBox(
    rows.map(({ label }) => label),
    cursor,
    say('forecast.numbers'),
    { width: listWidth, height, glyphs },
  );
  const row = rows[cursor];
  const fans = row === undefined || forecast === null ? [] : fansOf(forecast, row.name);
  const { dates } = session!.ground.model.clock;
  const played = session!.standing().played;
  const past = row === undefined ? [] : seenSeries(context, row.name);
  const chart =
    row === undefined || fans[0] === undefined
      ? [line(say(forecast === null ? 'forecast.wait' : 'forecast.no-fan'))]
      : fanChart(fans[0], {
          width: chartWidth,
          height: height - 1,
          glyphs,
          past,
          mark: letterOf(0),
          tone: TONES[0]!,
          others: fans
            .slice(1)
            .map((own, index) => ({ rows: own, tone: TONES[index + 1]!, mark: letterOf(index + 1) })),
          labels: {
            title: row.label,
            from: dates[0]?.label ?? '',
            to: dates.at(-1)?.label ?? '',
            now: dates[Math.min(played, dates.length - 1)]?.label ?? '',
          },
        });
  const legend =
    fans[0] === undefined
      ? []
      : [
          line(
            span(
              'faint',
              clipText(say(looks.unicode ? 'forecast.legend' : 'forecast.legend-ascii'), chartWidth, glyphs.ellipsis),
            ),
          ),
        ];
  return beside([
    { frame: list, width: listWidth },
    { frame: [...chart, ...legend], width: chartWidth },
  ]);
}

function fansOf({ options }: Forecast, name: string): readonly OptionForecast['fans'][number]['rows'][] {
  return options.flatMap(({ fans }) => {
    const own = fans.find((fan) => fan.name === name);
    return own === undefined ? [] : [own.rows];
  });
}

function fanSentence(state: ForecastScreenState, context: Context, forecast: Forecast): string {
  const row = numberRows(context, state.typed)[state.at.fan];
  if (row === undefined) return say('app.nothing');
  const now = seenSeries(context, row.name).at(-1) ?? Number.NaN;
  const parts = fansOf(forecast, row.name).map((rows, index) => {
    const [low, , middle, , high] = rows.at(-1)!;
    return say('forecast.fan-told', {
      option: state.options[index]!.name,
      middle: numberText(middle),
      low: numberText(low),
      high: numberText(high),
    });
  });
  return `${say('forecast.fan-now', { label: row.label, now: numberText(now) })} ${parts.join(' ')}`;
}

function statesView(state: ForecastScreenState, context: Context, forecast: Forecast | null, height: number): Frame {
  const { width, looks, session } = context;
  const { glyphs } = looks;
  const rows = machineRows(context, state.typed);
  const cursor = Math.min(state.at.states, Math.max(0, rows.length - 1));
  const listWidth = Math.min(34, Math.floor(width * 0.3));
  const tableWidth = width - listWidth - 1;
  const list = listBox(
    rows.map(({ short }) => short),
    cursor,
    say('forecast.machines'),
    { width: listWidth, height, glyphs },
  );
  const row = rows[cursor];
  const table =
    row === undefined || forecast === null
      ? [line(say('forecast.wait'))]
      : sharesTable(
          row.machines[0] ?? '',
          forecast.options.flatMap((option) => sharesOf(option, row.machines) ?? []),
          session!.standing().played,
          context,
          tableWidth,
        );
  const shown = table.length > height ? [...table.slice(0, height - 1), line(span('faint', say('app.more')))] : table;
  return beside([
    { frame: list, width: listWidth },
    { frame: shown, width: tableWidth },
  ]);
}

export interface Shares {
  readonly leaves: readonly string[];
  /** By turn, by leaf. */
  readonly shares: readonly (readonly number[])[];
}

/** Of several machines the mean: in what share of the members' futures. */
export function sharesOf({ machines }: OptionForecast, names: readonly string[]): Shares | null {
  const own = machines.filter(({ name }) => names.includes(name));
  const first = own[0];
  if (first === undefined) return null;
  return {
    leaves: first.leaves,
    shares: first.shares.map((row, turn) =>
      row.map((_, leaf) => own.reduce((sum, { shares }) => sum + (shares[turn]?.[leaf] ?? 0), 0) / own.length),
    ),
  };
}

/** A row for each state that is ever reached and each option, per cent by turn; with one option also bars of letters. */
function sharesTable(
  machine: string,
  options: readonly Shares[],
  played: number,
  context: Context,
  width: number,
): Frame {
  const first = options[0];
  if (first === undefined) return [line(say('forecast.no-fan'))];
  const { glyphs } = context.looks;
  const { dates } = context.session!.ground.model.clock;
  const nameWidth = Math.min(24, Math.max(14, Math.floor(width * 0.36)));
  const columns = Math.max(1, Math.floor((width - nameWidth) / 5));
  const left = first.shares.length;
  const step = Math.max(1, Math.ceil(left / columns));
  const turns = Array.from({ length: Math.ceil(left / step) }, (_, index) =>
    Math.min(left - 1, index * step + step - 1),
  );
  const reached = first.leaves.flatMap((leaf, index) =>
    options.some(({ shares }) => shares.some((row) => row[index]! > 0)) ? [{ leaf, index }] : [],
  );
  const ends = { from: dates[played + turns[0]!]?.label ?? '', to: dates[played + turns.at(-1)!]?.label ?? '' };
  const cells = (texts: readonly string[]): string => texts.map((text) => text.padStart(5)).join('');
  const rows = reached.flatMap(({ leaf, index }, row) =>
    options.map(({ shares }, option): Line => {
      const mark = options.length > 1 ? ` ${letterOf(option)}` : '';
      const label =
        option > 0 ? '' : `${stateLetter(row)} ${stateLabel(context.session!.ground.scenario, machine, leaf)}`;
      const name = clipText(label, nameWidth - mark.length, glyphs.ellipsis).padEnd(nameWidth - mark.length);
      const texts = turns.map((turn) => percentText(shares[turn]![index]!).replace(' %', ''));
      return line(span(rungTone(row), name), span(TONES[option] ?? 'plain', mark), cells(texts));
    }),
  );
  return [
    line(span('faint', clipText(say('forecast.by-turn', ends), width, glyphs.ellipsis))),
    line(span('faint', ' '.repeat(nameWidth) + cells(turns.map((turn) => String(played + turn + 1))))),
    ...rows,
    ...(options.length > 1 ? [] : [[], ...stacked(reached, first.shares, turns, nameWidth, 5)]),
  ];
}

/** Small letters are states, capital ones options. */
function stateLetter(row: number): string {
  return String.fromCharCode(97 + (row % 26));
}

function rungTone(row: number): Tone {
  return (['rung0', 'rung1', 'rung2', 'rung3', 'rung4', 'rung5', 'rung6'] as const)[Math.min(row, 6)]!;
}

/** Futures of a turn piled up, each fifth of them with the letter of its state. */
function stacked(
  reached: readonly { readonly index: number }[],
  shares: Shares['shares'],
  turns: readonly number[],
  nameWidth: number,
  rows: number,
): Frame {
  const columns = turns.map((turn) => {
    let sum = 0;
    const bounds = reached.map(({ index }) => (sum += shares[turn]![index]!));
    return Array.from({ length: rows }, (_, row) => {
      const place = ((row + 0.5) / rows) * sum;
      return Math.max(
        0,
        bounds.findIndex((bound) => place < bound),
      );
    });
  });
  return Array.from(
    { length: rows },
    (_, row): Line => [
      { text: ' '.repeat(nameWidth) },
      ...columns.map((column) => {
        const letter = column[rows - 1 - row]!;
        return span(rungTone(letter), ` ${stateLetter(letter).repeat(4)}`);
      }),
    ],
  );
}

function outcomesView(state: ForecastScreenState, context: Context, forecast: Forecast | null, height: number): Frame {
  const { width, looks } = context;
  const { glyphs } = looks;
  const rows = outcomeRows(context, state.typed);
  const cursor = Math.min(state.at.outcomes, Math.max(0, rows.length - 1));
  const estimates = ownEstimates(context);
  const detailHeight = Math.min(2 + Math.max(2, state.options.length + 1), Math.floor(height / 2));
  const nameWidth = Math.max(20, width - 12 * state.options.length - 12);
  const lines = rows.map((row, index): Line => {
    const own = estimates.get(row.name);
    const mine = own === undefined ? '' : percentText(own);
    const held = isRowHeldBack(row, state, context);
    const cells = state.options.map((_, option) => {
      const found = forecast?.options[option]?.outcomes.find(({ name }) => name === row.name);
      return (held ? '?' : found === undefined ? '.' : valueText(row, found.estimate)).padStart(12);
    });
    const name = clipText(`${index === cursor ? glyphs.cursor : ' '} ${row.label}`, nameWidth, glyphs.ellipsis).padEnd(
      nameWidth,
    );
    return line(
      span(index === cursor ? 'cursor' : 'plain', name),
      ...cells.map((cell, option) => span(TONES[option] ?? 'plain', cell)),
      mine.padStart(10),
    );
  });
  const { frame, more } = scrolled(lines, cursor, height - detailHeight - 1);
  const head = line(
    span('faint', `  ${say('forecast.outcome')}`.padEnd(nameWidth)),
    ...state.options.map((_, option) => span('faint', letterOf(option).padStart(12))),
    span('faint', say('forecast.mine').padStart(10)),
  );
  const row = rows[cursor];
  const detail = row === undefined ? [] : outcomeDetail(row, state, context, forecast, width - 2);
  return [head, ...frame, ...box(row?.label ?? '', detail, { width, height: detailHeight, glyphs, more })];
}

function isRowHeldBack(row: OutcomeRow, state: ForecastScreenState, context: Context): boolean {
  if (!state.ownFirst) return false;
  const estimates = ownEstimates(context);
  return row.kind === 'share' ? !estimates.has(row.name) : estimates.size === 0;
}

/** Each option with its error, and against the first one what can be told apart and what cannot. */
function outcomeDetail(
  row: OutcomeRow,
  state: ForecastScreenState,
  context: Context,
  forecast: Forecast | null,
  width: number,
): Frame {
  if (isRowHeldBack(row, state, context))
    return [line(span('warn', clipText(say('forecast.held-back'), width, context.looks.glyphs.ellipsis)))];
  if (forecast === null) return [line(say('forecast.wait'))];
  const unit = context.session!.ground.model.outcomes[row.index]?.unit ?? null;
  const lines = forecast.options.map((option, index): Line => {
    const own = option.outcomes.find(({ name }) => name === row.name);
    if (own === undefined) return [];
    const error = own.mcse === null ? '' : ` (${say('forecast.error', { error: valueText(row, own.mcse) })})`;
    const first = `${letterOf(index)} ${valueText(row, own.estimate)}${error}`;
    const against = own.against === null ? '' : `  ${differenceText(row, own.against)}`;
    return line(span(TONES[index] ?? 'plain', clipText(first + against, width, context.looks.glyphs.ellipsis)));
  });
  return [
    ...lines,
    ...(unit === null || unit === 'index' || unit === 'share' || row.kind === 'share'
      ? []
      : [line(span('faint', clipText(say('forecast.unit', { unit }), width, context.looks.glyphs.ellipsis)))]),
  ];
}

/** `higher than A by 0.02 (0.01 to 0.03)`, or that nothing can be told apart. */
export function differenceText(
  { isShare }: Pick<OutcomeRow, 'isShare'>,
  { estimate, low, high, verdict }: NonNullable<OptionForecast['outcomes'][number]['against']>,
): string {
  const scale = isShare ? 100 : 1;
  const unit = isShare ? ` ${say('forecast.points')}` : '';
  const isTold = verdict !== 'not distinguishable';
  // What is lower by so much is told with a positive number, and so are the bounds of it.
  const sign = verdict === 'lower' ? -scale : scale;
  const bounds = low === null || high === null ? [] : [sign * low, sign * high].sort((a, b) => a - b);
  const value = sign * (estimate ?? 0);
  const decimals = decimalsFor(bounds, value, isTold);
  const text = (number: number): string => {
    const fixed = number.toFixed(decimals);
    return Number(fixed) === 0 ? fixed.replace('-', '') : fixed;
  };
  const interval =
    bounds.length === 0 ? '' : ` (${bounds.map(text).join(` ${say('forecast.to')} `)}${isTold ? '' : unit})`;
  if (!isTold) return `${say('forecast.same')}${interval}`;
  return `${say(verdict === 'higher' ? 'forecast.higher' : 'forecast.lower', { by: text(value) + unit })}${interval}`;
}

/** The first digit of the interval's width counts, the second only after a 1; and no bound of what is told apart is rounded away to nothing. */
function decimalsFor(bounds: readonly number[], value: number, isTold: boolean): number {
  const width = bounds.length === 2 ? bounds[1]! - bounds[0]! : 0;
  const size = width > 0 ? width : Math.abs(value);
  if (!(size > 0)) return 0;
  const place = -Math.floor(Math.log10(size));
  const isOne = size * 10 ** place < 2;
  const least = Math.max(0, isOne ? place + 1 : place);
  if (!isTold) return Math.min(12, least);
  const kept = [0, 1, 2].find((more) =>
    [...bounds, value].every((one) => one === 0 || Number(one.toFixed(least + more)) !== 0),
  );
  return Math.min(12, least + (kept ?? 2));
}

function valueText({ isShare }: Pick<OutcomeRow, 'isShare'>, value: number | null): string {
  if (value === null || Number.isNaN(value)) return say('forecast.missing');
  return isShare ? percentText(value) : numberText(value);
}

/** `37 %`, `0.4 %`, `<0.1 %`; zero only when none was seen. */
export function percentText(share: number): string {
  const percent = share * 100;
  const size = Math.abs(percent);
  if (size === 0) return '0 %';
  if (size < 0.1) return percent < 0 ? '>-.1 %' : '<.1 %';
  return size < 9.95 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

function optionsView(state: ForecastScreenState, context: Context, height: number): Frame {
  const { width, looks, session } = context;
  const { glyphs } = looks;
  const levers = ownLevers(context, state.typed);
  const cursor = Math.min(state.at.options, Math.max(0, levers.length - 1));
  const listWidth = Math.floor(width * 0.55);
  const labels = levers.map(({ name, level }) => {
    const { model, scenario } = session!.ground;
    const levels = model.levers.find((lever) => lever.name === name)!.levels.map((one) => words(one.name));
    return `${leverLabel(scenario, name, context.seat)}: ${words(level ?? '?')} (${levels.join(', ')})`;
  });
  const about = [
    ...state.options.flatMap(({ name, levers: own }, index) => [
      line(span(TONES[index] ?? 'plain', `${letterOf(index)} ${name}`)),
      ...Object.entries(own).map(([lever, level]) =>
        line(span('faint', `    ${leverLabel(session!.ground.scenario, lever, context.seat)}: ${words(level)}`)),
      ),
    ]),
    [],
    ...wrapText(say('forecast.options-help'), width - listWidth - 4).map((text) => line(span('faint', text))),
  ];
  return beside([
    { frame: listBox(labels, cursor, say('forecast.levers'), { width: listWidth, height, glyphs }), width: listWidth },
    {
      frame: box(say('forecast.compared'), about, { width: width - listWidth - 1, height, glyphs }),
      width: width - listWidth - 1,
    },
  ]);
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
