import { useQuery } from "@tanstack/react-query";
import { type Answer, apiQuery } from "@/api/api-query.ts";

type Portfolios = Answer<"/api/v1/admin/system/freshness/portfolios">["portfolios"];

export interface PortfolioOption {
  readonly value: string;
  readonly label: string;
}

const MOST = 500;

/** Everybody's portfolios to choose from, by name; those of one name are told apart by their owner. */
export function usePortfolioOptions(): readonly PortfolioOption[] {
  const { data } = useQuery(
    apiQuery("/api/v1/admin/system/freshness/portfolios", { query: { limit: MOST } }),
  );
  return data === undefined ? [] : portfolioOptions(data.portfolios);
}

export function portfolioOptions(
  portfolios: readonly Pick<Portfolios[number], "portfolio_id" | "portfolio_name" | "owner_email">[],
): readonly PortfolioOption[] {
  const names = Map.groupBy(portfolios, (portfolio) => portfolio.portfolio_name);
  return portfolios
    .map(({ portfolio_id: value, portfolio_name: name, owner_email: owner }) => ({
      value,
      label: (names.get(name)?.length ?? 0) > 1 && owner !== null ? `${name} (${owner})` : name,
    }))
    .sort((a, b) => a.label.localeCompare(b.label, "en", { numeric: true }));
}
