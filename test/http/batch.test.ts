import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findNamedRun } from "#db/stores/run-read-store.ts";
import type { Body, SignedInClient } from "./support/api-client.ts";
import { createHttpWorld, type HttpWorld, LAST_SESSION } from "./support/http-world.ts";
import { csvFile, PORTFOLIO_FIELDS, TWO_LOTS } from "./support/portfolio-files.ts";

const NOWHERE = "00000000-0000-4000-8000-000000000000";

let world: HttpWorld;
let user: SignedInClient;
let admin: SignedInClient;
let id: string;
let accounts = 0;
beforeAll(async () => {
  world = await createHttpWorld();
  user = await world.signUp("runner");
  admin = await world.signUp("operator", "admin");
});
afterAll(() => world.close());
beforeEach(async () => {
  accounts++;
  const answer = await user.send("/onboarding/create-portfolio", {
    ...PORTFOLIO_FIELDS,
    account_name: `account ${accounts}`,
    csv_file: csvFile(TWO_LOTS),
  });
  id = answer.body.portfolio_id;
});

function query(text: string, values: readonly unknown[]) {
  return world.database.api.query(text, values);
}

async function calculate(): Promise<string> {
  return (await user.post(`/portfolios/${id}/calculate`)).body.batch_run_id;
}

/** Ends a run as the engine would. */
async function end(
  runId: string,
  status: string,
  error: readonly (string | null)[] = [null, null, null, null],
) {
  await query(
    `update batch_run_history set status = $2, percent_complete = 100, started_at = requested_at, finished_at = requested_at + interval '90 seconds',
       error_code = $3, error_message = $4, error_hint = $5, error_phase = $6 where id = $1`,
    [runId, status, ...error],
  );
}

async function addEvent(runId: string, message: string, level = "info"): Promise<void> {
  await query("insert into run_events (run_id, level, phase, message) values ($1, $2, 'market-data', $3)", [
    runId,
    level,
    message,
  ]);
}

/** The events of a finished stream: name, id, data. */
function events(text: string): { event: string; id: string | undefined; data: Body }[] {
  return text
    .split("\n\n")
    .filter((block) => block.includes("data: "))
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)![1]!,
      id: /^id: (.*)$/m.exec(block)?.[1],
      data: JSON.parse(/^data: (.*)$/m.exec(block)![1]!),
    }));
}

describe("calculate", () => {
  test("queues an onboarding run and says so at once", async () => {
    const { status, body } = await user.post(`/portfolios/${id}/calculate`);
    expect([status, body.portfolio_id, body.status]).toEqual([202, id, "queued"]);
    const { rows } = await query(
      "select trigger, triggered_by, scope, force from batch_run_history where id = $1",
      [body.batch_run_id],
    );
    expect(rows).toEqual([
      {
        trigger: "onboarding",
        triggered_by: `onboarding:${user.userId}`,
        scope: `portfolio:${id}`,
        force: false,
      },
    ]);
  });

  test("during a run answers with that run", async () => {
    const first = await user.post(`/portfolios/${id}/calculate`);
    const second = await user.post(`/portfolios/${id}/calculate`, { force: true });
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.body.batch_run_id).toBe(first.body.batch_run_id);
  });

  test("ten times at once starts one run", async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => user.post(`/portfolios/${id}/calculate`)),
    );
    expect(new Set(answers.map(({ body }) => body.batch_run_id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
  });

  test.each([
    ["completed", "admin"],
    ["partial", "admin"],
    ["failed", "onboarding"],
    ["cancelled", "onboarding"],
  ])("after a %s run the next one is %s", async (status, trigger) => {
    await end(await calculate(), status);
    const { rows } = await query("select trigger from batch_run_history where id = $1", [await calculate()]);
    expect(rows).toEqual([{ trigger }]);
  });
});

