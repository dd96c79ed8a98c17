import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import type { SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, HEADER, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

let world: HttpWorld;
let user: SignedInClient;
beforeAll(async () => {
  world = await createHttpWorld();
  user = await world.signUp("importer");
});
afterAll(() => world.close());

const create = (changed: Record<string, string | File> = {}, client = user) =>
  client.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    csv_file: csvFile(TWO_LOTS),
    ...changed,
  });

async function countRows(): Promise<unknown> {
  const { rows } = await world.database.api.query(
    "select (select count(*) from portfolios) as portfolios, (select count(*) from positions) as positions, (select count(*) from findings) as findings",
  );
  return rows[0];
}

describe("csv-template", () => {
  test("is a CSV that the importer accepts unchanged", async () => {
    const template = await world.anonymous.get("/onboarding/csv-template");
    expect(template.headers["content-type"]).toMatch(/^text\/csv/);
    const answer = await create({
      account_name: "template",
      csv_file: csvFile(template.text, "template.csv"),
    });
    expect(answer.status).toBe(201);
    expect(answer.body.warnings).toEqual([]);
    expect(answer.body.positions_imported).toBe(7);
  });
});

describe("preview", () => {
  test("shows rows, mapping, warnings and totals, and stores nothing", async () => {
    const before = await countRows();
    const csv_file = csvFile(`${HEADER}\nAAA,10,100.10,2025-01-06\nBBB,-5,20,2025-01-11\n`);
    const { status, body } = await user.send("/onboarding/preview", { csv_file });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      format: "sigmasight",
      row_count: 2,
      mapping: { symbol: "Symbol", entry_price: "Entry Price Per Share" },
      errors: [],
      warnings: [{ row: 3, column: "Entry Date", field: "entry_date", code: "NON_SESSION_DATE" }],
      totals: { positions: 2, long_cost: 1001, short_cost: 100, short_positions: 1 },
    });
    expect(body.rows[0]).toMatchObject({ row: 2, symbol: "AAA", quantity: 10, entry_price: 100.1 });
    expect(await countRows()).toEqual(before);
  });

  test("shows the right rows beside the errors of the wrong ones", async () => {
    const csv_file = csvFile(`${HEADER}\nAAA,10,100.10,2025-01-06\nBBB,many,20,2025-01-07\n`);
    const { body } = await user.send("/onboarding/preview", { csv_file });
    expect(body.rows.map(({ symbol }: { symbol: string }) => symbol)).toEqual(["AAA"]);
    expect(body.errors).toEqual([
      {
        row: 3,
        column: "Quantity",
        field: "quantity",
        code: "ERR_POS_005",
        severity: "error",
        found: "many",
        expected: expect.any(String),
        message: expect.any(String),
      },
    ]);
  });

  test("takes a mapping for a file with other columns, whose lots have unknown cost", async () => {
    const { body } = await user.send("/onboarding/preview", {
      csv_file: csvFile('Ticker,Shares\nAAA,"1,000"\n'),
      mapping: JSON.stringify({ Ticker: "symbol", Shares: "quantity" }),
      history_from: "2025-06-02",
    });
    expect(body.format).toBe("mapped");
    expect(body.rows[0]).toMatchObject({ quantity: 1000, entry_price: null, entry_date: "2025-06-02" });
    expect(body.totals.cost_unknown_positions).toBe(1);
  });

  test("a start of history that is no date is an error of its field", async () => {
    const { body } = await user.send("/onboarding/preview", {
      csv_file: csvFile(TWO_LOTS),
      history_from: "soon",
    });
    expect(body.errors).toMatchObject([
      { row: null, field: "history_from", code: "ERR_PORT_012", found: "soon" },
    ]);
  });

  test("without a file is refused", async () => {
    const answer = await user.send("/onboarding/preview", { mapping: "{}" });
    expect([answer.status, answer.body.code]).toEqual([422, "ERR_CSV_002"]);
  });
});

