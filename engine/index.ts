// The front door: what the screens may use, in the order of the pipeline. Named exports, nothing else.

// Scripts: a scenario by its name, and what a person asks of it. All that follows is what this is made of.

export type { ArmsOptions, FuturesOptions, WorldsOptions } from './library/asked-batch.ts';
export type { Settings } from './library/asked-model.ts';
export { type ClaimsOptions, claims } from './library/claims.ts';
export { type CompareOptions, compare } from './library/compare.ts';
export { type Game, type GameOptions, RefusedError, startGame } from './library/game.ts';
export { type LoadedScenario, type LoadOptions, loadScenario } from './library/load-scenario.ts';
export { type RunDocument, type RunOptions, run } from './library/run.ts';
export { type ArmSample, drivers, type SamplesOptions, samples } from './library/samples.ts';
export { ScenarioError } from './library/scenario-error.ts';

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
export type { TurnRecord } from './reference/turn-record.ts';

// Kernel: the compiled engines, as text.

export { printJsKernel } from './kernel/js-kernel.ts';
export { printWasmKernel } from './kernel/wasm-kernel.ts';

// Analysis: estimators of published experiments on plain arrays; a design is the source of points that some of them ask for.

export { repeatedInterval, spendingBounds } from './analysis/alpha-spending.ts';
export {
  addToBounded,
  addToMoments,
  type BoundedSequence,
  boundedInterval,
  type Moments,
  NO_MOMENTS,
  normalEnough,
  SEQUENCE_SETTING,
  type SequenceSetting,
  sequenceInterval,
  startBounded,
} from './analysis/confidence-sequence.ts';
export { type Difference, difference, type Verdict } from './analysis/difference.ts';
export type { Driver } from './analysis/driver-split.ts';
export { estimateMean, type MeanEstimate } from './analysis/estimate-mean.ts';
export { estimateShare, type ShareEstimate } from './analysis/estimate-share.ts';
export { type Evpi, evpi } from './analysis/evpi.ts';
export { driversAt, type Evppi, evppi } from './analysis/evppi.ts';
export { type GivenDataIndices, givenDataIndices } from './analysis/given-data-indices.ts';
export type { EstimateWithError } from './analysis/influence-error.ts';
export type { Interval } from './analysis/interval.ts';
export { equilibriumValue, type MixedEquilibrium, mixedEquilibrium } from './analysis/mixed-equilibrium.ts';
export { type MorrisDesign, type MorrisEffect, morrisDesign, morrisScreening } from './analysis/morris-screening.ts';
export { type ArmStanding, ocbaAllocation, ocbaShares } from './analysis/ocba.ts';
export { type Criterion, type FrontPolicy, paretoFront } from './analysis/pareto-front.ts';
export { type GameArms, type PayoffMatrix, payoffMatrix } from './analysis/payoff-matrix.ts';
export { type Performance, performanceOf } from './analysis/performance.ts';
export { findBox, type PrimOptions, type PrimResult, type PrimStep } from './analysis/prim.ts';
export {
  type BoxMeasure,
  casesInBox,
  measureBox,
  type PrimBox,
  type PrimColumn,
  quasiPValues,
} from './analysis/prim-box.ts';
export { type PrimReproducibility, primReproducibility } from './analysis/prim-reproducibility.ts';
export { boxWords, type ColumnWords } from './analysis/prim-words.ts';
export { type Quantiles, quantiles } from './analysis/quantiles.ts';
export { type Arm, type Better, type RankedArm, type Ranking, rankArms } from './analysis/ranking.ts';
export { type MetricResult, robustness } from './analysis/robustness.ts';
export type { Measure, Sample } from './analysis/sample.ts';
export { type SaltelliDesign, type SobolIndices, saltelliDesign, sobolIndices } from './analysis/sobol-indices.ts';
export {
  planStopping,
  type StoppingGoal,
  type StoppingMethod,
  type StoppingPlan,
  type StoppingStanding,
  startStopping,
  takeLook,
} from './analysis/stopping-rule.ts';
export { type TimeToEvent, timeToEvent } from './analysis/time-to-event.ts';
export type { UnitPoints } from './analysis/unit-points.ts';
export { type VarianceShares, varianceShares } from './analysis/variance-shares.ts';
export { type VarianceSplit, varianceSplit } from './analysis/variance-split.ts';
export { createDesign, type DesignPlan } from './chance/design.ts';

