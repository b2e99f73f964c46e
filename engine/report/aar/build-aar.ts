// A replayed case -> its after-action report as plain data. The same case and the same numbers give the same report.

import { lineEnds, lineTo } from '../../case/case-line.ts';
import { eventsInWords } from '../../case/question-words.ts';
import { inWords, slotWords } from '../../case/room-words.ts';
import { rulingsLedger } from '../../case/rulings-ledger.ts';
import { turningPoints } from '../../case/turning-points.ts';
import { umpireBias } from '../../case/umpire-bias.ts';
import { positionOf } from '../../reference/run.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import { figure } from '../pictures/picture.ts';
import { AAR_FORMAT, type Aar, type CaseFacts } from './aar.ts';
import { askAlternatives, noAlternatives } from './alternatives-told.ts';
import { askBeliefs, noBeliefs, scoresOf } from './beliefs.ts';
import { feedbackOf, improvementsOf, observationsOf, ratingsOf } from './evaluation.ts';
import { injectsOf, seminarFacts } from './injects.ts';
import { machinesOf } from './machines.ts';
import { momentsOf } from './moments.ts';
import { playedCloud } from './played-cloud.ts';
import { type AarSource, type Played, seatWords } from './source.ts';
import { summaryOf } from './summary.ts';
import { timelineOf } from './timeline.ts';

export interface AarSize {
  /** Futures of the cloud and of each alternative; beliefs take an eighth of them at each turn. */
  readonly futures: number;
  /** Particles of a cell's belief. */
  readonly particles: number;
}

/** How far it has come. */
export interface AarProgress {
  readonly what: string;
  readonly done: number;
  readonly total: number;
}

const TURNING_POINTS = 3;

/** Importance of an incident of the front page. */
const FRONT_PAGE = 3;

/** Works for seconds up to a minute and tells how far it is. The case must have a played turn. */
export function* buildAar(source: AarSource, { futures, particles }: AarSize): Generator<AarProgress, Aar> {
  const { ground, scenario, log, standing, program } = source;
  const line = lineTo(log.entries, log.entries.length);
  const played: Played = { ...source, line, moments: momentsOf(ground.model, log.entries, line) };
  const facts = caseFacts(played);
  const cells = facts.cells.map(({ seat }) => seat);
  const rows = rulingsLedger(ground, standing, line);
  yield { what: 'the cloud of futures', done: 0, total: 1 };
  const cloud = playedCloud(played, futures);
  // What cannot run the cloud cannot run the other futures either.
  const { why } = cloud;
  const size = { particles, futures: Math.ceil(futures / 8) };
  const asked = why === null ? yield* told('beliefs of the cells', askBeliefs(played, cells, size)) : noBeliefs(why);
  const alternatives =
    why === null ? yield* told('alternatives', askAlternatives(played, cloud, futures)) : noAlternatives(why);
  const parts = {
    program,
    scenario: { id: scenario.id, version: scenario.version, title: scenario.title, hash: scenario.hash },
    case: facts,
    seminar: seminarFacts(played),
    timeline: timelineOf(played),
    injects: injectsOf(played),
    rulings: rows.map((row) => ({ ...row, minute: played.moments.minuteAt(row.at) })),
    bias: umpireBias(rows),
    beliefs: asked.beliefs,
    scores: scoresOf(played, asked.byCell),
    cloud,
    turningPoints: pointsTold(played),
    machines: machinesOf(played),
    alternatives,
    ratings: ratingsOf(played),
    observations: observationsOf(played),
    improvements: improvementsOf(played),
    feedback: feedbackOf(played),
    assumptions: [...(scenario.seminar?.assumptions ?? []), ...(scenario.notFor === null ? [] : [scenario.notFor])],
    limits: limitsOf(played, rows.length),
    reproduce: reproduceOf(played, { futures, particles }),
  };
  return { format: AAR_FORMAT, ...parts, summary: summaryOf(parts) };
}

