import type { FormEvent, ReactNode } from "react";
import { Button, type ButtonVariant } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { ErrorState } from "../ui/states.tsx";
import type { FormErrors } from "./form-errors.ts";

interface EditFormProps {
  readonly submit: string;
  readonly variant?: ButtonVariant;
  readonly isPending: boolean;
  readonly errors: Pick<FormErrors, "others" | "failure">;
  /** What it does to results. */
  readonly effect: ReactNode;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
  readonly children?: ReactNode;
}

/** The frame of a form that changes the facts of a portfolio: fields, what it does to results, and its buttons. */
export function EditForm(props: EditFormProps) {
  const { submit, variant = "primary", isPending, errors } = props;
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-4">
      {props.children}
      {errors.failure === null ? null : <ErrorState error={errors.failure} />}
      {errors.others.length === 0 ? null : (
        <Notice kind="error" title="It cannot be stored like this">
          {errors.others.map((message) => (
            <p key={message}>{message}</p>
          ))}
        </Notice>
      )}
      <p className="rounded-md bg-surface-2 px-3 py-2 text-sm">{props.effect}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={props.onCancel}>Cancel</Button>
        <Button type="submit" variant={variant} disabled={isPending}>
          {isPending ? "One moment…" : submit}
        </Button>
      </div>
    </form>
  );
}
