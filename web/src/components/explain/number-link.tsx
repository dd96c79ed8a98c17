import type { ReactNode } from "react";
import type { OpenNumber } from "./explained.ts";

interface NumberLinkProps {
  readonly number: string;
  readonly label: string;
  readonly onOpen: OpenNumber;
  readonly children: ReactNode;
}

/** A number that has an explanation of its own. */
export function NumberLink({ number, label, onOpen, children }: NumberLinkProps) {
  return (
    <button
      type="button"
      className="rounded text-accent underline underline-offset-4"
      onClick={() => onOpen(number, label)}
    >
      {children}
      <span className="sr-only">, explain {label}</span>
    </button>
  );
}
