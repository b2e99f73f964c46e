// The grammar of a scenario file. Its values have the right shapes, but may be nonsense still: names are not looked up here.

import * as z from 'zod';
import {
  BETTER,
  CLAIM_KINDS,
  DESIGN_KINDS,
  LANGUAGE_VERSION,
  MSEL_KINDS,
  MSEL_STATUSES,
  TRUST_GRADES,
  TURN_UNITS,
} from '../vocabulary.ts';

const NAME = /^[a-z][a-z0-9_]*$/;
const SCENARIO_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const TARGET = /^[a-z][a-z0-9_]*(\[[a-z][a-z0-9_]*\])?$/;

const name = z
  .string()
  .regex(NAME, { error: 'expected a name of lower-case letters, digits and underscores that begins with a letter' });
const target = z.string().regex(TARGET, { error: 'expected a name, as fear, fear[latvia] or fear[all]' });
const text = z.string().min(1, { error: 'expected some words' });
const formula = z.union([z.number(), z.string(), z.boolean()]).meta({ description: 'A formula or a number' });
const whole = (low: number, high: number) => {
  const error = `expected a whole number from ${low} to ${high}`;
  return z.int({ error }).min(low, { error }).max(high, { error });
};
const interval = z.tuple([z.number(), z.number()]);
const oneOrMore = z.union([name, z.array(name).min(1)]);

const provenance = {
  source: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .meta({ description: 'Ids of the source register, or the word judgement' }),
  why: text.optional(),
  trust: z.enum(TRUST_GRADES).optional(),
  note: text.optional(),
};
const described = { label: text.optional(), unit: text.optional(), ...provenance };

const numbers = z.array(z.number());
const distributionShapes = {
  uniform: numbers.length(2).optional().meta({ description: '[low, high]' }),
  triangular: numbers.length(3).optional().meta({ description: '[low, mode, high]' }),
  normal: numbers.length(2).optional().meta({ description: '[mean, standard deviation]' }),
  lognormal: numbers.length(2).optional().meta({ description: '[median, standard deviation of the logarithm]' }),
  beta: numbers.length(2).optional().meta({ description: '[alpha, beta]' }),
  pert: numbers.length(3).optional().meta({ description: '[low, mode, high]' }),
  discrete: z.record(z.string(), z.number()).optional().meta({ description: '{ value: weight, ... }' }),
  within: interval.optional().meta({ description: '[low, high]: cuts a normal, stretches a beta' }),
};

const seatList = z.union([z.literal('all'), z.array(name).min(1)]);
const seenBy = z.union([
  seatList,
  z.strictObject({
    exactly: seatList.optional(),
    one_turn_late: seatList.optional(),
    with_noise: z.record(name, z.number().positive()).optional(),
    if: z.strictObject({ seats: z.array(name).min(1), when: formula }).optional(),
  }),
]);

const effects = z.record(target, formula).meta({ description: 'stock: what is added; "= FORMULA" sets' });
const happening = {
  effects: effects.optional(),
  inject: oneOrMore.optional(),
  news: text.optional(),
  importance: whole(1, 3).optional(),
};

const fact = z.strictObject({
  ...described,
  each: name.optional(),
  value: z.number().optional(),
  values: z.record(name, z.number()).optional(),
  range: interval.optional(),
});

const uncertainty = z.strictObject({ ...described, each: name.optional(), ...distributionShapes });
const noise = z.strictObject({ ...described, each: name.optional(), ...distributionShapes });

const perTurn = z.union([
  z.number(),
  z.string().regex(/^\s*[0-9.eE+-]+ per turn\s*$/, { error: 'expected a number, or "0.3 per turn"' }),
]);
const lever = z.strictObject({
  ...described,
  each: name.optional(),
  seat: name,
  levels: z.record(name, z.number()),
  start: name.optional(),
  ramp: z.union([perTurn, z.strictObject({ up: perTurn.optional(), down: perTurn.optional() })]).optional(),
  cost: z.union([formula, z.record(name, formula)]).optional(),
  seen_by: seenBy.optional(),
});

