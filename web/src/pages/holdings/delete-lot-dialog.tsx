import { api } from "@/api/client.ts";
import { EditForm } from "@/components/edit/edit-form.tsx";
import { formErrors } from "@/components/edit/form-errors.ts";
import { effectText, type HistoryBounds, outdatedFrom } from "@/components/edit/history-effect.ts";
import { useEdit } from "@/components/edit/use-edit.ts";
import { Dialog } from "@/components/ui/dialog.tsx";
import { formatDate } from "@/lib/format.ts";
import { useAmounts } from "@/lib/use-amounts.ts";
import type { Lot } from "./holding.ts";

interface DeleteLotDialogProps {
  readonly lot: Lot;
  readonly bounds: HistoryBounds;
  readonly onClose: () => void;
}

/** Asks before a lot is deleted. */
export function DeleteLotDialog({ lot, bounds, onClose }: DeleteLotDialogProps) {
  const amounts = useAmounts();
  const from = outdatedFrom([lot.entry_date], bounds);
  const edit = useEdit({
    send: () => api.DELETE("/api/v1/positions/{id}", { params: { path: { id: lot.id } } }),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Delete the lot of ${lot.symbol}?`}
      description={`${amounts.quantity(lot.quantity)} since ${formatDate(lot.entry_date)}.`}
    >
      <EditForm
        submit="Delete lot"
        variant="danger"
        isPending={edit.isPending}
        errors={formErrors(edit.error, [])}
        effect={effectText(from, bounds)}
        onSubmit={() => edit.mutate(undefined)}
        onCancel={onClose}
      >
        <p className="text-sm">
          The lot goes as if it had never been, with its P&L and dividends. To close it instead, give it an
          exit date and price.
        </p>
      </EditForm>
    </Dialog>
  );
}
