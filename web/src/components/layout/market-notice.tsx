import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { FlaskConical } from "lucide-react";
import { apiQuery } from "@/api/api-query.ts";

/** Says on every page of a portfolio that its prices are made up, where they are. */
export function MarketNotice() {
  const { portfolioId } = useParams({ strict: false });
  const { data } = useQuery(apiQuery("/api/v1/portfolios", {}));
  const portfolio = data?.portfolios.find(({ id }) => id === portfolioId);
  if (portfolio?.market !== "synthetic") return null;
  return (
    <p className="mx-auto mb-4 flex w-full max-w-7xl items-center gap-2 text-xs font-medium text-warning">
      <FlaskConical aria-hidden className="size-4 shrink-0" />
      Synthetic market: all prices here are made up.
    </p>
  );
}
