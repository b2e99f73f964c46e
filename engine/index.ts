// The front door: what the screens may use, in the order of the pipeline. Named exports, nothing else.

// Words: what everybody speaks of.

export { isError, type Place, type Problem, renderProblems, sortProblems } from './problem.ts';
export { BASE_VARIANT, type DesignKind, type EngineName, WHITE_SEAT } from './vocabulary.ts';

// Language: texts -> a checked scenario.

export { openCoverage } from './coverage-file.ts';
export { checkScenario } from './language/check-scenario.ts';
export type { Coverage } from './language/coverage.ts';
export { ingredientsOf, type Reader, readersOf } from './language/readers.ts';
export type {
  Claim,
  ClaimElsewhere,
  MselEntry,
  MselMoment,
  RoleSheet,
  Scenario,
  SeminarElement,
  SeminarMove,
} from './language/scenario.ts';
export { scenarioSchema } from './language/scenario-file.ts';
export { openScenario, shippedHeads, shippedScenarios } from './scenario-folder.ts';

// Model: a scenario under one variant -> what the engines run.

export { type AuditNumber, auditModel, auditNumbers, isJudged } from './model/audit-numbers.ts';
export { planClaims } from './model/claim-plan.ts';
export { inspectScenario } from './model/inspect-scenario.ts';
export { lower } from './model/lower.ts';
export type { Model } from './model/model.ts';
export { withSeminarPlayed } from './model/preflight-model.ts';
export { withRecordAsOutcomes } from './model/record-outcomes.ts';
export { type Setting, settingsByName } from './model/setting.ts';
export { elementOf, memberOf } from './model/slot-name.ts';
export { createWorlds } from './model/worlds.ts';

// Reference: one run at a time, with its story and its pictures.

export { dotDiagram } from './reference/diagram-dot.ts';
export { mermaidDiagram } from './reference/diagram-mermaid.ts';
export { xstateDiagram } from './reference/diagram-xstate.ts';
export { createDraws } from './reference/draws.ts';
export { createReference } from './reference/reference.ts';
export { type SimulatedRun, simulate } from './reference/simulate.ts';

// Kernel: the compiled engines, as text.

export { printJsKernel } from './kernel/js-kernel.ts';
export { printWasmKernel } from './kernel/wasm-kernel.ts';

// Batch: a question -> a plan -> results.

export { everyPolicy } from './batch/every-policy.ts';
export { planBatch } from './batch/plan-batch.ts';
export type { Question } from './batch/question.ts';
export { firstRuns, planAudit, runAudit } from './batch/run-audit.ts';
export { type BatchOptions, type BatchProgress, defaultWorkers, MAX_WORKERS, runBatch } from './batch/run-batch.ts';
export { type ClaimsBatches, planClaimBatches, runClaims } from './batch/run-claims.ts';
export { planPreflight, runPreflight } from './batch/run-preflight.ts';
export { defaultReachRuns, planReach, runReach } from './batch/run-reach.ts';
export { createRunningTotal } from './batch/running-total.ts';
export { unknownName } from './batch/unknown-name.ts';

// Report: results -> estimates as a document, tables and texts.

export { auditReport } from './report/audit.ts';
export { auditCsv } from './report/audit-csv.ts';
export { auditText } from './report/audit-text.ts';
export { CLAIMS_FORMAT, type ClaimsReport, type ClaimsSection } from './report/claims.ts';
export { claimsCsv } from './report/claims-csv.ts';
export { claimsTable } from './report/claims-table.ts';
export { compareArms } from './report/compare-arms.ts';
export { compareCsv } from './report/compare-csv.ts';
export { compareTable } from './report/compare-table.ts';
export type { Comparison } from './report/comparison.ts';
export { coverageEntry, coverageTable } from './report/coverage-table.ts';
export { documentText } from './report/document-text.ts';
export type { Hindcast } from './report/hindcast.ts';
export { hindcastCsv } from './report/hindcast-csv.ts';
export { hindcastRecord } from './report/hindcast-record.ts';
export { hindcastTable } from './report/hindcast-table.ts';
export { buildPack, type PackFile } from './report/pack/build-pack.ts';
export type { PackLook } from './report/pack/pack-style.ts';
export { PACK_MARK } from './report/pack/page.ts';
export {
  PREFLIGHT_FORMAT,
  type Preflight,
  preflightFaults,
  preflightReport,
} from './report/preflight.ts';
export { preflightText } from './report/preflight-text.ts';
export { neverSeen, type Reach, reachReport } from './report/reach-report.ts';
export { reachText } from './report/reach-text.ts';
export { endStory, type RunNames, runStory, turnStory } from './report/run-story.ts';
export { testClaims } from './report/test-claims.ts';
export { alignColumns, type Paint, printable, type Tone, wrap } from './report/text-layout.ts';

// Case: what a room played, as a log; what a seat sees of it, and what may come of it.

export { type Benchmark, benchmarkOf, standingAmong } from './case/benchmark.ts';
export { brierScore, meanBrierScore } from './case/brier.ts';
export { lineEnds, lineTo } from './case/case-line.ts';
export type { CaseLog } from './case/case-log.ts';
export {
  CASE_SUFFIX,
  CaseWriteFault,
  createCase,
  freshSeed,
  listCases,
  readCase,
  resumeCase,
} from './case/case-store.ts';
export { diffLines, type TurnDifference } from './case/diff.ts';
export { CASE_FORMAT, type CaseEntry, type CaseOpening } from './case/entry.ts';
export { explainComing } from './case/explain-coming.ts';
export { explainTurn } from './case/explain-turn.ts';
export type { Forecast, ForecastOption, OptionForecast } from './case/forecast.ts';
export { createForecaster, type Forecaster } from './case/forecaster.ts';
export { type Ground, layGround } from './case/ground.ts';
export {
  type NewsLine,
  newsFor,
  type Observation,
  observe,
  observeAll,
  type SeenLever,
  type SeenMachine,
  type SeenNumber,
} from './case/observation.ts';
export { type OrdersPreview, type PreviewedLever, previewOrders } from './case/order-preview.ts';
export { replayCase } from './case/replay.ts';
export { createSession, type Session, type SessionInput, type Taken } from './case/session.ts';
export type { Standing } from './case/standing.ts';
export { createStandings } from './case/standings.ts';
export type { ComingEvent, ExplainedEvent, ExplainedWay, FormulaRead } from './case/told-event.ts';
export { turningPoints } from './case/turning-points.ts';
