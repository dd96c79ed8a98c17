import { expect, it } from "vitest";
import { tailHistorySentence } from "./tail-history-sentence.ts";
import type { RiskPoint } from "./tail-risk-types.ts";

const point = (session: string, value: number | null) => ({ as_of: session, var_95: value }) as RiskPoint;
const history = [point("2026-01-02", 0.02), point("2026-01-05", 0.01)];

it("names the peak and the present", () => {
  expect(tailHistorySentence(history)).toBe(
    "VaR 95 % peaked at 2.00\u202f% on 2 Jan 2026 and is 1.00\u202f% now.",
  );
});

it("says since when there is none", () => {
  expect(tailHistorySentence([...history, point("2026-01-06", null)])).toBe(
    "VaR 95 % peaked at 2.00\u202f% on 2 Jan 2026; no session since 5 Jan 2026 has one.",
  );
  expect(tailHistorySentence([])).toBe("No session has a value at risk yet.");
});
