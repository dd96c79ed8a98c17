import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import { SigmaSightError } from "#core/errors/sigmasight-error.ts";
import { sendCancelRequest } from "./cancel-request.ts";
import { ConnectionSlots, type Slot, type SlotStatistics } from "./connection-slots.ts";
import type { DatabaseLog } from "./database-log.ts";
import { kyselyPool } from "./kysely-pool.ts";
import { lowerBackend } from "./lower-backend.ts";
import { connectError, describeUrl } from "./pg-errors.ts";
import { SYSTEM, type Tenant } from "./tenant.ts";
import { type LocalSetting, queryWith, settingStatements, tenantSettings } from "./tenant-query.ts";
import { timeStatements, withoutValues } from "./time-statements.ts";
import { databaseTypes } from "./type-parsers.ts";

/** Bounds on what one caller may take from the database, milliseconds except `size`. */
export interface PoolLimits {
  readonly size: number;
  /** Longest wait for a free connection; then POOL_EXHAUSTED. */
  readonly acquireTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
}

export interface PoolOptions {
  readonly name: string;
  readonly url: string;
  readonly limits: PoolLimits;
  readonly applicationName: string;
  /**
   * Behind a transaction pooler settings must not outlive a transaction, so the time-outs are local to each transaction
   * and to each single statement; otherwise they hold for the whole session.
   */
  readonly behindPooler: boolean;
  /** Whether other pools' work goes before this one's in a server on this machine. Absent: no. */
  readonly givesWay?: boolean;
  /**
   * Whether statements of their own are prepared: those of requests are the same few again and again, small, and cost more
   * to plan than to run. Absent: no.
   */
  readonly prepares?: boolean;
  readonly log: DatabaseLog;
  /** Statements slower than this are logged, without their values. Absent: none. */
  readonly slowStatementMs?: number;
  readonly observer?: PoolObserver;
}

/** What a pool tells whoever counts. */
export interface PoolObserver {
  /** A wait for a connection has ended; after a time-out without one. */
  waited(pool: string, waitedMs: number, isTimeout: boolean): void;
  wasSlow(pool: string): void;
}

/** One open transaction: Kysely for statements, the client under it for COPY. Use one at a time, never both at once. */
export interface DatabaseTransaction<Schema> {
  readonly db: Transaction<Schema>;
  readonly client: pg.PoolClient;
}

export interface TransactionOptions {
  /** On abort the running statement is cancelled, the connection closed and the transaction fails with CANCELLED. */
  readonly signal?: AbortSignal;
  readonly isolation?: "read committed" | "repeatable read" | "serializable";
  readonly readOnly?: boolean;
}

export interface PoolStatistics extends SlotStatistics {
  readonly name: string;
  readonly size: number;
  /** Open connections, and those of them that nobody uses. */
  readonly open: number;
  readonly idle: number;
}

/** How statements reach a pool's connections. */
export interface PoolAccess<Schema> {
  readonly name: string;
  /** For statements outside a transaction; each takes a connection for itself. */
  readonly db: Kysely<Schema>;
  /** One statement on any connection. */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    label?: string,
  ): Promise<pg.QueryResult<Row>>;
  /** Runs `work` between begin and commit; any error rolls back and is rethrown. */
  transaction<T>(
    label: string,
    work: (tx: DatabaseTransaction<Schema>) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T>;
  statistics(): PoolStatistics;
}

interface Lease {
  readonly client: pg.PoolClient;
  readonly slot: Slot;
  /** Returns the connection, or closes it when told so or when it is still inside a transaction. Idempotent. */
  release(destroy: boolean): void;
}

const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_TIMEOUT_MS = 30_000;
const SQL_LABEL_CHARACTERS = 60;
/** How Kysely begins a transaction. */
const BEGIN = /^(?:begin|start transaction)\b/;

const TRANSACTION_CONTROL = /^\s*(?:begin|start transaction|commit|rollback|savepoint|release savepoint)\b/i;

/** A pool of connections with bounded, accounted waits. */
export class DatabasePool<Schema> implements PoolAccess<Schema> {
  readonly name: string;
  readonly db: Kysely<Schema>;
  readonly #pool: pg.Pool;
  readonly #slots: ConnectionSlots;
  readonly #options: PoolOptions;
  readonly #leases = new Set<Lease>();
  readonly #slotOf = new WeakMap<pg.PoolClient, Slot>();
  readonly #connected = new Set<Promise<void>>();
  #closing: Promise<void> | undefined;

