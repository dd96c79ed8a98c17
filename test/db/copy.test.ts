import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  boolColumn,
  dateColumn,
  float8ArrayColumn,
  float8Column,
  int2Column,
  int4Column,
  int8Column,
  jsonbColumn,
  numericColumn,
  textArrayColumn,
  textColumn,
  timestamptzColumn,
  uuidColumn,
} from "#db/copy/copy-columns.ts";
import { copyOut } from "#db/copy/copy-out.ts";
import { copyInto } from "#db/copy.ts";
import { isConnectionLost } from "#db/pg-errors.ts";
import { createEmptyDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createEmptyDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The column's values as the server prints them. */
async function storedAsText(
  type: string,
  column: Parameters<typeof copyInto>[2]["columns"][number],
  rows: number,
) {
  await client.query(`create table one (${column.name} ${type}, n serial)`);
  try {
    await copyInto(client, "one", { columns: [column], rows });
    const { rows: stored } = await client.query(`select ${column.name}::text as value from one order by n`);
    return stored.map((row: { value: string | null }) => row.value);
  } finally {
    await client.query("drop table one");
  }
}

describe("every column type arrives as the value PostgreSQL prints", () => {
  it("uuid", async () => {
    const id = "0b5e3c1a-89ab-4cde-8f01-23456789abcd";
    expect(await storedAsText("uuid", uuidColumn("x", [id, null]), 2)).toEqual([id, null]);
  });

  it("text with several bytes a character, quotes, line ends and the empty string", async () => {
    const long = "long ASCII text, written by another path than short ones. ";
    const values = ["AAPL", "Ünïcödé €", "😀 \"q\" 'q' \\ \t\n", "", long, `${long}ß`, null];
    expect(await storedAsText("text", textColumn("x", values), 7)).toEqual(values);
  });

  it("dates before and after 2000, leap days and repeated ones", async () => {
    const values = ["1998-01-02", "1969-12-31", "2000-02-29", "2025-06-30", "2025-06-30", "2100-03-01", null];
    expect(await storedAsText("date", dateColumn("x", values), 7)).toEqual(values);
  });

  it("booleans", async () => {
    expect(await storedAsText("boolean", boolColumn("x", [true, false, null]), 3)).toEqual([
      "true",
      "false",
      null,
    ]);
  });

  it("integers at the ends of their ranges", async () => {
    expect(await storedAsText("int2", int2Column("x", [-32768, 32767, null]), 3)).toEqual([
      "-32768",
      "32767",
      null,
    ]);
    expect(await storedAsText("int4", int4Column("x", [-2147483648, 2147483647]), 2)).toEqual([
      "-2147483648",
      "2147483647",
    ]);
    expect(
      await storedAsText("int8", int8Column("x", [-(2n ** 63n), 2n ** 63n - 1n, 9007199254740991]), 3),
    ).toEqual(["-9223372036854775808", "9223372036854775807", "9007199254740991"]);
  });

  it("doubles bit for bit, and NaN as NULL", async () => {
    const values = Float64Array.of(0.1, -0, 5e-324, 1.7976931348623157e308, Number.NaN, 1 / 3);
    expect(await storedAsText("float8", float8Column("x", values), 6)).toEqual([
      "0.1",
      "-0",
      "5e-324",
      "1.7976931348623157e+308",
      null,
      "0.3333333333333333",
    ]);
  });

  it("arrays of doubles with NULL for NaN, empty and absent ones", async () => {
    const values = [Float64Array.of(1.5, Number.NaN, -2), new Float64Array(0), null];
    expect(await storedAsText("float8[]", float8ArrayColumn("x", values), 3)).toEqual([
      "{1.5,NULL,-2}",
      "{}",
      null,
    ]);
  });

  it("arrays of texts", async () => {
    const values = [["a", 'b"c', "d,e", ""], [], null];
    expect(await storedAsText("text[]", textArrayColumn("x", values), 3)).toEqual([
      '{a,"b\\"c","d,e",""}',
      "{}",
      null,
    ]);
  });

  it("JSON values", async () => {
    const values = [{ b: [1, null, "x"] }, "text", 0, false, null];
    expect(await storedAsText("jsonb", jsonbColumn("x", values), 5)).toEqual([
      '{"b": [1, null, "x"]}',
      '"text"',
      "0",
      "false",
      null,
    ]);
  });

  it("instants as dates and as milliseconds", async () => {
    await client.query("set timezone = 'UTC'");
    const values = [new Date("2025-06-30T20:30:00.123Z"), Date.parse("1998-01-02T00:00:00Z"), null];
    expect(await storedAsText("timestamptz", timestamptzColumn("x", values), 3)).toEqual([
      "2025-06-30 20:30:00.123+00",
      "1998-01-02 00:00:00+00",
      null,
    ]);
  });

  it("decimals with every digit and their scale", async () => {
    const values = [
      "0",
      "0.00",
      "-0.0001",
      "1",
      "10000",
      "123456789012345678901234567890.123456789",
      "-99999999.9999",
      "0.00000000000000000001",
      "100.10",
      "12345678",
      null,
    ];
    expect(await storedAsText("numeric", numericColumn("x", values), values.length)).toEqual(values);
  });
});

describe("copyInto", () => {
  beforeEach(async () => {
    await client.query("drop table if exists bars");
    await client.query(
      "create table bars (symbol text not null, as_of date not null, close float8, note text, primary key (symbol, as_of))",
    );
  });

  const count = async () => Number((await client.query("select count(*) as n from bars")).rows[0].n);

  it("copies many chunks, and a single value larger than a chunk", async () => {
    const long = "x".repeat(1_000_000);
    const columns = [
      textColumn("symbol", (row) => `S${row}`),
      textColumn("note", (row) => (row === 5_000 ? long : null)),
      dateColumn("as_of", () => "2025-01-06"),
      float8Column("close", (row) => row / 7),
    ];
    expect(await copyInto(client, "bars", { columns, rows: 50_000 })).toBe(50_000);
    const { rows } = await client.query(
      "select count(*)::int as n, max(length(note)) as longest, sum(close) as total from bars",
    );
    expect(rows[0]).toMatchObject({ n: 50_000, longest: 1_000_000 });
    expect(rows[0].total).toBeCloseTo((49_999 * 50_000) / 2 / 7, 4);
  });

  it("lets the event loop turn while it copies, as a worker's heartbeat needs", async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const columns = [textColumn("symbol", (row) => `S${row}`), dateColumn("as_of", () => "2025-01-06")];
    await copyInto(client, "bars", { columns, rows: 200_000 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it("copies nothing for no rows", async () => {
    expect(await copyInto(client, "bars", { columns: [textColumn("symbol", [])], rows: 0 })).toBe(0);
  });

  it("keeps the client usable and the table empty when a value cannot be encoded far into the stream", async () => {
    const columns = [
      textColumn("symbol", (row) => `S${row}`),
      dateColumn("as_of", () => "2025-01-06"),
      float8Column("close", (row) => (row === 30_000 ? Number.POSITIVE_INFINITY : row)),
    ];
    await expect(copyInto(client, "bars", { columns, rows: 40_000 })).rejects.toThrow(
      "column close, row 30000: Infinity is not stored",
    );
    expect(await count()).toBe(0);
  });

  it("keeps the client usable when the server refuses a row far from the end", async () => {
    const columns = [
      textColumn("symbol", (row) => `S${row % 100}`),
      dateColumn("as_of", () => "2025-01-06"),
      float8Column("close", (row) => row),
    ];
    await expect(copyInto(client, "bars", { columns, rows: 200_000 })).rejects.toMatchObject({
      code: "23505",
    });
    expect(await count()).toBe(0);
  });

  it("keeps the client usable when the statement itself is wrong", async () => {
    await expect(
      copyInto(client, "no_table", { columns: [textColumn("a", ["x"])], rows: 1 }),
    ).rejects.toMatchObject({
      code: "42P01",
    });
    expect(await count()).toBe(0);
  });

  it("fails, and does not hang, when the server ends the connection in the middle", async () => {
    const victim = new pg.Client({ connectionString: database.url });
    victim.on("error", () => undefined);
    await victim.connect();
    const pid = (await victim.query("select pg_backend_pid() as pid")).rows[0].pid;
    let killed: Promise<unknown> | undefined;
    const columns = [
      textColumn("symbol", (row) => {
        if (row === 20_000) killed = client.query("select pg_terminate_backend($1)", [pid]);
        return `S${row}`;
      }),
      dateColumn("as_of", () => "2025-01-06"),
    ];
    await expect(copyInto(victim, "bars", { columns, rows: 20_000_000 })).rejects.toSatisfy(isConnectionLost);
    await killed;
    expect(await count()).toBe(0);
    await victim.end();
  });

  it("rejects integers out of range or with a fraction instead of storing other ones", async () => {
    const one = (column: ReturnType<typeof textColumn>) =>
      copyInto(client, "bars", { columns: [column], rows: 1 });
    await expect(one(int2Column("close", [40_000]))).rejects.toThrow("40000 is out of range");
    await expect(one(int4Column("close", [-2_147_483_649]))).rejects.toThrow("-2147483649 is out of range");
    await expect(one(int8Column("close", [2n ** 63n]))).rejects.toThrow("column close, row 0");
    await expect(one(int4Column("close", [1.5]))).rejects.toThrow("1.5 is not an integer");
  });

  it("rejects a date, a uuid or a decimal that is none", async () => {
    const one = (column: ReturnType<typeof textColumn>) =>
      copyInto(client, "bars", { columns: [column], rows: 1 });
    await expect(one(dateColumn("as_of", ["2025-02-30"]))).rejects.toThrow("not a date");
    await expect(one(uuidColumn("symbol", ["0b5e"]))).rejects.toThrow("not a uuid");
    await expect(one(numericColumn("close", ["1e5"]))).rejects.toThrow("not a decimal");
  });
});

describe("copyOut", () => {
  const read = (query: string) => copyOut(client as pg.PoolClient, query);

  it("reads arrays as PostgreSQL gave them, between other columns and from row to row", async () => {
    const reader = await read(`
      select * from (values
        (1, array[1, -2147483648, 2147483647], array[0.1, null, -1e300, 'Infinity']::float8[], 11),
        (2, '{}', '{}', 12),
        (3, null, null, 13),
        (4, '[5:6]={7,8}', '[0:0]={-0}', 14)) as v (number, days, closes, more)`);
    const rows: unknown[] = [];
    while (reader.nextRow())
      rows.push([reader.int4(), [...reader.int4Array()], [...reader.float8Array()], reader.int4()]);
    expect(rows).toEqual([
      [1, [1, -2147483648, 2147483647], [0.1, Number.NaN, -1e300, Number.POSITIVE_INFINITY], 11],
      [2, [], [], 12],
      [3, [], [], 13],
      [4, [7, 8], [-0], 14],
    ]);
  });

  it("refuses what an array of its kind cannot hold", async () => {
    const missing = await read("select array[1, null]::int4[]");
    missing.nextRow();
    expect(() => missing.int4Array()).toThrow("NULL where an integer was expected");
    const square = await read("select array[[1, 2], [3, 4]]::float8[]");
    square.nextRow();
    expect(() => square.float8Array()).toThrow("an array of 2 dimensions where one was expected");
  });
});
