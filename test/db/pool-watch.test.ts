import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { int4Column } from "#db/copy/copy-columns.ts";
import { copyInto } from "#db/copy.ts";
import { createDatabase, type Database, type DatabaseOptions } from "#db/pools.ts";
import { withoutValues } from "#db/time-statements.ts";
import { createEmptyDatabase, type TestDatabase } from "#test/support/database.ts";
import { type TestLog, testLog } from "#test/support/test-log.ts";

let testDatabase: TestDatabase;
let database: Database<unknown>;
let log: TestLog;

beforeAll(async () => {
  testDatabase = await createEmptyDatabase();
});
afterAll(() => testDatabase.drop());
afterEach(() => database.close());

async function open(more: Partial<DatabaseOptions>): Promise<void> {
  log = testLog();
  const settings = { apiPoolSize: 1, batchPoolSize: 1, applicationName: "watch-test", log };
  database = await createDatabase({ url: testDatabase.url, ...settings, ...more });
}

const said = (message: string) =>
  log.entries.filter((entry) => entry.message === message).map(({ details }) => details);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the log of slow statements", () => {
  const SECRET = "4111-secret";

  it("has the text without values, the pool, and the work it belongs to", async () => {
    const slow: string[] = [];
    await open({
      slowStatementMs: 100,
      observer: { waited: () => undefined, wasSlow: (pool) => slow.push(pool) },
    });
    await sql`select pg_sleep(0.15), ${SECRET}::text, 'a ''quoted'' literal', 4111`.execute(database.api.db);
    await database.batch.transaction("unit pnl-snapshots", async ({ client }) => {
      await client.query("select pg_sleep(0.15) as slept", []);
      await client.query("select 1");
    });
    expect(said("slow statement")).toEqual([
      { pool: "api", ms: expect.any(Number), statement: "select pg_sleep(?), $1::text, ?, ?" },
      {
        pool: "batch",
        work: "unit pnl-snapshots",
        ms: expect.any(Number),
        statement: "select pg_sleep(?) as slept",
      },
    ]);
    const [first] = said("slow statement") as { ms: number }[];
    expect(first!.ms).toBeGreaterThanOrEqual(150);
    expect(slow).toEqual(["api", "batch"]);
    expect(JSON.stringify(log.entries)).not.toMatch(/4111|quoted/);
  });

  it("has statements that fail, and a COPY as a whole", async () => {
    await open({ slowStatementMs: 20 });
    await database.api.query("create table copied (n integer)");
    const failed = database.api.query("select 1 / length(pg_sleep(0.05)::text)");
    await expect(failed).rejects.toThrow("division by zero");
    await database.api.query(
      `create function tired() returns trigger language plpgsql as 'begin perform pg_sleep(0.01); return new; end';
       create trigger tired before insert on copied for each row execute function tired()`,
    );
    await database.api.transaction("store numbers", async ({ client }) => {
      await copyInto(client, "copied", {
        columns: [int4Column("n", [1, 2, 3, 4, 5, 6])],
        rows: 6,
      });
    });
    const statements = said("slow statement").map((entry) => (entry as { statement: string }).statement);
    // On a busy machine others are slow too.
    expect(statements).toContain("select ? / length(pg_sleep(?)::text)");
    expect(statements.filter((statement) => /copied.* from stdin/.test(statement))).toEqual([
      expect.stringMatching(/^copy /),
    ]);
  });

  it("is empty where everything is quick", async () => {
    await open({ slowStatementMs: 5_000 });
    await database.api.query("select 1");
    expect(log.entries).toEqual([]);
  });

  it.each([
    ["select '$1', $1, $12 from t", "select ?, $1, $12 from t"],
    ["select $$it's$$, $tag$ 'x' $tag$, 1.5e-3", "select ?, ?, ?"],
    ["select a1, int4(b), c_2\n  from   x", "select a1, int4(b), c_2 from x"],
    ["set local sigmasight.user_id = '3f2a-1'", "set local sigmasight.user_id = ?"],
  ])("writes %j as %j", (text, shown) => {
    expect(withoutValues(text)).toBe(shown);
  });
});

describe("the watch over held connections", () => {
  it("names who holds one for long, once, and says when it came back", async () => {
    await open({ longHoldMs: 300 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const work = database.batch.transaction("unit risk-analytics", () => promise);
    await pause(2_600);
    expect(said("a database connection is held long")).toEqual([
      {
        pool: "batch",
        label: "unit risk-analytics",
        heldMs: expect.any(Number),
        since: expect.any(Date),
      },
    ]);
    expect(said("a connection held long was given back")).toEqual([]);
    resolve();
    await work;
    await pause(1_200);
    expect(said("a connection held long was given back")).toEqual([
      { pool: "batch", label: "unit risk-analytics" },
    ]);
  });

  it("tells whoever counts of every wait, and which ended without a connection", async () => {
    const waits: [string, boolean][] = [];
    await open({
      apiLimits: { acquireTimeoutMs: 100 },
      observer: {
        waited: (pool, _ms, isTimeout) => waits.push([pool, isTimeout]),
        wasSlow: () => undefined,
      },
    });
    waits.length = 0; // the check of the server's version
    const { promise, resolve } = Promise.withResolvers<void>();
    const holder = database.api.transaction("holder", () => promise);
    await expect(database.api.query("select 1")).rejects.toThrow("held by: holder");
    resolve();
    await holder;
    expect(waits).toEqual([
      ["api", false],
      ["api", true],
    ]);
  });
});
