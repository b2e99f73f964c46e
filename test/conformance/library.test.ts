// Every scenario of the library keeps the promises of a scenario: checked without a warning, documented in the order of the others, sourced and
// graded, the same on every engine, with claims that can be tested and a record that can be held against it.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planBatch } from '../../engine/batch/plan-batch.ts';
import { runBatch } from '../../engine/batch/run-batch.ts';
import { planClaimBatches, runClaims } from '../../engine/batch/run-claims.ts';
import { planClaims } from '../../engine/model/claim-plan.ts';
import { inspectScenario } from '../../engine/model/inspect-scenario.ts';
import { lower } from '../../engine/model/lower.ts';
import { renderProblems } from '../../engine/problem.ts';
import { testClaims } from '../../engine/report/test-claims.ts';
import { openScenario, shippedScenarios } from '../../engine/scenario-folder.ts';
import { shippedScenario } from '../shipped.ts';

const LIBRARY = [
  'bad-map',
  'baltic-2014',
  'bronze-soldier-2007',
  'direct-attack',
  'lisbon-2010',
  'lithuania',
  'maritime-year',
  'narva-spring',
  'rupture-2014',
  'silence-broken',
];

/** The order of the ODD protocol for describing models (Grimm and others 2006, 2020). */
const CHAPTERS = [
  '1. Purpose and patterns',
  '2. Entities, state variables and scales',
  '3. Process overview and scheduling',
  '4. Design concepts',
  '5. Initialisation',
  '6. Input data',
  '7. Submodels',
];

/** Number of each stylised fact of the source documents. */
const FACTS = Array.from({ length: 36 }, (_, i) => `SF-${String(i + 1).padStart(2, '0')}`);

test('the library is complete', () => {
  const ids = shippedScenarios().map(({ id }) => id);
  for (const id of LIBRARY) expect(ids).toContain(id);
});

test('every stylised fact is a claim of baltic-2014, tested there or in another scenario', () => {
  const { claims, claimsElsewhere } = shippedScenario('baltic-2014');
  const here = claims.map(({ id }) => id);
  for (const id of FACTS) {
    if (here.includes(id)) continue;
    const elsewhere = claimsElsewhere.find((claim) => claim.id === id);
    expect(elsewhere?.testedIn, id).toBeDefined();
    expect(
      shippedScenario(elsewhere?.testedIn ?? '').claims.map((claim) => claim.id),
      id,
    ).toContain(id);
  }
});

describe.each(LIBRARY)('%s', (id) => {
  const folder = shippedScenarios().find((shipped) => shipped.id === id)?.folder ?? '';
  const opened = openScenario(id);
  const { scenario, problems } =
    opened.texts === null ? { scenario: null, problems: opened.problems } : inspectScenario(opened.texts);

  test('has no problem, not even a warning', () => {
    expect(renderProblems(problems, new Map(opened.files.map(({ name, text }) => [name, text])))).toBe('');
  });

  test('says what it is for and what it must not be used for', () => {
    expect(scenario?.purpose?.length ?? 0).toBeGreaterThan(60);
    expect(scenario?.notFor?.length ?? 0).toBeGreaterThan(60);
    expect(scenario?.question).toMatch(/\?$/);
  });

  test('is described chapter by chapter, with a register of sources beside it', () => {
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    const places = CHAPTERS.map((chapter) => readme.indexOf(`\n## ${chapter}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(readme.slice(0, places[0])).toMatch(/not for/i);
    expect(existsSync(join(folder, 'sources.yaml'))).toBe(true);
  });

  test('gives every seat a brief that can be read out', () => {
    for (const { name, brief } of scenario?.seats.filter((seat) => seat.name !== 'white') ?? [])
      expect(brief?.length ?? 0, name).toBeGreaterThan(120);
  });

  test('grades every number, and gives a range to every judgement that could be otherwise', () => {
    const unknowns = [...(scenario?.uncertainties.values() ?? [])];
    expect(unknowns.length).toBeGreaterThan(4);
    for (const { name, provenance } of unknowns) expect(provenance.trust, name).not.toBeNull();
    const facts = [...(scenario?.facts.values() ?? [])];
    for (const { name, provenance } of facts)
      expect(provenance.sources.length > 0 || provenance.why !== null, name).toBe(true);
  });

  test('gives the same runs on the reference and on both kernels', async () => {
    if (scenario === null) throw new Error('not usable');
    for (const variant of scenario.variants) {
      const { model } = lower(scenario, { variant });
      if (model === null) throw new Error('not lowered');
      const policies = (scenario.defaults.policies ?? model.policies.map(({ name }) => name)).slice(0, 3);
      const question = {
        variants: [variant],
        policies,
        doctrines: model.doctrines.map(({ name }) => name),
        seed: 'library',
        design: 'sobol' as const,
        worlds: 2,
        replications: 1,
        settings: [],
      };
      const digests = await Promise.all(
        (['reference', 'kernel-js', 'kernel-wasm'] as const).map(async (engine) => {
          const { plan } = planBatch({ ...question, engine }, [model]);
          if (plan === null) throw new Error('not planned');
          const end = await runBatch(plan, { workers: 0 });
          return end.kind === 'done' ? `${end.result.digest} ${end.result.failed.length}` : 'interrupted';
        }),
      );
      expect(new Set(digests).size, digests.join()).toBe(1);
      expect(digests[0]).toMatch(/ 0$/);
    }
  });

  test('has claims, and every one of them gets a verdict', async () => {
    if (scenario === null) throw new Error('not usable');
    const { plan, faults } = planClaims(scenario, scenario.claims, new Map());
    if (plan === null) throw new Error(JSON.stringify(faults));
    const question = { seed: 'library', worlds: 40, replications: 1, settings: [] };
    const { batches } = planClaimBatches({ ...question, design: 'sobol', engine: 'kernel-js' }, plan);
    if (batches === null) throw new Error('not planned');
    const end = await runClaims(batches, { workers: 0 });
    if (end.kind !== 'done') throw new Error('interrupted');
    const section = testClaims(end.run, { scenario: id, all: true });
    expect(section.claims.map((claim) => claim.id)).toEqual(scenario.claims.map((claim) => claim.id));
    expect(section.claims.length).toBeGreaterThan(1);
  });
});
