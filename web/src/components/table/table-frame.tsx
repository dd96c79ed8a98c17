import type { ReactNode } from "react";
import { cn } from "@/lib/cn.ts";

interface TableFrameProps {
  /** Names the table for those who do not see it. */
  readonly label: string;
  /** A greatest height, where it has one. */
  readonly className?: string;
  /** The table's head, body and foot. */
  readonly children: ReactNode;
}

/** A table that scrolls inside its own frame, so that the page does not, also by keyboard. */
export function TableFrame({ label, className, children }: TableFrameProps) {
  return (
    <section
      className={cn("relative overflow-auto rounded-md border", className)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard has to be able to scroll it
      tabIndex={0}
      aria-label={label}
    >
      <table className="w-full text-sm">{children}</table>
    </section>
  );
}
