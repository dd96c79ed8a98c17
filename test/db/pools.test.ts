import os from "node:os";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashKey, lockInOrder } from "#db/advisory-locks.ts";
import type { PoolAccess } from "#db/database-pool.ts";
import { isConflict, isConnectionLost, isQueryCancelled, violatedUnique } from "#db/pg-errors.ts";
import { createDatabase, type Database, type DatabaseOptions, requireServerVersion } from "#db/pools.ts";
import { createEmptyDatabase, type TestDatabase } from "#test/support/database.ts";
import { rejection } from "#test/support/rejection.ts";
import { testLog } from "#test/support/test-log.ts";

let testDatabase: TestDatabase;
let admin: pg.Client;
let database: Database<unknown>;

beforeAll(async () => {
  testDatabase = await createEmptyDatabase();
  admin = new pg.Client({ connectionString: testDatabase.url });
  await admin.connect();
  await admin.query("create table things (id integer constraint things_pkey primary key, name text)");
});

afterAll(async () => {
  await admin.end();
  await testDatabase.drop();
});

const options = (more: Partial<DatabaseOptions> = {}): DatabaseOptions => ({
  url: testDatabase.url,
  apiPoolSize: 2,
  batchPoolSize: 2,
  applicationName: "pools-test",
  log: testLog(),
  ...more,
});

beforeEach(async () => {
  await admin.query("truncate things");
  database = await createDatabase(options({ apiLimits: { acquireTimeoutMs: 200 } }));
});

afterEach(() => database.close());

const insert = (id: number) => sql`insert into things (id) values (${id})`;
const ids = async () =>
  (await admin.query("select id from things order by id")).rows.map((row: { id: number }) => row.id);
const sessions = async () =>
  (
    await admin.query(
      "select application_name as name, state from pg_stat_activity where application_name like 'pools-test%' order by 1",
    )
  ).rows as { name: string; state: string }[];

