import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Skeleton } from "@/components/ui/states.tsx";
import { type BetaComparison, betaOption, betaPairs, betaTable, summarizeBetas } from "./beta-chart.ts";
import { BetaDiagnosticsPanel } from "./beta-diagnostics-panel.tsx";

/** The estimated market beta beside the provider's, and how far it can be trusted. */
export function BetasView() {
  const comparison = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/beta-comparison");
  const diagnostics = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/beta-diagnostics");
  return (
    <>
      <AnalyticContent query={comparison} skeleton={<Skeleton className="h-112" />}>
        {(data, asOf) => <Comparison data={data} asOf={asOf} />}
      </AnalyticContent>
      {diagnostics.data?.data === null ? null : (
        <AnalyticContent query={diagnostics} quality={false} skeleton={<Skeleton className="h-96" />}>
          {(data, asOf) => <BetaDiagnosticsPanel data={data} asOf={asOf} />}
        </AnalyticContent>
      )}
    </>
  );
}

function Comparison({ data, asOf }: { readonly data: BetaComparison; readonly asOf: string }) {
  const palette = usePalette();
  const pairs = useMemo(() => betaPairs(data), [data]);
  const option = useMemo(() => betaOption(palette, pairs), [palette, pairs]);
  return (
    <ChartPanel
      title="Estimated and provider's beta"
      description="Furthest apart first. The estimate uses the last 90 sessions; providers mostly use years of monthly returns."
      summary={summarizeBetas(pairs)}
      option={option}
      table={betaTable(pairs)}
      fileName={`beta-comparison-${asOf}`}
      chartClassName={pairs.length > 24 ? "h-[60rem]" : pairs.length > 10 ? "h-[28rem]" : "h-80"}
    />
  );
}