describe("status", () => {
  test("is idle only where the portfolio never had a run", async () => {
    const { body } = await user.get(`/onboarding/status/${id}`);
    expect(body).toMatchObject({
      portfolio_id: id,
      batch_run_id: null,
      status: "idle",
      phases: [],
      error: null,
    });
  });

  test("shows phases, log and progress as the database has them", async () => {
    const runId = await calculate();
    await query(
      "update batch_run_history set status = 'running', started_at = now(), percent_complete = 37.5 where id = $1",
      [runId],
    );
    await query(
      `insert into batch_phases (run_id, phase, position, status, items_total, items_done, weight, started_at, finished_at)
       values ($1, 'market-data', 0, 'completed', 25, 25, 1, now() - interval '8 seconds', now()), ($1, 'pnl-snapshots', 1, 'running', 253, 90, 1, now(), null)`,
      [runId],
    );
    await addEvent(runId, "25 symbols fetched");
    const { body } = await user.get(`/onboarding/status/${id}`);
    expect(body).toMatchObject({
      batch_run_id: runId,
      status: "running",
      overall_progress: {
        current_phase: "pnl-snapshots",
        current_phase_name: "P&L and snapshots",
        phases_completed: 1,
        phases_total: 2,
        percent_complete: 37.5,
      },
      current_phase_progress: { current: 90, total: 253, unit: "portfolio sessions" },
      phases: [
        { phase_id: "market-data", status: "completed", current: 25, total: 25, duration_seconds: 8 },
        { phase_id: "pnl-snapshots", status: "running", current: 90, total: 253 },
      ],
    });
    expect(body.activity_log.at(-1)).toMatchObject({ level: "info", message: "25 symbols fetched" });
  });

  test("a run being cancelled is running with cancel_requested", async () => {
    const runId = await calculate();
    await query("update batch_run_history set status = 'cancelling', started_at = now() where id = $1", [
      runId,
    ]);
    const { body } = await user.get(`/portfolios/${id}/batch-status/${runId}`);
    expect(body).toMatchObject({ status: "running", cancel_requested: true });
  });

  test("of a failed run carries code, message, hint and phase", async () => {
    const runId = await calculate();
    await end(runId, "failed", ["RUN_DEADLINE", "no progress", "start a worker", "market-data"]);
    const { body } = await user.get(`/portfolios/${id}/batch-status/${runId}`);
    expect(body).toMatchObject({
      batch_run_id: runId,
      portfolio_id: id,
      status: "failed",
      triggered_by: `onboarding:${user.userId}`,
      elapsed_seconds: 90,
      error: { code: "RUN_DEADLINE", message: "no progress", hint: "start a worker", phase: "market-data" },
    });
  });

  test("of an unknown run, and of another portfolio's run, is 404", async () => {
    const other = await admin.send("/onboarding/create-portfolio", {
      ...PORTFOLIO_FIELDS,
      account_name: `theirs ${accounts}`,
      csv_file: csvFile(TWO_LOTS),
    });
    const { body } = await admin.post(`/portfolios/${other.body.portfolio_id}/calculate`);
    expect((await user.get(`/portfolios/${id}/batch-status/${NOWHERE}`)).status).toBe(404);
    expect((await user.get(`/portfolios/${id}/batch-status/${body.batch_run_id}`)).status).toBe(404);
  });

  test("the last run shows in the list of portfolios", async () => {
    const runId = await calculate();
    const { body } = await user.get(`/portfolios/${id}`);
    expect(body.last_run).toMatchObject({ batch_run_id: runId, status: "queued", finished_at: null });
  });
});

