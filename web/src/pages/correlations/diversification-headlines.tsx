import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { Explain } from "@/components/explain/explain.tsx";
import { Stat, StatList, Value } from "@/components/numbers.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { count, formatNumber } from "@/lib/format.ts";

const two = (value: number) => formatNumber(value, 2);
const one = (value: number) => formatNumber(value, 1);

/** How far the holdings spread the risk, in four numbers. */
export function DiversificationHeadlines({ window }: { readonly window: "90" | "252" }) {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/diversification-score", { window });
  // The map says why there is nothing.
  if (query.data?.data === null) return null;
  return (
    <AnalyticContent query={query} quality={false} skeleton={<Skeleton className="h-24" />}>
      {(data) => (
        <StatList>
          <Stat
            label={
              <>
                Average correlation{" "}
                <Explain number={`correlations/${window}/average`} label="Average correlation" />
              </>
            }
            note={`of ${count(data.symbols_counted, "holding")}`}
          >
            <Value value={data.average_correlation} reason={data.reasons.average_correlation} format={two} />
          </Stat>
          <Stat
            label={
              <>
                Diversification ratio{" "}
                <Explain number="risk-metrics/diversification_ratio" label="Diversification ratio" />
              </>
            }
            note="own volatilities over the book's"
          >
            <Value
              value={data.diversification_ratio}
              reason={data.reasons.diversification_ratio}
              format={two}
            />
          </Stat>
          <Stat label="Effective bets" note={`uncorrelated, that ${data.symbols_counted} are worth`}>
            <Value
              value={data.effective_number_by_correlation}
              reason={data.reasons.effective_number_by_correlation}
              format={one}
            />
          </Stat>
          <Stat
            label={
              <>
                Effective positions{" "}
                <Explain number="concentration/effective_positions" label="Effective positions" />
              </>
            }
            note="by weights alone"
          >
            <Value
              value={data.effective_num_positions}
              reason={data.reasons.effective_num_positions}
              format={one}
            />
          </Stat>
          <Stat label="Clusters" note="that move together">
            {data.clusters}
          </Stat>
        </StatList>
      )}
    </AnalyticContent>
  );
}
