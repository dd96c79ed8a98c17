import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import type { ApiKey } from "./key-state.ts";

/** Takes a key back, after asking. */
export function RevokeKeyDialog({ apiKey: { id, name, prefix } }: { readonly apiKey: ApiKey }) {
  const [isOpen, setIsOpen] = useState(false);
  const revoke = useMutation({
    mutationFn: () => api.DELETE("/api/v1/auth/keys/{id}", { params: { path: { id } } }),
    onSuccess: () => {
      setIsOpen(false);
      void queryClient.invalidateQueries({ queryKey: ["/api/v1/auth/keys"] });
    },
  });
  return (
    <Dialog
      title={`Revoke “${name}”`}
      description={`Programs that send ${prefix}… are refused at once. It cannot be brought back.`}
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        revoke.reset();
      }}
      trigger={
        <Button size="small">
          Revoke<span className="sr-only"> {name}</span>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {revoke.error === null ? null : <ErrorState error={revoke.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => setIsOpen(false)}>Keep it</Button>
          <Button variant="danger" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
            {revoke.isPending ? "Revoking…" : "Revoke"}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
