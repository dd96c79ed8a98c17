import type { PlainDate } from "#core/dates/plain-date.ts";
import type { PlannedJob } from "#engine/preview-run.ts";
import type { Actor, UserActor } from "./audit.ts";

export type RunTrigger = "onboarding" | "nightly" | "admin";

/** Run states as clients see them; the stored `cancelling` is `running` with {@link RunReport.cancelRequested}. */
export type ReportedStatus = "queued" | "running" | "completed" | "partial" | "failed" | "cancelled";

export interface RunRequest {
  readonly trigger: RunTrigger;
  /** One portfolio; absent means all. */
  readonly portfolioId?: string;
  readonly from?: PlainDate;
  readonly to?: PlainDate;
  readonly force?: boolean;
  /** `{trigger}:{user id or schedule}`. */
  readonly triggeredBy: string;
  /** Who asked, for the audit log; absent for what the program does by itself, which the run's history tells. */
  readonly by?: Actor;
  readonly reason?: string;
}

/** The run that covers the request: a new one, or the active one of the same scope. */
export interface RequestedRun {
  readonly runId: string;
  readonly created: boolean;
}

export interface PhaseReport {
  /** The phase's name in code. */
  readonly name: string;
  readonly title: string;
  readonly status: "pending" | "running" | "completed" | "partial" | "failed" | "cancelled";
  readonly done: number;
  readonly total: number;
  /** What is counted, for example `symbols`. */
  readonly unit: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface RunReport {
  readonly runId: string;
  readonly portfolioId: string | null;
  readonly trigger: RunTrigger;
  readonly triggeredBy: string;
  readonly status: ReportedStatus;
  readonly cancelRequested: boolean;
  readonly requestedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** 0 to 100; never goes down. */
  readonly percentComplete: number;
  /** What a person waiting should know, such as that no worker is alive. */
  readonly note: string | null;
  /** In the order in which they run. */
  readonly phases: readonly PhaseReport[];
  /** Findings of severity error that its results carry. */
  readonly errorFindings: number;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string | null;
    readonly phase: string | null;
  } | null;
}

/** What a retry covers: the units that failed, those without a completion record, or everything. */
export type RetryScope = "failed" | "missing" | "all";

export interface RetryOptions {
  readonly only: RetryScope;
  readonly by: UserActor;
  /** In the words of who asked. */
  readonly reason?: string | null;
}

/** What a retry would do, as things stand. */
export interface RetryPreview {
  readonly portfolioId: string | null;
  /** First session; null means from each portfolio's first entry. */
  readonly from: PlainDate | null;
  readonly to: PlainDate;
  /** Whether what is done already would be done again. */
  readonly force: boolean;
  /** In the order in which they run; empty where nothing is missing. */
  readonly jobs: readonly PlannedJob[];
}

/** How the API starts, stops and watches runs. Every answer comes from the database. */
export interface RunControl {
  requestRun(request: RunRequest): Promise<RequestedRun>;
  /** Errors: NOT_FOUND, RUN_NOT_ACTIVE. */
  cancelRun(
    runId: string,
    options: { readonly reason: string | null; readonly by: UserActor },
  ): Promise<void>;
  /** Errors: NOT_FOUND, RUN_ACTIVE. */
  retryRun(runId: string, options: RetryOptions): Promise<RequestedRun>;
  /** What {@link retryRun} would do; nothing is stored. Errors: as it has. */
  previewRetry(runId: string, options: Pick<RetryOptions, "only">): Promise<RetryPreview>;
  /** Null for an unknown run. */
  runStatus(runId: string): Promise<RunReport | null>;
}
