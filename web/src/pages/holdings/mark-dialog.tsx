import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { EditForm } from "@/components/edit/edit-form.tsx";
import { formErrors } from "@/components/edit/form-errors.ts";
import { effectText, type HistoryBounds, outdatedFrom } from "@/components/edit/history-effect.ts";
import { useEdit } from "@/components/edit/use-edit.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextField } from "@/components/ui/field.tsx";
import type { Lot } from "./holding.ts";

interface MarkDialogProps {
  readonly lot: Lot;
  readonly bounds: HistoryBounds;
  readonly onClose: () => void;
}

/** States the last known price of a private holding, or takes it away. */
export function MarkDialog({ lot, bounds, onClose }: MarkDialogProps) {
  const [mark, setMark] = useState(lot.mark === null ? "" : String(lot.mark));
  const [date, setDate] = useState(lot.mark_date ?? "");
  const from = outdatedFrom([lot.mark_date ?? "", date], bounds);
  const edit = useEdit({
    send: (next: { readonly mark: string | null; readonly mark_date: string | null }) =>
      answerOf(api.PATCH("/api/v1/positions/{id}", { params: { path: { id: lot.id } }, body: next })),
    onDone: onClose,
  });
  const errors = formErrors(edit.error, ["mark", "mark_date"]);
  const isIncomplete = edit.isIdle && (mark.trim() === "" || date === "");
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`Mark of ${lot.symbol}`}
      description="The last known price per unit. It counts from its date on; before that, the entry price does."
    >
      <EditForm
        submit="Set mark"
        isPending={edit.isPending}
        errors={errors}
        effect={effectText(from, bounds)}
        onSubmit={() => {
          if (!isIncomplete) edit.mutate({ mark: mark.trim(), mark_date: date });
        }}
        onCancel={onClose}
      >
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          <TextField
            label="Mark (USD per unit)"
            name="mark"
            inputMode="decimal"
            value={mark}
            onValueChange={setMark}
            error={errors.byField.mark}
          />
          <TextField
            label="Mark date"
            name="mark_date"
            type="date"
            value={date}
            onValueChange={setDate}
            error={errors.byField.mark_date}
          />
        </div>
        {lot.mark === null ? null : (
          <Button
            variant="ghost"
            size="small"
            className="self-start"
            onClick={() => edit.mutate({ mark: null, mark_date: null })}
          >
            Take the mark away
          </Button>
        )}
      </EditForm>
    </Dialog>
  );
}
