// A seminar case made for a test, and its report.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCase } from '../../../engine/case/case-store.ts';
import { replayCase } from '../../../engine/case/replay.ts';
import type { Session } from '../../../engine/case/session.ts';
import type { Scenario } from '../../../engine/language/scenario.ts';
import type { Aar } from '../../../engine/report/aar/aar.ts';
import { type AarSize, buildAar } from '../../../engine/report/aar/build-aar.ts';
import type { AarSource } from '../../../engine/report/aar/source.ts';
import { playSeminar } from './seminar-case.ts';

/** The folder is gone when this returns: what is read from it is kept. */
export function sourceOf(scenario: Scenario, play: (file: string) => Session): AarSource {
  const folder = mkdtempSync(join(tmpdir(), 'greyzone-aar-'));
  try {
    const file = join(folder, 'evening.case.jsonl');
    const session = play(file);
    session.close();
    const read = readCase(session.file);
    if ('fault' in read) throw new Error(read.fault);
    const { fault, standing, standings } = replayCase(session.ground, read.log);
    if (fault !== null || standing === null) throw new Error(fault?.message);
    return {
      ground: session.ground,
      scenario,
      log: read.log,
      standing,
      standings,
      file: 'evening.case.jsonl',
      program: '1.2.3',
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function seminarSource(scenario: Scenario, turns: number, write?: string): AarSource {
  return sourceOf(scenario, (file) => playSeminar(scenario, file, turns, write));
}

export function reportOf(source: AarSource, size: AarSize): Aar {
  const work = buildAar(source, size);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