// Batch: a question -> a plan -> results.

export { everyPolicy } from './batch/every-policy.ts';
export { type Plan, planBatch, planStored } from './batch/plan-batch.ts';
export type { Question } from './batch/question.ts';
export { firstRuns, planAudit, runAudit } from './batch/run-audit.ts';
export { type BatchOptions, type BatchProgress, defaultWorkers, MAX_WORKERS, runBatch } from './batch/run-batch.ts';
export { type ClaimsBatches, planClaimBatches, runClaims } from './batch/run-claims.ts';
export { planPreflight, runPreflight } from './batch/run-preflight.ts';
export { defaultReachRuns, planReach, runReach } from './batch/run-reach.ts';
export { createRunningTotal } from './batch/running-total.ts';
export type { Goal, Sought } from './batch/sequential/goal.ts';
export { type GoalNames, parseGoals } from './batch/sequential/parse-goals.ts';
export { planSequential, type SequentialQuestion } from './batch/sequential/plan-sequential.ts';
export { runInRounds } from './batch/sequential/round-pool.ts';
export { isTrueStop, planUntil, runUntil, type UntilPlan, untilBlockFutures } from './batch/sequential/run-until.ts';
export { countedBlocks, readStopped, type Stopped } from './batch/sequential/stopped-file.ts';
export {
  type Futures,
  type NamedArms,
  namesAsked,
  type SettledName,
  settleArms,
  settleBaseline,
  settleFutures,
  settleOutcomes,
  settlePolicies,
} from './batch/settle-question.ts';
export { claimBatchFolder, FolderFault, type OpenedBatch, openBatchFolder } from './batch/store/batch-folder.ts';
export { type Estimate, estimateStored } from './batch/store/estimate-stored.ts';
export { exportStored } from './batch/store/export-stored.ts';
export { type Manifest, manifestDifferences } from './batch/store/manifest.ts';
export { openQuery, type QueryAnswer, QueryFault, type QueryValue } from './batch/store/query-stored.ts';
export { closeStored, type MergedBatch, mergeStored, runStored } from './batch/store/run-stored.ts';
export { planSeries, type SeriesKind, type SeriesPlan, usualStocks } from './batch/store/series-plan.ts';
export { environmentHere, manifestOf, planOf } from './batch/store/stored-plan.ts';
export { openStored, type StoredResult } from './batch/store/stored-result.ts';
export { type Verification, verifyStored } from './batch/store/verify-stored.ts';
export { unknownName } from './batch/unknown-name.ts';
export { WorkerFault } from './batch/worker-pool.ts';

// Report: results -> estimates as a document, tables and texts.

export { auditReport } from './report/audit.ts';
export { auditCsv } from './report/audit-csv.ts';
export { auditText } from './report/audit-text.ts';
export {
  CLAIMS_FORMAT,
  type ClaimRow,
  type ClaimsReport,
  type ClaimsSection,
  type ClaimVerdict,
  type TestedClaim,
} from './report/claims.ts';
export { claimsCsv } from './report/claims-csv.ts';
export { claimsTable } from './report/claims-table.ts';
export { compareArms } from './report/compare-arms.ts';
export { compareCsv } from './report/compare-csv.ts';
export { compareTable } from './report/compare-table.ts';
export type {
  ArmRow,
  Comparison,
  DifferenceRow,
  EstimateRow,
  FailureRow,
  OutcomeRow,
  RankingRow,
} from './report/comparison.ts';
export { coverageEntry, coverageTable } from './report/coverage-table.ts';
export { documentText } from './report/document-text.ts';
export {
  FEEDBACK_WORDS,
  type FeedbackQuestion,
  feedbackQuestions,
} from './report/feedback-questions.ts';
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
export { batchCommand } from './report/reproduce-command.ts';
export { endStory, type RunNames, runStory, turnStory } from './report/run-story.ts';
export { chooseReport } from './report/sequential.ts';
export { chooseCommand } from './report/sequential-command.ts';
export { chooseCsv } from './report/sequential-csv.ts';
export { chooseText } from './report/sequential-text.ts';
export { testClaims } from './report/test-claims.ts';
export { alignColumns, type Paint, printable, type Tone, wrap } from './report/text-layout.ts';

