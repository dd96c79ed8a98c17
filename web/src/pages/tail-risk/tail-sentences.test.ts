import { describe, expect, it } from "vitest";
import { TAIL_MEASURES, tailFigure } from "./tail-methods.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";
import { methodsSentence, tailSentence } from "./tail-sentences.ts";

const figures = { var_95: 0.01, var_99: 0.02, cvar_95: 0.015, cvar_99: 0.025 };
const dollars = { var_95_dollar: 100, var_99_dollar: 200, cvar_95_dollar: 150, cvar_99_dollar: 250 };
const metrics = {
  ...figures,
  ...dollars,
  tail_methods: {
    filtered_historical: { ...figures, ...dollars },
    historical: { ...figures, ...dollars, var_95: 0.012 },
    gaussian: { ...figures, ...dollars, var_95: 0.009 },
    cornish_fisher: { var_95: null, var_99: null, var_95_dollar: null, var_99_dollar: null },
  },
  reasons: { cornish_fisher_var_95: { code: "NOT_MONOTONE", message: "No." } },
} as unknown as RiskMetrics;

describe("tailSentence", () => {
  it("says how often how much is lost", () => {
    expect(tailSentence(metrics, String)).toBe(
      "One session in twenty the book loses more than 1.00\u202f%, 100 USD, and then 1.50\u202f% on average; one in a hundred loses more than 2.00\u202f%.",
    );
  });

  it("says so where there is none", () => {
    expect(tailSentence({ ...metrics, var_95: null }, String)).toBe(
      "There are too few returns for a value at risk.",
    );
  });
});

it("names the methods that give most and least", () => {
  expect(methodsSentence(metrics)).toBe(
    "At 95 %, Gaussian gives the lowest value at risk, 0.90\u202f%, and Historical the highest, 1.20\u202f%.",
  );
});

describe("tailFigure", () => {
  const [measure, shortfall] = TAIL_MEASURES;
  if (measure === undefined || shortfall === undefined) throw new Error("two measures are needed");

  it("tells a missing estimate from a measure that the method does not have", () => {
    expect(tailFigure(metrics, "cornish_fisher", measure)).toEqual({
      fraction: null,
      dollars: null,
      reason: { code: "NOT_MONOTONE", message: "No." },
    });
    expect(tailFigure(metrics, "cornish_fisher", shortfall)).toBeNull();
  });
});
