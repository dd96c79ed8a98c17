import { Calculator } from "lucide-react";
import { Page } from "@/components/layout/page.tsx";
import { ActivityLog } from "@/components/run/activity-log.tsx";
import { PhaseList } from "@/components/run/phase-list.tsx";
import { isActive, type OnboardingStatus } from "@/components/run/run-progress-state.ts";
import { useElapsed } from "@/components/run/use-elapsed.ts";
import { type RunProgress, useRunProgress } from "@/components/run/use-run-progress.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState, QueryState } from "@/components/ui/states.tsx";
import { usePortfolioId } from "@/lib/route-state.ts";
import { LogDownloadButton } from "./log-download-button.tsx";
import { useOpenWhenDone } from "./open-when-done.ts";
import { RecalculateButton } from "./recalculate-button.tsx";
import { RunCard } from "./run-card.tsx";
import { RunOutcome } from "./run-outcome.tsx";
import { RunWaiting } from "./run-waiting.tsx";
import { StartButton } from "./start-button.tsx";

/** Where the outcome itself offers the log. */
const SAVED_BELOW: ReadonlySet<string> = new Set(["failed", "cancelled"]);

export function RunPage() {
  const portfolioId = usePortfolioId();
  const progress = useRunProgress(portfolioId);
  const status = progress.status.data?.status ?? "queued";
  return (
    <Page
      title="Calculation"
      lead="From positions and prices to NAV, exposures, risk and stress tests."
      actions={
        isActive(status) || status === "idle" ? null : (
          <>
            {SAVED_BELOW.has(status) ? null : <LogDownloadButton portfolioId={portfolioId} />}
            <RecalculateButton portfolioId={portfolioId} />
          </>
        )
      }
    >
      <QueryState query={progress.status}>
        {(data) =>
          data.status === "idle" ? (
            <NeverCalculated portfolioId={portfolioId} />
          ) : (
            <RunView portfolioId={portfolioId} progress={progress} status={data} />
          )
        }
      </QueryState>
    </Page>
  );
}

function NeverCalculated({ portfolioId }: { readonly portfolioId: string }) {
  return (
    <div className="rounded-xl border bg-surface">
      <EmptyState
        icon={<Calculator />}
        title="This portfolio has not been calculated yet"
        actions={<StartButton portfolioId={portfolioId} label="Calculate" />}
      >
        Prices are fetched and every session since the first entry is valued. It usually takes seconds, and
        you can leave this page meanwhile.
      </EmptyState>
    </div>
  );
}

interface RunViewProps {
  readonly portfolioId: string;
  readonly progress: RunProgress;
  readonly status: OnboardingStatus;
}

function RunView({ portfolioId, progress, status }: RunViewProps) {
  const active = isActive(status.status);
  const elapsed = useElapsed(status.elapsed_seconds, progress.status.dataUpdatedAt, active);
  const [opens, setOpens] = useOpenWhenDone();
  return (
    <>
      <RunCard progress={progress} status={status} elapsed={elapsed}>
        {active ? (
          <>
            <RunWaiting note={status.note} elapsed={elapsed} />
            {progress.run?.trigger === "onboarding" ? (
              <label className="flex items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  checked={opens}
                  onChange={({ target }) => setOpens(target.checked)}
                  className="accent-accent"
                />
                Open the overview when it is done
              </label>
            ) : null}
          </>
        ) : (
          <RunOutcome portfolioId={portfolioId} status={status} progress={progress} opensOverview={opens} />
        )}
      </RunCard>
      <div className="grid gap-5 lg:grid-cols-2">
        <Panel title="Phases">
          <PhaseList phases={status.phases} />
        </Panel>
        <ActivityLog lines={progress.log} />
      </div>
    </>
  );
}
