import { setTimeout as sleep } from "node:timers/promises";
import {
  claimFetches,
  type FetchKind,
  type FetchRecord,
  releaseFetches,
  renewFetches,
} from "#db/stores/fetch-store.ts";
import type { ChainResult } from "#providers/chain.ts";
import type { BatchServices } from "./services.ts";

/** What a worker that dies leaves claimed; as long as it takes to be taken for dead. */
const LEASE_SECONDS = 10;
const RENEW_MS = 2_500;
const POLL_MS = 200;
/** Requests prepared at once; each provider's own limits hold them back further. */
const CONCURRENT_SYMBOLS = 8;

/**
 * Fetches for these symbols what is still due, each symbol by one run at a time: what another run is fetching is
 * waited for and then found done. The claims stay with `holder` until its writer releases them.
 */
export async function fetchClaimed<Task, Result>(
  services: Pick<BatchServices, "database" | "log">,
  request: {
    readonly kind: FetchKind;
    readonly symbols: readonly string[];
    readonly holder: string;
    readonly signal: AbortSignal;
  },
  due: (symbols: readonly string[]) => Promise<readonly Task[]>,
  fetchOne: (task: Task) => Promise<Result>,
): Promise<readonly Result[]> {
  const { kind, symbols, holder, signal } = request;
  const { db } = services.database.batch;
  const renewal = setInterval(() => {
    renewFetches(db, holder, LEASE_SECONDS).catch((error) =>
      services.log.warn({ err: error }, "fetch claims could not be renewed"),
    );
  }, RENEW_MS);
  try {
    for (;;) {
      signal.throwIfAborted();
      const claimed = await claimFetches(db, kind, symbols, holder, LEASE_SECONDS);
      if (claimed.length === symbols.length) break;
      // All or none: two runs that each held what the other waits for would never end.
      await releaseFetches(db, kind, claimed, holder);
      await sleep(POLL_MS * (0.5 + Math.random()), undefined, { signal });
    }
    return await mapConcurrently(await due(symbols), CONCURRENT_SYMBOLS, fetchOne);
  } catch (error) {
    // Cancelled, out of time or failed: whoever waits for these symbols need not wait for the lease to lapse.
    await releaseFetches(db, kind, symbols, holder).catch(() => undefined);
    throw error;
  } finally {
    clearInterval(renewal);
  }
}

/** Results in the order of the items; the first error ends it. */
async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  limit: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await map(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}

const OUTCOMES = {
  served: "served",
  unknownSymbol: "unknown_symbol",
  noData: "no_data",
  failed: "failed",
} as const;

/** Provenance of one answer of the provider chain. */
export function fetchRecord(
  kind: FetchKind,
  symbol: string,
  range: { readonly from: string; readonly to: string } | null,
  result: ChainResult<unknown>,
): FetchRecord {
  return {
    symbol,
    kind,
    from: range?.from ?? null,
    to: range?.to ?? null,
    outcome: OUTCOMES[result.outcome],
    provider: result.outcome === "served" ? result.provider : null,
    attempts: result.attempts,
    bars: result.attempts.reduce((total, attempt) => total + attempt.bars, 0),
  };
}

/** What the last failing provider said, for people. */
export function failureText(result: ChainResult<unknown>): string {
  const failure = result.attempts.findLast((attempt) => attempt.outcome === "failed");
  return failure === undefined
    ? "no provider could be asked"
    : `${failure.provider}: ${failure.message ?? failure.code}`;
}
