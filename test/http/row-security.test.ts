import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isolateTenants } from "#db/isolate-tenants.ts";
import { sqlState } from "#db/pg-errors.ts";
import { createDatabase } from "#db/pools.ts";
import { asTenant, NOBODY, SYSTEM, type Tenant } from "#db/tenant.ts";
import { API_ROLE } from "#db/tenant-query.ts";
import type { AppDatabase } from "#db/types.ts";
import { rejection } from "#test/support/rejection.ts";
import { testLog } from "#test/support/test-log.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";
import { storeResults } from "./support/stored-results.ts";

/** What the API may read without asking whose it is: the market, and the program's own tables of facts. None is about a user. */
const SHARED = [
  "calendar_exceptions",
  "company_profiles",
  "corporate_actions",
  "factors",
  "fundamentals",
  "market_data_cache",
  "provider_fetches",
  "symbol_daily_metrics",
  "symbol_factor_exposures",
  "symbol_factor_loadings",
  "symbol_universe",
];

/** Columns that name whose a row is. */
const OWNED_BY = [
  "owner_id",
  "user_id",
  "actor_id",
  "portfolio_id",
  "position_id",
  "owner",
  "subject",
  "subjects",
];

interface Table {
  readonly name: string;
  readonly readable: boolean;
  readonly granted: boolean;
  readonly isolated: boolean;
  readonly forced: boolean;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly required: boolean }[];
}

interface Person {
  readonly client: SignedInClient;
  readonly portfolio: string;
  readonly position: string;
  readonly run: string;
}

let world: HttpWorld;
let isolated: AppDatabase;
let tables: readonly Table[];
let ada: Person;
let bob: Person;

beforeAll(async () => {
  world = await createHttpWorld();
  isolated = isolateTenants(world.database);
  tables = await readTables();
  ada = await createPerson("ada");
  bob = await createPerson("bob");
});
afterAll(() => world.close());

async function readTables(): Promise<readonly Table[]> {
  const rights = "array['select', 'insert', 'update', 'delete']";
  const { rows } = await world.database.system.query<Table>(
    `select c.relname as name, has_table_privilege($1, c.oid, 'select') as readable,
       exists (select from unnest(${rights}) r where has_table_privilege($1, c.oid, r)) as granted,
       c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid
         and $1::regrole = any (p.polroles))
         or coalesce('security_invoker=true' = any (c.reloptions), false) as isolated,
       c.relforcerowsecurity as forced,
       (select jsonb_agg(jsonb_build_object('name', i.column_name, 'type', i.udt_name, 'required',
            i.is_nullable = 'NO' and i.column_default is null and i.is_identity = 'NO'))
          from information_schema.columns i where i.table_schema = 'public' and i.table_name = c.relname) as columns
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') order by c.relname`,
    [API_ROLE],
  );
  return rows;
}

/** A user with a portfolio, a run, and a row of hers in every isolated table; views come after the tables they show. */
async function createPerson(name: string): Promise<Person> {
  const client = await world.signUp(name);
  const form = { ...PORTFOLIO_FIELDS, csv_file: csvFile(TWO_LOTS) };
  const portfolio: string = (await client.send("/onboarding/create-portfolio", form)).body.portfolio_id;
  await storeResults(world.database, portfolio);
  const position: string = (await client.get(`/portfolios/${portfolio}/positions`)).body.positions[0].id;
  const run: string = (await client.post(`/portfolios/${portfolio}/calculate`)).body.batch_run_id;
  const { system } = world.database;
  await system.query("insert into batch_phases (run_id, phase, position, weight) values ($1, 'one', 1, 1)", [
    run,
  ]);
  const person = { client, portfolio, position, run };
  for (const table of tables.filter((one) => one.isolated && one.readable)) {
    if (!(await readText(SYSTEM, table)).includes(portfolio)) await insertRow(table, person);
  }
  return person;
}

/** Values of columns that not every text or number fits. */
const FITTING: Readonly<Record<string, string>> = {
  source: "user",
  severity: "error",
  level: "info",
  phase: "one",
};
const BY_TYPE: Readonly<Record<string, string>> = {
  date: "2026-01-08",
  jsonb: "{}",
  timestamptz: "2026-01-08",
  bool: "true",
};

