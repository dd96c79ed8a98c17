import { Explain } from "@/components/explain/explain.tsx";
import { InShort } from "@/components/in-short.tsx";
import { Delta, Stat, StatList, Value } from "@/components/numbers.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count } from "@/lib/format.ts";
import { DrawdownChart } from "./drawdown-chart.tsx";
import { PERFORMANCE, type PerformanceFigure } from "./performance-figures.ts";
import { performanceSentence } from "./performance-sentence.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";
import { useRiskHistory } from "./use-risk-history.ts";

interface PerformanceViewProps {
  readonly metrics: RiskMetrics;
  readonly session: string;
}

/** What the account as it was traded earned, and for which risk. */
export function PerformanceView({ metrics, session }: PerformanceViewProps) {
  const history = useRiskHistory();
  return (
    <>
      <InShort
        sentence={performanceSentence(metrics)}
        session={session}
        note={`from ${count(metrics.performance_observations, "daily return")}, flows taken out, before fees and taxes`}
      />
      {PERFORMANCE.map(({ title, figures }) => (
        <section key={title} aria-label={title} className="flex flex-col gap-2">
          <h2 className="text-[0.9375rem]">{title}</h2>
          <StatList>
            {figures.map((figure) => (
              <PerformanceStat key={figure.field} figure={figure} metrics={metrics} />
            ))}
          </StatList>
        </section>
      ))}
      <QueryState query={history} skeleton={<Skeleton className="h-72" />}>
        {({ history: points }) => <DrawdownChart history={points} metrics={metrics} />}
      </QueryState>
    </>
  );
}

interface PerformanceStatProps {
  readonly figure: PerformanceFigure;
  readonly metrics: RiskMetrics;
}

function PerformanceStat({ figure, metrics }: PerformanceStatProps) {
  const { field, label, note, format, signed = false } = figure;
  const value = { value: metrics[field], reason: metrics.reasons[field], format };
  return (
    <Stat
      label={
        <span className="flex items-center justify-between gap-1">
          <span className="truncate">{label}</span>
          <Explain number={`risk-metrics/${field}`} label={label} />
        </span>
      }
      note={note}
    >
      {signed ? <Delta {...value} /> : <Value {...value} />}
    </Stat>
  );
}
