import { SquareFunction } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/lib/cn.ts";
import { buttonClass } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ExplainTrail } from "./explain-trail.tsx";

interface ExplainProps {
  /** Key of the number: `snapshots/nav`, `stress/market_down_10/direct`. */
  readonly number: string;
  /** What the number is, for the button's name. */
  readonly label: string;
  /** The number as it is shown; it becomes the button. Without it, a small glyph is. */
  readonly children?: ReactNode;
}

/** A number, or a small button beside it, that tells where it comes from. */
export function Explain({ number, label, children }: ExplainProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      wide
      title="Where this number comes from"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        children === undefined ? (
          <button
            type="button"
            data-print="hide"
            className={cn(
              buttonClass("ghost", "small"),
              "size-6 px-0 text-muted hover:text-text [&_svg]:size-3.5",
            )}
            aria-label={`Explain ${label}`}
          >
            <SquareFunction aria-hidden />
          </button>
        ) : (
          <button
            type="button"
            className="-mx-1 rounded px-1 decoration-dotted underline-offset-4 hover:bg-accent-soft hover:underline"
          >
            {children}
            <span className="sr-only">, explain {label}</span>
          </button>
        )
      }
    >
      <ExplainTrail number={number} label={label} />
    </Dialog>
  );
}
