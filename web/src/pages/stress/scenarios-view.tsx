import { useMemo } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { SelectField } from "@/components/ui/field.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useSearchChoice, useSearchText } from "@/lib/use-search-text.ts";
import { OutcomePanel } from "./outcome-panel.tsx";
import { scenarioOption, scenarioTable } from "./scenario-chart.ts";
import {
  type Grouping,
  rankScenarios,
  type Scenario,
  type ScenarioRow,
  scenarioRows,
  splitScenarios,
  summarizeScenarios,
  type Unit,
} from "./scenario-list.ts";
import { ScenariosTable } from "./scenarios-table.tsx";
import { useImpactFormats } from "./use-impact-formats.ts";

const UNITS: readonly { readonly value: Unit; readonly label: string }[] = [
  { value: "percent", label: "% of NAV" },
  { value: "dollars", label: "USD" },
];

const ORDERS = [
  { value: "ranked", label: "Ranked" },
  { value: "category", label: "By category" },
  { value: "severity", label: "By severity" },
  { value: "plausibility", label: "By plausibility" },
] as const;

/** All scenarios ranked, and what drives the one that is chosen. */
export function ScenariosView() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/stress-test");
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-160" />}>
      {({ scenarios }, asOf) =>
        scenarios.length === 0 ? (
          <EmptyState title="No scenario is active" />
        ) : (
          <Scenarios scenarios={scenarios} asOf={asOf} />
        )
      }
    </AnalyticContent>
  );
}

function Scenarios({ scenarios, asOf }: { readonly scenarios: readonly Scenario[]; readonly asOf: string }) {
  const [unit, setUnit] = useSearchChoice<Unit>("unit", ["percent", "dollars"]);
  const [order, setOrder] = useSearchChoice<Grouping>("order", [
    "ranked",
    "category",
    "severity",
    "plausibility",
  ]);
  const [wanted, choose] = useSearchText("scenario");
  const { hypothetical, historical } = useMemo(() => splitScenarios(scenarios), [scenarios]);
  const ranked = useMemo(() => rankScenarios(hypothetical), [hypothetical]);
  const chosen = scenarios.find(({ id }) => id === wanted) ?? ranked[0] ?? scenarios[0];
  const rows = useMemo(() => scenarioRows(hypothetical, order), [hypothetical, order]);
  const replays = useMemo(() => scenarioRows(historical, "ranked"), [historical]);
  if (chosen === undefined) return null;
  const shared = { unit, selected: chosen.id, onChoose: choose };
  return (
    <>
      <div data-print="hide" className="flex flex-wrap gap-2">
        <Segmented label="Unit" value={unit} options={UNITS} onChange={setUnit} />
        <Segmented label="Order" value={order} options={ORDERS} onChange={setOrder} />
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Bars
            title="Scenarios"
            scenarios={ranked}
            rows={rows}
            fileName={`stress-${asOf}`}
            chartClassName={rows.length > 20 ? "h-[38rem]" : "h-[32rem]"}
            {...shared}
          />
          {historical.length === 0 ? null : (
            <Bars
              title="Historical replays"
              scenarios={rankScenarios(historical)}
              rows={replays}
              fileName={`replays-${asOf}`}
              chartClassName="h-44"
              {...shared}
            />
          )}
        </div>
        <div className="min-w-0 xl:sticky xl:top-20">
          <OutcomePanel
            title={chosen.name}
            outcome={chosen}
            unit={unit}
            scenarioId={chosen.id}
            fileName={`stress-${chosen.id}-${asOf}`}
          >
            <SelectField
              label="Scenario"
              value={chosen.id}
              onChange={({ currentTarget }) => choose(currentTarget.value)}
              options={scenarios.map(({ id, name }) => ({ value: id, label: name }))}
              className="mb-3"
            />
          </OutcomePanel>
        </div>
      </div>
      <ScenariosTable scenarios={scenarios} asOf={asOf} chosen={chosen.id} onChoose={choose} />
    </>
  );
}

interface BarsProps {
  readonly title: string;
  readonly scenarios: readonly Scenario[];
  readonly rows: readonly ScenarioRow[];
  readonly unit: Unit;
  readonly selected: string;
  readonly onChoose: (id: string) => void;
  readonly fileName: string;
  readonly chartClassName: string;
}

function Bars({ title, scenarios, rows, unit, selected, onChoose, fileName, chartClassName }: BarsProps) {
  const palette = usePalette();
  const { money } = useAmounts();
  const formats = useImpactFormats(unit);
  const option = useMemo(
    () => scenarioOption(palette, rows, selected, formats),
    [palette, rows, selected, formats],
  );
  return (
    <ChartPanel
      title={title}
      description="Choose a bar to see what drives it."
      summary={summarizeScenarios(scenarios)}
      option={option}
      table={scenarioTable(scenarios, money)}
      fileName={fileName}
      chartClassName={chartClassName}
      onSelect={(index) => {
        const scenario = rows[index]?.scenario;
        if (scenario !== null && scenario !== undefined) onChoose(scenario.id);
      }}
    />
  );
}
