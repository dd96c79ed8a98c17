import type { TradingCalendar } from "#core/dates/trading-calendar.ts";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { AppDatabase } from "#db/types.ts";
import { scopeOf } from "#engine/run-state.ts";
import { startRun } from "#engine/start-run.ts";
import type { Transport } from "#engine/transport.ts";
import type { RequestedRun, RunRequest } from "./run-control.ts";

export interface RunContext {
  readonly database: AppDatabase;
  readonly calendar: TradingCalendar;
  readonly businessNow: () => Date;
  readonly transport: Pick<Transport, "enqueue">;
}

/**
 * The one door: onboarding, nightly and operators' runs all come through here and differ in nothing but their
 * trigger. Returns the active run of the scope where there is one. Throws VALIDATION for an impossible range.
 */
export async function requestRun(
  { database, calendar, businessNow, transport }: RunContext,
  request: RunRequest & { readonly retryOf?: string },
): Promise<RequestedRun> {
  const lastCompleted = calendar.lastCompleted(businessNow());
  const to =
    request.to === undefined ? lastCompleted : calendar.session(calendar.ordinalOnOrBefore(request.to));
  if (to > lastCompleted) {
    throw new SigmaSightError(
      "VALIDATION",
      `${request.to} is not complete yet; the last completed session is ${lastCompleted}`,
    );
  }
  if (request.from !== undefined && request.from > to) {
    throw new SigmaSightError("VALIDATION", `the range from ${request.from} to ${to} has no session`);
  }
  const portfolioId = request.portfolioId ?? null;
  return await database.api.transaction("request run", (tx) =>
    startRun(tx, transport, {
      trigger: request.trigger,
      scope: scopeOf(portfolioId),
      portfolioId,
      from: request.from ?? null,
      to,
      force: request.force ?? false,
      triggeredBy: request.triggeredBy,
      reason: request.reason ?? null,
      retryOf: request.retryOf ?? null,
      followUpOf: null,
    }),
  );
}
