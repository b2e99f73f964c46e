// A report by hand: every section filled, small, with numbers that follow plain rules. `word` is put wherever a scenario has a text.

import { measured, measuredDifference, plain, share } from '../../../engine/report/study/measured.ts';
import type {
  DriverShares,
  Fan,
  FigureId,
  Measured,
  Study,
  StudyOutcome,
  StudySection,
} from '../../../engine/report/study/study.ts';

export const FIGURES: readonly FigureId[] = [
  'estimates',
  'heat-maps',
  'machines',
  'stocks',
  'events',
  'regret',
  'game',
  'front',
  'drivers',
  'boxes',
  'charts',
];

const REASSURANCE = ['none', 'rotational troops', 'tripwire battalions', 'forward brigades'] as const;
const INTEGRATION = ['as it was', 'language and media', 'full programme'] as const;
const TURNS = 12;
const EMPTY = { words: [], why: null } as const;

export function sampleStudy(word = ''): Study {
  const t = (text: string): string => (word === '' ? text : `${text} ${word}`);
  const outcomes: readonly StudyOutcome[] = [
    {
      name: 'violence',
      label: t('Deadly violence'),
      unit: null,
      better: 'lower',
      kind: 'share',
      measure: 'share of runs',
    },
    {
      name: 'cohesion',
      label: t('Cohesion of the alliance'),
      unit: 'index',
      better: 'higher',
      kind: 'mean',
      measure: 'mean, index',
    },
    {
      name: 'cost',
      label: t('Cost'),
      unit: 'million euro',
      better: 'lower',
      kind: 'mean',
      measure: 'mean, million euro',
    },
  ];
  const grid = REASSURANCE.flatMap((reassurance, row) =>
    INTEGRATION.map((integration, column) => ({
      name: t(`${reassurance} + ${integration}`),
      reassurance,
      integration,
      row,
      column,
    })),
  );
  const policies = grid.map(({ name }) => name);
  const baseline = policies[0]!;
  const levelOf = (outcome: string, row: number, column: number): number =>
    outcome === 'violence'
      ? 0.31 - 0.05 * row - 0.06 * column + 0.02 * row * column
      : outcome === 'cohesion'
        ? 0.52 + 0.06 * row - 0.015 * row * row + 0.01 * column
        : 120 + 90 * row + 55 * column;
  const errorOf = (outcome: string): number => (outcome === 'cost' ? 0.4 : 0.011);
  const around = (value: number, mcse: number) => ({
    estimate: value,
    mcse,
    interval: { low: value - 1.96 * mcse, high: value + 1.96 * mcse },
  });
  const levelAt = (outcome: StudyOutcome, row: number, column: number): Measured =>
    measured(outcome, around(levelOf(outcome.name, row, column), errorOf(outcome.name)));
  const differenceOf = (outcome: StudyOutcome, row: number, column: number): Measured | null =>
    row === 0 && column === 0
      ? null
      : measuredDifference(
          outcome,
          around(levelOf(outcome.name, row, column) - levelOf(outcome.name, 0, 0), errorOf(outcome.name)),
        );
  const verdictOf = (measured: Measured | null) =>
    measured?.interval == null
      ? null
      : measured.interval.low > 0
        ? ('higher' as const)
        : measured.interval.high < 0
          ? ('lower' as const)
          : ('not distinguishable' as const);
  const main = { variant: 'base', doctrine: 'patient' };
  const chosen = [0, 2, 6, 11].map((place) => grid[place]!);
  const turns = Array.from({ length: TURNS }, (_, i) => ({ turn: i + 1, label: `week ${i + 1}` }));
  const states = ['quiet', 'grievance', 'unrest', 'seizure', 'armed conflict'].map((name) => ({
    name,
    label: t(name),
  }));
  const sharesAt = (turn: number, calm: number): readonly number[] => {
    const up = (turn / TURNS) * (1.1 - calm);
    const raw = [1 - up * 0.8, up * 0.45, up * 0.2, up * 0.1, up * 0.05];
    const sum = raw.reduce((a, b) => a + b);
    return raw.map((one) => one / sum);
  };
  const drivers = (scale: number): DriverShares => ({
    rows: [
      'attribution skill',
      'grievance at the start',
      'resolve of the Kremlin',
      'speed of consultation',
      'reach of media',
    ].map((label, i) => ({
      uncertainty: label.replaceAll(' ', '_'),
      label: t(label),
      trust: 'weak' as const,
      share: share(around(scale * (0.34 - 0.085 * i), 0.02)),
      told: i < 4,
    })),
    sum: 0.8,
    others: 9,
    noiseShare: 0.08,
    reason: null,
  });
  const random = (i: number): number => ((i * 7919) % 997) / 997;
  return {
    format: 'greyzone.report/1',
    program: '0.0.0',
    scenario: {
      id: 'sample',
      version: '1.0.0',
      hash: '0'.repeat(64),
      title: t('A sample: two levers in one year'),
      question: t('Which mix of reassurance and integration keeps the peace at a price that can be paid?'),
      purpose: t('To try the page.'),
      notFor: t('Forecasts.'),
      turns: TURNS,
      unit: 'week',
      from: '1 March 2014',
      until: '29 August 2014',
    },
    design: {
      seed: 'sample',
      design: 'sobol',
      worlds: 512,
      replications: 4,
      settings: {},
      engine: 'kernel-wasm',
      refusals: [],
      variants: ['base'],
      policies,
      doctrines: ['patient', 'bold', t('improvising')],
      baseline,
      arms: 36,
      futures: 2048,
      runs: 73_728,
      failed: 0,
      failures: [],
      main,
      words: [],
    },
    outcomes,
    policies: grid.map(({ name, reassurance, integration }) => ({
      name,
      options: [
        { group: 'reassurance', option: t(reassurance) },
        { group: 'integration', option: t(integration) },
      ],
    })),
    headline: { outcome: 'violence', sentences: [t('The full programme is best.')], rows: [] },
    estimates: {
      ...EMPTY,
      rows: outcomes.flatMap((outcome) =>
        grid.map(({ name, row, column }) => {
          const difference = differenceOf(outcome, row, column);
          return {
            ...main,
            outcome: outcome.name,
            policy: name,
            value: levelAt(outcome, row, column),
            difference,
            verdict: verdictOf(difference),
            candidate: null,
            runs: 2048,
            missing: 0,
            note: null,
          };
        }),
      ),
    },
    heatMaps: {
      ...EMPTY,
      maps: outcomes.slice(0, 2).map((outcome) => ({
        ...main,
        outcome: outcome.name,
        rowGroup: t('reassurance'),
        columnGroup: t('integration'),
        rows: REASSURANCE.map(t),
        columns: INTEGRATION.map(t),
        cells: REASSURANCE.map((_, row) =>
          INTEGRATION.map((_, column) => {
            if (row === 3 && column === 0) return null;
            const difference = differenceOf(outcome, row, column);
            return {
              policy: policies[row * INTEGRATION.length + column]!,
              value: levelAt(outcome, row, column),
              difference,
              verdict: verdictOf(difference),
            };
          }),
        ),
      })),
    },
    overTime: {
      ...EMPTY,
      futures: 512,
      failed: 0,
      turns,
      policies: chosen.map(({ name }, i) => ({
        policy: name,
        role: (['baseline', 'contrast', 'worst', 'best'] as const)[i]!,
      })),
      machines: [
        {
          machine: 'ladder',
          label: t('Ladder of escalation'),
          members: ['narva', 'riga'],
          states,
          policies: chosen.map(({ name }, i) => ({
            policy: name,
            shares: states.map((_, state) =>
              turns.map(({ turn }) => (i === 2 && turn > 9 ? null : sharesAt(turn, i * 0.25)[state]!)),
            ),
            runs: turns.map(() => 512),
          })),
        },
      ],
      stocks: [
        {
          name: 'fear',
          label: t('Fear'),
          unit: 'index',
          members: [],
          policies: chosen.map(({ name }, i) => ({
            policy: name,
            fan: turns.map(({ turn }): Fan | null => {
              if (i === 2 && turn > 9) return null;
              const middle = 20 + turn * (1.4 - 0.3 * i);
              return [middle - turn / 2, middle - turn / 5, middle, middle + turn / 4, middle + turn * 0.7];
            }),
          })),
        },
      ],
      events: [
        {
          event: 'first_death',
          label: t('First death'),
          basis: 'batch',
          horizon: TURNS,
          policies: chosen.map(({ name }, i) => ({
            policy: name,
            curve: turns.map(({ turn }) => {
              const came = (1 - Math.exp(-turn / 14)) * (0.42 - 0.09 * i);
              return {
                turn,
                share: came,
                mcse: 0.01,
                interval: { low: Math.max(0, came - 0.02), high: came + 0.02 },
                events: 3,
                atRisk: 400,
              };
            }),
            median: null,
            restrictedMean: plain(around(20 + i, 0.2)),
            atEnd: share(around(0.36 - 0.08 * i, 0.01)),
            runs: 2048,
          })),
        },
      ],
    },
    robustness: {
      ...EMPTY,
      worlds: 512,
      resamples: 200,
      outcomes: [
        {
          outcome: 'violence',
          threshold: 0.2,
          sentence: '',
          metrics: (['laplace', 'maximin', 'regret-90', 'starr-domain'] as const).map((metric, m) => ({
            metric,
            label: t(['mean over worlds', 'worst world', 'regret of the unlucky', 'worlds that satisfy'][m]!),
            reading: '',
            robust: m === 3 ? ('larger' as const) : ('smaller' as const),
            note: null,
            scores: grid.map(({ name, row, column }) => ({
              policy: name,
              value: share(around(Math.min(0.95, levelOf('violence', row, column) * (1 + m * 0.4)), 0.011)),
              rank: null,
              first: null,
            })),
          })),
          regret: grid.map(({ name, row, column }) => ({
            policy: name,
            mean: measuredDifference(outcomes[0]!, around(levelOf('violence', row, column) - 0.13, 0.008)),
            p90: 0.2,
            greatest: 0.4,
            bestIn: 30,
          })),
        },
      ],
    },
    game: {
      ...EMPTY,
      games: [
        {
          variant: 'base',
          outcome: 'violence',
          policies,
          doctrines: ['patient', 'bold', t('improvising')],
          payoffs: grid.map(({ row, column }) =>
            [0, 0.07, 0.03].map((more) => share(around(levelOf('violence', row, column) + more, 0.011))),
          ),
          worst: grid.map(({ name }) => ({
            policy: name,
            doctrine: 'bold',
            value: share(around(0.2, 0.01)),
            notToldApart: [],
          })),
          maximin: policies[11]!,
          minimax: 'bold',
          saddle: true,
          equilibrium: null,
        },
      ],
    },
    front: {
      ...EMPTY,
      criteria: ['violence', 'cost'],
      resamples: 200,
      policies: grid.map(({ name, row, column }) => ({
        policy: name,
        values: [levelAt(outcomes[0]!, row, column), levelAt(outcomes[2]!, row, column)],
        onFront: row <= 1,
        share: row === 0 ? 1 : row === 1 ? 0.5 : 0,
        standing: row === 0 ? 'surely' : row === 1 ? 'maybe' : 'surely not',
        dominatedBy: [],
      })),
    },
    drivers: {
      ...EMPTY,
      worlds: 512,
      outcomes: [
        {
          outcome: 'violence',
          best: policies[11]!,
          underBest: drivers(1),
          ofDifference: drivers(0.6),
          worth: ['attribution skill', 'grievance at the start'].map((label, i) => ({
            uncertainty: label,
            label: t(label),
            value: measuredDifference(outcomes[0]!, around(0.02 - 0.015 * i, 0.004)),
            attained: 0.01,
          })),
          worthWhy: null,
          worthWorlds: 512,
          perfect: null,
          split: { world: null, chance: null, reason: null },
        },
      ],
    },
    boxes: {
      ...EMPTY,
      boxes: [
        {
          outcome: 'violence',
          policy: policies[11]!,
          rule: 'in the worst fifth of the worlds',
          worlds: 512,
          failing: 102,
          inputs: { tried: 12, of: 12 },
          box: {
            words: '',
            limits: [
              { uncertainty: 'skill', label: t('Attribution skill'), low: null, high: 0.31, least: 0.1, most: 0.9 },
              {
                uncertainty: 'grievance',
                label: t('Grievance at the start'),
                low: 0.62,
                high: null,
                least: 0.2,
                most: 0.8,
              },
              { uncertainty: 'days', label: t('Days to consult'), low: 4, high: 5, least: 1, most: 21 },
            ].map((limit) => ({ ...limit, quasiP: 0.01, again: 0.9 })),
            coverage: 0.71,
            density: 0.64,
            mass: 0.16,
          },
          baseDensity: 0.2,
          trajectory: Array.from({ length: 22 }, (_, i) => ({
            coverage: 1 - i * 0.035,
            density: 0.2 + 0.62 * (1 - Math.exp(-i / 8)),
            mass: 1 - i * 0.04,
            restricted: Math.min(3, Math.ceil(i / 6)),
          })),
          halves: null,
          scatter: {
            x: 'skill',
            y: 'grievance',
            points: Array.from({ length: 240 }, (_, i) => {
              const [x, y] = [0.1 + 0.8 * random(i), 0.2 + 0.6 * random(3 * i + 5)];
              return [x, y, x < 0.36 && y > 0.58 ? 1 : 0] as const;
            }),
          },
          reason: null,
        },
      ],
    },
    claims: { ...EMPTY, rows: [], command: '' },
    assumptions: { ...EMPTY, judgements: [], sources: [], leavesOut: [], variants: [] },
    charts: {
      ...EMPTY,
      charts: [
        {
          machine: 'ladder',
          label: t('Ladder of escalation'),
          dot: `digraph "ladder" { node [shape=box, style="rounded,filled", fillcolor="#f5f5f5", color="#555555", fontname="Helvetica", fontsize=11]; edge [color="#555555", fontname="Helvetica", fontsize=9]; "ladder:start" [shape=point]; "ladder:start" -> "ladder:quiet"; "ladder:quiet" -> "ladder:unrest" [label="grievance > 0.4 & cold"]; "ladder:unrest" -> "ladder:quiet" [label=${JSON.stringify(t('after 4 weeks'))}]; }`,
        },
      ],
    },
    reproduce: { commands: [], scenarioHash: '0'.repeat(64), digest: '0'.repeat(64), environment: [] },
    limits: [],
  };
}

