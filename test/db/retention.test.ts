import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyRetention, type RetentionPolicy, startRetention } from "#app/retention.ts";
import { createDatabase } from "#db/pools.ts";
import { deleteOldEvents } from "#db/stores/retention-store.ts";
import { listUpkeep } from "#db/stores/upkeep-store.ts";
import type { AppDatabase } from "#db/types.ts";
import { createLog } from "#log";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

const POLICY: RetentionPolicy = {
  eventDays: 90,
  runDays: 400,
  runStateDays: 800,
  fetchDays: 180,
  auditDays: 1100,
};
const log = createLog({ level: "silent", pretty: false });
const running = new AbortController().signal;

let testDatabase: TestDatabase;
let database: AppDatabase;
let portfolio: string;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = await createDatabase({
    url: testDatabase.url,
    apiPoolSize: 2,
    batchPoolSize: 2,
    applicationName: "test",
    log,
  });
  const [user] = await rows<{ id: string }>(
    "insert into users (name, email) values ('U', 'u@example.com') returning id",
  );
  [{ id: portfolio }] = (await rows<{ id: string }>(
    `insert into portfolios (owner_id, name, account_name, account_type, equity_balance, file_sha256, facts_revision)
     values ($1, 'P', 'p', 'other', 1, 'x', 9) returning id`,
    [user!.id],
  )) as [{ id: string }];
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

async function rows<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
  return (await database.api.query<Row>(text, values)).rows;
}

/** A run that ended so many days ago, with a phase, a unit and two lines of log. */
async function run(days: number, scope = "all"): Promise<string> {
  const [made] = await rows<{ id: string }>(
    `insert into batch_run_history (trigger, scope, to_session, triggered_by, status, requested_at, finished_at)
     values ('admin', $2, '2025-01-06', 'admin:x', 'completed', now() - make_interval(days => $1), now() - make_interval(days => $1)) returning id`,
    [days, scope],
  );
  const { id } = made!;
  await rows("insert into batch_phases (run_id, phase, position, weight) values ($1, 'one', 1, 1)", [id]);
  await rows(
    `insert into batch_units (run_id, phase, unit, job, subjects, from_session, to_session, items)
     values ($1, 'one', 0, 'one', '{a}', '2025-01-06', '2025-01-06', 1)`,
    [id],
  );
  await rows("insert into run_events (run_id, level, message) values ($1, 'info', 'a'), ($1, 'info', 'b')", [
    id,
  ]);
  return id;
}

const state = (runId: string, days: number, revision: number) =>
  rows(
    `insert into portfolio_run_states (portfolio_id, run_id, as_of, facts_revision, price_revisions, nav, method, recorded_at)
     values ($1, $2, '2025-01-06', $3, '{}', 1, 1, now() - make_interval(days => $4))`,
    [portfolio, runId, revision, days],
  );

const runIds = async () =>
  (await rows<{ id: string }>("select id from batch_run_history order by requested_at")).map(({ id }) => id);
