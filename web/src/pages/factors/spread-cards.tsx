import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Explain } from "@/components/explain/explain.tsx";
import { Missing } from "@/components/numbers.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { formatNumber, signed } from "@/lib/format.ts";
import { sentenceCase } from "@/lib/sentence-case.ts";
import { HALF_WIDTH, isClear } from "./exposure-summary.ts";
import { explainKey, shortName } from "./factor-groups.ts";

/** The tilts towards one side of a long-short pair, in words. */
export function SpreadCards() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/spread-factors");
  return (
    <AnalyticContent query={query} quality={false} skeleton={<Skeleton className="h-36" />}>
      {({ factors }) => (
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          {factors.map((factor) => (
            <li key={factor.name} className="flex flex-col gap-1 rounded-xl border bg-surface px-4 py-3">
              <div className="flex items-center justify-between gap-2">
                <h2 className="text-sm font-medium">{shortName(factor.name)}</h2>
                <Explain number={explainKey(factor)} label={`${factor.name} exposure`} />
              </div>
              {factor.beta === null ? (
                <Missing reason={factor.reason} />
              ) : (
                <>
                  <p className="flex flex-wrap items-baseline gap-x-2">
                    <span className="numeric text-lg font-semibold">
                      {signed(factor.beta, (value) => formatNumber(value, 2))}
                    </span>
                    {factor.std_error === null ? null : (
                      <span className="numeric text-xs text-muted">
                        ± {formatNumber(HALF_WIDTH * factor.std_error, 2)}
                      </span>
                    )}
                    <Badge tone={isClear(factor) ? "accent" : "neutral"}>
                      {sentenceCase(
                        [factor.magnitude, factor.direction?.toLowerCase()].filter(Boolean).join(" "),
                      )}
                    </Badge>
                  </p>
                  <p className="text-sm text-muted">
                    {factor.explanation}
                    {isClear(factor) ? "" : " The interval includes zero."}
                  </p>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </AnalyticContent>
  );
}
