import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { commandLine, sigmasight } from "./program.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "sigmasight-cli-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

const HEADER =
  "Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share";
const PRICES = "Date,Close,Adj Close\n2026-01-05,10,10\n2026-01-06,11,11\n2026-01-07,12,12\n";

describe("wrong use", () => {
  for (const args of [
    [],
    ["nonsense"],
    ["run", "--from", "yesterday"],
    ["import"],
    ["import", "positions.csv"],
    ["runs", "show", "not-an-id"],
    ["show", "overview"],
  ])
    test(`"sigmasight ${args.join(" ")}" ends with 2 and writes nothing to standard output`, async () => {
      const { status, stdout, stderr } = await sigmasight(args, {});
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).not.toBe("");
    });
});

describe("help and settings", () => {
  test("help names every command and ends with 0", async () => {
    const { status, stdout } = await sigmasight(["--help"], {});
    expect(status).toBe(0);
    const commands =
      "start serve work demo template import run runs portfolios positions flows show analyze selftest prices users health migrate config";
    for (const name of commands.split(" ")) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, "m"));
  });

  test.each([
    ["config print", /better-auth|pg-boss|kysely|pino|fastify/],
    ["--help", /better-auth|pg-boss|kysely|pino|fastify/],
    ["selftest", /better-auth|pg-boss|kysely|pino|fastify/],
    ["users --help", /better-auth|pg-boss|fastify/],
    ["start --help", /better-auth|pg-boss|fastify/],
    ["import --help", /better-auth|pg-boss|fastify/],
  ])("%s does not wait for packages it has no use for", async (words, heavy) => {
    const hooks = `import { registerHooks } from "node:module";
      registerHooks({ load(url, context, next) { console.error(url); return next(url, context); } });`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hooks)}`;
    const { status, stderr } = await sigmasight(words.split(" "), { NODE_OPTIONS });
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("commander") });
    expect(stderr).not.toMatch(heavy);
  });

  test("config check names every wrong setting at once and ends with 1", async () => {
    const settings = { PORT: "x", SIGMASIGHT_NIGHTLY: "maybe", SIGMASIGHT_BOGUS: "1" };
    const { status, stderr } = await sigmasight(["config", "check"], settings);
    expect(status).toBe(1);
    for (const name of Object.keys(settings)) expect(stderr).toContain(name);
  });

  test("config print shows no password", async () => {
    const settings = { DATABASE_URL: "postgres://me:hunter2@db/x" };
    const { stdout } = await sigmasight(["config", "print", "--json"], settings);
    expect(stdout).not.toContain("hunter2");
    expect(JSON.parse(stdout).settings).toContainEqual(
      expect.objectContaining({ name: "DATABASE_URL", value: "(set)" }),
    );
  });
});

describe("import --dry-run", () => {
  test("a good file is summed up without a database", async () => {
    const file = write("good.csv", `${HEADER}\nAAA,10,2.5,2026-01-05,,,,,,,,\n`);
    const { status, stdout } = await commandLine(["import", file, "--dry-run"], {});
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringContaining("1 long for 25.00 USD"),
    });
  });

  test.skipIf(!hasSharedData)(
    "fifteen wrong cells are named with line and column (needs shared data)",
    async () => {
      const file = sharedPath("portfolios", "invalid-17.csv");
      const { status, stdout } = await commandLine(["import", file, "--dry-run", "--json"], {});
      const { errors } = JSON.parse(stdout) as { errors: { row: number; column: string; code: string }[] };
      expect(status).toBe(1);
      expect(errors.map(({ row }) => row)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19]);
      const { stdout: table } = await commandLine(["import", file, "--dry-run"], {});
      for (const { row, column, code } of errors)
        expect(table).toMatch(new RegExp(`^ *${row}  ${column} +${code}  error`, "m"));
    },
  );
});

describe("analyze", () => {
  const positions = () => write("positions.csv", `${HEADER}\nAAA,10,10,2026-01-05,,,,,,,,\n`);
  const analyze = (...more: readonly string[]) =>
    commandLine(["analyze", "--positions", positions(), "--prices", folder, "--equity", "1000", ...more], {});

  test("writes one file a result, as of the last session with a price", async () => {
    write("AAA.csv", PRICES);
    const out = path.join(folder, "out");
    await analyze("--out", out);
    expect(readdirSync(out).sort()).toEqual([
      "concentration.json",
      "correlation.csv",
      "findings.csv",
      "portfolio_factors.csv",
      "risk_metrics.json",
      "snapshots.csv",
      "stress.csv",
      "symbol_factors.csv",
      "volatility.csv",
    ]);
    // Cash 1000 − 10·10 = 900; with 10 shares at 10, 11, 12 NAV is 1000, 1010, 1020.
    const rows = readFileSync(path.join(out, "snapshots.csv"), "utf8").trim().split("\n").slice(1);
    expect(rows.map((row) => row.split(",").slice(0, 3))).toEqual([
      ["2026-01-05", "1000", "900"],
      ["2026-01-06", "1010", "900"],
      ["2026-01-07", "1020", "900"],
    ]);
  });

  test("takes equity stated for a later session than the last one analysed", async () => {
    write("AAA.csv", PRICES);
    const out = path.join(folder, "earlier");
    // 1020 on the 7th: two dollars a share more than on the 5th, ten shares.
    await analyze("--equity", "1020", "--equity-as-of", "2026-01-07", "--as-of", "2026-01-06", "--out", out);
    const rows = readFileSync(path.join(out, "snapshots.csv"), "utf8").trim().split("\n").slice(1);
    expect(rows.map((row) => row.split(",").slice(0, 3))).toEqual([
      ["2026-01-05", "1000", "900"],
      ["2026-01-06", "1010", "900"],
    ]);
  });

  test("writes names in snake case throughout", async () => {
    write("AAA.csv", PRICES);
    const out = path.join(folder, "names");
    await analyze("--out", out);
    const document: unknown = JSON.parse(readFileSync(path.join(out, "risk_metrics.json"), "utf8"));
    const names: string[] = [];
    JSON.stringify(document, (name, value) => {
      names.push(name);
      return value;
    });
    expect(names).toContain("traffic_light");
    expect(names.filter((name) => /[a-z][A-Z]/.test(name))).toEqual([]);
  });

  test("ends with 3 where a factor has no prices, and says so", async () => {
    write("AAA.csv", PRICES);
    const { status, stdout } = await analyze("--json");
    expect(status).toBe(3);
    const { findings } = JSON.parse(stdout) as { findings: { code: string; severity: string }[] };
    expect(findings).toContainEqual(expect.objectContaining({ code: "NO_FACTOR_DATA", severity: "error" }));
  });

  test("counts money that came in at the start of its session, and no return of it", async () => {
    write("AAA.csv", PRICES);
    const flows = path.join(mkdtempSync(path.join(folder, "flows-")), "flows.csv");
    writeFileSync(flows, "date,amount\n2026-01-06,500\n");
    const out = path.join(folder, "out");
    await analyze("--flows", flows, "--out", out);
    const last = readFileSync(path.join(out, "snapshots.csv"), "utf8").trim().split("\n")[2]!.split(",");
    // NAV 1400 cash + 110; P&L 10 over 1000 + 500.
    expect([last[1], last[7], last[9], last[10]]).toEqual(["1510", "500", "10", String(10 / 1500)]);
  });

  test("names every wrong cell of the positions and ends with 1", async () => {
    const file = write("wrong.csv", `${HEADER}\nAAA,x,10,2026-01-05,,,,,,,,\n`);
    const { status, stdout } = await commandLine(
      ["analyze", "--positions", file, "--prices", folder, "--equity", "-1"],
      {},
    );
    expect(status).toBe(1);
    expect(stdout).toMatch(/ 2 {2}Quantity +ERR_POS_005/);
    expect(stdout).toMatch(/equity_balance +ERR_PORT_010/);
  });
});
