import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestDueNightly } from "#app/request-nightly.ts";
import { startTransport, type Transport } from "#engine/transport.ts";
import { createLog } from "#log";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/platform.ts";

const LAG_MINUTES = 30;
const CASH = Buffer.from("Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,10,500,2025-12-01\n");

describe("the nightly schedule", () => {
  let database: TestDatabase;
  let platform: TestPlatform;
  let transport: Transport;
  beforeEach(async () => {
    database = await createTestDatabase();
    platform = await openTestPlatform(database.url, { concurrency: 0 });
    transport = await startTransport({
      url: database.url,
      worker: false,
      log: createLog({ level: "silent", pretty: false }),
    });
  });
  afterEach(async () => {
    await transport.stop(0);
    await platform.close(0);
    await database.drop();
  });

  const requestAt = (instant: string) =>
    requestDueNightly(
      {
        database: platform.database,
        calendar: platform.calendar,
        businessNow: () => new Date(instant),
        transport,
      },
      LAG_MINUTES,
    );
  const runs = () =>
    platform.rows(
      `select trigger, to_session as "to", triggered_by as "by" from batch_run_history order by to_session`,
    );
  const end = () =>
    platform.rows(
      "update batch_run_history set status = 'completed', finished_at = now() where finished_at is null",
    );

  /** An installation that began after the close of Wednesday 7 January 2026. */
  const begin = async () => {
    expect(await requestAt("2026-01-07T23:00:00Z")).toBeNull();
    await platform.importPortfolio(CASH, { account: "book", equity: "10000" });
  };

  it("waits for 16:30 in New York and the lag, then requests one run of all", async () => {
    await begin();
    expect(await requestAt("2026-01-08T21:59:59Z")).toBeNull();
    expect(await requestAt("2026-01-08T22:00:00Z")).not.toBeNull();
    expect(await runs()).toEqual([{ trigger: "nightly", to: "2026-01-08", by: "nightly:schedule" }]);
  });

  it("follows New York through daylight saving", async () => {
    await requestAt("2026-07-08T22:00:00Z");
    await platform.importPortfolio(CASH, { account: "book", equity: "10000" });
    expect(await requestAt("2026-07-09T20:59:59Z")).toBeNull();
    expect(await requestAt("2026-07-09T21:00:00Z")).not.toBeNull();
  });

  it("requests nothing on a weekend or a holiday", async () => {
    await requestAt("2026-01-16T23:00:00Z"); // a Friday
    await platform.importPortfolio(CASH, { account: "book", equity: "10000" });
    for (const day of ["17", "18", "19"]) expect(await requestAt(`2026-01-${day}T23:30:00Z`)).toBeNull();
    expect(await requestAt("2026-01-20T23:00:00Z")).not.toBeNull();
  });

  it("requests one run although several schedulers ask at once, and none later that night", async () => {
    await begin();
    const asked = await Promise.all(Array.from({ length: 5 }, () => requestAt("2026-01-08T22:30:00Z")));
    expect(asked.filter((runId) => runId !== null)).toHaveLength(1);
    await end();
    expect(await requestAt("2026-01-09T03:00:00Z")).toBeNull();
    expect(await runs()).toHaveLength(1);
  });

  it("catches up missed nights with one run up to the last session", async () => {
    await begin();
    expect(await requestAt("2026-01-15T15:00:00Z")).not.toBeNull();
    expect(await runs()).toMatchObject([{ to: "2026-01-14" }]);
  });

  it("waits while last night's run is still under way", async () => {
    await begin();
    await requestAt("2026-01-08T22:00:00Z");
    expect(await requestAt("2026-01-09T22:00:00Z")).toBeNull();
    await end();
    expect(await requestAt("2026-01-09T22:00:30Z")).not.toBeNull();
    expect(await runs()).toMatchObject([{ to: "2026-01-08" }, { to: "2026-01-09" }]);
  });

  it("brings up to date what was imported before anything was scheduled", async () => {
    await platform.importPortfolio(CASH, { account: "book", equity: "10000" });
    expect(await requestAt("2026-01-08T23:00:00Z")).not.toBeNull();
  });

  it("requests nothing without a portfolio", async () => {
    await requestAt("2026-01-07T23:00:00Z");
    expect(await requestAt("2026-01-08T23:00:00Z")).toBeNull();
  });
});

describe("the market of a database", () => {
  it("is fixed by its first start, and the other's providers are refused", async () => {
    const database = await createTestDatabase();
    const first = await openTestPlatform(database.url, { concurrency: 0 });
    expect(first.market).toBe("synthetic");
    await first.close(0);
    await expect(
      openTestPlatform(database.url, {
        providers: ["files"],
        pricesDir: import.meta.dirname,
        concurrency: 0,
      }),
    ).rejects.toMatchObject({ code: "MARKET_MISMATCH" });
    await database.drop();
  });
});