async function insertRow({ name, columns }: Table, { portfolio, position, run }: Person): Promise<void> {
  const ids: Readonly<Record<string, string>> = {
    portfolio_id: portfolio,
    position_id: position,
    run_id: run,
    owner: portfolio,
    subject: portfolio,
    subjects: `{${portfolio}}`,
    sessions: "{[2026-01-08,2026-01-09)}",
  };
  const given = columns.filter((column) => column.required || column.name in ids);
  const value = ({ name: column, type }: Table["columns"][number]) => {
    const id = ids[column];
    if (type.startsWith("_")) return id === undefined || id.startsWith("{") ? (id ?? "{}") : `{${id}}`;
    return id ?? FITTING[column] ?? BY_TYPE[type] ?? "1";
  };
  const places = given.map(({ type }, i) => `$${i + 1}::text::${type}`).join(", ");
  await world.database.system.query(
    `insert into ${name} (${given.map((column) => column.name).join(", ")}) values (${places})`,
    given.map(value),
  );
}

const userOf = ({ client }: Person): Tenant => ({ kind: "user", userId: client.userId });

/** All that a tenant sees of a table, as text. */
async function readText(tenant: Tenant, { name }: Table): Promise<string> {
  const { rows } = await asTenant(tenant, () =>
    isolated.api.query<{ text: string }>(`select to_jsonb(t)::text as text from ${name} t`),
  );
  return rows.map(({ text }) => text).join("\n");
}

describe("every table", () => {
  test("is isolated, known to be shared, or not for the API at all", () => {
    const open = tables
      .filter(({ granted, isolated: isIsolated }) => granted && !isIsolated)
      .map(({ name }) => name);
    expect(open).toEqual(SHARED);
    expect(tables.filter((table) => table.isolated).length).toBeGreaterThan(20);
  });

  test("that names an owner is isolated where the API may touch it", () => {
    const naming = ({ columns }: Table) => columns.some(({ name }) => OWNED_BY.includes(name));
    const open = tables.filter((table) => naming(table) && table.granted && !table.isolated);
    expect(open).toEqual([]);
  });

  test("lets its owner role through, which copies rows into it", () => {
    expect(tables.filter(({ forced }) => forced)).toEqual([]);
  });

  test("of accounts, credentials and settings is closed to the API", () => {
    const granted = new Set(tables.filter((table) => table.granted).map(({ name }) => name));
    for (const name of ["users", "auth_sessions", "auth_accounts", "auth_verifications", "system_settings"])
      expect(granted).not.toContain(name);
  });
});

