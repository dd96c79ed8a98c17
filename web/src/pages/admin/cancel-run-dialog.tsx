import { useMutation } from "@tanstack/react-query";
import { CircleStop } from "lucide-react";
import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { textOf } from "@/lib/form-text.ts";

/** Stops an active run, after asking why. */
export function CancelRunDialog({ runId }: { readonly runId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const cancel = useMutation({
    mutationFn: (form: FormData) => {
      const reason = textOf(form, "reason").trim();
      return answerOf(
        api.POST("/api/v1/admin/batch/runs/{id}/cancel", {
          params: { path: { id: runId } },
          body: reason === "" ? {} : { reason },
        }),
      );
    },
    onSuccess: () => {
      setIsOpen(false);
      void queryClient.invalidateQueries({ queryKey: ["/api/v1/admin/batch/history/{id}"] });
    },
  });
  return (
    <Dialog
      title="Cancel this run"
      description="What it has stored stays; what it is computing now is lost. A retry can do the rest later."
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        cancel.reset();
      }}
      trigger={
        <Button variant="danger">
          <CircleStop aria-hidden />
          Cancel run
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          cancel.mutate(new FormData(event.currentTarget));
        }}
      >
        {cancel.error === null ? null : <ErrorState error={cancel.error} />}
        <TextField
          label="Reason"
          name="reason"
          maxLength={500}
          hint="Kept with the run and in the audit log"
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setIsOpen(false)}>Let it run</Button>
          <Button type="submit" variant="danger" disabled={cancel.isPending}>
            {cancel.isPending ? "Cancelling…" : "Cancel run"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
