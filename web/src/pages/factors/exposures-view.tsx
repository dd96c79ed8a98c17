import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { exposureOption, exposureTable } from "./exposure-chart.ts";
import { summarizeExposures } from "./exposure-summary.ts";
import { ExposuresTable } from "./exposures-table.tsx";
import { type FactorsAnswer, groupFactors } from "./factor-groups.ts";
import { SpreadCards } from "./spread-cards.tsx";

interface ExposuresViewProps {
  readonly data: FactorsAnswer;
  readonly asOf: string;
}

/** What the portfolio is exposed to, how surely, and in words. */
export function ExposuresView({ data, asOf }: ExposuresViewProps) {
  const palette = usePalette();
  const { dollars } = useAmounts();
  const groups = useMemo(() => groupFactors(data.factors), [data]);
  const option = useMemo(() => exposureOption(palette, groups), [palette, groups]);
  return (
    <>
      <SpreadCards />
      <ChartPanel
        title="Factor exposures"
        description="Return of the portfolio per unit of factor return. Whiskers: 95 % interval; a hollow dot has no standard error."
        summary={summarizeExposures(data.factors)}
        option={option}
        table={exposureTable(groups, dollars)}
        fileName={`factor-exposures-${asOf}`}
        chartClassName="h-[42rem]"
      />
      <ExposuresTable groups={groups} asOf={asOf} />
    </>
  );
}
