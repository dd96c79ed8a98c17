import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { commandLine, type Ended, type Environment, sigmasight, untilSaid } from "./program.ts";

interface Listed {
  readonly runs: readonly { batch_run_id: string; status: string; trigger: string }[];
  readonly portfolios: readonly { id: string; as_of: string; market: string }[];
  readonly users: readonly { email: string; role: string }[];
}

async function listed<What extends keyof Listed>(what: What, settings: Environment): Promise<Listed[What]> {
  const { stdout } = await commandLine([what, "list", "--json"], settings);
  return (JSON.parse(stdout) as Listed)[what];
}

/** What must not be there twice. */
async function inventory(settings: Environment) {
  const [runs, portfolios, users] = await Promise.all([
    listed("runs", settings),
    listed("portfolios", settings),
    listed("users", settings),
  ]);
  return { runs, portfolios, users };
}

describe("the demo", () => {
  let database: TestDatabase;
  let settings: Environment;
  let portfolioId: string;
  let first: Ended;

  beforeAll(async () => {
    database = await createTestDatabase();
    // A process that stays would also request the night's run.
    settings = { DATABASE_URL: database.url, SIGMASIGHT_DEMO: "1", SIGMASIGHT_NIGHTLY: "0" };
    first = await sigmasight(["demo"], settings);
    portfolioId = (await listed("portfolios", settings))[0]!.id;
  });

  afterAll(() => database.drop());

  test("it shows its phases and ends with a summary of 253 sessions", () => {
    expect(first).toEqual({
      status: 0,
      stderr: expect.stringMatching(/Market data: \d+ symbols[\s\S]*Onboarding run \w+: completed/),
      stdout: expect.stringMatching(/253 sessions up to 2026-01-08[\s\S]*synthetic market – no real prices/),
    });
  });

  test("a second demo makes nothing twice and computes nothing", async () => {
    const before = await inventory(settings);
    const { status, stdout } = await sigmasight(["demo"], settings);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("nothing to compute") });
    expect(await inventory(settings)).toEqual(before);
    expect(before.runs).toHaveLength(1);
  });

  test("start serves, prints address, mark and set-up link, makes nothing twice, and stops with 0", async () => {
    const before = await inventory(settings);
    const { status, stdout, stderr } = await untilSaid("Ctrl-C", ["start"], settings);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining("Results: up to date"),
      stdout: expect.stringMatching(
        /http:\/\/127\.0\.0\.1:\d+\n[\s\S]*synthetic market – no real prices[\s\S]*http:\/\/127\.0\.0\.1:\d+\/setup\?token=/,
      ),
    });
    expect(await inventory(settings)).toEqual(before);
  });

  for (const view of [
    "overview",
    "factors",
    "spreads",
    "position-factors",
    "beta-comparison",
    "stress",
    "correlations",
    "volatility",
    "sectors",
    "concentration",
    "snapshots",
  ])
    test(`show ${view} prints JSON and text of the same session`, async () => {
      const args = ["show", view, "--portfolio", portfolioId.slice(0, 8)];
      const [{ stdout: json }, { stdout: text }] = await Promise.all([
        commandLine([...args, "--json"], settings),
        commandLine(args, settings),
      ]);
      expect(JSON.parse(json)).toMatchObject({ as_of: "2026-01-08", market: "synthetic" });
      expect(text).toContain("as of 2026-01-08, synthetic market – no real prices");
    });

  test("an earlier session is shown where it is asked for, computed when it was not stored", async () => {
    const args = ["show", "stress", "--portfolio", portfolioId, "--as-of", "2025-06-30", "--json"];
    const { stdout } = await commandLine(args, settings);
    const { as_of, data } = JSON.parse(stdout) as {
      as_of: string;
      data: { scenarios: { direct: { dollar_impact: number } }[] };
    };
    expect(as_of).toBe("2025-06-30");
    expect(data.scenarios.every(({ direct }) => Number.isFinite(direct.dollar_impact))).toBe(true);
  });

  test("runs show, watch and logs take the beginning of an id", async () => {
    const [run] = await listed("runs", settings);
    const prefix = run!.batch_run_id.slice(0, 6);
    const show = await commandLine(["runs", "show", prefix, "--json"], settings);
    expect(JSON.parse(show.stdout)).toMatchObject({ batch_run_id: run!.batch_run_id, status: "completed" });
    expect((await sigmasight(["runs", "watch", prefix], settings)).status).toBe(0);
    const logs = await commandLine(["runs", "logs", prefix], settings);
    expect(logs.stdout).toMatch(/^2\d{3}-[^\n]+ INFO {4}/);
  });

  test("an unknown id ends with 1 and NOT_FOUND", async () => {
    const { status, stderr } = await commandLine(["runs", "show", "ffffffff-ffff"], settings);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("NOT_FOUND") });
  });

  test("a detached run waits, a second request joins it, and a start sees it through", async () => {
    const args = ["run", "--portfolio", portfolioId, "--force", "--detach", "--json"];
    const first = JSON.parse((await sigmasight(args, settings)).stdout) as { batch_run_id: string };
    const second = await sigmasight(args, settings);
    expect(JSON.parse(second.stdout)).toEqual(first);
    expect(second.stderr).toContain("active");
    const { stderr } = await untilSaid("Ctrl-C", ["start"], settings);
    expect(stderr).toContain(`run ${first.batch_run_id.slice(0, 8)}: completed`);
    expect((await listed("runs", settings))[0]).toMatchObject({ ...first, status: "completed" });
  });

  test("a cancelled run ends with 1 for whoever watches it", async () => {
    const { stdout } = await sigmasight(["run", "--force", "--detach"], settings);
    const runId = stdout.trim();
    const cancelled = await sigmasight(["runs", "cancel", runId, "--reason", "a test"], settings);
    expect(cancelled).toMatchObject({ status: 0, stdout: expect.stringContaining("is cancelled") });
    expect((await sigmasight(["runs", "watch", runId], settings)).status).toBe(1);
  });

  test("the first administrator owns the demo from then on", async () => {
    const password = "correct horse battery\n";
    const made = await sigmasight(["users", "create", "Boss@Example.org", "--admin"], settings, password);
    expect(made).toMatchObject({ status: 0 });
    expect(await listed("users", settings)).toContainEqual(
      expect.objectContaining({ email: "boss@example.org", role: "admin", portfolio_count: 1 }),
    );
    const { stdout } = await untilSaid("Ctrl-C", ["start"], settings);
    expect(stdout).not.toContain("setup?token");
  });

  test("a deleted demo stays deleted at the next start", async () => {
    const asked = await sigmasight(["portfolios", "delete", portfolioId], settings);
    expect(asked.status).toBe(2);
    expect((await sigmasight(["portfolios", "delete", portfolioId, "--yes"], settings)).status).toBe(0);
    const { stdout } = await untilSaid("Ctrl-C", ["start"], settings);
    expect(stdout).not.toContain("Demo portfolio");
    expect(await listed("portfolios", settings)).toEqual([]);
  });
});

