import { Writable } from "node:stream";
import { pino } from "pino";
import { type ApiContext, createApiContext, type Registration } from "#app/api-context.ts";
import { createRunControl } from "#app/create-run-control.ts";
import { createPreviewPlan } from "#app/preview-plan.ts";
import type { IssuerOptions } from "#auth/issuer-tokens.ts";
import { createScopeCache } from "#batch/scope-cache.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { schemaStatus } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { createDatabase } from "#db/pools.ts";
import type { AppDatabase } from "#db/types.ts";
import { startTransport } from "#engine/transport.ts";
import type { ApiServer } from "#http/http-types.ts";
import { createServer } from "#http/server.ts";
import type { Log } from "#log";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform } from "#test/support/platform.ts";
import { reached } from "#test/support/pooler.ts";
import { type ApiClient, createApiClient, type SignedInClient } from "./api-client.ts";

/** 17:00 in New York, after the close of Thursday 8 January 2026. */
export const BUSINESS_NOW = new Date("2026-01-08T22:00:00Z");
export const LAST_SESSION = "2026-01-08";

/** The phases whose progress the runs of these tests report. */
const PHASES = [
  { name: "market-data", title: "Market data", itemUnit: "symbols" },
  { name: "pnl-snapshots", title: "P&L and snapshots", itemUnit: "portfolio sessions" },
];

export interface HttpWorld {
  readonly server: ApiServer;
  readonly context: ApiContext;
  readonly database: AppDatabase;
  readonly anonymous: ApiClient;
  /** Lines of the server's log, without any redaction of the log's own. */
  readonly logLines: readonly string[];
  /** Moves the system's clock on; business time stands still. */
  advanceClock(seconds: number): void;
  /** A new user, signed in. */
  signUp(name: string, role?: "user" | "admin"): Promise<SignedInClient>;
  close(): Promise<void>;
}

type Services = Pick<
  ApiContext,
  "database" | "calendar" | "market" | "businessNow" | "betaReferences" | "runs" | "health"
> & {
  close(): Promise<void>;
};

/** The engine's queue without a worker: runs stay queued. */
async function openQueueOnly(url: string, log: Log): Promise<Services> {
  const database: AppDatabase = await createDatabase({
    ...reached(url),
    apiPoolSize: 5,
    batchPoolSize: 2,
    applicationName: "test",
    log,
  });
  const calendar = createTradingCalendar();
  const transport = await startTransport({ url, worker: false, log });
  const businessNow = () => BUSINESS_NOW;
  return {
    database,
    calendar,
    market: "synthetic",
    businessNow,
    betaReferences: [],
    runs: createRunControl(
      { database, calendar, businessNow, transport },
      PHASES,
      createPreviewPlan({ database, calendar, betaReferences: [], scopeCache: createScopeCache(), log }),
    ),
    health: {
      queueDepth: () => transport.queueDepth(),
      pendingMigrations: async () =>
        (await schemaStatus({ directUrl: url, directory: MIGRATIONS_DIRECTORY })).pending,
      providers: () => [{ provider: "synthetic", circuit: null }],
    },
    async close() {
      await transport.stop(0);
      await database.close();
    },
  };
}

/** The whole program on the synthetic market, with a worker. */
async function openWithWorker(url: string): Promise<Services> {
  const platform = await openTestPlatform(url, { clock: BUSINESS_NOW });
  return { ...platform, close: () => platform.close(1000) };
}

/** A server on a database of its own. Runs stay queued unless there is a worker. */
export async function createHttpWorld(
  options: {
    readonly registration?: Registration;
    readonly requestsPerMinute?: number;
    readonly worker?: boolean;
    /** An outside issuer whose tokens are accepted. */
    readonly issuer?: Pick<IssuerOptions, "issuer" | "audience" | "jwksUrl">;
    /** Behind a proxy that says where requests come from. */
    readonly trustProxy?: boolean;
    /** A migrated database, where there is no test run that has one. */
    readonly testDatabase?: TestDatabase;
  } = {},
): Promise<HttpWorld> {
  const testDatabase = options.testDatabase ?? (await createTestDatabase());
  const logLines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logLines.push(chunk.toString());
      done();
    },
  });
  const log = pino({ level: "debug" }, sink);
  const { url } = testDatabase;
  const services = options.worker === true ? await openWithWorker(url) : await openQueueOnly(url, log);
  const { database, calendar, market, businessNow, betaReferences, runs, health } = services;
  let skewMs = 0;
  const context = await createApiContext({
    database,
    calendar,
    market,
    businessNow,
    betaReferences,
    runs,
    health,
    systemNow: () => new Date(Date.now() + skewMs),
    registration: options.registration ?? { mode: "open" },
    onAuthError: (message) => log.error(message),
    issuer: options.issuer ?? null,
  });
  const server = await createServer({
    context,
    log,
    secureCookies: false,
    trustProxy: options.trustProxy ?? false,
    requestsPerMinute: options.requestsPerMinute ?? 1000,
  });
  return {
    server,
    context,
    database,
    anonymous: createApiClient(server),
    logLines,
    advanceClock: (seconds) => {
      skewMs += 1000 * seconds;
    },
    async signUp(name, role = "user") {
      const client = createApiClient(server);
      const email = `${name}@example.com`;
      const user = await client.register({ email, password: `correct horse ${name}`, full_name: name });
      if (role === "admin")
        await database.api.query("update users set role = 'admin' where id = $1", [user.user_id]);
      return client.signIn(email, `correct horse ${name}`);
    },
    async close() {
      await server.close();
      await services.close();
      await testDatabase.drop();
    },
  };
}
