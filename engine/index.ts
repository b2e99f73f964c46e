// The front door: what the screens may use, in the order of the pipeline. Named exports, nothing else.

export { type BatchResult, sampleOf } from './batch/batch-result.ts';
export { everyPolicy } from './batch/every-policy.ts';
export { type Plan, planBatch } from './batch/plan-batch.ts';
// Batch
export type { DesignName, Question, Setting } from './batch/question.ts';
export {
  type BatchEnd,
  type BatchProgress,
  defaultWorkers,
  MAX_WORKERS,
  runBatch,
  WorkerFault,
} from './batch/run-batch.ts';
export { unknownName } from './batch/unknown-name.ts';
// Chance
export { MAX_REPLICATIONS, MAX_WORLDS } from './chance/channel.ts';
export { checkScenario } from './language/check-scenario.ts';
export type { Scenario } from './language/scenario.ts';
export { scenarioSchema } from './language/scenario-file.ts';
// Model
export { lower } from './model/lower.ts';
export type { Model } from './model/model.ts';
export { createWorlds } from './model/worlds.ts';
export { isError, type Problem, renderProblem, renderProblems, sortProblems } from './problem.ts';
export { dotDiagram } from './reference/diagram-dot.ts';
export { mermaidDiagram } from './reference/diagram-mermaid.ts';
export { xstateDiagram } from './reference/diagram-xstate.ts';
// Reference
export { createDraws } from './reference/draws.ts';
export { createReference } from './reference/reference.ts';
export { type SimulatedRun, simulate } from './reference/simulate.ts';
export type { TurnRecord } from './reference/turn-record.ts';
// Report
export { compareArms } from './report/compare-arms.ts';
export { compareCsv } from './report/compare-csv.ts';
export { compareTable } from './report/compare-table.ts';
export { COMPARE_FORMAT, type Comparison, compareJson } from './report/comparison.ts';
export { type RunNames, runStory } from './report/run-story.ts';
export { alignColumns, type Paint, printable, type Tone, wrap } from './report/text-layout.ts';
// Scenario
export { openScenario, shippedScenarios } from './scenario-folder.ts';
// Words
export { BASE_VARIANT, DESIGN_KINDS, ENGINE_NAMES, type EngineName } from './vocabulary.ts';
