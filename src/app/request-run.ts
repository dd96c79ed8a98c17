import type { PlainDate } from "#core/dates/plain-date.ts";
import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { sqlState } from "#db/pg-errors.ts";
import type { AppDatabase, Transaction } from "#db/types.ts";
import { scopeOf } from "#engine/run-state.ts";
import type { NewRun } from "#engine/run-store.ts";
import { startRun } from "#engine/start-run.ts";
import type { Transport } from "#engine/transport.ts";
import { type Actor, recordAudit } from "./audit.ts";
import type { RequestedRun, RunRequest } from "./run-control.ts";

export interface RunContext {
  readonly database: AppDatabase;
  readonly calendar: TradingCalendar;
  readonly businessNow: () => Date;
  readonly transport: Pick<Transport, "enqueue">;
}

const FOREIGN_KEY_VIOLATION = "23503";

/**
 * The one door: onboarding, nightly and operators' runs all come through here and differ in nothing but their
 * trigger. Returns the active run of the scope where there is one. Throws VALIDATION for an impossible range and
 * NOT_FOUND where the portfolio does not exist.
 */
export async function requestRun(
  context: RunContext,
  request: RunRequest & { readonly retryOf?: string },
): Promise<RequestedRun> {
  const { database, transport } = context;
  const run = newRun(context, request);
  const { by } = request;
  try {
    return await database.api.transaction("request run", async (tx) => {
      const requested = await startRun(tx, transport, run);
      if (by !== undefined && requested.created) await auditRequest(tx, by, requested.runId, run);
      return requested;
    });
  } catch (error) {
    if (sqlState(error) !== FOREIGN_KEY_VIOLATION) throw error;
    throw new SigmaSightError("NOT_FOUND", "there is no such portfolio", { cause: error });
  }
}

/** The run that a request asks for. Throws VALIDATION for an impossible range. */
export function newRun(
  { calendar, businessNow }: Pick<RunContext, "calendar" | "businessNow">,
  request: RunRequest & { readonly retryOf?: string },
): NewRun {
  const lastCompleted = calendar.lastCompleted(businessNow());
  const to = request.to === undefined ? lastCompleted : lastSessionUpTo(calendar, request.to);
  if (to > lastCompleted) {
    throw new SigmaSightError(
      "VALIDATION",
      `${request.to} is not complete yet; the last completed session is ${lastCompleted}`,
    );
  }
  const { from = null } = request;
  if (from !== null) {
    lastSessionUpTo(calendar, from); // the calendar must know it
    if (from > to) throw new SigmaSightError("VALIDATION", `the range from ${from} to ${to} has no session`);
  }
  const portfolioId = request.portfolioId ?? null;
  return {
    trigger: request.trigger,
    scope: scopeOf(portfolioId),
    portfolioId,
    from,
    to,
    force: request.force ?? false,
    triggeredBy: request.triggeredBy,
    reason: request.reason ?? null,
    retryOf: request.retryOf ?? null,
    followUpOf: null,
  };
}

/** Only a new run is one: who gets the active one changes nothing. */
async function auditRequest(tx: Transaction, by: Actor, runId: string, run: NewRun): Promise<void> {
  const { trigger, portfolioId, from, to, force, retryOf, reason } = run;
  await recordAudit(tx.db, by, {
    action: retryOf === null ? "run.request" : "run.retry",
    subject: { kind: "run", id: runId },
    reason,
    details: { trigger, portfolioId, from, to, force, ...(retryOf === null ? {} : { retryOf }) },
  });
}

/** Throws VALIDATION for a date outside the calendar. */
function lastSessionUpTo(calendar: TradingCalendar, date: PlainDate): PlainDate {
  try {
    return calendar.session(calendar.ordinalOnOrBefore(date));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SigmaSightError("VALIDATION", error.message, { cause: error });
  }
}
