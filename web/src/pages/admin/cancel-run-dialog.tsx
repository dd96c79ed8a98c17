import { useMutation } from "@tanstack/react-query";
import { CircleStop } from "lucide-react";
import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { textOf } from "@/lib/form-text.ts";
import { ReasonForm } from "./reason-form.tsx";

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
      <ReasonForm
        action={cancel}
        submit="Cancel run"
        pending="Cancelling…"
        variant="danger"
        dismiss="Let it run"
        onDismiss={() => setIsOpen(false)}
      />
    </Dialog>
  );
}