describe("a run of all portfolios", () => {
  let shared: string;
  beforeEach(async () => {
    shared = (await admin.post("/admin/batch/run", {})).body.batch_run_id;
    return () => end(shared, "cancelled");
  });

  /** Plans a unit of these subjects, as the engine would. */
  async function addUnit(...subjects: readonly string[]): Promise<void> {
    await query(
      "insert into batch_phases (run_id, phase, position, weight) values ($1, 'pnl-snapshots', 1, 1) on conflict do nothing",
      [shared],
    );
    await query(
      `insert into batch_units (run_id, phase, unit, job, subjects, from_session, to_session, items)
       values ($1, 'pnl-snapshots', (select count(*) from batch_units), 'pnl-snapshots', $2, '2026-01-08', '2026-01-08', 1)`,
      [shared, subjects],
    );
  }

  test("shows to every owner while it is under way", async () => {
    expect((await user.get(`/onboarding/status/${id}`)).body).toMatchObject({
      batch_run_id: shared,
      status: "queued",
    });
    expect((await user.get(`/portfolios/${id}`)).body.last_run).toMatchObject({ batch_run_id: shared });
    const { status, body } = await user.get(`/portfolios/${id}/batch-status/${shared}`);
    expect([status, body.portfolio_id, body.triggered_by]).toEqual([200, null, "admin"]);
  });

  test("shows afterwards where it computed the portfolio, and makes the next run no onboarding", async () => {
    await addUnit(NOWHERE, id);
    await end(shared, "completed");
    expect((await user.get(`/onboarding/status/${id}`)).body).toMatchObject({
      batch_run_id: shared,
      status: "completed",
    });
    expect((await user.get(`/portfolios/${id}`)).body.last_run.status).toBe("completed");
    expect((await user.get(`/portfolios/${id}/batch-status/${shared}`)).status).toBe(200);
    const { rows } = await query("select trigger from batch_run_history where id = $1", [await calculate()]);
    expect(rows).toEqual([{ trigger: "admin" }]);
  });

  test("does not show afterwards where it had nothing to do with the portfolio", async () => {
    await addUnit(NOWHERE);
    await end(shared, "completed");
    expect((await user.get(`/onboarding/status/${id}`)).body.status).toBe("idle");
    expect((await user.get(`/portfolios/${id}`)).body.last_run).toBeNull();
    expect((await user.get(`/portfolios/${id}/batch-status/${shared}`)).status).toBe(404);
    expect((await user.get(`/portfolios/${id}/runs/${shared}/events`)).status).toBe(404);
  });

  test("does not hide the portfolio's own run that is under way", async () => {
    const own = await calculate();
    await query("update batch_run_history set requested_at = now() + interval '1 minute' where id = $1", [
      shared,
    ]);
    expect((await user.get(`/onboarding/status/${id}`)).body.batch_run_id).toBe(own);
    await end(own, "completed");
    expect((await user.get(`/onboarding/status/${id}`)).body.batch_run_id).toBe(shared);
  });

  test("tells an owner nothing about what is somebody else's", async () => {
    await query(
      `insert into positions (portfolio_id, symbol, investment_class, quantity, entry_price, entry_date, basis_date)
       values ($1, 'PRIV', 'PRIVATE', 1, 1, '2025-01-06', '2025-01-06')`,
      [id],
    );
    const lots = await query("select id from positions where portfolio_id = $1 and symbol = 'AAA'", [id]);
    const lotId = lots.rows[0]!.id;
    const line = (subject: string | null, code: string | null, message: string) =>
      query(
        "insert into run_events (run_id, level, phase, subject, code, message) values ($1, 'warning', 'market-data', $2, $3, $4)",
        [shared, subject, code, message],
      );
    await line(null, null, "2 symbols fetched");
    await line("AAA", "UNKNOWN_SYMBOL", "own symbol");
    await line(id, "TIMEOUT", "own portfolio");
    await line(String(lotId), "TIMEOUT", "own lot");
    await line("THEIRS", "UNKNOWN_SYMBOL", "their symbol");
    await line("PRIV", "UNKNOWN_SYMBOL", "their listed symbol");
    await line(NOWHERE, "TIMEOUT", "their portfolio");
    await line(null, "TIMEOUT", "halves of THEIRS");
    await addUnit(id);
    await end(shared, "failed", ["TIMEOUT", "THEIRS was slow", "retry", "market-data"]);
    const expected = ["2 symbols fetched", "own symbol", "own portfolio", "own lot"];
    const messages = (lines: readonly Body[]) => lines.map(({ message }) => message).slice(-4);
    const { body } = await user.get(`/onboarding/status/${id}`);
    expect(messages(body.activity_log)).toEqual(expected);
    expect(body.error).toMatchObject({ code: "TIMEOUT", message: "The work took longer than its time-out" });
    const file = await user.get(`/onboarding/status/${id}/logs?format=json`);
    expect(messages(file.body)).toEqual(expected);
    const stream = await user.get(`/portfolios/${id}/runs/${shared}/events`);
    const logged = events(stream.text).filter(({ event }) => event === "log");
    expect(messages(logged.map(({ data }) => data))).toEqual(expected);
    expect(stream.text + file.text + JSON.stringify(body)).not.toContain("THEIRS");
    expect((await admin.get(`/admin/batch/history/${shared}/logs`)).text).toContain("their symbol");
  });
});

