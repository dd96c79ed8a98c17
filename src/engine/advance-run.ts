import { ERROR_CODES } from "#core/errors/error-codes.ts";
import type { Transaction } from "#db/types.ts";
import { type Engine, phaseNamed } from "./engine.ts";
import type { Phase, UnitSpec } from "./phase.ts";
import { isActive, type Run, terminalStatus } from "./run-state.ts";
import {
  countFollowUps,
  dropOpenUnits,
  endRun,
  insertEvents,
  insertPhases,
  insertUnits,
  lockRun,
  markRunStarted,
  noteProgress,
  openPhase,
  type RunError,
  readOpenPhases,
  readPhaseResults,
} from "./run-store.ts";
import { priorityOf, startRun } from "./start-run.ts";
import { readFirstFailure } from "./status-store.ts";
import { QUEUES } from "./transport.ts";

/**
 * Moves a run of which no phase is under way to its next phases that have something to do: plans them, stores their units and
 * sends their messages, all in the caller's transaction. Ends the run after the last phase. `onPlan` is told of each phase before
 * it is planned.
 */
export async function advanceRun<Services>(
  engine: Engine<Services>,
  tx: Transaction,
  runId: string,
  onPlan?: (phase: string) => void,
): Promise<void> {
  const run = await lockRun(tx.db, runId);
  if (run === null || !isActive(run.status)) return;
  const { running, pending } = await readOpenPhases(tx.db, runId);
  if (running.length > 0) return;
  if (run.status === "cancelling") {
    await finishRun(engine, tx, run, "cancelled", null);
    return;
  }
  let phases = pending.map((name) => phaseNamed(engine, name));
  if (run.status === "queued") {
    await markRunStarted(tx.db, runId);
    await insertPhases(tx.db, runId, engine.phases);
    await engine.prepare(tx, run);
    phases = [...engine.phases];
  }
  while (phases.length > 0) {
    const together = openedTogether(phases);
    phases = phases.slice(together.length);
    const planned: PlannedUnit[] = [];
    for (const phase of together) {
      onPlan?.(phase.name);
      planned.push(...(await planPhase(engine, tx, run, phase)));
    }
    if (planned.length === 0) continue;
    await engine.transport.enqueue(
      tx,
      QUEUES.unit,
      planned.toSorted(bySubjects).map(({ phase, unit }) => ({
        data: { runId, phase, unit },
        priority: priorityOf(run.trigger),
      })),
    );
    await noteProgress(tx.db, runId);
    for (const phase of new Set(planned.map((unit) => unit.phase)))
      await engine.atPoint?.("phase planned", phase);
    return;
  }
  await concludeRun(engine, tx, run);
}

interface PlannedUnit {
  readonly phase: string;
  readonly unit: number;
  readonly spec: UnitSpec;
}

/** Plans a phase and stores its units. */
async function planPhase<Services>(
  engine: Engine<Services>,
  tx: Transaction,
  run: Run,
  phase: Phase<Services>,
): Promise<readonly PlannedUnit[]> {
  const { name, title, itemUnit } = phase;
  const units = await phase.plan({ run, tx, services: engine.services });
  await openPhase(tx.db, run.id, name, units);
  if (units.length === 0) return [];
  await insertUnits(tx.db, run.id, name, 0, units);
  const items = units.reduce((total, unit) => total + unit.items, 0);
  const message = `${title}: ${items} ${itemUnit} to do in ${units.length} ${units.length === 1 ? "unit" : "units"}`;
  await insertEvents(tx.db, run.id, name, [{ level: "info", message }]);
  return units.map((spec, unit) => ({ phase: name, unit, spec }));
}

/**
 * The first of the phases still to come, and those after it that open with it: phases of portfolios that do not need each
 * other, so that a worker loads and values the same portfolios once for all of them.
 */