describe("price files and import", () => {
  let database: TestDatabase;
  let settings: Environment;
  let folder: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    settings = { DATABASE_URL: database.url, SIGMASIGHT_PROVIDERS: "none" };
    folder = mkdtempSync(path.join(os.tmpdir(), "sigmasight-prices-"));
    writeFileSync(path.join(folder, "AAA.csv"), "Date,Close\n2026-01-05,10\n2026-01-06,11\n2026-01-07,12\n");
    writeFileSync(path.join(folder, "BBB.csv"), "Date,Close\n2026-01-05,20\n2026-01-06,21\n");
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await database.drop();
  });

  const imported = async () => {
    const { stdout } = await sigmasight(["prices", "import", folder, "--json"], settings);
    return (JSON.parse(stdout) as { series: unknown }).series;
  };

  test("price files are stored with their coverage; only what differs counts as changed later", async () => {
    const series = { symbol: "AAA", bars: 3, from: "2026-01-05", to: "2026-01-07" };
    expect(await imported()).toContainEqual({ ...series, restated: true });
    expect(await imported()).toContainEqual({ ...series, restated: false });
    writeFileSync(path.join(folder, "AAA.csv"), "Date,Close\n2026-01-06,11\n2026-01-07,13\n");
    expect(await imported()).toContainEqual({ ...series, bars: 2, from: "2026-01-06", restated: true });
    const { stdout } = await commandLine(["prices", "status", "--json"], settings);
    expect(JSON.parse(stdout)).toMatchObject({
      market: "real",
      symbols: [
        {
          symbol: "AAA",
          provider: "files",
          bars: 2,
          first_session: "2026-01-06",
          last_session: "2026-01-07",
          sessions_old: 1,
        },
        { symbol: "BBB", provider: "files", bars: 2, sessions_old: 2 },
      ],
    });
  });

  test("made-up prices do not enter a database of real ones", async () => {
    const { status, stderr } = await sigmasight(["demo"], settings);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining("MARKET_MISMATCH") });
  });

  test("import stores, runs, and on imported prices alone gives the NAV worked by hand", async () => {
    await sigmasight(["users", "create", "me@example.org"], settings, "correct horse battery\n");
    const file = path.join(folder, "mine.positions.csv");
    writeFileSync(
      file,
      "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share\nAAA,10,11,2026-01-06,,,,,,,,\n",
    );
    const args = ["import", file, "--name", "Mine", "--account-type", "taxable", "--equity", "1000"];
    const created = await sigmasight(args, settings);
    expect(created.stdout).toContain("stored with 1 positions");
    const [portfolio] = await listed("portfolios", settings);
    const { stdout } = await commandLine(
      ["show", "snapshots", "--portfolio", portfolio!.id, "--json"],
      settings,
    );
    const { data } = JSON.parse(stdout) as { data: { snapshots: { as_of: string; nav: number }[] } };
    // Cash 1000 − 110; 10 shares at 11, 13, and the last close kept on the 8th.
    expect(data.snapshots.map(({ as_of, nav }) => [as_of, nav])).toEqual([
      ["2026-01-06", 1000],
      ["2026-01-07", 1020],
      ["2026-01-08", 1020],
    ]);
    expect((await sigmasight(args, settings)).stdout).toContain("was stored before");
    expect(await listed("portfolios", settings)).toHaveLength(1);
  });

  test("other positions under a used account name are refused with 1", async () => {
    const file = path.join(folder, "mine.positions.csv");
    const args = ["import", file, "--name", "Mine", "--account-type", "taxable", "--equity", "2000"];
    expect(await sigmasight(args, settings)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("ERR_PORT_001"),
    });
  });
});

describe("the embedded database", () => {
  test("a demo in an empty home completes, and a start there goes on with it", async () => {
    const home = mkdtempSync(path.join(os.tmpdir(), "sigmasight-home-"));
    chmodSync(home, 0o711); // as root the server runs as another user
    try {
      const settings = { SIGMASIGHT_HOME: home };
      expect(await sigmasight(["demo"], settings)).toMatchObject({ status: 0 });
      const { status, stderr } = await untilSaid("Ctrl-C", ["start"], settings);
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.stringContaining("Results: up to date"),
      });
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
