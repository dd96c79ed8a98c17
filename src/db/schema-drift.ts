import pg from "pg";
import { type MigrationFile, readMigrationFiles } from "./migration-files.ts";
import { connectError, describeUrl } from "./pg-errors.ts";

/** What a database's schema has that its migrations do not make, and what they make and it has not. */
export interface SchemaDrift {
  readonly missing: readonly string[];
  readonly different: readonly string[];
  /** On our own tables; tables of others are nobody's business. */
  readonly extra: readonly string[];
}

/** Taken back at the end; a name that nobody uses. */
const SCRATCH = "sigmasight_schema_check";

/**
 * Compares a database with its applied migrations, by running these once more in a schema of their own inside a
 * transaction that is rolled back. Columns, keys, checks, indexes, triggers, functions, policies and rights of the
 * API's role count. Needs the right to create a schema.
 */
export async function schemaDrift(options: {
  readonly directUrl: string;
  readonly directory: string;
}): Promise<SchemaDrift> {
  const files = await readMigrationFiles(options.directory);
  const client = new pg.Client({
    connectionString: options.directUrl,
    application_name: "sigmasight doctor",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw connectError(error, describeUrl(options.directUrl));
  }
  try {
    const { rows } = await client.query<{ version: number }>("select version from schema_migrations");
    const applied = new Set(rows.map(({ version }) => version));
    const expected = await expectedObjects(
      client,
      files.filter(({ version }) => applied.has(version)),
    );
    return compare(expected, await objectsOf(client, "public"));
  } finally {
    await client.end();
  }
}

type SchemaObjects = ReadonlyMap<string, SchemaObject>;

interface SchemaObject {
  /** Table it belongs to; null for a function. */
  readonly table: string | null;
  readonly definition: string;
}

async function expectedObjects(client: pg.Client, files: readonly MigrationFile[]): Promise<SchemaObjects> {
  await client.query("begin");
  try {
    await client.query(
      `set local client_min_messages = error; set local lock_timeout = '5s';
       create schema ${SCRATCH}; set local search_path = ${SCRATCH}`,
    );
    for (const { sql } of files) await client.query(sql);
    return await objectsOf(client, SCRATCH);
  } finally {
    await client.query("rollback");
  }
}

const OBJECTS = `
  with tables as (
    select c.oid, c.relname, c.relrowsecurity from pg_class c
    where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'schema_migrations'
  )
  select 'table ' || relname as name, relname as "table", 'row security ' || relrowsecurity as definition from tables
  union all
  select 'column ' || t.relname || '.' || a.attname, t.relname,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
      nullif('identity ' || a.attidentity::text, 'identity '), 'default ' || pg_get_expr(d.adbin, d.adrelid))
  from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  union all
  select 'constraint ' || k.conname || ' of ' || t.relname, t.relname, pg_get_constraintdef(k.oid)
  from tables t join pg_constraint k on k.conrelid = t.oid and k.contype in ('p', 'u', 'f', 'c')
  union all
  select 'index ' || i.indexrelid::regclass::text, t.relname, pg_get_indexdef(i.indexrelid)
  from tables t join pg_index i on i.indrelid = t.oid
  where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = t.oid)
  union all
  select 'trigger ' || g.tgname || ' on ' || t.relname, t.relname, g.tgenabled::text || ' ' || pg_get_triggerdef(g.oid)
  from tables t join pg_trigger g on g.tgrelid = t.oid and not g.tgisinternal
  union all
  select 'policy ' || p.policyname || ' on ' || t.relname, t.relname,
    concat_ws(' ', p.permissive, p.cmd, p.roles::text, 'using', p.qual, 'check', p.with_check)
  from tables t join pg_policies p on p.schemaname = $1::text and p.tablename = t.relname
  union all
  select 'rights of ' || g.grantee || ' on ' || t.relname, t.relname, string_agg(g.privilege_type, ' ' order by g.privilege_type)
  from tables t join information_schema.role_table_grants g
    on g.table_schema = $1::text and g.table_name = t.relname and g.grantee = 'sigmasight_api'
  group by g.grantee, t.relname
  union all
  select 'function ' || f.oid::regprocedure::text, null, md5(f.prosrc) || coalesce(pg_get_function_sqlbody(f.oid), '')
  from pg_proc f where f.pronamespace = $1::text::regnamespace
    and not exists (select from pg_depend d where d.objid = f.oid and d.deptype = 'e')`;

/** Objects of a schema, by kind and name, as if it had no name of its own. */
async function objectsOf(client: pg.Client, schema: string): Promise<SchemaObjects> {
  const { rows } = await client.query<{ name: string; table: string | null; definition: string }>(OBJECTS, [
    schema,
  ]);
  const bare = (text: string) => text.replaceAll(`${schema}.`, "");
  return new Map(
    rows.map(({ name, table, definition }) => [bare(name), { table, definition: bare(definition) }]),
  );
}

function compare(expected: SchemaObjects, found: SchemaObjects): SchemaDrift {
  const names = [...expected.keys()].sort();
  const tables = new Set([...expected.values()].map(({ table }) => table));
  return {
    missing: names.filter((name) => !found.has(name)),
    different: names.filter((name) => {
      const there = found.get(name);
      return there !== undefined && there.definition !== expected.get(name)?.definition;
    }),
    extra: [...found]
      .filter(([name, { table }]) => table !== null && tables.has(table) && !expected.has(name))
      .map(([name]) => name)
      .sort(),
  };
}
