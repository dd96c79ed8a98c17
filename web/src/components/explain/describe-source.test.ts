import { describe, expect, it } from "vitest";
import { describeSource } from "./describe-source.ts";

describe("describeSource", () => {
  it("says what the owner stated, and of how many", () => {
    const source = { kind: "fact", of: "position", field: "entry_price" } as const;
    expect(describeSource({ ...source, ids: ["a"] })).toBe("Stated by the owner: entry price of the lot");
    expect(describeSource({ ...source, ids: ["a", "b"] })).toBe("Stated by the owner: entry price of 2 lots");
    expect(describeSource({ kind: "fact", of: "flow", field: "amount", ids: ["a", "b"] })).toBe(
      "Stated by the owner: amount of 2 changes of equity",
    );
  });

  it("names the series of a symbol", () => {
    expect(describeSource({ kind: "prices", symbol: "SPY", series: "adjusted close" })).toBe(
      "Market data: adjusted close of SPY",
    );
  });

  it("shortens long lists of symbols", () => {
    expect(describeSource({ kind: "profile", field: "sector", symbols: ["A", "B", "C", "D"] })).toBe(
      "Company profile: sector of A, B and 2 more",
    );
  });
});
