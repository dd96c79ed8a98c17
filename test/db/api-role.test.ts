import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { requireApiRole } from "#db/api-role.ts";
import { migrate } from "#db/migrate.ts";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { createDatabase } from "#db/pools.ts";
import { createEmptyDatabase, type TestDatabase } from "#test/support/database.ts";
import { rejection } from "#test/support/rejection.ts";
import { testLog } from "#test/support/test-log.ts";

let database: TestDatabase;
let admin: pg.Client;
let user: string;
let userUrl: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  user = `user_${randomBytes(6).toString("hex")}`;
  await admin.query(`create role ${user} login password 'let me in' createrole`);
  await admin.query(`grant create, usage on schema public to ${user}`);
  const url = new URL(database.url);
  url.username = user;
  url.password = "let me in";
  userUrl = url.href;
});

afterEach(async () => {
  await admin.query(`drop owned by ${user} cascade`);
  await admin.query(`drop role ${user}`);
  await admin.end();
  await database.drop();
});

const migrateAs = (url: string) =>
  migrate({ directUrl: url, directory: MIGRATIONS_DIRECTORY, log: testLog() });

async function checkAs(url: string): Promise<void> {
  const opened = await createDatabase<unknown>({
    url,
    apiPoolSize: 1,
    batchPoolSize: 1,
    applicationName: "test",
    log: testLog(),
  });
  try {
    await requireApiRole(opened.system);
  } finally {
    await opened.close();
  }
}

it("a user who may not take the API's role cannot migrate, and is told what a superuser has to do", async () => {
  const error = await rejection(migrateAs(userUrl));
  expect(error).toMatchObject({ code: "MIGRATION_FAILED" });
  expect(String(error)).toContain(`grant sigmasight_api to ${user}`);
});

it("a user who is no superuser migrates and serves once the role was granted", async () => {
  await admin.query(`grant sigmasight_api to ${user}`);
  await migrateAs(userUrl);
  await checkAs(userUrl);
});

it("a program whose user is no member of the role does not start", async () => {
  await migrateAs(database.url);
  await checkAs(database.url);
  expect(await rejection(checkAs(userUrl))).toMatchObject({ code: "API_ROLE_MISSING" });
});