describe("create-portfolio", () => {
  test("stores portfolio and lots with every digit, and computes nothing", async () => {
    const answer = await create();
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      portfolio_name: "Two lots",
      account_name: "main",
      account_type: "taxable",
      equity_balance: 100000.01,
      positions_imported: 2,
      positions_failed: 0,
      total_positions: 2,
      next_step: {
        action: "calculate",
        endpoint: `/api/v1/portfolios/${answer.body.portfolio_id}/calculate`,
      },
    });
    const { rows } = await world.database.api.query(
      "select symbol, quantity::text, entry_price::text, line from positions where portfolio_id = $1 order by line",
      [answer.body.portfolio_id],
    );
    expect(rows).toEqual([
      { symbol: "AAA", quantity: "10", entry_price: "100.10", line: 2 },
      { symbol: "BBB", quantity: "-5.0000000001", entry_price: "20", line: 3 },
    ]);
    expect((await user.get(`/onboarding/status/${answer.body.portfolio_id}`)).body.status).toBe("idle");
  });

  test("again with the same file and equity gives the same portfolio", async () => {
    const first = await create({ account_name: "again" });
    const before = await countRows();
    const second = await create({ account_name: "again", equity_balance: "100000.0100" });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.portfolio_id).toBe(first.body.portfolio_id);
    expect(await countRows()).toEqual(before);
  });

  test("five times at once stores one portfolio", async () => {
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => create({ account_name: "at once" })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.portfolio_id)).size).toBe(1);
  });

  test.each([
    ["another file", { csv_file: csvFile(`${TWO_LOTS}CCC,1,1,2025-01-06\n`) }],
    ["another equity", { equity_balance: "100000.02" }],
  ])("with %s under a used account name is ERR_PORT_001", async (_what, changed) => {
    await create({ account_name: "used" });
    const answer = await create({ account_name: "used", ...changed });
    expect([answer.status, answer.body.code]).toEqual([409, "ERR_PORT_001"]);
    expect(answer.body.errors[0].field).toBe("account_name");
  });

  test("of another user under the same account name is another portfolio", async () => {
    const other = await world.signUp("namesake");
    await create({ account_name: "shared name" });
    expect((await create({ account_name: "shared name" }, other)).status).toBe(201);
  });

  test("names every wrong field and every wrong cell at once, and stores nothing", async () => {
    const before = await countRows();
    const answer = await create({
      portfolio_name: "",
      account_name: "x".repeat(101),
      account_type: "offshore",
      equity_balance: "-1",
      csv_file: csvFile(`${HEADER}\nAAA,0,1,2025-01-06\nBBB,1,1,tomorrow\n`),
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ code }: { code: string }) => code)).toEqual([
      "ERR_PORT_002",
      "ERR_PORT_005",
      "ERR_PORT_007",
      "ERR_PORT_010",
      "ERR_POS_006",
      "ERR_POS_013",
    ]);
    expect(await countRows()).toEqual(before);
  });

  test("a file of more than 10 MB is 413", async () => {
    const answer = await create({ csv_file: csvFile(`${HEADER}\n${"#".repeat(10 * 1024 * 1024)}\n`) });
    expect([answer.status, answer.body.code]).toEqual([413, "ERR_CSV_001"]);
  });

  test("warnings are stored as findings of their lots and shown", async () => {
    const csv_file = csvFile(`${HEADER}\nAAA,10,100,2025-01-11\n`);
    const answer = await create({ account_name: "warned", csv_file });
    expect(answer.body.warnings).toMatchObject([{ row: 2, code: "NON_SESSION_DATE" }]);
    const { body } = await user.get(`/portfolios/${answer.body.portfolio_id}`);
    const positions = await user.get(`/portfolios/${answer.body.portfolio_id}/positions`);
    expect(body.findings).toMatchObject([
      {
        job: "import",
        code: "NON_SESSION_DATE",
        severity: "warning",
        subject: positions.body.positions[0].id,
        message: expect.stringContaining("Line 2"),
        meaning: expect.stringContaining("not a trading session"),
        remedy: expect.stringContaining("None needed"),
      },
    ]);
  });

  test("a JSON body instead of a form is 415", async () => {
    const answer = await user.post("/onboarding/create-portfolio", PORTFOLIO_FIELDS);
    expect([answer.status, answer.body.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });
});

describe.skipIf(!hasSharedData)("files beside the project (absent here where skipped)", () => {
  test("invalid-17.csv gets one error for each wrong cell, on its line, and stores nothing", async () => {
    const before = await countRows();
    const text = readFileSync(sharedPath("portfolios", "invalid-17.csv"), "utf8");
    const answer = await create({ account_name: "invalid", csv_file: csvFile(text, "invalid-17.csv") });
    expect(answer.status).toBe(422);
    // Read off the file by hand: line, column, code.
    expect(
      answer.body.errors.map(({ row, column, code }: { row: number; column: string; code: string }) => [
        row,
        column,
        code,
      ]),
    ).toEqual([
      [4, "Investment Subtype", "ERR_POS_017"],
      [5, "Symbol", "ERR_POS_003"],
      [6, "Quantity", "ERR_POS_005"],
      [7, "Quantity", "ERR_POS_006"],
      [8, "Entry Price Per Share", "ERR_POS_009"],
      [9, "Entry Price Per Share", "ERR_POS_010"],
      [10, "Entry Date", "ERR_POS_013"],
      [11, "Entry Date", "ERR_POS_014"],
      [13, "Investment Class", "ERR_POS_016"],
      [14, "Strike Price", "ERR_POS_020"],
      [15, "Option Type", "ERR_POS_022"],
      [16, "Exit Date", "ERR_POS_018"],
      [17, "Symbol", "ERR_POS_001"],
      [18, "Quantity", "ERR_POS_004"],
      [19, "Entry Price Per Share", "ERR_POS_008"],
    ]);
    expect(await countRows()).toEqual(before);
  });

  test.each(["balanced-13.csv", "real-etf-10.csv", "real-long-short.csv", "options-and-private.csv"])(
    "%s imports",
    async (name) => {
      const text = readFileSync(sharedPath("portfolios", name), "utf8");
      const answer = await create({ account_name: name, csv_file: csvFile(text, name) });
      expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
    },
  );
});
