import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Explain } from "@/components/explain/explain.tsx";
import { Percent, Stat, StatList, Value } from "@/components/numbers.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { formatNumber, formatPercent } from "@/lib/format.ts";
import { factorRiskOption, factorRiskTable, positionRiskOption, positionRiskTable } from "./risk-chart.ts";
import {
  type Decomposition,
  factorParts,
  positionRisks,
  summarizeFactorRisk,
  summarizePositionRisk,
} from "./risk-shares.ts";
import { FactorRiskTable, PositionRiskTable, SecondOpinion } from "./risk-tables.tsx";

/** How the model's volatility divides among factors and holdings. */
export function RiskView() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/risk-decomposition");
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-160" />}>
      {(data, asOf) =>
        data.volatility === null ? (
          <EmptyState title="The model says nothing of this portfolio">{data.reason?.message}</EmptyState>
        ) : (
          <Parts data={data} asOf={asOf} />
        )
      }
    </AnalyticContent>
  );
}

function Parts({ data, asOf }: { readonly data: Decomposition; readonly asOf: string }) {
  const palette = usePalette();
  const parts = useMemo(() => factorParts(data), [data]);
  const risks = useMemo(() => positionRisks(data), [data]);
  const byFactor = useMemo(() => factorRiskOption(palette, parts), [palette, parts]);
  const byPosition = useMemo(() => positionRiskOption(palette, risks), [palette, risks]);
  return (
    <>
      <Headlines data={data} />
      <ChartPanel
        title="By factor"
        description="Shares of the variance by the joint factor model. They add up to 100 %; a share below zero lowers the risk."
        summary={summarizeFactorRisk(data)}
        option={byFactor}
        table={factorRiskTable(parts)}
        fileName={`risk-by-factor-${asOf}`}
        chartClassName="h-44"
      >
        <FactorRiskTable data={data} asOf={asOf} />
      </ChartPanel>
      <ChartPanel
        title="By holding"
        description="Shares of the variance. A holding below zero hedges the rest. Volatilities are annual, ES is a day's."
        summary={summarizePositionRisk(risks)}
        option={byPosition}
        table={positionRiskTable(risks)}
        fileName={`risk-by-holding-${asOf}`}
        chartClassName={risks.length > 24 ? "h-[60rem]" : risks.length > 10 ? "h-[28rem]" : "h-72"}
      >
        <PositionRiskTable data={data} asOf={asOf} />
      </ChartPanel>
      <SecondOpinion data={data} />
    </>
  );
}

function Headlines({ data }: { readonly data: Decomposition }) {
  const { volatility, specific_share: specific, condition_number: condition, reasons } = data;
  return (
    <StatList>
      <Stat
        label={
          <>
            Model volatility{" "}
            <Explain number="risk-decomposition/volatility" label="Volatility by the model" />
          </>
        }
        note={`a year, from ${data.factor_observations} sessions`}
      >
        <Percent value={volatility} reason={reasons.volatility} />
      </Stat>
      <Stat
        label={
          <>
            From common factors{" "}
            <Explain number="risk-metrics/systematic_share" label="Share of common factors" />
          </>
        }
        note="share of the variance"
      >
        <Percent value={specific === null ? null : 1 - specific} reason={reasons.specific_share} digits={1} />
      </Stat>
      <Stat
        label={
          <>
            Specific <Explain number="risk-metrics/specific_share" label="Specific share of variance" />
          </>
        }
        note="the holdings' own"
      >
        <Percent value={specific} reason={reasons.specific_share} digits={1} />
      </Stat>
      <Stat
        label={
          <>
            Not covered{" "}
            <Explain number="risk-decomposition/uncovered_weight" label="Weight that is not covered" />
          </>
        }
        note={`covered: ${data.covered_weight === null ? "n/a" : formatPercent(data.covered_weight, 1)} of NAV`}
      >
        <Percent value={data.uncovered_weight} reason={reasons.uncovered_weight} digits={1} />
      </Stat>
      <Stat
        label={
          <>
            Condition number{" "}
            <Explain number="risk-decomposition/condition_number" label="Condition number of the factors" />
          </>
        }
        note="of the standardised factors"
      >
        <Value value={condition} reason={reasons.condition_number} format={(v) => formatNumber(v, 1)} />
      </Stat>
    </StatList>
  );
}
