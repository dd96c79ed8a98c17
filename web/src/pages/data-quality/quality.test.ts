import { describe, expect, it } from "vitest";
import { coverageOf } from "./coverage.ts";
import { groupFindings } from "./finding-groups.ts";
import { priceSourceShares } from "./price-sources.ts";
import type { Finding, Lot } from "./quality-types.ts";
import { qualityVerdict } from "./quality-verdict.ts";

function finding(code: string, severity: string): Finding {
  return {
    job: "market-data",
    subject: "A",
    code,
    severity,
    session: null,
    message: code,
    meaning: `${code} means`,
    remedy: "Do this.",
  };
}

const quality = { message: "All.", positions_analyzed: 3, positions_total: 3, data_days: 90 };

describe("groupFindings", () => {
  it("puts the gravest first, then the most frequent", () => {
    const groups = groupFindings([
      finding("MODELLED_PRICE", "info"),
      finding("STALE_PRICE", "warning"),
      finding("GAP", "warning"),
      finding("GAP", "warning"),
      finding("GAP", "info"),
      finding("BAD_BAR", "error"),
    ]);
    expect(groups.map(({ code, severity, findings }) => [code, severity, findings.length])).toEqual([
      ["BAD_BAR", "error", 1],
      ["GAP", "warning", 3],
      ["STALE_PRICE", "warning", 1],
      ["MODELLED_PRICE", "info", 1],
    ]);
    expect(groups[0]?.remedy).toBe("Do this.");
  });
});

describe("coverageOf", () => {
  it("is partial where numbers are missing", () => {
    const reason = { code: "X", message: "Too short." };
    const answer = {
      data: { reasons: { a: reason, b: reason } },
      reason: null,
      data_quality: { flag: "complete" as const, ...quality },
    };
    expect(coverageOf(answer)).toMatchObject({ flag: "partial", missing: ["Too short."] });
    expect(coverageOf({ ...answer, data: {} })).toMatchObject({ flag: "complete", missing: [] });
  });

  it("says why there is no result", () => {
    const answer = {
      data: null,
      reason: { message: "Nothing is stored." },
      data_quality: { flag: "unavailable" as const, ...quality },
    };
    expect(coverageOf(answer).message).toBe("Nothing is stored.");
  });
});

describe("priceSourceShares", () => {
  it("leaves out what is not held and counts shorts by size", () => {
    const lot = (symbol: string, source: string, value: number) =>
      ({ symbol, price_source: source, market_value: value }) as Lot;
    const shares = priceSourceShares([
      lot("F", "entry", 10),
      lot("A", "close", -60),
      lot("A", "close", 30),
      lot("Z", "not_held", 0),
    ]);
    expect(shares.map(({ source, lots, symbols, share }) => [source, lots, symbols, share])).toEqual([
      ["close", 2, ["A"], 0.9],
      ["entry", 1, ["F"], 0.1],
    ]);
  });
});

describe("qualityVerdict", () => {
  const good = {
    freshness: { state: "current" as const, sessions_behind: 0, symbols_behind: 0, symbols_held: 3 },
    findings: [finding("IMPLAUSIBLE_SHOCK", "info")],
    coverage: [],
    sources: [],
  };

  it("does not count what is only to be known", () => {
    expect(qualityVerdict(good)).toEqual({ level: "good", title: "Complete and up to date", problems: [] });
  });

  it("names its reservations", () => {
    const verdict = qualityVerdict({
      ...good,
      freshness: { ...good.freshness, state: "behind", sessions_behind: 1, symbols_behind: 1 },
      findings: [finding("GAP", "warning")],
    });
    expect(verdict.level).toBe("warning");
    expect(verdict.problems.map(({ text }) => text)).toEqual([
      "The results end 1 session before the last completed one.",
      "1 of 3 symbols has no price at the last completed session.",
      "The data have 1 warning; each is listed below with what to do.",
    ]);
  });

  it("is bad where results are missing", () => {
    const coverage = coverageOf({
      data: null,
      reason: null,
      data_quality: { flag: "unavailable", ...quality },
    });
    expect(qualityVerdict({ ...good, coverage: [coverage] })).toMatchObject({
      level: "bad",
      problems: [{ level: "bad", text: "1 of 1 analytic has no result." }],
    });
  });
});
