import type { Answer } from "@/api/api-query.ts";

export type Finding = Answer<"/api/v1/portfolios/{id}">["findings"][number];
export type Freshness = Answer<"/api/v1/portfolios/{id}/freshness">;
export type SymbolFreshness = Freshness["symbols"][number];
export type Lot = Answer<"/api/v1/portfolios/{id}/positions">["positions"][number];
