import { expect, test } from "vitest";
import type { ValuedPositionRow } from "#db/stores/position-store.ts";
import type { Cli } from "./cli.ts";
import { positionJson, printPositions } from "./position-text.ts";

const LOT: ValuedPositionRow = {
  id: "0b5c9c1e-0000-4000-8000-000000000000",
  portfolioId: "0b5c9c1e-0000-4000-8000-000000000001",
  line: null,
  symbol: "AAA251219C00100000",
  investmentClass: "OPTIONS",
  investmentSubtype: "CALL",
  quantity: "-2",
  entryPrice: "4",
  entryDate: "2025-06-02",
  exitDate: null,
  exitPrice: null,
  option: { underlying: "AAA", strike: "100", expiration: "2025-12-19", type: "CALL" },
  mark: null,
  markDate: null,
  basisDate: "2025-06-02",
  name: null,
  sector: null,
  asOf: "2025-06-30",
  heldQuantity: -2,
  price: 4.5,
  priceSource: "modelled",
  marketValue: -900,
  weight: -0.009,
  costBasis: -800,
  unrealizedPnl: -100,
  realizedPnl: 0,
  dividends: 0,
  dailyPnl: 12,
  greeks: {
    underlyingPrice: 102,
    impliedVolatility: 0.25,
    delta: 0.5,
    gamma: 0.03,
    vega: 20,
    theta: -14.6,
    rho: 12,
    deltaExposure: -10_200,
  },
};

function printed(rows: readonly ValuedPositionRow[]): string {
  let text = "";
  const stdout = { write: (chunk: string) => (text += chunk) };
  printPositions({ stdout } as unknown as Cli, rows);
  return text;
}

test("an option's Greeks are a table of their own, in the units people speak of", () => {
  const lines = printed([LOT]).split("\n");
  const title = lines.findIndex((line) => line.includes("theta/day"));
  const cells = lines.slice(title + 1).find((line) => line.includes("AAA251219C00100000"));
  for (const cell of ["102.0000", "25.00 %", "0.500", "0.0300", "0.200", "-0.040", "0.120", "-10,200.00"])
    expect(cells).toContain(cell);
});

test("without options there is no such table", () => {
  expect(printed([{ ...LOT, option: null, greeks: null }])).not.toContain("theta");
});

test("as JSON they have both forms", () => {
  expect(positionJson(LOT)).toMatchObject({
    underlyingSymbol: "AAA",
    greeks: { vega: 20, vegaPerPoint: 0.2, theta: -14.6, thetaPerDay: -0.04, rho: 12, rhoPerPoint: 0.12 },
  });
});
