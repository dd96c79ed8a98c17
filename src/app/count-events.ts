import type { PoolObserver } from "#db/database-pool.ts";
import type { UnitTaken } from "#engine/engine.ts";
import type { Metrics } from "#metrics";
import type { ProviderAttempt } from "#providers/chain.ts";

// What the layers below tell an observer, as metrics.

export function countPools(metrics: Metrics): PoolObserver {
  return {
    waited(pool, waitedMs, isTimeout) {
      metrics.observe("sigmasight_pool_wait_seconds", { pool }, waitedMs / 1000);
      if (isTimeout) metrics.count("sigmasight_pool_timeouts_total", { pool });
    },
    wasSlow: (pool) => metrics.count("sigmasight_slow_statements_total", { pool }),
  };
}

export function countCalls(metrics: Metrics): (attempt: ProviderAttempt) => void {
  return ({ provider, outcome, code, durationMs }) =>
    metrics.observe(
      "sigmasight_provider_call_seconds",
      { provider, outcome: code ?? outcome },
      durationMs / 1000,
    );
}

export function countUnits(metrics: Metrics): (unit: UnitTaken) => void {
  return ({ phase, outcome, rows, seconds, queuedSeconds }) => {
    metrics.observe("sigmasight_unit_seconds", { phase, outcome }, seconds);
    if (outcome === "completed" || outcome === "partial")
      metrics.observe("sigmasight_unit_rows", { phase }, rows);
    if (queuedSeconds !== null) metrics.observe("sigmasight_queue_latency_seconds", { phase }, queuedSeconds);
  };
}
