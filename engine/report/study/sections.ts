// The report as data -> its sections in order: paragraphs, places of figures, tables. Pages, Markdown and LaTeX are made of these.

import { formatEstimate, formatShare, withoutError } from '../../analysis/figure.ts';
import { counted, grouped } from '../text-layout.ts';
import { figureOf, percent } from './measured.ts';
import { type PaperRow, paperRows } from './paper-rows.ts';
import type { Game, Group, Part, Study, StudyOutcome, StudySection, StudyTable } from './study.ts';

/** The sections of a report, in the order in which it tells them. */
export function studySections(study: Study): readonly StudySection[] {
  const leading = leadingOutcome(study);
  const sections = [
    summary(study),
    question(study),
    estimates(study),
    heatMaps(study),
    overTime(study),
    robustness(study),
    game(study),
    front(study),
    drivers(study),
    boxes(study),
    claims(study),
    assumptions(study),
    charts(study),
    reproduce(study),
    bulleted('limits', 'Limits', study.limits),
  ];
  return sections.map((section) => ({ ...section, leading }));
}

const EMPTY = { paragraphs: [], bullets: [], figures: [], tables: [], codes: [] } as const;

type Column = StudyTable['columns'][number];

function text(name: string): Column {
  return { name, align: 'left' };
}

function number(name: string): Column {
  return { name, align: 'right' };
}

/** A section that says why it is empty shows no figure and no table. */
function part(
  id: string,
  title: string,
  { words, about = [], why }: Part,
  shown: Partial<Pick<StudySection, 'figures' | 'tables' | 'bullets' | 'codes'>>,
): StudySection {
  const base = { ...EMPTY, id, title };
  if (why !== null) return { ...base, paragraphs: [why] };
  const tables = (shown.tables ?? []).filter(({ rows }) => rows.length > 0);
  return { ...base, ...shown, paragraphs: words, about, tables };
}

function bulleted(id: string, title: string, bullets: readonly string[]): StudySection {
  return { ...EMPTY, id, title, bullets };
}

/** Outcome by outcome, each with its label. */
function labelIn({ outcomes }: Study, name: string): string {
  return outcomes.find((one) => one.name === name)?.label ?? name;
}

function measureIn({ outcomes }: Study, name: string): string {
  const one = outcomes.find((outcome) => outcome.name === name);
  const direction = one === undefined || one.better === 'neither' ? '' : `; ${one.better} is better`;
  return one === undefined ? '' : `${one.measure}${direction}`;
}

type OnPaper = StudyTable['onPaper'] | undefined;

function spread(onPaper: OnPaper): Pick<StudyTable, 'onPaper'> {
  return onPaper === undefined ? {} : { onPaper };
}

/** A table about one outcome. */
function of(outcome: string, one: StudyTable, onPaper?: OnPaper): StudyTable {
  return { ...one, outcome, ...spread(onPaper) };
}

function betterOf({ outcomes }: Study, name: string): StudyOutcome['better'] {
  return outcomes.find((one) => one.name === name)?.better ?? 'neither';
}

/** Policies of the main group by the leading outcome, for tables that have no order of their own. */
function byLeading(study: Study, policies: readonly string[]): OnPaper {
  const leading = leadingOutcome(study);
  const { main, baseline } = study.design;
  const values = new Map(
    study.estimates.rows
      .filter((row) => row.outcome === leading && row.variant === main.variant && row.doctrine === main.doctrine)
      .map(({ policy, value }) => [policy, value.estimate]),
  );
  const rows = policies.map((policy): PaperRow => ({ policy, value: values.get(policy) ?? null }));
  return paperRows(rows, baseline, betterOf(study, leading));
}

/** The first outcome that has a better direction, else the first. */
export function leadingOutcome({ headline, outcomes }: Pick<Study, 'headline' | 'outcomes'>): string {
  return headline.outcome ?? outcomes[0]?.name ?? '';
}

function manyGroups({ design }: Study): boolean {
  return design.variants.length * design.doctrines.length > 1;
}

/** The group's columns, where there is more than one group. */
function groupColumns(study: Study): readonly Column[] {
  return manyGroups(study) ? [text('structure'), text('doctrine')] : [];
}

