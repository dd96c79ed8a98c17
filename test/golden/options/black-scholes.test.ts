import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { blackScholesGreeks, blackScholesPrice } from "#core/options/black-scholes.ts";
import type { OptionState } from "#core/options/held-option.ts";
import { impliedVolatility } from "#core/options/implied-volatility.ts";
import { csvRows } from "#test/golden/valuation/facts.ts";
import { compareWith } from "#test/support/worst-error.ts";

const REFERENCE = "SciPy 1.17";

const answers = (name: string) => csvRows(readFileSync(path.join(import.meta.dirname, name), "utf8"));

function stateOf(row: Readonly<Record<string, string>>): OptionState {
  return {
    type: row.type as OptionState["type"],
    strike: Number(row.strike),
    years: Number(row.years),
    underlyingPrice: Number(row.underlying),
    volatility: Number(row.volatility),
    rate: Number(row.rate),
    dividendYield: Number(row.dividend_yield),
  };
}

const cases = answers("black-scholes.csv");

test("prices are SciPy's to 1e-14 of the strike", () => {
  const compared = compareWith({
    quantity: "Black–Scholes price, per 1 USD of strike",
    reference: REFERENCE,
    kind: "absolute",
    tolerance: 1e-14,
  });
  for (const row of cases) {
    const state = stateOf(row);
    compared.add(blackScholesPrice(state) / state.strike, Number(row.price) / state.strike);
  }
  compared.end();
});

test.each(["delta", "gamma", "vega", "theta", "rho"] as const)("%s is SciPy's", (name) => {
  const compared = compareWith({
    quantity: `Black–Scholes ${name}`,
    reference: REFERENCE,
    kind: "relative",
    tolerance: 1e-12,
  });
  // Below a millionth a sensitivity is compared as a number, not by its digits.
  for (const row of cases) compared.add(blackScholesGreeks(stateOf(row))[name], Number(row[name]), 1e-6);
  compared.end();
});

const implied = answers("implied-volatility.csv");

test("implied volatilities of premiums in whole cents are SciPy's", () => {
  const compared = compareWith({
    quantity: "implied volatility",
    reference: REFERENCE,
    kind: "relative",
    tolerance: 1e-9,
  });
  for (const row of implied.filter(({ volatility }) => volatility !== ""))
    compared.add(impliedVolatility(Number(row.price), stateOf(row)), Number(row.volatility));
  compared.end();
});

test("a premium that no volatility from 3 to 300 % explains implies none", () => {
  const unexplained = implied.filter(({ volatility }) => volatility === "");
  expect(unexplained.length).toBeGreaterThan(10);
  for (const row of unexplained) expect(impliedVolatility(Number(row.price), stateOf(row))).toBeNaN();
});
