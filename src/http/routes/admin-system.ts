import * as z from "zod";
import { businessDay } from "#app/business-day.ts";
import { longTransactions } from "#app/long-transactions.ts";
import { providerHealth } from "#app/provider-health.ts";
import { readSchedule } from "#app/schedule.ts";
import { WORKER_SILENCE_SECONDS } from "#app/worker-silence.ts";
import { listWorkers, readDatabaseClock, readFreshness } from "#db/stores/run-read-store.ts";
import { instant, numberOrNull, plainDate, uuid } from "../common-schemas.ts";
import type { RouteContext, RouteModule } from "../http-types.ts";
import { market } from "../presenters/portfolio-presenter.ts";

/** Where the settings say nothing, as in a test. */
const DEFAULT_LONG_HOLD_MS = 30_000;

const pool = z.object({
  name: z.string(),
  size: z.int(),
  open: z.int(),
  idle: z.int(),
  in_use: z.int(),
  waiting: z.int(),
  max_wait_ms: z.number(),
  timeouts: z.int(),
  holders: z
    .array(
      z.object({
        label: z.string().describe("Name of the work, or the statement."),
        since: instant,
        held_ms: z.number(),
        is_long: z.boolean().describe("Longer than SIGMASIGHT_LONG_HOLD_SECONDS, and named in the log."),
      }),
    )
    .describe("Who holds a connection of this process."),
});

const healthAnswer = z.object({
  market,
  database: z.object({
    server_version: z.string(),
    pools: z.array(pool),
    pending_migrations: z.array(z.string()),
    long_transactions: z
      .array(
        z.object({
          pid: z.int(),
          application: z.string(),
          client: z.string().nullable(),
          state: z.string(),
          since: instant,
          seconds: z.number(),
          waits_for: z.string().nullable(),
          blocked_by: z.array(z.int()),
          statement: z.string().describe("Without its values."),
        }),
      )
      .describe("Of all processes of the installation: transactions open for that long, the longest first."),
  }),
  queue: z.object({ waiting: z.int(), active: z.int(), oldest_waiting_seconds: numberOrNull }),
  workers_alive: z.int(),
  workers: z.array(
    z.object({
      id: uuid,
      host: z.string(),
      pid: z.int(),
      started_at: instant,
      heartbeat_at: instant,
      heartbeat_age_seconds: z.number(),
    }),
  ),
  providers: z
    .array(
      z.object({
        provider: z.string(),
        answered_at: instant.nullable(),
        failed_at: instant.nullable(),
        failure: z.object({ code: z.string(), message: z.string() }).nullable(),
        circuit: z
          .object({
            state: z.enum(["closed", "open", "halfOpen"]),
            failures: z.int(),
            retry_in_ms: numberOrNull,
            last_failure: z.string().nullable(),
          })
          .nullable()
          .describe("Of the process that answers; null where it does not ask the provider over the network."),
      }),
    )
    .describe("Market data providers in order of asking, and what lately came of asking them."),
  schedule: z
    .array(
      z.object({
        name: z.enum(["nightly", "retention"]),
        description: z.string(),
        next_at: instant
          .nullable()
          .describe(
            "Of the nightly run in business time. In the past: overdue. Null: this process does not do it.",
          ),
        last_at: instant.nullable(),
      }),
    )
    .describe("What the program does by itself."),
  data: z.object({
    last_completed_session: plainDate,
    newest_price: plainDate.nullable(),
    newest_snapshot: plainDate.nullable(),
    oldest_snapshot: plainDate.nullable().describe("Of the portfolio that lags most."),
    portfolios: z.int(),
    portfolios_without_snapshot: z.int(),
  }),
  clock: z.object({
    system_now: instant,
    business_now: instant,
    database_skew_seconds: z.number().describe("The database's clock less this program's."),
  }),
});