function groupCells(study: Study, { variant, doctrine }: Group): readonly string[] {
  return manyGroups(study) ? [variant, doctrine] : [];
}

function summary({ headline, robustness, claims, design }: Study): StudySection {
  const [first] = robustness.outcomes;
  return {
    ...EMPTY,
    id: 'summary',
    title: 'In short',
    paragraphs: [...headline.sentences, ...(first === undefined ? [] : [first.sentence]), ...claims.words.slice(0, 1)],
    bullets: design.failed > 0 ? [`${grouped(design.failed)} of ${grouped(design.runs)} runs failed.`] : [],
  };
}

function question(study: Study): StudySection {
  const { design, scenario, outcomes, policies } = study;
  const rows: readonly (readonly [string, string])[] = [
    ['scenario', `${scenario.id} ${scenario.version}`],
    ['time', `${scenario.from} to ${scenario.until}, ${scenario.turns} turns of a ${scenario.unit}`],
    ['runs', grouped(design.runs)],
    ['worlds', grouped(design.worlds)],
    ['replications in each world', grouped(design.replications)],
    ['design', design.design],
    ['seed', design.seed],
    ['engine', design.engine],
    ['baseline', design.baseline],
    ...Object.entries(design.settings).map(([name, value]) => [`held: ${name}`, String(value)] as const),
  ];
  const groups = [...new Set(policies.flatMap(({ options }) => options.map(({ group }) => group)))];
  return {
    ...EMPTY,
    id: 'question',
    title: 'Question and design',
    paragraphs: [...(scenario.purpose === null ? [] : [scenario.purpose]), ...design.words, ...design.refusals],
    tables: [
      table('design', 'What was run', [text('what'), text('is')], rows),
      table(
        'outcomes',
        'Outcomes of this report',
        [text('outcome'), text('name'), text('measure'), text('better')],
        outcomes.map(({ label, name, measure, better }) => [label, name, measure, better]),
      ),
      ...(groups.length === 0
        ? []
        : [
            {
              ...table(
                'policies',
                'Policies and their options',
                [text('policy'), ...groups.map(text)],
                policies.map(({ name, options }) => [
                  name,
                  ...groups.map((group) => options.find((one) => one.group === group)?.option ?? ''),
                ]),
              ),
              ...spread(
                byLeading(
                  study,
                  policies.map(({ name }) => name),
                ),
              ),
            },
          ]),
    ],
  };
}

function table(
  id: string,
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  note: string | null = null,
): StudyTable {
  return { id, caption, columns, rows, note };
}

const VERDICTS = { higher: 'higher', lower: 'lower', 'not distinguishable': 'not told apart' } as const;

function estimates(study: Study): StudySection {
  const { estimates: section, outcomes, design } = study;
  const tables = outcomes.map(({ name, label, better }) => {
    const own = section.rows.filter(({ outcome }) => outcome === name);
    const sized = own.map(
      ({ policy, value, variant, doctrine }): PaperRow => ({
        policy,
        value: value.estimate,
        group: `${variant}/${doctrine}`,
      }),
    );
    return of(
      name,
      table(
        `estimates-${name}`,
        `${label} (${measureIn(study, name)})`,
        [
          text('policy'),
          ...groupColumns(study),
          number('estimate'),
          number('95 % interval'),
          number(`minus ${design.baseline}`),
          number('95 % interval of the difference'),
          text('verdict'),
          text('may be best'),
        ],
        own.map((row) => [
          row.policy,
          ...groupCells(study, row),
          row.value.text,
          row.value.range,
          row.difference?.text ?? 'baseline',
          row.difference?.range ?? '',
          row.verdict === null ? '' : VERDICTS[row.verdict],
          row.candidate === null ? '' : row.candidate ? 'yes' : 'no',
        ]),
        notesOf(own),
      ),
      paperRows(sized, design.baseline, better),
    );
  });
  return part('estimates', 'Policies compared', section, { figures: ['estimates'], tables });
}

