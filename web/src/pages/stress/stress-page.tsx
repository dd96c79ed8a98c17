import { Page } from "@/components/layout/page.tsx";
import { ViewTabs } from "@/components/layout/view-tabs.tsx";
import { useSearchChoice } from "@/lib/use-search-text.ts";
import { CustomView } from "./custom-view.tsx";
import { ReverseView } from "./reverse-view.tsx";
import { ScenariosView } from "./scenarios-view.tsx";

const VIEWS = [
  { value: "scenarios", label: "Scenarios" },
  { value: "custom", label: "Your own shocks" },
  { value: "reverse", label: "From a loss to a move" },
] as const;

/** What would happen to the portfolio if markets moved. */
export function StressPage() {
  const [view] = useSearchChoice("view", ["scenarios", "custom", "reverse"]);
  return (
    <Page
      title="Stress tests"
      lead="What the portfolio would gain or lose if markets moved, and how likely that is."
    >
      <ViewTabs label="Parts of the stress page" value={view} options={VIEWS} />
      {view === "custom" ? <CustomView /> : view === "reverse" ? <ReverseView /> : <ScenariosView />}
    </Page>
  );
}
