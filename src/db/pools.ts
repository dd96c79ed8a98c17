import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import type { DatabaseLog } from "./database-log.ts";
import { DatabasePool, type PoolAccess, type PoolLimits, type PoolObserver } from "./database-pool.ts";
import { watchHolders } from "./watch-holders.ts";

const OLDEST_SERVER = 150_000;

/** A request waits at most five seconds for anything; a person is waiting for it. */
const API_LIMITS = {
  acquireTimeoutMs: 5_000,
  statementTimeoutMs: 30_000,
  lockTimeoutMs: 5_000,
  idleInTransactionTimeoutMs: 30_000,
} as const;

/**
 * A unit may wait for another run's unit. It computes outside its transaction, so one that idles inside is frozen or
 * gone, and its locks must not hold up who takes over.
 */
const BATCH_LIMITS = {
  acquireTimeoutMs: 120_000,
  statementTimeoutMs: 120_000,
  lockTimeoutMs: 120_000,
  idleInTransactionTimeoutMs: 15_000,
} as const;

export interface DatabaseOptions {
  readonly url: string;
  /** Reaches the server without a pooler; given and different from `url` means that `url` is a transaction pooler. */
  readonly directUrl?: string;
  readonly apiPoolSize: number;
  readonly batchPoolSize: number;
  readonly applicationName: string;
  readonly log: DatabaseLog;
  readonly apiLimits?: Partial<Omit<PoolLimits, "size">>;
  readonly batchLimits?: Partial<Omit<PoolLimits, "size">>;
  /** Statements slower than this are logged. Absent: none. */
  readonly slowStatementMs?: number;
  /** Who holds a connection longer than this is logged. Absent: nobody. */
  readonly longHoldMs?: number;
  readonly observer?: PoolObserver;
}

/** Two pools, so that a batch that uses all of its connections never makes a request wait. */
export interface Database<Schema> {
  /** For requests and commands. */
  readonly api: PoolAccess<Schema>;
  /** The same pool for work that is no single user's: accounts, sign-ins, the program's own settings. */
  readonly system: DatabasePool<Schema>;
  readonly batch: PoolAccess<Schema>;
  readonly url: string;
  readonly directUrl: string;
  /** As `server_version` says, for example "18.4". */
  readonly serverVersion: string;
  /** Who holds a connection longer is named in the log; absent: nobody is. */
  readonly longHoldMs?: number;
  close(graceMs?: number): Promise<void>;
}

/** Opens both pools and checks the server. Errors: DATABASE_UNREACHABLE, DATABASE_TOO_OLD. */
export async function createDatabase<Schema>(options: DatabaseOptions): Promise<Database<Schema>> {
  const directUrl = options.directUrl ?? options.url;
  const open = (name: string, limits: PoolLimits) =>
    new DatabasePool<Schema>({
      name,
      limits,
      url: options.url,
      applicationName: options.applicationName,
      behindPooler: directUrl !== options.url,
      givesWay: name === "batch",
      prepares: name === "api",
      log: options.log,
      ...(options.slowStatementMs === undefined ? {} : { slowStatementMs: options.slowStatementMs }),
      ...(options.observer === undefined ? {} : { observer: options.observer }),
    });
  const api = open("api", { ...API_LIMITS, ...options.apiLimits, size: options.apiPoolSize });
  const batch = open("batch", { ...BATCH_LIMITS, ...options.batchLimits, size: options.batchPoolSize });
  const watch =
    options.longHoldMs === undefined ? null : watchHolders([api, batch], options.longHoldMs, options.log);
  const close = async (graceMs?: number) => {
    watch?.stop();
    await Promise.all([api.close(graceMs), batch.close(graceMs)]);
  };
  try {
    const { rows } = await api.query<{ number: string; text: string }>(
      "select current_setting('server_version_num') as number, current_setting('server_version') as text",
    );
    const version = rows[0] ?? { number: "0", text: "unknown" };
    requireServerVersion(Number(version.number), version.text);
    const { url, longHoldMs } = options;
    const known = { url, directUrl, serverVersion: version.text };
    return { api, system: api, batch, ...known, ...(longHoldMs === undefined ? {} : { longHoldMs }), close };
  } catch (error) {
    await close(0);
    throw error;
  }
}

/** `versionNumber` as in `server_version_num`: 180004 is 18.4. Errors: DATABASE_TOO_OLD. */
export function requireServerVersion(versionNumber: number, versionText: string): void {
  if (versionNumber >= OLDEST_SERVER) return;
  throw new SigmaSightError(
    "DATABASE_TOO_OLD",
    `the server is PostgreSQL ${versionText}; 15 or later is needed`,
  );
}
