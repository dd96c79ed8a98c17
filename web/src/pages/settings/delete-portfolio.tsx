import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Answer, apiQuery } from "@/api/api-query.ts";
import { api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { Panel } from "@/components/ui/panel.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { count } from "@/lib/format.ts";

type Portfolio = Answer<"/api/v1/portfolios/{id}">;

/** Deletes the portfolio once its name has been typed. */
export function DeletePortfolio({ portfolio }: { readonly portfolio: Portfolio }) {
  const { id, name, positions_total: lots } = portfolio;
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const attempt = useMutation({
    mutationFn: () => api.DELETE("/api/v1/portfolios/{id}", { params: { path: { id } } }),
    onSuccess: async () => {
      setIsOpen(false);
      // The list would ask for the deleted one's numbers before it is read again.
      queryClient.setQueryData(
        apiQuery("/api/v1/portfolios", {}).queryKey,
        (list) => list && { portfolios: list.portfolios.filter((other) => other.id !== id) },
      );
      await navigate({ to: "/" });
      await queryClient.invalidateQueries({ queryKey: ["/api/v1/portfolios"] });
    },
  });
  return (
    <Panel title="Delete">
      <p className="mb-3 text-sm text-muted">
        Deletes {count(lots, "lot")} with their cash flows, marks, results and runs. There is no way back but
        an export.
      </p>
      <Dialog
        title={`Delete ${name}?`}
        description="This cannot be undone."
        open={isOpen}
        onOpenChange={(open) => {
          setTyped("");
          attempt.reset();
          setIsOpen(open);
        }}
        trigger={<Button variant="danger">Delete portfolio</Button>}
      >
        <form
          className="flex flex-col gap-4 text-sm"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed === name) attempt.mutate();
          }}
        >
          <div>
            <p>What is lost:</p>
            <ul className="mt-1 list-disc pl-5">
              <li>{count(lots, "lot")}, cash flows and marks as you stated them</li>
              <li>all results: NAV, returns and risk of every session</li>
              <li>the history of its calculations</li>
            </ul>
          </div>
          <TextField
            label={`Type ${name} to confirm`}
            autoComplete="off"
            value={typed}
            onValueChange={setTyped}
          />
          {attempt.error === null ? null : <ErrorState error={attempt.error} />}
          <div className="flex justify-end gap-2">
            <Button onClick={() => setIsOpen(false)}>Cancel</Button>
            <Button type="submit" variant="danger" disabled={typed !== name || attempt.isPending}>
              {attempt.isPending ? "One moment…" : "Delete portfolio"}
            </Button>
          </div>
        </form>
      </Dialog>
    </Panel>
  );
}
