import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { AnalyticContent } from "@/components/analytic-content.tsx";
import { ChartPanel } from "@/components/chart/chart-panel.tsx";
import { usePalette } from "@/components/chart/palette.ts";
import { Delta, Missing, Stat, StatList } from "@/components/numbers.tsx";
import { Button } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { EmptyState, Skeleton } from "@/components/ui/states.tsx";
import { formatPercent } from "@/lib/format.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { useSearchText } from "@/lib/use-search-text.ts";
import { describePlausibility } from "./plausibility.ts";
import {
  movesOf,
  type ReverseStress,
  readLoss,
  reverseOption,
  reverseTable,
  summarizeReverse,
} from "./reverse-moves.ts";

const DEFAULT = "10";
const SUGGESTED = ["5", "10", "20", "30"];
const PAUSE_MS = 350;

/** From a loss to the most plausible move that costs it. */
export function ReverseView() {
  const [found, setLoss] = useSearchText("loss");
  const [text, setText] = useState(found ?? DEFAULT);
  const loss = readLoss(text);
  useEffect(() => {
    if (typeof loss === "string" || text === (found ?? DEFAULT)) return;
    const timer = setTimeout(() => setLoss(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [loss, text, found, setLoss]);
  const asked = readLoss(found ?? DEFAULT);
  return (
    <>
      <Panel
        title="Which loss?"
        description="Of all factor moves that cost this much, the one nearest to what the last year lets expect."
      >
        <div className="flex flex-wrap items-start gap-3">
          <TextField
            label="Loss (% of NAV)"
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={({ target }) => setText(target.value)}
            error={typeof loss === "string" ? loss : undefined}
            className="w-44"
          />
          <div className="flex flex-wrap gap-1.5 sm:pt-7">
            {SUGGESTED.map((size) => (
              <Button key={size} size="small" aria-pressed={size === text} onClick={() => setText(size)}>
                {size} %
              </Button>
            ))}
          </div>
        </div>
      </Panel>
      {typeof asked === "string" ? null : <Reverse loss={asked} />}
    </>
  );
}

function Reverse({ loss }: { readonly loss: number }) {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const query = useQuery({
    ...apiQuery("/api/v1/analytics/portfolio/{portfolio_id}/stress-test/reverse", {
      path: { portfolio_id: portfolioId },
      query: { loss, ...(asOf === null ? {} : { as_of: asOf }) },
    }),
    placeholderData: keepPreviousData,
  });
  return (
    <AnalyticContent query={query} skeleton={<Skeleton className="h-112" />}>
      {(data, session) =>
        data.reason === null ? (
          <Found data={data} asOf={session} />
        ) : (
          <div className="rounded-xl border bg-surface">
            <EmptyState title="No such move">{data.reason.message}</EmptyState>
          </div>
        )
      }
    </AnalyticContent>
  );
}

function Found({ data, asOf }: { readonly data: ReverseStress; readonly asOf: string }) {
  const palette = usePalette();
  const { dollars } = useAmounts();
  const moves = useMemo(() => movesOf(data), [data]);
  const option = useMemo(() => reverseOption(palette, moves), [palette, moves]);
  const words = describePlausibility(data.plausibility);
  return (
    <>
      <StatList>
        <Stat
          label="Plausibility"
          note={`${data.plausibility.distance === null ? "n/a" : data.plausibility.distance.toFixed(1)} standard deviations`}
        >
          {words === null ? <Missing reason={data.plausibility.reason} /> : words.word}
        </Stat>
        <Stat label="Loss with options revalued" note="of NAV">
          <Delta
            value={data.revalued === null ? null : data.revalued.percentage_impact / 100}
            reason={data.reason}
            format={(value) => formatPercent(value)}
          />
        </Stat>
        <Stat label="The same in USD">
          <Delta value={data.revalued?.dollar_impact} reason={data.reason} format={dollars} />
        </Stat>
        <Stat label="Of which convexity" note="what options add to the linear loss">
          <Delta value={data.convexity} format={(value) => formatPercent(value)} />
        </Stat>
      </StatList>
      <ChartPanel
        title="The most plausible move"
        {...(words === null ? {} : { description: words.sentence })}
        summary={summarizeReverse(data.loss, moves)}
        option={option}
        table={reverseTable(moves)}
        fileName={`reverse-stress-${asOf}`}
        chartClassName="h-72"
      >
        {data.not_covered === null || data.not_covered === 0 ? null : (
          <p className="mt-2 text-sm text-muted">
            {formatPercent(data.not_covered, 1)} of NAV has no factor loadings and is not in the result.
          </p>
        )}
      </ChartPanel>
    </>
  );
}
