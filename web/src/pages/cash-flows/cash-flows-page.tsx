import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { OutdatedNotice } from "@/components/edit/outdated-notice.tsx";
import { useHistoryBounds } from "@/components/edit/use-history-bounds.ts";
import { Page } from "@/components/layout/page.tsx";
import { Stat, StatList, Value } from "@/components/numbers.tsx";
import { Button } from "@/components/ui/button.tsx";
import { EmptyState, QueryState, Skeleton } from "@/components/ui/states.tsx";
import { usePortfolioId } from "@/lib/route-state.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import { AddFlowDialog } from "./add-flow-dialog.tsx";
import { type CashFlow, CashFlowsTable } from "./cash-flows-table.tsx";
import { DeleteFlowDialog } from "./delete-flow-dialog.tsx";
import { flowSums } from "./flow-sums.ts";

/** Money put into the portfolio and taken out of it. */
export function CashFlowsPage() {
  const portfolioId = usePortfolioId();
  const bounds = useHistoryBounds();
  const query = useQuery(apiQuery("/api/v1/portfolios/{id}/equity-changes", { path: { id: portfolioId } }));
  const [isAdding, setIsAdding] = useState(false);
  const [toDelete, setToDelete] = useState<CashFlow | null>(null);
  const add = (
    <Button variant="primary" disabled={bounds === undefined} onClick={() => setIsAdding(true)}>
      <Plus aria-hidden />
      Add cash flow
    </Button>
  );
  return (
    <Page
      title="Cash flows"
      lead="Contributions and withdrawals. Returns are measured without them."
      actions={add}
    >
      <OutdatedNotice />
      <QueryState query={query} skeleton={<Skeleton className="h-64" />}>
        {({ equity_changes: flows }) =>
          flows.length === 0 ? (
            <div className="rounded-xl border bg-surface">
              <EmptyState title="No cash flow is stored" actions={add}>
                State money that came in or went out after the start. Without it, a contribution would count
                as a gain. Dividends and what trades cost or bring are known already.
              </EmptyState>
            </div>
          ) : (
            <>
              <FlowStats flows={flows} />
              <CashFlowsTable flows={flows} onDelete={setToDelete} />
            </>
          )
        }
      </QueryState>
      {isAdding && bounds !== undefined ? (
        <AddFlowDialog bounds={bounds} onClose={() => setIsAdding(false)} />
      ) : null}
      {toDelete !== null && bounds !== undefined ? (
        <DeleteFlowDialog flow={toDelete} bounds={bounds} onClose={() => setToDelete(null)} />
      ) : null}
    </Page>
  );
}

function FlowStats({ flows }: { readonly flows: readonly CashFlow[] }) {
  const amounts = useAmounts();
  const { contributed, withdrawn, net } = flowSums(flows);
  return (
    <StatList>
      <Stat label="Contributed (USD)">
        <Value value={contributed} format={amounts.money} />
      </Stat>
      <Stat label="Withdrawn (USD)">
        <Value value={withdrawn} format={amounts.money} />
      </Stat>
      <Stat label="Net (USD)">
        <Value value={net} format={amounts.signedMoney} />
      </Stat>
    </StatList>
  );
}
