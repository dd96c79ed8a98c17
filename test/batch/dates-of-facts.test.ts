import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readValuedPositions } from "#app/analytics-as-of.ts";
import { PROGRAM } from "#app/audit.ts";
import { addPosition } from "#app/manage-positions.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/platform.ts";

const CALENDAR = createTradingCalendar();
const HEADER = "Symbol,Quantity,Entry Price Per Share,Entry Date";
const ENTRY = "2025-02-03";
const SPLIT_DAY = "2025-06-10";
const LAST = "2025-06-27";

describe("the dates that facts are stated at", () => {
  let pricesDir: string;
  let database: TestDatabase;
  const open: TestPlatform[] = [];
  beforeEach(async () => {
    pricesDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-prices-"));
    for (const symbol of ["SPL", "SPY"]) writePrices(symbol);
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const platform of open.splice(0)) await platform.close(1_000);
    await database.drop();
    rmSync(pricesDir, { recursive: true, force: true });
  });

  /** SPL closes at 120 until its 10:1 split and at 12.5 from it on; its file is adjusted for the split. */
  function writePrices(symbol: string): void {
    const lines = CALENDAR.range("2025-01-02", LAST).map((session) =>
      symbol === "SPL"
        ? `${session},${session < SPLIT_DAY ? 12 : 12.5},${session === SPLIT_DAY ? 10 : 0}`
        : `${session},500,0`,
    );
    writeFileSync(path.join(pricesDir, `${symbol}.csv`), `Date,Close,Splits\n${lines.join("\n")}\n`);
  }

  async function platformAt(day: string): Promise<TestPlatform> {
    const clock = new Date(`${day}T23:00:00Z`);
    const platform = await openTestPlatform(database.url, { providers: ["files"], pricesDir, clock });
    open.push(platform);
    return platform;
  }

  it("count for each lot: one added after a split is on the basis after it, one imported before it is not", async () => {
    const early = await platformAt("2025-03-03");
    const portfolioId = await early.importPortfolio(Buffer.from(`${HEADER}\nSPL,100,120,${ENTRY}\n`), {
      account: "book",
      equity: "20000",
    });
    await open.pop()?.close(1_000);
    const later = await platformAt(LAST);
    const [owner] = await later.rows<{ id: string }>("select owner_id as id from portfolios");
    const added = await addPosition(later, { ...PROGRAM, userId: owner!.id }, portfolioId, {
      symbol: "SPL",
      quantity: "100",
      entry_price: "12",
      entry_date: ENTRY,
    });
    expect(added.outcome).toBe("stored");
    expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(
      await later.rows(
        `select l.line, v.quantity, v.market_value, v.cost_basis from position_values v
         join positions l on l.id = v.position_id where v.as_of = $1 order by l.line nulls last`,
        [LAST],
      ),
    ).toEqual([
      { line: 2, quantity: 1_000, market_value: 12_500, cost_basis: 12_000 },
      { line: null, quantity: 100, market_value: 1_250, cost_basis: 1_200 },
    ]);
    // 20,000 and the gain of 0.50 on 1,100 shares.
    expect(await later.rows("select nav from portfolio_snapshots where as_of = $1", [LAST])).toEqual([
      { nav: 20_550 },
    ]);
  });

  it("may be a Saturday: equity as of it is the NAV of Friday, the last session with prices", async () => {
    const platform = await platformAt("2025-06-30");
    const portfolioId = await platform.importPortfolio(Buffer.from(`${HEADER}\nSPL,100,120,${ENTRY}\n`), {
      account: "book",
      equity: "20000",
      equityAsOf: "2025-06-28",
    });
    expect((await platform.finish({ trigger: "admin", portfolioId, to: LAST })).status).toBe("completed");
    expect(await platform.rows("select nav from portfolio_snapshots where as_of = $1", [LAST])).toEqual([
      { nav: 20_000 },
    ]);
    const earlier = { trigger: "admin", portfolioId, to: "2025-06-20", force: true } as const;
    expect(await platform.finish(earlier)).toMatchObject({ status: "completed", error: null });
    const positions = await readValuedPositions(platform, portfolioId, "2025-06-20");
    expect(positions).toMatchObject([{ asOf: "2025-06-20", marketValue: 12_500 }]);
  });
});