describe("a user", () => {
  test("sees rows of hers in every isolated table, and nothing that names another", async () => {
    const problems: string[] = [];
    for (const table of tables.filter((one) => one.isolated && one.readable)) {
      for (const [own, other] of [
        [ada, bob],
        [bob, ada],
      ] as const) {
        const seen = await readText(userOf(own), table);
        const names = ({ portfolio, position, run, client }: Person) =>
          [portfolio, position, run, client.userId].some((id) => seen.includes(id));
        if (!names(own)) problems.push(`${table.name} shows nothing`);
        if (names(other)) problems.push(`${table.name} shows what is another's`);
      }
    }
    expect(problems).toEqual([]);
  });

  test("gets nothing from a query that forgets to ask whose the rows are", async () => {
    const { rows } = await asTenant(userOf(ada), () =>
      sql<{ id: string }>`select portfolio_id as id from positions where portfolio_id = ${bob.portfolio}
        union all select portfolio_id from portfolio_snapshots where portfolio_id = ${bob.portfolio}`.execute(
        isolated.api.db,
      ),
    );
    expect(rows).toEqual([]);
  });

  test("changes and deletes no row of another with a statement that forgets its condition", async () => {
    const changed = await asTenant(userOf(ada), () =>
      isolated.api.transaction("careless", async ({ db }) => {
        const renamed = await sql`update portfolios set name = 'mine'`.execute(db);
        const removed = await sql`delete from positions where portfolio_id = ${bob.portfolio}`.execute(db);
        return [renamed.numAffectedRows, removed.numAffectedRows];
      }),
    );
    expect(changed).toEqual([1n, 0n]);
    expect((await bob.client.get(`/portfolios/${bob.portfolio}`)).body.name).toBe("Two lots");
  });

  test.each([
    [
      "a portfolio",
      () => `insert into portfolios (owner_id, name, account_name, account_type, equity_balance, file_sha256)
       values ('${bob.client.userId}', 'x', 'x', 'taxable', 1, 'x')`,
    ],
    [
      "a lot",
      () => `insert into positions (portfolio_id, symbol, investment_class, quantity, entry_date, basis_date)
       values ('${bob.portfolio}', 'AAA', 'PUBLIC', 1, '2025-01-06', '2025-01-06')`,
    ],
    [
      "a finding",
      () => `insert into findings (job, owner, subject, code, severity, message)
       values ('import', '${bob.portfolio}', 'x', 'x', 'info', 'x')`,
    ],
    [
      "an audit entry",
      () => `insert into audit_log (actor_id, actor_role, via, action, subject_kind, subject)
       values ('${bob.client.userId}', 'user', 'api', 'x', 'x', 'x')`,
    ],
  ])("cannot give %s to another", async (_what, statement) => {
    const error = await rejection(asTenant(userOf(ada), () => isolated.api.query(statement())));
    expect(sqlState(error)).toBe("42501");
  });

  test.each(["users", "auth_sessions", "auth_accounts", "system_settings", "audit_log", "batch_workers"])(
    "is refused a look into %s",
    async (name) => {
      const error = await rejection(asTenant(userOf(ada), () => isolated.api.query(`select * from ${name}`)));
      expect(sqlState(error)).toBe("42501");
    },
  );

  test("of a run of all portfolios reads the lines that are about nobody or about her", async () => {
    const { rows } = await world.database.system.query<{ id: string }>(
      `insert into batch_run_history (trigger, scope, to_session, triggered_by, status)
       values ('nightly', 'all', '2026-01-08', 'nightly', 'running') returning id`,
    );
    const line = (subject: string | null, code: string | null) =>
      world.database.system.query(
        "insert into run_events (run_id, level, subject, code, message) values ($1, 'info', $2, $3, coalesce($2, $3, 'plain'))",
        [rows[0]!.id, subject, code],
      );
    await line(null, null);
    await line(null, "CODED");
    for (const subject of [ada.portfolio, bob.portfolio, ada.position, bob.position, "AAA", "ZZZ"])
      await line(subject, null);
    const read = await asTenant(userOf(ada), () =>
      isolated.api.query<{ message: string }>(
        "select message from run_events where run_id = $1 order by seq",
        [rows[0]!.id],
      ),
    );
    expect(read.rows.map(({ message }) => message)).toEqual(["plain", ada.portfolio, ada.position, "AAA"]);
  });
});

describe("without a user", () => {
  test.each([
    ["nobody", (work: () => Promise<unknown>) => asTenant(NOBODY, work)],
    ["what forgot to say whose it is", (work: () => Promise<unknown>) => work()],
  ])("%s sees no owned row", async (_who, run) => {
    const counts = await run(async () => {
      const { rows } = await isolated.api.query(
        `select (select count(*) from portfolios) as portfolios, (select count(*) from positions) as positions,
           (select count(*) from portfolio_snapshots) as snapshots`,
      );
      return rows[0];
    });
    expect(counts).toEqual({ portfolios: 0, positions: 0, snapshots: 0 });
  });

  test("the program's own work sees everything", async () => {
    const { rows } = await asTenant(SYSTEM, () => isolated.api.query("select id from portfolios"));
    expect(rows).toHaveLength(2);
  });
});

