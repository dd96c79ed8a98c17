import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { apiQuery } from "@/api/api-query.ts";
import { usePortfolio } from "@/api/use-portfolio.ts";
import { OutdatedNotice } from "@/components/edit/outdated-notice.tsx";
import { useHistoryBounds } from "@/components/edit/use-history-bounds.ts";
import { Page } from "@/components/layout/page.tsx";
import { Button } from "@/components/ui/button.tsx";
import { QueryState, Skeleton } from "@/components/ui/states.tsx";
import { count, formatDate } from "@/lib/format.ts";
import { useAsOf, usePortfolioId } from "@/lib/route-state.ts";
import { DeleteLotDialog } from "./delete-lot-dialog.tsx";
import { holdingsOf, type Lot } from "./holding.ts";
import type { LotAction } from "./holdings-columns.tsx";
import { HoldingsTable } from "./holdings-table.tsx";
import { LotDialog } from "./lot-dialog.tsx";
import { MarkDialog } from "./mark-dialog.tsx";
import { OptionsPanel } from "./options-panel.tsx";

/** What an open dialog is about. */
type OpenDialog = { readonly action: "add" } | { readonly action: LotAction; readonly lot: Lot };

/** What the portfolio holds and held, lot by lot, and how its lots are changed. */
export function HoldingsPage() {
  const portfolioId = usePortfolioId();
  const asOf = useAsOf();
  const portfolio = usePortfolio();
  const bounds = useHistoryBounds();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const query = useQuery(
    apiQuery("/api/v1/portfolios/{id}/positions", {
      path: { id: portfolioId },
      query: asOf === null ? {} : { as_of: asOf },
    }),
  );
  const positions = query.data?.positions;
  const holdings = useMemo(() => holdingsOf(positions ?? []), [positions]);
  const options = useMemo(
    () =>
      (positions ?? []).filter(
        ({ investment_class: kind, held_quantity: held }) => kind === "OPTIONS" && held !== 0,
      ),
    [positions],
  );
  const onAction = useCallback((action: LotAction, lot: Lot) => setDialog({ action, lot }), []);
  const close = () => setDialog(null);
  const valued = positions?.find(({ as_of: at }) => at !== null)?.as_of ?? null;
  const session = valued ?? (asOf === null ? (portfolio?.as_of ?? null) : null);
  return (
    <Page
      title="Holdings"
      lead={
        session === null
          ? asOf === null
            ? "Not valued yet: a calculation gives prices and P&L."
            : `Nothing was valued by ${formatDate(asOf)}`
          : `${count(positions?.length ?? 0, "lot")}, valued at the close of ${formatDate(session)}`
      }
      actions={
        <Button
          variant="primary"
          disabled={bounds === undefined}
          onClick={() => setDialog({ action: "add" })}
        >
          <Plus aria-hidden />
          Add lot
        </Button>
      }
    >
      <OutdatedNotice />
      <QueryState query={query} skeleton={<Skeleton className="h-96" />}>
        {() => <HoldingsTable holdings={holdings} onAction={onAction} />}
      </QueryState>
      {options.length === 0 ? null : <OptionsPanel lots={options} />}
      {dialog === null || bounds === undefined ? null : dialog.action === "add" ? (
        <LotDialog lot={null} bounds={bounds} onClose={close} />
      ) : dialog.action === "change" ? (
        <LotDialog lot={dialog.lot} bounds={bounds} onClose={close} />
      ) : dialog.action === "mark" ? (
        <MarkDialog lot={dialog.lot} bounds={bounds} onClose={close} />
      ) : (
        <DeleteLotDialog lot={dialog.lot} bounds={bounds} onClose={close} />
      )}
    </Page>
  );
}
