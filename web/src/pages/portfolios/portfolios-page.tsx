import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { apiQuery } from "@/api/api-query.ts";
import type { PortfolioSummary } from "@/api/use-portfolio.ts";
import { Page } from "@/components/layout/page.tsx";
import { MoneyDelta, Stat, StatList, Value } from "@/components/numbers.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { PortfolioCard } from "./portfolio-card.tsx";
import { portfolioSums } from "./portfolio-sums.ts";
import { WelcomeChoices } from "./welcome-choices.tsx";

/** The user's portfolios, or what to begin with. */
export function PortfoliosPage() {
  const query = useQuery(apiQuery("/api/v1/portfolios", {}));
  const isEmpty = query.data?.portfolios.length === 0;
  return (
    <Page
      title={isEmpty ? "Welcome to SigmaSight" : "Portfolios"}
      lead={
        isEmpty ? "Begin with positions of your own, or look around in a portfolio made up for it." : null
      }
    >
      <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
        {({ portfolios }) =>
          portfolios.length === 0 ? (
            <WelcomeChoices />
          ) : (
            <>
              {portfolios.length > 1 ? <Sums portfolios={portfolios} /> : null}
              <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
                {portfolios.map((portfolio) => (
                  <li key={portfolio.id}>
                    <PortfolioCard portfolio={portfolio} />
                  </li>
                ))}
                <li>
                  <Link
                    to="/upload"
                    className="grid h-full min-h-40 place-items-center rounded-xl border border-dashed border-border-strong p-5 text-sm font-medium text-muted transition-colors hover:border-accent hover:text-accent"
                  >
                    <span className="flex items-center gap-2">
                      <Plus aria-hidden className="size-4" />
                      Upload another portfolio
                    </span>
                  </Link>
                </li>
              </ul>
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

/** All portfolios together, at the latest session that some of them have. */
function Sums({ portfolios }: { readonly portfolios: readonly PortfolioSummary[] }) {
  const amounts = useAmounts();
  const { asOf, nav, dailyPnl, counted } = portfolioSums(portfolios);
  if (asOf === null) return null;
  const note = `${counted} of ${portfolios.length} portfolios, ${formatDate(asOf)}`;
  return (
    <StatList>
      <Stat label="Net asset value, together (USD)" note={note}>
        <Value value={nav} format={amounts.money} />
      </Stat>
      <Stat label="P&L of the session, together (USD)" note={note}>
        <MoneyDelta value={dailyPnl} />
      </Stat>
    </StatList>
  );
}
