import { apiQuery } from "@/api/api-query.ts";

/** Reads the explanation of a number; `asOf` null: of the latest session. */
export function explanationQuery(portfolioId: string, asOf: string | null, number: string) {
  return apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/explain", {
    path: { portfolio_id: portfolioId },
    query: { number, ...(asOf === null ? {} : { as_of: asOf }) },
  });
}
