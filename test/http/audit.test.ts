import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

let world: HttpWorld;
let owner: SignedInClient;
let admin: SignedInClient;
let portfolio: string;

beforeAll(async () => {
  world = await createHttpWorld();
  owner = await world.signUp("owner");
  admin = await world.signUp("admin", "admin");
  portfolio = await create("First");
});
afterAll(() => world.close());

async function create(account: string): Promise<string> {
  const fields = { ...PORTFOLIO_FIELDS, account_name: account, csv_file: csvFile(TWO_LOTS) };
  const made = await owner.send("/onboarding/create-portfolio", fields);
  return made.body.portfolio_id;
}

async function entries(query: string): Promise<Body[]> {
  const { status, body } = await admin.get(`/admin/audit?${query}`);
  expect(status).toBe(200);
  return body.entries;
}

describe("the audit log", () => {
  test("names the user, the request and the address of what an owner does", async () => {
    const answer = await owner.patch(`/portfolios/${portfolio}`, { portfolio_name: "Renamed" });
    const [entry] = await entries(`subject=${portfolio}`);
    expect(entry).toEqual({
      id: expect.any(Number),
      at: expect.any(String),
      actor_id: owner.userId,
      actor_email: "owner@example.com",
      actor_role: "user",
      via: "api",
      action: "portfolio.change",
      subject_kind: "portfolio",
      subject: portfolio,
      reason: null,
      details: { name: [PORTFOLIO_FIELDS.portfolio_name, "Renamed"] },
      request_id: answer.headers["x-request-id"],
      ip_address: expect.stringMatching(/^10\./),
    });
  });

  test("has an entry for every change of facts, with what was and what is", async () => {
    const id = await create("Changes");
    const { body: lot } = await owner.post(`/portfolios/${id}/positions`, {
      symbol: "SPY",
      quantity: "2.50",
      entry_price: 500,
      entry_date: "2025-01-06",
    });
    await owner.patch(`/positions/${lot.id}`, { quantity: 3 });
    await owner.delete(`/positions/${lot.id}`);
    const { body: flow } = await owner.post(`/portfolios/${id}/equity-changes`, {
      date: "2025-03-03",
      amount: "-5.10",
    });
    await owner.delete(`/portfolios/${id}/equity-changes/${flow.id}`);
    await owner.delete(`/portfolios/${id}`);
    const found = await entries(`actor_id=${owner.userId}&limit=7`);
    expect(found.map(({ action, subject }) => [action, subject])).toEqual([
      ["portfolio.delete", id],
      ["flow.remove", flow.id],
      ["flow.add", flow.id],
      ["position.remove", lot.id],
      ["position.change", lot.id],
      ["position.add", lot.id],
      ["portfolio.create", id],
    ]);
    const [, , flowAdded, , changed] = found.map(({ details }) => details);
    expect(flowAdded).toMatchObject({ portfolioId: id, date: "2025-03-03", amount: "-5.10" });
    expect(changed).toEqual({ portfolioId: id, quantity: ["2.50", "3"] });
  });

  test("has none for what was refused", async () => {
    const before = await entries("limit=1");
    expect((await owner.patch(`/portfolios/${portfolio}`, { equity_balance: "-1" })).status).toBe(422);
    expect((await owner.delete("/portfolios/00000000-0000-4000-8000-000000000000")).status).toBe(404);
    expect(await entries("limit=1")).toEqual(before);
  });

  test("has requests, cancellations and retries of runs with the reason that was given", async () => {
    const { body: run } = await admin.post("/admin/batch/run", {
      portfolio_id: portfolio,
      reason: "prices were wrong",
    });
    const joined = await admin.post("/admin/batch/run", { portfolio_id: portfolio });
    expect(joined.status).toBe(200);
    await admin.post(`/admin/batch/runs/${run.batch_run_id}/cancel`, { reason: "too early" });
    await world.database.api.query(
      "update batch_run_history set status = 'cancelled', finished_at = now() where id = $1",
      [run.batch_run_id],
    );
    const retried = await admin.post(`/admin/batch/runs/${run.batch_run_id}/retry`, {
      only: "missing",
      reason: "again",
    });
    const found = await entries(`action=run.&actor_id=${admin.userId}`);
    expect(found.map(({ action, subject, reason }) => [action, subject, reason])).toEqual([
      ["run.retry", retried.body.batch_run_id, `retry of ${run.batch_run_id}: missing; again`],
      ["run.cancel", run.batch_run_id, "too early"],
      ["run.request", run.batch_run_id, "prices were wrong"],
    ]);
    expect(found[0].details.retryOf).toBe(run.batch_run_id);
  });

  test("is read in pages without a gap", async () => {
    const all = await entries("limit=500");
    const seen: Body[] = [];
    for (let cursor: number | null = null; ; ) {
      const { body }: { body: Body } = await admin.get(
        `/admin/audit?limit=3${cursor === null ? "" : `&cursor=${cursor}`}`,
      );
      seen.push(...body.entries);
      cursor = body.next_cursor;
      if (cursor === null) break;
    }
    expect(seen).toEqual(all);
    expect(seen.length).toBeGreaterThan(6);
  });

  test("can be asked for a span of time, whose end does not count", async () => {
    const [newest, second] = await entries("limit=2");
    const between = await entries(`since=${second.at}&until=${newest.at}`);
    expect(between.map(({ id }) => id)).toContain(second.id);
    expect(between.map(({ id }) => id)).not.toContain(newest.id);
  });
});
