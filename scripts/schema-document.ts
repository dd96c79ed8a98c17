import type pg from "pg";
import { generatedNote, markdownRows } from "./markdown.ts";

export interface SchemaTable {
  readonly name: string;
  readonly kind: "table" | "view";
  readonly comment: string | null;
  readonly columns: readonly SchemaColumn[];
  /** Primary, unique and foreign keys, checks, in the server's words. */
  readonly constraints: readonly string[];
  /** Indexes that no constraint stands for. */
  readonly indexes: readonly string[];
}

export interface SchemaColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly comment: string | null;
}

/** Tables and views of a migrated database, by name; those of the job queue are its own and left out. */
export async function readSchema(client: pg.ClientBase): Promise<readonly SchemaTable[]> {
  const { rows } = await client.query<SchemaTable>(`
    select c.relname as name, case c.relkind when 'v' then 'view' else 'table' end as kind,
      obj_description(c.oid, 'pg_class') as comment,
      (select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'nullable', not a.attnotnull, 'comment', col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select jsonb_agg(pg_get_constraintdef(k.oid) order by strpos('pufc', k.contype::text), k.conname)
        from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c')), '[]') as constraints,
      coalesce((select jsonb_agg(regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX (\\S+) ON \\S+', '\\1\\2') order by i.indexrelid::regclass::text)
        from pg_index i where i.indrelid = c.oid
          and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = c.oid)), '[]') as indexes
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
    order by c.relname collate "C"`);
  return rows;
}

/** The text of `docs/schema.md`: what is stored, from the comments of the migrated database. */
export function schemaDocument(tables: readonly SchemaTable[]): string {
  return `# Schema

${generatedNote}

What the migrations make of an empty database. Every number in a result table is a pure function of facts and prices; a missing number is
null. The tables of the job queue are in the schema \`pgboss\` and are its own.

${tables.map(({ name }) => `[${name}](#${name})`).join(" · ")}

${tables.map(section).join("\n\n")}
`;
}

function section({ name, kind, comment, columns, constraints, indexes }: SchemaTable): string {
  const rows = columns.map((column) => [
    `\`${column.name}\``,
    column.nullable || kind === "view" ? column.type : `${column.type}, required`,
    column.comment ?? "",
  ]);
  const keys = [...constraints, ...indexes.map((index) => `index ${index}`)];
  return [
    `## ${name}`,
    kind === "view" ? `View. ${comment ?? ""}` : (comment ?? ""),
    markdownRows(["column", "type", "meaning"], rows),
    ...(keys.length === 0 ? [] : [keys.map((key) => `- \`${key}\``).join("\n")]),
  ].join("\n\n");
}
