import { usePortfolio } from "@/api/use-portfolio.ts";
import { formatDate } from "@/lib/format.ts";
import { useAsOf } from "@/lib/route-state.ts";

/** On paper, where the bar at the top is missing: of which portfolio and session the page is. */
export function PrintHeading() {
  const portfolio = usePortfolio();
  const session = useAsOf() ?? portfolio?.as_of ?? null;
  if (portfolio === undefined) return null;
  return (
    <p className="mb-3 hidden justify-between text-xs text-muted print:flex">
      <span>SigmaSight · {portfolio.name}</span>
      {session === null ? null : <span>As of {formatDate(session)}</span>}
    </p>
  );
}