describe("logs", () => {
  test("come whole, as text and as JSON, to be saved", async () => {
    const runId = await calculate();
    for (let i = 1; i <= 60; i++) await addEvent(runId, `step ${i}`, i === 60 ? "warning" : "info");
    expect((await user.get(`/onboarding/status/${id}`)).body.activity_log).toHaveLength(50);
    const json = await user.get(`/onboarding/status/${id}/logs?format=json`);
    expect(json.headers["content-disposition"]).toBe(`attachment; filename="run-${runId}.json"`);
    expect(json.body.filter(({ message }: { message: string }) => message.startsWith("step"))).toHaveLength(
      60,
    );
    const text = await user.get(`/onboarding/status/${id}/logs`);
    expect(text.headers["content-type"]).toMatch(/^text\/plain/);
    expect(text.text).toMatch(/WARNING \[market-data\] step 60\n$/);
  });

  test("of a portfolio that never ran are 404", async () => {
    expect((await user.get(`/onboarding/status/${id}/logs`)).status).toBe(404);
  });
});

describe("events", () => {
  const stream = (runId: string, headers: Record<string, string> = {}) =>
    user.get(`/portfolios/${id}/runs/${runId}/events`, { headers });

  test("of an ended run are its log, its status, and the end", async () => {
    const runId = await calculate();
    await addEvent(runId, "first");
    await addEvent(runId, "second");
    await end(runId, "completed");
    const answer = await stream(runId);
    expect(answer.headers["content-type"]).toMatch(/^text\/event-stream/);
    const all = events(answer.text);
    expect(
      all
        .filter(({ event }) => event === "log")
        .map(({ data }) => data.message)
        .slice(-2),
    ).toEqual(["first", "second"]);
    expect(all.at(-1)).toMatchObject({ event: "status", data: { status: "completed", batch_run_id: runId } });
  });

  test("go on behind Last-Event-ID", async () => {
    const runId = await calculate();
    await addEvent(runId, "seen");
    await addEvent(runId, "new");
    await end(runId, "completed");
    const seen = events((await stream(runId)).text).find(({ data }) => data.message === "seen");
    const again = events((await stream(runId, { "last-event-id": seen!.id! })).text);
    expect(again.filter(({ event }) => event === "log").map(({ data }) => data.message)).toEqual(["new"]);
  });

  test("come while the run goes on, and end with it", async () => {
    const runId = await calculate();
    const answer = stream(runId);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await query("update batch_run_history set status = 'running', started_at = now() where id = $1", [runId]);
    await addEvent(runId, "while it runs");
    await new Promise((resolve) => setTimeout(resolve, 700));
    await end(runId, "partial");
    const all = events((await answer).text);
    expect(all.filter(({ event }) => event === "status").map(({ data }) => data.status)).toEqual([
      "queued",
      "running",
      "partial",
    ]);
    expect(all.filter(({ data }) => data.message === "while it runs")).toHaveLength(1);
  });

  test("miss no line whose transaction commits after a later one", async () => {
    const runId = await calculate();
    const answer = stream(runId);
    await world.database.api.transaction("slow unit", async ({ client }) => {
      await client.query("insert into run_events (run_id, level, message) values ($1, 'info', 'slow')", [
        runId,
      ]);
      await addEvent(runId, "fast");
      await new Promise((resolve) => setTimeout(resolve, 1200));
    });
    await new Promise((resolve) => setTimeout(resolve, 700));
    await end(runId, "completed");
    const messages = events((await answer).text).map(({ data }) => data.message);
    expect(messages.indexOf("fast")).toBeGreaterThan(-1);
    expect(messages.indexOf("slow")).toBeGreaterThan(messages.indexOf("fast"));
  });

  test("beyond twenty open streams of one user are refused", async () => {
    const runId = await calculate();
    const open = Array.from({ length: 20 }, () => stream(runId));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const refused = await stream(runId);
    expect([refused.status, refused.body.code]).toEqual([429, "RATE_LIMITED"]);
    await end(runId, "completed");
    expect((await Promise.all(open)).map(({ status }) => status)).toEqual(Array<number>(20).fill(200));
    expect((await stream(runId)).status).toBe(200);
  });

  test("of another portfolio's run are 404", async () => {
    expect((await stream(NOWHERE)).status).toBe(404);
  });
});

