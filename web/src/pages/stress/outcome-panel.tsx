import { type ReactNode, useMemo, useState } from "react";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Panel } from "@/components/ui/panel.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { formatPercent, formatPercentage, signed } from "@/lib/format.ts";
import { shortName } from "../factors/factor-groups.ts";
import { OutcomeHeadlines } from "./outcome-headlines.tsx";
import { describeMoves, summarizeContributions } from "./outcome-words.ts";
import { navOf, type Outcome, type Unit } from "./scenario-list.ts";
import { useImpactFormats } from "./use-impact-formats.ts";
import { type Contributions, waterfallSteps } from "./waterfall.ts";
import { contributionTable, waterfallOption } from "./waterfall-chart.ts";

interface OutcomePanelProps {
  readonly title: string;
  readonly outcome: Outcome;
  readonly unit: Unit;
  readonly fileName: string;
  /** Scenario of which the numbers are explained; a shock of one's own has none. */
  readonly scenarioId?: string;
  /** What stands above the headlines. */
  readonly children?: ReactNode;
}

type Reading = "correlated" | "direct";
type By = "factors" | "positions";

const BY: readonly { readonly value: By; readonly label: string }[] = [
  { value: "factors", label: "By factor" },
  { value: "positions", label: "By holding" },
];

/** What a shock does to the portfolio, and which factors and holdings bring it. */
export function OutcomePanel(props: OutcomePanelProps) {
  const { title, outcome, children } = props;
  if (outcome.impact === null) {
    return (
      <Panel title={title}>
        {children}
        <p className="mt-2 text-sm">No result: {outcome.reason?.message ?? "the reason is not known."}</p>
      </Panel>
    );
  }
  return <Drivers {...props} />;
}

function Drivers({ title, outcome, unit, fileName, scenarioId, children }: OutcomePanelProps) {
  const palette = usePalette();
  const { compact, signedDollars } = useImpactFormats(unit);
  const [by, setBy] = useState<By>("factors");
  const [wanted, setReading] = useState<Reading>("correlated");
  const reading = outcome.correlated === null ? "direct" : wanted;
  const nav = navOf(outcome) ?? 0;
  const scale = unit === "percent" ? 100 : nav;
  const contributions = useMemo(
    () => scaled(contributionsOf(outcome, reading, by), scale),
    [outcome, reading, by, scale],
  );
  const figure = unit === "percent" ? signedPercentage : signedDollars;
  const axis = unit === "percent" ? axisPercentage : compact;
  const option = useMemo(
    () => waterfallOption(palette, waterfallSteps(contributions), axis, figure),
    [palette, contributions, axis, figure],
  );
  return (
    <ChartPanel
      title={title}
      summary={summarizeContributions(contributions, figure)}
      option={option}
      table={contributionTable(
        by === "factors" ? "Factor" : "Symbol",
        unit === "percent" ? "% of NAV" : "USD",
        contributions,
        figure,
      )}
      fileName={fileName}
      chartClassName="h-80"
      before={
        <>
          {children}
          <p className="mb-3 text-sm text-muted">{describeMoves(outcome)}</p>
          <OutcomeHeadlines
            outcome={outcome}
            unit={unit}
            {...(scenarioId === undefined ? {} : { scenarioId })}
          />
          <div data-print="hide" className="my-3 flex flex-wrap gap-2">
            <Segmented label="Contributions" value={by} options={BY} onChange={setBy} />
            <Segmented
              label="Reading"
              value={reading}
              options={
                outcome.correlated === null
                  ? [{ value: "direct", label: "Direct" }]
                  : [
                      { value: "correlated", label: "Correlated" },
                      { value: "direct", label: "Direct" },
                    ]
              }
              onChange={setReading}
            />
          </div>
        </>
      }
    >
      <OptionConvexity outcome={outcome} reading={reading} figure={(value) => figure(value * scale)} />
      {outcome.not_covered === null || outcome.not_covered === 0 ? null : (
        <p className="mt-2 text-sm text-muted">
          {formatPercent(outcome.not_covered, 1)} of NAV has no factor loadings and is not in the result.
        </p>
      )}
    </ChartPanel>
  );
}

interface OptionConvexityProps {
  readonly outcome: Outcome;
  readonly reading: Reading;
  /** Of a fraction of NAV. */
  readonly figure: (value: number) => string;
}

/** What full revaluation adds to each option's linear part. */
function OptionConvexity({ outcome, reading, figure }: OptionConvexityProps) {
  const options = outcome[reading]?.contributions.options ?? [];
  if (options.length === 0) return null;
  const texts = options.map(
    ({ symbol, convexity }) => `${symbol} ${convexity === null ? "n/a" : figure(convexity)}`,
  );
  return <p className="mt-2 text-sm text-muted">Convexity by option: {texts.join(", ")}.</p>;
}

const signedPercentage = (percent: number) => signed(percent, (size) => formatPercentage(size));
const axisPercentage = (percent: number) => formatPercentage(percent, 1);

function scaled(contributions: Contributions, scale: number): Contributions {
  return Object.fromEntries(
    Object.entries(contributions).map(([name, value]) => [name, value === null ? null : value * scale]),
  );
}

/** Fractions of NAV by factor or holding, and what options add. */
function contributionsOf(outcome: Outcome, reading: Reading, by: By): Contributions {
  const contributions = outcome[reading]?.contributions;
  if (contributions === undefined) return {};
  const { convexity } = contributions;
  const options = convexity === null || convexity === 0 ? {} : { "Option convexity": convexity };
  if (by === "positions") return { ...contributions.positions, ...options };
  const factors = Object.entries(contributions.factors).map(([name, value]) => [shortName(name), value]);
  return { ...(Object.fromEntries(factors) as Record<string, number | null>), ...options };
}