const count = async (table: string) =>
  (await rows<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n;

describe("retention", () => {
  it("takes the log of old runs, then the runs with all that is theirs", async () => {
    await run(500);
    const middle = await run(200);
    const recent = await run(10);
    const removed = await applyRetention({ database }, POLICY, running);
    expect(removed).toMatchObject({ "run events": 4, runs: 1 });
    expect(await runIds()).toEqual([middle, recent]);
    expect(await count("batch_units")).toBe(2);
    expect(await rows("select distinct run_id from run_events")).toEqual([{ run_id: recent }]);
  });

  it("keeps runs whose results are in force, of which a state is kept, that are active, or the last of their scope", async () => {
    const last = await run(900, `portfolio:${portfolio}`);
    const inForce = await run(600);
    await rows(
      `insert into completion_records (job, subject, input_version, sessions, run_id) values ('j', 's', 'v', '{}', $1)`,
      [inForce],
    );
    const stated = await run(500);
    await state(stated, 500, 3);
    const active = await rows<{ id: string }>(
      `insert into batch_run_history (trigger, scope, to_session, triggered_by, requested_at)
       values ('admin', 'all', '2025-01-06', 'admin:x', now() - interval '450 days') returning id`,
    );
    await run(450);
    const newest = await run(1);
    await applyRetention({ database }, POLICY, running);
    const kept = [last, inForce, stated, active[0]!.id, newest];
    expect(new Set(await runIds())).toEqual(new Set(kept));
  });

  it("takes old states but a portfolio's newest, and facts that no state and no present needs", async () => {
    const [first, second, third] = [await run(1000), await run(950), await run(900)];
    await state(first, 1000, 1);
    await state(second, 950, 2);
    await state(third, 900, 3);
    for (const revision of [1, 2, 3, 9])
      await rows(
        `insert into portfolio_facts_versions (portfolio_id, facts_revision, facts, recorded_at)
         values ($1, $2, '{}', now() - interval '950 days')`,
        [portfolio, revision],
      );
    const removed = await applyRetention({ database }, POLICY, running);
    expect(removed).toMatchObject({ "run states": 2, "facts versions": 2, runs: 2 });
    expect(await rows("select facts_revision from portfolio_facts_versions order by 1")).toEqual([
      { facts_revision: 3 },
      { facts_revision: 9 },
    ]);
    expect(await runIds()).toEqual([third]);
  });

  it("takes old fetches but the last and the last served one of each symbol", async () => {
    const fetched = (symbol: string, outcome: string, days: number) =>
      rows(
        `insert into provider_fetches (symbol, kind, outcome, attempts, fetched_at)
         values ($1, 'history', $2, '[]', now() - make_interval(days => $3))`,
        [symbol, outcome, days],
      );
    await fetched("AAA", "served", 400);
    await fetched("AAA", "served", 300);
    await fetched("AAA", "failed", 250);
    await fetched("AAA", "failed", 200);
    await fetched("BBB", "served", 190);
    await fetched("BBB", "served", 10);
    await fetched("CCC", "no_data", 500);
    const removed = await applyRetention({ database }, POLICY, running);
    expect(removed["provider fetches"]).toBe(3);
    expect(await rows("select symbol, outcome from provider_fetches order by symbol, fetched_at")).toEqual([
      { symbol: "AAA", outcome: "served" },
      { symbol: "AAA", outcome: "failed" },
      { symbol: "BBB", outcome: "served" },
      { symbol: "CCC", outcome: "no_data" },
    ]);
  });

  it("takes old audit entries and records how many", async () => {
    await rows(
      `insert into audit_log (at, actor_role, via, action, subject_kind, subject)
       select now() - make_interval(days => d), 'user', 'api', 'flow.add', 'flow', d::text from unnest('{1200, 1150, 1000}'::int[]) as d`,
    );
    await applyRetention({ database }, POLICY, running);
    expect(await rows("select action, subject, details from audit_log order by id")).toEqual([
      { action: "flow.add", subject: "1000", details: {} },
      { action: "audit.expire", subject: "-", details: { entries: 2, olderThanDays: 1100 } },
    ]);
  });

  it("keeps for ever what has no limit", async () => {
    await run(5000);
    await run(4000);
    const nothing = { eventDays: null, runDays: null, runStateDays: null, fetchDays: null, auditDays: null };
    const removed = await applyRetention({ database }, nothing, running);
    expect(new Set(Object.values(removed))).toEqual(new Set([0]));
    expect(await count("run_events")).toBe(4);
  });

  it("works in batches of bounded size, and stops between them when told to", async () => {
    const id = await run(100);
    await rows(
      "insert into run_events (run_id, level, message) select $1, 'info', 'x' from generate_series(1, 5000)",
      [id],
    );
    const one = await database.batch.transaction("one", ({ db }) => deleteOldEvents(db, 90, 2_000));
    expect(one).toBe(2_000);
    expect((await applyRetention({ database }, POLICY, AbortSignal.abort()))["run events"]).toBe(0);
    expect((await applyRetention({ database }, POLICY, running))["run events"]).toBe(3_002);
  });

  it("is applied once a day, by one of several processes, and says what it did", async () => {
    await run(100);
    const loops = [1, 2, 3].map(() => startRetention({ database, log }, POLICY));
    while ((await listUpkeep(database.api.db))[0]?.finishedAt == null) await sleep(20);
    for (const loop of loops) await loop.stop();
    const [first] = await listUpkeep(database.api.db);
    expect(first).toMatchObject({ task: "retention", outcome: { "run events": 2, runs: 0 } });
    const again = startRetention({ database, log }, POLICY);
    await again.stop();
    expect((await listUpkeep(database.api.db))[0]?.claimedAt).toEqual(first?.claimedAt);
    await rows("update upkeep set claimed_at = now() - interval '21 hours'");
    const tomorrow = startRetention({ database, log }, POLICY);
    await tomorrow.stop();
    expect((await listUpkeep(database.api.db))[0]?.outcome).toMatchObject({ "run events": 0 });
  });
});