export const adminSystemRoutes: RouteModule = (server, context) => {
  const { database, health } = context;
  const { db } = database.api;
  const longHoldMs = database.longHoldMs ?? DEFAULT_LONG_HOLD_MS;

  server.route({
    method: "GET",
    url: "/api/v1/admin/system/health",
    config: { access: "admin" },
    schema: {
      summary: "Pools, queue, workers, freshness of the data and clocks",
      tags: ["admin"],
      response: { 200: healthAnswer },
    },
    handler: async () => {
      const before = Date.now();
      const databaseNow = await readDatabaseClock(db);
      const middle = (before + Date.now()) / 2;
      const [workers, freshness, queue, pending, busy, providers, schedule] = await Promise.all([
        listWorkers(db),
        readFreshness(db),
        health.queueDepth(),
        health.pendingMigrations(),
        longTransactions(context, longHoldMs / 1000),
        providerHealth(context),
        readSchedule(context),
      ]);
      return {
        market: context.market,
        database: {
          server_version: database.serverVersion,
          pools: [database.api, database.batch].map((source) => presentPool(source.statistics(), longHoldMs)),
          pending_migrations: [...pending],
          long_transactions: busy.map((row) => ({
            pid: row.pid,
            application: row.application,
            client: row.client,
            state: row.state,
            since: row.since.toISOString(),
            seconds: row.seconds,
            waits_for: row.waitsFor,
            blocked_by: [...row.blockedBy],
            statement: row.statement,
          })),
        },
        queue: {
          waiting: queue.waiting,
          active: queue.active,
          oldest_waiting_seconds: queue.oldestWaitingSeconds,
        },
        workers_alive: workers.filter(
          ({ heartbeatAgeSeconds }) => heartbeatAgeSeconds < WORKER_SILENCE_SECONDS,
        ).length,
        workers: workers.map((worker) => ({
          id: worker.id,
          host: worker.host,
          pid: worker.pid,
          started_at: worker.startedAt.toISOString(),
          heartbeat_at: worker.heartbeatAt.toISOString(),
          heartbeat_age_seconds: worker.heartbeatAgeSeconds,
        })),
        providers: providers.map(({ provider, answeredAt, failedAt, failure, circuit }) => ({
          provider,
          answered_at: answeredAt?.toISOString() ?? null,
          failed_at: failedAt?.toISOString() ?? null,
          failure,
          circuit:
            circuit === null
              ? null
              : {
                  state: circuit.state,
                  failures: circuit.failures,
                  retry_in_ms: circuit.retryInMs,
                  last_failure: circuit.lastFailure,
                },
        })),
        schedule: schedule.map(({ name, description, nextAt, lastAt }) => ({
          name,
          description,
          next_at: nextAt?.toISOString() ?? null,
          last_at: lastAt?.toISOString() ?? null,
        })),
        data: {
          last_completed_session: businessDay(context).lastSession,
          newest_price: freshness.newestPrice,
          newest_snapshot: freshness.newestSnapshot,
          oldest_snapshot: freshness.oldestSnapshot,
          portfolios: freshness.portfolios,
          portfolios_without_snapshot: freshness.portfoliosWithoutSnapshot,
        },
        clock: {
          system_now: context.systemNow().toISOString(),
          business_now: context.businessNow().toISOString(),
          database_skew_seconds: (databaseNow.getTime() - middle) / 1000,
        },
      };
    },
  });
};

type PoolStatistics = ReturnType<RouteContext["database"]["api"]["statistics"]>;

function presentPool(statistics: PoolStatistics, longHoldMs: number): z.output<typeof pool> {
  const now = Date.now();
  return {
    name: statistics.name,
    size: statistics.size,
    open: statistics.open,
    idle: statistics.idle,
    in_use: statistics.inUse,
    waiting: statistics.waiting,
    max_wait_ms: statistics.maxWaitMs,
    timeouts: statistics.timeouts,
    holders: statistics.holders.map(({ label, heldMs }) => ({
      label,
      since: new Date(now - heldMs).toISOString(),
      held_ms: heldMs,
      is_long: heldMs >= longHoldMs,
    })),
  };
}