/** Two sections that hold every figure, tables short and long, and a code. */
export function sampleSections(study: Study): readonly StudySection[] {
  const rows = study.estimates.rows.map(({ outcome, policy, value, difference, verdict }) => [
    policy,
    outcome,
    value.text,
    difference?.text ?? '–',
    verdict ?? '–',
  ]);
  const columns = (['Policy', 'Outcome', 'Estimate', 'Difference', 'Verdict'] as const).map((name) => ({
    name,
    align: name === 'Estimate' || name === 'Difference' ? ('right' as const) : ('left' as const),
  }));
  return [
    {
      id: 'findings',
      title: 'What was found',
      paragraphs: [
        study.headline.sentences[0]!,
        'Each policy meets the same futures, so that a difference between two of them is a difference of policy and not of luck. Intervals cover the truth in nineteen of twenty batches.',
      ],
      bullets: ['One thing.', 'Another thing.'],
      figures: FIGURES.slice(0, 5),
      tables: [
        { id: 'estimates', caption: 'Estimates of all policies', columns, rows, note: 'Over 2,048 futures each.' },
        { id: 'short', caption: 'The first three', columns, rows: rows.slice(0, 3), note: null },
      ],
      codes: [],
    },
    {
      id: 'robust',
      title: 'How robust that is',
      paragraphs: [study.scenario.question],
      bullets: [],
      figures: FIGURES.slice(5),
      tables: [{ id: 'none', caption: 'Nothing', columns, rows: [], note: null }],
      codes: ['greyzone batch sample --out folder\ngreyzone report folder -o report.html'],
    },
  ];
}
