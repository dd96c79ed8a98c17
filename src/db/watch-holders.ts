import type { SlotStatistics } from "./connection-slots.ts";
import type { DatabaseLog } from "./database-log.ts";

interface Watched {
  readonly name: string;
  statistics(): Pick<SlotStatistics, "holders">;
}

const MOST_OFTEN_MS = 1_000;

/**
 * Logs who holds a connection for longer than `thresholdMs`, once, and that it came back. What is held and never given
 * back starves everybody else; the name of the work says where to look.
 */
export function watchHolders(
  pools: readonly Watched[],
  thresholdMs: number,
  log: DatabaseLog,
): { stop(): void } {
  const long = new Map<string, string>();
  const look = () => {
    const present = new Set<string>();
    for (const pool of pools) {
      for (const { id, label, heldMs } of pool.statistics().holders) {
        const key = `${pool.name} ${id}`;
        if (heldMs < thresholdMs) continue;
        present.add(key);
        if (long.has(key)) continue;
        long.set(key, label);
        log.warn(
          { pool: pool.name, label, heldMs: Math.round(heldMs), since: new Date(Date.now() - heldMs) },
          "a database connection is held long",
        );
      }
    }
    for (const [key, label] of long) {
      if (present.has(key)) continue;
      long.delete(key);
      log.info({ pool: key.split(" ")[0], label }, "a connection held long was given back");
    }
  };
  const timer = setInterval(look, Math.max(MOST_OFTEN_MS, thresholdMs / 2)).unref();
  return { stop: () => clearInterval(timer) };
}
