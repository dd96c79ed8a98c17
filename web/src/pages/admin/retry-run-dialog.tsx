import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Segmented } from "@/components/ui/segmented.tsx";
import { textOf } from "@/lib/form-text.ts";
import { ReasonForm } from "./reason-form.tsx";
import { RetryPreview, type RetryScope } from "./retry-preview.tsx";

const SCOPES = [
  { value: "failed", label: "What failed" },
  { value: "missing", label: "All that is missing" },
  { value: "all", label: "Everything again" },
] as const;

const EXPLAINED: Readonly<Record<RetryScope, string>> = {
  failed: "The sessions of that run that have no results: what failed, and what was cancelled.",
  missing: "Those, and every session that came since.",
  all: "Everything of that run anew, whether it is there or not.",
};

/** Starts a run that does again what an ended one did not, after showing what that is. */
export function RetryRunDialog({ runId }: { readonly runId: string }) {
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const [only, setOnly] = useState<RetryScope>("failed");
  const retry = useMutation({
    mutationFn: (form: FormData) => {
      const reason = textOf(form, "reason").trim();
      return answerOf(
        api.POST("/api/v1/admin/batch/runs/{id}/retry", {
          params: { path: { id: runId } },
          body: { only, ...(reason === "" ? {} : { reason }) },
        }),
      );
    },
    onSuccess: async ({ batch_run_id: next }) => {
      setIsOpen(false);
      void queryClient.invalidateQueries({ queryKey: ["/api/v1/admin/batch/history"] });
      await navigate({ to: "/admin/runs/$runId", params: { runId: next } });
    },
  });
  return (
    <Dialog
      title="Retry"
      description="A new run; this one stays as it is."
      wide
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        retry.reset();
      }}
      trigger={
        <Button>
          <RotateCw aria-hidden />
          Retry
        </Button>
      }
    >
      <ReasonForm
        action={retry}
        submit="Start the retry"
        pending="Starting…"
        variant="primary"
        onDismiss={() => setIsOpen(false)}
      >
        <div className="flex flex-col items-start gap-1.5">
          <Segmented label="What to do again" value={only} options={SCOPES} onChange={setOnly} />
          <p className="text-sm text-muted">{EXPLAINED[only]}</p>
        </div>
        <RetryPreview runId={runId} only={only} />
      </ReasonForm>
    </Dialog>
  );
}
