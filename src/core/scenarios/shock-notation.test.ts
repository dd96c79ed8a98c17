import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hasSharedData, sharedPath } from "#test/support/shared-data.ts";
import { SCENARIOS } from "./scenario-table.ts";
import { formatShocks, parseShocks } from "./shock-notation.ts";

describe("parseShocks", () => {
  it("reads a fraction, a style's own return, a yield change and a change of volatilities", () => {
    const text = "Market:-0.2;Size:-0.05a;Quality:+0.1;Interest_Rate:+100bp;Implied_Volatility:+0.5";
    expect(parseShocks(text)).toEqual({
      shocks: [
        { factor: "Market", type: "absolute", size: -0.2 },
        { factor: "Size", type: "absolute", size: -0.05 },
        { factor: "Quality", type: "relative", size: 0.1 },
        { factor: "Interest_Rate", type: "basisPoints", size: 100 },
        { factor: "Implied_Volatility", type: "relative", size: 0.5 },
      ],
    });
  });

  it("does not mind space around parts, or a last semicolon", () => {
    expect(parseShocks(" Low Volatility : -0.1 ; Market:.05; ")).toEqual({
      shocks: [
        { factor: "Low Volatility", type: "relative", size: -0.1 },
        { factor: "Market", type: "absolute", size: 0.05 },
      ],
    });
  });

  // Needs the facts files beside the project.
  it.skipIf(!hasSharedData)("reads every cell of the facts file as the scenario table has it", () => {
    const [, ...lines] = readFileSync(sharedPath("facts", "stress_scenarios.csv"), "utf8")
      .trimEnd()
      .split("\n");
    const read = lines.map((line) => parseShocks(line.split(",")[5]!));
    expect(read).toEqual(SCENARIOS.map(({ shocks }) => ({ shocks })));
  });

  it.each([
    ["", "NO_SHOCK"],
    [" ; ", "NO_SHOCK"],
    ["Market", "NOT_A_SHOCK"],
    ["Market -0.2", "NOT_A_SHOCK"],
    ["market:-0.2", "UNKNOWN_FACTOR"],
    ["toString:-0.2", "UNKNOWN_FACTOR"],
    ["Market:-0.2;Market:-0.3", "SHOCKED_TWICE"],
    ["Market:-20%", "WRONG_SIZE"],
    ["Market:", "WRONG_SIZE"],
    ["Market:NaN", "WRONG_SIZE"],
    ["Market:Infinity", "WRONG_SIZE"],
    ["Market:-0.2a", "WRONG_SIZE"],
    ["Market:10bp", "WRONG_SIZE"],
    ["Size:-5bp", "WRONG_SIZE"],
    ["Implied_Volatility:0.5a", "WRONG_SIZE"],
    ["Interest_Rate:0.01", "WRONG_SIZE"],
    ["Market:-20", "OUT_OF_RANGE"],
    ["Value:1e9", "OUT_OF_RANGE"],
    ["Implied_Volatility:-1.01", "OUT_OF_RANGE"],
    // −16.5·Δy + 180·Δy² turns at 16.5/360 = 458.3 bp.
    ["Interest_Rate:459bp", "OUT_OF_RANGE"],
    ["Interest_Rate:-459bp", "OUT_OF_RANGE"],
  ])("refuses %j as %s", (text, code) => {
    expect(parseShocks(text)).toMatchObject({ errors: [{ code }] });
  });

  it("names everything that is wrong with what was found and what was expected", () => {
    expect(parseShocks("Markt:-0.2;Market:-0.2;Interest_Rate:1%")).toMatchObject({
      errors: [
        { found: "Markt", expected: expect.stringContaining("Market, Value") },
        { found: "Interest_Rate:1%", expected: expect.stringContaining("+100bp") },
      ],
    });
  });

  it("allows as much of a yield change as the bond fund's sensitivity allows", () => {
    expect(parseShocks("Interest_Rate:458bp")).toHaveProperty("shocks");
    expect(parseShocks("Interest_Rate:900bp", { duration: 8, convexity: 0 })).toHaveProperty("shocks");
  });
});

describe("formatShocks", () => {
  it("writes the notation of the facts file", () => {
    const [, , crash] = ["market_up_5", "rates_up_25bp", "vix_spike_150"].map(
      (id) => SCENARIOS.find((scenario) => scenario.id === id)!.shocks,
    );
    expect(formatShocks(crash!)).toBe("Low Volatility:-0.25a;Market:-0.15;Implied_Volatility:+1.5");
    expect(formatShocks([{ factor: "Interest_Rate", type: "basisPoints", size: 25 }])).toBe(
      "Interest_Rate:+25bp",
    );
  });
});
