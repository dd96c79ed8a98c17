import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useSession } from "@/api/session.ts";
import type { OnboardingStatus } from "@/components/run/run-progress-state.ts";
import type { RunProgress } from "@/components/run/use-run-progress.ts";
import { buttonClass } from "@/components/ui/button.tsx";
import { CompletedSummary, ViewPortfolioLink } from "./completed-summary.tsx";
import { LogDownloadButton } from "./log-download-button.tsx";
import { OpenOverview } from "./open-overview.tsx";
import { ProblemList } from "./problem-list.tsx";
import { cancellationText } from "./run-text.ts";
import { StartButton } from "./start-button.tsx";

interface RunOutcomeProps {
  readonly portfolioId: string;
  readonly status: OnboardingStatus;
  readonly progress: RunProgress;
  /** Whether the overview opens by itself after a first calculation. */
  readonly opensOverview: boolean;
}

/** How a run has ended, what that means and what to do next. */
export function RunOutcome({ portfolioId, status, progress, opensOverview }: RunOutcomeProps) {
  const user = useSession();
  const { run, log, sawActive } = progress;
  switch (status.status) {
    case "completed":
      return (
        <>
          <CompletedSummary portfolioId={portfolioId} seconds={status.elapsed_seconds} />
          <Actions>
            <ViewPortfolioLink portfolioId={portfolioId} />
            {opensOverview && sawActive && run?.trigger === "onboarding" ? (
              <OpenOverview portfolioId={portfolioId} />
            ) : null}
          </Actions>
        </>
      );
    case "partial":
      return (
        <>
          <p className="text-sm">
            Most results are there. What follows could not be calculated; pages that need it say so.
          </p>
          <ProblemList phases={status.phases} log={log} />
          <CompletedSummary portfolioId={portfolioId} seconds={status.elapsed_seconds} />
          <Actions>
            <ViewPortfolioLink portfolioId={portfolioId} />
            <StartButton portfolioId={portfolioId} label="Try what failed again" variant="secondary" />
            <Link
              to="/portfolios/$portfolioId/data-quality"
              params={{ portfolioId }}
              className={buttonClass("secondary")}
            >
              See data quality
            </Link>
          </Actions>
        </>
      );
    case "failed":
      return (
        <>
          <Failure status={status} />
          <ProblemList phases={status.phases} log={log} />
          <Actions>
            <StartButton portfolioId={portfolioId} label="Try again" />
            <LogDownloadButton portfolioId={portfolioId} />
          </Actions>
        </>
      );
    case "cancelled":
      return (
        <>
          <p className="text-sm">
            {cancellationText(log, user?.id ?? null) ?? "It was stopped before it was done."} Results from
            before it are as they were.
          </p>
          <Actions>
            <StartButton portfolioId={portfolioId} label="Calculate again" />
            <LogDownloadButton portfolioId={portfolioId} />
          </Actions>
        </>
      );
    case "idle":
    case "queued":
    case "running":
      return null;
  }
}

function Failure({ status: { error, phases } }: { readonly status: OnboardingStatus }) {
  if (error === null) return <p className="text-sm">The log says what happened.</p>;
  const phase = phases.find(({ phase_id: id }) => id === error.phase)?.phase_name ?? error.phase;
  return (
    <div role="alert" className="rounded-lg border border-danger/40 bg-danger-soft px-4 py-3 text-sm">
      <p className="font-medium">
        {phase === null ? "" : `${phase}: `}
        {error.message}
      </p>
      {error.hint === null ? null : <p className="mt-1">{error.hint}</p>}
      <p className="mt-1 text-xs text-muted">{error.code}</p>
    </div>
  );
}

function Actions({ children }: { readonly children: ReactNode }) {
  return (
    <div data-print="hide" className="flex flex-wrap items-center gap-2">
      {children}
    </div>
  );
}
