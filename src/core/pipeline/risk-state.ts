import { FACTORS } from "#core/factors/factor-table.ts";
import { portfolioExposuresAt } from "#core/risk/portfolio-exposures.ts";
import { portfolioTailRiskAt } from "#core/risk/portfolio-tail-risk.ts";
import type { RiskHoldings } from "#core/risk/symbol-weights.ts";
import { tailRiskColumn } from "#core/risk/value-at-risk.ts";
import { isNoEstimate } from "#core/stats/no-estimate.ts";
import { modelRiskAt } from "./portfolio-analytics.ts";
import { proFormaInputs, type RiskContext } from "./risk-context.ts";

/** The numbers by which a book's risk is followed over time; NaN where there is no estimate. */
export const RISK_STATE_FIELDS = ["nav", "marketBeta", "volatility", "var95", "es95"] as const;

/**
 * NAV in USD; market beta (90 sessions); annualised volatility by the factor model; VaR and expected shortfall of one
 * session by filtered historical simulation, 95 %, fractions of NAV, positive = loss.
 */
export type RiskState = Readonly<Record<(typeof RISK_STATE_FIELDS)[number], number>>;

const MARKET_BETA = FACTORS.findIndex(({ model }) => model === "market");

/**
 * The state of some holdings seen through the window that ends at `ordinal`: their own session may be another one,
 * so that a change can be split into what the book did and what the window did.
 */
export function riskState(holdings: RiskHoldings, risk: RiskContext, ordinal: number): RiskState {
  const tail = portfolioTailRiskAt(holdings, proFormaInputs(risk), ordinal);
  const model = modelRiskAt(holdings, risk, ordinal);
  return {
    nav: holdings.nav,
    marketBeta: portfolioExposuresAt(holdings, risk.exposures, ordinal)[MARKET_BETA]!,
    volatility: isNoEstimate(model) ? Number.NaN : model.volatility,
    var95: tail[tailRiskColumn("fhs_var_95")]!,
    es95: tail[tailRiskColumn("fhs_es_95")]!,
  };
}