const stock = z.strictObject({
  ...described,
  each: name.optional(),
  start: z.union([formula, z.record(name, formula)]),
  range: interval,
  integer: z.boolean().optional(),
  phase: name.optional(),
  next: formula.optional(),
  seen_by: seenBy.optional(),
});

const auxiliary = z.strictObject({
  ...described,
  each: name.optional(),
  is: formula,
  variants: z.record(name, formula).optional(),
});

const incident = z.strictObject({
  ...provenance,
  label: text.optional(),
  each: name.optional(),
  phase: name,
  when: formula.optional(),
  chance: formula.optional(),
  rate: formula.optional(),
  seen_by: seenBy.optional(),
  ...happening,
});

const transition = z.strictObject({
  to: name,
  when: formula.optional(),
  chance: formula.optional(),
  after: formula.optional(),
  ...happening,
  ...provenance,
});
const transitions = z.array(transition);

const stateBody = z.strictObject({
  label: text.optional(),
  note: text.optional(),
  initial: name.optional(),
  get states(): z.ZodOptional<z.ZodRecord<typeof name, typeof state>> {
    return z.record(name, state).optional();
  },
  leave: transitions.optional(),
});
const state: z.ZodUnion<[z.ZodLiteral<'final'>, typeof transitions, typeof stateBody]> = z.union([
  z.literal('final'),
  transitions,
  stateBody,
]);

const machine = z.strictObject({
  ...provenance,
  label: text.optional(),
  each: name.optional(),
  phase: name,
  initial: name,
  states: z.record(name, state),
  seen_by: seenBy.optional(),
  variants: z
    .record(
      name,
      z.strictObject({ initial: name, states: z.record(name, state), note: text.optional(), why: text.optional() }),
    )
    .optional(),
});

const moment = z.union([z.int(), z.string()]);
const rule = z.strictObject({
  each: name.optional(),
  from: moment.optional(),
  until: moment.optional(),
  when: formula.optional(),
  set: z.record(target, name),
  note: text.optional(),
  why: text.optional(),
});
const ruleList = z.array(rule).min(1);
const option = z.union([z.record(target, name), ruleList]);

const inject = z.strictObject({
  ...provenance,
  label: text.optional(),
  turn: whole(1, 4096).optional(),
  date: z.union([z.string(), z.int()]).optional().meta({ description: '2014-09, 2014-09-15 or 2014' }),
  when: formula.optional(),
  by: z.literal('hand').optional(),
  seen_by: seenBy.optional(),
  ...happening,
});

const outcome = z.strictObject({
  ...described,
  each: name.optional(),
  is: formula,
  better: z.enum(BETTER).optional(),
});

const numberSettings = z.record(target, z.number());
const claimArm = z.strictObject({
  policy: text.optional(),
  doctrine: name.optional(),
  variant: name.optional(),
  settings: numberSettings.optional().meta({ description: 'Facts and uncertainties held at a number in this arm' }),
});
/** Which keys belong together is for `build-claims.ts` to say: it can say it better. */
const claim = z.strictObject({
  says: text.optional().meta({ description: 'The statement, in one sentence' }),
  kind: z.enum(CLAIM_KINDS).optional().meta({ description: 'assumed restates an input' }),
  source: provenance.source,
  note: text.optional(),
  arms: z
    .record(name, claimArm)
    .optional()
    .meta({ description: 'name: { policy, doctrine, variant, settings }, one or more' }),
  compare: z
    .union([z.array(text).length(2), z.record(name, z.array(name).length(2))])
    .optional()
    .meta({ description: 'Short form of arms: two policies, or two options of one group' }),
  expect: z
    .string()
    .optional()
    .meta({ description: 'outcome[arm] > outcome[arm], ... within 0.1; with compare: outcome lower' }),
  where: z
    .record(target, interval)
    .optional()
    .meta({ description: 'Only worlds in which these uncertainties lie in [low, high] count' }),
  under: z.array(name).min(1).optional().meta({ description: 'Structural variants, each a row of its own' }),
  tested_in: z
    .string()
    .regex(SCENARIO_ID, { error: 'expected the id of a scenario' })
    .optional()
    .meta({ description: 'Id of the scenario in which the claim of this id is tested' }),
});

