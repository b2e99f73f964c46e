// The coming turn as the model proposes it, question by question, and what white makes of it: accept, another draw, other odds, another answer;
// or a number or a state set by hand. What was typed and not finished is nowhere: only what is ruled stands in the log.

import {
  type ChanceRuling,
  type Precedent,
  type Proposal,
  type ProposedQuestion,
  precedentsFor,
  proposeTurn,
  type SessionInput,
} from '../../../../engine/index.ts';
import { askInTurn, type Question } from '../../asking.ts';
import { words } from '../../labels.ts';
import { paragraph, row, type Section } from '../../reading.ts';
import type { Context, Deed, KeyRow } from '../../screen.ts';
import { say } from '../../strings.ts';
import { createMemory } from '../remembered.ts';
import { notBlank, oneOf, presentLine, type Seminar, seminarIn } from './white-facts.ts';
import {
  anySeminar,
  chosenIn,
  keyFor,
  LIST_START,
  type Listing,
  type ListRow,
  type ListState,
  listScreen,
  matching,
} from './white-list.ts';

const proposalOnce = createMemory<Proposal>();
const precedentsOnce = createMemory<readonly Precedent[]>();

function proposalOf({ session }: Seminar): Proposal {
  const standing = session.standing();
  return proposalOnce(standing, '', () => proposeTurn(session.ground, standing));
}

interface RulingRow extends ListRow {
  readonly question: ProposedQuestion;
}

function rulingRows({ typed }: ListState, context: Context): readonly RulingRow[] {
  const seminar = seminarIn(context);
  if (seminar === null) return [];
  return matching(
    proposalOf(seminar).questions.map((question): RulingRow => {
      const { channel, label, answer, answers, ruled } = question;
      const sign = ruled === null ? ' ' : '*';
      const odds = percent(answers.find(({ name }) => name === answer)?.odds ?? 0);
      return {
        key: channel,
        text: `${sign} ${odds.padStart(5)} ${label}: ${answerLabel(question, answer)}`,
        tone: ruled === null ? 'plain' : 'warn',
        question,
      };
    }),
    typed,
  );
}

function answerLabel({ answers }: ProposedQuestion, name: string): string {
  return answers.find((answer) => answer.name === name)?.label ?? words(name);
}

/** `60 %`, `<1 %`. */
function percent(odds: number): string {
  if (odds > 0 && odds < 0.005) return '<1 %';
  if (odds < 1 && odds > 0.995) return '>99 %';
  return `${Math.round(odds * 100)} %`;
}

function chosen(state: ListState, context: Context): ProposedQuestion | null {
  return chosenIn(state, rulingRows(state, context))?.question ?? null;
}

function aboutQuestion(question: ProposedQuestion, seminar: Seminar): readonly Section[] {
  const { label, phase, answers, draw, proposed, answer, ruled } = question;
  const precedents = precedentsIn(question, seminar);
  return [
    {
      heading: label,
      passages: [
        ...answers.map(({ name, label: text, odds }) =>
          row(
            percent(odds),
            [
              text,
              ...(name === proposed ? [say('ruling.drawn')] : []),
              ...(name === answer ? [say('ruling.stands')] : []),
            ].join(', '),
            name === answer ? 'strong' : undefined,
          ),
        ),
        row(say('ruling.draw'), draw.toFixed(4)),
        row(say('ruling.phase'), words(phase)),
      ],
    },
    ...(ruled === null
      ? []
      : [
          {
            heading: say('ruling.ruled'),
            passages: [
              row(say('ruling.way'), wayText(question, ruled.ruling)),
              row(say('ruling.mode'), ruled.mode),
              ...(ruled.reason === '' ? [] : [row(say('msel.reason'), ruled.reason)]),
            ],
          },
        ]),
    ...(precedents.length === 0
      ? []
      : [{ heading: say('ruling.precedents'), passages: precedents.map((one) => paragraph(precedentText(one))) }]),
  ];
}

