import { optionPrices, performances } from "./account-checks.ts";
import type { Check } from "./check.ts";
import { directStress, exposures, portfolioVolatilities, trueExposures } from "./direct-checks.ts";
import { correlatedStress, decompositions, modelVolatilities } from "./factor-risk-checks.ts";
import { ledgerIdentity, ledgerSeries } from "./ledger-checks.ts";
import { backtestCounts, tailRisks } from "./tail-checks.ts";
import {
  betas,
  exactLoadings,
  jointLoadings,
  specificVolatilities,
  totalVolatilities,
} from "./true-number-checks.ts";

/**
 * What `sigmasight selftest` checks, in the order shown: estimates against the numbers the synthetic market was made
 * of, the ledger against a plain one, a portfolio's analytics against their definitions.
 */
export const SELF_TEST_CHECKS: readonly Check[] = [
  {
    name: "joint loadings",
    compared: "true loadings, windows of 252 sessions side by side",
    run: jointLoadings,
  },
  {
    name: "joint loadings, exact",
    compared: "true loadings of instruments without noise, every session",
    run: exactLoadings,
  },
  {
    name: "market betas",
    compared: "true slopes on SPY, windows of 90 sessions side by side",
    run: betas("market"),
  },
  {
    name: "rates betas",
    compared: "true slopes on TLT, windows of 90 sessions side by side",
    run: betas("rates"),
  },
  {
    name: "specific volatilities",
    compared: "true ones × the market's regime, windows of 252 sessions",
    run: specificVolatilities,
  },
  {
    name: "volatilities, 252",
    compared: "true ones × the market's regime, windows side by side",
    run: totalVolatilities("realized_vol_252", 252),
  },
  {
    name: "volatilities, EWMA",
    compared: "true ones × the market's regime, every 126 sessions",
    run: totalVolatilities("ewma_vol", 504, 0.94),
  },
  { name: "NAV", compared: "a plain ledger, every session", run: ledgerSeries("nav") },
  { name: "cash", compared: "a plain ledger, every session", run: ledgerSeries("cash") },
  { name: "daily P&L", compared: "a plain ledger, every session", run: ledgerSeries("dailyPnl") },
  {
    name: "daily P&L, parts",
    compared: "change of unrealised + realised + dividends",
    run: ledgerIdentity,
  },
  { name: "exposures", compared: "Σ weight × loading, every session", run: exposures },
  {
    name: "exposures, true",
    compared: "Σ weight × true loading, windows of 252 sessions",
    run: trueExposures,
  },
  {
    name: "portfolio volatility",
    compared: "past returns of each session's weights",
    run: portfolioVolatilities,
  },
  {
    name: "model volatility, true",
    compared: "true loadings and volatilities × the regime, windows of 252 sessions",
    run: modelVolatilities,
  },
  {
    name: "risk decomposition",
    compared: "shares of the variance from loadings and factor returns, every 21 sessions",
    run: decompositions,
  },
  {
    name: "value at risk, shortfall",
    compared: "past returns of each session's weights, sorted",
    run: tailRisks,
  },
  {
    name: "back-test",
    compared: "past losses beyond the forecasts before them, counted",
    run: backtestCounts,
  },
  {
    name: "performance",
    compared: "the plain ledger's returns since the first session, every 21 sessions",
    run: performances,
  },
  {
    name: "options",
    compared: "Black–Scholes and put–call parity, every session",
    run: optionPrices,
  },
  {
    name: "correlated stress",
    compared: "the book's past returns regressed on what is shocked, every scenario",
    run: correlatedStress,
  },
  { name: "direct stress", compared: "Σ exposure × move of the factor, every scenario", run: directStress },
];
