import { ViewTabs } from "@/components/layout/view-tabs.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { AdminPage } from "./admin-page.tsx";
import { PortfolioFreshness } from "./portfolio-freshness.tsx";
import { SymbolFreshness } from "./symbol-freshness.tsx";

const VIEWS = [
  { value: "portfolios", label: "Portfolios" },
  { value: "symbols", label: "Symbols" },
] as const;

export function FreshnessPage() {
  const [view] = useSearchChoice("view", ["portfolios", "symbols"]);
  return (
    <AdminPage title="Freshness" lead="How far results and prices reach; what is behind comes first.">
      <ViewTabs label="Freshness of" value={view} options={VIEWS} />
      {view === "portfolios" ? <PortfolioFreshness /> : <SymbolFreshness />}
    </AdminPage>
  );
}
