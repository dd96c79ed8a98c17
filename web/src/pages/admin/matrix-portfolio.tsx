import { Play } from "lucide-react";
import { Badge } from "@/components/ui/badge.tsx";
import { Button } from "@/components/ui/button.tsx";
import { count, formatDate } from "@/lib/format.ts";
import { type MatrixPortfolio, missingRange } from "./matrix-cells.ts";
import { MatrixRow } from "./matrix-row.tsx";
import type { PortfolioOption } from "./portfolio-names.ts";
import { StartRunDialog } from "./start-run-dialog.tsx";

interface MatrixPortfolioProps {
  readonly portfolio: MatrixPortfolio;
  readonly sessions: readonly string[];
  readonly portfolios: readonly PortfolioOption[];
  /** Whether a complete portfolio shows its name alone until it is opened. */
  readonly folds: boolean;
}

/** The phases of one portfolio over the sessions of the range, and the way to compute what is missing. */
export function MatrixPortfolioBlock({ portfolio, sessions, portfolios, folds }: MatrixPortfolioProps) {
  const { portfolio_id: id, portfolio_name: name, phases } = portfolio;
  const missing = missingRange(portfolio);
  return (
    <section aria-label={name} className="border-t pt-3 pb-4 first:border-t-0">
      <header className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="text-sm">{name}</h3>
        {missing === null ? (
          <Badge tone="good">Complete</Badge>
        ) : (
          <>
            <Badge tone="warning">{count(missing.sessions, "session")} incomplete</Badge>
            <span className="numeric text-xs text-muted">
              {missing.from === missing.to
                ? formatDate(missing.from)
                : `${formatDate(missing.from)} to ${formatDate(missing.to)}`}
            </span>
            <span data-print="hide" className="ml-auto">
              <StartRunDialog
                portfolios={portfolios}
                portfolioId={id}
                trigger={
                  <Button size="small">
                    <Play aria-hidden />
                    Compute what is missing<span className="sr-only"> of {name}</span>
                  </Button>
                }
              />
            </span>
          </>
        )}
      </header>
      {missing === null && folds ? (
        <details>
          <summary className="text-xs text-muted">{count(phases.length, "phase")}</summary>
          <PhaseRows name={name} phases={phases} sessions={sessions} />
        </details>
      ) : (
        <PhaseRows name={name} phases={phases} sessions={sessions} />
      )}
    </section>
  );
}

interface PhaseRowsProps {
  readonly name: string;
  readonly phases: MatrixPortfolio["phases"];
  readonly sessions: readonly string[];
}

function PhaseRows({ name, phases, sessions }: PhaseRowsProps) {
  return (
    <section
      className="overflow-x-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
      tabIndex={0}
      aria-label={`Phases of ${name}`}
    >
      <table className="text-xs">
        <thead className="sr-only">
          <tr>
            <th scope="col">Phase</th>
            <th scope="col">Sessions</th>
            <th scope="col">Completed</th>
            <th scope="col">Missing</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <MatrixRow key={phase.phase} phase={phase} sessions={sessions} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
