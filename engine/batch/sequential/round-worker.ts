// A worker thread of a sequential batch: receives the setup once and a part of a round at a time. Started by file name, never imported.

import { Tinypool } from 'tinypool';
import { createPartRunner, type PartAnswer, type RoundPart, type RoundSetup } from './round-part.ts';

let run: ((part: RoundPart) => Promise<PartAnswer>) | null = null;

export default function runPart(part: RoundPart): Promise<PartAnswer> {
  run ??= createPartRunner(Tinypool.workerData as RoundSetup);
  return run(part);
}