describe("role and user", () => {
  const whoAmI = "select current_user as role, current_setting('sigmasight.user_id', true) as id";

  test("hold for one statement, with values or without", async () => {
    const bare = await asTenant(userOf(ada), () => isolated.api.query(whoAmI));
    const bound = await asTenant(userOf(ada), () => isolated.api.query(`${whoAmI}, $1::int as one`, [1]));
    expect(bare.rows).toEqual([{ role: API_ROLE, id: ada.client.userId }]);
    expect(bound.rows).toEqual([{ role: API_ROLE, id: ada.client.userId, one: 1 }]);
  });

  test("are gone from the connection afterwards, also after a failure", async () => {
    await asTenant(userOf(ada), () => isolated.api.query(whoAmI));
    await rejection(asTenant(userOf(ada), () => isolated.api.query("select 1/0")));
    const seen = await Promise.all(Array.from({ length: 5 }, () => world.database.system.query(whoAmI)));
    for (const { rows } of seen) expect(rows).toMatchObject([{ id: expect.toSatisfy((id) => !id) }]);
    for (const { rows } of seen) expect(rows).not.toMatchObject([{ role: API_ROLE }]);
  });

  test("hold for a transaction to its end, in every isolation", async () => {
    for (const isolation of ["read committed", "repeatable read"] as const) {
      const seen = await asTenant(userOf(bob), () =>
        isolated.api.transaction(
          "two looks",
          async ({ db }) => [
            (await sql.raw(whoAmI).execute(db)).rows,
            (await sql.raw(whoAmI).execute(db)).rows,
          ],
          { isolation, readOnly: true },
        ),
      );
      const bobs = [{ role: API_ROLE, id: bob.client.userId }];
      expect(seen).toEqual([bobs, bobs]);
    }
  });

  test("of requests at once never mix", async () => {
    const people = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? ada : bob));
    const seen = await Promise.all(
      people.map((person) => asTenant(userOf(person), () => isolated.api.query(whoAmI))),
    );
    expect(seen.map(({ rows }) => rows[0]!.id)).toEqual(people.map(({ client }) => client.userId));
  });

  test("hold for a statement that others have prepared on the same connection, the system too", async () => {
    const only = await createDatabase<unknown>({
      url: world.database.url,
      apiPoolSize: 1,
      batchPoolSize: 1,
      applicationName: "test",
      log: testLog(),
    });
    const { api } = isolateTenants(only);
    const both = [ada.portfolio, bob.portfolio].toSorted();
    const seen = async (tenant: Tenant) => {
      const { rows } = await asTenant(tenant, () =>
        api.query<{ id: string }>("select id from portfolios where id = any($1) order by 1", [both]),
      );
      return rows.map(({ id }) => id);
    };
    // More often than the server plans a statement anew for each of its values.
    for (let round = 0; round < 8; round++) {
      expect(await seen(SYSTEM)).toEqual(both);
      expect(await seen(userOf(ada))).toEqual([ada.portfolio]);
      expect(await seen(userOf(bob))).toEqual([bob.portfolio]);
      expect(await seen(NOBODY)).toEqual([]);
    }
    const wrong = () => asTenant(userOf(ada), () => api.query("select id from nowhere where id = $1", [1]));
    for (let round = 0; round < 2; round++) expect(sqlState(await rejection(wrong()))).toBe("42P01");
    const { rows } = await only.system.query<{ statement: string }>(
      "select statement from pg_prepared_statements",
    );
    expect(rows.filter(({ statement }) => statement.startsWith("select id from portfolios"))).toHaveLength(1);
    await only.system.query("deallocate all");
    expect(await seen(userOf(bob))).toEqual([bob.portfolio]);
    await only.close();
  });

  test("hold behind a transaction pooler as well, beside its time-outs", async () => {
    const { url } = world.database;
    const pooled = await createDatabase<unknown>({
      url,
      directUrl: `${url}?direct`,
      apiPoolSize: 1,
      batchPoolSize: 1,
      applicationName: "test",
      log: testLog(),
    });
    const { api } = isolateTenants(pooled);
    const single = await asTenant(userOf(ada), () => api.query(whoAmI));
    const inside = await asTenant(userOf(bob), () =>
      api.transaction("look", async ({ db }) => (await sql.raw(whoAmI).execute(db)).rows),
    );
    const after = await pooled.system.query<{ role: string }>(whoAmI);
    await pooled.close();
    expect(single.rows).toEqual([{ role: API_ROLE, id: ada.client.userId }]);
    expect(inside).toEqual([{ role: API_ROLE, id: bob.client.userId }]);
    expect(after.rows[0]!.role).not.toBe(API_ROLE);
  });

  test("are refused where the user is no id", async () => {
    const wrong: Tenant = { kind: "user", userId: "' or true --" };
    await expect(asTenant(wrong, () => isolated.api.query(whoAmI))).rejects.toThrow(RangeError);
  });
});