/** Occupies one connection until the returned function is called. */
function hold(pool: PoolAccess<unknown>, label: string): { done: Promise<void>; letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { done: pool.transaction(label, () => promise), letGo: resolve };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("values", () => {
  const one = async (expression: string) =>
    (await database.api.query<{ x: unknown }>(`select ${expression} as x`)).rows[0]?.x;

  it("a date is a plain string whatever the time zone", async () => {
    expect(await one("date '2025-01-06'")).toBe("2025-01-06");
  });

  it("numeric stays an exact string, alone and in an array", async () => {
    expect(await one("12345678901234567890.10::numeric")).toBe("12345678901234567890.10");
    expect(await one("array[1.10, 2]::numeric[]")).toEqual(["1.10", "2"]);
  });

  it("a count is a number", async () => {
    expect(await one("count(*)")).toBe(1);
  });

  it("an int8 beyond what a number holds fails instead of losing digits", async () => {
    expect(await one("9007199254740991::int8")).toBe(9007199254740991);
    await expect(one("9007199254740992::int8")).rejects.toThrow("beyond what a number holds exactly");
  });

  it("an array of doubles is a Float64Array with NaN for NULL", async () => {
    expect(await one("array[1.5, null, -2e-300]::float8[]")).toEqual(
      Float64Array.of(1.5, Number.NaN, -2e-300),
    );
    expect(await one("array[]::float8[]")).toEqual(new Float64Array(0));
  });

  it("leaves pg's own parsers as they are for other clients", async () => {
    expect((await admin.query("select date '2025-01-06' as x")).rows[0].x).toBeInstanceOf(Date);
  });
});

describe("a pool", () => {
  it("names its sessions after the program and itself", async () => {
    await database.batch.query("select 1");
    expect((await sessions()).map((session) => session.name)).toEqual(["pools-test api", "pools-test batch"]);
  });

  it("says who holds its connections when none becomes free in time", async () => {
    const a = hold(database.api, "slow report");
    const b = hold(database.api, "import");
    await expect(database.api.query("select 1", [], "list portfolios")).rejects.toMatchObject({
      code: "POOL_EXHAUSTED",
      message: expect.stringMatching(
        /"list portfolios" waited 0\.2 s for one of 2 connections of the api pool, held by: slow report \(0\.\d s\), import \(0\.\d s\)/,
      ),
    });
    a.letGo();
    b.letGo();
    await Promise.all([a.done, b.done]);
  });

  it("does not make a request wait for a batch that uses all of its connections", async () => {
    const held = [hold(database.batch, "unit 1"), hold(database.batch, "unit 2")];
    expect((await database.api.query("select 1 as x")).rows).toEqual([{ x: 1 }]);
    for (const { letGo } of held) letGo();
    await Promise.all(held.map(({ done }) => done));
  });

  it("counts use, waits and time-outs", async () => {
    const held = [hold(database.api, "one"), hold(database.api, "two")];
    const waiting = rejection(database.api.query("select 1"));
    await pause(50);
    expect(database.api.statistics()).toMatchObject({
      name: "api",
      size: 2,
      inUse: 2,
      waiting: 1,
      timeouts: 0,
    });
    expect(await waiting).toMatchObject({ code: "POOL_EXHAUSTED" });
    for (const { letGo } of held) letGo();
    await Promise.all(held.map(({ done }) => done));
    const after = database.api.statistics();
    expect(after).toMatchObject({ inUse: 0, waiting: 0, timeouts: 1, open: 2, idle: 2, holders: [] });
    expect(after.maxWaitMs).toBeGreaterThan(190);
  });

  it("serves waiters in the order they came", async () => {
    const held = [hold(database.api, "one"), hold(database.api, "two")];
    const order: string[] = [];
    const waiters = ["a", "b", "c"].map((name) =>
      database.api.transaction(name, async () => void order.push(name)),
    );
    for (const { letGo } of held) letGo();
    await Promise.all([...waiters, ...held.map(({ done }) => done)]);
    expect(order).toEqual(["a", "b", "c"]);
  });

  it("goes on after the server has ended its idle and its busy connections", async () => {
    await database.api.query("select 1");
    const busy = rejection(database.api.query("select pg_sleep(10)"));
    await pause(100);
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pools-test api'",
    );
    expect(await busy).toSatisfy(isConnectionLost);
    await pause(50);
    expect((await database.api.query("select 2 as x")).rows).toEqual([{ x: 2 }]);
  });

  it("bounds statements and waits for locks", async () => {
    await withDatabase(
      options({ apiLimits: { statementTimeoutMs: 50, lockTimeoutMs: 20 } }),
      async ({ api }) => {
        await expect(api.query("select pg_sleep(5)")).rejects.toSatisfy(isQueryCancelled);
        await admin.query("begin; lock table things");
        await expect(api.query("select * from things")).rejects.toSatisfy(isConflict);
        await admin.query("rollback");
      },
    );
  });

  it("behind a pooler bounds every statement without changing the session", async () => {
    const more = {
      directUrl: `${testDatabase.url}?direct`,
      apiLimits: { statementTimeoutMs: 50 },
      apiPoolSize: 1,
    };
    await withDatabase(options(more), async ({ api }) => {
      await expect(
        api.transaction("slow", ({ client }) => client.query("select pg_sleep(5)")),
      ).rejects.toSatisfy(isQueryCancelled);
      await expect(sql`select pg_sleep(5)`.execute(api.db)).rejects.toSatisfy(isQueryCancelled);
      await expect(api.query("select pg_sleep($1)", [5])).rejects.toSatisfy(isQueryCancelled);
      expect((await api.query("show statement_timeout")).rows).toEqual([{ statement_timeout: "0" }]);
    });
  });

  it("refuses new work and waiting work on close, and lets what runs finish", async () => {
    const held = [hold(database.api, "one"), hold(database.api, "two")];
    const refused = rejection(database.api.query("select 1"));
    await pause(20);
    const closed = database.close();
    expect(await refused).toMatchObject({ code: "CANCELLED" });
    await expect(database.api.query("select 1")).rejects.toMatchObject({ code: "CANCELLED" });
    for (const { letGo } of held) letGo();
    await Promise.all([closed, ...held.map(({ done }) => done)]);
    await expect.poll(sessions).toEqual([]);
  });

  it("closes connections still in use after the grace time", async () => {
    const failed = rejection(database.api.query("select pg_sleep(30)"));
    await pause(50);
    await database.close(50);
    expect(await failed).toSatisfy(isConnectionLost);
    await expect.poll(sessions, { timeout: 3_000 }).toEqual([]);
  });

  it("reports an unreachable server, and one that refuses, as such", async () => {
    const unreachable = options({ url: "postgres://u:p@127.0.0.1:1/none" });
    await expect(createDatabase(unreachable)).rejects.toMatchObject({
      code: "DATABASE_UNREACHABLE",
      retry: "later",
    });
    const noDatabase = new URL(testDatabase.url);
    noDatabase.pathname = "/no_such_database";
    await expect(createDatabase(options({ url: noDatabase.href }))).rejects.toMatchObject({
      code: "DATABASE_UNREACHABLE",
      retry: "never",
      message: expect.stringContaining("no_such_database"),
    });
  });

  it("never shows the password in an error", async () => {
    const url = "postgres://someone:very-secret@127.0.0.1:1/none";
    await expect(createDatabase(options({ url }))).rejects.not.toThrow(/very-secret/);
  });
});

