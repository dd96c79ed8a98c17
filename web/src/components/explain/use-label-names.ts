import { useQuery } from "@tanstack/react-query";
import { apiQuery } from "@/api/api-query.ts";
import { formatDate } from "@/lib/format.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { lotNames } from "./label-names.ts";

/** How to write the labels of an input: lots and changes of equity have ids that say nothing to a reader. */
export function useLabelNames(by: string | undefined): (label: string) => string {
  const id = usePortfolioId();
  const asOf = useAsOf();
  const lots = useQuery({
    ...apiQuery("/api/v1/portfolios/{id}/positions", {
      path: { id },
      query: asOf === null ? {} : { as_of: asOf },
    }),
    enabled: by === "position",
  });
  const flows = useQuery({
    ...apiQuery("/api/v1/portfolios/{id}/equity-changes", { path: { id } }),
    enabled: by === "flow",
  });
  if (by === "session") return formatDate;
  if (by === "position") {
    const names = lotNames(lots.data?.positions ?? []);
    return (label) => names.get(label) ?? label.slice(0, 8);
  }
  if (by === "flow") {
    const dates = new Map(flows.data?.equity_changes.map((flow) => [flow.id, formatDate(flow.date)]));
    return (label) => dates.get(label) ?? label.slice(0, 8);
  }
  return (label) => label;
}
