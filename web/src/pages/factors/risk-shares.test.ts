import { describe, expect, it } from "vitest";
import {
  type Decomposition,
  describeCollinearity,
  factorParts,
  positionRisks,
  summarizeFactorRisk,
  summarizePositionRisk,
} from "./risk-shares.ts";

const factor = (name: string, share: number | null, vif: number | null = 1) => ({
  name,
  exposure: 0.1,
  share,
  component: 0.01,
  marginal: 0.1,
  vif,
  reasons: {},
});

const position = (symbol: string, share: number | null, systematic: number | null) =>
  ({
    symbol,
    weight: 0.1,
    share,
    systematic_share: systematic,
    reasons: {},
  }) as Decomposition["positions"][number];

const book = {
  volatility: 0.1,
  specific_share: 0.2,
  factors: [factor("Joint Market", 0.9), factor("Joint Rates", -0.1)],
  positions: [position("HEDGE", -0.3, -0.35), position("LONG", 1.3, 1.1), position("PRIVATE", null, null)],
  condition_number: 2.7,
} as unknown as Decomposition;

describe("risk shares", () => {
  it("lists the factors and the specific rest, which add up to one", () => {
    const parts = factorParts(book);
    expect(parts.map(({ name }) => name)).toEqual(["Market", "Rates", "Specific"]);
    expect(parts.reduce((sum, { share }) => sum + (share ?? 0), 0)).toBeCloseTo(1);
  });

  it("splits each position's share and puts hedges last", () => {
    const risks = positionRisks(book);
    expect(risks.map(({ symbol }) => symbol)).toEqual(["LONG", "HEDGE"]);
    expect(risks[0]?.specific).toBeCloseTo(0.2);
    expect(risks[1]?.specific).toBeCloseTo(0.05);
  });

  it("says where the risk comes from", () => {
    expect(summarizeFactorRisk(book)).toContain("80.0\u202f% of the variance comes from common factors");
    expect(summarizePositionRisk(positionRisks(book))).toBe(
      "LONG brings 130\u202f% of the risk; HEDGE lowers it most, by 30.0\u202f%.",
    );
  });
});

describe("describeCollinearity", () => {
  it("names the factors whose variance is inflated", () => {
    const inflated = { ...book, factors: [factor("Joint Market", 0.9, 12), factor("Joint Size", 0.1, 1.2)] };
    expect(describeCollinearity(inflated)).toBe(
      "Hard to tell apart: Market. Their single exposures are less sure than the sum.",
    );
  });

  it("is content where all can be told apart", () => {
    expect(describeCollinearity(book)).toBe("The factors can be told apart well.");
  });
});
