import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { type ReactElement, useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { textOf } from "@/lib/form-text.ts";
import type { PortfolioOption } from "./portfolio-names.ts";
import { ReasonForm } from "./reason-form.tsx";

interface StartRunDialogProps {
  readonly portfolios: readonly PortfolioOption[];
  /** What is filled in at first. */
  readonly portfolioId?: string;
  readonly trigger?: ReactElement<Record<string, unknown>>;
}

/** Starts a run of one portfolio or of all, and goes to it. */
export function StartRunDialog({ portfolios, portfolioId = "", trigger }: StartRunDialogProps) {
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const start = useMutation({
    mutationFn: (form: FormData) => {
      const [portfolio, start, end] = [textOf(form, "portfolio"), textOf(form, "from"), textOf(form, "to")];
      const reason = textOf(form, "reason").trim();
      return answerOf(
        api.POST("/api/v1/admin/batch/run", {
          body: {
            force_rerun: form.get("force") !== null,
            ...(portfolio === "" ? {} : { portfolio_id: portfolio }),
            ...(start === "" ? {} : { start_date: start }),
            ...(end === "" ? {} : { end_date: end }),
            ...(reason === "" ? {} : { reason }),
          },
        }),
      );
    },
    onSuccess: async ({ batch_run_id: runId }) => {
      setIsOpen(false);
      for (const path of ["/api/v1/admin/batch/run/current", "/api/v1/admin/batch/history"])
        void queryClient.invalidateQueries({ queryKey: [path] });
      await navigate({ to: "/admin/runs/$runId", params: { runId } });
    },
  });
  return (
    <Dialog
      title="Start a run"
      description="It computes what is missing. Where a run of the same scope is active, that one is shown instead."
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        start.reset();
      }}
      trigger={
        trigger ?? (
          <Button variant="primary">
            <Play aria-hidden />
            Start a run
          </Button>
        )
      }
    >
      <ReasonForm
        action={start}
        submit="Start"
        pending="Starting…"
        variant="primary"
        onDismiss={() => setIsOpen(false)}
      >
        <SelectField
          label="Portfolio"
          name="portfolio"
          defaultValue={portfolioId}
          options={[{ value: "", label: "All portfolios" }, ...portfolios]}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="First session" name="from" type="date" hint="Empty: from the first entry" />
          <TextField label="Last session" name="to" type="date" hint="Empty: the last completed one" />
        </div>
        <label className="flex items-start gap-2.5 text-sm">
          <input type="checkbox" name="force" className="mt-1 size-4 accent-(--accent)" />
          <span>
            <span className="font-medium">Everything again</span>
            <span className="block text-muted">
              Also what is there already. Results stay in sight until new ones replace them.
            </span>
          </span>
        </label>
      </ReasonForm>
    </Dialog>
  );
}