function openedTogether<Services>(phases: readonly Phase<Services>[]): readonly Phase<Services>[] {
  const [first] = phases;
  if (first?.grain !== "portfolio") return phases.slice(0, 1);
  const end = phases.findIndex(
    ({ grain, needs }, index) =>
      grain !== "portfolio" || phases.slice(0, index).some(({ name }) => needs.includes(name)),
  );
  return end === -1 ? phases : phases.slice(0, end);
}

/** Units of the same subjects one after the other, the one that reaches back furthest first. Subjects of a unit are sorted. */
function bySubjects({ spec: a }: PlannedUnit, { spec: b }: PlannedUnit): number {
  return compareText(a.subjects[0]!, b.subjects[0]!) || compareText(a.from, b.from);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Ends a run whose phases are all done, and requests one more where facts changed on the way. */
async function concludeRun<Services>(engine: Engine<Services>, tx: Transaction, run: Run): Promise<void> {
  const results = await readPhaseResults(tx.db, run.id);
  const status = terminalStatus(
    results.map((result) => ({ ...result, essential: phaseNamed(engine, result.phase).essential })),
  );
  const error = status === "failed" ? runError(await readFirstFailure(tx.db, run.id)) : null;
  await finishRun(engine, tx, run, status, error);
  if (status === "failed" || !(await engine.hasOutdatedResults(tx, run))) return;
  if ((await countFollowUps(tx.db, run.id)) >= MAX_FOLLOW_UPS) {
    const message = "Results are outdated again; the next run brings them up to date";
    await insertEvents(tx.db, run.id, null, [{ level: "warning", message }]);
    return;
  }
  const followUp = await startRun(tx, engine.transport, {
    trigger: run.trigger,
    scope: run.scope,
    portfolioId: run.portfolioId,
    from: null,
    to: run.to,
    force: false,
    triggeredBy: run.triggeredBy,
    reason: "facts changed while the run was under way",
    retryOf: null,
    followUpOf: run.id,
  });
  await insertEvents(tx.db, run.id, null, [
    {
      level: "info",
      message: `Facts changed on the way; run ${followUp.runId} brings the results up to date`,
    },
  ]);
}

/** Follow-ups in a row: facts that keep changing, or processes that disagree about the method, must not run for ever. */
const MAX_FOLLOW_UPS = 3;

/** A run that failed is headed by the first thing that went wrong in it. */
function runError(
  failure: { readonly phase: string; readonly code: string; readonly message: string } | null,
): RunError {
  const known = Object.entries(ERROR_CODES).find(([code]) => code === failure?.code)?.[1];
  return {
    code: failure?.code ?? "PHASE_FAILED",
    message: failure?.message ?? ERROR_CODES.PHASE_FAILED.title,
    hint: known?.hint ?? ERROR_CODES.PHASE_FAILED.hint,
    phase: failure?.phase ?? null,
  };
}

const ENDINGS = {
  completed: { level: "info", message: "Run completed" },
  partial: { level: "warning", message: "Run completed in part; see what failed" },
  failed: { level: "error", message: "Run failed" },
  cancelled: { level: "warning", message: "Run cancelled" },
} as const;

/** Gives a run its one terminal status and drops what is left of it. */
export async function finishRun<Services>(
  engine: Pick<Engine<Services>, "log">,
  tx: Transaction,
  run: Pick<Run, "id">,
  status: keyof typeof ENDINGS,
  error: RunError | null,
): Promise<void> {
  if (!(await endRun(tx.db, run.id, status, error))) return;
  await dropOpenUnits(tx.db, run.id);
  const ending = ENDINGS[status];
  await insertEvents(tx.db, run.id, error?.phase ?? null, [
    {
      level: ending.level,
      ...(error === null ? {} : { code: error.code }),
      message: error === null ? ending.message : `${ending.message}: ${error.message}`,
    },
  ]);
  engine.log.info({ runId: run.id, status, ...(error === null ? {} : { error }) }, "run ended");
}
