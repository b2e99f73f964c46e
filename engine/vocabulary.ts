// The closed word lists of the engine and the types derived from them. Imports nothing.

/** The version of the scenario language that this engine reads (`greyzone: 1`). */
export const LANGUAGE_VERSION = 1;

export const TURN_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type TurnUnit = (typeof TURN_UNITS)[number];

export const TRUST_GRADES = ['good', 'fair', 'weak', 'guess'] as const;
export type Trust = (typeof TRUST_GRADES)[number];

export const CLAIM_KINDS = ['assumed', 'implied', 'contested'] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];

export const BETTER = ['lower', 'higher', 'neither'] as const;
export type Better = (typeof BETTER)[number];

/** Reductions of a quantity over the turns of a run. */
export const REDUCTIONS = [
  'ever',
  'turns',
  'first',
  'final',
  'start',
  'highest',
  'lowest',
  'average',
  'total',
] as const;
export type Reduction = (typeof REDUCTIONS)[number];

/** Aggregates over the members of a set. */
export const AGGREGATES = ['sum', 'mean', 'max', 'min', 'any', 'all', 'count'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** Why a run failed. A failed run is data: it is counted with its reason, the others stand. */
export const FAILURE_REASONS = [
  'chance out of range',
  'rate out of range',
  'stock not finite',
  'start not finite',
  'cost not finite',
  'outcome not finite',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Entries of a master scenario events list: planned, held back for a room that drifts, fitted to what it did, or added to load it. */
export const MSEL_KINDS = ['standard', 'contingency', 'adaptive', 'complexity'] as const;

export type MselKind = (typeof MSEL_KINDS)[number];

export const MSEL_STATUSES = ['draft', 'approved', 'released', 'complete', 'deferred', 'skipped'] as const;
export type MselStatus = (typeof MSEL_STATUSES)[number];

/** How the director rules: alone, starting from the model's odds, or as the model drew. */
export const ADJUDICATION_MODES = ['free', 'semi-rigid', 'rigid'] as const;
export type AdjudicationMode = (typeof ADJUDICATION_MODES)[number];

/** How a task was done: without challenges, with some challenges, with major challenges, not at all (HSEEP 2020). */
export const RATINGS = ['P', 'S', 'M', 'U'] as const;
export type Rating = (typeof RATINGS)[number];

/** How worlds are drawn: scrambled Sobol' points, Latin hypercube, Monte Carlo. */
export const DESIGN_KINDS = ['sobol', 'lhs', 'mc'] as const;
/** One of `DESIGN_KINDS`. */
export type DesignKind = (typeof DESIGN_KINDS)[number];

/** `auto`: chosen by the number of runs. The answers are the same, bit for bit. */
export const ENGINE_NAMES = ['auto', 'reference', 'kernel-js', 'kernel-wasm'] as const;
/** One of `ENGINE_NAMES`. */
export type EngineName = (typeof ENGINE_NAMES)[number];
export type ChosenEngine = Exclude<EngineName, 'auto'>;

/** The structural variant that is the file as written. */
export const BASE_VARIANT = 'base';

/** The seat of the facilitator: exists in every scenario, sees everything. */
export const WHITE_SEAT = 'white';
