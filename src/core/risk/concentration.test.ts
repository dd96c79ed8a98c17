import { describe, expect, it } from "vitest";
import { CONCENTRATION_COLUMNS, concentration, concentrationRow } from "./concentration.ts";
import { type LotValue, netLots } from "./symbol-weights.ts";

const lots: readonly LotValue[] = [
  { symbol: "A", kind: "market", marketValue: 50, priced: true },
  { symbol: "B", kind: "market", marketValue: -30, priced: true },
  { symbol: "C", kind: "private", marketValue: 20, priced: true },
  { symbol: "USD", kind: "cash", marketValue: 900, priced: true },
];

describe("concentration", () => {
  it("measures shares of gross value, shorts by their size, without cash", () => {
    const { hhi, effective_positions, top_3, positions } = concentration(netLots(lots, 200));
    expect(hhi).toBeCloseTo(0.25 + 0.09 + 0.04, 15);
    expect(effective_positions).toBeCloseTo(1 / 0.38, 14);
    expect(top_3).toBe(1);
    expect(positions).toBe(3);
  });

  it("gives long, short, gross and net over NAV", () => {
    expect(concentration(netLots(lots, 200))).toMatchObject({
      long_exposure: 0.35,
      short_exposure: -0.15,
      gross_exposure: 0.5,
      net_exposure: 0.2,
    });
  });

  it("sums the three largest of many", () => {
    const equal = Array.from(
      { length: 12 },
      (_, i): LotValue => ({ ...lots[0]!, symbol: `S${i}`, marketValue: 1 }),
    );
    const { top_3, top_10, effective_positions } = concentration(netLots(equal, 12));
    expect(top_3).toBeCloseTo(0.25, 15);
    expect(top_10).toBeCloseTo(10 / 12, 15);
    expect(effective_positions).toBeCloseTo(12, 12);
  });

  it("has no shares where nothing but cash is held", () => {
    expect(concentration(netLots(lots.slice(3), 900))).toMatchObject({
      hhi: Number.NaN,
      top_3: Number.NaN,
      positions: 0,
    });
  });

  it("has shares but no exposures where NAV is not positive", () => {
    const result = concentration(netLots(lots, 0));
    expect(result.hhi).toBeCloseTo(0.38, 15);
    expect(result.gross_exposure).toBeNaN();
  });

  it("gives the same exposures of the book with its options by delta, and of the same book without", () => {
    const byDelta: readonly LotValue[] = [{ ...lots[0]!, marketValue: 150 }, ...lots.slice(1)];
    expect(concentration(netLots(lots, 200), netLots(byDelta, 200))).toMatchObject({
      gross_exposure: 0.5,
      delta_long_exposure: 0.85,
      delta_short_exposure: -0.15,
      delta_gross_exposure: 1,
      delta_net_exposure: 0.7,
    });
    expect(concentration(netLots(lots, 200)).delta_gross_exposure).toBe(0.5);
  });

  it("writes its row in column order", () => {
    const row = concentrationRow(netLots(lots, 200));
    expect(row[CONCENTRATION_COLUMNS.indexOf("net_exposure")]).toBe(0.2);
    expect(row).toHaveLength(CONCENTRATION_COLUMNS.length);
  });
});
