import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { EditForm } from "@/components/edit/edit-form.tsx";
import { formErrors } from "@/components/edit/form-errors.ts";
import { effectText, type HistoryBounds, outdatedFrom } from "@/components/edit/history-effect.ts";
import { useEdit } from "@/components/edit/use-edit.ts";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { usePortfolioId } from "@/lib/route-state.ts";
import { signedAmount } from "./flow-sums.ts";

interface AddFlowDialogProps {
  readonly bounds: HistoryBounds;
  readonly onClose: () => void;
}

const DIRECTIONS = [
  { value: "in", label: "Contribution", text: "Money put in" },
  { value: "out", label: "Withdrawal", text: "Money taken out" },
] as const;

/** States money that came in or went out. */
export function AddFlowDialog({ bounds, onClose }: AddFlowDialogProps) {
  const portfolioId = usePortfolioId();
  const [direction, setDirection] = useState<"in" | "out">("in");
  const [amount, setAmount] = useState("");
  const [date, setDate] = useState("");
  const [note, setNote] = useState("");
  const from = outdatedFrom([date], bounds);
  const edit = useEdit({
    send: () =>
      answerOf(
        api.POST("/api/v1/portfolios/{id}/equity-changes", {
          params: { path: { id: portfolioId } },
          body: {
            date,
            amount: signedAmount(direction, amount),
            note: note.trim() === "" ? null : note.trim(),
          },
        }),
      ),
    onDone: onClose,
  });
  const errors = formErrors(edit.error, ["date", "amount", "note"]);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Add a cash flow"
      description="It arrives at the start of its day's session, or of the next one."
    >
      <EditForm
        submit="Add cash flow"
        isPending={edit.isPending}
        errors={errors}
        effect={effectText(from, bounds)}
        onSubmit={() => edit.mutate(undefined)}
        onCancel={onClose}
      >
        <fieldset className="grid grid-cols-2 gap-3 text-sm">
          <legend className="sr-only">Direction</legend>
          {DIRECTIONS.map(({ value, label, text }) => (
            <label
              key={value}
              className="flex cursor-pointer gap-3 rounded-lg border p-3 has-checked:border-accent has-checked:bg-accent-soft"
            >
              <input
                type="radio"
                name="direction"
                checked={direction === value}
                onChange={() => setDirection(value)}
                className="mt-1 accent-accent"
              />
              <span>
                <span className="block font-medium">{label}</span>
                <span className="block text-muted">{text}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          <TextField
            label="Amount (USD)"
            name="amount"
            inputMode="decimal"
            value={amount}
            onValueChange={setAmount}
            error={errors.byField.amount}
          />
          <TextField
            label="Date"
            name="date"
            type="date"
            value={date}
            onValueChange={setDate}
            error={errors.byField.date}
          />
        </div>
        <TextField
          label="Note"
          name="note"
          maxLength={500}
          hint="For yourself; may stay empty."
          value={note}
          onValueChange={setNote}
          error={errors.byField.note}
        />
      </EditForm>
    </Dialog>
  );
}