/** Each note once, with how many rows it is of. */
function notesOf(rows: Study['estimates']['rows']): string | null {
  const counts = new Map<string, number>();
  for (const { note } of rows) if (note !== null) counts.set(note, (counts.get(note) ?? 0) + 1);
  if (counts.size === 0) return null;
  return [...counts].map(([note, count]) => (count === 1 ? note : `${note} (${count} rows)`)).join('; ');
}

function heatMaps(study: Study): StudySection {
  const { maps } = study.heatMaps;
  const tables = maps.map(({ outcome, rows, columns, rowGroup, columnGroup, cells, ...group }) => {
    const where = manyGroups(study) ? `, ${group.variant}, ${group.doctrine}` : '';
    return of(
      outcome,
      table(
        `map-${outcome}-${group.variant}-${group.doctrine}`,
        `${labelIn(study, outcome)} by ${rowGroup} and ${columnGroup}${where}: estimate; difference to ${study.design.baseline}`,
        [text(rowGroup), ...columns.map(number)],
        rows.map((row, i) => [
          row,
          ...cells[i]!.map((cell) => {
            if (cell === null) return '';
            return cell.difference === null ? cell.value.text : `${cell.value.text}; ${cell.difference.text}`;
          }),
        ]),
      ),
    );
  });
  return part('maps', 'Options crossed', study.heatMaps, { figures: ['heat-maps'], tables });
}

/** To the digits that so many worlds support. */
function shareText(share: number, worlds: number): string {
  const mcse = Math.sqrt((share * (1 - share)) / Math.max(1, worlds));
  return mcse > 0 ? withoutError(formatShare(share, mcse)) : percent(share);
}

/** Quantiles after the last turn. Their errors are those of a normal law with this middle half: sqrt(p (1 - p) / n) / density, p = 5 % or 95 %. */
function stockTables(study: Study): readonly StudyTable[] {
  const { stocks, turns } = study.overTime;
  const last = turns.at(-1)?.label ?? '';
  const worlds = Math.max(1, study.overTime.futures / study.design.replications);
  return stocks.map(({ name, label, unit, members, policies }) => {
    const of = members.length > 1 ? `, mean of ${members.length} places` : '';
    return table(
      `stock-${name}`,
      `${label}${unit === null ? '' : `, ${unit}`}${of}: quantiles of the runs at the end (${last})`,
      [text('policy'), ...['5 %', '25 %', 'half', '75 %', '95 %'].map(number)],
      policies.map(({ policy, fan }) => {
        const end = fan.at(-1) ?? null;
        if (end === null) return [policy, ...Array.from({ length: 5 }, () => 'n/a')];
        const error = ((end[3] - end[1]) * OUTER_ERROR) / Math.sqrt(worlds);
        return [policy, ...end.map((value) => withoutError(formatEstimate(value, error)))];
      }),
    );
  });
}

/** Of an outer quantile, in widths of the middle half: sqrt(0.05 x 0.95) / 0.1031 / 1.349. */
const OUTER_ERROR = 1.57;

function overTime(study: Study): StudySection {
  const { overTime: section } = study;
  const last = section.turns.at(-1)?.label ?? '';
  const machines = section.machines.map(({ machine, label, members, states, policies }) =>
    table(
      `states-${machine}`,
      `${label}: share of ${members.length > 1 ? `runs and ${members.length} places` : 'runs'} in each state at the end (${last})`,
      [text('policy'), ...states.map(({ label: state }) => number(state)), number('runs')],
      policies.map(({ policy, shares, runs }) => [
        policy,
        ...shares.map((row) => {
          const end = row.at(-1) ?? null;
          return end === null ? 'n/a' : shareText(end, (runs.at(-1) ?? 0) / study.design.replications);
        }),
        grouped(runs.at(-1) ?? 0),
      ]),
    ),
  );
  const events = section.events.map(({ event, label, policies, horizon, basis }) =>
    of(
      event,
      table(
        `event-${event}`,
        `${label}: how soon it comes (${basis === 'batch' ? 'all runs of the batch' : `first ${grouped(section.futures)} futures`})`,
        [
          text('policy'),
          number(`come by turn ${horizon}`),
          number('95 % interval'),
          number('turn by which half have it'),
          number(`mean of min(turn, ${horizon})`),
          number('runs'),
        ],
        policies.map(({ policy, atEnd, median, restrictedMean, runs }) => [
          policy,
          atEnd.text,
          atEnd.range,
          median === null ? 'not within the horizon' : String(median),
          restrictedMean.text,
          grouped(runs),
        ]),
      ),
    ),
  );
  return part('over-time', 'Over time', section, {
    figures: [
      ...(section.machines.length > 0 ? (['machines'] as const) : []),
      ...(section.stocks.length > 0 ? (['stocks'] as const) : []),
      ...(section.events.length > 0 ? (['events'] as const) : []),
    ],
    tables: [...machines, ...stockTables(study), ...events],
  });
}

