// The documented shape of `greyzone.compare/1`, strict: a key that nobody documented fails, and so does a missing one.

import * as z from 'zod';
import { BETTER, DESIGN_KINDS, FAILURE_REASONS } from '../../engine/vocabulary.ts';

const number = z.number().nullable();
const interval = z.strictObject({ low: z.number(), high: z.number() }).nullable();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const names = { arm: count, variant: z.string(), policy: z.string(), doctrine: z.string() };
const basis = z.enum(['worlds', 'replications']);

export const compareSchema = z.strictObject({
  format: z.literal('greyzone.compare/1'),
  scenario: z.strictObject({
    id: z.string(),
    version: z.string(),
    hash: sha256,
    title: z.string(),
    question: z.string(),
    turns: count,
  }),
  engine: z.strictObject({ name: z.string(), version: z.string(), refusals: z.array(z.string()) }),
  seed: z.string(),
  design: z.enum(DESIGN_KINDS),
  worlds: count,
  replications: count,
  settings: z.record(z.string(), z.number()),
  baseline: z.string(),
  arms: z.array(z.strictObject({ ...names, runs: count, failed: count })),
  outcomes: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      unit: z.string().nullable(),
      better: z.enum(BETTER),
      kind: z.enum(['mean', 'share']),
    }),
  ),
  estimates: z.array(
    z.strictObject({
      ...names,
      outcome: z.string(),
      estimate: number,
      mcse: number,
      interval,
      n: count,
      missing: count,
      quantiles: z.strictObject({ p05: number, p25: number, p50: number, p75: number, p95: number }),
      variance: z.strictObject({ epistemic: number, aleatory: number, interval, reason: z.string().nullable() }),
      note: z.string().nullable(),
    }),
  ),
  differences: z.array(
    z.strictObject({
      ...names,
      outcome: z.string(),
      baseline: z.string(),
      estimate: number,
      mcse: number,
      interval,
      confidence: z.number(),
      verdict: z.enum(['higher', 'lower', 'not distinguishable']),
      varianceReduction: number,
      differing: number,
      differingWorlds: count,
      n: count,
      worlds: count,
      dropped: count,
      oneSided: count,
      basis,
      note: z.string().nullable(),
    }),
  ),
  rankings: z.array(
    z.strictObject({
      variant: z.string(),
      doctrine: z.string(),
      outcome: z.string(),
      best: z.string().nullable(),
      order: z.array(z.string()),
      notToldApart: z.array(z.string()),
      confidence: z.number(),
    }),
  ),
  failures: z.array(
    z.strictObject({
      ...names,
      world: count,
      replication: count,
      reason: z.enum(FAILURE_REASONS),
      turn: z.int().min(1),
      phase: z.string().nullable(),
      element: z.string(),
      reproduce: z.string(),
    }),
  ),
  timing: z.strictObject({ seconds: z.number(), workers: count, runs: count }),
  digest: sha256,
  reproduce: z.string(),
});
