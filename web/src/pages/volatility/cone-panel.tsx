import { useMemo } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState } from "@/components/ui/states.tsx";
import { formatPercent } from "@/lib/format.ts";
import { coneOption } from "./cone-option.ts";
import { type ConeStep, coneSentence, volatilityCone } from "./volatility-cone.ts";
import type { VolatilityPoint } from "./volatility-types.ts";

const TITLE = "Volatility cone";
const COLUMNS: readonly (readonly [string, (step: ConeStep) => number | null])[] = [
  ["Lowest (% a year)", ({ lowest }) => lowest],
  ["25 %", ({ lowerQuartile }) => lowerQuartile],
  ["Median", ({ median }) => median],
  ["75 %", ({ upperQuartile }) => upperQuartile],
  ["Highest", ({ highest }) => highest],
  ["Now", ({ now }) => now],
];

/** Where each window's volatility stands in its own history. */
export function ConePanel({ history }: { readonly history: readonly VolatilityPoint[] }) {
  const palette = usePalette();
  const cone = useMemo(() => volatilityCone(history), [history]);
  const option = useMemo(() => coneOption(palette, cone), [palette, cone]);
  if (cone.length === 0) {
    return (
      <Panel title={TITLE}>
        <EmptyState title="No history yet">It takes two sessions with a volatility.</EmptyState>
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={TITLE}
      description="Each window, in sessions, against its own history."
      summary={coneSentence(cone)}
      option={option}
      fileName="volatility-cone"
      chartClassName="h-80"
      table={{
        columns: ["Window", ...COLUMNS.map(([name]) => name), "Sessions"],
        rows: cone.map((step) => [
          `${step.sessions} sessions`,
          ...COLUMNS.map(([, read]) => {
            const value = read(step);
            return value === null ? null : { value: value * 100, text: formatPercent(value) };
          }),
          { value: step.observations, text: String(step.observations) },
        ]),
      }}
    />
  );
}
