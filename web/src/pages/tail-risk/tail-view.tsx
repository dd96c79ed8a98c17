import { Explain } from "@/components/explain/explain.tsx";
import { InShort } from "@/components/in-short.tsx";
import { Percent, Stat, StatList } from "@/components/numbers.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { useAmounts } from "@/lib/use-amounts.ts";
import { MethodsChart } from "./methods-chart.tsx";
import { MethodsTable } from "./methods-table.tsx";
import { TailHistory } from "./tail-history.tsx";
import { TAIL_MEASURES } from "./tail-methods.ts";
import type { RiskMetrics } from "./tail-risk-types.ts";
import { tailSentence } from "./tail-sentences.ts";
import { useRiskHistory } from "./use-risk-history.ts";

interface TailViewProps {
  readonly metrics: RiskMetrics;
  readonly session: string;
}

/** Value at risk and expected shortfall now, by method, and on every session. */
export function TailView({ metrics, session }: TailViewProps) {
  const { dollars } = useAmounts();
  const history = useRiskHistory();
  return (
    <>
      <InShort sentence={tailSentence(metrics, dollars)} session={session} />
      <StatList>
        {TAIL_MEASURES.map(({ id, label, key }) => {
          const amount = metrics[`${id}_dollar`];
          return (
            <Stat
              key={id}
              label={
                <span className="flex items-center justify-between">
                  {label}
                  <Explain number={`risk-metrics/fhs_${key}`} label={label} />
                </span>
              }
              note={amount === null ? undefined : `${dollars(amount)} USD in a session`}
            >
              <Percent value={metrics[id]} reason={metrics.reasons[id]} />
            </Stat>
          );
        })}
      </StatList>
      <div className="grid gap-5 xl:grid-cols-[5fr_6fr]">
        <MethodsChart metrics={metrics} />
        <MethodsTable metrics={metrics} />
      </div>
      <QueryState query={history} skeleton={<Skeleton className="h-96" />}>
        {({ history: points }) => <TailHistory history={points} />}
      </QueryState>
    </>
  );
}
