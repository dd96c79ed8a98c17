import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { balanced13, hasBalanced13 } from "#test/support/platform.ts";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld, LAST_SESSION } from "./support/http-world.ts";
import { csvFile, HEADER, PORTFOLIO_FIELDS } from "./support/portfolio-files.ts";

const EARLIER = "2025-10-15";

describe.skipIf(!hasBalanced13)("from a file to a year of analytics (needs balanced-13.csv)", () => {
  let world: HttpWorld;
  let user: SignedInClient;
  let id: string;
  /** Answers of the analytics when the run that ended at EARLIER was the last one. */
  const earlierAnswers = new Map<string, Body>();
  const stream = { text: "", status: "" };

  const analytic = async (path: string): Promise<Body> => {
    const answer = await user.get(`/analytics/portfolio/${id}/${path}`);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body;
  };

  beforeAll(async () => {
    world = await createHttpWorld({ worker: true });
    user = await world.signUp("journey");
    const admin = await world.signUp("operator", "admin");
    const made = await user.send("/onboarding/create-portfolio", {
      ...PORTFOLIO_FIELDS,
      equity_balance: "5000000",
      csv_file: csvFile(balanced13().toString("utf8")),
    });
    id = made.body.portfolio_id;
    const follow = (runId: string) => user.get(`/portfolios/${id}/runs/${runId}/events`);
    const first = await admin.post("/admin/batch/run", { portfolio_id: id, end_date: EARLIER });
    await follow(first.body.batch_run_id);
    for (const path of RECOMPUTED) earlierAnswers.set(path, await analytic(path));
    const second = await user.post(`/portfolios/${id}/calculate`);
    stream.text = (await follow(second.body.batch_run_id)).text;
    stream.status = (
      await user.get(`/portfolios/${id}/batch-status/${second.body.batch_run_id}`)
    ).body.status;
  }, 120_000);
  afterAll(() => world.close());

  const RECOMPUTED = [
    "positions/factor-exposures",
    "stress-test",
    "correlation-matrix",
    "correlation-matrix?window=90",
    "beta-comparison",
    "factor-exposures",
    "volatility",
    "concentration",
    "sector-exposure",
    "overview",
  ];

  test("the run completes, and its event stream ends with that", () => {
    expect(stream.status).toBe("completed");
    expect(stream.text).toMatch(/event: status\ndata: [^\n]*"status":"completed"[^\n]*\n\n$/);
  });

  test("there are 253 sessions of NAV", async () => {
    const { body } = await user.get(`/data/portfolio/${id}/snapshots`);
    expect(body.snapshots).toHaveLength(253);
    expect(body.snapshots.at(-1).as_of).toBe(LAST_SESSION);
  });

  test("the overview's P&L is the change of NAV", async () => {
    const { data } = await analytic("overview");
    expect(data.pnl.total).toBeCloseTo(data.net_asset_value - 5_000_000, 6);
    expect(data.pnl.total).toBeCloseTo(data.pnl.unrealized + data.pnl.realized + data.pnl.dividends, 6);
  });

  test("lots add up to NAV with the cash", async () => {
    const { body } = await user.get(`/portfolios/${id}/positions`);
    const { data } = await analytic("overview");
    const held = body.positions.reduce((sum: number, lot: Body) => sum + lot.market_value, 0);
    expect(held + data.cash_balance).toBeCloseTo(data.net_asset_value, 6);
  });

  test("lots of an earlier session add up to its NAV", async () => {
    const { body } = await user.get(`/portfolios/${id}/positions?as_of=${EARLIER}`);
    const { data } = await analytic(`overview?as_of=${EARLIER}`);
    const held = body.positions.reduce((sum: number, lot: Body) => sum + lot.market_value, 0);
    expect(body.positions[0].as_of).toBe(EARLIER);
    expect(held + data.cash_balance).toBeCloseTo(data.net_asset_value, 6);
  });

  test.each(RECOMPUTED)("%s of the latest session is available and complete", async (path) => {
    const body = await analytic(path);
    expect(body).toMatchObject({ available: true, as_of: LAST_SESSION });
    expect(body.data_quality.flag).toBe("complete");
  });

  test.each(RECOMPUTED)("%s of an earlier session is what a run that ended there stored", async (path) => {
    const joined = `${path}${path.includes("?") ? "&" : "?"}as_of=${EARLIER}`;
    expect(await analytic(joined)).toEqual(earlierAnswers.get(path));
  });

  const isOutdated = async (portfolioId: string): Promise<boolean> =>
    (await user.get(`/portfolios/${portfolioId}`)).body.results_outdated;
  /** Calculates the portfolio; says how that ended. */
  const calculate = async (portfolioId: string): Promise<string> => {
    const { batch_run_id: runId } = (await user.post(`/portfolios/${portfolioId}/calculate`)).body;
    await user.get(`/portfolios/${portfolioId}/runs/${runId}/events`);
    return (await user.get(`/portfolios/${portfolioId}/batch-status/${runId}`)).body.status;
  };

  test("results are outdated from a change of a fact to the next run", async () => {
    const outdated = () => isOutdated(id);
    expect(await outdated()).toBe(false);
    await user.patch(`/portfolios/${id}`, { description: "no fact" });
    expect(await outdated()).toBe(false);
    await user.patch(`/portfolios/${id}`, { equity_balance: "5000001" });
    expect(await outdated()).toBe(true);
    expect(await calculate(id)).toBe("completed");
    expect(await outdated()).toBe(false);
  });

  describe("a portfolio of two lots", () => {
    let small: string;
    beforeAll(async () => {
      const made = await user.send("/onboarding/create-portfolio", {
        ...PORTFOLIO_FIELDS,
        account_name: "small",
        csv_file: csvFile(`${HEADER}\nAAPL,10,100,2025-11-03\nMSFT,10,100,2025-12-01\n`),
      });
      small = made.body.portfolio_id;
    });

    test("is not outdated before its first calculation, nor after it", async () => {
      expect(await isOutdated(small)).toBe(false);
      expect([await calculate(small), await isOutdated(small)]).toEqual(["completed", false]);
    });

    test("is not outdated where its NAV is of the latest facts and only its risk could not be computed", async () => {
      const { system } = world.database;
      await user.patch(`/portfolios/${small}`, { equity_balance: "2000000" });
      await system.query("alter table portfolio_run_states add constraint refused check (nav < 0) not valid");
      expect([await isOutdated(small), await calculate(small)]).toEqual([true, "partial"]);
      await system.query("alter table portfolio_run_states drop constraint refused");
      expect(await isOutdated(small)).toBe(false);
    });

    test("is outdated while some of its sessions are of earlier facts", async () => {
      await user.patch(`/portfolios/${small}`, { equity_balance: "3000000" });
      const admin = await world.signUp("late", "admin");
      const range = { portfolio_id: small, start_date: "2025-12-15" };
      const { body } = await admin.post("/admin/batch/run", range);
      await user.get(`/portfolios/${small}/runs/${body.batch_run_id}/events`);
      expect(await isOutdated(small)).toBe(true);
      expect([await calculate(small), await isOutdated(small)]).toEqual(["completed", false]);
    });

    test("is outdated without its last lot, until a run clears its results", async () => {
      const { positions } = (await user.get(`/portfolios/${small}/positions`)).body;
      for (const lot of positions) await user.delete(`/positions/${lot.id}`);
      expect((await user.get(`/portfolios/${small}`)).body).toMatchObject({
        positions_total: 0,
        results_outdated: true,
      });
      expect([await calculate(small), await isOutdated(small)]).toEqual(["completed", false]);
      expect((await user.get(`/data/portfolio/${small}/snapshots`)).body.snapshots).toEqual([]);
    });
  });
});
