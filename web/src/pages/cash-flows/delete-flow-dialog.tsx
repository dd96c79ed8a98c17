import { api } from "@/api/client.ts";
import { EditForm } from "@/components/edit/edit-form.tsx";
import { formErrors } from "@/components/edit/form-errors.ts";
import { effectText, type HistoryBounds, outdatedFrom } from "@/components/edit/history-effect.ts";
import { useEdit } from "@/components/edit/use-edit.ts";
import { Dialog } from "@/components/ui/dialog.tsx";
import { formatDate } from "@/lib/format.ts";
import { usePortfolioId } from "@/lib/route-state.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { CashFlow } from "./cash-flows-table.tsx";

interface DeleteFlowDialogProps {
  readonly flow: CashFlow;
  readonly bounds: HistoryBounds;
  readonly onClose: () => void;
}

/** Asks before a cash flow is deleted. */
export function DeleteFlowDialog({ flow, bounds, onClose }: DeleteFlowDialogProps) {
  const portfolioId = usePortfolioId();
  const amounts = useAmounts();
  const from = outdatedFrom([flow.date], bounds);
  const edit = useEdit({
    send: () =>
      api.DELETE("/api/v1/portfolios/{id}/equity-changes/{change_id}", {
        params: { path: { id: portfolioId, change_id: flow.id } },
      }),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Delete the cash flow?"
      description={`${amounts.signedMoney(flow.amount)} USD on ${formatDate(flow.date)}${flow.note === null ? "" : `, ${flow.note}`}.`}
    >
      <EditForm
        submit="Delete cash flow"
        variant="danger"
        isPending={edit.isPending}
        errors={formErrors(edit.error, [])}
        effect={effectText(from, bounds)}
        onSubmit={() => edit.mutate(undefined)}
        onCancel={onClose}
      >
        <p className="text-sm">
          NAV loses the money from that day on. If it did come in or go out, the portfolio will seem to have
          lost or gained it.
        </p>
      </EditForm>
    </Dialog>
  );
}
