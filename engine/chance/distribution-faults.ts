// In: a distribution as somebody wrote it. Out: everything that is wrong with its numbers, in plain words.
// Whatever passes here can be drawn from without a further check.

import { type Distribution, support, variance } from './distribution.ts';

/** Shapes of a beta distribution for which the quantile is accurate. */
const MIN_BETA_SHAPE = 0.01;
const MAX_BETA_SHAPE = 1e6;
/** How many standard deviations from its mean a cut normal may at most begin. */
const MAX_TAIL = 8;

/** One sentence a fault, without a full stop; an empty list for a sound distribution. */
export function distributionFaults(distribution: Distribution): string[] {
  const faults = [...notNumbers(distribution)];
  if (faults.length === 0) faults.push(...shapeFaults(distribution));
  if (faults.length === 0) faults.push(...sizeFaults(distribution));
  return faults;
}

function* notNumbers(distribution: Distribution): Generator<string> {
  for (const [name, value] of Object.entries(distribution)) {
    if (typeof value === 'number' && !Number.isFinite(value)) yield `${name} is not a finite number`;
    if (Array.isArray(value) && !value.every(Number.isFinite)) yield `${name} has an entry that is not a finite number`;
  }
}

function* shapeFaults(distribution: Distribution): Generator<string> {
  switch (distribution.kind) {
    case 'uniform':
      yield* rangeFaults(distribution);
      break;
    case 'triangular':
    case 'pert':
      yield* rangeFaults(distribution);
      yield* modeFaults(distribution);
      break;
    case 'truncated-normal':
      yield* positive('sd', distribution.sd);
      yield* rangeFaults(distribution);
      yield* tailFaults(distribution);
      break;
    case 'normal':
      yield* positive('sd', distribution.sd);
      break;
    case 'lognormal':
      yield* positive('median', distribution.median);
      yield* positive('sigma', distribution.sigma);
      break;
    case 'beta':
      yield* betaShape('alpha', distribution.alpha);
      yield* betaShape('beta', distribution.beta);
      yield* rangeFaults(distribution);
      break;
    case 'discrete':
      yield* weightFaults(distribution);
      break;
  }
}

function* rangeFaults({ low, high }: { readonly low: number; readonly high: number }): Generator<string> {
  if (low > high) yield `low ${low} is above high ${high}`;
}

function* modeFaults({ low, mode, high }: Extract<Distribution, { mode: number }>): Generator<string> {
  if (mode < low) yield `mode ${mode} is below low ${low}`;
  if (mode > high) yield `mode ${mode} is above high ${high}`;
}

function* tailFaults({ mean, sd, low, high }: Extract<Distribution, { kind: 'truncated-normal' }>): Generator<string> {
  if (!(sd > 0)) return;
  if (low > mean + MAX_TAIL * sd) yield `the range begins more than ${MAX_TAIL} sd above the mean ${mean}`;
  if (high < mean - MAX_TAIL * sd) yield `the range ends more than ${MAX_TAIL} sd below the mean ${mean}`;
}

function* positive(name: string, value: number): Generator<string> {
  if (!(value > 0)) yield `${name} ${value} is not above 0`;
}

function* betaShape(name: string, value: number): Generator<string> {
  if (!(value >= MIN_BETA_SHAPE && value <= MAX_BETA_SHAPE))
    yield `${name} ${value} is not between ${MIN_BETA_SHAPE} and ${MAX_BETA_SHAPE}`;
}

function* weightFaults({ values, weights }: Extract<Distribution, { kind: 'discrete' }>): Generator<string> {
  if (values.length === 0) yield 'there are no values';
  if (values.length !== weights.length) yield `there are ${values.length} values but ${weights.length} weights`;
  const negative = weights.find((weight) => weight < 0);
  if (negative !== undefined) yield `weight ${negative} is negative`;
  else if (weights.length > 0 && !weights.some((weight) => weight > 0)) yield 'the weights sum to 0';
}

/** Finite parameters can still reach past the largest double: a lognormal with sigma 100 does. */
function* sizeFaults(distribution: Distribution): Generator<string> {
  const [low, high] = support(distribution);
  if (!Number.isFinite(high - low) || !Number.isFinite(variance(distribution)))
    yield 'it reaches values too large to calculate with';
}