describe("admin/batch", () => {
  test("run takes portfolio and range, from the body or the query", async () => {
    const { status, body } = await admin.post(`/admin/batch/run?portfolio_id=${id}`, {
      start_date: "2025-06-02",
      end_date: "2025-06-30",
      force_rerun: true,
    });
    expect(status).toBe(202);
    const { rows } = await query(
      "select trigger, triggered_by, portfolio_id, from_session, to_session, force from batch_run_history where id = $1",
      [body.batch_run_id],
    );
    expect(rows).toEqual([
      {
        trigger: "admin",
        triggered_by: `admin:${admin.userId}`,
        portfolio_id: id,
        from_session: "2025-06-02",
        to_session: "2025-06-30",
        force: true,
      },
    ]);
    const again = await admin.post("/admin/batch/run", { portfolio_id: id });
    expect([again.status, again.body.batch_run_id]).toEqual([200, body.batch_run_id]);
  });

  test("run refuses a range that ends before it starts", async () => {
    const answer = await admin.post("/admin/batch/run", { start_date: "2025-06-30", end_date: "2025-06-02" });
    expect(answer.status).toBe(422);
  });

  test("run/current lists what is active, with its phases", async () => {
    const runId = await calculate();
    const { body } = await admin.get("/admin/batch/run/current");
    const run = body.runs.find((one: Body) => one.batch_run_id === runId);
    expect(run).toMatchObject({ status: "queued", portfolio_id: id });
    expect(run.phases).toHaveLength(2);
    await end(runId, "completed");
    const after = await admin.get("/admin/batch/run/current");
    expect(after.body.runs.some((one: Body) => one.batch_run_id === runId)).toBe(false);
  });

  test("cancel stops an active run and refuses an ended one", async () => {
    const runId = await calculate();
    const first = await admin.post(`/admin/batch/runs/${runId}/cancel`, { reason: "wrong file" });
    expect(first.status).toBe(202);
    await end(runId, "cancelled");
    const second = await admin.post(`/admin/batch/runs/${runId}/cancel`);
    expect([second.status, second.body.code]).toEqual([409, "RUN_NOT_ACTIVE"]);
    expect((await admin.post(`/admin/batch/runs/${NOWHERE}/cancel`)).status).toBe(404);
  });

  test("retry starts a run that names the one it repeats, but not of an active one", async () => {
    const runId = await calculate();
    expect((await admin.post(`/admin/batch/runs/${runId}/retry`)).body.code).toBe("RUN_ACTIVE");
    await end(runId, "failed", ["TIMEOUT", "slow", null, null]);
    const answer = await admin.post(`/admin/batch/runs/${runId}/retry?only=all`);
    expect(answer.status).toBe(202);
    const { rows } = await query("select retry_of, force from batch_run_history where id = $1", [
      answer.body.batch_run_id,
    ]);
    expect(rows).toEqual([{ retry_of: runId, force: true }]);
  });

  test("history is newest first, in pages without gap or repetition", async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i++) {
      const runId = await calculate();
      await end(runId, "completed");
      made.unshift(runId);
    }
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await admin.get(`/admin/batch/history?status=completed&limit=2${cursor}`);
      seen.push(...body.runs.map((run: Body) => run.batch_run_id));
      cursor = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
    } while (cursor !== "");
    expect(seen.slice(0, 5)).toEqual(made);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("history counts a run that is being cancelled as running", async () => {
    const runId = await calculate();
    await query("update batch_run_history set status = 'cancelling' where id = $1", [runId]);
    const { body } = await admin.get("/admin/batch/history?status=running");
    expect(body.runs.map((run: Body) => [run.batch_run_id, run.status])).toContainEqual([runId, "running"]);
  });

  test("history is of one trigger or portfolio where that is asked for, and tells names", async () => {
    const runId = await calculate();
    await end(runId, "completed");
    const { body } = await admin.get(`/admin/batch/history?portfolio_id=${id}&trigger=onboarding`);
    expect(body.runs[0]).toMatchObject({ batch_run_id: runId, portfolio_id: id, requested_by: user.email });
    expect(body.runs[0].portfolio_name).toEqual(expect.any(String));
    expect((await admin.get(`/admin/batch/history?portfolio_id=${NOWHERE}`)).body.runs).toEqual([]);
    expect((await admin.get("/admin/batch/history?trigger=nightly")).body.runs).toEqual([]);
  });

  test.each(["nightly:schedule", `a:b:${NOWHERE}`, "somebody"])(
    "history names nobody for a run that %s requested",
    async (by) => {
      const runId = await calculate();
      await end(runId, "completed");
      await query("update batch_run_history set triggered_by = $2 where id = $1", [runId, by]);
      const { body } = await admin.get(`/admin/batch/history?portfolio_id=${id}`);
      expect(body.runs[0]).toMatchObject({ batch_run_id: runId, requested_by: null });
    },
  );

  test("who requested a run is found by the key of users, however many there are", async () => {
    const runId = await calculate();
    await world.database.system.transaction("find run", async ({ db, client }) => {
      const countScans = async (): Promise<number> => {
        const { rows } = await client.query<{ scans: number }>(
          "select seq_scan::int as scans from pg_stat_xact_user_tables where relname = 'users'",
        );
        return rows[0]!.scans;
      };
      await client.query("set local enable_seqscan = off");
      const before = await countScans();
      expect((await findNamedRun(db, runId))?.requestedBy).toBe(user.email);
      expect(await countScans()).toBe(before);
    });
  });

  test("history refuses a cursor it did not give", async () => {
    const cursor = Buffer.from("1 or 1=1|x").toString("base64url");
    expect((await admin.get(`/admin/batch/history?cursor=${cursor}`)).status).toBe(422);
  });

  test("history/{id} shows the run and everything it could not compute", async () => {
    const runId = await calculate();
    await end(runId, "partial");
    await query(
      "insert into unit_failures (run_id, phase, job, subject, code, message) values ($1, 'pnl-snapshots', 'pnl-snapshots', $2, 'TIMEOUT', 'slow')",
      [runId, id],
    );
    const { body } = await admin.get(`/admin/batch/history/${runId}`);
    expect(body.run).toMatchObject({
      batch_run_id: runId,
      status: "partial",
      to_session: LAST_SESSION,
      duration_seconds: 90,
    });
    expect(body.failures).toMatchObject([{ subject: id, code: "TIMEOUT", hint: expect.any(String) }]);
    expect((await admin.get(`/admin/batch/history/${runId}/logs`)).text).toContain("Run requested");
    expect((await admin.get(`/admin/batch/history/${NOWHERE}`)).status).toBe(404);
  });

  test("history/summary counts runs by trigger and status", async () => {
    const { body } = await admin.get("/admin/batch/history/summary?days=1");
    const { rows } = await query("select count(*) as count from batch_run_history", []);
    expect(body.total).toBe(rows[0]!.count);
    const partial = body.groups.find(
      (group: Body) => group.trigger === "onboarding" && group.status === "partial",
    );
    expect(partial.mean_duration_seconds).toBe(90);
  });

  test("matrix shows which sessions each phase has completed", async () => {
    await query(
      "insert into completion_records (job, subject, input_version, sessions, run_id) values ('pnl-snapshots', $1, 'v', '{[2026-01-05,2026-01-08)}', gen_random_uuid())",
      [id],
    );
    const { body } = await admin.get("/admin/batch/matrix?from=2026-01-02&to=2026-01-08&limit=500");
    expect(body.sessions).toEqual(["2026-01-02", "2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08"]);
    const row = body.portfolios.find((one: Body) => one.portfolio_id === id);
    expect(row.phases).toEqual([
      {
        phase: "pnl-snapshots",
        completed: 3,
        done: [{ from: "2026-01-05", to: "2026-01-07" }],
        missing: ["2026-01-02", "2026-01-08"],
      },
    ]);
    const other = body.portfolios.find((one: Body) => one.portfolio_id !== id);
    expect(other.phases[0]).toMatchObject({ completed: 0 });
  });

  test("matrix expects of a job that stores the last session only the last one", async () => {
    await query(
      `insert into completion_records (job, subject, input_version, sessions, run_id)
       values ('position-values', $1, 'v', '{[2026-01-08,2026-01-09)}', gen_random_uuid()),
              ('correlations', $1, 'v', '{[2026-01-02,2026-01-05)}', gen_random_uuid())`,
      [id],
    );
    const phases = async (range: string) => {
      const { body } = await admin.get(`/admin/batch/matrix?${range}&limit=500`);
      const own = body.portfolios.find((one: Body) => one.portfolio_id === id);
      return own.phases.filter(({ phase }: Body) => phase !== "pnl-snapshots");
    };
    expect(await phases("from=2026-01-02&to=2026-01-08")).toMatchObject([
      { phase: "correlations", completed: 1, missing: ["2026-01-08"] },
      { phase: "position-values", completed: 1, missing: [] },
    ]);
    expect(await phases("from=2026-01-05&to=2026-01-07")).toMatchObject([
      { phase: "correlations", completed: 0, missing: ["2026-01-07"] },
      { phase: "position-values", completed: 0, missing: [] },
    ]);
  });

  test("matrix misses nothing before a portfolio's first entry", async () => {
    await query(
      "insert into completion_records (job, subject, input_version, sessions, run_id) values ('pnl-snapshots', $1, 'v', '{[2025-01-06,2025-01-07)}', gen_random_uuid())",
      [id],
    );
    const { body } = await admin.get("/admin/batch/matrix?from=2025-01-02&to=2025-01-07&limit=500");
    const own = body.portfolios.find((one: Body) => one.portfolio_id === id);
    expect(own.phases.find(({ phase }: Body) => phase === "pnl-snapshots")).toEqual({
      phase: "pnl-snapshots",
      completed: 1,
      done: [{ from: "2025-01-06", to: "2025-01-06" }],
      missing: ["2025-01-07"],
    });
  });

  test("matrix comes in pages", async () => {
    const first = await admin.get("/admin/batch/matrix?limit=1");
    const second = await admin.get(`/admin/batch/matrix?limit=1&cursor=${first.body.next_cursor}`);
    expect(second.body.portfolios[0].portfolio_id > first.body.portfolios[0].portfolio_id).toBe(true);
  });
});

