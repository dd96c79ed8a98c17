import * as z from "zod";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { NamedRunRow, RunHistoryRow } from "#db/stores/run-read-store.ts";
import { instant, numberOrNull, plainDate, uuid } from "../common-schemas.ts";
import { runAnswer } from "./run-presenter.ts";

/** A run as the history lists it. */
export const historyRun = z.object({
  batch_run_id: uuid,
  trigger: z.string(),
  portfolio_id: uuid.nullable(),
  portfolio_name: z.string().nullable().describe("null for a run of all portfolios."),
  from_session: plainDate.nullable(),
  to_session: plainDate,
  force: z.boolean(),
  triggered_by: z.string(),
  requested_by: z.string().nullable().describe("E-mail of the person; null where it was the schedule."),
  reason: z.string().nullable(),
  retry_of: uuid.nullable(),
  follow_up_of: uuid.nullable(),
  status: runAnswer.shape.status,
  percent_complete: z.number(),
  requested_at: instant,
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
  duration_seconds: numberOrNull,
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      hint: z.string().nullable(),
      phase: z.string().nullable(),
    })
    .nullable(),
});

export function presentHistoryRun(row: NamedRunRow): z.output<typeof historyRun> {
  const status = row.status === "cancelling" ? "running" : row.status;
  const seconds =
    row.startedAt === null || row.finishedAt === null
      ? null
      : (row.finishedAt.getTime() - row.startedAt.getTime()) / 1000;
  return {
    batch_run_id: row.id,
    trigger: row.trigger,
    portfolio_id: row.portfolioId,
    portfolio_name: row.portfolioName,
    from_session: row.fromSession,
    to_session: row.toSession,
    force: row.force,
    triggered_by: row.triggeredBy,
    requested_by: row.requestedBy,
    reason: row.reason,
    retry_of: row.retryOf,
    follow_up_of: row.followUpOf,
    status: status as z.output<typeof historyRun>["status"],
    percent_complete: row.percentComplete,
    requested_at: row.requestedAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    duration_seconds: seconds,
    error:
      row.errorCode === null
        ? null
        : {
            code: row.errorCode,
            message: row.errorMessage ?? "",
            hint: row.errorHint,
            phase: row.errorPhase,
          },
  };
}

/** Where the next page of the history goes on. */
export function formatCursor({ cursor, id }: Pick<RunHistoryRow, "cursor" | "id">): string {
  return Buffer.from(`${cursor}|${id}`).toString("base64url");
}

const INSTANT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::?\d\d)?$/;

/** Errors: VALIDATION. */
export function parseCursor(text: string): { readonly cursor: string; readonly id: string } {
  const [cursor = "", id = ""] = Buffer.from(text, "base64url").toString().split("|");
  if (!INSTANT.test(cursor) || !uuid.safeParse(id).success)
    throw new SigmaSightError("VALIDATION", "cursor: not one that this API gave");
  return { cursor, id };
}
