import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Page } from "@/components/layout/page.tsx";
import { ViewTabs } from "@/components/layout/view-tabs.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { AttributionView } from "./attribution-view.tsx";
import { BetasView } from "./betas-view.tsx";
import { ExposuresView } from "./exposures-view.tsx";
import { HistoryView } from "./history-view.tsx";
import { HoldingsView } from "./holdings-view.tsx";
import { RiskView } from "./risk-view.tsx";

const VIEWS = [
  { value: "exposures", label: "Exposures" },
  { value: "history", label: "History" },
  { value: "risk", label: "Where risk comes from" },
  { value: "attribution", label: "Where P&L came from" },
  { value: "holdings", label: "By holding" },
  { value: "betas", label: "Market beta" },
] as const;

type View = (typeof VIEWS)[number]["value"];

const CHOICES = VIEWS.map(({ value }) => value) as [View, ...View[]];

/** What common factors the portfolio moves with, how surely, and what risk and P&L they bring. */
export function FactorsPage() {
  const [view] = useSearchChoice("view", CHOICES);
  return (
    <Page
      title="Factors"
      lead="Which common forces move the portfolio, how much, and how surely that is known."
    >
      <ViewTabs label="Parts of the factors page" value={view} options={VIEWS} />
      <FactorsView view={view} />
    </Page>
  );
}

function FactorsView({ view }: { readonly view: View }) {
  switch (view) {
    case "history":
      return <HistoryView />;
    case "risk":
      return <RiskView />;
    case "attribution":
      return <AttributionView />;
    case "holdings":
      return <HoldingsView />;
    case "betas":
      return <BetasView />;
    case "exposures":
      return <Exposures />;
  }
}

function Exposures() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures");
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-160" />}>
      {(data, asOf) => <ExposuresView data={data} asOf={asOf} />}
    </AnalyticContent>
  );
}