const series = z.strictObject({
  ...described,
  source: z
    .union([z.string(), z.array(z.string()).min(1)])
    .meta({ description: 'Ids of the source register, or the word judgement' }),
  is: formula.optional(),
  per_turn: formula.optional(),
  observed: z
    .union([z.number(), z.record(z.string(), z.number())])
    .meta({ description: 'What is on record: one number for "is", { 2015: 3, 2014-09/2014-12: 1 } for "per_turn"' }),
  informs: oneOrMore.optional().meta({ description: 'Uncertainties that the series can teach something about' }),
});

const record = z.strictObject({
  policy: text,
  doctrine: name.optional(),
  variants: z.array(name).min(1).optional(),
  series: z
    .record(name, series)
    .refine((table) => Object.keys(table).length > 0, { error: 'expected at least one series' }),
  cannot_tell: z.array(text).min(1).optional(),
});

const texts = z.array(text).min(1);
const minutes = z
  .number({ error: 'expected a number of minutes' })
  .gt(0, { error: 'expected more than 0 minutes' })
  .max(1440, { error: 'expected at most 1440 minutes, a day' });
const turnSpan = z.tuple([whole(1, 4096), whole(1, 4096)]).meta({ description: '[first, last] turn, counted from 1' });

const seminarMove = z.strictObject({
  title: text.optional(),
  turns: z
    .union([turnSpan, whole(1, 4096)])
    .meta({ description: '[first, last] turn from 1, or how many turns follow the ones before' }),
  minutes,
  situation: text,
  questions: z.record(name, texts).optional().meta({ description: 'For discussion: { all: [...], estonia: [...] }' }),
});
const roleSheet = z.strictObject({
  who: text.meta({ description: 'Who you are' }),
  aims: texts,
  brings: texts.meta({ description: 'What you bring to the table: means, knowledge, standing' }),
  advice: texts.optional(),
  source: provenance.source,
});
const mselEntry = z.strictObject({
  inject: name.optional().meta({ description: 'An inject of the scenario, whose news is the text' }),
  text: text.optional().meta({ description: 'Exact words; with inject: instead of its news' }),
  label: text.optional(),
  at: z
    .strictObject({
      move: name.optional(),
      turn: whole(1, 4096).optional(),
      minute: z.number().min(0, { error: 'expected a minute from 0' }).optional(),
    })
    .optional()
    .meta({ description: 'When it is planned: { move: first, minute: 4 } or { turn: 3 }; minutes of the move' }),
  when: formula.optional(),
  by: z.literal('hand').optional(),
  from: text.meta({ description: 'Who speaks: a seat, a paper, a mayor' }),
  to: z.union([z.literal('all'), oneOrMore]).meta({ description: 'Seats that get it, or all' }),
  delivery: text.meta({ description: 'How it comes: a card, on the screen, a telephone call' }),
  expected: text.meta({ description: 'What the room is expected to do with it' }),
  objective: oneOrMore.meta({ description: 'The objectives it serves' }),
  kind: z.enum(MSEL_KINDS).optional(),
  status: z.enum(MSEL_STATUSES).optional(),
  reason: text.optional().meta({ description: 'Why it is deferred or skipped' }),
  minutes: minutes.optional().meta({ description: 'What it takes of the time of its move' }),
  notes: text.optional().meta({ description: 'For the white cell' }),
  source: provenance.source,
});

