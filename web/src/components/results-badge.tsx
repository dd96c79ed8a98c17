import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import type { PortfolioSummary } from "@/api/use-portfolio.ts";
import { stalenessText } from "./staleness-text.ts";
import { Badge } from "./ui/badge.tsx";

/** Whether a portfolio's results are of the last completed session and contain its changes. */
export function ResultsBadge({
  portfolio: { id, results_outdated: isOutdated },
}: {
  readonly portfolio: Pick<PortfolioSummary, "id" | "results_outdated">;
}) {
  const { data } = useQuery(apiQuery("/api/v1/portfolios/{id}/freshness", { path: { id } }));
  if (data === undefined) return null;
  const isCurrent = data.state === "current" && !isOutdated;
  return <Badge tone={isCurrent ? "good" : "warning"}>{stalenessText(data, isOutdated)}</Badge>;
}
