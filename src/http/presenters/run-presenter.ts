import * as z from "zod";
import type { RunReport } from "#app/run-control.ts";
import { ERROR_CODES } from "#core/errors/error-codes.ts";
import type { RunEventRow } from "#db/stores/run-read-store.ts";
import { instant, numberOrNull, uuid } from "../common-schemas.ts";

const status = z.enum(["queued", "running", "completed", "partial", "failed", "cancelled"]);
const runError = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
  phase: z.string().nullable(),
});

/** One run, as the status of a portfolio's batch and in its event stream. */
export const runAnswer = z.object({
  batch_run_id: uuid,
  portfolio_id: uuid.nullable(),
  status,
  cancel_requested: z.boolean(),
  trigger: z.enum(["onboarding", "nightly", "admin"]),
  triggered_by: z.string(),
  requested_at: instant,
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
  elapsed_seconds: z.number(),
  percent_complete: z.number().describe("Percent; never goes down."),
  current_phase: z.string().nullable(),
  note: z.string().nullable(),
  error: runError.optional(),
});

export const logLine = z.object({
  seq: z.int(),
  timestamp: instant,
  level: z.enum(["info", "warning", "error"]),
  phase: z.string().nullable(),
  subject: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string(),
});

const phaseAnswer = z.object({
  phase_id: z.string(),
  phase_name: z.string(),
  status: z.enum(["pending", "running", "completed", "partial", "failed", "cancelled"]),
  current: z.int(),
  total: z.int(),
  unit: z.string(),
  started_at: instant.nullable(),
  duration_seconds: numberOrNull,
});

/** The onboarding page's view of a portfolio's latest run; `idle` where there never was one. */
export const onboardingStatusAnswer = z.object({
  portfolio_id: uuid,
  batch_run_id: uuid.nullable(),
  status: z.enum([...status.options, "idle"]),
  started_at: instant.nullable(),
  elapsed_seconds: z.number(),
  overall_progress: z.object({
    current_phase: z.string().nullable(),
    current_phase_name: z.string().nullable(),
    phases_completed: z.int(),
    phases_total: z.int(),
    percent_complete: z.number(),
  }),
  current_phase_progress: z.object({ current: z.int(), total: z.int(), unit: z.string() }).nullable(),
  activity_log: z.array(logLine),
  phases: z.array(phaseAnswer),
  note: z.string().nullable(),
  error: runError.nullable(),
});

/** A run with its phases, for administrators. */
export const runDetailAnswer = runAnswer.extend({ phases: z.array(phaseAnswer) });

/**
 * A run as the owner of a portfolio may see it. What went wrong in a run of all portfolios may be about somebody else's,
 * so only its kind is told; nor is it told which administrator asked for it.
 */
export function forOwner(run: RunReport): RunReport {
  if (run.portfolioId !== null) return run;
  const { error, trigger, triggeredBy } = run;
  const known = Object.entries(ERROR_CODES).find(([code]) => code === error?.code)?.[1];
  return {
    ...run,
    triggeredBy: trigger === "nightly" ? triggeredBy : trigger,
    error: error === null ? null : { ...error, message: (known ?? ERROR_CODES.PHASE_FAILED).title },
  };
}

export function presentRun(run: RunReport, systemNow: Date): z.output<typeof runAnswer> {
  return {
    batch_run_id: run.runId,
    portfolio_id: run.portfolioId,
    status: run.status,
    cancel_requested: run.cancelRequested,
    trigger: run.trigger,
    triggered_by: run.triggeredBy,
    requested_at: run.requestedAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    finished_at: run.finishedAt?.toISOString() ?? null,
    elapsed_seconds: elapsedSeconds(run, systemNow),
    percent_complete: run.percentComplete,
    current_phase: currentPhase(run)?.name ?? null,
    note: run.note,
    ...(run.error === null ? {} : { error: { ...run.error } }),
  };
}

export function presentRunDetail(run: RunReport, systemNow: Date): z.output<typeof runDetailAnswer> {
  return { ...presentRun(run, systemNow), phases: presentPhases(run, systemNow) };
}

export function presentLogLine(event: RunEventRow): z.output<typeof logLine> {
  const { at, ...rest } = event;
  return { ...rest, timestamp: at.toISOString() };
}

export function presentOnboardingStatus(
  portfolioId: string,
  run: RunReport | null,
  events: readonly RunEventRow[],
  systemNow: Date,
): z.output<typeof onboardingStatusAnswer> {
  const phases = run === null ? [] : presentPhases(run, systemNow);
  const current = run === null ? undefined : currentPhase(run);
  return {
    portfolio_id: portfolioId,
    batch_run_id: run?.runId ?? null,
    status: run?.status ?? "idle",
    started_at: run?.startedAt?.toISOString() ?? null,
    elapsed_seconds: run === null ? 0 : elapsedSeconds(run, systemNow),
    overall_progress: {
      current_phase: current?.name ?? null,
      current_phase_name: current?.title ?? null,
      phases_completed: phases.filter((phase) => phase.status === "completed" || phase.status === "partial")
        .length,
      phases_total: phases.length,
      percent_complete: run?.percentComplete ?? 0,
    },
    current_phase_progress:
      current === undefined ? null : { current: current.done, total: current.total, unit: current.unit },
    activity_log: events.map(presentLogLine),
    phases,
    note: run?.note ?? null,
    error: run?.error ?? null,
  };
}

function presentPhases(run: RunReport, systemNow: Date): z.output<typeof phaseAnswer>[] {
  return run.phases.map((phase) => ({
    phase_id: phase.name,
    phase_name: phase.title,
    status: phase.status,
    current: phase.done,
    total: phase.total,
    unit: phase.unit,
    started_at: phase.startedAt?.toISOString() ?? null,
    duration_seconds:
      phase.startedAt === null ? null : secondsBetween(phase.startedAt, phase.finishedAt ?? systemNow),
  }));
}

function currentPhase(run: RunReport) {
  return run.phases.find(({ status: state }) => state === "running");
}

/** Since the request while it waits, since the start while it runs, and what it took when it has ended. */
function elapsedSeconds(run: RunReport, systemNow: Date): number {
  return secondsBetween(run.startedAt ?? run.requestedAt, run.finishedAt ?? systemNow);
}

function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.round((to.getTime() - from.getTime()) / 100) / 10);
}
