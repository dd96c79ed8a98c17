import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PROGRAM, type UserActor } from "#app/audit.ts";
import { addFlow } from "#app/manage-flows.ts";
import { addPosition } from "#app/manage-positions.ts";
import { compareRuns, type RiskMove, readRiskChange } from "#app/risk-change.ts";
import { createTradingCalendar } from "#core/dates/trading-calendar.ts";
import { FACTOR_PROXIES } from "#core/factors/factor-table.ts";
import { RISK_STATE_FIELDS, type RiskState } from "#core/pipeline/risk-state.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { openTestPlatform, type TestPlatform } from "#test/support/platform.ts";

const CALENDAR = createTradingCalendar();
const FIRST_SESSION = "2022-06-01";
const DAY = "2025-12-30";
const LATER = "2026-01-08";
/** A session of AAA that its file lacks at first. */
const HOLE = "2025-12-10";
const BOOK = Buffer.from(
  "Symbol,Quantity,Entry Price Per Share,Entry Date\nAAA,400,50,2025-11-03\nBBB,-150,50,2025-11-10\n",
);

let pricesDir: string;
let database: TestDatabase;
let platform: TestPlatform;
let portfolioId: string;
/** The portfolio's owner, at work. */
let by: UserActor;
const open: TestPlatform[] = [];
/** The runs: the first, with a past price filled in, with edited facts, and up to a later session. */
let runs: readonly [string, string, string, string];
/** Runs one after the other, compared as soon as the second had ended. */
let moves: readonly [RiskMove, RiskMove, RiskMove];

