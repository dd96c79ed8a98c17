import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useAnalytic } from "@/api/use-analytic.ts";
import { Missing, Percent } from "@/components/numbers.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { formatNumber, formatPercent, formatPercentage, signed } from "@/lib/format.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { volatilityRegime, worstScenario } from "./risk-summary.ts";
import { ZeroBar } from "./zero-bar.tsx";

type RiskPage = "factors" | "stress" | "volatility" | "composition";

/** Where the risk lies, in a line each, with the way to the page that says more. */
export function RiskSummaryPanel() {
  return (
    <Panel title="Risk at a glance" className="md:max-xl:col-span-2">
      <div className="flex flex-col divide-y">
        <Factors />
        <WorstScenario />
        <Volatility />
        <Concentration />
      </div>
    </Panel>
  );
}

function Factors() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/factor-exposures");
  return (
    <Part title="Factor betas" page="factors" label="Factors">
      <QueryState query={query} skeleton={<Skeleton className="h-24" />}>
        {({ data, reason }) => {
          const factors = (data?.factors ?? []).filter(({ model }) => model === "joint");
          if (factors.length === 0) return <Missing reason={reason} />;
          const betas = factors.map(({ beta }) => beta ?? 0);
          const [low, high] = [Math.min(0, ...betas), Math.max(0, ...betas)];
          return (
            <table className="w-full text-xs">
              <tbody>
                {factors.map(({ name, beta, reason: why }) => (
                  <tr key={name}>
                    <th scope="row" className="w-28 text-left font-normal whitespace-nowrap">
                      {name.replace(/^Joint /, "")}
                    </th>
                    <td className="px-2 py-0.5">
                      <ZeroBar
                        value={beta ?? 0}
                        low={low}
                        high={high}
                        look={(beta ?? 0) < 0 ? "bg-(--chart-3)" : "bg-(--chart-1)"}
                      />
                    </td>
                    <td className="numeric w-12 text-right">
                      {beta === null ? (
                        <Missing reason={why} />
                      ) : (
                        signed(beta, (value) => formatNumber(value))
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
      </QueryState>
    </Part>
  );
}

function WorstScenario() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/stress-test");
  const amounts = useAmounts();
  return (
    <Part title="Worst stress scenario" page="stress" label="Stress tests">
      <QueryState query={query} skeleton={<Skeleton className="h-6" />}>
        {({ data, reason }) => {
          const worst = worstScenario(data?.scenarios ?? []);
          if (worst === null) return <Missing reason={reason} />;
          return (
            <Line name={worst.name}>
              <span className="numeric font-medium text-loss">
                {signed(worst.percent, (value) => formatPercentage(value, 1))}
              </span>
              <span className="numeric text-muted">{amounts.signedCompact(worst.dollars)} USD</span>
            </Line>
          );
        }}
      </QueryState>
    </Part>
  );
}

function Volatility() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/volatility");
  return (
    <Part title="Volatility regime" page="volatility" label="Volatility">
      <QueryState query={query} skeleton={<Skeleton className="h-6" />}>
        {({ data, reason }) =>
          data === null ? (
            <Missing reason={reason} />
          ) : (
            <Line name={volatilityRegime(data.percentile, data.trend)}>
              <span className="text-muted">forecast, 21 sessions</span>
              <Percent
                value={data.expected_volatility_21d}
                reason={data.reasons.expected_volatility_21d}
                digits={1}
                className="font-medium"
              />
            </Line>
          )
        }
      </QueryState>
    </Part>
  );
}

function Concentration() {
  const query = useAnalytic("/api/v1/analytics/portfolio/{portfolio_id}/concentration");
  return (
    <Part title="Concentration" page="composition" label="Composition">
      <QueryState query={query} skeleton={<Skeleton className="h-6" />}>
        {({ data, reason }) =>
          data === null ? (
            <Missing reason={reason} />
          ) : (
            <Line
              name={
                data.effective_num_positions === null
                  ? "Effective number of positions unknown"
                  : `Like ${formatNumber(data.effective_num_positions, 1)} equal positions`
              }
            >
              <span className="text-muted">three largest</span>
              <span className="numeric font-medium">
                {data.top_3 === null ? <Missing reason={data.reasons.top_3} /> : formatPercent(data.top_3, 1)}
              </span>
            </Line>
          )
        }
      </QueryState>
    </Part>
  );
}

interface PartProps {
  readonly title: string;
  readonly page: RiskPage;
  /** The page's name. */
  readonly label: string;
  readonly children: ReactNode;
}

function Part({ title, page, label, children }: PartProps) {
  const portfolioId = usePortfolioId();
  return (
    <section className="py-2 first:pt-0 last:pb-0">
      <div className="mb-1 flex items-center justify-between gap-2">
        <h3 className="text-xs font-medium text-muted">{title}</h3>
        <Link
          to={`/portfolios/$portfolioId/${page}`}
          params={{ portfolioId }}
          className="flex items-center text-xs text-accent underline-offset-4 hover:underline"
        >
          {label}
          <ChevronRight aria-hidden className="size-3.5" />
        </Link>
      </div>
      {children}
    </section>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
      <span>{name}</span>
      <span className="flex items-baseline gap-2">{children}</span>
    </div>
  );
}
