import type { ReadPath } from "@/api/api-query.ts";

type AnalyticPath = Extract<ReadPath, `/api/v1/analytics/portfolio/{portfolio_id}/${string}`>;

interface Analytic {
  readonly path: AnalyticPath;
  readonly label: string;
  /** Its page. */
  readonly to: string;
}

const path = <Name extends string>(name: Name) =>
  `/api/v1/analytics/portfolio/{portfolio_id}/${name}` as const;
const page = <Name extends string>(name: Name) => `/portfolios/$portfolioId/${name}` as const;

/** What is computed of a portfolio, in the order of the sidebar. */
export const ANALYTICS = [
  { path: path("overview"), label: "Value, exposure and P&L", to: "/portfolios/$portfolioId" },
  { path: path("factor-exposures"), label: "Factor exposures", to: page("factors") },
  { path: path("beta-diagnostics"), label: "Market beta diagnostics", to: page("factors") },
  { path: path("spread-factors"), label: "Spread factors", to: page("factors") },
  { path: path("risk-decomposition"), label: "Risk decomposition", to: page("factors") },
  { path: path("stress-test"), label: "Stress tests", to: page("stress") },
  { path: path("correlation-matrix"), label: "Correlations", to: page("correlations") },
  { path: path("diversification-score"), label: "Diversification", to: page("correlations") },
  { path: path("volatility"), label: "Volatility", to: page("volatility") },
  { path: path("symbol-metrics"), label: "Returns and volatility of symbols", to: page("volatility") },
  { path: path("risk-metrics"), label: "Tail risk and performance", to: page("tail-risk") },
  { path: path("risk-metrics/backtest"), label: "Back-tests", to: page("tail-risk") },
  { path: path("concentration"), label: "Concentration", to: page("composition") },
  { path: path("sector-exposure"), label: "Sectors", to: page("composition") },
  { path: path("liquidity"), label: "Liquidity", to: page("composition") },
] as const satisfies readonly Analytic[];
