import { expect, it } from "vitest";
import { bookLiquidity, LIQUIDATION_HORIZONS } from "#core/risk/liquidity.ts";
import { compareWith } from "#test/support/worst-error.ts";

/**
 * Worked by hand. A fifth of the median volume: 2,000, 100, 30 and 8 shares a session, so 0.6, 12.5, 40 and 5 days; PRIV
 * has no volume. Gross 1,000.
 *
 * Within 1 session:  400 + 250·1/12.5 + 100·1/40 + 50·1/5 = 400 + 20 + 2.5 + 10 = 432.5
 * Within 5 sessions: 400 + 250·5/12.5 + 100·5/40 + 50     = 400 + 100 + 12.5 + 50 = 562.5
 * Within 20:         400 + 250 + 100·20/40 + 50           = 750
 */
const BOOK = [
  { symbol: "FAST", quantity: 1_200, marketValue: 400, medianVolume: 10_000 },
  { symbol: "SHORT", quantity: -1_250, marketValue: -250, medianVolume: 500 },
  { symbol: "SLOW", quantity: 1_200, marketValue: 100, medianVolume: 150 },
  { symbol: "FRACTION", quantity: 40, marketValue: 50, medianVolume: 40 },
  { symbol: "PRIV", quantity: 1, marketValue: 200, medianVolume: Number.NaN },
] as const;
const DAYS = [0.6, 12.5, 40, 5, Number.NaN];
const LIQUIDATED = [0.4325, 0.5625, 0.75];

it("a book is liquidated as worked by hand", () => {
  const { days, liquidated, coverage } = bookLiquidity(BOOK);
  const compare = (quantity: string) =>
    compareWith({ quantity, reference: "by hand", kind: "relative", tolerance: 1e-15 });
  const toLiquidate = compare("days to liquidate");
  for (const [i, expected] of DAYS.entries()) toLiquidate.add(days[i]!, expected);
  toLiquidate.end();
  const shares = compare("share liquidated within 1, 5 and 20 sessions");
  for (const [k, expected] of LIQUIDATED.entries()) shares.add(liquidated[k]!, expected);
  shares.end();
  expect(LIQUIDATION_HORIZONS).toEqual([1, 5, 20]);
  expect(coverage).toBe(0.8);
});
