import { positionRow } from "#core/valuation/position-row.ts";
import type { LotPath } from "#core/valuation/valuation.ts";
import type { Evidence } from "../evidence.ts";
import type { Absence, Reasoning } from "../explanation.ts";
import type { Given } from "../given.ts";
import { constantInput } from "../inputs.ts";
import { isHeld, lifeInputs } from "../lot-basis.ts";
import { type GreekName, optionGreek, optionInputs, optionVolatility } from "../option-model.ts";
import { ownNumber } from "./position-pnl.ts";

const PAGE = "methods/options.md";

const NO_DELTA: Absence = {
  code: "NO_DELTA",
  message: "The option is not held, its underlying has no price, or no volatility is known for it.",
};

const FORMULAS: Readonly<Record<GreekName, string>> = {
  delta: "delta = e^(−qT)·Φ(d₁) of a call, −e^(−qT)·Φ(−d₁) of a put",
  gamma: "gamma = e^(−qT)·φ(d₁) / (S·σ·√T)",
  vega: "vega = S·e^(−qT)·φ(d₁)·√T, per 1.00 of volatility",
  theta: "theta = −∂P/∂T, per year",
  rho: "rho = ±K·T·e^(−rT)·Φ(±d₂), per 1.00 of the rate",
};

const STATE = "S, K·ΠuK/ΠsK, T = days/365, r from y, q = ΣD/S, σ implied as said";

/** A sensitivity of one unit of an option. */
export function explainGreek(greek: GreekName): (evidence: Evidence, lot: LotPath) => Reasoning {
  return (evidence, lot) => ({
    formula: `${FORMULAS[greek]}, Black–Scholes with ${STATE}`,
    inputs: [...lifeInputs(evidence, lot), ...optionInputs(evidence, lot, "greeks")],
    reproduce: (given) => (isHeld(given) ? optionGreek(given, greek) : Number.NaN),
    absence: NO_DELTA,
    methodPage: PAGE,
  });
}

export function explainImpliedVolatility(evidence: Evidence, lot: LotPath): Reasoning {
  return {
    formula: `σ such that Black–Scholes(${STATE}) is the price it is implied by, between 3 and 300 %`,
    inputs: [...lifeInputs(evidence, lot), ...optionInputs(evidence, lot, "greeks")],
    reproduce: (given) => (isHeld(given) ? optionVolatility(given) : Number.NaN),
    absence: NO_DELTA,
    methodPage: PAGE,
  };
}

export function explainUnderlyingPrice(evidence: Evidence, lot: LotPath): Reasoning {
  const inputs = optionInputs(evidence, lot, "greeks").filter(({ name }) => name === "S");
  return {
    formula: "underlying price = S, its last raw close of at most ten sessions",
    inputs: [...lifeInputs(evidence, lot), ...inputs],
    reproduce: (given) => (isHeld(given) ? given.number("S") : Number.NaN),
    absence: NO_DELTA,
    methodPage: PAGE,
  };
}

export function explainDeltaExposure(evidence: Evidence, lot: LotPath): Reasoning {
  const { quantity, greeks } = positionRow(evidence.valuation, lot, evidence.ordinal);
  return {
    formula: "delta exposure = q × m × δ × S",
    inputs: [
      ownNumber(evidence, lot, "q", "quantity", quantity),
      constantInput("m", lot.multiplier, "units per contract", "ratio"),
      ownNumber(evidence, lot, "δ", "delta", greeks?.delta ?? Number.NaN),
      ownNumber(evidence, lot, "S", "underlying_price", greeks?.underlyingPrice ?? Number.NaN),
    ],
    reproduce: deltaExposureFrom,
    absence: NO_DELTA,
    methodPage: PAGE,
  };
}

function deltaExposureFrom(given: Given): number {
  return given.number("q") * given.number("m") * given.number("δ") * given.number("S");
}
