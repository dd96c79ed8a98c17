import type { Answer } from "@/api/api-query.ts";

type Analytic = "/api/v1/analytics/portfolio/{portfolio_id}";

export type Concentration = NonNullable<Answer<`${Analytic}/concentration`>["data"]>;
export type SectorExposure = NonNullable<Answer<`${Analytic}/sector-exposure`>["data"]>;
export type Sector = SectorExposure["sectors"][number];
export type Liquidity = NonNullable<Answer<`${Analytic}/liquidity`>["data"]>;
export type LiquidityPosition = Liquidity["positions"][number];