// Report of a batch.

export { leftOutOf } from './report/study/assumptions.ts';
export { buildStudy } from './report/study/build-study.ts';
export { claimsPart, untestedClaims } from './report/study/claims-part.ts';
export { studySections } from './report/study/sections.ts';
export type { StudyProgress, StudySource } from './report/study/source.ts';
export { sourceOfStored } from './report/study/stored-source.ts';
export type { ClaimsPart, Study, StudySection } from './report/study/study.ts';
export { drawStudy, type StudyFigure } from './report/study/study-figures.ts';
export { studyFiles } from './report/study/study-files.ts';
export { studyLatex } from './report/study/study-latex.ts';
export { studyMarkdown } from './report/study/study-markdown.ts';
export { studyPage } from './report/study/study-page.ts';

// Report of a played case; only what draws loads the library that it draws with.

export type { Aar } from './report/aar/aar.ts';
export { aarCsv } from './report/aar/aar-csv.ts';
export { aarHtml } from './report/aar/aar-html.ts';
export { aarMarkdown } from './report/aar/aar-markdown.ts';
export { type AarProgress, buildAar } from './report/aar/build-aar.ts';
export { drawFigures } from './report/aar/figures.ts';
export type { AarSource } from './report/aar/source.ts';
export { openPen } from './report/pictures/pen.ts';
export { graphvizSvg } from './report/pictures/statechart.ts';

// Case: what a room played, as a log; what a seat sees of it, and what may come of it.

export { nextReRoll, whyNotAdjudication } from './case/adjudication.ts';
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
export { dueEntries, watchedNow } from './case/due-entries.ts';
export {
  CASE_FORMAT,
  type CaseEntry,
  type CaseInput,
  type CaseOpening,
  type ChanceRuling,
  type SeminarInput,
} from './case/entry.ts';
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
export { precedentsFor } from './case/precedents.ts';
export type { Precedent, Proposal, ProposedAnswer, ProposedQuestion } from './case/proposal.ts';
export { proposeTurn } from './case/propose-turn.ts';
export { replayCase } from './case/replay.ts';
export {
  freshMessageId,
  openRoom,
  type PostedMessage,
  postMessage,
  type Room,
  type RoomFault,
  readRoomView,
  readSeatView,
  roomFolderOf,
  seatsOfRoom,
} from './case/room-folder.ts';
export { cellsOf } from './case/room-head.ts';
export { isElsewhere, liesIn } from './case/room-places.ts';
export { type ConsoleBeat, isConsoleAlive } from './case/room-shape.ts';
export type {
  CellMessage,
  RoomHead,
  RoomInject,
  RoomLever,
  RoomNews,
  RoomNumber,
  RoomPlace,
  RoomState,
  RoomView,
  ScreenView,
  SeatView,
} from './case/room-view.ts';
export { capital, inWords, leverWords, memberWords, slotWords, stateWords } from './case/room-words.ts';
export { type ByHandRow, type ChanceRow, type LedgerRow, rulingsLedger } from './case/rulings-ledger.ts';
export { screenView } from './case/screen-view.ts';
export { seatView } from './case/seat-view.ts';
export {
  type AdHocInject,
  type Adjudication,
  type CellRequest,
  type EntryStanding,
  type ExerciseClock,
  elapsedAt,
  entryStanding,
  NO_SEMINAR,
  type SeminarStanding,
} from './case/seminar-standing.ts';
export { createSession, type Session, type SessionInput, type Taken } from './case/session.ts';
export type { Standing } from './case/standing.ts';
export { createStandings } from './case/standings.ts';
export { isStep, leadingElements, leadingOutcomes } from './case/telling-numbers.ts';
export type { ComingEvent, ExplainedEvent, ExplainedWay, FormulaRead } from './case/told-event.ts';
export { turningPoints } from './case/turning-points.ts';
export { type MeanOf, type UmpireBias, umpireBias } from './case/umpire-bias.ts';