describe("admin/system/health", () => {
  test("shows pools, queue, workers, freshness and clocks", async () => {
    await calculate();
    await query(
      "insert into batch_workers (id, host, pid, heartbeat_at) values (gen_random_uuid(), 'here', 1, now()), (gen_random_uuid(), 'gone', 2, now() - interval '5 minutes')",
      [],
    );
    const { status, body } = await admin.get("/admin/system/health");
    expect(status).toBe(200);
    expect(body.database.pools.map(({ name }: { name: string }) => name)).toEqual(["api", "batch"]);
    expect(body.database).toMatchObject({ pending_migrations: [] });
    expect(body.queue.waiting).toBeGreaterThan(0);
    expect(body.queue.oldest_waiting_seconds).toBeGreaterThanOrEqual(0);
    expect([body.workers_alive, body.workers.length]).toEqual([1, 2]);
    expect(body.data).toMatchObject({ last_completed_session: LAST_SESSION, newest_snapshot: null });
    expect(Math.abs(body.clock.database_skew_seconds)).toBeLessThan(2);
    expect(body.clock.business_now).toBe("2026-01-08T22:00:00.000Z");
    expect(body.schedule).toMatchObject([
      { name: "nightly", next_at: null, last_at: null },
      { name: "retention", next_at: expect.any(String), last_at: null },
    ]);
  });
});