const seminar = z.strictObject({
  aim: text,
  type: text.optional().meta({ description: 'Kind of exercise, as seminar or tabletop exercise' }),
  handling: text.meta({ description: 'The line on every page, as FOR TRAINING ONLY, UNCLASSIFIED' }),
  objectives: z.record(name, text).refine((list) => Object.keys(list).length > 0, {
    error: 'expected at least one objective',
  }),
  constraints: texts.optional(),
  limitations: texts.optional(),
  assumptions: texts.optional(),
  minutes: minutes.optional().meta({ description: 'Time at hand, from STARTEX to the end of the hot wash' }),
  briefing: minutes.optional().meta({ description: 'Minutes before the first move' }),
  hot_wash: minutes.optional().meta({ description: 'Minutes after the last move' }),
  moves: z
    .record(name, seminarMove)
    .refine((moves) => Object.keys(moves).length > 0, { error: 'expected at least one move' }),
  not_played: z
    .array(z.strictObject({ turns: turnSpan, why: text }))
    .min(1)
    .optional()
    .meta({ description: 'Turns of the clock that belong to no move' }),
  roles: z.record(name, roleSheet),
  evaluation: z
    .array(z.strictObject({ objective: name, capability: text, tasks: texts }))
    .min(1)
    .meta({ description: 'What is looked for: objective, capability, critical tasks' }),
  msel: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, { error: 'expected an id as N-01' }), mselEntry),
  retired: texts.optional().meta({ description: 'Ids of entries that are gone; they are never used again' }),
  watch: z
    .record(text, formula)
    .optional()
    .meta({ description: 'label: CONDITION; preflight says how often a run comes there, by move' }),
});

const seat = z.strictObject({
  name: text.optional(),
  brief: text.optional(),
  note: text.optional(),
  budget: z
    .union([perTurn, z.strictObject({ start: z.number().optional(), per_turn: z.number().optional() })])
    .optional(),
});

const set = z.union([z.array(name).min(1), z.looseObject({ of: name })]);
const source = z.union([z.string(), z.looseObject({})]);

export const scenarioFile = z.strictObject({
  greyzone: z.literal(LANGUAGE_VERSION, { error: `expected the language version ${LANGUAGE_VERSION}` }),
  id: z.string().regex(SCENARIO_ID, {
    error: 'expected lower-case words joined by hyphens, the same as the folder',
  }),
  version: z
    .string({ error: 'expected a version as 1.0.0' })
    .regex(/^\d+\.\d+\.\d+$/, { error: 'expected a version as 1.0.0' })
    .optional(),
  title: text,
  question: text,
  purpose: text.optional(),
  not_for: text.optional(),
  note: text.optional(),
  extends: z.union([text, z.array(text).min(1)]).optional(),
  without: z.array(text).min(1).optional(),
  clock: z.strictObject({
    start: z.union([z.string(), z.int()]).meta({ description: '2014-09, 2014-09-15 or 2014' }),
    turn: z.enum(TURN_UNITS),
    turns: whole(1, 4096),
  }),
  phases: z.array(name).min(1),
  seats: z.record(name, z.union([text, seat])).optional(),
  sets: z.record(name, set).optional(),
  labels: z.record(name, text).optional(),
  sources: z.record(z.string(), source).optional(),
  facts: z.record(name, fact).optional(),
  uncertainties: z.record(name, uncertainty).optional(),
  levers: z.record(name, lever).optional(),
  stocks: z.record(name, stock).optional(),
  auxiliaries: z.record(name, auxiliary).optional(),
  noise: z.record(name, noise).optional(),
  incidents: z.record(name, incident).optional(),
  machines: z.record(name, machine).optional(),
  options: z.record(name, z.record(name, option)).optional(),
  policies: z.record(name, z.record(name, name)).optional(),
  doctrines: z
    .record(
      name,
      z.union([ruleList, z.strictObject({ label: text.optional(), note: text.optional(), rules: ruleList })]),
    )
    .optional(),
  strategies: z.record(name, ruleList).optional(),
  injects: z.record(name, inject).optional(),
  outcomes: z
    .record(name, outcome)
    .refine((outcomes) => Object.keys(outcomes).length > 0, { error: 'expected at least one outcome' }),
  claims: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, { error: 'expected an id as SF-01' }), claim)
    .optional(),
  record: record.optional(),
  seminar: seminar.optional(),
  'end when': formula.optional(),
  defaults: z
    .strictObject({
      baseline: text.optional(),
      policies: z.array(text).min(1).optional(),
      doctrines: z.array(name).min(1).optional(),
      variants: z.array(name).min(1).optional(),
      outcomes: z.array(text).min(1).optional(),
      worlds: whole(1, 4_294_967_295).optional(),
      replications: whole(1, 1_048_576).optional(),
      design: z.enum(DESIGN_KINDS).optional(),
    })
    .optional(),
});

