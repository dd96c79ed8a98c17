import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { PoolAccess } from "#db/database-pool.ts";
import { createDatabase, type Database, type DatabaseOptions } from "#db/pools.ts";
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
});

afterAll(async () => {
  await admin.end();
  await testDatabase.drop();
});

beforeEach(async () => {
  await admin.query("drop table if exists things");
  await admin.query("create table things (id integer, name text)");
  await admin.query("insert into things values (1, 'one'), (2, 'two')");
  database = await createDatabase(options());
});

afterEach(() => database.close());

const options = (more: Partial<DatabaseOptions> = {}): DatabaseOptions => ({
  url: testDatabase.url,
  apiPoolSize: 1,
  batchPoolSize: 1,
  applicationName: "prepared-test",
  log: testLog(),
  ...more,
});

const things = async (pool: PoolAccess<unknown>, id: number) =>
  (await pool.query("select * from things where id = $1", [id])).rows;
/** Texts that the pool's only connection has prepared. */
const prepared = async (pool: PoolAccess<unknown>) => {
  const { rows } = await pool.query<{ statement: string }>(
    "select statement from pg_prepared_statements order by 1",
  );
  return rows.map(({ statement }) => statement);
};

it("prepares a request's statement once on a connection and gives it its values each time", async () => {
  expect(await things(database.api, 1)).toEqual([{ id: 1, name: "one" }]);
  expect(await things(database.api, 2)).toEqual([{ id: 2, name: "two" }]);
  expect(await prepared(database.api)).toEqual(["select * from things where id = $1"]);
});

it("prepares nothing for the batch, nor behind a pooler", async () => {
  await things(database.batch, 1);
  expect(await prepared(database.batch)).toEqual([]);
  const behindPooler = await createDatabase(options({ directUrl: `${testDatabase.url}?x=1` }));
  await things(behindPooler.api, 1);
  expect(await prepared(behindPooler.api)).toEqual([]);
  await behindPooler.close();
});

it("goes on where a table has changed under a prepared statement", async () => {
  await things(database.api, 1);
  await admin.query("alter table things add column size integer");
  expect(await things(database.api, 1)).toEqual([{ id: 1, name: "one", size: null }]);
  expect(await things(database.api, 2)).toEqual([{ id: 2, name: "two", size: null }]);
});

it("goes on where the server has forgotten a prepared statement", async () => {
  await things(database.api, 1);
  await database.api.query("deallocate all");
  expect(await things(database.api, 2)).toEqual([{ id: 2, name: "two" }]);
});

it("reports a statement that cannot be prepared, and runs it once it can", async () => {
  await admin.query("alter table things rename to others");
  for (const _ of [1, 2]) expect(await rejection(things(database.api, 1))).toMatchObject({ code: "42P01" });
  await admin.query("alter table others rename to things");
  expect(await things(database.api, 1)).toEqual([{ id: 1, name: "one" }]);
});