function wayText(question: ProposedQuestion, ruling: ChanceRuling): string {
  switch (ruling.way) {
    case 'accept':
      return say('ruling.is-accepted');
    case 're-roll':
      return say('ruling.is-rerolled', { count: ruling.drawn });
    case 'moderate':
      return say('ruling.is-moderated', { answer: answerLabel(question, ruling.answer), odds: percent(ruling.chance) });
    case 'override':
      return say('ruling.is-overridden', { answer: answerLabel(question, ruling.answer) });
  }
}

function precedentsIn(question: ProposedQuestion, { session }: Seminar): readonly Precedent[] {
  const standing = session.standing();
  return precedentsOnce(standing, question.channel, () =>
    precedentsFor(session.ground, standing, presentLine(session), question),
  );
}

function precedentText({ origin, turn, label, mode, answer, modelOdds, ruledOdds, reason }: Precedent): string {
  const values = {
    turn,
    label,
    answer: words(answer),
    model: percent(modelOdds),
    ruled: percent(ruledOdds),
    mode,
    reason,
  };
  return say(origin === 'ruled' ? 'ruling.precedent' : 'ruling.precedent-drawn', values);
}

function listing(state: ListState, context: Context): Listing {
  const seminar = seminarIn(context);
  const question = chosen(state, context);
  const proposal = seminar === null ? null : proposalOf(seminar);
  const whole: readonly Section[] =
    proposal === null
      ? []
      : [
          ...(proposal.lapsed.length === 0
            ? []
            : [{ heading: say('ruling.lapsed'), passages: proposal.lapsed.map(paragraph) }]),
          {
            heading: say('ruling.whole'),
            passages: proposal.events.length === 0 ? [paragraph(say('control.quiet'))] : proposal.events.map(paragraph),
          },
        ];
  return {
    title: say('ruling.title', { turn: proposal?.turn ?? 0 }),
    rows: rulingRows(state, context),
    empty: say(context.session?.standing().over ? 'ruling.over' : 'ruling.nothing'),
    aboutTitle: question?.channel ?? say('screen.ruling'),
    about: [...(seminar === null || question === null ? [] : aboutQuestion(question, seminar)), ...whole],
  };
}

const MODES = ['free', 'semi-rigid', 'rigid'] as const;
type Mode = (typeof MODES)[number];

const modeQuestion = (usual: Mode): Question => ({
  question: say('ruling.ask-mode', { usual }),
  whyNot: (text) => (text !== '' && modeOf(text) === null ? say('white.one-of', { names: MODES.join(', ') }) : null),
});

function modeOf(text: string): Mode | null {
  return MODES.find((mode) => text !== '' && mode.startsWith(text.toLowerCase())) ?? null;
}

const REASON: Question = { question: say('ruling.ask-reason'), whyNot: notBlank };

function taking(channel: string, ruling: ChanceRuling, mode: Mode, reason: string, said: string): Deed {
  return { kind: 'take', inputs: [{ kind: 'adjudication', channel, ruling, mode, reason }], said };
}

function reRolling({ channel, ruled }: ProposedQuestion): Deed {
  const drawn = ruled?.ruling.way === 're-roll' ? ruled.ruling.drawn + 1 : 1;
  return askInTurn([REASON, modeQuestion('semi-rigid')], ([reason = '', mode = '']) =>
    taking(channel, { way: 're-roll', drawn }, modeOf(mode) ?? 'semi-rigid', reason, say('ruling.said-rerolled')),
  );
}

function answerQuestion({ answers }: ProposedQuestion, key: 'ruling.ask-answer' | 'ruling.ask-which'): Question {
  const names = answers.map(({ name }) => name);
  return {
    question: say(key, { names: names.join(', ') }),
    whyNot: (text) => (answerIn(names, text) === null ? say('white.one-of', { names: names.join(', ') }) : null),
  };
}

function answerIn(names: readonly string[], text: string): string | null {
  const begun = names.filter((name) => text !== '' && name.startsWith(text));
  return names.find((name) => name === text) ?? (begun.length === 1 ? begun[0]! : null);
}

