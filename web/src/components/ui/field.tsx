import { Field as BaseField } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn.ts";

const CONTROL =
  "h-9 w-full rounded-md border border-border-strong bg-surface px-2.5 text-sm text-text placeholder:text-muted data-invalid:border-danger";

interface LabelledProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with the value; empty: nothing. */
  readonly error?: string | undefined;
  readonly className?: string;
}

interface FieldProps extends LabelledProps {
  readonly children: ReactNode;
}

function Labelled({ label, hint, error, className, children }: FieldProps) {
  const invalid = error !== undefined && error !== "";
  return (
    <BaseField.Root invalid={invalid} className={cn("flex flex-col gap-1", className)}>
      <BaseField.Label className="text-sm font-medium">{label}</BaseField.Label>
      {children}
      {hint === undefined ? null : (
        <BaseField.Description className="text-xs text-muted">{hint}</BaseField.Description>
      )}
      {invalid ? (
        <BaseField.Error match className="text-xs text-danger">
          {error}
        </BaseField.Error>
      ) : null}
    </BaseField.Root>
  );
}

type TextFieldProps = LabelledProps & Omit<ComponentProps<typeof BaseField.Control>, "className" | "render">;

/** A labelled input with its hint and its error. */
export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error} {...(className === undefined ? {} : { className })}>
      <BaseField.Control className={CONTROL} {...input} />
    </Labelled>
  );
}

interface SelectFieldProps extends LabelledProps, Omit<ComponentProps<"select">, "className"> {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** A labelled choice; the platform's own list, which every reader and phone knows. */
export function SelectField({ label, hint, error, className, options, ...select }: SelectFieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error} {...(className === undefined ? {} : { className })}>
      <BaseField.Control
        className={CONTROL}
        render={
          <select {...select}>
            {options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        }
      />
    </Labelled>
  );
}
