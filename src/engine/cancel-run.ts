import type { Transaction } from "#db/types.ts";
import { insertEvents, markCancelling } from "./run-store.ts";

/**
 * Asks a run to stop: nothing of it starts any more, what runs is aborted by its worker within about a second,
 * and the run ends `cancelled` when nothing of it is active. False where the run is not active.
 */
export async function cancelRun(
  tx: Transaction,
  runId: string,
  request: { readonly by: string; readonly reason: string | null },
): Promise<boolean> {
  const status = await markCancelling(tx.db, runId, request.reason);
  if (status === null) return false;
  await insertEvents(tx.db, runId, null, [
    {
      level: "warning",
      message: `Cancellation requested by ${request.by}${request.reason === null ? "" : `: ${request.reason}`}`,
    },
  ]);
  return true;
}
