import { Explain } from "@/components/explain/explain.tsx";
import { Stat, StatList } from "@/components/numbers.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { VerdictNotice } from "@/components/verdict-notice.tsx";
import { count, formatDate, NONE } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { priceSourceShares } from "./price-sources.ts";
import type { Finding, Freshness, Lot } from "./quality-types.ts";
import { qualityVerdict } from "./quality-verdict.ts";
import type { CoverageRow } from "./use-coverage.ts";

interface QualityVerdictPanelProps {
  /** Each undefined while it is read. */
  readonly findings: readonly Finding[] | undefined;
  readonly freshness: Freshness | undefined;
  readonly lots: readonly Lot[] | undefined;
  readonly coverage: readonly CoverageRow[];
}

/** What to think of the results, with the figures it rests on. */
export function QualityVerdictPanel({ findings, freshness, lots, coverage }: QualityVerdictPanelProps) {
  const { money } = useAmounts();
  const isRead = coverage.every((row) => row.coverage !== null || row.error !== null);
  if (findings === undefined || freshness === undefined || lots === undefined || !isRead) {
    return <Skeleton className="h-32" />;
  }
  const sources = priceSourceShares(lots);
  const known = coverage.flatMap((row) => (row.coverage === null ? [] : [row.coverage]));
  const complete = known.filter(({ flag }) => flag === "complete").length;
  const unpriced = sources
    .filter(({ source }) => source === "entry")
    .reduce((sum, source) => sum + source.value, 0);
  const warnings = findings.filter(({ severity }) => severity !== "info").length;
  return (
    <>
      <VerdictNotice
        verdict={qualityVerdict({ freshness, findings, coverage: known, sources })}
        note={`last completed session ${formatDate(freshness.last_completed_session)}`}
      />
      <StatList>
        <Stat label="Results up to" note={behindText(freshness.sessions_behind)}>
          {dateOrNone(freshness.results_as_of)}
        </Stat>
        <Stat
          label="Prices up to"
          note={
            freshness.symbols_behind === 0
              ? `${count(freshness.symbols_held, "symbol")}, none behind`
              : `${freshness.symbols_behind} of ${count(freshness.symbols_held, "symbol")} behind`
          }
        >
          {dateOrNone(freshness.prices_as_of)}
        </Stat>
        <Stat
          label={
            <span className="flex items-center justify-between">
              Unpriced value (USD)
              <Explain number="snapshots/unpriced_value" label="Unpriced value" />
            </span>
          }
          note="held at its entry price"
        >
          {money(unpriced)}
        </Stat>
        <Stat label="Analytics" note="complete">
          {complete} of {coverage.length}
        </Stat>
        <Stat label="Findings" note={`${warnings} to act on or to weigh`}>
          {findings.length}
        </Stat>
      </StatList>
    </>
  );
}

function behindText(sessions: number | null): string {
  if (sessions === null) return "no results yet";
  return sessions === 0 ? "up to date" : `${count(sessions, "session")} behind`;
}

function dateOrNone(date: string | null): string {
  return date === null ? NONE : formatDate(date);
}
