// A report as data + a pen -> its figures, by the places that the sections keep for them. Nothing is computed here but scales of axes.

import { withoutError } from '../../analysis/figure.ts';
import { barsPicture } from '../pictures/bars.ts';
import { boxRowsPicture } from '../pictures/box-rows.ts';
import { curvesPicture } from '../pictures/curves.ts';
import { dotPlotPicture } from '../pictures/dot-plot.ts';
import { fansPicture } from '../pictures/fans.ts';
import { heatMapPicture } from '../pictures/heat-map.ts';
import type { Pen } from '../pictures/pen.ts';
import type { Picture } from '../pictures/picture.ts';
import { scatterPicture } from '../pictures/scatter.ts';
import { stackedAreasPicture } from '../pictures/stacked-areas.ts';
import { standingTablePicture } from '../pictures/standing-table.ts';
import { statechartPicture } from '../pictures/statechart.ts';
import { counted } from '../text-layout.ts';
import { leadingOutcome } from './sections.ts';
import type {
  DriverShares,
  FailureBox,
  FigureId,
  Game,
  HeatCell,
  HeatMap,
  Measured,
  Study,
  StudyOutcome,
} from './study.ts';

/** A figure of the report, and the place that is kept for it. */
export interface StudyFigure extends Picture {
  readonly place: FigureId;
  /** Of its files, without ending and section: letters, digits and hyphens. */
  readonly name: string;
  /** A sentence or two, without a full stop at the end. */
  readonly caption: string;
  /** The one outcome that it is about. */
  readonly outcome?: string;
  /** Of the table of its section that holds its numbers, and more. */
  readonly tableId?: string;
}

type Draw = (study: Study, pen: Pen) => Promise<readonly Drawn[]>;
type Drawn = Omit<StudyFigure, 'place' | 'name'> & { readonly called: string };

const PLACES: Readonly<Record<FigureId, Draw>> = {
  estimates: drawEstimates,
  'heat-maps': drawHeatMaps,
  machines: drawMachines,
  stocks: drawStocks,
  events: drawEvents,
  regret: drawRobustness,
  game: drawGames,
  front: drawFront,
  drivers: drawDrivers,
  boxes: drawBoxes,
  charts: drawCharts,
};

/** Figures of one place stand together; the page numbers them as it comes by. */
export async function drawStudy(study: Study, pen: Pen): Promise<readonly StudyFigure[]> {
  const figures: StudyFigure[] = [];
  for (const [place, draw] of Object.entries(PLACES) as readonly (readonly [FigureId, Draw])[]) {
    const taken = new Set<string>();
    for (const { called, caption, ...rest } of await draw(study, pen))
      figures.push({
        ...rest,
        caption: caption.charAt(0).toUpperCase() + caption.slice(1),
        place,
        name: fresh(`${place}-${called}`, taken),
      });
  }
  return figures;
}

function fresh(wanted: string, taken: Set<string>): string {
  const plain = wanted
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  let name = plain;
  for (let n = 2; taken.has(name); n++) name = `${plain}-${n}`;
  taken.add(name);
  return name;
}

/** One after the other: a pen draws one picture at a time. */
async function each<From, To>(all: readonly From[], draw: (one: From) => Promise<To>): Promise<readonly To[]> {
  const drawn: To[] = [];
  for (const one of all) drawn.push(await draw(one));
  return drawn;
}

// Shares are drawn in percent, their differences in percentage points.

interface Scale {
  readonly label: string;
  readonly measure: string;
  readonly difference: string;
  readonly factor: number;
}