/** What moved most, front pages and moves of machines before lesser news. */
function pointsTold({ ground, scenario, standing, moments }: Played): Aar['turningPoints'] {
  const { model } = ground;
  return turningPoints(model, standing, TURNING_POINTS).map(({ turn, moves }) => {
    const record = standing.records[turn - 1]!;
    const phases = record.phases.map((phase) => ({
      ...phase,
      incidents: phase.incidents.filter(({ incident }) => model.incidents[incident]!.importance >= FRONT_PAGE),
    }));
    const front = eventsInWords(scenario, { ...record, injects: [], phases });
    const stocks = moves
      .slice(0, 2)
      .map(({ name, before, after }) => `${slotWords(scenario, name, null)} ${figure(before)} -> ${figure(after)}`);
    return {
      ...moments.ofTurn(turn),
      what: [...(front.length > 0 ? front : eventsInWords(scenario, record)), ...stocks],
    };
  });
}

function* told<Answer>(
  what: string,
  work: Generator<readonly [done: number, total: number], Answer>,
): Generator<AarProgress, Answer> {
  let step = work.next();
  for (; !step.done; step = work.next()) yield { what, done: step.value[0], total: step.value[1] };
  return step.value;
}

function caseFacts({ ground, log, standing, file, scenario }: Played): CaseFacts {
  const { opening, model } = ground;
  const { seed, world, variant, settings, policy, doctrine } = opening;
  const { failure } = positionOf(standing.run);
  const { dates } = model.clock;
  const held = model.seats.filter(({ name }) => name !== WHITE_SEAT && standing.holders[name] === 'person');
  return {
    ...{ file, seal: log.seal, seed, world, variant, settings },
    policy: inWords(policy),
    doctrine: inWords(doctrine),
    cells: held.map(({ name }) => ({ seat: name, label: seatWords(scenario, name) })),
    turns: standing.played,
    of: model.turns,
    unit: model.clock.unit,
    from: dates[0]?.label ?? '',
    until: dates[standing.played - 1]?.label ?? '',
    over: standing.over,
    failure: failure === null ? null : `${failure.reason}, ${failure.element}`,
    left: lineEnds(log.entries, log.entries.length).length - 1,
  };
}

function limitsOf({ scenario, ground, standing }: Played, rulings: number): readonly string[] {
  return [
    ...(scenario.seminar?.limitations ?? []),
    'One case is one draw of chance: that something came, or did not, says little about whether the orders were good.',
    'Whatever is compared here is compared inside the model. Its numbers are judgements with sources of unequal weight; the README of the scenario grades them.',
    "A cell's belief is worked out by the program from what the cell was shown. It is what could have been believed, not what was.",
    ...(rulings > 0
      ? [
          'Beliefs take what was ruled for what chance brought: a ruling that the true doctrine made unlikely speaks against it.',
        ]
      : []),
    'Alternatives are run in the true world, which nobody in the room could know, and with later rulings left out; other cells go on as they did, whatever the change would have made them do.',
    ...(ground.opening.seminar === true
      ? ['The cloud has the planned injects coming by themselves; in the room white released them.']
      : []),
    ...(standing.over ? [] : ['The case is not over, so its outcomes and scores are missing.']),
  ];
}

function reproduceOf(
  { file, log, ground, program, scenario }: Played,
  { futures, particles }: AarSize,
): readonly string[] {
  const name = quoted(file);
  return [
    `Scenario ${scenario.id}, version ${scenario.version}, text ${scenario.hash}`,
    `Case ${file}, ${log.entries.length} entries, checksum of the last line ${log.seal}`,
    `Seed "${ground.opening.seed}", world ${ground.opening.world} of ${ground.opening.worlds}, stream of chance ${ground.opening.replication}`,
    `Program greyzone ${program}; the case was opened with ${ground.opening.program}`,
    `greyzone replay ${name} --verify`,
    `greyzone aar ${name} --futures ${futures} --particles ${particles} -o aar.html`,
  ];
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
