import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MIGRATIONS_DIRECTORY } from "#db/migration-files.ts";
import { schemaDrift } from "#db/schema-drift.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let client: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const drift = () => schemaDrift({ directUrl: database.url, directory: MIGRATIONS_DIRECTORY });
const NONE = { missing: [], different: [], extra: [] };

describe("the comparison of a schema with its migrations", () => {
  it("finds nothing in a database that was only migrated, and leaves nothing behind", async () => {
    expect(await drift()).toEqual(NONE);
    const { rows } = await client.query("select nspname from pg_namespace where nspname like 'sigmasight%'");
    expect(rows).toEqual([]);
  });

  it("finds what was dropped, changed and added by hand, and minds nobody else's tables", async () => {
    await client.query(`
      drop index capital_flows_portfolio_id_idx;
      alter table positions drop constraint positions_exit_check;
      drop policy portfolios_tenant on portfolios;
      alter table users alter column name drop not null;
      alter table users alter column role set default 'admin';
      alter table portfolios disable row level security;
      alter table audit_log disable trigger audit_log_append_only;
      create or replace function refuse_audit_change() returns trigger language plpgsql as 'begin return old; end';
      alter table users add column nickname text;
      create index by_hand on users (name);
      grant select on users to sigmasight_api;
      create table somebody_elses (id integer constraint somebody_elses_pkey primary key)`);
    expect(await drift()).toEqual({
      missing: [
        "constraint positions_exit_check of positions",
        "index capital_flows_portfolio_id_idx",
        "policy portfolios_tenant on portfolios",
      ],
      different: [
        "column users.name",
        "column users.role",
        "function refuse_audit_change()",
        "table portfolios",
        "trigger audit_log_append_only on audit_log",
      ],
      extra: ["column users.nickname", "index by_hand", "rights of sigmasight_api on users"],
    });
  });
});
