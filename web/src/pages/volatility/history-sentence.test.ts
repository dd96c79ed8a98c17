import { expect, it } from "vitest";
import { historySentence } from "./history-sentence.ts";
import type { VolatilityPoint } from "./volatility-types.ts";

function point(session: string, value: number | null): VolatilityPoint {
  return {
    as_of: session,
    realized_volatility_21d: value,
    realized_volatility_63d: null,
    realized_volatility_252d: null,
    ewma: null,
    expected_volatility_21d: null,
    percentile: null,
  };
}

it("names the extremes with their sessions, and the last", () => {
  const history = [point("2026-01-02", null), point("2026-01-05", 0.2), point("2026-01-06", 0.1)];
  expect(historySentence(history)).toBe(
    "Over 21 sessions it ranged from 10.0\u202f% (6 Jan 2026) to 20.0\u202f% (5 Jan 2026) and is 10.0\u202f% now.",
  );
  expect(historySentence([...history, point("2026-01-07", null)])).toContain(
    "and was 10.0\u202f% on 6 Jan 2026; later sessions have none.",
  );
  expect(historySentence([])).toBe("No session has a volatility yet.");
});
