import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { commandLine } from "./program.ts";

interface Check {
  readonly name: string;
  readonly status: string;
  readonly found: string;
  readonly fix: string | null;
}

let database: TestDatabase;
let empty: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  empty = await createEmptyDatabase();
});
afterAll(async () => {
  await database.drop();
  await empty.drop();
});

async function examine(url: string, more: Readonly<Record<string, string>> = {}) {
  const settings = { DATABASE_URL: url, SIGMASIGHT_PROVIDERS: "none", ...more };
  const { status, stdout } = await commandLine(["doctor", "--offline", "--json"], settings);
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  const of = (name: string) => checks.find((check) => check.name === name);
  return { status, checks, of };
}

async function run(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

describe("doctor", () => {
  it("finds a migrated database well, but warns of the standing clock of these tests", async () => {
    const { status, checks, of } = await examine(database.url);
    const bad = checks.filter((check) => check.status === "fail" || check.status === "warn");
    // Who runs the tests, and a server that may lose them in a crash, are the machine's business.
    const ofMachine = ["user", "crash safety"];
    expect(bad.map(({ name }) => name).filter((name) => !ofMachine.includes(name))).toEqual([
      "business clock",
    ]);
    expect(status).toBe(of("crash safety")?.status === "ok" ? 3 : 1);
    expect(of("queue")?.status).toBe("skipped");
    expect(of("schema drift")?.status).toBe("ok");
    expect(of("runs")?.found).toBe("none ended in the last day");
  });

  it("finds what was changed by hand, and runs that are stuck, and says what to do", async () => {
    await run(
      database.url,
      `drop index capital_flows_portfolio_id_idx;
       insert into batch_run_history (trigger, scope, to_session, triggered_by, progressed_at)
       values ('admin', 'all', '2026-01-08', 'admin:x', now() - interval '7 hours')`,
    );
    const { status, of } = await examine(database.url);
    expect(status).toBe(1);
    expect(of("schema drift")).toMatchObject({
      status: "fail",
      found: "missing: index capital_flows_portfolio_id_idx",
    });
    expect(of("runs")).toMatchObject({
      status: "fail",
      found: expect.stringContaining("without progress for 420 minutes"),
    });
    for (const name of ["schema drift", "runs"]) expect(of(name)?.fix).not.toBeNull();
  });

  it("does not migrate, and says that something has to", async () => {
    const { of } = await examine(empty.url);
    expect(of("migrations")).toMatchObject({
      status: "warn",
      found: expect.stringContaining("at version 0"),
    });
    const client = new pg.Client({ connectionString: empty.url });
    await client.connect();
    const { rows } = await client.query("select nspname from pg_namespace where nspname = 'pgboss'");
    const tables = await client.query("select to_regclass('users') as users");
    await client.end();
    expect([rows, tables.rows]).toEqual([[], [{ users: null }]]);
  });

  it("says where a database cannot be reached, and which settings are wrong", async () => {
    const gone = await examine("postgres://nobody@127.0.0.1:1/none");
    expect(gone.status).toBe(1);
    expect(gone.of("database")).toMatchObject({
      status: "fail",
      fix: expect.stringContaining("DATABASE_URL"),
    });
    const wrong = await examine(database.url, { SIGMASIGHT_WORKER_CONCURRENCY: "0" });
    expect([wrong.status, wrong.checks.length]).toEqual([1, 1]);
    expect(wrong.of("settings")?.found).toContain("SIGMASIGHT_WORKER_CONCURRENCY");
  });
});
