import type { ReactNode } from "react";
import { Button, type ButtonVariant } from "@/components/ui/button.tsx";
import { TextField } from "@/components/ui/field.tsx";
import { ErrorState } from "@/components/ui/states.tsx";

interface ReasonFormProps {
  readonly action: {
    readonly mutate: (form: FormData) => void;
    readonly error: Error | null;
    readonly isPending: boolean;
  };
  readonly submit: string;
  /** What the button says meanwhile. */
  readonly pending: string;
  readonly variant: ButtonVariant;
  readonly dismiss?: string;
  readonly onDismiss: () => void;
  /** Where the reason is kept. */
  readonly hint?: string;
  /** What is asked beside the reason. */
  readonly children?: ReactNode;
}

/** What an administrator does, with the reason for it. */
export function ReasonForm({
  action,
  submit,
  pending,
  variant,
  dismiss = "Not now",
  onDismiss,
  hint = "Kept with the run and in the audit log",
  children,
}: ReasonFormProps) {
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        action.mutate(new FormData(event.currentTarget));
      }}
    >
      {action.error === null ? null : <ErrorState error={action.error} />}
      {children}
      <TextField label="Reason" name="reason" maxLength={500} hint={hint} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDismiss}>{dismiss}</Button>
        <Button type="submit" variant={variant} disabled={action.isPending}>
          {action.isPending ? pending : submit}
        </Button>
      </div>
    </form>
  );
}
