import { hashKey, lockInOrder } from "#db/advisory-locks.ts";
import { hasPortfolios, insertNightly, readLastNightly } from "#db/stores/nightly-store.ts";
import { scopeOf } from "#engine/run-state.ts";
import { findActiveRun } from "#engine/run-store.ts";
import { startRun } from "#engine/start-run.ts";
import type { RunContext } from "./request-run.ts";

/**
 * Requests the nightly run of the last completed session, `lagMinutes` after its completion, once over all
 * processes. Missed nights are caught up by it: a run computes whatever sessions are missing. Returns the run's id,
 * or null where nothing is due.
 */
export async function requestDueNightly(context: RunContext, lagMinutes: number): Promise<string | null> {
  const { database, calendar, businessNow, transport } = context;
  const session = calendar.lastCompleted(new Date(businessNow().getTime() - lagMinutes * 60_000));
  const last = await readLastNightly(database.api.db);
  if (last !== null && last >= session) return null;
  return await database.api.transaction("request nightly", async (tx) => {
    await lockInOrder(tx.client, [{ classId: hashKey("nightly"), key: "schedule" }]);
    const latest = await readLastNightly(tx.db);
    if (latest !== null && latest >= session) return null;
    if (!(await hasPortfolios(tx.db))) {
      // Nothing was missed before the first portfolio: its own run brings it up to here.
      await insertNightly(tx.db, session, null);
      return null;
    }
    const active = await findActiveRun(tx.db, scopeOf(null));
    if (active !== null && active.to < session) return null;
    const { runId } = await startRun(tx, transport, {
      trigger: "nightly",
      scope: scopeOf(null),
      portfolioId: null,
      from: null,
      to: session,
      force: false,
      triggeredBy: "nightly:schedule",
      reason: null,
      retryOf: null,
      followUpOf: null,
    });
    await insertNightly(tx.db, session, runId);
    return runId;
  });
}
