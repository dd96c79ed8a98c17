import { describe, expect, it } from "vitest";
import { historyTable, summarizeHistory } from "./history-chart.ts";

const history = [
  { as_of: "2026-01-05", exposures: { A: null, B: 0.5 } },
  { as_of: "2026-01-06", exposures: { A: 0.1, B: 0.9 } },
  { as_of: "2026-01-07", exposures: { A: 0.2, B: 0.4 } },
];

describe("summarizeHistory", () => {
  it("starts where the first factor is known and names the one that moved most", () => {
    expect(summarizeHistory(history, ["A", "B"])).toBe(
      "A went from 0.10 on 6 Jan 2026 to 0.20 on 7 Jan 2026. B moved most, over a range of 0.50.",
    );
  });

  it("says so where nothing is known", () => {
    expect(summarizeHistory(history, ["C"])).toMatch(/^None of the chosen factors/);
  });
});

describe("historyTable", () => {
  it("has the latest session first and leaves gaps unknown", () => {
    const { rows } = historyTable(history, ["A"]);
    expect(rows[0]?.[0]).toBe("2026-01-07");
    expect(rows[2]?.[1]).toBeNull();
  });
});
