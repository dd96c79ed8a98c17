import { describe, expect, it } from "vitest";
import type { HeldOption } from "#core/options/held-option.ts";
import type { RiskHoldings } from "#core/risk/symbol-weights.ts";
import { type LotValue, netLots } from "#core/risk/symbol-weights.ts";
import { movePnl } from "#core/scenarios/move-pnl.ts";
import { compareWith } from "#test/support/worst-error.ts";
import { ANSWERS, goldenBook, type OptionAnswer } from "./answers.ts";

const answer = ANSWERS.options;
/** What the move does not use. */
const UNUSED = { delta: Number.NaN, gamma: Number.NaN, vega: Number.NaN, theta: Number.NaN, rho: Number.NaN };

function heldOption({ underlying, quantity, multiplier, state, deltaExposure }: OptionAnswer): HeldOption {
  const [type, underlyingPrice, strike, years, volatility, rate, dividendYield] = state;
  return {
    positionId: `${underlying} ${type}`,
    symbol: `${underlying} ${type}`,
    underlying,
    quantity,
    multiplier,
    state: { type, underlyingPrice, strike, years, volatility, rate, dividendYield },
    greeks: UNUSED,
    deltaExposure,
  };
}

/** Shares, and options by their delta equivalents under their underlying. */
function holdings(): RiskHoldings {
  const lot = (symbol: string, marketValue: number): LotValue => ({
    symbol,
    kind: "market",
    marketValue,
    priced: true,
  });
  const options = answer.options.map(heldOption);
  const lots = [
    ...Object.entries(answer.shares).map(([symbol, value]) => lot(symbol, value)),
    ...options.map(({ underlying, deltaExposure }) => lot(underlying, deltaExposure)),
  ];
  return { ...netLots(lots, answer.nav), options };
}

describe("a scenario with options", () => {
  const book = goldenBook(holdings());
  const result = movePnl(book, {
    factorReturns: Float64Array.from(answer.factorReturns),
    impliedVolatility: answer.volChange,
    yieldChange: answer.rateChangeBp,
  });

  it("has the P&L of shares and options priced before and after", () => {
    const worst = compareWith({
      quantity: "stress: P&L of a book with options",
      reference: "SciPy 1.17 (Black–Scholes before and after)",
      kind: "relative",
      tolerance: 1e-9,
    });
    worst.add(result.pnl, answer.pnl);
    worst.end();
  });

  it("states what each option makes beside its delta", () => {
    const worst = compareWith({
      quantity: "stress: convexity by option",
      reference: "SciPy 1.17 (Black–Scholes before and after)",
      kind: "relative",
      tolerance: 1e-9,
    });
    for (const [i, { convexity }] of answer.options.entries()) worst.add(result.byOption[i]!, convexity);
    worst.end();
  });

  it("counts the delta equivalent of an option without loadings as not covered", () => {
    expect(book.uncoveredWeight).toBeCloseTo(answer.options[2]!.deltaExposure / answer.nav, 12);
  });
});
