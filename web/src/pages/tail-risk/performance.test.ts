import { expect, it } from "vitest";
import { drawdownSentence, performanceSentence } from "./performance-sentence.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";

const metrics = {
  cumulative_return: 0.1314,
  max_drawdown: -0.0942,
  max_drawdown_peak: "2025-05-05",
  max_drawdown_trough: "2025-08-11",
  max_drawdown_recovery: null,
  current_drawdown: -0.0213,
} as unknown as RiskMetrics;

it("says what was earned and how deep the fall was", () => {
  expect(performanceSentence(metrics)).toBe(
    "The account earned 13.1\u202f% since its first session; its deepest fall was 9.4\u202f%, from 5 May 2025 to 11 Aug 2025, not made up for yet.",
  );
  expect(performanceSentence({ ...metrics, max_drawdown: 0, cumulative_return: -0.01 })).toBe(
    "The account lost 1.0\u202f% since its first session and never fell below its highest.",
  );
});

it("says where the account stands", () => {
  expect(drawdownSentence(metrics)).toBe(
    "It stands 2.1\u202f% below its highest; at worst it was 9.4\u202f%.",
  );
  expect(drawdownSentence({ ...metrics, current_drawdown: 0 })).toBe("The account is at its highest.");
});
