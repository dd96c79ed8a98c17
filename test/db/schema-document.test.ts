import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSchema, type SchemaTable, schemaDocument } from "../../scripts/schema-document.ts";
import { createTestDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
let tables: readonly SchemaTable[];

beforeAll(async () => {
  database = await createTestDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  tables = await readSchema(client);
  await client.end();
});

afterAll(() => database.drop());

describe("the schema", () => {
  it("is the one docs/schema.md describes", () => {
    const file = path.resolve(import.meta.dirname, "../../docs/schema.md");
    expect(readFileSync(file, "utf8")).toBe(schemaDocument(tables));
  });

  it("says what every table, view and stored column means", () => {
    const silent = tables.flatMap(({ name, kind, comment, columns }) => [
      ...(comment === null ? [name] : []),
      ...columns
        .filter((column) => kind === "table" && column.comment === null)
        .map((column) => `${name}.${column.name}`),
    ]);
    expect(tables.length).toBeGreaterThan(20);
    expect(silent).toEqual([]);
  });
});
