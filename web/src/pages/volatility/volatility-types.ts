import type { Answer } from "@/api/api-query.ts";

type Analytic = "/api/v1/analytics/portfolio/{portfolio_id}";

export type Volatility = NonNullable<Answer<`${Analytic}/volatility`>["data"]>;
export type VolatilityPoint = Answer<`${Analytic}/volatility/history`>["history"][number];
export type SymbolMetrics = NonNullable<Answer<`${Analytic}/symbol-metrics`>["data"]>["symbols"][number];

/** Fields that are volatilities, of the book now and on every session. */
export type VolatilityField = Exclude<keyof VolatilityPoint, "as_of" | "percentile">;
