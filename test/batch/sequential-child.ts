// A process that runs the stored batch of a folder until its goal is decided, to be killed by a test. Says a word after each block.

import type { Sought } from '../../engine/batch/sequential/goal.ts';
import { planUntil, runUntil } from '../../engine/batch/sequential/run-until.ts';
import { openBatchFolder } from '../../engine/batch/store/batch-folder.ts';
import { planOf } from '../../engine/batch/store/stored-plan.ts';

const [, , folder = '', sought = ''] = process.argv;
const opened = openBatchFolder(folder);
const plan = planOf(opened.manifest);
const { until } = planUntil(JSON.parse(sought) as Sought, plan);
await runUntil(opened, plan, until!, { workers: 1, onProgress: () => process.stdout.write('block\n') });