function scaleOf(outcomes: readonly StudyOutcome[], name: string): Scale {
  const outcome = outcomes.find((one) => one.name === name);
  if (outcome === undefined) return { label: name, measure: name, difference: 'difference', factor: 1 };
  const { label, kind, measure, unit } = outcome;
  const better = outcome.better === 'neither' ? '' : `; ${outcome.better} is better`;
  return kind === 'share'
    ? { label, measure: `% of runs${better}`, difference: `percentage points${better}`, factor: 100 }
    : {
        label,
        measure: `${measure}${better}`,
        difference: `difference${unit === null ? '' : `, ${unit}`}${better}`,
        factor: 1,
      };
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

function endsOf(measured: Measured | null, factor: number): Ends {
  return {
    low: times(measured?.interval?.low ?? null, factor),
    high: times(measured?.interval?.high ?? null, factor),
  };
}

/** `-12.3` of `-12.3 ± 0.8 pp`: the sign that says what it is of stands in the legend. */
function inCell(measured: Measured): string {
  return withUnit(measured).replace(UNIT, '');
}

const UNIT = / (?:%|pp)$/;
const LETTERS_OF_A_CELL = 12;

/** As the text says it, without its error; a number known to more digits than a cell holds is shown with six. */
function withUnit({ text, estimate }: Measured): string {
  const whole = withoutError(text);
  if (estimate === null || whole.length <= LETTERS_OF_A_CELL || whole.includes('(')) return whole;
  const unit = UNIT.exec(whole)?.[0] ?? '';
  return `${Number((unit === '' ? estimate : 100 * estimate).toPrecision(6))}${unit}`;
}

function groupWords(study: Study, variant: string, doctrine: string): string {
  const { main, variants, doctrines } = study.design;
  if (variants.length <= 1 && doctrines.length <= 1) return '';
  const told = [
    ...(variants.length > 1 ? [`variant ${variant}`] : []),
    ...(doctrines.length > 1 ? [`doctrine ${doctrine}`] : []),
  ];
  return variant === main.variant && doctrine === main.doctrine ? '' : ` (${told.join(', ')})`;
}

// -------------------------------------------------------------------------------------------------------------- estimates

/** More rows than this are left to the table and to the heat maps: those at both ends are drawn. */
const ROWS = 16;

async function drawEstimates(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  const { main, baseline } = study.design;
  return await each(
    study.outcomes.filter(({ name }) => differences(study, name).length > 0),
    async ({ name }) => {
      const { label, difference, factor } = scaleOf(study.outcomes, name);
      const all = differences(study, name).toSorted(
        (a, b) => (a.difference?.estimate ?? 0) - (b.difference?.estimate ?? 0),
      );
      const shown = all.length <= ROWS ? all : [...all.slice(0, ROWS / 2), ...all.slice(-ROWS / 2)];
      const left = all.length - shown.length;
      return {
        called: name,
        outcome: name,
        tableId: `estimates-${name}`,
        caption: `${label}: each policy less ${baseline} over the same futures, with 95 % intervals; those of diamonds leave out 0, those of circles hold it${left === 0 ? '' : `. ${counted(left, 'policy', 'policies')} between them ${left === 1 ? 'is' : 'are'} left out`}${groupWords(study, main.variant, main.doctrine)}`,
        ...(await dotPlotPicture(pen, {
          title: `${label}: difference to ${baseline}`,
          measure: difference,
          mark: 0,
          dots: shown.map(({ policy, difference }) => ({
            label: policy,
            estimate: times(difference?.estimate ?? null, factor),
            ...endsOf(difference, factor),
          })),
        })),
      };
    },
  );
}

function differences(study: Study, outcome: string): Study['estimates']['rows'] {
  const { main } = study.design;
  return study.estimates.rows.filter(
    (row) =>
      row.outcome === outcome &&
      row.variant === main.variant &&
      row.doctrine === main.doctrine &&
      (row.difference?.estimate ?? null) !== null,
  );
}

// -------------------------------------------------------------------------------------------------------------- heat maps

async function drawHeatMaps(study: Study): Promise<readonly Drawn[]> {
  const { main, baseline } = study.design;
  const leading = leadingOutcome(study);
  const isOfMain = (map: HeatMap): boolean => map.variant === main.variant && map.doctrine === main.doctrine;
  // Of the other groups only the leading outcome is drawn; the tables have them all.
  const drawn = study.heatMaps.maps.filter((map) => isOfMain(map) || map.outcome === leading);
  return drawn.flatMap((map) => {
    const isMain = isOfMain(map);
    const { label, measure, difference, factor } = scaleOf(study.outcomes, map.outcome);
    const where = groupWords(study, map.variant, map.doctrine);
    const called = isMain ? map.outcome : `${map.outcome}-${map.variant}-${map.doctrine}`;
    const about = { outcome: map.outcome, tableId: `map-${map.outcome}-${map.variant}-${map.doctrine}` };
    const compared: Drawn = {
      ...about,
      called: `${called}-difference`,
      caption: `${label}: difference to ${baseline} by ${map.rowGroup} and ${map.columnGroup}${where}`,
      ...heatMapPicture({
        ...sidesOf(map),
        title: `${label}: difference to ${baseline}`,
        measure: difference,
        scale: 'difference',
        framed: null,
        cells: cellsOf(map, factor, (cell) => cell.difference, 'base'),
      }),
    };
    const level: Drawn = {
      ...about,
      called: `${called}-level`,
      caption: `${label} by ${map.rowGroup} and ${map.columnGroup}${where}`,
      ...heatMapPicture({
        ...sidesOf(map),
        title: label,
        measure,
        scale: 'level',
        framed: null,
        cells: cellsOf(map, factor, (cell) => cell.value, 'n/a'),
      }),
    };
    // Levels of the other outcomes stand in their tables.
    return isMain && map.outcome === leading ? [level, compared] : [compared];
  });
}

function sidesOf({ rowGroup, columnGroup, rows, columns }: HeatMap) {
  return { down: { title: rowGroup, labels: rows }, across: { title: columnGroup, labels: columns } };
}

function cellsOf(
  { cells }: HeatMap,
  factor: number,
  pick: (cell: HeatCell) => Measured | null,
  without: string,
): Parameters<typeof heatMapPicture>[0]['cells'] {
  return cells.map((row) =>
    row.map((cell) => {
      const measured = cell === null ? null : pick(cell);
      if (measured === null) return { value: null, text: cell === null ? '–' : without, low: null, high: null };
      return { value: times(measured.estimate, factor), text: inCell(measured), ...endsOf(measured, factor) };
    }),
  );
}

// -------------------------------------------------------------------------------------------------------------- over time

function roleWords({ overTime: { policies } }: Study, policy: string): string {
  const role = policies.find((one) => one.policy === policy)?.role;
  return role === undefined || role === 'contrast' ? policy : `${policy} (${role})`;
}

function ofMembers(members: readonly string[]): string {
  return members.length === 0 ? '' : `, mean of ${members.length} places`;
}

async function drawMachines(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  const { turns, machines } = study.overTime;
  return await each(machines, async ({ machine, label, members, states, policies }) => ({
    called: machine,
    caption: `${label}: share of runs in each state after each turn${ofMembers(members)}`,
    ...(await stackedAreasPicture(pen, {
      title: label,
      along: 'Turn',
      states: states.map((state) => state.label),
      ats: turns.map(({ turn }) => turn),
      panels: policies.map(({ policy, shares }) => ({ label: roleWords(study, policy), shares })),
    })),
  }));
}

async function drawStocks(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  const { turns, stocks } = study.overTime;
  return await each(stocks, async ({ name, label, unit, members, policies }) => ({
    called: name,
    caption: `${label}: the line is the median, the dark band half of the futures, the light band nine tenths${ofMembers(members)}`,
    ...(await fansPicture(pen, {
      title: label,
      along: 'Turn',
      unit: unit ?? '',
      panels: policies.map(({ policy, fan }) => ({
        label: roleWords(study, policy),
        rows: fan.map((fan, i) => ({ at: turns[i]?.turn ?? i + 1, fan })),
      })),
    })),
  }));
}

async function drawEvents(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  return await each(study.overTime.events, async ({ event, label, policies }) => ({
    called: event,
    outcome: event,
    caption: `${label}: share of runs in which it has come by the end of each turn, with 95 % intervals turn by turn`,
    ...(await curvesPicture(pen, {
      title: label,
      along: 'Turn',
      measure: 'it has come',
      curves: policies.map(({ policy, curve }) => ({
        label: roleWords(study, policy),
        points: curve.map(({ turn, share, interval }) => ({
          at: turn,
          value: share,
          low: interval?.low ?? null,
          high: interval?.high ?? null,
        })),
      })),
    })),
  }));
}

// ------------------------------------------------------------------------------------------------------------- robustness

async function drawRobustness(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  // Of the other outcomes the tables have every metric and rank.
  const leading = leadingOutcome(study);
  const drawn = await each(study.robustness.outcomes, async ({ outcome, metrics, regret }) => {
    const { label, factor } = scaleOf(study.outcomes, outcome);
    const rows = mostRobust(metrics);
    const unseen = (metrics[0]?.scores.length ?? 0) - rows.length;
    const sorted = regret.toSorted((a, b) => (a.mean.estimate ?? 0) - (b.mean.estimate ?? 0)).slice(0, ROWS);
    const left = regret.length - sorted.length;
    return [
      ...(regret.length === 0
        ? []
        : [
            {
              called: `${outcome}-regret`,
              outcome,
              tableId: `regret-${outcome}`,
              caption: `${label}: mean loss against the best policy of the same world, the least first, with 95 % intervals${left === 0 ? '' : `. ${counted(left, 'policy', 'policies')} with more ${left === 1 ? 'is' : 'are'} left out`}`,
              ...(await dotPlotPicture(pen, {
                title: `${label}: mean regret`,
                measure: factor === 100 ? 'percentage points; lower is better' : 'regret; lower is better',
                mark: null,
                dots: sorted.map(({ policy, mean }) => ({
                  label: policy,
                  estimate: times(mean.estimate, factor),
                  ...endsOf(mean, factor),
                })),
              })),
            },
          ]),
      ...(metrics.length === 0 || outcome !== leading
        ? []
        : [
            {
              called: `${outcome}-metrics`,
              outcome,
              tableId: `robustness-${outcome}`,
              caption: `${label}: policies by each way to measure how robust they are, the best by ${leadingOf(metrics)?.label ?? 'the first'} on top${unseen === 0 ? '' : `. ${counted(unseen, 'policy', 'policies')} further down ${unseen === 1 ? 'is' : 'are'} left out`}`,
              ...standingTablePicture({
                title: `${label}: robustness by ${metrics.length} measures`,
                what: 'Policy',
                measures: metrics.map(({ label, robust }) => ({
                  label,
                  better: robust === 'larger' ? 'higher' : 'lower',
                })),
                rows: rows.map((row) => ({
                  label: metrics[0]!.scores[row]!.policy,
                  cells: metrics.map(({ scores }) => {
                    const value = scores[row]?.value;
                    return value === undefined
                      ? { value: null, text: 'n/a' }
                      : { value: value.estimate, text: withUnit(value) };
                  }),
                })),
              }),
            },
          ]),
    ];
  });
  // Small ones first, so that they stand two abreast.
  return drawn.flat().toSorted((a, b) => Number(b.called.endsWith('-regret')) - Number(a.called.endsWith('-regret')));
}

type Metrics = Study['robustness']['outcomes'][number]['metrics'];

/** Rows are sorted by the mean over worlds where there is one, else by the first measure. */
function leadingOf(metrics: Metrics): Metrics[number] | undefined {
  return metrics.find(({ metric }) => metric === 'laplace') ?? metrics[0];
}

/** Places of the policies to draw. */
function mostRobust(metrics: Metrics): readonly number[] {
  const leading = leadingOf(metrics);
  const scores = leading?.scores ?? [];
  const sign = leading?.robust === 'larger' ? -1 : 1;
  const loss = (row: number): number => sign * (scores[row]!.value.estimate ?? sign * Number.POSITIVE_INFINITY);
  return [...scores.keys()].toSorted((a, b) => (loss(a) === loss(b) ? a - b : loss(a) - loss(b))).slice(0, ROWS);
}

// ------------------------------------------------------------------------------------------------------------ game, front

async function drawGames(study: Study): Promise<readonly Drawn[]> {
  return study.game.games.map((game) => {
    const { label, measure, factor } = scaleOf(study.outcomes, game.outcome);
    const better = study.outcomes.find(({ name }) => name === game.outcome)?.better;
    const rows = bestWorstCases(game, better === 'higher');
    const left = game.policies.length - rows.length;
    return {
      called: `${game.outcome}-${game.variant}`,
      outcome: game.outcome,
      tableId: `game-${game.outcome}`,
      caption: `${label}: policies against doctrines, the best worst case first${left === 0 ? '' : `; ${counted(left, 'policy', 'policies')} with worse ones ${left === 1 ? 'is' : 'are'} left out`}. ${gameWords(game)}`,
      ...heatMapPicture({
        title: `${label}: policies against doctrines`,
        measure,
        down: { title: 'Policy', labels: rows.map((row) => game.policies[row]!) },
        across: { title: 'Doctrine', labels: game.doctrines },
        scale: 'level',
        framed: 'Framed: worst doctrine for the policy',
        cells: rows.map((i) =>
          game.payoffs[i]!.map((payoff, k) => ({
            value: times(payoff.estimate, factor),
            text: inCell(payoff),
            ...endsOf(payoff, factor),
            framed: game.worst[i]?.doctrine === game.doctrines[k],
          })),
        ),
      }),
    };
  });
}

/** Places of the policies to draw. */
function bestWorstCases({ worst }: Game, isHigherBetter: boolean): readonly number[] {
  const sign = isHigherBetter ? -1 : 1;
  const loss = (row: number): number => sign * (worst[row]?.value.estimate ?? sign * Number.POSITIVE_INFINITY);
  return [...worst.keys()].toSorted((a, b) => (loss(a) === loss(b) ? a - b : loss(a) - loss(b))).slice(0, ROWS);
}

function gameWords({ maximin, minimax, saddle }: Game): string {
  if (maximin === null || minimax === null) return 'Some payoff is missing';
  const pair = `${maximin} has the best worst case; ${minimax} concedes least to the best reply`;
  return saddle ? `${pair}, and the two are an equilibrium` : pair;
}

async function drawFront(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  const { criteria, policies } = study.front;
  const pairs = criteria.flatMap((one, i) =>
    criteria.slice(i + 1).map((other, k) => [one, other, i, i + 1 + k] as const),
  );
  return await each(policies.length === 0 ? [] : pairs.slice(0, 3), async ([one, other, x, y]) => {
    const [across, up] = [scaleOf(study.outcomes, one), scaleOf(study.outcomes, other)];
    const points = policies.flatMap(({ policy, values, standing }) => {
      const [atX, atY] = [values[x]?.estimate ?? null, values[y]?.estimate ?? null];
      const kind = standing === 'surely' ? 0 : standing === 'maybe' ? 1 : 2;
      return atX === null || atY === null
        ? []
        : [
            {
              x: atX * across.factor,
              y: atY * up.factor,
              kind,
              label: policy,
              word: kind === 0 ? policy : '',
            },
          ];
    });
    const onFront = points.filter(({ kind }) => kind === 0).map(({ label }) => label);
    return {
      called: `${one}-${other}`,
      tableId: 'front',
      caption: `${across.label} against ${up.label}. Diamonds are on the front in 95 % or more of the resamples, crosses in 5 % or fewer, circles in between; the front is that of all ${criteria.length} outcomes`,
      ...(await scatterPicture(pen, {
        title: `${across.label} and ${up.label}`,
        across: { title: `${across.label}, ${across.measure}`, range: null },
        up: { title: `${up.label}, ${up.measure}`, range: null },
        kinds: ['in 95 % or more', 'in between', 'in 5 % or fewer'],
        points,
        joined: false,
        box: null,
        alt: `${across.label} against ${up.label} of ${points.length} policies. On the front in 95 % or more of the resamples: ${onFront.length === 0 ? 'none' : onFront.join(', ')}.`,
      })),
    };
  });
}

// ------------------------------------------------------------------------------------------------------- drivers, boxes

async function drawDrivers(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  const drawn = await each(study.drivers.outcomes, async ({ outcome, best, underBest, ofDifference, worth }) => {
    const { label, factor } = scaleOf(study.outcomes, outcome);
    const shares = async (called: string, title: string, { rows, others }: DriverShares): Promise<readonly Drawn[]> =>
      rows.length === 0
        ? []
        : [
            {
              called: `${outcome}-${called}`,
              outcome,
              tableId: `drivers-${outcome}-${called}`,
              caption: `${title}: share of the variance between worlds that each uncertainty explains alone; hollow bars may be nothing${others === 0 ? '' : `. ${others} more are smaller`}`,
              ...(await barsPicture(pen, {
                title,
                measure: '% of variance',
                bars: rows.map(({ label, share, told }) => ({
                  label,
                  value: times(share.estimate, 100),
                  ...endsOf(share, 100),
                  told,
                })),
              })),
            },
          ];
    return [
      ...(await shares('best', `${label} under ${best}`, underBest)),
      ...(ofDifference === null
        ? []
        : await shares('difference', `${label}: ${best} less ${study.design.baseline}`, ofDifference)),
      ...(worth.length === 0
        ? []
        : [
            {
              called: `${outcome}-worth`,
              outcome,
              tableId: `worth-${outcome}`,
              caption: `${label}: what it would be worth to know one uncertainty before choosing; hollow bars may be nothing`,
              ...(await barsPicture(pen, {
                title: `${label}: worth of knowing`,
                measure: factor === 100 ? 'percentage points' : 'gain, in the unit of the outcome',
                bars: worth.map(({ label, value }) => ({
                  label,
                  value: times(value.estimate, factor),
                  ...endsOf(value, factor),
                  told: (value.interval?.low ?? 0) > 0,
                })),
              })),
            },
          ]),
    ];
  });
  return drawn.flat();
}

async function drawBoxes(study: Study, pen: Pen): Promise<readonly Drawn[]> {
  const drawn = await each(study.boxes.boxes, async (found) => [
    ...boxFigure(study, found),
    ...(await trajectoryFigure(study, found, pen)),
    ...(await worldsFigure(study, found, pen)),
  ]);
  return drawn.flat();
}

function boxFigure(study: Study, { outcome, policy, box }: FailureBox): readonly Drawn[] {
  if (box === null || box.limits.length === 0) return [];
  const { label } = scaleOf(study.outcomes, outcome);
  return [
    {
      called: `${outcome}-box`,
      outcome,
      caption: `${label}: where ${policy} fails. The box holds ${percent(box.coverage)} of the failing worlds, and ${percent(box.density)} of the worlds in it fail`,
      ...boxRowsPicture({
        title: `${label}: where ${policy} fails`,
        rows: box.limits.map(({ label, low, high, least, most }) => ({
          kind: 'number',
          label,
          unit: '',
          from: least,
          until: most,
          low,
          high,
        })),
      }),
    },
  ];
}

async function trajectoryFigure(study: Study, found: FailureBox, pen: Pen): Promise<readonly Drawn[]> {
  const { outcome, policy, box, trajectory, baseDensity } = found;
  if (trajectory.length < 2) return [];
  const { label } = scaleOf(study.outcomes, outcome);
  const points = trajectory.map(({ coverage, density, restricted }, i) => ({
    x: 100 * coverage,
    y: 100 * density,
    kind: 1,
    label: `box ${i + 1}, ${restricted} restricted`,
    word: '',
  }));
  const chosen =
    box === null ? [] : [{ x: 100 * box.coverage, y: 100 * box.density, kind: 0, label: 'chosen box', word: 'chosen' }];
  return [
    {
      called: `${outcome}-peeling`,
      outcome,
      caption: `${label}: from the box that holds every world (right) to the smallest. The diamond is the box above, after limits that do not matter were dropped`,
      ...(await scatterPicture(pen, {
        title: `${label}: what smaller boxes gain and lose`,
        across: { title: 'coverage: % of failing worlds held', range: [0, 104] },
        up: { title: 'density: % of worlds in it that fail', range: [0, 104] },
        kinds: ['chosen', 'on the way'],
        points: [...points, ...chosen],
        joined: false,
        box: null,
        alt: `${label}, ${policy}: from ${percent(baseDensity)} of worlds failing in the box that holds all to ${percent(trajectory.at(-1)!.density)} in the smallest, which holds ${percent(trajectory.at(-1)!.coverage)} of them.${box === null ? '' : ` Chosen: ${percent(box.coverage)} held, ${percent(box.density)} failing.`}`,
      })),
    },
  ];
}

async function worldsFigure(study: Study, found: FailureBox, pen: Pen): Promise<readonly Drawn[]> {
  const { outcome, policy, box, scatter } = found;
  if (scatter === null || scatter.points.length === 0) return [];
  const { label } = scaleOf(study.outcomes, outcome);
  const limitOf = (name: string) => box?.limits.find((one) => one.uncertainty === name || one.label === name);
  const [x, y] = [limitOf(scatter.x), limitOf(scatter.y)];
  const frame =
    x === undefined || y === undefined
      ? null
      : ({ x: [x.low ?? x.least, x.high ?? x.most], y: [y.low ?? y.least, y.high ?? y.most] } as const);
  return [
    {
      called: `${outcome}-worlds`,
      outcome,
      caption: `${label}: worlds by ${x?.label ?? scatter.x} and ${y?.label ?? scatter.y}; in those with a diamond ${policy} fails, in those with a circle it does not${scatter.points.length < found.worlds ? `. The first ${counted(scatter.points.length, 'world')} are drawn` : ''}`,
      ...(await scatterPicture(pen, {
        title: `${label}: worlds in which ${policy} fails`,
        across: { title: x?.label ?? scatter.x, range: null },
        up: { title: y?.label ?? scatter.y, range: null },
        kinds: ['fails', 'does not fail'],
        points: scatter.points.map(([x, y, fails], i) => ({
          x,
          y,
          kind: fails === 1 ? 0 : 1,
          label: `world ${i + 1}`,
          word: '',
        })),
        joined: false,
        box: frame,
        alt: '',
      })),
    },
  ];
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

// ----------------------------------------------------------------------------------------------------------------- charts

async function drawCharts(study: Study): Promise<readonly Drawn[]> {
  return await each(study.charts.charts, async ({ machine, label, dot }) => ({
    called: machine,
    caption: `${label}: its states, and what moves it from one to another`,
    ...(await statechartPicture({ title: label, dot })),
  }));
}
