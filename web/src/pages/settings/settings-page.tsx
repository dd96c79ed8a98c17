import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { apiQuery } from "@/api/api-query.ts";
import { OutdatedNotice } from "@/components/edit/outdated-notice.tsx";
import { Page } from "@/components/layout/page.tsx";
import { buttonClass } from "@/components/ui/button.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { usePortfolioId } from "@/lib/route-state.ts";
import { findingsText } from "../overview/freshness.ts";
import { DeletePortfolio } from "./delete-portfolio.tsx";
import { ExportButton } from "./export-button.tsx";
import { PortfolioForm } from "./portfolio-form.tsx";

/** What is stated about the portfolio, its export, and its end. */
export function SettingsPage() {
  const portfolioId = usePortfolioId();
  const query = useQuery(apiQuery("/api/v1/portfolios/{id}", { path: { id: portfolioId } }));
  return (
    <Page title="Settings" lead="What is stated about this portfolio.">
      <OutdatedNotice />
      <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
        {(portfolio) => (
          <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
            <PortfolioForm key={portfolio.id} portfolio={portfolio} />
            <div className="flex flex-col gap-5">
              <Panel title="Export">
                <p className="mb-3 text-sm text-muted">
                  All facts as JSON lines with hashes: lots, cash flows, marks and settings. To keep, or to
                  restore elsewhere; what is computed from them is not in it.
                </p>
                <ExportButton portfolioId={portfolio.id} name={portfolio.name} />
              </Panel>
              <Panel title="Data behind the results">
                <p className="mb-3 text-sm text-muted">
                  {findingsText(portfolio.findings)}: where prices were missing, old, modelled or doubtful.
                </p>
                <Link
                  to="/portfolios/$portfolioId/data-quality"
                  params={{ portfolioId }}
                  className={buttonClass("secondary")}
                >
                  Open data quality
                </Link>
              </Panel>
              <DeletePortfolio portfolio={portfolio} />
            </div>
          </div>
        )}
      </QueryState>
    </Page>
  );
}
