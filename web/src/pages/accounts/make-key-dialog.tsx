import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { SelectField, TextField } from "@/components/ui/field.tsx";
import { ErrorState } from "@/components/ui/states.tsx";
import { textOf } from "@/lib/form-text.ts";
import { daysUntil } from "./key-state.ts";

const SCOPES = [
  { value: "read", label: "Read" },
  { value: "write", label: "Read and change" },
] as const;
const ADMIN_SCOPE = { value: "admin", label: "Administer" } as const;
type Scope = (typeof SCOPES)[number]["value"] | "admin";

interface MakeKeyDialogProps {
  readonly isAdmin: boolean;
  readonly onMade: (key: { readonly name: string; readonly key: string }) => void;
}

/** Makes an API key. */
export function MakeKeyDialog({ isAdmin, onMade }: MakeKeyDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const make = useMutation({
    mutationFn: (form: FormData) => {
      const days = daysUntil(textOf(form, "until"), Date.now());
      return answerOf(
        api.POST("/api/v1/auth/keys", {
          body: {
            name: textOf(form, "name").trim(),
            scope: textOf(form, "scope") as Scope,
            ...(days === null ? {} : { expires_in_days: days }),
          },
        }),
      );
    },
    onSuccess: (made) => {
      setIsOpen(false);
      onMade(made);
      void queryClient.invalidateQueries({ queryKey: ["/api/v1/auth/keys"] });
    },
  });
  return (
    <Dialog
      title="Make an API key"
      description="For programs that act as you. It is shown once."
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        make.reset();
      }}
      trigger={
        <Button size="small">
          <Plus aria-hidden />
          Make a key
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(new FormData(event.currentTarget));
        }}
      >
        {make.error === null ? null : <ErrorState error={make.error} />}
        <TextField
          label="Name"
          name="name"
          required
          maxLength={100}
          placeholder="Nightly export"
          autoComplete="off"
        />
        <SelectField
          label="What it may do"
          name="scope"
          options={isAdmin ? [...SCOPES, ADMIN_SCOPE] : SCOPES}
        />
        <TextField label="Ends on" name="until" type="date" hint="Empty: in a year" />
        <div className="flex justify-end gap-2">
          <Button onClick={() => setIsOpen(false)}>Not now</Button>
          <Button type="submit" variant="primary" disabled={make.isPending}>
            {make.isPending ? "Making…" : "Make the key"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
