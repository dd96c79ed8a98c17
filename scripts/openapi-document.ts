import type { ApiContext } from "#app/api-context.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { DatabasePool } from "#db/database-pool.ts";
import { createServer } from "#http/server.ts";
import { createLog } from "#log";

/** Never reached: the routes are registered and described, none is called. */
const NOWHERE = "postgres://nobody@127.0.0.1:1/none";

/** The text of `openapi.json`: the OpenAPI document of all routes, made without a database. */
export async function openapiText(): Promise<string> {
  const log = createLog({ level: "silent", pretty: false });
  const server = await createServer({
    context: contextWithoutDatabase(),
    log,
    secureCookies: true,
    trustProxy: false,
    requestsPerMinute: 1,
  });
  const text = `${JSON.stringify(server.swagger(), null, 2)}\n`;
  await server.close();
  return text;
}

function contextWithoutDatabase(): ApiContext {
  const log = { info: unused, warn: unused, error: unused };
  const limits = {
    size: 1,
    acquireTimeoutMs: 1,
    statementTimeoutMs: 1,
    lockTimeoutMs: 1,
    idleInTransactionTimeoutMs: 1,
  };
  const pool = new DatabasePool<unknown>({
    name: "none",
    url: NOWHERE,
    limits,
    applicationName: "openapi",
    behindPooler: false,
    log,
  });
  return {
    database: {
      api: pool,
      system: pool,
      batch: pool,
      url: NOWHERE,
      directUrl: NOWHERE,
      serverVersion: "0",
      close: () => pool.close(),
    },
    calendar: createTradingCalendar(),
    market: "real",
    businessNow: unused,
    systemNow: unused,
    betaReferences: [],
    registration: { mode: "invite", inviteCode: null },
    accounts: { signUp: unused, signIn: unused, isPassword: unused, hashPassword: unused },
    tokens: { issue: unused, verify: unused },
    issuerTokens: null,
    nightlyLagMinutes: null,
    onAuthError: unused,
    runs: {
      requestRun: unused,
      cancelRun: unused,
      retryRun: unused,
      previewRetry: unused,
      runStatus: unused,
    },
    health: { queueDepth: unused, pendingMigrations: unused, providers: unused },
  };
}

function unused(): never {
  throw new Error("describing the API calls nothing");
}
