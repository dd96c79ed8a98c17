import { expect, it } from "vitest";
import { lotNames } from "./label-names.ts";

it("adds the day of entry only to lots of a symbol that has several", () => {
  const names = lotNames([
    { id: "1", symbol: "SPY", entry_date: "2025-01-06" },
    { id: "2", symbol: "SPY", entry_date: "2025-03-03" },
    { id: "3", symbol: "BIL", entry_date: "2025-01-06" },
  ]);
  expect([...names.values()]).toEqual(["SPY, 6 Jan 2025", "SPY, 3 Mar 2025", "BIL"]);
});
