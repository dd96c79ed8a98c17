import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, type TestPlatform, type TestPlatformOptions } from "#test/support/platform.ts";
import { differences, dumpTables, filterDump, type TableDump } from "#test/support/table-dump.ts";

const CALENDAR = createTradingCalendar();
const FIRST_SESSION = "2021-01-04";
const BOOK = Buffer.from(
  "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAA,100,50,2025-11-03\nBBB,-40,20,2025-11-10\n",
);
const HOLE = "2025-06-10";

describe("price files that change between runs", () => {
  let pricesDir: string;
  let database: TestDatabase;
  const open: TestPlatform[] = [];
  beforeEach(async () => {
    pricesDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-prices-"));
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const platform of open.splice(0)) await platform.close(1_000);
    await database.drop();
    rmSync(pricesDir, { recursive: true, force: true });
  });

  /** Writes one file a symbol up to a session; `closeOf` may change what was printed, NaN leaves a session out. */
  function writeFiles(
    to: string,
    closeOf: (symbol: string, session: string, close: number) => number = (_, __, close) => close,
  ): void {
    for (const [row, symbol] of ["AAA", "BBB", "SPY", "TLT", "MTUM"].entries()) {
      const lines = CALENDAR.range(FIRST_SESSION, to).flatMap((session, t) => {
        const close = closeOf(
          symbol,
          session,
          Number((50 + row * 7 + 9 * Math.sin(t / (11 + row)) + Math.cos(t * (row + 2))).toFixed(4)),
        );
        return Number.isNaN(close) ? [] : [`${session},${close},${close},1000`];
      });
      writeFileSync(
        path.join(pricesDir, `${symbol}.csv`),
        `Date,Close,Adj Close,Volume\n${lines.join("\n")}\n`,
      );
    }
  }

  async function platformAt(day: string, url = database.url): Promise<TestPlatform> {
    const options: TestPlatformOptions = {
      providers: ["files"],
      pricesDir,
      clock: new Date(`${day}T23:00:00Z`),
    };
    const platform = await openTestPlatform(url, options);
    open.push(platform);
    return platform;
  }

  /** The tables of a database that saw only the files as they are now. */
  async function freshDump(day: string): Promise<TableDump> {
    const fresh = await createTestDatabase();
    const platform = await platformAt(day, fresh.url);
    await platform.importPortfolio(BOOK, { account: "book", equity: "100000" });
    await platform.finish({ trigger: "nightly" });
    const dump = await dumpTables(fresh.url);
    await open.pop()?.close(1_000);
    await fresh.drop();
    return dump;
  }

  async function onboard(day: string): Promise<TestPlatform> {
    const platform = await platformAt(day);
    const portfolioId = await platform.importPortfolio(BOOK, { account: "book", equity: "100000" });
    expect((await platform.finish({ trigger: "onboarding", portfolioId })).status).toBe("completed");
    return platform;
  }

  /** Without the news of a restatement. */
  const comparable = (dump: TableDump) =>
    filterDump(dump, ["findings"], (row) => !row.includes("HISTORY_RESTATED"));

  it("by appended sessions are fetched from a quarter before the stored end on", async () => {
    writeFiles("2025-12-30");
    await onboard("2025-12-30");
    writeFiles("2026-01-08");
    const later = await platformAt("2026-01-08");
    expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(
      await later.rows(
        "select distinct bars from provider_fetches where symbol = 'BBB' and kind = 'history' order by bars desc offset 1",
      ),
    ).toEqual([{ bars: CALENDAR.range("2025-09-21", "2026-01-08").length }]);
    expect(differences(comparable(await dumpTables(database.url)), await freshDump("2026-01-08"))).toEqual(
      [],
    );
  });

  it("by a restated past are fetched whole, with a finding, and everything is computed anew", async () => {
    writeFiles("2025-12-30");
    await onboard("2025-12-30");
    writeFiles("2026-01-08", (symbol, session, close) =>
      symbol === "AAA" && session < "2026-01-01" ? close / 2 : close,
    );
    const later = await platformAt("2026-01-08");
    expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(
      await later.rows("select owner, subject, severity from findings where code = 'HISTORY_RESTATED'"),
    ).toEqual([{ owner: "AAA", subject: "AAA", severity: "info" }]);
    expect(
      differences(comparable(await dumpTables(database.url)), comparable(await freshDump("2026-01-08"))),
    ).toEqual([]);
  });

  it("by a hole that is filled later are refilled, and everything is computed anew", async () => {
    writeFiles("2026-01-08", (symbol, session, close) =>
      symbol === "AAA" && session === HOLE ? Number.NaN : close,
    );
    const platform = await onboard("2026-01-08");
    expect(
      await platform.rows("select 1 from market_data_cache where symbol = 'AAA' and session = $1", [HOLE]),
    ).toEqual([]);
    writeFiles("2026-01-08");
    // Holes are asked for again once a day.
    await platform.rows("update symbol_universe set holes_checked_at = now() - interval '1 day'");
    expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(differences(await dumpTables(database.url), await freshDump("2026-01-08"))).toEqual([]);
  });

  it("by a file that could not be read for a while: the sessions meanwhile are computed anew", async () => {
    writeFiles("2025-12-30");
    const platform = await onboard("2025-12-30");
    writeFiles("2026-01-08");
    const readable = readFileSync(path.join(pricesDir, "AAA.csv"));
    writeFileSync(path.join(pricesDir, "AAA.csv"), "Date,Close\n2026-01-08,not a number\n");
    const later = await platformAt("2026-01-08");
    expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(await platform.rows("select subject from findings where code = 'PRICES_OUTDATED'")).toEqual([
      { subject: "AAA" },
    ]);
    writeFileSync(path.join(pricesDir, "AAA.csv"), readable);
    expect((await later.finish({ trigger: "admin" })).status).toBe("completed");
    expect(differences(comparable(await dumpTables(database.url)), await freshDump("2026-01-08"))).toEqual(
      [],
    );
  });

  it("by a series that goes on after a long pause: the sessions without it are computed anew", async () => {
    const paused = (until: string) => (symbol: string, session: string, close: number) =>
      symbol === "AAA" && session > "2025-10-01" && session < until ? Number.NaN : close;
    writeFiles("2026-01-05", paused("2026-02-01"));
    await onboard("2025-12-29");
    // The second answer without a new bar says that the series has ended; from then on nobody is asked.
    for (const day of ["2025-12-30", "2026-01-05"]) {
      const platform = await platformAt(day);
      expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
    }
    writeFiles("2026-01-08", paused("2026-01-02"));
    const later = await platformAt("2026-01-08");
    await later.rows(
      "update symbol_universe set dead_until = now() - interval '1 second' where dead_until is not null",
    );
    expect((await later.finish({ trigger: "nightly" })).status).toBe("completed");
    expect(
      differences(comparable(await dumpTables(database.url)), comparable(await freshDump("2026-01-08"))),
    ).toEqual([]);
  });

  it("by a hole that stays cost one call a day", async () => {
    writeFiles("2026-01-08", (symbol, session, close) =>
      symbol === "AAA" && session === HOLE ? Number.NaN : close,
    );
    const platform = await onboard("2026-01-08");
    await platform.finish({ trigger: "nightly" });
    await platform.finish({ trigger: "nightly" });
    expect(
      await platform.rows(
        "select count(*)::int as calls from provider_fetches where symbol = 'AAA' and kind = 'history'",
      ),
    ).toEqual([{ calls: 1 }]);
  });
});