  constructor(options: PoolOptions) {
    const { limits } = options;
    this.name = options.name;
    this.#options = options;
    this.#slots = new ConnectionSlots(options.name, limits.size, limits.acquireTimeoutMs, (ms, isTimeout) =>
      options.observer?.waited(options.name, ms, isTimeout),
    );
    this.#pool = new pg.Pool({
      connectionString: options.url,
      application_name: `${options.applicationName} ${options.name}`,
      max: limits.size,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      keepAlive: true,
      types: databaseTypes,
      ...(options.behindPooler
        ? {}
        : {
            statement_timeout: limits.statementTimeoutMs,
            lock_timeout: limits.lockTimeoutMs,
            idle_in_transaction_session_timeout: limits.idleInTransactionTimeoutMs,
          }),
    });
    // A checked-out client without a listener of its own ends the process when the server restarts.
    this.#pool.on("connect", (client) => this.#watch(client));
    this.#pool.on("error", () => undefined); // an idle client's error; its own listener has logged it
    this.db = this.#statements(() => SYSTEM);
  }

  /**
   * The same connections, on which every statement and transaction runs for the tenant of that moment: with the API's
   * role and the user's id, so that row-level security shows no one else's rows.
   */
  forTenants(tenantOf: () => Tenant): PoolAccess<Schema> {
    return {
      name: this.name,
      db: this.#statements(tenantOf),
      query: (text, values, label) => this.#query(tenantOf(), text, values, label),
      transaction: (label, work, options) => this.#transaction(tenantOf(), label, work, options),
      statistics: () => this.statistics(),
    };
  }

  /** One statement on any connection; what pg-boss's `executeSql` needs. */
  query<Row extends pg.QueryResultRow>(
    text: string,
    values?: readonly unknown[],
    label?: string,
  ): Promise<pg.QueryResult<Row>> {
    return this.#query(SYSTEM, text, values, label);
  }

  /**
   * Runs `work` between begin and commit; any error rolls back and is rethrown. A commit that the server answers with a rollback
   * (an earlier statement had failed and was ignored) is an error too. A connection that does not end outside a transaction is
   * closed, never returned.
   */
  transaction<T>(
    label: string,
    work: (tx: DatabaseTransaction<Schema>) => Promise<T>,
    options?: TransactionOptions,
  ): Promise<T> {
    return this.#transaction(SYSTEM, label, work, options);
  }

  async #transaction<T>(
    tenant: Tenant,
    label: string,
    work: (tx: DatabaseTransaction<Schema>) => Promise<T>,
    options: TransactionOptions = {},
  ): Promise<T> {
    const { signal } = options;
    const lease = await this.#lease(label, signal);
    const { client } = lease;
    const onAbort = () => this.#abandon(lease);
    let workError: unknown;
    try {
      signal?.addEventListener("abort", onAbort, { once: true });
      if (signal?.aborted === true) throw cancelled(label, signal.reason);
      // The lease, not Kysely, gives the connection back: it is looked at first.
      const atBegin = settingStatements(this.#settings(tenant));
      const borrowed = {
        // Sent with the begin itself, which costs no further round trip.
        query: (text: string, values: readonly unknown[]) =>
          client.query(BEGIN.test(text) ? [text, ...atBegin].join("; ") : text, [...values]),
        release: () => undefined,
      };
      let builder = kyselyOver<Schema>(() => Promise.resolve(borrowed)).transaction();
      if (options.isolation !== undefined) builder = builder.setIsolationLevel(options.isolation);
      if (options.readOnly === true) builder = builder.setAccessMode("read only");
      return await builder.execute(async (db) => {
        try {
          const result = await work({ db, client });
          if (signal?.aborted === true) throw cancelled(label, signal.reason);
          signal?.removeEventListener("abort", onAbort); // from here on the commit decides
          return result;
        } catch (error) {
          workError = error; // a failing rollback must not hide it
          throw error;
        }
      });
    } catch (error) {
      const cause = workError ?? error;
      if (signal?.aborted === true && !(cause instanceof SigmaSightError && cause.code === "CANCELLED")) {
        throw cancelled(label, cause);
      }
      throw cause;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      lease.release(false);
    }
  }

  statistics(): PoolStatistics {
    return {
      name: this.name,
      size: this.#options.limits.size,
      open: this.#pool.totalCount,
      idle: this.#pool.idleCount,
      ...this.#slots.statistics(),
    };
  }

  /** Refuses new work, waits for what runs, and after `graceMs` closes its connections. No connection is open afterwards. */
  close(graceMs = 5_000): Promise<void> {
    this.#closing ??= this.#close(graceMs);
    return this.#closing;
  }

  async #close(graceMs: number): Promise<void> {
    this.#slots.close();
    const timer = setTimeout(() => {
      for (const lease of this.#leases) {
        this.#options.log.warn(
          { pool: this.name, label: lease.slot.label },
          "connection closed while in use",
        );
        this.#abandon(lease);
      }
    }, graceMs);
    await this.#pool.end();
    clearTimeout(timer);
    await Promise.all(this.#connected);
  }

  /** Ends what the connection is doing, on the server too, and closes it. */
  #abandon(lease: Lease): void {
    const { label } = lease.slot;
    sendCancelRequest(lease.client, (error) =>
      this.#options.log.warn({ err: error, label }, "cancel request failed"),
    );
    lease.release(true);
  }

  get #prepares(): boolean {
    const { prepares = false, behindPooler } = this.#options;
    return prepares && !behindPooler;
  }

  /** What holds for one transaction or statement of a tenant. */
  #settings(tenant: Tenant): readonly LocalSetting[] {
    const { behindPooler, limits } = this.#options;
    return [...tenantSettings(tenant), ...(behindPooler ? localTimeouts(limits) : [])];
  }

  #statements(tenantOf: () => Tenant): Kysely<Schema> {
    return kyselyOver(async () => {
      const lease = await this.#lease("query");
      return {
        query: (text, values) => {
          lease.slot.label = sqlLabel(text);
          // What begins or ends a transaction takes none: an aborted one refuses all but its end.
          const settings = TRANSACTION_CONTROL.test(text) ? [] : this.#settings(tenantOf());
          return queryWith(lease.client, settings, text, values, this.#prepares);
        },
        release: (destroy) => lease.release(destroy),
      };
    });
  }

  async #query<Row extends pg.QueryResultRow>(
    tenant: Tenant,
    text: string,
    values: readonly unknown[] = [],
    label = sqlLabel(text),
  ): Promise<pg.QueryResult<Row>> {
    const lease = await this.#lease(label);
    try {
      // Without values it may be several statements, as pg-boss's are, and those take no settings.
      const mayBeSeveral = tenant.kind === "system" && values.length === 0;
      const settings = mayBeSeveral ? [] : this.#settings(tenant);
      return await queryWith<Row>(lease.client, settings, text, values, this.#prepares);
    } finally {
      lease.release(false);
    }
  }

  #watch(client: pg.PoolClient): void {
    client.on("error", (error) => {
      this.#options.log.warn({ err: error, pool: this.name }, "database connection lost");
    });
    const { slowStatementMs, givesWay = false } = this.#options;
    if (givesWay) lowerBackend(client);
    if (slowStatementMs !== undefined) {
      timeStatements(client, (text, ms) => {
        if (ms >= slowStatementMs) this.#logSlow(client, text, ms);
      });
    }
    const ended = new Promise<void>((resolve) => client.once("end", () => resolve()));
    this.#connected.add(ended);
    void ended.then(() => this.#connected.delete(ended));
  }

  #logSlow(client: pg.PoolClient, text: string, ms: number): void {
    const statement = withoutValues(text);
    const label = withoutValues(this.#slotOf.get(client)?.label ?? "");
    // The work's name, where it is not the statement itself.
    const work = statement.startsWith(label) ? {} : { work: label };
    const details = { pool: this.name, ...work, ms: Math.round(ms), statement };
    this.#options.log.warn(details, "slow statement");
    this.#options.observer?.wasSlow(this.name);
  }

  async #lease(label: string, signal?: AbortSignal): Promise<Lease> {
    const slot = await this.#slots.acquire(label, signal);
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      slot.release();
      throw connectError(error, describeUrl(this.#options.url));
    }
    this.#slotOf.set(client, slot);
    const lease: Lease = {
      client,
      slot,
      release: (destroy) => {
        if (!this.#leases.delete(lease)) return;
        client.release(destroy || client.getTransactionStatus() !== "I");
        slot.release();
      },
    };
    this.#leases.add(lease);
    return lease;
  }
}

function kyselyOver<Schema>(connect: Parameters<typeof kyselyPool>[0]): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: kyselyPool(connect) }) });
}

function localTimeouts(limits: PoolLimits): readonly LocalSetting[] {
  const milliseconds = (value: number) => String(Math.round(value));
  return [
    ["statement_timeout", milliseconds(limits.statementTimeoutMs)],
    ["lock_timeout", milliseconds(limits.lockTimeoutMs)],
    ["idle_in_transaction_session_timeout", milliseconds(limits.idleInTransactionTimeoutMs)],
  ];
}

function sqlLabel(text: string): string {
  return text.replace(/\s+/g, " ").trim().slice(0, SQL_LABEL_CHARACTERS);
}

function cancelled(label: string, cause: unknown): SigmaSightError {
  return new SigmaSightError("CANCELLED", `"${label}" was cancelled`, { cause });
}