function robustness(study: Study): StudySection {
  const { policies, baseline } = study.design;
  const tables = study.robustness.outcomes.flatMap(({ outcome, metrics, regret }) => [
    of(
      outcome,
      table(
        `robustness-${outcome}`,
        `${labelIn(study, outcome)}: metrics of robustness (${measureIn(study, outcome)}), rank in brackets`,
        [text('policy'), ...metrics.map(({ label }) => number(label))],
        policies.map((policy) => [
          policy,
          ...metrics.map(({ scores }) => {
            const score = scores.find((one) => one.policy === policy);
            return score === undefined || score.rank === null ? 'n/a' : `${score.value.text} (${score.rank})`;
          }),
        ]),
        metricNotes(metrics),
      ),
      paperRows(
        policies.map((policy) => ({ policy, value: meanRank(metrics, policy) })),
        baseline,
        'lower',
      ),
    ),
    of(
      outcome,
      table(
        `regret-${outcome}`,
        `${labelIn(study, outcome)}: regret against the best policy of each world`,
        [text('policy'), number('mean'), number('95 % interval'), number('worlds in which none is better')],
        regret.map(({ policy, mean, bestIn }) => [policy, mean.text, mean.range, grouped(bestIn)]),
      ),
      paperRows(
        regret.map(({ policy, mean }) => ({ policy, value: mean.estimate })),
        baseline,
        'lower',
      ),
    ),
  ]);
  const asked = new Map(
    study.robustness.outcomes.flatMap(({ metrics }) => metrics.map(({ label, reading }) => [label, reading] as const)),
  );
  const meaning = table('metrics', 'What each metric asks', [text('metric'), text('asks')], [...asked]);
  return part('robustness', 'Robustness', study.robustness, { figures: ['regret'], tables: [meaning, ...tables] });
}

/** Rank by the mean over worlds. */
function meanRank(metrics: Study['robustness']['outcomes'][number]['metrics'], policy: string): number | null {
  const mean = metrics.find(({ metric }) => metric === 'laplace') ?? metrics[0];
  return mean?.scores.find((one) => one.policy === policy)?.rank ?? null;
}

/** Each note once, after the metrics that it is of. */
function metricNotes(metrics: Study['robustness']['outcomes'][number]['metrics']): string | null {
  const notes = [...new Set(metrics.flatMap(({ note }) => note ?? []))];
  const told = notes.map((note) => {
    const own = metrics.filter((one) => one.note === note).map(({ label }) => label);
    return `${own.join(', ')}: ${note}.`;
  });
  return told.length === 0 ? null : told.join(' ');
}

function game(study: Study): StudySection {
  const tables = study.game.games.map((one) => gameTable(study, one));
  return part('game', 'Policy against doctrine', study.game, { figures: ['game'], tables });
}

function gameTable(study: Study, { outcome, policies, doctrines, payoffs, worst, equilibrium }: Game): StudyTable {
  const worstCases = worst.map(({ policy, value }): PaperRow => ({ policy, value: value.estimate }));
  const onPaper = paperRows(worstCases, study.design.baseline, betterOf(study, outcome));
  return of(
    outcome,
    table(
      `game-${outcome}`,
      `${labelIn(study, outcome)} by policy and doctrine (${measureIn(study, outcome)})`,
      [
        text('policy'),
        ...doctrines.map(number),
        text('worst'),
        text('not told apart from the worst'),
        number('in the mixture'),
      ],
      policies.map((policy, i) => [
        policy,
        ...payoffs[i]!.map((one) => one.text),
        worst[i]?.doctrine ?? 'n/a',
        worst[i]?.notToldApart.join(', ') ?? '',
        equilibrium === null ? 'n/a' : percent(equilibrium.policies[i]!),
      ]),
    ),
    onPaper,
  );
}

