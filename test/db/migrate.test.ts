import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate, requireCurrentSchema, schemaStatus } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY, readMigrationFiles } from "#db/migration-files.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { rejection } from "#test/support/rejection.ts";
import { testLog } from "#test/support/test-log.ts";

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = mkdtempSync(path.join(os.tmpdir(), "sigmasight-migrations-"));
});

afterEach(async () => {
  await database.drop();
  rmSync(directory, { recursive: true });
});

const write = (name: string, text: string) => writeFileSync(path.join(directory, name), text);
const run = () => migrate({ directUrl: database.url, directory, log: testLog() });
const status = () => schemaStatus({ directUrl: database.url, directory });

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

const FIRST = "create table a (x int);\ncreate table b (x int);\n";

describe("migrate", () => {
  it("applies files in order, once, and records them", async () => {
    write("0002_add_rows.sql", "insert into a values (1);");
    write("0001_create_tables.sql", FIRST);
    write("notes.txt", "not a migration");
    expect(await run()).toEqual(["0001_create_tables", "0002_add_rows"]);
    expect(await run()).toEqual([]);
    write("0003_add_more.sql", "insert into a values (2);");
    expect(await run()).toEqual(["0003_add_more"]);
    expect(await query("select x from a order by x")).toEqual([{ x: 1 }, { x: 2 }]);
    expect(await query("select version, name from schema_migrations order by 1")).toEqual([
      { version: 1, name: "0001_create_tables" },
      { version: 2, name: "0002_add_rows" },
      { version: 3, name: "0003_add_more" },
    ]);
  });

  it("keeps nothing of a failing file, keeps those before it, and names file and line", async () => {
    write("0001_create_tables.sql", FIRST);
    write("0002_break_things.sql", "insert into a values (1);\n\ninsert into nowhere values (1);\n");
    await expect(run()).rejects.toMatchObject({
      code: "MIGRATION_FAILED",
      message: '0002_break_things: line 3: relation "nowhere" does not exist',
    });
    expect(await query("select x from a")).toEqual([]);
    expect(await status()).toEqual({ version: 1, target: 2, pending: ["0002_break_things"] });
  });

  it("refuses a database of a newer program and changes nothing", async () => {
    write("0001_create_tables.sql", FIRST);
    write("0002_add_rows.sql", "insert into a values (1);");
    await run();
    rmSync(path.join(directory, "0002_add_rows.sql"));
    const tooNew = {
      code: "SCHEMA_TOO_NEW",
      message: "the database is at version 2 (0002_add_rows), this program knows versions up to 1",
    };
    await expect(run()).rejects.toMatchObject(tooNew);
    await expect(status()).rejects.toMatchObject(tooNew);
  });

  it("refuses a file changed after it was applied, but not one with other line ends", async () => {
    write("0001_create_tables.sql", FIRST);
    await run();
    write("0001_create_tables.sql", FIRST.replaceAll("\n", "\r\n"));
    expect(await run()).toEqual([]);
    write("0001_create_tables.sql", `${FIRST} -- edited`);
    await expect(run()).rejects.toMatchObject({
      code: "SCHEMA_DIVERGED",
      message: "0001_create_tables was changed after it was applied",
    });
  });

  it("refuses a file slipped in before one that is applied", async () => {
    write("0002_create_tables.sql", FIRST);
    await run();
    write("0001_come_late.sql", "select 1;");
    await expect(run()).rejects.toMatchObject({ code: "SCHEMA_DIVERGED" });
  });

  it("refuses wrong names and versions used twice", async () => {
    write("1_short.sql", "select 1;");
    await expect(run()).rejects.toMatchObject({ code: "MIGRATION_FAILED" });
    rmSync(path.join(directory, "1_short.sql"));
    write("0001_one.sql", "select 1;");
    write("0001_other.sql", "select 1;");
    await expect(run()).rejects.toThrow("version 1 is used by two files");
  });

  it("lets programs that start together wait for one another: each file is applied once", async () => {
    write("0001_create_tables.sql", `${FIRST} select pg_sleep(0.3);`);
    write("0002_add_rows.sql", "insert into a values (1);");
    const applied = await Promise.all([run(), run(), run(), run()]);
    expect(applied.flat().sort()).toEqual(["0001_create_tables", "0002_add_rows"]);
    expect(await query("select x from a")).toEqual([{ x: 1 }]);
  });

  it("goes on where a killed program stopped", async () => {
    write("0001_create_tables.sql", FIRST);
    await run();
    write("0002_add_slowly.sql", "insert into a values (1); select pg_sleep(20);");
    const interrupted = rejection(run());
    await expect
      .poll(() =>
        query(
          "select pid from pg_stat_activity where query like '%pg_sleep(20)%' and pid <> pg_backend_pid()",
        ),
      )
      .toHaveLength(1);
    await query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sigmasight migrate' and datname = current_database()",
    );
    expect(await interrupted).toMatchObject({ code: "MIGRATION_FAILED" });
    write("0002_add_slowly.sql", "insert into a values (1);");
    expect(await run()).toEqual(["0002_add_slowly"]);
    expect(await query("select x from a")).toEqual([{ x: 1 }]);
  });

  it("reports an unreachable server as such", async () => {
    await expect(
      migrate({ directUrl: "postgres://u:p@127.0.0.1:1/none", directory, log: testLog() }),
    ).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  });
});

describe("schemaStatus", () => {
  it("reads an empty database without making anything in it", async () => {
    write("0001_create_tables.sql", FIRST);
    expect(await status()).toEqual({ version: 0, target: 1, pending: ["0001_create_tables"] });
    expect(await query("select to_regclass('schema_migrations') as found")).toEqual([{ found: null }]);
  });

  it("makes a program that does not migrate refuse a schema that is behind", async () => {
    write("0001_create_tables.sql", FIRST);
    const require = () => requireCurrentSchema({ directUrl: database.url, directory });
    await expect(require()).rejects.toMatchObject({ code: "SCHEMA_BEHIND" });
    await run();
    await expect(require()).resolves.toBeUndefined();
  });
});

describe("the repository's migrations", () => {
  it("are all applied to a test database", async () => {
    const clone = await createTestDatabase();
    const known = await readMigrationFiles(MIGRATIONS_DIRECTORY);
    expect(await schemaStatus({ directUrl: clone.url, directory: MIGRATIONS_DIRECTORY })).toEqual({
      version: known.at(-1)?.version ?? 0,
      target: known.at(-1)?.version ?? 0,
      pending: [],
    });
    await clone.drop();
  });
});
