import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Answer } from "@/api/api-query.ts";
import { answerOf, api } from "@/api/client.ts";
import { queryClient } from "@/api/query-client.ts";
import { Button, type ButtonVariant } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { textOf } from "@/lib/form-text.ts";
import { ReasonForm } from "./reason-form.tsx";

export type User = Answer<"/api/v1/admin/users">["users"][number];

/** What an administrator can do about an account. */
export function UserActions({ user, isSelf }: { readonly user: User; readonly isSelf: boolean }) {
  const { id, email, role } = user;
  if (user.is_demo) return null;
  return (
    <span data-print="hide" className="flex justify-end gap-1 max-xl:flex-col max-xl:items-start">
      <ReasonDialog
        label={role === "admin" ? "Take the role" : "Make administrator"}
        of={email}
        title={
          role === "admin" ? `Take the administrator's role from ${email}` : `Make ${email} administrator`
        }
        description={
          role === "admin"
            ? "Runs of everybody, accounts and the audit log close at once; own portfolios stay. The last administrator keeps the role."
            : "Administrators see everybody's runs, the accounts and the audit log, and give and take this role. Portfolios of others stay closed to them."
        }
        submit={role === "admin" ? "Take the role" : "Make administrator"}
        variant={role === "admin" ? "danger" : "primary"}
        act={(reason) =>
          answerOf(
            api.POST("/api/v1/admin/users/{id}/role", {
              params: { path: { id } },
              body: { role: role === "admin" ? "user" : "admin", ...reason },
            }),
          )
        }
      />
      <ReasonDialog
        label="End access"
        of={email}
        title={`End the access of ${email}`}
        description={`All ${isSelf ? "other " : ""}sign-ins and API keys end at once; the password stays and still signs in. Keys cannot be brought back.`}
        submit="End access"
        variant="danger"
        act={(reason) =>
          answerOf(
            api.POST("/api/v1/admin/users/{id}/end-access", { params: { path: { id } }, body: reason }),
          )
        }
      />
    </span>
  );
}

interface ReasonDialogProps {
  readonly label: string;
  readonly of: string;
  readonly title: string;
  readonly description: string;
  readonly submit: string;
  readonly variant: ButtonVariant;
  readonly act: (reason: { reason?: string }) => Promise<unknown>;
}

/** Asks for a reason, does it, and reads the users again. */
function ReasonDialog({ label, of, title, description, submit, variant, act }: ReasonDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const action = useMutation({
    mutationFn: (form: FormData) => {
      const reason = textOf(form, "reason").trim();
      return act(reason === "" ? {} : { reason });
    },
    onSuccess: () => {
      setIsOpen(false);
      for (const path of ["/api/v1/admin/users", "/api/v1/admin/audit", "/api/v1/auth/me"])
        void queryClient.invalidateQueries({ queryKey: [path] });
    },
  });
  return (
    <Dialog
      title={title}
      description={description}
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        action.reset();
      }}
      trigger={
        <Button size="small" aria-label={`${label}: ${of}`}>
          {label}
        </Button>
      }
    >
      <ReasonForm
        action={action}
        submit={submit}
        pending="One moment…"
        variant={variant}
        onDismiss={() => setIsOpen(false)}
        hint="Kept in the audit log"
      />
    </Dialog>
  );
}