function front(study: Study): StudySection {
  const { criteria, policies, resamples } = study.front;
  const shares = policies.map(({ policy, share }): PaperRow => ({ policy, value: share }));
  const tables = [
    {
      ...table(
        'front',
        `Front over ${criteria.length} outcomes`,
        [
          text('policy'),
          ...criteria.map((name) => number(labelIn(study, name))),
          text('on the front'),
          number('share of resamples'),
        ],
        policies.map(({ policy, values, onFront, standing, share }) => [
          policy,
          ...values.map((one) => one.text),
          `${onFront ? 'yes' : 'no'}, ${standing}`,
          percent(share),
        ]),
        `The share is of ${resamples} resamples of the worlds; surely: at least 95 %, surely not: at most 5 %.`,
      ),
      ...spread(paperRows(shares, study.design.baseline, 'higher')),
    },
  ];
  return part('front', 'Several outcomes together', study.front, { figures: ['front'], tables });
}

function drivers(study: Study): StudySection {
  const tables = study.drivers.outcomes.flatMap(({ outcome, best, underBest, ofDifference, worth, worthWorlds }) => [
    ...(
      [
        ['best', `${labelIn(study, outcome)} under ${best}`, underBest],
        ['difference', `${labelIn(study, outcome)}, ${best} minus ${study.design.baseline}`, ofDifference],
      ] as const
    ).flatMap(([id, caption, shares]) =>
      shares === null
        ? []
        : [
            of(
              outcome,
              table(
                `drivers-${outcome}-${id}`,
                `${caption}: share of the variance of world means`,
                [text('uncertainty'), text('name'), number('share'), number('95 % interval'), text('trust')],
                shares.rows.map((row) => [
                  row.label,
                  row.uncertainty,
                  row.share.text,
                  row.share.range,
                  row.trust ?? '',
                ]),
                shares.others > 0 ? `${shares.others} more uncertainties have smaller shares.` : null,
              ),
            ),
          ],
    ),
    of(
      outcome,
      table(
        `worth-${outcome}`,
        `${labelIn(study, outcome)}: what it would be worth to know one uncertainty before choosing`,
        [text('uncertainty'), text('name'), number('gain'), number('95 % interval')],
        worth.map((row) => [row.label, row.uncertainty, row.value.text, row.value.range]),
        worthWorlds > 0 && worthWorlds < study.drivers.worlds ? `From the first ${grouped(worthWorlds)} worlds.` : null,
      ),
    ),
  ]);
  return part('drivers', 'What drives it', study.drivers, { figures: ['drivers'], tables });
}

function boxes(study: Study): StudySection {
  const tables = study.boxes.boxes.flatMap(({ outcome, policy, box }) =>
    box === null
      ? []
      : [
          of(
            outcome,
            table(
              `box-${outcome}`,
              `${labelIn(study, outcome)}: limits of the box in which ${policy} fails most`,
              [
                text('uncertainty'),
                text('name'),
                number('from'),
                number('to'),
                number('quasi-p'),
                number('halves that name it too'),
              ],
              box.limits.map(({ label, uncertainty, low, high, quasiP, again }) => [
                label,
                uncertainty,
                low === null ? 'lowest' : short(low),
                high === null ? 'highest' : short(high),
                quasiP < 0.001 ? 'below 0.001' : quasiP.toFixed(3),
                again === null ? 'n/a' : percent(again),
              ]),
              'Quasi-p: the chance of so dense a box if this limit were idle. It is called quasi because the limit was sought where it looks good.',
            ),
          ),
        ],
  );
  return part('boxes', 'Where the best policy fails', study.boxes, { figures: ['boxes'], tables });
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)) + 0);
}

