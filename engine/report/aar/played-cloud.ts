// A played case -> its line inside a cloud of futures that nobody played.

import { quantile } from '../../analysis/quantiles.ts';
import { standingAmong } from '../../case/benchmark.ts';
import { cloudOf, playedLine } from '../../case/cloud.ts';
import { observe } from '../../case/observation.ts';
import { tellingNumbers } from '../../case/telling-numbers.ts';
import { lower } from '../../model/lower.ts';
import { settingsByName } from '../../model/setting.ts';
import { positionOf } from '../../reference/run.ts';
import { WHITE_SEAT } from '../../vocabulary.ts';
import type { PlayedCloud } from './aar.ts';
import type { Played } from './source.ts';

/** So many numbers are drawn. */
const NUMBERS = 8;

/** From the start, with policy and doctrine of the opening and the injects as the scenario plans them, in worlds drawn anew. */
export function playedCloud(played: Played, futures: number): PlayedCloud {
  const { ground, scenario, standing } = played;
  const { opening, arm } = ground;
  const lowered = lower(scenario, { variant: opening.variant, settings: settingsByName(opening.settings) });
  const { model } = lowered;
  if (model === null) return nothing('the model could not be made a second time');
  const seen = tellingNumbers(scenario, observe(ground, standing, WHITE_SEAT), null);
  const shown = seen
    .filter(({ name }) => [...model.stocks, ...model.auxiliaries].some((one) => one.name === name))
    .slice(0, NUMBERS);
  const names = shown.map(({ name }) => name);
  const cloud = cloudOf(model, arm, `${opening.seed}/cloud`, futures, names);
  if ('unsupported' in cloud) return nothing(`its model is more than a compiled engine can take: ${cloud.unsupported}`);
  const lines = playedLine(ground, standing.runs, names);
  const ends = positionOf(standing.run).outcomes;
  return {
    ...{ why: null, futures, failed: cloud.failed },
    fans: shown.map(({ name, label, unit }, i) => {
      const rows = cloud.fans[i]!.rows;
      const line = lines[i]!;
      const inside = line.filter((value, turn) => value >= rows[turn]![0] && value <= rows[turn]![4]).length;
      return { name, label, unit, rows, played: line, inside };
    }),
    outcomes: ground.model.outcomes.map(({ name, label, kind }, index) => {
      const values = cloud.outcomes[index]!.values;
      const sorted = Float64Array.from(values);
      const at = (p: number): number | null => (values.length === 0 ? null : quantile(sorted, p));
      const value = ends?.[index];
      const isKnown = value !== undefined && !Number.isNaN(value);
      return {
        ...{ name, label, kind },
        played: isKnown ? value : null,
        mean: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length,
        ...{ p05: at(0.05), p50: at(0.5), p95: at(0.95) },
        below: isKnown && values.length > 0 ? standingAmong(values, value) : null,
      };
    }),
  };
}

function nothing(why: string): PlayedCloud {
  return { why, futures: 0, failed: 0, fans: [], outcomes: [] };
}
