import { SquareFunction } from "lucide-react";
import { useState } from "react";
import { buttonClass } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ExplainTrail } from "./explain-trail.tsx";

interface ExplainProps {
  /** Key of the number: `snapshots/nav`, `stress/market_down_10/direct`. */
  readonly number: string;
  /** What the number is, for the button's name. */
  readonly label: string;
}

/** A small button beside a number that tells where it comes from. */
export function Explain({ number, label }: ExplainProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog
      wide
      title="Where this number comes from"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button
          type="button"
          data-print="hide"
          className={`${buttonClass("ghost", "small")} size-6 px-0 text-muted`}
          aria-label={`Explain ${label}`}
        >
          <SquareFunction aria-hidden />
        </button>
      }
    >
      <ExplainTrail number={number} label={label} />
    </Dialog>
  );
}
