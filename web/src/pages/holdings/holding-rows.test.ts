import { describe, expect, it } from "vitest";
import type { Holding } from "./holding.ts";
import { filterHoldings, rowsOf, totalsOf } from "./holding-rows.ts";

function holding(fields: Partial<Holding>): Holding {
  return { symbol: "SPY", name: "S&P 500", kind: "long", lots: [], marketValue: 10, ...fields } as Holding;
}

const HOLDINGS = [
  holding({}),
  holding({ symbol: "TLT", name: "Treasuries", kind: "short", marketValue: -4 }),
  holding({ symbol: "XLE", name: null, kind: "closed", marketValue: 0 }),
];

describe("filterHoldings", () => {
  it("shows what is held, one kind, or all", () => {
    const symbols = (kind: Parameters<typeof filterHoldings>[1]) =>
      filterHoldings(HOLDINGS, kind, "").map(({ symbol }) => symbol);
    expect(symbols("held")).toEqual(["SPY", "TLT"]);
    expect(symbols("closed")).toEqual(["XLE"]);
    expect(symbols("all")).toHaveLength(3);
  });

  it("searches symbols and names", () => {
    expect(filterHoldings(HOLDINGS, "all", " treas ").map(({ symbol }) => symbol)).toEqual(["TLT"]);
  });
});

describe("totalsOf", () => {
  it("adds up, and knows nothing where one is unknown", () => {
    expect(totalsOf(HOLDINGS)).toMatchObject({ holding: { marketValue: 6 } });
    expect(totalsOf([...HOLDINGS, holding({ marketValue: null })])).toMatchObject({
      holding: { marketValue: null },
    });
  });
});

describe("rowsOf", () => {
  it("puts the lots below their holding", () => {
    const lot = { id: "a" } as Holding["lots"][number];
    expect(rowsOf([holding({ lots: [lot] })])[0]).toMatchObject({
      id: "SPY",
      lots: [{ kind: "lot", id: "a" }],
    });
  });
});
