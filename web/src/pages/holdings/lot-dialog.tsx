import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { EditForm } from "@/components/edit/edit-form.tsx";
import { formErrors } from "@/components/edit/form-errors.ts";
import { effectText, type HistoryBounds, outdatedFrom } from "@/components/edit/history-effect.ts";
import { useEdit } from "@/components/edit/use-edit.ts";
import { Dialog } from "@/components/ui/dialog.tsx";
import { usePortfolioId } from "@/lib/route-state.ts";
import type { Lot } from "./holding.ts";
import { changedFields, draftOf, EMPTY_DRAFT, fieldsOf, newLot } from "./lot-draft.ts";
import { LotFields } from "./lot-fields.tsx";

interface LotDialogProps {
  /** The lot to change; null: a new one. */
  readonly lot: Lot | null;
  readonly bounds: HistoryBounds;
  readonly onClose: () => void;
}

/** Adds a lot or changes one. */
export function LotDialog({ lot, bounds, onClose }: LotDialogProps) {
  const portfolioId = usePortfolioId();
  const initial = lot === null ? EMPTY_DRAFT : draftOf(lot);
  const [draft, setDraft] = useState(initial);
  const changes = changedFields(initial, draft);
  const from = affectedFrom();
  const edit = useEdit({
    send: () =>
      lot === null
        ? answerOf(
            api.POST("/api/v1/portfolios/{id}/positions", {
              params: { path: { id: portfolioId } },
              body: newLot(draft),
            }),
          )
        : answerOf(api.PATCH("/api/v1/positions/{id}", { params: { path: { id: lot.id } }, body: changes })),
    onDone: onClose,
  });
  const errors = formErrors(edit.error, fieldsOf(draft));
  const nothing = lot !== null && Object.keys(changes).length === 0;

  /** An exit alone leaves what was before it as it is. */
  function affectedFrom(): string | null {
    const onlyExit = Object.keys(changes).every((field) => field.startsWith("exit_"));
    const dates =
      lot !== null && onlyExit
        ? [initial.exit_date, draft.exit_date]
        : [lot === null ? "" : initial.entry_date, draft.entry_date];
    return outdatedFrom(dates, bounds);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={lot === null ? "Add a lot" : `Change the lot of ${lot.symbol}`}
      description={
        lot === null
          ? "One purchase or short sale, as it was traded."
          : "Change what was stated; leave the rest as it is."
      }
    >
      <EditForm
        submit={lot === null ? "Add lot" : "Save changes"}
        isPending={edit.isPending}
        errors={errors}
        effect={nothing ? "Nothing is changed yet." : effectText(from, bounds)}
        onSubmit={() => (nothing ? onClose() : edit.mutate(undefined))}
        onCancel={onClose}
      >
        <LotFields
          draft={draft}
          errors={errors.byField}
          costUnknown={lot !== null && lot.entry_price === null}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
      </EditForm>
    </Dialog>
  );
}
