import { ActiveRuns } from "./active-runs.tsx";
import { AdminPage } from "./admin-page.tsx";
import { usePortfolioOptions } from "./portfolio-names.ts";
import { DAYS, RunHistory } from "./run-history.tsx";
import { RunTotalsStrip } from "./run-totals-strip.tsx";
import { StartRunDialog } from "./start-run-dialog.tsx";
import { useFilterChoice } from "./use-filter.ts";

export function RunsPage() {
  return (
    <AdminPage
      title="Runs"
      lead="Every calculation, who asked for it and how it ended."
      actions={<StartRun />}
    >
      <Runs />
    </AdminPage>
  );
}

function StartRun() {
  return <StartRunDialog portfolios={usePortfolioOptions()} />;
}

function Runs() {
  const portfolios = usePortfolioOptions();
  const [days] = useFilterChoice("days", DAYS);
  return (
    <>
      <ActiveRuns portfolios={portfolios} />
      <RunTotalsStrip days={Number(days ?? DAYS[0])} />
      <RunHistory portfolios={portfolios} />
    </>
  );
}