function moderating(question: ProposedQuestion): Deed {
  const names = question.answers.map(({ name }) => name);
  const chance = (text: string): number => Number(text.replace(/\s*%$/, '').replace(',', '.'));
  return askInTurn(
    [
      answerQuestion(question, 'ruling.ask-which'),
      {
        question: say('ruling.ask-chance'),
        whyNot: (text) => (text !== '' && chance(text) >= 0 && chance(text) <= 100 ? null : say('forecast.per-cent')),
      },
      REASON,
      modeQuestion('semi-rigid'),
    ],
    ([answer = '', odds = '', reason = '', mode = '']) =>
      taking(
        question.channel,
        { way: 'moderate', answer: answerIn(names, answer) ?? answer, chance: chance(odds) / 100 },
        modeOf(mode) ?? 'semi-rigid',
        reason,
        say('ruling.said-moderated'),
      ),
  );
}

function overriding(question: ProposedQuestion): Deed {
  const names = question.answers.map(({ name }) => name);
  return askInTurn(
    [answerQuestion(question, 'ruling.ask-answer'), REASON, modeQuestion('free')],
    ([answer = '', reason = '', mode = '']) =>
      taking(
        question.channel,
        { way: 'override', answer: answerIn(names, answer) ?? answer },
        modeOf(mode) ?? 'free',
        reason,
        say('ruling.said-overridden'),
      ),
  );
}

/** A stock gets a number, a machine a state. */
function settingByHand({ session }: Seminar): Deed {
  const { model } = session.ground;
  const machineOf = (name: string) => model.machines.find((machine) => machine.name === name);
  const isStock = (name: string): boolean => model.stocks.some((stock) => stock.name === name);
  const whatNot = (text: string): string | null =>
    isStock(text) || machineOf(text) !== undefined ? null : say('ruling.no-such', { name: text });
  return askInTurn([{ question: say('ruling.ask-what'), whyNot: whatNot }], ([name = '']) => {
    const states = machineOf(name)?.states.map((state) => state.name) ?? null;
    const valueNot = (text: string): string | null => {
      if (states !== null) return oneOf(states)(text);
      return text !== '' && Number.isFinite(Number(text)) ? null : say('ruling.a-number');
    };
    const question =
      states === null
        ? say('ruling.ask-number', { name })
        : say('ruling.ask-state', { name, names: states.join(', ') });
    return askInTurn([{ question, whyNot: valueNot }, REASON], ([value = '', reason = '']) => {
      const input: SessionInput = {
        kind: 'ruling',
        reason,
        stocks: states === null ? { [name]: Number(value) } : {},
        machines: states === null ? {} : { [name]: value },
      };
      return { kind: 'take', inputs: [input], said: say('ruling.said-set') };
    });
  });
}

const OWN: readonly KeyRow<ListState>[] = [
  keyFor(chosen, 'enter', say('ruling.override'), overriding),
  keyFor(chosen, 'm', say('ruling.moderate'), moderating),
  keyFor(chosen, 'r', say('ruling.reroll'), reRolling),
  keyFor(chosen, 'a', say('ruling.accept'), ({ channel, ruled }) =>
    taking(
      channel,
      { way: 'accept' },
      'rigid',
      '',
      say(ruled === null ? 'ruling.said-accepted' : 'ruling.said-withdrawn'),
    ),
  ),
  keyFor(
    (state, context) => (context.session?.standing().over === false ? anySeminar(state, context) : null),
    'e',
    say('ruling.by-hand'),
    settingByHand,
  ),
  {
    keys: ['n'],
    does: say('control.play'),
    footer: true,
    when: (_, context) => context.session?.standing().over === false,
    run: (state) => ({ state, deeds: [{ kind: 'play' }] }),
  },
];

export const RULING = listScreen<ListState>({
  id: 'ruling',
  start: () => LIST_START,
  own: OWN,
  rows: rulingRows,
  listing,
});