describe("a transaction", () => {
  it("commits what Kysely and the client under it wrote", async () => {
    const result = await database.api.transaction("both", async ({ db, client }) => {
      await insert(1).execute(db);
      await client.query("insert into things (id) values (2)");
      return "done";
    });
    expect(result).toBe("done");
    expect(await ids()).toEqual([1, 2]);
  });

  it("rolls back and rethrows when the work throws, and returns its connection", async () => {
    const failing = database.api.transaction("failing", async ({ db }) => {
      await insert(1).execute(db);
      throw new Error("no good");
    });
    await expect(failing).rejects.toThrow("no good");
    expect(await ids()).toEqual([]);
    expect(database.api.statistics()).toMatchObject({ inUse: 0, open: 1, idle: 1 });
  });

  it("fails when a failed statement was ignored, instead of reporting a commit that was none", async () => {
    const ignoring = database.api.transaction("ignoring", async ({ db }) => {
      await insert(1).execute(db);
      await insert(1)
        .execute(db)
        .catch(() => undefined);
    });
    await expect(ignoring).rejects.toThrow("rolled back instead of committed");
    expect(await ids()).toEqual([]);
  });

  it("tells which unique constraint was violated", async () => {
    const twice = database.api.transaction("twice", async ({ db }) => {
      await insert(1).execute(db);
      await insert(1).execute(db);
    });
    await expect(twice).rejects.toSatisfy((error: unknown) => violatedUnique(error) === "things_pkey");
  });

  it("serializes statements started together", async () => {
    await database.api.transaction("together", async ({ db }) => {
      await Promise.all([insert(1).execute(db), insert(2).execute(db), insert(3).execute(db)]);
    });
    expect(await ids()).toEqual([1, 2, 3]);
  });

  it("keeps to read-only and isolation", async () => {
    const write = database.api.transaction("reader", ({ db }) => insert(1).execute(db), { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: "25006" });
    const level = await database.api.transaction(
      "level",
      async ({ client }) => (await client.query("show transaction_isolation")).rows[0].transaction_isolation,
      { isolation: "repeatable read" },
    );
    expect(level).toBe("repeatable read");
  });

  it("ends at once when aborted in a query: rolled back, its connection closed, the server's work stopped", async () => {
    const controller = new AbortController();
    const startedAt = performance.now();
    const work = database.batch.transaction(
      "unit 7",
      async ({ db, client }) => {
        await insert(1).execute(db);
        await client.query("select pg_sleep(30)");
      },
      { signal: controller.signal },
    );
    const failed = rejection(work);
    await expect.poll(sessions).toContainEqual({ name: "pools-test batch", state: "active" });
    controller.abort(new Error("the run was cancelled"));
    expect(await failed).toMatchObject({ code: "CANCELLED", message: '"unit 7" was cancelled' });
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(database.batch.statistics()).toMatchObject({ inUse: 0, open: 0 });
    await expect.poll(sessions, { timeout: 3_000 }).toHaveLength(1); // the api pool's
    expect(await ids()).toEqual([]);
  });

  it("is not committed when the abort comes while the program computes", async () => {
    const controller = new AbortController();
    const work = database.batch.transaction(
      "unit 8",
      async ({ db }) => {
        await insert(1).execute(db);
        controller.abort();
      },
      { signal: controller.signal },
    );
    await expect(work).rejects.toMatchObject({ code: "CANCELLED" });
    expect(await ids()).toEqual([]);
  });

  it("is not begun when already aborted, nor when aborted while waiting for a connection", async () => {
    const ran: string[] = [];
    const work = (signal: AbortSignal) =>
      database.api.transaction("unit 9", async () => void ran.push("ran"), { signal });
    await expect(work(AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
    const held = [hold(database.api, "one"), hold(database.api, "two")];
    await expect(work(AbortSignal.timeout(30))).rejects.toMatchObject({ code: "CANCELLED" });
    for (const { letGo } of held) letGo();
    await Promise.all(held.map(({ done }) => done));
    expect(ran).toEqual([]);
  });

  it("closes a connection that is still inside a transaction instead of returning it", async () => {
    await database.api.query("begin");
    expect(database.api.statistics()).toMatchObject({ inUse: 0, open: 0 });
  });
});

describe("advisory locks", () => {
  it("exclude another transaction with an overlapping set until the end, in whatever order both name them", async () => {
    const order: string[] = [];
    const take = (name: string, keys: readonly string[]) =>
      database.api.transaction(name, async ({ client }) => {
        await lockInOrder(
          client,
          keys.map((key) => ({ classId: 6, key })),
        );
        order.push(`${name} in`);
        await pause(50);
        order.push(`${name} out`);
      });
    await Promise.all([take("a", ["x", "y", "z"]), take("b", ["z", "x"])]);
    expect([order.slice(0, 2), order.slice(2)].map(([first]) => first?.slice(2))).toEqual(["in", "in"]);
    expect(order[0]?.[0]).toBe(order[1]?.[0]);
  });

  it("keep classes apart", async () => {
    await database.api.transaction("outer", async ({ client }) => {
      await lockInOrder(client, [{ classId: 1, key: "x" }]);
      await database.api.transaction("inner", (tx) => lockInOrder(tx.client, [{ classId: 2, key: "x" }]));
    });
  });

  it("hash keys by FNV-1a", () => {
    // Published test vectors of the 32-bit hash.
    expect(hashKey("") >>> 0).toBe(0x811c9dc5);
    expect(hashKey("a") >>> 0).toBe(0xe40c292c);
    expect(hashKey("foobar") >>> 0).toBe(0xbf9cf968);
  });
});

describe("the server's version", () => {
  it("before 15 is refused", () => {
    expect(() => requireServerVersion(140_011, "14.11")).toThrow("PostgreSQL 14.11; 15 or later is needed");
    expect(() => requireServerVersion(150_000, "15.0")).not.toThrow();
  });
});

async function withDatabase(
  given: DatabaseOptions,
  work: (database: Database<unknown>) => Promise<void>,
): Promise<void> {
  const other = await createDatabase(given);
  try {
    await work(other);
  } finally {
    await other.close();
  }
}

/** Server processes by the pool that they serve, where they are of this machine and this user may look at them. */
async function priorities(): Promise<ReadonlyMap<string, number>> {
  const { rows } = await admin.query<{ name: string; pid: number }>(
    "select application_name as name, pid from pg_stat_activity where application_name like 'pools-test%'",
  );
  return new Map(rows.map(({ name, pid }) => [name, os.getPriority(pid)]));
}

describe.skipIf(process.platform !== "linux")("a server on this machine", () => {
  it("lets a night's work give way to whoever reads", async ({ skip }) => {
    await Promise.all([database.api.query("select 1"), database.batch.query("select 1")]);
    const { rows } = await admin.query<{ pid: number }>("select pg_backend_pid() as pid");
    try {
      os.setPriority(rows[0]!.pid, os.getPriority(rows[0]!.pid));
    } catch {
      skip("the server is another user's");
    }
    const found = await priorities();
    expect(found.get("pools-test batch")).toBe(os.constants.priority.PRIORITY_BELOW_NORMAL);
    expect(found.get("pools-test api")).toBe(0);
  });
});
