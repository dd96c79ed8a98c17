import { describe, expect, it } from "vitest";
import type { SelfTestReport } from "#app/self-test.ts";
import type { Cli } from "./cli.ts";
import { printSelfTest } from "./self-test-report.ts";

function reported(ok: boolean, options: { readonly json?: true } = {}): { exitCode: number; text: string } {
  let text = "";
  const cli: Cli = {
    environment: {},
    stdout: {
      write(part) {
        text += part;
      },
    },
    stderr: { write: () => expect.unreachable("a report is no problem") },
    signal: new AbortController().signal,
    startServer: () => Promise.reject(new Error("a report starts nothing")),
  };
  const exitCode = printSelfTest(cli, reportOf(ok), 1500, options);
  return { exitCode, text };
}

function reportOf(ok: boolean): SelfTestReport {
  const sampling = { withinTwo: 95, withinLimit: 100, meanSquare: 1.1, meanSquareFrom: 0.5, meanSquareTo: 2 };
  return {
    ok,
    seed: 7,
    from: "2024-01-02",
    to: "2024-12-31",
    sessions: 252,
    symbols: 3,
    checks: [
      {
        name: "betas",
        compared: "truth",
        unit: "s.e.",
        cases: 100,
        worst: 3.21,
        limit: 5,
        sampling,
        ok: true,
      },
      {
        name: "NAV",
        compared: "ledger",
        unit: "USD",
        cases: 252,
        worst: Number.NaN,
        limit: 1e-6,
        sampling: null,
        ok,
      },
    ],
  };
}

describe("the report of the self-test", () => {
  it("shows a row for each check and ends with 0 where all passed", () => {
    const { exitCode, text } = reported(true);
    expect(exitCode).toBe(0);
    expect(text).toMatch(/^betas +truth +100 +3\.21 s\.e\. +5 s\.e\. +95 \(95 %\) +1\.10 in 0\.5–2 +yes$/m);
    expect(text).toContain("All 2 checks passed in 1.5 s: 3 symbols, 252 sessions");
  });

  it("says how many failed and ends with 1", () => {
    const { exitCode, text } = reported(false);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/^NAV +ledger +252 +NaN USD +1\.0e-6 USD +– +– +NO$/m);
    expect(text).toContain("1 of 2 checks failed");
  });

  it("is JSON for programs, with the same exit code", () => {
    const { exitCode, text } = reported(false, { json: true });
    expect(exitCode).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      ok: false,
      checks: [{ sampling: { within_two: 95 } }, { name: "NAV", worst: null, ok: false }],
    });
  });
});