/** Writes a file a symbol up to a session: seeded prices, the hole in AAA's left out or filled. */
function writeFiles(to: string, filled: boolean): void {
  const sessions = CALENDAR.range(FIRST_SESSION, LATER);
  const random = seeded(4_711);
  const market = sessions.map(() => (random() - 0.5) / 40);
  for (const [row, symbol] of ["AAA", "BBB", ...FACTOR_PROXIES].entries()) {
    const own = seeded(100 + row);
    let close = 50;
    const lines = sessions.flatMap((session, t) => {
      close *= 1 + (0.5 + row / 10) * market[t]! + (own() - 0.5) / 60;
      if (session > to || (symbol === "AAA" && session === HOLE && !filled)) return [];
      const shown = (symbol === "AAA" && session === HOLE ? 0.9 * close : close).toFixed(4);
      return [`${session},${shown},${shown},1000`];
    });
    writeFileSync(
      path.join(pricesDir, `${symbol}.csv`),
      `Date,Close,Adj Close,Volume\n${lines.join("\n")}\n`,
    );
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function platformAt(day: string): Promise<TestPlatform> {
  const one = await openTestPlatform(database.url, {
    providers: ["files"],
    pricesDir,
    clock: new Date(`${day}T23:00:00Z`),
  });
  open.push(one);
  return one;
}

async function run(trigger: "onboarding" | "nightly"): Promise<string> {
  const { runId, status } = await platform.finish(
    trigger === "onboarding" ? { trigger, portfolioId } : { trigger },
  );
  expect(status).toBe("completed");
  return runId;
}

beforeAll(async () => {
  pricesDir = mkdtempSync(path.join(os.tmpdir(), "sigmasight-prices-"));
  database = await createTestDatabase();
  writeFiles(DAY, false);
  platform = await platformAt(DAY);
  portfolioId = await platform.importPortfolio(BOOK, { account: "book", equity: "100000" });
  const first = await run("onboarding");
  writeFiles(DAY, true);
  // Holes are asked for again once a day.
  await platform.rows("update symbol_universe set holes_checked_at = now() - interval '1 day'");
  const restated = await run("nightly");
  const restatement = await compareRuns(platform, portfolioId, [first, restated]);
  const [portfolio] = await platform.rows<{ owner: string }>("select owner_id as owner from portfolios");
  by = { ...PROGRAM, userId: portfolio!.owner };
  const added = { symbol: "BBB", quantity: "60", entry_price: "45", entry_date: "2025-11-20" };
  await addPosition(platform, by, portfolioId, added);
  await addFlow(platform, by, portfolioId, { date: "2025-12-01", amount: "2500", note: null });
  const edited = await run("nightly");
  const edit = await compareRuns(platform, portfolioId, [restated, edited]);
  writeFiles(LATER, true);
  platform = await platformAt(LATER);
  const later = await run("nightly");
  runs = [first, restated, edited, later];
  moves = [restatement, edit, await compareRuns(platform, portfolioId, [edited, later])];
}, 120_000);
afterAll(async () => {
  for (const one of open) await one.close(1_000);
  await database.drop();
  rmSync(pricesDir, { recursive: true, force: true });
});

const compare = (from: number, to: number) => compareRuns(platform, portfolioId, [runs[from]!, runs[to]!]);

/** The steps that moved anything by more than rounding. */
function moved({ steps }: RiskMove): readonly string[] {
  const size = (change: RiskState) =>
    Math.max(...RISK_STATE_FIELDS.map((field) => Math.abs(change[field]) / (field === "nav" ? 1e6 : 1)));
  return steps.filter(({ change }) => !(size(change) < 1e-12)).map(({ cause }) => cause);
}

function expectSum({ from, to, steps }: RiskMove): void {
  for (const field of RISK_STATE_FIELDS) {
    const parts = steps.reduce((sum, { change }) => sum + change[field], 0);
    expect(parts).toBeCloseTo(to.state[field] - from.state[field], field === "nav" ? 8 : 14);
  }
}

test("a past price that was restated is all that moved, and its symbol is named", () => {
  const [restatement] = moves;
  expect(moved(restatement)).toEqual(["restated_data"]);
  expect(restatement.steps.map(({ cause }) => cause)).not.toContain("edited_facts");
  expect(restatement.notes).toEqual(["Past prices were restated of AAA."]);
  expect(restatement.steps[0]!.change.nav).toBe(0);
  expectSum(restatement);
});

test("an added lot and a flow are edited facts, and nothing else", async () => {
  const [, edit] = moves;
  expect(moved(edit)).toEqual(["edited_facts"]);
  expect(edit.notes).toEqual([
    expect.stringMatching(/^The portfolio's facts were edited: revision 1, then 3\.$/),
  ]);
  // 60 shares bought at 45 instead of held as cash, and the money that came in.
  const [bbb] = await platform.rows<{ close: number }>(
    "select close from market_data_cache where symbol = 'BBB' and session = $1",
    [DAY],
  );
  expect(edit.steps.find(({ cause }) => cause === "edited_facts")!.change.nav).toBeCloseTo(
    2500 + 60 * (bbb!.close - 45),
    6,
  );
  expectSum(edit);
});

test("a later session without a trade is price drift and window", () => {
  const [, , later] = moves;
  expect(moved(later)).toEqual(["price_drift", "window"]);
  expect(later.notes).toEqual([]);
  expect([later.from.asOf, later.to.asOf]).toEqual([DAY, LATER]);
  expectSum(later);
});

test("from the first run to the last everything moved, in full", async () => {
  const whole = await compare(0, 3);
  expect(moved(whole)).toEqual(["restated_data", "edited_facts", "price_drift", "window"]);
  expect(whole.notes).toHaveLength(2);
  expectSum(whole);
  const [restatement, edit, later] = moves;
  expect(whole.from.state).toEqual(restatement.from.state);
  expect(whole.to.state).toEqual(later.to.state);
  for (const field of RISK_STATE_FIELDS) {
    const step = (cause: string) => whole.steps.find((one) => one.cause === cause)!.change[field];
    expect(step("restated_data") + step("edited_facts")).toBeCloseTo(
      edit.to.state[field] - restatement.from.state[field],
      field === "nav" ? 6 : 12,
    );
  }
});

test("what two runs said of each other stays what it was after later runs", async () => {
  expect(await compare(0, 1)).toEqual(moves[0]);
  expect(await compare(1, 2)).toEqual(moves[1]);
});

test("the change between the sessions starts from what was first said of the earlier one", async () => {
  const change = await readRiskChange(platform, portfolioId, DAY, LATER);
  const whole = await compare(0, 3);
  expect(change?.from).toEqual(whole.from);
  expect(change?.steps).toEqual(whole.steps.slice(0, -1));
  expect(change?.notes).toEqual(whole.notes);
});

interface State {
  readonly run_id: string;
  readonly nav: number;
}

const states = () =>
  platform.rows<State>(
    `select run_id, as_of, facts_revision, price_revisions, nav, market_beta, volatility, var_95, es_95, method
     from portfolio_run_states where portfolio_id = $1 order by recorded_at`,
    [portfolioId],
  );

test("each run that computed something keeps one state, each revision of facts one version", async () => {
  expect((await states()).map(({ run_id }) => run_id)).toEqual(runs);
  expect((await platform.finish({ trigger: "nightly" })).status).toBe("completed");
  expect(await states()).toHaveLength(4);
  expect(
    await platform.rows("select facts_revision::int as revision from portfolio_facts_versions order by 1"),
  ).toEqual([{ revision: 1 }, { revision: 3 }]);
});

test("a run that does all of it again says the same", async () => {
  const { runId } = await platform.runs.retryRun(runs[3], { only: "all", by });
  expect((await platform.ended(runId)).status).toBe("completed");
  const [, , , last, again] = await states();
  expect({ ...again, run_id: null }).toEqual({ ...last, run_id: null });
  expect(moved(await compareRuns(platform, portfolioId, [runs[3], runId]))).toEqual([]);
});

test("a deleted portfolio takes its states and facts with it", async () => {
  await platform.rows("delete from portfolios where id = $1", [portfolioId]);
  expect(await states()).toEqual([]);
  expect(await platform.rows("select 1 from portfolio_facts_versions")).toEqual([]);
});
