// A played case -> how it ended: outcomes against futures that nobody played, the turns that moved most, estimates and what came, the log.

import {
  type Benchmark,
  brierScore,
  type Model,
  meanBrierScore,
  type Session,
  standingAmong,
  turningPoints,
} from '../../../../engine/index.ts';
import type { BenchmarkState } from '../../forecasting.ts';
import { happeningLabel, labelOf, outcomeLabel, seatLabel, words } from '../../labels.ts';
import { type Passage, paragraph, row, type Section } from '../../reading.ts';
import type { Context } from '../../screen.ts';
import { say } from '../../strings.ts';
import { type OutcomeRow, outcomeRows } from '../forecast/forecast-state.ts';

const POINTS = 4;
const MOVES_SHOWN = 2;
const EVENTS_SHOWN = 3;

export function endSections({ session, forecasting }: Pick<Context, 'session' | 'forecasting'>): readonly Section[] {
  if (session === null) return [];
  // Before the end it would tell what the seats do not see.
  if (!session.standing().over) return [{ heading: headingOf(session), passages: [paragraph(say('end.not-yet'))] }];
  const benchmark = forecasting.benchmark();
  const rows = outcomeRows({ session }, '');
  const isMain = rows.some((one) => one.isMain);
  const main = outcomes(session, benchmark, isMain ? rows.filter((one) => one.isMain) : rows);
  const others = outcomes(session, benchmark, isMain ? rows.filter((one) => !one.isMain) : []);
  return [
    { heading: headingOf(session), passages: [...introOf(session, benchmark), ...main] },
    { heading: say('end.turning'), passages: turning(session) },
    { heading: say('end.estimates'), passages: estimates(session) },
    ...(others.length === 0 ? [] : [{ heading: say('end.others'), passages: others }]),
    { heading: say('end.log'), passages: log(session) },
  ];
}

function headingOf(session: Session): string {
  const { played, over, run } = session.standing();
  const { failure } = run.snapshot.context.position;
  if (failure !== null) return say('end.failed', { turn: played, why: `${failure.reason}, ${failure.element}` });
  return say(over ? 'end.over' : 'end.not-over', { turns: played, all: session.ground.model.turns });
}

function introOf(session: Session, benchmark: BenchmarkState): readonly Passage[] {
  if (session.standing().run.snapshot.context.position.outcomes === null) return [paragraph(say('end.no-outcomes'))];
  if (benchmark.kind === 'failed') return [paragraph(say('end.no-benchmark', { why: benchmark.why }))];
  if (benchmark.kind === 'waiting') return [paragraph(say('end.waiting'))];
  return [paragraph(heldAgainst(benchmark.benchmark))];
}

function outcomes(session: Session, benchmark: BenchmarkState, rows: readonly OutcomeRow[]): readonly Passage[] {
  const values = session.standing().run.snapshot.context.position.outcomes;
  if (values === null) return [];
  const known = benchmark.kind === 'done' ? benchmark.benchmark : null;
  return rows.map(({ index }) => {
    const outcome = session.ground.model.outcomes[index]!;
    const value = values[index] ?? Number.NaN;
    const others = known?.outcomes[index]?.values ?? [];
    return row(
      outcomeLabel(session.ground.scenario, outcome.name),
      [valueText(outcome, value), placeText(outcome, value, others)].filter(Boolean).join('; '),
    );
  });
}

function heldAgainst({ futures, failed, policy, doctrine }: Benchmark): string {
  const lost = failed === 0 ? '' : ` ${say('end.lost', { failed })}`;
  return `${say('end.against', { futures, policy: words(policy), doctrine: words(doctrine) })}${lost}`;
}

type Outcome = Model['outcomes'][number];

function valueText({ kind, unit }: Outcome, value: number): string {
  if (Number.isNaN(value)) return say('end.never');
  if (kind === 'share') return say(value === 1 ? 'end.yes' : 'end.no');
  if (unit === 'share') return `${figure(100 * value)} %`;
  return `${figure(value)}${unit === null || unit === 'index' ? '' : ` ${unit}`}`;
}

