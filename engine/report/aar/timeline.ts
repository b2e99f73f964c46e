// A played case -> what happened in order: decisions, injects, events, rulings and notes, each with its turn and time.

import type { CaseEntry, CaseInput } from '../../case/entry.ts';
import { eventsInWords, eventWords } from '../../case/question-words.ts';
import { inWords, leverWords, stateWords } from '../../case/room-words.ts';
import type { TurnRecord } from '../../reference/turn-record.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import type { TimelineKind, TimelineRow } from './aar.ts';
import { OF_THE_ROOM, type Played, seatWords } from './source.ts';

type Told = readonly (readonly [kind: TimelineKind, who: string, text: string])[];

const MODEL = 'The model';

export function timelineOf(played: Played): readonly TimelineRow[] {
  const onLine = new Set(played.line.map(({ n }) => n));
  return played.log.entries
    .filter(({ n, input }) => onLine.has(n) || OF_THE_ROOM.includes(input.kind))
    .flatMap((entry) =>
      told(played, entry).map(([kind, who, text]) => ({ ...played.moments.of(entry), kind, who, text })),
    );
}

function told(played: Played, { n, input }: CaseEntry): Told {
  const { scenario, ground, standing } = played;
  const who = 'seat' in input ? seatWords(scenario, input.seat) : seatWords(scenario, WHITE_SEAT);
  switch (input.kind) {
    case 'clock':
      return [['clock', who, { startex: 'STARTEX', pause: 'Pause', resume: 'Goes on', endex: 'ENDEX' }[input.what]]];
    case 'move':
      return [
        [
          'move',
          who,
          `Move begins: ${scenario.seminar?.moves.find(({ name }) => name === input.move)?.title ?? input.move}`,
        ],
      ];
    case 'orders':
      return isReplaced(played, n, input) ? [] : [['decision', who, orderWords(played, input)]];
    case 'holder':
      return [['decision', who, `is held by ${input.holder === 'person' ? 'a person' : 'its strategy'} from here on`]];
    case 'turn':
      return turnTold(played, standing.records[input.turn - 1]);
    case 'inject':
      return [['inject', who, `${injectWords(played, input.inject)} (released by hand)`]];
    case 'msel': {
      const entry = scenario.seminar?.msel.find(({ id }) => id === input.entry);
      const until = input.until === undefined ? '' : ` to turn ${input.until}`;
      const why = input.reason === undefined || input.reason === '' ? '' : `: ${input.reason}`;
      return [['inject', who, `${input.entry} ${entry?.label ?? ''}: ${input.status}${until}${why}`]];
    }
    case 'ad hoc':
      return [['inject', who, `${input.id} ${input.label} (made up on the day: ${input.reason}): ${input.text}`]];
    case 'ruling': {
      const stocks = Object.entries(input.stocks).map(([name, value]) => `${eventWords(scenario, name)} = ${value}`);
      const machines = Object.entries(input.machines).map(
        ([name, state]) => `${eventWords(scenario, name)} = ${stateWords(scenario, name, state)}`,
      );
      return [['ruling', who, `${[...stocks, ...machines].join(', ')}, because ${input.reason}`]];
    }
    case 'adjudication': {
      const { way } = input.ruling;
      const answer = 'answer' in input.ruling ? ` ${inWords(input.ruling.answer)}` : '';
      const odds = input.ruling.way === 'moderate' ? ` at ${input.ruling.chance}` : '';
      const why = input.reason === '' ? '' : `, because ${input.reason}`;
      return [['ruling', who, `${channelWords(played, input.channel)}: ${way}${answer}${odds} (${input.mode})${why}`]];
    }
    case 'request':
      return [['request', who, input.text]];
    case 'answer':
      return [['request', who, `Answer: ${input.text}`]];
    case 'turned away':
      return [['request', who, `A message was not taken: ${input.why}`]];
    case 'estimate': {
      const outcome = ground.model.outcomes.find(({ name }) => name === input.outcome)?.label ?? input.outcome;
      return [['estimate', who, `${outcome}: ${percent(input.probability)}`]];
    }
    case 'note':
      return [['note', who, input.text]];
    case 'bookmark':
      return [['note', who, `Bookmark: ${input.name}`]];
    // Ratings, improvements and feedback have sections of their own.
    default:
      return [];
  }
}

/** A later form of the same seat for the same turn counts. */
function isReplaced({ line }: Played, n: number, { turn, seat }: Extract<CaseInput, { kind: 'orders' }>): boolean {
  return line.some(
    (later) => later.n > n && later.input.kind === 'orders' && later.input.turn === turn && later.input.seat === seat,
  );
}

/** What the orders moved, as the turn's record has it; of a turn that was not played, the orders. */
function orderWords({ scenario, ground, standing }: Played, input: Extract<CaseInput, { kind: 'orders' }>): string {
  const { levers, seats } = ground.model;
  const record = standing.records[input.turn - 1];
  if (record === undefined)
    return Object.entries(input.levers)
      .map(([name, level]) => `${leverWords(scenario, name, input.seat)}: ${inWords(level)} (not played)`)
      .join('; ');
  const moved = record.levers.filter(
    ({ lever, before, asked }) => seats[levers[lever]!.seat]?.name === input.seat && before !== asked,
  );
  if (moved.length === 0) return 'Nothing new';
  return moved
    .map(({ name, before, asked, after, refused }) => {
      const short = refused ? ` (the budget allowed ${inWords(after)})` : '';
      return `${leverWords(scenario, name, input.seat)}: ${inWords(before)} -> ${inWords(asked)}${short}`;
    })
    .join('; ');
}

/** Injects that came by themselves, then what happened. What white released was told when it was. */
function turnTold(played: Played, record: TurnRecord | undefined): Told {
  if (record === undefined) return [];
  const { scenario } = played;
  const own = record.injects.filter(({ reason }) => reason !== 'by hand');
  return [
    ...own.map(({ name, news }) => ['inject', MODEL, news ?? eventWords(scenario, name)] as const),
    ...eventsInWords(scenario, { ...record, injects: [] }).map((text) => ['event', MODEL, text] as const),
    ...(record.failure === null
      ? []
      : [['event', MODEL, `The run failed: ${record.failure.reason}, ${record.failure.element}`] as const]),
  ];
}

function injectWords({ scenario }: Played, name: string): string {
  return scenario.injects.get(name)?.label ?? inWords(name);
}

/** `incident:riot[riga]` -> `Riot, Riga`. */
function channelWords({ scenario }: Played, channel: string): string {
  const slot = channel.replace(/^\w+:/, '').replace(/\.\w+$/, '');
  return eventWords(scenario, slot);
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
