import type { PortfolioSummary } from "@/api/use-portfolio.ts";

type Summed = Pick<PortfolioSummary, "as_of" | "net_asset_value" | "daily_pnl">;

interface PortfolioSums {
  /** The latest session of all. */
  readonly asOf: string | null;
  readonly nav: number;
  readonly dailyPnl: number;
  /** How many portfolios have results of that session; the others are left out. */
  readonly counted: number;
}

/** NAV and P&L of the portfolios together: of one session only, and of those that have both, since others do not add up. */
export function portfolioSums(portfolios: readonly Summed[]): PortfolioSums {
  const asOf = portfolios.reduce<string | null>(
    (latest, { as_of: session }) => (session !== null && session > (latest ?? "") ? session : latest),
    null,
  );
  const current = portfolios.flatMap(({ as_of: session, net_asset_value: nav, daily_pnl: pnl }) =>
    session === null || session !== asOf || nav === null || pnl === null ? [] : [{ nav, pnl }],
  );
  return {
    asOf,
    nav: current.reduce((sum, { nav }) => sum + nav, 0),
    dailyPnl: current.reduce((sum, { pnl }) => sum + pnl, 0),
    counted: current.length,
  };
}