/** Where the value lies among the others: a share of them for yes and no, else how many were lower. */
function placeText({ kind, better }: Outcome, value: number, others: readonly number[]): string {
  if (others.length === 0 || Number.isNaN(value)) return '';
  if (kind === 'share') {
    const same = others.filter((one) => one === value).length / others.length;
    return say('end.so-in', { share: percent(same) });
  }
  const same = others.filter((one) => one === value).length / others.length;
  if (same >= 0.5) return say('end.same-in', { share: percent(same) });
  const among = standingAmong(others, value);
  if (better === 'neither') return say('end.above', { share: percent(among) });
  return say('end.better-than', { share: percent(better === 'lower' ? 1 - among : among) });
}

function turning(session: Session): readonly Passage[] {
  const { model, scenario } = session.ground;
  const points = turningPoints(model, session.standing(), POINTS);
  if (points.length === 0) return [paragraph(say('end.nothing-moved'))];
  return [
    ...points.map(({ turn, date, events, moves }) => {
      const more = events.length > EVENTS_SHOWN ? [say('end.more', { count: events.length - EVENTS_SHOWN })] : [];
      const moved = moves
        .slice(0, MOVES_SHOWN)
        .map(
          ({ name, before, after }) =>
            `${labelOf(scenario, name)} ${after > before ? '+' : ''}${figure(after - before)}`,
        );
      return row(
        say('end.turn', { turn, date }),
        [...events.slice(0, EVENTS_SHOWN).map((event) => happeningLabel(scenario, event)), ...more, ...moved].join(
          ', ',
        ),
      );
    }),
    paragraph(say('end.turning-how')),
  ];
}

function estimates(session: Session): readonly Passage[] {
  const { model } = session.ground;
  const { remarks, run } = session.standing();
  const values = run.snapshot.context.position.outcomes;
  const given = remarks.flatMap((remark) => (remark.kind === 'estimate' ? [remark] : []));
  if (given.length === 0) return [paragraph(say('end.no-estimates'))];
  if (values === null) return [paragraph(say('end.no-outcomes'))];
  const scored = given.map((estimate) => {
    const index = model.outcomes.findIndex(({ name }) => name === estimate.outcome);
    return { ...estimate, outcome: model.outcomes[index]!, value: values[index]! };
  });
  const events = scored.filter(({ outcome, value }) => outcome.kind === 'share' && !Number.isNaN(value));
  const forecasts = events.map(({ probability, value }) => ({ probability, came: value === 1 }));
  return [
    ...scored.map(({ turn, seat, outcome, probability, value }) => {
      const said = say('end.estimate', {
        seat: seatLabel(session.ground.scenario, seat),
        turn,
        probability: `${figure(100 * probability)} %`,
      });
      const came = valueText(outcome, value);
      const score =
        outcome.kind === 'share'
          ? say('end.score', { score: figure(brierScore(probability, value === 1)) })
          : say('end.not-scored');
      return row(
        outcomeLabel(session.ground.scenario, outcome.name),
        `${said}; ${say('end.came', { came })}; ${score}`,
      );
    }),
    ...(forecasts.length === 0 ? [] : [paragraph(say('end.mean-score', { score: figure(meanBrierScore(forecasts)) }))]),
  ];
}

function log(session: Session): readonly Passage[] {
  const lines = session.lines().length;
  const { file } = session;
  return [
    row(say('end.file'), file),
    row(say('end.replay'), `greyzone replay ${file} --verify`),
    ...(lines > 1 ? [row(say('end.lines', { lines }), `greyzone diff ${file}`)] : []),
    paragraph(say('end.share')),
  ];
}

function figure(value: number): string {
  return String(Number(value.toPrecision(3)) + 0);
}

function percent(share: number): string {
  if (share === 0) return say('end.none');
  if (share === 1) return say('end.all');
  if (share > 0 && share < 0.005) return 'under 1 %';
  if (share < 1 && share > 0.995) return 'over 99 %';
  return `${Math.round(100 * share)} %`;
}