export type ScenarioFile = z.infer<typeof scenarioFile>;
export type FormulaText = z.infer<typeof formula>;
export type SeenByFile = z.infer<typeof seenBy>;
export type ClaimFile = z.infer<typeof claim>;
export type ClaimArmFile = z.infer<typeof claimArm>;
export type RuleFile = z.infer<typeof rule>;
export type StateFile = z.infer<typeof state>;
export type SeminarFile = z.infer<typeof seminar>;
export type MselEntryFile = z.infer<typeof mselEntry>;
export type SeriesFile = z.infer<typeof series>;
export type TransitionFile = z.infer<typeof transition>;
export type DistributionFile = Pick<z.infer<typeof uncertainty>, keyof typeof distributionShapes>;

/** What an editor shows beside each key at the top of a file. */
const SECTIONS: Readonly<Record<keyof ScenarioFile, string>> = {
  greyzone: 'Version of the scenario language: 1',
  id: 'Short name, the same as the folder',
  version: 'Version of this scenario, as 1.0.0',
  title: 'Title for tables and reports',
  question: 'The question that the scenario answers, in one sentence',
  purpose: 'What the scenario is for',
  not_for: 'What the scenario must not be used for',
  note: 'Free text',
  extends: 'What this scenario builds on: ids of scenarios, or files as ../parts/council.yaml',
  without: 'What is taken out of it first: [injects, machines.assurance]',
  clock: 'First turn, length of a turn, number of turns',
  phases: 'The steps of a turn, in order',
  seats: 'Who decides, and with which budget; the seat white always exists',
  sets: 'What things are indexed by: country: [estonia, latvia]',
  labels: 'What members of sets are called in texts',
  sources: 'Register of sources by id; may also stand in sources.yaml beside the scenario',
  facts: 'Known constants, each with a source or a reason',
  uncertainties: 'Quantities that nobody knows, drawn once per world',
  levers: 'What a seat can set, in named levels',
  stocks: 'What carries over from turn to turn',
  auxiliaries: 'Named formulas without memory',
  noise: 'Continuous draws, fresh every turn',
  incidents: 'What may happen in a turn',
  machines: 'What has states, with transitions by condition, chance or time',
  options: 'Groups of options: who sets which lever when',
  policies: 'Names for combinations of one option of each group',
  doctrines: 'Strategies of the adversary',
  strategies: 'What holds the levers that no option and no doctrine sets, by seat',
  injects: 'Planned events, by turn, date, condition or hand',
  outcomes: 'What is measured: reductions over the turns of a run',
  claims: 'Causal statements that a comparison can test',
  record: 'What really happened: dated observations to hold simulated runs against',
  seminar: 'How a room plays it: objectives, moves, role sheets, master events list, evaluation',
  'end when': 'Condition that ends a run early',
  defaults: 'What compare does when nothing is asked',
};

/** The grammar as JSON Schema (draft 2020-12), for editors. */
export function scenarioSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(scenarioFile, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(schema.properties ?? {}).map(([key, property]) => [
    key,
    { ...(property as object), description: SECTIONS[key as keyof ScenarioFile] },
  ]);
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    title: 'greyzone scenario',
    description: 'A scenario file of greyzone, language version 1',
  };
}
