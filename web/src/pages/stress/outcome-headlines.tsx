import type { ReactNode } from "react";
import { Explain } from "@/components/explain/explain.tsx";
import { Delta, Missing, Money, MoneyDelta } from "@/components/numbers.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { formatPercentage } from "@/lib/format.ts";
import { describePlausibility } from "./plausibility.ts";
import { type Outcome, turnsSign, type Unit } from "./scenario-list.ts";

interface OutcomeHeadlinesProps {
  readonly outcome: Outcome;
  readonly unit: Unit;
  readonly scenarioId?: string;
}

/** Both readings of a shock, the portfolio after it, and how plausible it is. */
export function OutcomeHeadlines({ outcome, unit, scenarioId }: OutcomeHeadlinesProps) {
  const { direct, correlated, correlated_reason: reason, impact, plausibility } = outcome;
  const words = describePlausibility(plausibility);
  const suffix = unit === "percent" ? "_fraction" : "";
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
        <Reading label="Correlated" unit={unit} impact={correlated} reason={reason}>
          {scenarioId === undefined ? null : (
            <Explain number={`stress/${scenarioId}/correlated${suffix}`} label="Correlated impact" />
          )}
        </Reading>
        <Reading label="Direct" unit={unit} impact={direct} reason={outcome.reason}>
          {scenarioId === undefined ? null : (
            <Explain number={`stress/${scenarioId}/direct${suffix}`} label="Direct impact" />
          )}
        </Reading>
        <div>
          <dt className="text-xs font-medium text-muted">NAV after it (USD)</dt>
          <dd className="text-sm">
            <Money value={impact?.new_portfolio_value} reason={outcome.reason} />
          </dd>
        </div>
        <div>
          <dt className="text-xs font-medium text-muted">Plausibility</dt>
          <dd className="text-sm">
            {words === null ? (
              <Missing reason={plausibility.reason} />
            ) : (
              <Badge tone={plausibility.implausible === true ? "warning" : "neutral"}>{words.word}</Badge>
            )}
          </dd>
        </div>
      </dl>
      {words === null ? null : <p className="text-sm text-muted">{words.sentence}</p>}
      {turnsSign(outcome) ? (
        <p className="text-sm">
          The factors that follow the shock outweigh it: the correlated reading has the other sign.
        </p>
      ) : null}
    </div>
  );
}

interface ReadingProps {
  readonly label: string;
  readonly unit: Unit;
  readonly impact: Outcome["impact"];
  readonly reason: Outcome["reason"];
  readonly children: ReactNode;
}

function Reading({ label, unit, impact, reason, children }: ReadingProps) {
  return (
    <div>
      <dt className="flex items-center gap-1 text-xs font-medium text-muted">
        {label}
        {unit === "percent" ? " (of NAV)" : " (USD)"}
        {children}
      </dt>
      <dd className="text-lg font-semibold">
        {unit === "percent" ? (
          <Delta
            value={impact?.percentage_impact}
            reason={reason}
            format={(value) => formatPercentage(value)}
          />
        ) : (
          <MoneyDelta value={impact?.dollar_impact} reason={reason} />
        )}
      </dd>
    </div>
  );
}
