import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { type Environment, sigmasight } from "./program.ts";

interface Listed {
  readonly portfolios: readonly { readonly id: string }[];
}

let database: TestDatabase;
let settings: Environment;
let portfolio: string;
beforeAll(async () => {
  database = await createTestDatabase();
  settings = { DATABASE_URL: database.url, SIGMASIGHT_DEMO: "1", SIGMASIGHT_NIGHTLY: "0" };
  await sigmasight(["demo"], settings);
  const { stdout } = await sigmasight(["portfolios", "list", "--json"], settings);
  portfolio = (JSON.parse(stdout) as Listed).portfolios[0]!.id;
}, 120_000);
afterAll(() => database.drop());

const explain = (...rest: readonly string[]) =>
  sigmasight(["explain", "--portfolio", portfolio, ...rest], settings);

test("a number comes as tables of inputs and sources, with its reproduction", async () => {
  const { status, stdout, stderr } = await explain("loadings/VTV/market_beta");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^loadings\/VTV\/market_beta: VTV: market beta\nas of 2026-01-08: 0?\.?\d+/);
  expect(stdout).toMatch(
    /stored by onboarding run \w{8} \(completed, finished .* UTC\); methods version \d+/,
  );
  expect(stdout).toMatch(/P\[VTV\] +total-return close of VTV +\d{4}-\d\d-\d\d … 2026-01-08 +91 values/);
  expect(stdout).toContain("it agrees");
  expect(stdout).toMatch(/SPY +synthetic +raw/);
});

test("as JSON it has every value of every input", async () => {
  const { stdout } = await explain("factors/market/exposure", "--json", "--as-of", "2025-08-15");
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({
    key: "factors/market/exposure",
    as_of: "2025-08-15",
    stored: true,
    agrees: true,
  });
  const [w, b] = ["w", "b[market]"].map((name) =>
    found.inputs.find((one: { name: string }) => one.name === name),
  );
  const value = w.values.reduce((sum: number, weight: number, i: number) => sum + weight * b.values[i], 0);
  expect(found.value).toBeCloseTo(value, 12);
});

test("without a number all keys are listed, or those of a family", async () => {
  const { stdout } = await explain("--family", "snapshots");
  expect(stdout).toMatch(/^as of 2026-01-08: 15 numbers\nnumber +what +value +unit\nsnapshots\/nav /);
  expect((await explain("--family", "nothing")).stderr).toContain("Families: snapshots, positions");
});

test("an unknown key names the nearest", async () => {
  const { status, stderr } = await explain("snapshots/nave");
  expect(status).toBe(1);
  expect(stderr).toContain("snapshots/nav,");
});
