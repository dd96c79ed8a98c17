import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import { TableFrame } from "@/components/table/table-frame.tsx";
import { Badge } from "@/components/ui/badge.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { Skeleton } from "@/components/ui/states.tsx";
import { NONE } from "@/lib/format.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import type { Coverage } from "./coverage.ts";
import type { CoverageRow } from "./use-coverage.ts";

const FLAGS = {
  complete: { tone: "good", label: "Complete", icon: CircleCheck },
  partial: { tone: "warning", label: "Partial", icon: CircleDashed },
  unavailable: { tone: "bad", label: "No result", icon: CircleAlert },
} as const;

/** What each analytic covers, with the way to its page. */
export function CoverageTable({ rows }: { readonly rows: readonly CoverageRow[] }) {
  const portfolioId = usePortfolioId();
  return (
    <Panel title="Coverage" description="Positions and sessions behind each analytic.">
      <TableFrame label="Coverage of the analytics">
        <thead className="bg-surface-2">
          <tr>
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              Analytic
            </th>
            <th scope="col" className="px-3 py-1.5 text-left font-medium">
              Coverage
            </th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">
              Positions
            </th>
            <th scope="col" className="px-3 py-1.5 text-right font-medium">
              Sessions
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, to, coverage, error }) => (
            <tr key={label} className="border-t align-top">
              <th scope="row" className="px-3 py-2 text-left font-normal">
                <Link to={to} params={{ portfolioId }} className="text-accent underline underline-offset-4">
                  {label}
                </Link>
              </th>
              <td className="px-3 py-2">
                {error !== null ? (
                  <span className="text-danger">{error.message}</span>
                ) : coverage === null ? (
                  <Skeleton className="h-5" />
                ) : (
                  <Flag coverage={coverage} />
                )}
              </td>
              <td className="numeric px-3 py-2 text-right">{positionsText(coverage)}</td>
              <td className="numeric px-3 py-2 text-right">{coverage?.days ?? NONE}</td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
    </Panel>
  );
}

function Flag({ coverage: { flag, message, missing } }: { readonly coverage: Coverage }) {
  const { tone, label, icon: Icon } = FLAGS[flag];
  return (
    <span className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 lg:flex-nowrap">
      <Badge tone={tone}>
        <Icon aria-hidden />
        {label}
      </Badge>
      {flag === "complete" ? null : (
        <span className="text-xs text-muted">{[message, ...missing].join(" ")}</span>
      )}
    </span>
  );
}

function positionsText(coverage: Coverage | null): string {
  if (coverage === null || coverage.analyzed === null || coverage.total === null) return NONE;
  return `${coverage.analyzed} of ${coverage.total}`;
}