function claims(study: Study): StudySection {
  const tables = [
    table(
      'claims',
      'Claims of the author and what the batch says of them',
      [
        text('claim'),
        text('says'),
        text('kind'),
        text('structure'),
        text('verdict'),
        text('effect, above 0 as claimed'),
        number('worlds'),
      ],
      study.claims.rows.map(({ id, says, kind, variant, verdict, effects, holdsIn, onlyIf, reason }) => [
        id,
        says,
        kind,
        variant,
        onlyIf === null ? verdict : `${verdict} ${onlyIf}`,
        effects.map(({ value }) => (value.range === 'n/a' ? figureOf(value) : value.range)).join('; ') ||
          (reason ?? ''),
        `${grouped(holdsIn.worlds)} of ${grouped(holdsIn.of)}`,
      ]),
    ),
  ];
  return part('claims', 'Claims', study.claims, { tables });
}

function assumptions(study: Study): StudySection {
  const { judgements, sources, leavesOut, variants } = study.assumptions;
  const tables: StudyTable[] = [
    {
      ...table(
        'judgements',
        'Numbers that rest on judgement or weak evidence',
        [
          text('number'),
          text('name'),
          number('value'),
          number('range'),
          text('unit'),
          text('trust'),
          text('why'),
          text('sources'),
        ],
        judgements.map((one) => [
          one.label,
          one.name,
          one.value,
          one.range,
          one.unit ?? '',
          one.trust ?? '',
          one.why ?? '',
          one.sources.join(', '),
        ]),
      ),
      ...spread(judgementsOnPaper(study)),
    },
    table(
      'variants',
      'Structural variants',
      [text('variant'), text('what differs from the base')],
      variants.map(({ variant, changes }) => [variant, changes.join('; ')]),
    ),
    table(
      'sources',
      'Sources',
      [text('id'), text('source')],
      sources.map(({ id, text: words }) => [id, words]),
    ),
  ];
  return part('assumptions', 'Assumptions and sources', study.assumptions, { bullets: leavesOut, tables });
}

const JUDGEMENTS_ON_PAPER = 24;

/** Those that drive the leading outcome or the choice; if these are few, the weakest too. */
function judgementsOnPaper(study: Study): OnPaper {
  const { judgements } = study.assumptions;
  if (judgements.length <= JUDGEMENTS_ON_PAPER) return undefined;
  const leading = study.drivers.outcomes.find(({ outcome }) => outcome === leadingOutcome(study));
  const drivers = [
    ...(leading?.underBest.rows ?? []),
    ...(leading?.ofDifference?.rows ?? []),
    ...(leading?.worth ?? []),
  ].map(({ uncertainty }) => uncertainty.replace(/\[.*$/, ''));
  const driving = [...judgements.keys()].filter((place) => drivers.includes(judgements[place]!.name));
  const chosen = new Set([...driving, ...judgements.keys()].slice(0, JUDGEMENTS_ON_PAPER));
  const rows = [...judgements.keys()].filter((place) => chosen.has(place));
  const first =
    driving.length === 0
      ? 'the weakest'
      : 'first those that are listed as drivers of the leading outcome, then the weakest';
  return {
    rows,
    note: `On paper: ${rows.length} of them, ${first}. ${counted(judgements.length - rows.length, 'row is', 'rows are')} left out; the page on a screen, the Markdown and the JSON have them.`,
  };
}

function charts(study: Study): StudySection {
  return part('charts', 'State machines', study.charts, { figures: ['charts'] });
}

function reproduce({ reproduce: { commands, scenarioHash, digest, environment }, program }: Study): StudySection {
  return {
    ...EMPTY,
    id: 'reproduce',
    title: 'To make this again',
    paragraphs: [
      'The same commands with the same program give the same numbers, bit for bit, on any machine and for any number of workers.',
    ],
    codes: commands.map(({ command }) => command),
    tables: [
      table(
        'reproduce',
        'Versions and checksums',
        [text('what'), text('is')],
        [
          ['greyzone', program],
          ['SHA-256 of the texts of the scenario', scenarioHash],
          ['digest of all outcomes (SHA-256)', digest],
          ...environment.map(({ what, version }) => [what, version]),
        ],
      ),
    ],
  };
}
