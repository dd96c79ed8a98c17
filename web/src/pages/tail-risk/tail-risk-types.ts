import type { Answer } from "@/api/api-query.ts";

type Analytic = "/api/v1/analytics/portfolio/{portfolio_id}/risk-metrics";

export type RiskMetrics = NonNullable<Answer<Analytic>["data"]>;
export type RiskPoint = Answer<`${Analytic}/history`>["history"][number];
export type Backtest = NonNullable<Answer<`${Analytic}/backtest`>["data"]>;
export type VarTest = Backtest["clean"]["tests"][number];
export type BiasTest = Backtest["clean"]["bias"];
