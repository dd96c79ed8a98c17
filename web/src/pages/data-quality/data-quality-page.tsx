import { Page } from "@/components/layout/page.tsx";
import { ViewTabs } from "@/components/layout/view-tabs.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { NumberCatalogue } from "./number-catalogue.tsx";
import { QualityView } from "./quality-view.tsx";

const VIEWS = [
  { value: "quality", label: "Quality" },
  { value: "numbers", label: "Every number" },
] as const;

export function DataQualityPage() {
  const [view] = useSearchChoice("view", ["quality", "numbers"]);
  return (
    <Page
      title="Data quality"
      lead="What the results rest on, where the data fall short, and what can be done about it."
    >
      <ViewTabs label="Parts of data quality" value={view} options={VIEWS} />
      {view === "numbers" ? <NumberCatalogue /> : <QualityView />}
    </Page>
  );
}
