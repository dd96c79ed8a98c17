import type { Answer } from "@/api/api-query.ts";

export type RiskChange = NonNullable<
  Answer<"/api/v1/analytics/portfolio/{portfolio_id}/risk-change">["data"]
>;
export type RiskState = RiskChange["from"]["state"];
type ChangeStep = RiskChange["steps"][number];
export type Cause = ChangeStep["cause"];
