import { describe, expect, test } from "vitest";
import { sigmasight } from "./program.ts";

describe("selftest", () => {
  test("passes without a database, whatever the settings of the installation, and says what it checked", async () => {
    const settings = { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none", SIGMASIGHT_PROVIDERS: "files" };
    const { status, stdout, stderr } = await sigmasight(["selftest"], settings);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining("done Checks") });
    expect(stdout).toMatch(/^joint loadings +true loadings.* yes$/m);
    expect(stdout).toMatch(/^NAV +a plain ledger.* USD .* yes$/m);
    expect(stdout).toMatch(/All \d+ checks passed in .*, seed 20250106$/m);
  });

  test("tells programs the same of another market", async () => {
    const { status, stdout } = await sigmasight(["selftest", "--seed", "7", "--json"], {});
    expect(status).toBe(0);
    const report = JSON.parse(stdout) as { checks: { name: string }[] };
    expect(report).toMatchObject({ ok: true, seed: 7 });
    expect(report.checks).toContainEqual(
      expect.objectContaining({
        name: "joint loadings",
        cases: expect.any(Number),
        worst: expect.any(Number),
        limit: 5,
        sampling: expect.objectContaining({ within_two: expect.any(Number) }),
        ok: true,
      }),
    );
  });

  test("ends with 2 for a seed that is no number", async () => {
    const { status, stdout } = await sigmasight(["selftest", "--seed", "today"], {});
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });
});
